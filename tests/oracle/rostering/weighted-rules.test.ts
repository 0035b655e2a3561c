import { describe, expect, it } from 'vitest';
import { bestOfEveryRoster } from './every-roster.ts';
import { rowProblem } from './row-problems.ts';
import { numbersFrom } from '../../fixtures/small-problems.ts';
import { addDays } from '../../../src/domain/calendar.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Roster, SolveLimits } from '../../../src/domain/roster.ts';
import type { RuleSetting } from '../../../src/domain/team.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { seeds, trials } from '../../fixtures/effort.ts';

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };
const SEEDS = seeds(90);

/** Rules whose price the solver knows exactly. */
function pricedRules(below: (bound: number) => number): readonly (() => RuleSetting)[] {
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  return [
    () => ({ rule: 'minimum-rest', values: { minimumHours: pick([9, 13, 17, 40]) } }),
    () => ({ rule: 'maximum-consecutive-days', values: { maximumDays: 1 + below(3) } }),
    () => ({ rule: 'maximum-hours-week', values: { maximumHours: pick([8, 12, 20]) } }),
    () => ({ rule: 'minimum-hours-week', values: { minimumHours: pick([8, 20, 30]) } }),
    () => ({ rule: 'maximum-hours-day', values: { maximumHours: pick([6, 7]) } }),
    () => ({ rule: 'maximum-days-week', values: { maximumDays: 1 + below(3) } }),
    () => ({ rule: 'maximum-nights', values: { maximumNights: below(2), window: pick(['week', 'horizon']) } }),
    () => ({ rule: 'forbidden-succession', values: { pairs: ['late>early', 'night>late'] } }),
    () => ({
      rule: 'minimum-shifts-of',
      values: { minimumShifts: 2, window: 'horizon', shiftsBy: 'templates', templates: ['late'] },
    }),
  ];
}

/** Rules that steer by whole lines alone. */
function otherRules(below: (bound: number) => number): readonly (() => RuleSetting)[] {
  return [
    () => ({ rule: 'minimum-consecutive-days-off', values: { minimumDays: 2 + below(2) } }),
    () => ({ rule: 'forward-rotation', values: { daysOff: 1 + below(3) } }),
    () => ({ rule: 'maximum-hours-rolling', values: { maximumHours: 8, windowDays: 2 + below(3) } }),
    () => ({ rule: 'complete-weekends', values: {} }),
  ];
}

/** A small problem with one or two rules that have a weight, of which some apply on some days alone, and now and then a hard one with dates. */
function weightedProblem(seed: number): Problem {
  const problem = rowProblem(seed + 900);
  const below = numbersFrom(seed * 15_485_863);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const dated = (setting: RuleSetting): RuleSetting => {
    if (below(3) > 0) return setting;
    const from = addDays(problem.from, below(problem.days) - 1);
    return { ...setting, from, ...(below(2) === 0 ? {} : { to: addDays(from, below(3)) }) };
  };
  const lists = [pricedRules(below), pricedRules(below), otherRules(below)];
  const weighted = Array.from({ length: 1 + below(2) }, () => ({
    ...dated(pick(pick(lists))()),
    weight: pick([3, 20, 90]),
  }));
  const hard = below(2) === 0 ? [dated(pick([...(lists[0] ?? []), ...(lists[2] ?? [])])())] : [];
  return {
    ...problem,
    team: { ...problem.team, rules: [...weighted, ...hard.map((one) => ({ ...one, severity: 'block' as const }))] },
  };
}

async function solve(seed: number, limits: Partial<SolveLimits>): Promise<Roster> {
  const made = await makeRoster(weightedProblem(seed), { seed: 1, ...limits }, control, await rosterEngines());
  if (!made.ok) throw new Error(made.issues.map((issue) => issue.message).join(' '));
  return made.value;
}

describe('on small problems with rules that have a weight or dates', () => {
  const optima = SEEDS.map((seed) => ({ seed, optimum: bestOfEveryRoster(weightedProblem(seed)) }));
  const some = optima.flatMap(({ seed, optimum }) => (optimum === undefined ? [] : [{ seed, optimum }]));

  it('the rules cost something in many optima', () => {
    expect(some.length).toBeGreaterThan(trials(60));
  });

  it('HiGHS proves the optimum of brute force where it is asked, and otherwise says that it cannot', async () => {
    let proven = 0;
    for (const { seed, optimum } of some) {
      const found = await solve(seed, { engine: 'highs', iterations: 2000 });
      if (found.notes.some(({ code }) => code === 'engine-not-exact')) continue;
      proven++;
      expect(found.status, `seed ${seed}`).toBe('optimal');
      expect(found.objective, `seed ${seed}`).toBeCloseTo(optimum, 5);
      expect(found.bound, `seed ${seed}`).toBeCloseTo(optimum, 4);
    }
    expect(proven).toBeGreaterThan(trials(20));
  });

  it('the lines engine never falls below the optimum, and its bound never rises above it', async () => {
    let reached = 0;
    let priced = 0;
    for (const { seed, optimum } of some) {
      const found = await solve(seed, { engine: 'lines', iterations: 60 });
      expect(found.objective ?? Number.POSITIVE_INFINITY, `seed ${seed}`).toBeGreaterThanOrEqual(optimum - 1e-6);
      expect(found.bound ?? Number.NEGATIVE_INFINITY, `seed ${seed}`).toBeLessThanOrEqual(optimum + 1e-6);
      if (found.objective !== null && found.objective <= optimum + 1e-6) reached++;
      if ((found.objectiveParts.find(({ part }) => part === 'rules')?.points ?? 0) > 0) priced++;
    }
    expect(reached / some.length).toBeGreaterThan(0.8);
    expect(priced).toBeGreaterThan(trials(20));
  });

  it('a most of hours on some days leaves days without them to the others: seed 7, 8 hours in any 4 days until Sunday', async () => {
    const optimum = some.find(({ seed }) => seed === 7)?.optimum;
    expect((await solve(7, { engine: 'lines', iterations: 60 })).objective).toBe(optimum);
  });
});
