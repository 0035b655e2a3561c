import { describe, expect, it } from 'vitest';
import { addDays, dateOf, plannedInstant } from '../../../src/domain/calendar.ts';
import type { IntervalDemand, Problem } from '../../../src/domain/problem.ts';
import type { Roster, SolveLimits } from '../../../src/domain/roster.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import { workSeconds } from '../../../src/domain/shift.ts';
import type { Employee, ShiftTemplate, Team } from '../../../src/domain/team.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import type { SolveProgress } from '../../../src/planning/ports.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import type { JavascriptSolver } from '../../../src/rostering/compact-engine.ts';
import { PRICES } from '../../fixtures/small-problems.ts';

const ZONE = 'Europe/Berlin';
const FROM = '2026-03-02';

type Control = { readonly stopRequested?: () => boolean; readonly report?: (progress: SolveProgress) => void };

async function solve(problem: Problem, limits: Partial<SolveLimits> = {}, control: Control = {}): Promise<Roster> {
  const made = await makeRoster(
    problem,
    { seed: 1, seconds: 20, ...limits },
    { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined, ...control },
    await rosterEngines(),
  );
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  return made.value;
}

const FLEXIBLE: ShiftTemplate = {
  id: 'flexible',
  start: { earliest: '07:00', latest: '16:00', stepMinutes: 30 },
  length: { minMinutes: 240, maxMinutes: 540, stepMinutes: 30 },
  latestEnd: '22:00',
  meal: { lengthMinutes: 30, paid: false, fromShiftMinutes: 360, notBeforeMinutes: 120, notInLastMinutes: 120 },
};

function team(employees: readonly Employee[], changes: Partial<Team> = {}): Team {
  return {
    id: 't',
    zone: ZONE,
    weekStart: 'mon',
    skills: [{ id: 'voice' }, { id: 'chat' }],
    contracts: [{ id: 'c', maxHoursPerWeek: 40, maxDaysPerWeek: 5 }],
    employees,
    shiftTemplates: [FLEXIBLE],
    rules: [{ rule: 'minimum-rest', values: { minimumHours: 11 } }],
    packs: [],
    holidays: [],
    ...changes,
  };
}

function hourly(
  days: number,
  target: (hour: number, day: number) => number,
  skill?: string,
): readonly IntervalDemand[] {
  return Array.from({ length: days }, (_, day) =>
    Array.from({ length: 15 }, (__, hour) => ({
      start: plannedInstant(ZONE, addDays(FROM, day), (7 + hour) * 60),
      end: plannedInstant(ZONE, addDays(FROM, day), (8 + hour) * 60),
      floor: 0,
      target: target(hour, day),
      ...(skill === undefined ? {} : { skill }),
    })),
  ).flat();
}

function problem(changes: Partial<Problem>): Problem {
  return {
    team: team([]),
    from: FROM,
    days: 7,
    intervalDemands: [],
    templateDemands: [],
    prices: PRICES,
    locks: [],
    past: [],
    future: [],
    ...changes,
  };
}

const people = (count: number, more: (index: number) => Partial<Employee> = () => ({})): readonly Employee[] =>
  Array.from({ length: count }, (_, index) => ({ id: `e${index}`, contract: 'c', skills: ['voice'], ...more(index) }));

const crowd = problem({
  days: 4,
  team: team(
    people(10, (index) => ({ requests: [{ kind: 'day-off', date: addDays(FROM, index % 4), weight: 3 + index }] })),
  ),
  intervalDemands: hourly(4, (hour, day) => 3 + ((hour * 3 + day) % 3), 'voice'),
});

