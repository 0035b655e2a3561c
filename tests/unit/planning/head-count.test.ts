import { describe, expect, it } from 'vitest';
import { PRICES } from '../../fixtures/small-problems.ts';
import { plannedInstant } from '../../../src/domain/calendar.ts';
import type { HeadCountGroup, HeadCounts, HeadCountTask } from '../../../src/domain/head-count.ts';
import type { IntervalDemand, Problem } from '../../../src/domain/problem.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeHeadCount } from '../../../src/planning/head-count.ts';

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };
const ZONE = 'Europe/Berlin';
const FROM = '2026-06-08';
const DAYS = 4;

type Wanted = readonly (readonly number[])[];

/** Days of two halves, each with its own shift, and so many people wanted in each; a skill may be wanted in place of anybody. */
function problemOf(wanted: Wanted, skill?: string): Problem {
  const intervalDemands = wanted.flatMap((halves, day) =>
    halves.map((target, half): IntervalDemand => {
      const from = (24 * day + 8 + 4 * half) * 60;
      const span = { start: plannedInstant(ZONE, FROM, from), end: plannedInstant(ZONE, FROM, from + 240) };
      return { ...span, floor: 0, target, ...(skill === undefined ? {} : { skill }) };
    }),
  );
  return {
    team: {
      id: 'team',
      zone: ZONE,
      weekStart: 'mon',
      skills: [{ id: 'sales' }, { id: 'help' }],
      contracts: [
        { id: 'two', maxDaysPerWeek: 2 },
        { id: 'three', maxDaysPerWeek: 3 },
      ],
      employees: [],
      shiftTemplates: [
        { id: 'early', start: '08:00', length: 240 },
        { id: 'late', start: '12:00', length: 240 },
      ],
      rules: [{ rule: 'minimum-rest', values: { minimumHours: 18 } }],
      packs: [],
      holidays: [],
    },
    from: FROM,
    days: DAYS,
    intervalDemands,
    templateDemands: [],
    prices: PRICES,
    locks: [],
    past: [],
    future: [],
  };
}

const group = (contract: string, costEach: number, more: Partial<HeadCountGroup> = {}): HeadCountGroup => ({
  contract,
  skills: [],
  from: 0,
  costEach,
  costPerHour: 0,
  ...more,
});

async function solve(
  problem: Problem,
  groups: readonly HeadCountGroup[],
  more: Partial<HeadCountTask> = {},
): Promise<HeadCounts> {
  const task = {
    problem,
    groups,
    share: 1,
    shortHour: 0,
    surplusHour: 0,
    limits: { seed: 1, iterations: 200 },
    ...more,
  };
  return makeHeadCount(task, control, await rosterEngines());
}

/** All legal lines of a contract: early (0), late (1) or off (-1) by day, at most so many days, and no early shift after a late one. */
function linesOf(mostDays: number): readonly (readonly number[])[] {
  let lines: readonly (readonly number[])[] = [[]];
  for (let day = 0; day < DAYS; day++) {
    lines = lines.flatMap((line) => [-1, 0, 1].map((shift) => [...line, shift]));
  }
  return lines.filter(
    (line) =>
      line.filter((shift) => shift >= 0).length <= mostDays &&
      line.every((shift, day) => shift !== 0 || line[day - 1] !== 1),
  );
}

/** The least cost of people who cover all, and what is left short costs `shortHour`: every multiset of lines by depth-first search. */
function cheapest(
  wanted: Wanted,
  kinds: readonly { days: number; cost: number; hour: number }[],
  shortHour: number,
): number {
  const lines = kinds.flatMap(({ days, cost, hour }) =>
    linesOf(days).map((line) => ({ line, cost: cost + hour * 4 * line.filter((shift) => shift >= 0).length })),
  );
  let best = Number.POSITIVE_INFINITY;
  const shortOf = (open: Wanted): number => open.flat().reduce((sum, people) => sum + people, 0);
  const seen = new Map<string, number>();
  const visit = (open: Wanted, spent: number): void => {
    const short = shortOf(open);
    const total = spent + (short === 0 ? 0 : shortHour * 4 * short);
    if (total < best) best = total;
    if (short === 0 || spent >= best) return;
    const key = JSON.stringify(open);
    if ((seen.get(key) ?? Number.POSITIVE_INFINITY) <= spent) return;
    seen.set(key, spent);
    for (const { line, cost } of lines) {
      const next = open.map((halves, day) =>
        halves.map((people, half) => (line[day] === half ? Math.max(0, people - 1) : people)),
      );
      if (shortOf(next) < short) visit(next, spent + cost);
    }
  };
  visit(wanted, 0);
  return best;
}

const CASES: readonly Wanted[] = [
  [
    [1, 1],
    [1, 1],
    [1, 1],
    [1, 1],
  ],
  [
    [2, 0],
    [0, 2],
    [1, 1],
    [2, 1],
  ],
  [
    [1, 2],
    [2, 1],
    [0, 1],
    [1, 0],
  ],
];

