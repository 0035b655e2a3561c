import { describe, expect, it } from 'vitest';
import { bestOfEveryRoster, rosterCount } from './every-roster.ts';
import { numbersFrom, tinyProblem } from '../../fixtures/small-problems.ts';
import type { CoverLevels, CoverStep, Problem } from '../../../src/domain/problem.ts';
import { scoreRoster } from '../../../src/audit/score.ts';
import { startOfDate } from '../../../src/domain/calendar.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { seeds } from '../../fixtures/effort.ts';

/** A tiny problem whose demands have prices of their own, by how many are missing or too many. */
function steppedProblem(seed: number): Problem {
  const problem = tinyProblem(seed);
  const below = numbersFrom(seed * 31 + 7);
  const stepped = <T extends CoverLevels>(demand: T): T => {
    const target = Math.max(demand.floor, demand.target);
    const steps = Array.from({ length: below(4) }, (): CoverStep => {
      const price = 1 + below(900);
      return below(3) === 0 ? { above: target + below(2), price } : { below: 1 + below(Math.max(1, target)), price };
    }).filter((step) => step.below === undefined || step.below <= target);
    return steps.length === 0 ? demand : { ...demand, target, steps };
  };
  return {
    ...problem,
    intervalDemands: problem.intervalDemands.map(stepped),
    templateDemands: problem.templateDemands.map(stepped),
  };
}

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };

const CASES = seeds(60).flatMap((seed) => {
  const problem = steppedProblem(seed);
  const { intervalDemands, templateDemands } = problem;
  const isStepped = [...intervalDemands, ...templateDemands].some(({ steps = [] }) => steps.length > 0);
  const best = isStepped && rosterCount(problem) <= 400 ? bestOfEveryRoster(problem) : undefined;
  return best === undefined ? [] : [{ seed, problem, best }];
});

describe('prices by steps, on problems small enough to try every roster', () => {
  it.each(['highs', 'lines'] as const)('%s finds the cheapest, or what it proves is no more', async (engine) => {
    const engines = await rosterEngines();
    let priced = 0;
    let optimal = 0;
    for (const { seed, problem, best } of CASES) {
      const limits = { seed: 1, engine, ...(engine === 'lines' ? { iterations: 60 } : { seconds: 20 }) };
      const made = await makeRoster(problem, limits, control, engines);
      if (!made.ok) throw new Error(made.issues.map(({ message }) => message).join(' '));
      const { objective, bound, status, objectiveParts } = made.value;
      if (objective === null) throw new Error(`no roster for seed ${seed}`);
      if (objectiveParts.some(({ part, points }) => part === 'cover-steps' && points > 0)) priced++;
      expect(bound ?? 0, `seed ${seed}`).toBeLessThanOrEqual(best + 1e-3);
      expect(objective, `seed ${seed}`).toBeGreaterThan(best - 1e-3);
      if (status !== 'optimal') continue;
      optimal++;
      expect(objective, `seed ${seed}`).toBeCloseTo(best, 3);
    }
    expect(priced).toBeGreaterThan(5);
    expect(optimal).toBeGreaterThan(engine === 'highs' ? CASES.length / 2 : 5);
  });

  it('count each person past a number, at each moment', () => {
    const problem = tinyProblem(3);
    const { zone, employees } = problem.team;
    const day = startOfDate(zone, problem.from);
    const [who] = employees;
    const shift = { id: 's', employeeId: who?.id ?? '', start: day + 8 * 3600, end: day + 11 * 3600, breaks: [] };
    const steps: readonly CoverStep[] = [
      { below: 2, price: 10 },
      { below: 1, price: 100 },
      { above: 2, price: 7 },
    ];
    const demand = { start: day + 8 * 3600, end: day + 12 * 3600, floor: 0, target: 2, steps };
    const stepped = { ...problem, intervalDemands: [demand], templateDemands: [], past: [], future: [] };
    const shifts = [{ ...shift, activity: 'work' }];
    // Three hours with one of two, one hour with nobody: 3 x 10 + 1 x (2 x 10 + 100), of five and one missing.
    const found = scoreRoster(stepped, shifts).find(({ part }) => part === 'cover-steps');
    expect(found).toEqual({ part: 'cover-steps', unit: 'agent-hours', count: 6, points: 150 });
    const three = ['a', 'b', 'c'].map((id) => ({ ...shift, id, activity: 'work', end: day + 12 * 3600 }));
    expect(scoreRoster(stepped, three).find(({ part }) => part === 'cover-steps')?.points).toBe(28);
  });
});
