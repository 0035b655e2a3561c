import { describe, expect, it } from 'vitest';
import type { SolveLimits } from '../../../src/domain/roster.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { tinyProblem } from '../../fixtures/small-problems.ts';
import { bestOfEveryRoster, rosterCount } from './every-roster.ts';

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };
const SEEDS = Array.from({ length: 150 }, (_, index) => index + 1).filter(
  (seed) => rosterCount(tinyProblem(seed)) <= 4000,
);

async function solve(
  seed: number,
  limits: Partial<SolveLimits>,
): Promise<{ status: string; objective: number | null; bound: number | null }> {
  const made = await makeRoster(tinyProblem(seed), { seed: 1, ...limits }, control, await rosterEngines());
  if (!made.ok) throw new Error(made.issues.map((issue) => issue.message).join(' '));
  return made.value;
}

describe('on problems small enough to try every roster', () => {
  const optima = new Map<number, number | undefined>();
  const optimum = (seed: number): number | undefined => {
    if (!optima.has(seed)) optima.set(seed, bestOfEveryRoster(tinyProblem(seed)));
    return optima.get(seed);
  };

  it('HiGHS reaches the optimum of brute force and proves it', async () => {
    for (const seed of SEEDS) {
      const expected = optimum(seed);
      const found = await solve(seed, { engine: 'highs', seconds: 20 });
      if (expected === undefined) {
        expect(found, `seed ${seed}`).toMatchObject({ status: 'infeasible', objective: null });
        continue;
      }
      expect(found.status, `seed ${seed}`).toBe('optimal');
      expect(found.objective, `seed ${seed}`).toBeCloseTo(expected, 5);
      expect(found.bound, `seed ${seed}`).toBeCloseTo(expected, 4);
    }
  });

  it('the lines engine never falls below the optimum, and its bound never rises above it', async () => {
    let reached = 0;
    let feasible = 0;
    for (const seed of SEEDS) {
      const expected = optimum(seed);
      const found = await solve(seed, { engine: 'lines', iterations: 60 });
      if (expected === undefined) {
        expect(found.status, `seed ${seed}`).toBe('infeasible');
        continue;
      }
      feasible++;
      expect(found.objective, `seed ${seed}`).toBeGreaterThanOrEqual(expected - 1e-6);
      expect(found.bound, `seed ${seed}`).toBeLessThanOrEqual(expected + 1e-6);
      if ((found.objective as number) <= expected + 1e-6) reached++;
    }
    expect(feasible).toBeGreaterThan(40);
    expect(reached / feasible).toBeGreaterThan(0.8);
  });

  it('javascript-lp-solver with its fall-through agrees with the optimum', async () => {
    for (const seed of SEEDS.slice(0, 10)) {
      const expected = optimum(seed);
      if (expected === undefined) continue;
      const found = await solve(seed, { engine: 'auto', seconds: 20 });
      expect(found.status, `seed ${seed}`).toBe('optimal');
      expect(found.objective, `seed ${seed}`).toBeCloseTo(expected, 5);
    }
  });
});
