import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PRICES, tinyProblem } from '../../fixtures/small-problems.ts';
import { auditRoster } from '../../../src/audit/audit-roster.ts';
import { plannedInstant } from '../../../src/domain/calendar.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Roster, SolveLimits } from '../../../src/domain/roster.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { linePricer } from '../../../src/rostering/best-line.ts';
import { compileInstance, shapeAt } from '../../../src/rostering/instance.ts';
import { shiftOf } from '../../../src/rostering/shapes.ts';
import { isLegalLine } from '../../../src/rostering/legal-line.ts';
import { startLines } from '../../../src/rostering/start-lines.ts';

const control = { clock: () => 0, stopRequested: () => false, report: () => undefined };

async function solved(problem: Problem, limits: Partial<SolveLimits> = {}): Promise<Roster> {
  const made = await makeRoster(
    problem,
    { seed: 1, iterations: 1, engine: 'lines', ...limits },
    control,
    await rosterEngines(),
  );
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  return made.value;
}

describe('a legal line', () => {
  it('is one that the audit finds nothing hard in', () => {
    const seen = { legal: 0, illegal: 0 };
    fc.assert(
      fc.property(fc.nat(400), fc.infiniteStream(fc.nat(1000)), (seed, numbers) => {
        const problem = { ...tinyProblem(seed), locks: [] };
        const instance = compileInstance(problem);
        const employee = problem.team.employees[0];
        const kind = instance.kinds[instance.kindOf[0] ?? 0];
        if (employee === undefined || kind === undefined) throw new Error('nobody');
        const shapes = Int32Array.from(kind.model.allowed, (row) => {
          const open = [-1, ...[...row.keys()].filter((shape) => row[shape] === 1)];
          return open[numbers.next().value % open.length] ?? -1;
        });
        const shifts = [...shapes].flatMap((shape, day) =>
          shape < 0 ? [] : [shiftOf(problem, instance.set, shapeAt(instance.set, day, shape), employee.id, 0)],
        );
        const { team, from, days, past, future } = problem;
        const alone = { ...team, employees: [employee] };
        const own = (list: readonly Shift[] | undefined) =>
          list?.filter(({ employeeId }) => employeeId === employee.id);
        const audit = auditRoster({ team: alone, from, days, shifts, past: own(past), future: own(future) });
        if (!audit.ok) throw new Error(JSON.stringify(audit.issues));
        const legal = audit.value.breaches.every(({ severity }) => severity !== 'block' && severity !== 'agreement');
        seen[legal ? 'legal' : 'illegal'] += 1;
        expect(isLegalLine(kind.model, shapes)).toBe(legal);
      }),
      { numRuns: 300 },
    );
    expect(Math.min(seen.legal, seen.illegal)).toBeGreaterThan(20);
  });
});

it('a run of working days that is too long and ends inside the horizon is not legal', () => {
  const problem = tinyProblem(1);
  const rules = [{ rule: 'maximum-consecutive-days', values: { maximumDays: 2 } }];
  const employees = [{ id: 'ana', contract: 'c', skills: [] }];
  const team = { ...problem.team, contracts: [{ id: 'c' }], employees, rules };
  const alone = {
    ...problem,
    team,
    days: 5,
    intervalDemands: [],
    templateDemands: [],
    locks: [],
    past: [],
    future: [],
  };
  const { kinds } = compileInstance(alone);
  const model = kinds[0]?.model;
  if (model === undefined) throw new Error('nobody');
  const early = 0;
  expect(isLegalLine(model, Int32Array.of(early, early, -1, early, early))).toBe(true);
  expect(isLegalLine(model, Int32Array.of(early, early, early, -1, -1))).toBe(false);
});

