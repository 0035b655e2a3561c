import { describe, expect, it } from 'vitest';
import type { SolveLimits } from '../../../src/domain/roster.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { publishedProblem } from '../../fixtures/published-week.ts';
import { bestOfEveryRoster, rosterCount } from './every-roster.ts';
import { seeds, trials } from '../../fixtures/effort.ts';

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };
const SEEDS = seeds(60).filter((seed) => rosterCount(publishedProblem(seed)) <= 1500);

async function solve(seed: number, limits: Partial<SolveLimits>) {
  const made = await makeRoster(publishedProblem(seed), { seed: 1, ...limits }, control, await rosterEngines());
  if (!made.ok) throw new Error(made.issues.map((issue) => issue.message).join(' '));
  return made.value;
}

describe('on small problems with something published', () => {
  const optima = SEEDS.flatMap((seed) => {
    const optimum = bestOfEveryRoster(publishedProblem(seed));
    return optimum === undefined ? [] : [{ seed, optimum }];
  });

  it('what was published decides many of them', () => {
    const decided = optima.filter(({ seed, optimum }) => {
      const { baseline: _baseline, ...free } = publishedProblem(seed);
      const cheapest = bestOfEveryRoster(free) ?? Number.NaN;
      return optimum > cheapest + 1e-6;
    });
    expect(decided.length).toBeGreaterThan(trials(20));
  });

  it('HiGHS proves the optimum of brute force', async () => {
    const kinds = new Set<string>();
    for (const { seed, optimum } of optima) {
      const found = await solve(seed, { engine: 'highs', seconds: 20 });
      expect(found.status, `seed ${seed}`).toBe('optimal');
      expect(found.objective, `seed ${seed}`).toBeCloseTo(optimum, 5);
      for (const { kind } of found.changes ?? []) kinds.add(kind);
    }
    expect([...kinds].sort()).toEqual(['added', 'kept', 'moved', 'other-work', 'removed']);
  });

  it('the lines engine never falls below the optimum, and its bound never rises above it', async () => {
    let reached = 0;
    for (const { seed, optimum } of optima) {
      const found = await solve(seed, { engine: 'lines', iterations: 40 });
      expect(found.objective, `seed ${seed}`).toBeGreaterThanOrEqual(optimum - 1e-6);
      expect(found.bound, `seed ${seed}`).toBeLessThanOrEqual(optimum + 1e-6);
      if ((found.objective as number) <= optimum + 1e-6) reached++;
    }
    expect(reached / optima.length).toBeGreaterThan(0.9);
  });
});
