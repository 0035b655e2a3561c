import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PRICES } from '../../fixtures/small-problems.ts';
import { addDays, plannedInstant } from '../../../src/domain/calendar.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Roster } from '../../../src/domain/roster.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import type { RuleSetting } from '../../../src/domain/team.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { explainConflict } from '../../../src/planning/reasons/explain-conflict.ts';
import { solverWithin } from '../../../src/planning/reasons/solving.ts';
import { PRICES as REPAIR_PRICES } from '../../fixtures/infeasible/case.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { linePricer } from '../../../src/rostering/best-line.ts';
import { compileInstance } from '../../../src/rostering/instance.ts';
import { isLegalLine } from '../../../src/rostering/legal-line.ts';
import { listedModel } from '../../../src/rostering/listed-lines.ts';

const ZONE = 'Asia/Shanghai';
const FROM = '2026-06-01';
const control = { clock: () => 0, stopRequested: () => false, report: () => undefined };
const LIMITS = { seed: 1, iterations: 5 };

function lockOn(day: number, hour = 8): Shift {
  const date = addDays(FROM, day);
  const [start, end] = [plannedInstant(ZONE, date, hour * 60), plannedInstant(ZONE, date, (hour + 8) * 60)];
  const shift = { id: `lock${day}`, employeeId: 'ana', start, end, template: 'day', activity: 'work' as const };
  return { ...shift, breaks: [], locked: true };
}

/** Twelve hours in any 60: a rule that is compiled from two sides, of which the sufficient one asks of four whole days. */
const SIXTY: RuleSetting = { rule: 'maximum-hours-rolling', values: { maximumHours: 12, windowHours: 60 } };

/** Sixteen hours from 16:00 on day 0 to 04:00 on day 3: in one window of 60 hours, and in none that begins or ends at midnight. */
const BROKEN = [lockOn(0, 16), lockOn(2, 20)];

function problemOf(days: number, locks: readonly Shift[], more: Partial<Problem> = {}): Problem {
  return {
    team: {
      id: 'team',
      zone: ZONE,
      weekStart: 'mon',
      skills: [],
      contracts: [{ id: 'c' }],
      employees: [{ id: 'ana', contract: 'c', skills: [] }],
      shiftTemplates: [{ id: 'day', start: '08:00', length: 480 }],
      rules: [SIXTY],
      packs: [],
      holidays: [],
    },
    from: FROM,
    days,
    intervalDemands: [],
    templateDemands: Array.from({ length: days }, (_, day) => ({
      date: addDays(FROM, day),
      template: 'day',
      floor: 0,
      target: 1,
    })),
    prices: PRICES,
    locks,
    past: [],
    future: [],
    ...more,
  };
}

async function solved(problem: Problem): Promise<Roster> {
  const made = await makeRoster(problem, LIMITS, control, await rosterEngines());
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  return made.value;
}

/** Locked work on days 0 and 3: the sufficient side, of whole days, has it in one window of four. */
describe('an employee whom the sufficient side of a rule leaves no line', () => {
  it.each([
    { days: 4, least: 2 },
    { days: 14, least: 4 },
  ])('works a line that the fold passes, on $days days', async ({ days, least }) => {
    const roster = await solved(problemOf(days, [lockOn(0), lockOn(3)]));
    expect(roster.conflicts).toEqual([]);
    expect(roster.status).toMatch(/optimal|feasible/);
    expect(roster.shifts.map(({ id }) => id)).toEqual(expect.arrayContaining(['lock0', 'lock3']));
    expect(roster.shifts.length).toBeGreaterThanOrEqual(least);
  });

  it('is told as a conflict where each of her lines was asked about', async () => {
    const { status, conflicts, endedBy } = await solved(problemOf(4, BROKEN));
    expect([status, endedBy]).toEqual(['infeasible', 'proof']);
    expect(conflicts.map(({ ruleIds }) => ruleIds)).toEqual([['maximum-hours-rolling', 'locked-shifts']]);
  });

  it('is told as open, by name and rule, where there are too many to ask about', async () => {
    const { status, endedBy, conflicts, notes, shifts } = await solved(problemOf(14, BROKEN));
    expect([status, endedBy, conflicts, shifts]).toEqual(['unknown', 'exhausted', [], []]);
    const facts = { employee: 'ana', rules: 'maximum-hours-rolling' };
    expect(notes).toContainEqual({ code: 'line-not-found', facts });
  });

  it('works exactly her locks where these are to be kept whatever they break', async () => {
    const { status, shifts, notes } = await solved(problemOf(14, BROKEN, { lockConflicts: 'keep' }));
    expect(status).toBe('optimal');
    expect(shifts.map(({ id }) => id)).toEqual(['lock0', 'lock2']);
    expect(notes).toContainEqual({ code: 'kept-as-locked', facts: { employees: 'ana', count: 1 } });
  });

  it('is explained by the rule and the locks where it is proven, and left undecided where it is open', async () => {
    const engines = await rosterEngines();
    const solver = () =>
      solverWithin(
        {
          solve: (problem, limits) => makeRoster(problem, limits, control, engines),
          boundPrices: async () => undefined,
        },
        LIMITS,
      );
    const proven = await explainConflict(problemOf(4, BROKEN), REPAIR_PRICES, solver());
    expect(proven.conflicts.map(({ members }) => members.length)).toEqual([3]);
    expect(proven.repair?.steps.length).toBe(1);
    const open = await explainConflict(problemOf(14, BROKEN), REPAIR_PRICES, solver());
    expect(open.statements).toEqual([{ code: 'explain-undecided', facts: {}, proven: false }]);
  });
});

describe('a model of listed lines', () => {
  it('has the lines of its list and no others, each at its points', () => {
    const { kinds } = compileInstance(problemOf(5, []));
    const like = kinds[0]?.boundModel;
    if (like === undefined) throw new Error('nobody');
    const lineArb = fc.array(fc.constantFrom(-1, 0), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(fc.uniqueArray(lineArb, { minLength: 1, maxLength: 12, selector: String }), (list) => {
        const lines = list.map((shapes, points) => ({ shapes: Int32Array.from(shapes), points }));
        const model = listedModel(like, lines);
        const free = model.allowed.map((row) => new Float64Array(row.length));
        const found = linePricer().best(model, free, new Float64Array(5), 100, true);
        expect(found.map(({ shapes, cost }) => ({ shapes, points: cost }))).toEqual(lines);
        for (let code = 0; code < 32; code++) {
          const shapes = Int32Array.from({ length: 5 }, (_, day) => ((code >> day) & 1) - 1);
          expect(isLegalLine(model, shapes)).toBe(list.some((one) => String(one) === String([...shapes])));
        }
      }),
      { numRuns: 60 },
    );
  });
});