describe('a roster to begin with', () => {
  it('is read back as the lines that it was made of', async () => {
    const problem = tinyProblem(3);
    const { shifts } = await solved(problem, { iterations: 200 });
    const locks = new Set(problem.locks.map(({ id }) => id));
    const begun = startLines(
      compileInstance({ ...problem, start: shifts.filter(({ id }) => !locks.has(id)) }),
      linePricer(),
    );
    const lines = begun?.lines ?? [];
    expect(begun?.mended.employees).toBe(0);
    expect(lines).toHaveLength(problem.team.employees.length);
    expect(lines.every((line) => line !== undefined)).toBe(true);
    const worked = lines.reduce((sum, line) => sum + [...(line?.shapes ?? [])].filter((shape) => shape >= 0).length, 0);
    expect(worked).toBe(shifts.length);
  });

  it('of a line that may not be worked keeps as many days as any legal line does', () => {
    const seen = { mended: 0, whole: 0 };
    fc.assert(
      fc.property(fc.nat(400), fc.infiniteStream(fc.nat(1000)), (seed, numbers) => {
        const problem = { ...tinyProblem(seed), locks: [] };
        const { set, kinds } = compileInstance(problem);
        const [employee] = problem.team.employees;
        const [kind] = kinds;
        if (employee === undefined || kind === undefined) throw new Error('nobody');
        const choices = kind.model.allowed.map((row) => [-1, ...[...row.keys()].filter((shape) => row[shape] === 1)]);
        const drawn = choices.map((open) => open[numbers.next().value % open.length] ?? -1);
        const start = drawn.flatMap((shape, day) =>
          shape < 0 ? [] : [shiftOf(problem, set, shapeAt(set, day, shape), employee.id, 0)],
        );
        const every = choices.reduce<number[][]>(
          (lines, open) => lines.flatMap((line) => open.map((shape) => [...line, shape])),
          [[]],
        );
        const keptBy = (line: ArrayLike<number>): number => drawn.filter((shape, day) => line[day] === shape).length;
        const legal = every.filter((line) => isLegalLine(kind.model, Int32Array.from(line)));
        const most = Math.max(...legal.map(keptBy));
        const begun = startLines(compileInstance({ ...problem, start }), linePricer());
        const line = begun?.lines[0]?.shapes;
        expect(line === undefined).toBe(legal.length === 0);
        if (line === undefined) return;
        expect(keptBy(line)).toBe(most);
        expect(isLegalLine(kind.model, line)).toBe(true);
        seen[most < drawn.length ? 'mended' : 'whole'] += 1;
        const told = most < drawn.length && start.length > 0 ? 1 : 0;
        expect(begun?.mended.employees).toBeGreaterThanOrEqual(told);
      }),
      { numRuns: 200 },
    );
    expect(Math.min(seen.mended, seen.whole)).toBeGreaterThan(3);
  });

  it('says how much of what breaks rules it kept', async () => {
    const base = tinyProblem(1);
    const rules = [{ rule: 'maximum-consecutive-days', values: { maximumDays: 2 } }];
    const employees = [{ id: 'ana', contract: 'c', skills: [] }];
    const team = { ...base.team, contracts: [{ id: 'c' }], employees, rules };
    const alone = { ...base, team, days: 4, intervalDemands: [], templateDemands: [], locks: [], past: [], future: [] };
    const { set } = compileInstance(alone);
    const start = [0, 1, 2].map((day) => shiftOf(alone, set, shapeAt(set, day, 0), 'ana', 0));
    const { notes } = await solved({ ...alone, start });
    expect(notes).toContainEqual({ code: 'start-mended', facts: { employees: 1, shifts: 3, kept: 2 } });
  });

  it('makes the answer no worse, by every engine', async () => {
    for (let seed = 1; seed <= 6; seed++) {
      const problem = tinyProblem(seed);
      const best = await solved(problem, { iterations: 400 });
      if (best.objective === null) continue;
      const locks = new Set(problem.locks.map(({ id }) => id));
      const start = best.shifts.filter(({ id }) => !locks.has(id));
      for (const engine of ['lines', 'highs'] as const) {
        const again = await solved({ ...problem, start }, { iterations: 1, engine });
        expect(again.objective).toBeLessThanOrEqual(best.objective + 1e-6);
        expect(again.notes.map(({ code }) => code)).not.toContain('start-kept');
      }
    }
  });

  /** One person, a template of four hours, and twelve hours wanted: a shift of twelve hours is better than any of the template. */
  const long = (maxHoursPerDay?: number): Problem => {
    const from = '2026-03-02';
    const at = (hour: number): number => plannedInstant('Europe/Berlin', from, hour * 60);
    const shift = { id: 'long', employeeId: 'ana', start: at(9), end: at(21), activity: 'work', breaks: [] };
    return {
      team: {
        id: 'one',
        zone: 'Europe/Berlin',
        weekStart: 'mon',
        skills: [],
        contracts: [{ id: 'c', maxHoursPerDay }],
        employees: [{ id: 'ana', contract: 'c', skills: [] }],
        shiftTemplates: [{ id: 'short', start: '09:00', length: 240 }],
        rules: [],
        packs: [],
        holidays: [],
      },
      from,
      days: 1,
      intervalDemands: [{ start: at(9), end: at(21), floor: 0, target: 1 }],
      templateDemands: [],
      prices: PRICES,
      locks: [],
      start: [shift],
      past: [],
      future: [],
    };
  };

  it('is kept as it is where shifts of no template make it better than all that is found', async () => {
    for (const engine of ['lines', 'highs'] as const) {
      const made = await solved(long(), { iterations: 50, engine });
      expect(made).toMatchObject({ objective: 0, bound: null, boundKind: 'none', gap: null, status: 'feasible' });
      expect(made.shifts.map(({ id }) => id)).toEqual(['long']);
      expect(made.notes.filter(({ code }) => code === 'start-kept')).toEqual([
        { code: 'start-kept', facts: { found: 800, given: 0 } },
      ]);
    }
  });

  it('that breaks a hard rule is no answer', async () => {
    const made = await solved(long(8), { iterations: 50 });
    expect(made).toMatchObject({ objective: 800, status: 'optimal' });
    expect(made.notes.map(({ code }) => code)).not.toContain('start-kept');
  });
});
