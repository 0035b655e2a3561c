import { describe, expect, it } from 'vitest';
import type { SolveLimits } from '../../../src/domain/roster.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { tinyProblem } from '../../fixtures/small-problems.ts';
import { bestOfEveryRoster, rosterCount } from './every-roster.ts';
import { seeds } from '../../fixtures/effort.ts';

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };
const SEEDS = seeds(150).filter((seed) => rosterCount(tinyProblem(seed)) <= 4000);

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

  const feasible = SEEDS.filter((seed) => optimum(seed) !== undefined);

  it('a problem without any legal roster is infeasible for every engine, and only such a one', async () => {
    const none = SEEDS.filter((seed) => optimum(seed) === undefined);
    expect(none.length).toBeGreaterThan(0);
    expect(feasible.length).toBeGreaterThan(40);
    for (const seed of none) {
      for (const engine of ['highs', 'lines'] as const) {
        expect(await solve(seed, { engine, seconds: 20 }), `seed ${seed}`).toMatchObject({
          status: 'infeasible',
          objective: null,
        });
      }
    }
  });

  it('HiGHS reaches the optimum of brute force and proves it', async () => {
    for (const seed of feasible) {
      const expected = optimum(seed) ?? Number.NaN;
      const found = await solve(seed, { engine: 'highs', seconds: 20 });
      expect(found.status, `seed ${seed}`).toBe('optimal');
      expect(found.objective, `seed ${seed}`).toBeCloseTo(expected, 5);
      expect(found.bound, `seed ${seed}`).toBeCloseTo(expected, 4);
    }
  });

  it('the lines engine never falls below the optimum, and its bound never rises above it', async () => {
    let reached = 0;
    for (const seed of feasible) {
      const expected = optimum(seed) ?? Number.NaN;
      const found = await solve(seed, { engine: 'lines', iterations: 60 });
      expect(found.objective, `seed ${seed}`).toBeGreaterThanOrEqual(expected - 1e-6);
      expect(found.bound, `seed ${seed}`).toBeLessThanOrEqual(expected + 1e-6);
      if ((found.objective as number) <= expected + 1e-6) reached++;
    }
    expect(reached / feasible.length).toBeGreaterThan(0.8);
  });

  it('javascript-lp-solver with its fall-through agrees with the optimum', async () => {
    for (const seed of feasible.slice(0, 10)) {
      const expected = optimum(seed) ?? Number.NaN;
      const found = await solve(seed, { engine: 'auto', seconds: 20 });
      expect(found.status, `seed ${seed}`).toBe('optimal');
      expect(found.objective, `seed ${seed}`).toBeCloseTo(expected, 5);
    }
  });
});
