import { expect, test } from 'vitest';
import { addDays } from '../../../src/domain/calendar.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { tinyProblem } from '../../fixtures/small-problems.ts';
import { bestOfEveryRoster, rosterCount } from './every-roster.ts';
import { seeds, trials } from '../../fixtures/effort.ts';

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };

/** A small problem in which the first employee is in another department for a day or all the time, with hours that she has to work. */
function awayProblem(seed: number): Problem {
  const problem = tinyProblem(seed);
  const [first, ...others] = problem.team.employees;
  if (first === undefined) throw new Error('a problem without people');
  const to = seed % 2 === 0 ? problem.from : addDays(problem.from, problem.days);
  const away = [{ from: problem.from, to, activity: 'back-office' }];
  const contracts = problem.team.contracts.map((contract) => ({ ...contract, minHoursPerWeek: 8 }));
  return { ...problem, team: { ...problem.team, contracts, employees: [{ ...first, away }, ...others] } };
}

const SEEDS = seeds(60).filter((seed) => rosterCount(awayProblem(seed)) <= 800);

test('days in another department are worked under all rules and cover nothing: both engines against every roster', async () => {
  const engines = await rosterEngines();
  let worked = 0;
  for (const seed of SEEDS) {
    const problem = awayProblem(seed);
    const optimum = bestOfEveryRoster(problem);
    for (const limits of [
      { engine: 'highs', seconds: 20 },
      { engine: 'lines', iterations: 40 },
    ] as const) {
      const made = await makeRoster(problem, { seed: 1, ...limits }, control, engines);
      if (!made.ok) throw new Error(made.issues.map(({ message }) => message).join(' '));
      const { status, objective, bound, shifts } = made.value;
      const least = optimum ?? Number.POSITIVE_INFINITY;
      expect(objective ?? Number.POSITIVE_INFINITY, `seed ${seed}`).toBeGreaterThanOrEqual(least - 1e-6);
      expect(bound ?? 0, `seed ${seed}`).toBeLessThanOrEqual(least + 1e-6);
      const proven = optimum === undefined ? 'infeasible' : 'optimal';
      expect([proven, limits.engine === 'lines' ? status : proven], `seed ${seed}`).toContain(status);
      worked += shifts.filter(({ activity }) => activity === 'back-office').length;
    }
  }
  expect(worked).toBeGreaterThan(trials(10));
}, 60_000);
