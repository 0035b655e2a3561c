import { describe, expect, it } from 'vitest';
import { bestOfEveryRoster, rosterCount } from './every-roster.ts';
import { numbersFrom, tinyProblem } from '../../fixtures/small-problems.ts';
import { onlyHard } from '../../../src/domain/hard-price.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Roster, SolveLimits } from '../../../src/domain/roster.ts';
import type { TeamRuleSetting } from '../../../src/domain/team.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { seeds } from '../../fixtures/effort.ts';

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };

/** A tiny problem with something that must be met, and shares and rules with a weight that it is dear for. */
function mixedProblem(seed: number): Problem {
  const below = numbersFrom(seed * 977 + 3);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const problem = tinyProblem(seed);
  const ids = problem.team.employees.map(({ id }) => id);
  const must: readonly TeamRuleSetting[] = [
    { rule: 'apart', values: { employees: ids, measure: pick(['day', 'template', 'working']) }, hard: true },
    { rule: 'minimum-of', values: { employees: ids.slice(0, 1), measure: 'day', when: 'anybody' }, hard: true },
    { rule: 'maximum-of', values: { maximum: 1, employees: ids, measure: 'present' }, hard: true },
  ];
  const isFloor = below(2) === 0;
  const floored = <T extends { target: number; floor: number }>(demand: T): T =>
    isFloor && demand.target > 0 && below(2) === 0 ? { ...demand, floor: 1, hard: true } : demand;
  return {
    ...problem,
    team: {
      ...problem.team,
      rules: [
        ...problem.team.rules,
        { rule: 'maximum-days-week', values: { maximumDays: 1 }, weight: pick([20, 400, 5000]) },
      ],
      fairness: [
        { id: 'hours', measure: 'hours', weight: pick([3, 10, 60]) },
        { id: 'late', measure: 'shifts-of', templates: ['late'], weight: pick([5, 200]) },
      ],
      teamRules: isFloor && below(2) === 0 ? [] : [pick(ids.length > 1 ? must : must.slice(1))],
    },
    intervalDemands: problem.intervalDemands.map(floored),
    templateDemands: problem.templateDemands.map(floored),
  };
}

async function solve(problem: Problem, limits: Partial<SolveLimits>): Promise<Roster> {
  const made = await makeRoster(problem, { seed: 1, ...limits }, control, await rosterEngines());
  if (!made.ok) throw new Error(made.issues.map((issue) => issue.message).join(' '));
  return made.value;
}

describe('what must be met beside shares and rules with a weight, on problems small enough to try every roster', () => {
  const cases = seeds(90)
    .filter((seed) => rosterCount(mixedProblem(seed)) <= 400)
    .flatMap((seed) => {
      const problem = mixedProblem(seed);
      const best = bestOfEveryRoster(problem);
      const least = bestOfEveryRoster(onlyHard(problem));
      return best === undefined || least === undefined ? [] : [{ seed, problem, best, isPossible: least === 0 }];
    });

  it('is met at the least points, or proven impossible, by HiGHS', async () => {
    expect(cases.filter(({ isPossible }) => isPossible).length).toBeGreaterThan(15);
    expect(cases.filter(({ isPossible }) => !isPossible).length).toBeGreaterThan(3);
    for (const { seed, problem, best, isPossible } of cases) {
      const roster = await solve(problem, { engine: 'highs', iterations: 2000 });
      const ending = isPossible ? { status: 'optimal', gap: 0 } : { status: 'infeasible' };
      expect(roster, `seed ${seed}`).toMatchObject({ ...ending, endedBy: 'proof' });
      expect(Math.abs((roster.objective ?? 0) - best), `seed ${seed}`).toBeLessThan(1e-5 * Math.max(1, best));
    }
  });

  it('is told without a contradiction by the lines engine, at any gap that is asked for', async () => {
    const statuses = new Set<string>();
    for (const { seed, problem, best, isPossible } of cases) {
      const gap = seed % 3 === 0 ? 0.2 : 0;
      const roster = await solve(problem, { engine: 'lines', iterations: 30, gap });
      statuses.add(roster.status);
      expect(roster.objective, `seed ${seed}`).toBeGreaterThanOrEqual(best * (1 - 1e-9) - 1e-6);
      expect(roster.bound, `seed ${seed}`).toBeLessThanOrEqual(best * (1 + 1e-9) + 1e-6);
      expect(isPossible && roster.status === 'infeasible', `seed ${seed}`).toBe(false);
      expect(roster.endedBy === 'gap' ? roster.gap : 0, `seed ${seed}`).toBeLessThanOrEqual(gap);
    }
    expect(statuses).toEqual(new Set(['optimal', 'feasible', 'infeasible']));
  });
});
