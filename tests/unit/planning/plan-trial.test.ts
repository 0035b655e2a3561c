import { describe, expect, it } from 'vitest';
import type { PlanTrial } from '../../../src/domain/plan-trial.ts';
import type { CrewMember, Requirement } from '../../../src/domain/requirement.ts';
import type { Roster } from '../../../src/domain/roster.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import type { Team } from '../../../src/domain/team.ts';
import { tryRosters } from '../../../src/planning/plan-trial.ts';
import { dayFactors } from '../../../src/planning/plan-trials/expected.ts';
import { buildRequirement } from '../../../src/staffing/requirement.ts';

const HOUR = 3600;
const START = Date.UTC(2026, 2, 2, 8) / 1000;
const HOURS = 4;
const PEOPLE = Array.from({ length: 20 }, (_, index) => `agent-${index}`);

const team: Team = {
  id: 'team',
  zone: 'UTC',
  weekStart: 'mon',
  skills: [],
  contracts: [{ id: 'full' }],
  employees: PEOPLE.map((id) => ({ id, contract: 'full', skills: [] })),
  shiftTemplates: [],
  rules: [],
  packs: [],
  holidays: [],
};

const points = Array.from({ length: HOURS }, (_, index) => {
  const expected = [60, 90, 90, 60][index] ?? 0;
  const range = { lower80: expected, upper80: expected, lower95: expected, upper95: expected };
  return { start: START + index * HOUR, end: START + (index + 1) * HOUR, open: true, expected, ...range };
});

/** 80/20 in each hour by Erlang A. */
function requirement(ceiling?: number, crew?: readonly CrewMember[]): Requirement {
  const made = buildRequirement(
    { zone: 'UTC', points },
    {
      target: { kind: 'service-level', share: 0.8, thresholdSeconds: 20, base: 'offered' },
      ahtSeconds: 240,
      patienceSeconds: 120,
      shrinkage: 0.1,
      ...(ceiling === undefined ? {} : { ceiling }),
      ...(crew === undefined ? {} : { crew }),
    },
  );
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  return made.value;
}

/** A roster of everybody asked for, hour by hour, as far as there are people. */
function rosterFor([asked]: readonly Requirement[], people: number): Roster {
  const shifts = (asked?.intervals ?? []).flatMap(({ start, end, positions }) =>
    PEOPLE.slice(0, Math.min(people, positions)).map((employeeId) => ({
      id: `${employeeId}@${start}`,
      employeeId,
      start,
      end,
      activity: 'work',
      breaks: [],
    })),
  );
  const prices = {
    belowFloorHour: 0,
    belowTargetHour: 100,
    aboveTargetHour: 0,
    aboveCeilingHour: 0,
    belowFloorPerson: 0,
    belowTargetPerson: 0,
    aboveTargetPerson: 0,
    aboveCeilingPerson: 0,
    paidHour: 0,
    labourCost: 0,
    hoursSpread: 0,
  };
  return {
    problem: {
      team,
      from: '2026-03-02',
      days: 1,
      intervalDemands: [],
      templateDemands: [],
      prices,
      locks: [],
      past: [],
      future: [],
    },
    status: 'feasible',
    endedBy: 'exhausted',
    objective: 0,
    objectiveParts: [],
    bound: null,
    boundKind: 'none',
    gap: null,
    seconds: 0,
    iterations: 0,
    engine: 'test',
    seed: 1,
    shifts,
    uncovered: (asked?.intervals ?? []).flatMap(({ start, end, positions }) =>
      positions > people ? [{ start, end, floor: 0, target: positions, cover: people, short: positions - people }] : [],
    ),
    breaches: [],
    conflicts: [],
    notes: [],
  };
}

const trial = (bound: number, rounds = 8): PlanTrial => ({
  promises: [{ measure: 'service-level', scope: 'hour', bound, chance: 0.9 }],
  handling: { kind: 'exponential' },
  dayVariation: 0.05,
  absence: 0,
  contacts: 'expected',
  formula: false,
  replications: 40,
  seed: 1,
  rounds,
});

type Setting = {
  readonly people?: number;
  readonly ceiling?: number;
  readonly crew?: readonly CrewMember[];
  readonly stopAfter?: number;
};

async function tried(wanted: PlanTrial, { people = PEOPLE.length, ceiling, crew, stopAfter = Infinity }: Setting = {}) {
  const requirements = [requirement(ceiling, crew)];
  const asked: number[] = [];
  const made = await tryRosters({
    team,
    forecasts: [{ zone: 'UTC', points }],
    requirements,
    trial: wanted,
    stopRequested: () => asked.length > stopAfter,
    solve: (raised) => {
      asked.push((raised[0]?.intervals ?? []).reduce((sum, { positions }) => sum + positions, 0));
      return Promise.resolve({ ok: true, value: rosterFor(raised, people) });
    },
  });
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  return { ...made.value, asked, first: requirements };
}

