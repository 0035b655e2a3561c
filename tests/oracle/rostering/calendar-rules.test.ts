import { describe, expect, it } from 'vitest';
import type { SolveLimits } from '../../../src/domain/roster.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { calendarProblem } from '../../fixtures/calendar-problems.ts';
import { bestOfEveryRoster, rosterCount } from './every-roster.ts';

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };
const SEEDS = Array.from({ length: 90 }, (_, index) => index + 1).filter(
  (seed) => rosterCount(calendarProblem(seed)) <= 3000,
);

async function solve(
  seed: number,
  limits: Partial<SolveLimits>,
): Promise<{ status: string; objective: number | null; bound: number | null }> {
  const made = await makeRoster(calendarProblem(seed), { seed: 1, ...limits }, control, await rosterEngines());
  if (!made.ok) throw new Error(made.issues.map((issue) => issue.message).join(' '));
  return made.value;
}

describe('on problems around weekends that are small enough to try every roster', () => {
  const optima = new Map(SEEDS.map((seed) => [seed, bestOfEveryRoster(calendarProblem(seed))]));
  const feasible = SEEDS.filter((seed) => optima.get(seed) !== undefined);

  it('every rule of weekends, Sundays, classes and starts decides some of them', () => {
    const binding = new Set<string>();
    for (const seed of SEEDS) {
      const problem = calendarProblem(seed);
      const [rule, ...others] = problem.team.rules;
      const free = bestOfEveryRoster({ ...problem, team: { ...problem.team, rules: others } });
      if (rule !== undefined && free !== optima.get(seed)) binding.add(rule.rule);
    }
    expect([...binding].sort()).toEqual([
      'complete-weekends',
      'free-sundays',
      'maximum-shifts-of',
      'maximum-weekends',
      'minimum-shifts-of',
      'same-start-week',
    ]);
  });

  it('one without any legal roster is infeasible for every engine', async () => {
    const none = SEEDS.filter((seed) => optima.get(seed) === undefined);
    expect(none.length).toBeGreaterThan(0);
    for (const seed of none) {
      for (const engine of ['highs', 'lines'] as const) {
        expect(await solve(seed, { engine, seconds: 20 }), `seed ${seed}`).toMatchObject({ status: 'infeasible' });
      }
    }
  });

  it('HiGHS reaches the optimum of brute force and proves it', async () => {
    for (const seed of feasible) {
      const expected = optima.get(seed) ?? Number.NaN;
      const found = await solve(seed, { engine: 'highs', seconds: 20 });
      expect(found.status, `seed ${seed}`).toBe('optimal');
      expect(found.objective, `seed ${seed}`).toBeCloseTo(expected, 5);
    }
  });

  it('the lines engine never falls below the optimum, and its bound never rises above it', async () => {
    let reached = 0;
    for (const seed of feasible) {
      const expected = optima.get(seed) ?? Number.NaN;
      const found = await solve(seed, { engine: 'lines', iterations: 60 });
      expect(found.objective, `seed ${seed}`).toBeGreaterThanOrEqual(expected - 1e-6);
      expect(found.bound, `seed ${seed}`).toBeLessThanOrEqual(expected + 1e-6);
      if ((found.objective as number) <= expected + 1e-6) reached++;
    }
    expect(reached / feasible.length).toBeGreaterThan(0.8);
  });

  it('javascript-lp-solver with its fall-through agrees with the optimum', async () => {
    for (const seed of feasible.slice(0, 12)) {
      const found = await solve(seed, { engine: 'auto', seconds: 20 });
      expect(found.status, `seed ${seed}`).toBe('optimal');
      expect(found.objective, `seed ${seed}`).toBeCloseTo(optima.get(seed) ?? Number.NaN, 5);
    }
  });
});