describe('head-counts against every multiset of lines', () => {
  it.each(CASES)('the fewest people: %j %j %j %j', async (...wanted) => {
    const made = await solve(problemOf(wanted), [group('three', 1)]);
    const least = cheapest(wanted, [{ days: 3, cost: 1, hour: 0 }], Number.POSITIVE_INFINITY);
    expect(made.objective).toBe(least);
    expect(made.bound).toBeLessThanOrEqual(least);
    expect(made.groups[0]?.count).toBe(least);
    expect(made.cover).toMatchObject([{ shortHours: 0 }]);
  });

  it.each(CASES)('the cheapest of two contracts: %j %j %j %j', async (...wanted) => {
    const made = await solve(problemOf(wanted), [group('two', 5), group('three', 8, { costPerHour: 0.25 })]);
    const kinds = [
      { days: 2, cost: 5, hour: 0 },
      { days: 3, cost: 8, hour: 0.25 },
    ];
    const least = cheapest(wanted, kinds, Number.POSITIVE_INFINITY);
    expect(made.objective).toBeCloseTo(least, 6);
    expect(made.bound ?? 0).toBeLessThanOrEqual(least + 1e-9);
  });

  it.each(CASES)('hours short at a price: %j %j %j %j', async (...wanted) => {
    const made = await solve(problemOf(wanted), [group('two', 5)], { share: 0, shortHour: 0.75 });
    const least = cheapest(wanted, [{ days: 2, cost: 5, hour: 0 }], 0.75);
    expect(made.objective).toBeCloseTo(least, 6);
    expect(made.bound ?? 0).toBeLessThanOrEqual(least + 1e-9);
  });
});

describe('a head-count', () => {
  const wanted: Wanted = [
    [2, 1],
    [1, 2],
    [2, 1],
    [1, 2],
  ];

  it('gives everybody a line, and tells hours, cost and what the next hour costs', async () => {
    const made = await solve(problemOf(wanted), [group('two', 5), group('three', 8)]);
    for (const { lines, count, cost, costEach } of made.groups) {
      expect(lines).toHaveLength(count);
      expect(cost).toBe(costEach * count);
    }
    expect(made.groups.reduce((sum, { paidHours }) => sum + paidHours, 0)).toBeGreaterThanOrEqual(48);
    expect(made.evenHour).toBeGreaterThan(0);
    expect(made.nextHours.length).toBeGreaterThan(0);
  });

  it('counts employees who are there, and takes fewer besides them', async () => {
    const problem = problemOf(wanted);
    const alone = await solve(problem, [group('three', 1)]);
    const employees = ['a', 'b'].map((id) => ({ id, contract: 'three', skills: [] }));
    const beside = await solve({ ...problem, team: { ...problem.team, employees } }, [group('three', 1)]);
    expect((beside.objective ?? 0) + 2).toBe(alone.objective);
  });

  it('keeps a floor of people per contract and asks for a share alone', async () => {
    const made = await solve(problemOf(wanted), [group('two', 5, { from: 3 }), group('three', 8)], { share: 0.5 });
    expect(made.groups[0]?.count).toBeGreaterThanOrEqual(3);
    // Half of two people and half of one are one each.
    const half = await solve(problemOf(wanted.map((halves) => halves.map(() => 1))), [
      group('two', 5, { from: 3 }),
      group('three', 8),
    ]);
    expect(made.objective).toBe(half.objective);
  });

  it('is the same again with a limit in iterations', async () => {
    const asked = () => solve(problemOf(wanted), [group('two', 5), group('three', 8)]);
    const [first, second] = [await asked(), await asked()];
    expect({ ...second, seconds: 0 }).toEqual({ ...first, seconds: 0 });
  });

  it('says which limit is in the way, and how many it takes at least', async () => {
    const made = await solve(problemOf(wanted), [group('three', 1, { to: 2 })]);
    const enough = await solve(problemOf(wanted), [group('three', 1)]);
    expect(made).toMatchObject({
      status: 'infeasible',
      objective: null,
      causes: [{ code: 'limit-too-low', contract: 'three', to: 2 }],
    });
    const [cause] = made.causes;
    const needed = cause?.code === 'limit-too-low' ? cause.needed : 0;
    expect(needed).toBeGreaterThan(2);
    expect(needed).toBeLessThanOrEqual(enough.objective ?? 0);
  });

  it('says which skill nobody has', async () => {
    const made = await solve(problemOf(wanted, 'sales'), [group('three', 1, { skills: ['help'] })]);
    expect(made).toMatchObject({ status: 'infeasible', causes: [{ code: 'no-one-with-skill', skill: 'sales' }] });
  });

  it('says when no template has a shift', async () => {
    const problem = problemOf(wanted);
    const at = plannedInstant(ZONE, FROM, 20 * 60);
    const night = { start: at, end: at + 3600, floor: 0, target: 1 };
    const made = await solve({ ...problem, intervalDemands: [...problem.intervalDemands, night] }, [group('three', 1)]);
    expect(made).toMatchObject({
      status: 'infeasible',
      causes: [{ code: 'no-shift-then', start: at, end: at + 3600 }],
    });
  });

  it('says where the rules let nobody work', async () => {
    const problem = problemOf(wanted);
    const rules = [...problem.team.rules, { rule: 'maximum-hours-day', values: { maximumHours: 2 } }];
    const made = await solve({ ...problem, team: { ...problem.team, rules } }, [group('three', 1)]);
    expect(made.status).toBe('infeasible');
    // One stretch for each day, not one for each moment.
    expect(made.causes.map(({ code }) => code)).toEqual([
      'rules-forbid',
      'rules-forbid',
      'rules-forbid',
      'rules-forbid',
    ]);
  });
});