describe('a roster by lines', () => {
  it('is the same for the same seed and iterations, and another for another seed', async () => {
    const limits = { engine: 'lines', iterations: 8, seconds: undefined } as const;
    const once = await solve(crowd, limits);
    const again = await solve(crowd, limits);
    expect(again.shifts).toEqual(once.shifts);
    expect([again.objective, again.bound, again.endedBy, again.iterations]).toEqual([
      once.objective,
      once.bound,
      'iterations',
      8,
    ]);
    const other = await solve(crowd, { ...limits, seed: 2 });
    expect(other.shifts).not.toEqual(once.shifts);
  });

  it('gets no worse with more iterations and stays above its bound', async () => {
    const few = await solve(crowd, { engine: 'lines', iterations: 0 });
    const many = await solve(crowd, { engine: 'lines', iterations: 60 });
    expect(many.objective ?? Number.NaN).toBeLessThanOrEqual((few.objective ?? Number.NaN) + 1e-9);
    expect(many.bound ?? Number.NaN).toBeLessThanOrEqual(many.objective ?? Number.NaN);
    expect(many.boundKind).toBe('lagrangian');
  });

  it('stops when asked and keeps the best so far', async () => {
    let asked = 0;
    const stopped = await solve(crowd, { engine: 'lines' }, { stopRequested: () => asked++ > 30 });
    expect(stopped.endedBy).toBe('cancel');
    expect(stopped.status).toBe('feasible');
    expect(stopped.shifts.length).toBeGreaterThan(10);
  });

  it('stops at the gap asked for', async () => {
    const roster = await solve(crowd, { engine: 'lines', gap: 0.9 });
    expect(roster.endedBy).toBe('gap');
    expect(roster.gap).toBeLessThanOrEqual(0.9);
  });

  it('tells how far it is: the objective only falls, the bound only rises', async () => {
    const seen: SolveProgress[] = [];
    await solve(crowd, { engine: 'lines', iterations: 40 }, { report: (progress) => seen.push(progress) });
    const objectives = seen.flatMap(({ objective }) => (objective === null ? [] : [objective]));
    const bounds = seen.flatMap(({ bound }) => (bound === null ? [] : [bound]));
    expect(objectives.length).toBeGreaterThan(2);
    expect(objectives).toEqual(objectives.toSorted((a, b) => b - a));
    expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
  });
});

describe('every engine', () => {
  const small = problem({
    team: team(people(3), {
      contracts: [{ id: 'c', minHoursPerWeek: 20, maxHoursPerWeek: 36, maxDaysPerWeek: 5 }],
      shiftTemplates: [
        { id: 'early', start: '06:00', length: 480 },
        { id: 'late', start: '14:00', length: 480 },
      ],
    }),
    intervalDemands: hourly(7, (hour) => (hour < 8 ? 2 : 1), 'voice'),
    prices: { ...PRICES, hoursSpread: 2, paidHour: 1 },
  });

  it.each(['javascript-lp-solver', 'highs', 'lines', 'auto'] as const)(
    '%s reaches the same objective',
    async (engine) => {
      const best = await solve(small, { engine: 'highs', seconds: 30 });
      const found = await solve(small, { engine, seconds: 3 });
      expect(best.status).toBe('optimal');
      expect(found.objective).toBeCloseTo(best.objective ?? Number.NaN, 5);
      expect(found.bound ?? Number.NaN).toBeLessThanOrEqual((best.objective ?? Number.NaN) + 1e-6);
    },
  );

  it('javascript-lp-solver that is too slow is killed, and HiGHS answers within the same limit', async () => {
    const heavy = problem({ team: team(people(3)), intervalDemands: hourly(7, () => 1, 'voice'), days: 7 });
    const roster = await solve(heavy, { engine: 'javascript-lp-solver', seconds: 2 });
    expect(roster.engine).toBe('highs');
    expect(roster.shifts.length).toBeGreaterThan(0);
  });

  it('goes from lines to HiGHS where the program is of middle size and not yet proven', async () => {
    const middle = problem({
      days: 4,
      team: team(people(4)),
      intervalDemands: hourly(4, (hour) => (hour % 5 === 0 ? 2 : 1), 'voice'),
      prices: { ...PRICES, hoursSpread: 3 },
    });
    const roster = await solve(middle, { iterations: 20 });
    expect(['lines', 'lines+highs']).toContain(roster.engine);
    expect(roster.bound ?? Number.NaN).toBeLessThanOrEqual(roster.objective ?? Number.NaN);
  });
});