/** A trial of one round of these very shifts. */
async function triedWith(wanted: PlanTrial, shifts: readonly Shift[]) {
  const made = await tryRosters({
    team,
    forecasts: [{ zone: 'UTC', points }],
    requirements: [requirement()],
    trial: wanted,
    stopRequested: () => false,
    solve: (asked) => Promise.resolve({ ok: true, value: { ...rosterFor(asked, 0), shifts } }),
  });
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  return made.value;
}

describe('a plan that is tried', () => {
  it('ends with the first roster where its promises are kept', async () => {
    const { found, requirements, first } = await tried(trial(0.2));
    expect(found.rounds).toHaveLength(1);
    expect(found).toMatchObject({ chosen: 0, promises: [{ isKept: true }] });
    expect(found).not.toHaveProperty('missed');
    expect(requirements).toEqual(first);
  });

  it('asks for more where a promise is missed, until it is kept', async () => {
    const { found, requirements, asked, first } = await tried(trial(0.7));
    expect(found).not.toHaveProperty('missed');
    expect(found.rounds.length).toBeGreaterThan(1);
    expect(found.chosen).toBe(found.rounds.length - 1);
    expect(found.promises[0]?.kept.value).toBeGreaterThanOrEqual(0.9);
    expect(asked).toEqual([...asked].sort((a, b) => a - b));
    expect(found.rounds.map(({ raisedHours }) => raisedHours)).toEqual(asked.map((hours) => hours - (asked[0] ?? 0)));
    for (const [index, interval] of (requirements[0]?.intervals ?? []).entries()) {
      const before = first[0]?.intervals[index];
      expect(interval.positions).toBeGreaterThanOrEqual(before?.positions ?? 0);
      // Shrinkage stays what it was, rounded up once.
      expect(interval.toScheduleExact).toBeCloseTo(interval.positions / 0.9, 9);
      expect(interval.toSchedule).toBe(Math.ceil(interval.toScheduleExact - 1e-9));
    }
  });

  it('says that nobody is left where more is asked for and nobody comes', async () => {
    const { found } = await tried(trial(0.97), { people: 7 });
    expect(found.missed).toBe('people');
    expect(found.rounds.length).toBeLessThan(8);
    const worths = found.rounds.map(({ kept }) => kept[0] ?? 0);
    expect(found.chosen).toBe(worths.indexOf(Math.max(...worths)));
  });

  it('says that the rounds are over where they were too few', async () => {
    const { found } = await tried(trial(0.999, 2));
    expect([found.missed, found.rounds.length]).toEqual(['rounds', 2]);
  });

  it('tells by queue and day what was raised and what came of it', async () => {
    const { found } = await tried(trial(0.7));
    for (const { raisedHours, queues } of found.rounds) {
      const [queue] = queues;
      expect(queue?.id).toBe('contacts');
      expect(queue?.days.map(({ date }) => date)).toEqual(['2026-03-02']);
      expect(queue?.days[0]?.raisedHours).toBe(raisedHours);
      expect(queue?.horizon.raisedHours).toBe(raisedHours);
    }
    const levels = found.rounds.map(({ queues }) => queues[0]?.horizon.serviceLevel.value ?? 0);
    expect(levels).toEqual([...levels].sort((a, b) => a - b));
  });

  it('tells of raised positions what is to be expected of them', async () => {
    const { requirements, first } = await tried(trial(0.7));
    const [now, before] = [requirements[0]?.intervals ?? [], first[0]?.intervals ?? []];
    const isHigher = now.map(({ positions }, index) => positions > (before[index]?.positions ?? 0));
    expect(isHigher).toContain(true);
    const rises = now.map(({ serviceLevel }, index) => (serviceLevel ?? 0) - (before[index]?.serviceLevel ?? 0));
    expect(rises.map((rise) => rise > 0)).toEqual(isHigher);
    expect(Math.min(...rises)).toBe(0);
  });

  it('says what the roster keeps, and with which people more it would keep all; one fewer of them would not do', async () => {
    const wanted = trial(0.7);
    const { found, roster } = await tried(wanted, { people: 7 });
    expect(found.missed).toBe('people');
    const bound = found.wayOut?.reachable[0] ?? 1;
    expect(bound).toBeLessThan(0.7);
    const isKept = async (asked: PlanTrial, people: readonly Shift[]): Promise<boolean> => {
      const { found: again } = await triedWith(asked, [...roster.shifts, ...people]);
      return again.promises.every((one) => one.isKept);
    };
    expect(await isKept(trial(bound, 1), [])).toBe(true);
    expect(await isKept(trial(bound + 0.01, 1), [])).toBe(false);
    const extra = found.wayOut?.extra;
    expect(extra?.isLean).toBe(true);
    const added = (extra?.spans ?? []).flatMap(({ start, end, people }) =>
      PEOPLE.slice(7, 7 + people).map(
        (employeeId): Shift => ({
          id: `${employeeId}@${start}`,
          employeeId,
          start,
          end,
          activity: 'work',
          breaks: [],
        }),
      ),
    );
    expect(await isKept({ ...wanted, rounds: 1 }, added)).toBe(true);
    for (const index of added.keys())
      expect(await isKept({ ...wanted, rounds: 1 }, added.toSpliced(index, 1))).toBe(false);
    const hours = (extra?.spans ?? []).reduce((sum, one) => sum + (one.people * (one.end - one.start)) / HOUR, 0);
    expect(extra?.hours).toBe(hours);
    expect(extra?.people).toBe(Math.max(...(extra?.spans ?? []).map(({ people }) => people)));
  });

  it('asks for no more than the ceiling, and says that it is at fault', async () => {
    const { found, requirements } = await tried(trial(0.97), { ceiling: 8 });
    expect(found.missed).toBe('ceiling');
    expect(Math.max(...(requirements[0]?.intervals ?? []).map(({ positions }) => positions))).toBe(8);
  });

  it('keeps the best round until a stop, and a stopped first round', async () => {
    const whole = await tried(trial(0.97));
    const { found, roster } = await tried(trial(0.97), { stopAfter: 1 });
    expect([found.missed, found.rounds.length, found.chosen]).toEqual(['stopped', 1, 0]);
    expect(found.rounds[0]).toEqual(whole.found.rounds[0]);
    expect(roster.shifts).toHaveLength(
      whole.first[0]?.intervals.reduce((sum, { positions }) => sum + positions, 0) ?? 0,
    );
    const early = await tried(trial(0.97), { stopAfter: 0 });
    expect([early.found.missed, early.found.rounds.length]).toEqual(['stopped', 1]);
    expect(early.found.rounds[0]?.replications).toBeLessThan(40);
  });

  it('gives the level by formula near the simulated one where it is asked for', async () => {
    const { found } = await tried({ ...trial(0.2), formula: true, replications: 400 });
    const level = found.rounds[0]?.queues[0]?.horizon;
    const { value, halfWidth } = level?.serviceLevel ?? { value: null, halfWidth: null };
    expect(Math.abs((level?.expectedOverFutures ?? 0) - (value ?? 1))).toBeLessThan(2 * (halfWidth ?? 0));
    expect(level?.expectedOverFutures).not.toBe(level?.expected);
    const { found: plain } = await tried(trial(0.2));
    expect(plain.rounds[0]?.queues[0]?.horizon).toMatchObject({ expected: null, expectedOverFutures: null });
  });

  it('takes handle times of those who are rostered, where the crew names them', async () => {
    const half = PEOPLE.map((employee, index) => ({ employee, count: 1, proficiency: index < 6 ? 0.75 : 1.25 }));
    const nameless = half.map(({ count, proficiency }) => ({ count, proficiency }));
    const levels = await Promise.all(
      [half, nameless].map(async (crew) => {
        const { found } = await tried({ ...trial(0.2, 1), formula: true, replications: 200 }, { crew });
        const { serviceLevel, expectedOverFutures, proficiency } = found.rounds[0]?.queues[0]?.horizon ?? {};
        return { simulated: serviceLevel?.value ?? 0, formula: expectedOverFutures ?? 0, proficiency };
      }),
    );
    const [byName, byMean] = levels;
    // Those of 0.75 in a crew of 1.1, and few hours of one of 1.25.
    expect(byName?.proficiency).toBeGreaterThan(0.75 / 1.1);
    expect(byName?.proficiency).toBeLessThan(0.8);
    expect(byMean?.proficiency).toBeCloseTo(1, 9);
    // The first six of twenty are slower than the mean of all, and come first.
    expect(byName?.simulated).toBeLessThan((byMean?.simulated ?? 0) - 0.05);
    for (const { simulated, formula } of levels) expect(Math.abs(simulated - formula)).toBeLessThan(0.03);
  });

  it('takes factors of a day that have the moments of a gamma factor', () => {
    for (const variation of [0.05, 0.3, 1, 2]) {
      const factors = dayFactors(variation);
      const moment = (power: number): number =>
        factors.reduce((sum, [factor, weight]) => sum + weight * factor ** power, 0);
      const exact = (power: number): number =>
        Array.from({ length: power }, (_, index) => 1 + index * variation ** 2).reduce((all, one) => all * one, 1);
      for (const power of [0, 1, 2, 3, 4, 5]) expect(moment(power) / exact(power)).toBeCloseTo(1, 9);
    }
  });
});
