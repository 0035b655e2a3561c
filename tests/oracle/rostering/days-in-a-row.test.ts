import { describe, expect, it } from 'vitest';
import type { SolveLimits } from '../../../src/domain/roster.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { bestOfEveryRoster } from './every-roster.ts';
import { rowProblem } from './row-problems.ts';
import { seeds, trials } from '../../fixtures/effort.ts';

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };
const SEEDS = seeds(90);

async function solve(seed: number, limits: Partial<SolveLimits>) {
  const made = await makeRoster(rowProblem(seed), { seed: 1, ...limits }, control, await rosterEngines());
  if (!made.ok) throw new Error(made.issues.map((issue) => issue.message).join(' '));
  return made.value;
}

describe('on small problems about days in a row', () => {
  const optima = SEEDS.map((seed) => ({ seed, optimum: bestOfEveryRoster(rowProblem(seed)) }));
  const none = optima.filter(({ optimum }) => optimum === undefined);
  const some = optima.flatMap(({ seed, optimum }) => (optimum === undefined ? [] : [{ seed, optimum }]));

  it('each rule takes part in many, and some have no legal roster', () => {
    const named = SEEDS.flatMap((seed) => rowProblem(seed).team.rules.map(({ rule }) => rule));
    for (const rule of [
      'minimum-consecutive-days',
      'minimum-consecutive-days-off',
      'maximum-consecutive-shifts-of',
      'minimum-consecutive-shifts-of',
      'forward-rotation',
    ]) {
      expect(named.filter((one) => one === rule).length, rule).toBeGreaterThan(trials(10));
    }
    expect(none.length).toBeGreaterThan(trials(2));
    expect(some.length).toBeGreaterThan(trials(60));
  });

  it.each(['highs', 'lines', 'auto'] as const)('%s finds no roster where there is none', async (engine) => {
    for (const { seed } of none) {
      const found = await solve(seed, { engine, seconds: 20 });
      expect(found, `seed ${seed}`).toMatchObject({ status: 'infeasible', objective: null });
    }
  });

  it('HiGHS proves the optimum of brute force', async () => {
    for (const { seed, optimum } of some) {
      const found = await solve(seed, { engine: 'highs', seconds: 20 });
      expect(found.status, `seed ${seed}`).toBe('optimal');
      expect(found.objective, `seed ${seed}`).toBeCloseTo(optimum, 5);
      expect(found.bound, `seed ${seed}`).toBeCloseTo(optimum, 4);
    }
  });

  it('the lines engine never falls below the optimum, and its bound never rises above it', async () => {
    let reached = 0;
    for (const { seed, optimum } of some) {
      const found = await solve(seed, { engine: 'lines', iterations: 40 });
      expect(found.objective, `seed ${seed}`).toBeGreaterThanOrEqual(optimum - 1e-6);
      expect(found.bound, `seed ${seed}`).toBeLessThanOrEqual(optimum + 1e-6);
      if ((found.objective as number) <= optimum + 1e-6) reached++;
    }
    expect(reached / some.length).toBeGreaterThan(0.9);
  });

  it('javascript-lp-solver with its fall-through agrees', async () => {
    for (const { seed, optimum } of some.slice(0, 20)) {
      const found = await solve(seed, { engine: 'auto', seconds: 20 });
      expect(found.status, `seed ${seed}`).toBe('optimal');
      expect(found.objective, `seed ${seed}`).toBeCloseTo(optimum, 5);
    }
  });
});