describe('what is wanted and given', () => {
  it('short cover is no infeasibility: one person for three posts leaves two short', async () => {
    const roster = await solve(
      problem({ days: 1, team: team(people(1)), intervalDemands: hourly(1, (hour) => (hour < 8 ? 3 : 0), 'voice') }),
    );
    expect(roster.status).toBe('optimal');
    expect(roster.uncovered.length).toBeGreaterThan(0);
    expect(roster.shifts).toHaveLength(1);
  });

  it('a large shortage without floors says that floors would share it out, one with floors does not', async () => {
    const few = { days: 1, team: team(people(1)) };
    const codes = async (intervalDemands: readonly IntervalDemand[]): Promise<readonly string[]> =>
      (await solve(problem({ ...few, intervalDemands }))).notes.map(({ code }) => code);
    expect(await codes(hourly(1, () => 2, 'voice'))).toEqual(['short-without-floor']);
    expect(await codes(hourly(1, () => 2, 'voice').map((demand) => ({ ...demand, floor: 1 })))).toEqual([]);
  });

  it('an empty team is a roster without shifts, short of everything', async () => {
    const roster = await solve(problem({ days: 1, intervalDemands: hourly(1, () => 1, 'voice') }));
    expect(roster).toMatchObject({ status: 'optimal', shifts: [], objective: 1500 });
  });

  it('no demand, and nobody has to work: an empty roster that costs nothing', async () => {
    expect(await solve(problem({ team: team(people(2)) }))).toMatchObject({
      status: 'optimal',
      objective: 0,
      bound: 0,
      gap: 0,
      shifts: [],
    });
  });

  it('people work only in skills they have, and one who has two counts for one at a time', async () => {
    const both = people(2, (index) => ({ skills: index === 0 ? ['voice', 'chat'] : ['chat'] }));
    const demands = [
      ...hourly(1, (hour) => (hour < 8 ? 1 : 0), 'voice'),
      ...hourly(1, (hour) => (hour < 8 ? 1 : 0), 'chat'),
    ];
    const roster = await solve(problem({ days: 1, team: team(both), intervalDemands: demands }));
    expect(roster.shifts.map(({ employeeId, skill }) => [employeeId, skill])).toEqual([
      ['e0', 'voice'],
      ['e1', 'chat'],
    ]);
  });

  it('no shift ends after the latest end of its template', async () => {
    const early = team(people(2), { shiftTemplates: [{ ...FLEXIBLE, latestEnd: '18:00' }] });
    const roster = await solve(
      problem({ days: 1, team: early, intervalDemands: hourly(1, (hour) => (hour < 7 ? 0 : 2), 'voice') }),
      {
        iterations: 20,
      },
    );
    expect(roster.shifts.map(({ end }) => end <= plannedInstant(ZONE, FROM, 18 * 60))).toEqual([true, true]);
  });

  it('locked shifts stay as they are, and the rest is planned around them', async () => {
    const lock: Shift = {
      id: 'mine',
      employeeId: 'e0',
      start: plannedInstant(ZONE, FROM, 13 * 60 + 15),
      end: plannedInstant(ZONE, FROM, 18 * 60),
      skill: 'voice',
      activity: 'work',
      breaks: [],
      locked: true,
    };
    const roster = await solve(
      problem({ days: 2, team: team(people(2)), intervalDemands: hourly(2, () => 1, 'voice'), locks: [lock] }),
      { iterations: 30, engine: 'lines' },
    );
    expect(roster.shifts).toContainEqual(lock);
    const next = roster.shifts.find(
      ({ employeeId, start }) => employeeId === 'e0' && dateOf(ZONE, start) === addDays(FROM, 1),
    );
    expect(next === undefined || next.start - lock.end >= 11 * 3600).toBe(true);
  });

  it('says for whom no line is legal, with rules of which none can be left out', async () => {
    const impossible = team(
      people(2, (index) => (index === 0 ? { availability: [{ days: ['mon'], from: '08:00', to: '16:00' }] } : {})),
      { contracts: [{ id: 'c', minHoursPerWeek: 20, maxHoursPerWeek: 40 }] },
    );
    const roster = await solve(problem({ team: impossible, intervalDemands: hourly(7, () => 1, 'voice') }));
    expect(roster).toMatchObject({ status: 'infeasible', objective: null, gap: null, shifts: [] });
    expect(roster.conflicts).toEqual([
      { employeeId: 'e0', ruleIds: ['availability', 'minimum-hours-week'], dates: [] },
    ]);
  });

  it('names two locks on one date, and a lock that breaks a rule, as the conflict', async () => {
    const lock = (id: string, from: number): Shift => ({
      id,
      employeeId: 'e0',
      start: plannedInstant(ZONE, FROM, from),
      end: plannedInstant(ZONE, FROM, from + 240),
      skill: 'voice',
      activity: 'work',
      breaks: [],
      locked: true,
    });
    const twice = await solve(problem({ team: team(people(1)), locks: [lock('a', 420), lock('b', 800)] }));
    expect(twice.conflicts).toEqual([
      { employeeId: 'e0', ruleIds: ['one-shift-a-day', 'locked-shifts'], dates: [FROM] },
    ]);
    const away = team(people(1, () => ({ daysOff: [FROM] })));
    const broken = await solve(problem({ team: away, locks: [lock('a', 420)] }));
    expect(broken.conflicts).toEqual([{ employeeId: 'e0', ruleIds: ['availability', 'locked-shifts'], dates: [FROM] }]);
  });

  it('keeps rules that are compiled from both sides: 36 hours of overtime a month', async () => {
    const busy = team(people(2), {
      contracts: [{ id: 'c', maxHoursPerWeek: 60 }],
      packs: ['cn'],
      shiftTemplates: [{ id: 'long', start: '08:00', length: 600 }],
      rules: [],
    });
    const roster = await solve(
      problem({
        from: '2026-03-02',
        days: 28,
        team: busy,
        intervalDemands: Array.from({ length: 28 }, (_, day) =>
          hourly(1, () => 2, 'voice').map((demand) => ({
            ...demand,
            start:
              plannedInstant(ZONE, addDays(FROM, day), 8 * 60) + (demand.start - plannedInstant(ZONE, FROM, 7 * 60)),
            end: plannedInstant(ZONE, addDays(FROM, day), 8 * 60) + (demand.end - plannedInstant(ZONE, FROM, 7 * 60)),
          })),
        ).flat(),
      }),
      { iterations: 30, engine: 'highs' },
    );
    expect(roster.breaches.filter(({ severity }) => severity === 'block')).toEqual([]);
    expect(roster.boundKind).toBe('relaxed-pricing');
    expect(roster.notes).toContainEqual({ code: 'engine-not-exact', facts: { engine: 'highs' } });
    const hours =
      roster.shifts
        .filter(({ employeeId }) => employeeId === 'e0')
        .reduce((sum, shift) => sum + workSeconds(shift), 0) / 3600;
    // Four normal weeks hold four shifts of ten hours each; 36 hours of overtime are 18 shifts with two hours each.
    expect(hours).toBeGreaterThanOrEqual(4 * 4 * 10);
    expect(hours).toBeLessThanOrEqual(4 * 40 + 36);
  });
});

