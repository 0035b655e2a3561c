import { describe, expect, it } from 'vitest';
import { parseProblem } from '../../../src/contract/problem-mapping.ts';
import type { Explanation, ProblemChange, Question } from '../../../src/domain/explanation.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Roster } from '../../../src/domain/roster.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { priceByBound } from '../../../src/planning/bound-prices.ts';
import { makeExplanation } from '../../../src/planning/explain.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { tinyProblem } from '../../fixtures/small-problems.ts';
import { bestOfEveryRoster, rosterCount } from '../rostering/every-roster.ts';
import { trials } from '../../fixtures/effort.ts';

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };
const limits = { iterations: 100_000, seed: 1 };

async function solved(problem: Problem): Promise<Roster> {
  const made = await makeRoster(problem, limits, control, await rosterEngines());
  if (!made.ok) throw new Error(made.issues.map(({ message }) => message).join(' '));
  return made.value;
}

async function explained(problem: Problem, question: Question, shifts?: readonly Shift[]): Promise<Explanation> {
  const made = await makeExplanation(
    { problem, question, limits, ...(shifts === undefined ? {} : { shifts }) },
    {
      solve: async (one) => ({ ok: true, value: await solved(one) }),
      boundPrices: async (one) => priceByBound(one, limits, control, await rosterEngines()),
    },
  );
  if (!made.ok) throw new Error(made.issues.map(({ message }) => message).join(' '));
  return made.value;
}

/** A desk of two people and two shifts, with a part of the document replaced. */
function desk(change: (document: { team: Record<string, unknown>; cover: Record<string, unknown> }) => void): Problem {
  const document = {
    kind: 'problem',
    team: {
      zone: 'Europe/Berlin',
      contracts: [{ id: 'full', maxHoursPerWeek: 16 }],
      employees: [
        { id: 'anna', contract: 'full', daysOff: ['2026-03-04'] },
        { id: 'bo', contract: 'full', leave: [{ from: '2026-03-03', to: '2026-03-03' }] },
      ],
      shiftTemplates: [
        { id: 'early', start: '06:00', length: 480 },
        { id: 'late', start: '14:00', length: 480 },
      ],
      rules: [{ rule: 'minimum-rest', values: { minimumHours: 11 } }],
    },
    horizon: { from: '2026-03-02', days: 4 },
    cover: { intervals: [{ from: '06:00', to: '22:00', target: 1 }] },
    past: [],
    future: [],
  };
  change(document);
  const problem = parseProblem(document);
  if (!problem.ok) throw new Error(problem.issues.map(({ message }) => message).join(' '));
  return problem.value;
}

const DESK = desk(() => undefined);

/** Each change of a question with the same change made to the document by hand. */
const CHANGES: readonly (readonly [ProblemChange, Problem])[] = [
  [
    { change: 'rule', rule: 'maximum-hours-week', value: 32 },
    desk(({ team }) => (team['contracts'] = [{ id: 'full', maxHoursPerWeek: 32 }])),
  ],
  [
    { change: 'rule', rule: 'minimum-rest', value: 7, dates: ['2026-03-03'] },
    desk(({ team }) => {
      const rest = (minimumHours: number) => ({ rule: 'minimum-rest', values: { minimumHours } });
      team['rules'] = [
        { ...rest(11), to: '2026-03-02' },
        { ...rest(7), from: '2026-03-03', to: '2026-03-03' },
        { ...rest(11), from: '2026-03-04' },
      ];
    }),
  ],
  [{ change: 'rule', rule: 'minimum-rest' }, desk(({ team }) => (team['rules'] = []))],
  [
    { change: 'hire', contract: 'full', skills: [], people: 1 },
    desk(({ team }) => (team['employees'] = [...(team['employees'] as object[]), { id: 'new', contract: 'full' }])),
  ],
  [
    { change: 'available', employee: 'anna', dates: ['2026-03-04'] },
    desk(({ team }) => {
      const [, bo] = team['employees'] as object[];
      team['employees'] = [{ id: 'anna', contract: 'full' }, bo];
    }),
  ],
  [
    { change: 'length', template: 'early', minutes: 540 },
    desk(({ team }) => {
      const [, late] = team['shiftTemplates'] as object[];
      team['shiftTemplates'] = [{ id: 'early', start: '06:00', length: 540 }, late];
    }),
  ],
  [
    { change: 'demand', dates: ['2026-03-03'], from: '06:00', to: '14:00', add: -1 },
    desk(({ cover }) => {
      cover['intervals'] = [
        { dates: ['2026-03-02', '2026-03-04', '2026-03-05'], from: '06:00', to: '22:00', target: 1 },
        { dates: ['2026-03-03'], from: '14:00', to: '22:00', target: 1 },
        { dates: ['2026-03-03'], from: '06:00', to: '14:00', target: 0 },
      ];
    }),
  ],
];

