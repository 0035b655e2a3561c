import { describe, expect, it } from 'vitest';
import { bestOfEveryRoster } from './every-roster.ts';
import { rowProblem } from './row-problems.ts';
import { numbersFrom } from '../../fixtures/small-problems.ts';
import { addDays } from '../../../src/domain/calendar.ts';
import type { FairnessMeasure, FairnessSetting } from '../../../src/domain/fairness.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Roster, SolveLimits } from '../../../src/domain/roster.ts';
import { type Shift, shiftDate, workSeconds } from '../../../src/domain/shift.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { seeds, trials } from '../../fixtures/effort.ts';

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };
const SEEDS = seeds(60);

const MEASURES: readonly FairnessMeasure[] = [
  { measure: 'nights' },
  { measure: 'weekends' },
  { measure: 'hours' },
  { measure: 'shifts-of', templates: ['late'] },
  { measure: 'starts', startFrom: '05:00', startBefore: '09:00' },
  { measure: 'requests' },
];

/** A small problem whose team shares out one or two things, in many cases more of it worked by one before. */
function fairProblem(seed: number): Problem {
  const problem = rowProblem(seed + 300);
  const below = numbersFrom(seed * 32_452_843);
  const fairness = Array.from(
    { length: 1 + below(2) },
    (_, index): FairnessSetting => ({
      ...(MEASURES[below(MEASURES.length)] as FairnessMeasure),
      id: `f${index}`,
      weight: [3, 40, 150][below(3)] as number,
      ...(below(2) === 0 ? { since: addDays(problem.from, -2) } : {}),
    }),
  );
  const rules = [{ rule: 'minimum-rest', values: { minimumHours: 9 } }];
  return { ...problem, team: { ...problem.team, rules, fairness } };
}

async function solve(problem: Problem, limits: Partial<SolveLimits>): Promise<Roster> {
  const made = await makeRoster(problem, { seed: 1, ...limits }, control, await rosterEngines());
  if (!made.ok) throw new Error(made.issues.map((issue) => issue.message).join(' '));
  return made.value;
}

/** Units of a measure by the words of the setting, whatever the night of a shift by its template. */
function unitsOf(setting: FairnessSetting, { team }: Problem, shifts: readonly Shift[]): number {
  const template = { nights: 'night', 'shifts-of': 'late', starts: 'early' } as Readonly<Record<string, string>>;
  if (setting.measure === 'hours') return shifts.reduce((sum, shift) => sum + workSeconds(shift) / 3600, 0);
  if (setting.measure !== 'weekends')
    return shifts.filter((shift) => shift.template === template[setting.measure]).length;
  const weekends = shifts.flatMap((shift) => {
    const date = shiftDate(team.zone, shift);
    const day = new Date(`${date}T00:00:00Z`).getUTCDay();
    return day === 6 ? [date] : day === 0 ? [addDays(date, -1)] : [];
  });
  return new Set(weekends).size;
}

/** The points of fairness by counting unit after unit. */
function pointsOf(problem: Problem, shifts: readonly Shift[]): number {
  let points = 0;
  for (const setting of problem.team.fairness ?? []) {
    const counted = (problem.past ?? []).filter(
      (shift) => setting.since === undefined || shiftDate(problem.team.zone, shift) >= setting.since,
    );
    const shares = problem.team.employees.map(({ id }) => {
      const own = (list: readonly Shift[]): readonly Shift[] => list.filter(({ employeeId }) => employeeId === id);
      const before = unitsOf(setting, problem, own(counted));
      return { before, after: unitsOf(setting, problem, [...own(counted), ...own(shifts)]) };
    });
    const least = Math.min(...shares.map(({ before }) => before));
    for (const { before, after } of shares) {
      for (let unit = before - least; unit < after - least; unit++) points += unit * setting.weight;
    }
  }
  return points;
}

describe('on small problems whose teams share something out', () => {
  const some = SEEDS.flatMap((seed) => {
    const problem = fairProblem(seed);
    const optimum = bestOfEveryRoster(problem);
    return optimum === undefined ? [] : [{ seed, problem, optimum }];
  });

  it('HiGHS proves the optimum of brute force, and the points are those of counting units one by one', async () => {
    let costs = 0;
    for (const { seed, problem, optimum } of some) {
      const found = await solve(problem, { engine: 'highs', iterations: 2000 });
      expect(found.status, `seed ${seed}`).toBe('optimal');
      expect(found.objective, `seed ${seed}`).toBeCloseTo(optimum, 5);
      const part = found.objectiveParts.find((one) => one.part === 'fairness');
      if ((part?.points ?? 0) > 0) costs++;
      const countable = (problem.team.fairness ?? []).every(({ measure }) => measure !== 'requests');
      expect(countable ? part?.points : 0, `seed ${seed}`).toBeCloseTo(
        countable ? pointsOf(problem, found.shifts) : 0,
        6,
      );
    }
    expect(costs).toBeGreaterThan(trials(5));
  });

  it('the lines engine never falls below the optimum, and its bound never rises above it', async () => {
    let reached = 0;
    for (const { seed, problem, optimum } of some) {
      const found = await solve(problem, { engine: 'lines', iterations: 60 });
      expect(found.objective, `seed ${seed}`).toBeGreaterThanOrEqual(optimum - 1e-6);
      expect(found.bound, `seed ${seed}`).toBeLessThanOrEqual(optimum + 1e-6);
      if ((found.objective ?? Number.POSITIVE_INFINITY) <= optimum + 1e-6) reached++;
    }
    expect(reached / some.length).toBeGreaterThan(0.9);
  });

  it('tells the most, the least and the standard deviation before and with the roster', async () => {
    const [one] = some;
    const found = await solve(one?.problem as Problem, { engine: 'highs', iterations: 2000 });
    for (const { employees, before, after } of found.fairness ?? []) {
      expect(after.most).toBe(Math.max(...employees.map((share) => share.after)));
      expect(after.least).toBe(Math.min(...employees.map((share) => share.after)));
      expect(before.most).toBe(Math.max(...employees.map((share) => share.before)));
      expect(after.deviation).toBeLessThanOrEqual(after.most - after.least);
    }
    expect(found.fairness?.map(({ id }) => id)).toEqual(one?.problem.team.fairness?.map(({ id }) => id));
  });
});