describe('an engine that is wrong', () => {
  const rested = problem({
    days: 2,
    team: team(people(1), {
      shiftTemplates: [
        { id: 'late', start: '14:00', length: 480 },
        { id: 'early', start: '06:00', length: 480 },
      ],
    }),
    intervalDemands: hourly(2, () => 1, 'voice'),
  });

  it('is found out by the audit: a line without its rest is a defect, not a roster', async () => {
    const { highs } = await rosterEngines();
    // Late on the first day and early on the second: the first binary of day one, the second of day two.
    const javascript: JavascriptSolver = (model) => {
      const values = new Float64Array(model.columns);
      values[0] = 1;
      values[3] = 1;
      return Promise.resolve({ status: 'optimal', endedBy: 'proof', values, objective: 0, bound: 0, iterations: 1 });
    };
    const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };
    const limits = { seed: 1, seconds: 5, engine: 'javascript-lp-solver' } as const;
    await expect(makeRoster(rested, limits, control, { highs, javascript })).rejects.toThrow(/minimum-rest/);
  });
});

describe('over a clock change', () => {
  it.each([
    ['spring', '2026-03-28', 7.5 * 3600],
    ['autumn', '2026-10-24', 9.5 * 3600],
  ])('a night in %s is as long as it lasts, and covers the hours that there are', async (_season, from, seconds) => {
    const start = plannedInstant(ZONE, from, 23 * 60);
    const end = plannedInstant(ZONE, from, 31.5 * 60);
    const night = team(people(1), { shiftTemplates: [{ id: 'night', start: '23:00', length: 510 }] });
    const roster = await solve(
      problem({ from, days: 1, team: night, intervalDemands: [{ start, end, floor: 0, target: 1, skill: 'voice' }] }),
    );
    expect(roster).toMatchObject({ status: 'optimal', objective: 0, uncovered: [] });
    expect(roster.shifts.map(workSeconds)).toEqual([seconds]);
  });
});