/** The sentence of a saving of some points. */
function codeOf(points: number): string {
  if (Math.abs(points) < 1e-6) return 'saving-nothing';
  return points > 0 ? 'saving' : 'saving-costs';
}

describe('a saving', () => {
  it.each(CHANGES)('of %j is the difference of two solves', async (change, by) => {
    const { savings } = await explained(DESK, { ask: 'saving', changes: [change] });
    const [before, after] = [await solved(DESK), await solved(by)];
    expect([before.status, after.status]).toEqual(['optimal', 'optimal']);
    const [saving] = savings;
    const points = (before.objective ?? Number.NaN) - (after.objective ?? Number.NaN);
    expect(saving?.points).toBeCloseTo(points, 6);
    expect(saving?.least).toBeCloseTo(points, 4);
    expect(saving?.most).toBeCloseTo(points, 4);
    expect(saving?.parts.reduce((sum, part) => sum + part.points, 0)).toBeCloseTo(-points, 6);
    expect(saving?.statement).toMatchObject({ code: codeOf(points), proven: true });
  });

  it('of each price is what its solves say, the dearest first', async () => {
    const { savings } = await explained(DESK, { ask: 'prices', most: 50 });
    const { objective } = await solved(DESK);
    expect(savings.length).toBeGreaterThan(3);
    for (const { before, after, points, least, most } of savings) {
      expect(before.objective).toBe(objective);
      expect(points).toBeCloseTo((before.objective ?? 0) - (after.objective ?? 0), 6);
      expect(least ?? 0).toBeLessThanOrEqual((points ?? 0) + 1e-6);
      expect(most ?? 0).toBeGreaterThanOrEqual((points ?? 0) - 1e-6);
    }
    const order = savings.map(({ points }) => points ?? 0);
    expect(order).toEqual(order.toSorted((a, b) => b - a));
  });

  it('of a longer day on one weekday is told with its date and the hours that are missing less', async () => {
    const short = desk(({ team, cover }) => {
      team['rules'] = [{ rule: 'maximum-hours-day', values: { maximumHours: 8 } }];
      team['shiftTemplates'] = [8, 9].map((hours) => ({ id: `day-${hours}`, start: '08:00', length: hours * 60 }));
      team['contracts'] = [{ id: 'full' }];
      cover['intervals'] = [{ from: '08:00', to: '17:00', target: 1 }];
    });
    const dates = ['2026-03-05'];
    const changes: readonly ProblemChange[] = [{ change: 'rule', rule: 'maximum-hours-day', value: 9, dates }];
    const { savings } = await explained(short, { ask: 'saving', changes });
    expect(savings[0]?.statement.facts).toMatchObject({ change: 'maximum-hours-day = 9 (2026-03-05)', hours: 1 });
    expect(savings[0]?.statement).toMatchObject({ code: 'saving', proven: true });
    expect(savings[0]?.least).toBeCloseTo(savings[0]?.points ?? Number.NaN, 4);
  });

  it('of a change that touches nothing is told as one', async () => {
    const changes: readonly ProblemChange[] = [{ change: 'rule', rule: 'maximum-nights', value: 2 }];
    const { statements, savings } = await explained(DESK, { ask: 'saving', changes });
    expect(statements.map(({ code }) => code)).toEqual(['saving-nothing', 'change-without-effect']);
    expect(savings[0]?.points).toBe(0);
  });
});

describe('an alternative', () => {
  it('costs what brute force says of the problem with it', async () => {
    let compared = 0;
    for (let seed = 1; seed <= 60 && compared < trials(25); seed++) {
      const problem = tinyProblem(seed);
      if (rosterCount(problem) > 1500) continue;
      const roster = await solved(problem);
      if (roster.status !== 'optimal') continue;
      const { id } = problem.team.employees[0] ?? { id: '' };
      if (problem.locks.length > 0) continue;
      const question = { ask: 'shift', employee: id, date: problem.from, resolve: true } as const;
      const { alternatives } = await explained(problem, question, roster.shifts);
      for (const { shift, points, verdict } of alternatives) {
        const employees = problem.team.employees.map((one) =>
          one.id === id && shift === undefined ? { ...one, daysOff: [...(one.daysOff ?? []), problem.from] } : one,
        );
        const locks = shift === undefined ? [] : [{ ...shift, locked: true }];
        const best = bestOfEveryRoster({ ...problem, locks, team: { ...problem.team, employees } });
        expect(verdict === 'breaks-rules', `seed ${seed}`).toBe(best === undefined);
        const difference = best === undefined ? 0 : best - (roster.objective ?? 0);
        expect(points ?? 0, `seed ${seed}`).toBeCloseTo(difference, 4);
        compared++;
      }
    }
    expect(compared).toBeGreaterThanOrEqual(trials(25));
  });

  it('leaves the others as they are where not everybody is planned anew', async () => {
    const roster = await solved(DESK);
    const question = { ask: 'shift', employee: 'bo', date: '2026-03-04', resolve: false } as const;
    const { alternatives, statements } = await explained(DESK, question, roster.shifts);
    const off = alternatives.find(({ shift }) => shift === undefined);
    expect(off?.verdict).toBe('costs');
    expect(statements[0]?.code).toMatch(/^shift-(best|as-good)$/);
    expect(Math.min(...alternatives.map((one) => one.points ?? 0))).toBeGreaterThan(-1e-6);
  });
});

describe('a stretch without cover', () => {
  it('says of each employee what stops her', async () => {
    const roster = await solved(DESK);
    const { gaps } = await explained(DESK, { ask: 'cover', most: 20, date: '2026-03-03' }, roster.shifts);
    const verdicts = gaps.flatMap(({ candidates }) =>
      candidates.map(({ employeeId, verdict }) => `${employeeId} ${verdict}`),
    );
    expect(gaps.length).toBeGreaterThan(0);
    expect(verdicts).toContain('bo absent');
    expect(verdicts.every((one) => /^(bo absent|anna (works|costs|breaks-rules))$/.test(one))).toBe(true);
  });

  it('is asked of a roster in which several work alike', async () => {
    const alike = desk(({ team }) => {
      team['employees'] = ['anna', 'bo', 'chen'].map((id) => ({ id, contract: 'full' }));
    });
    const working = (await solved(alike)).shifts.filter(({ employeeId }) => employeeId === 'anna');
    const shifts = ['anna', 'bo'].flatMap((employeeId) =>
      working.map((shift) => ({ ...shift, id: `${employeeId} ${shift.start}`, employeeId })),
    );
    const { gaps } = await explained(alike, { ask: 'cover', most: 3 }, shifts);
    expect(gaps.flatMap(({ candidates }) => candidates).map(({ employeeId }) => employeeId)).toContain('chen');
  });
});
