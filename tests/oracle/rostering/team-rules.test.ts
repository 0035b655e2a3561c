import { describe, expect, it } from 'vitest';
import { numbersFrom, tinyProblem } from '../../fixtures/small-problems.ts';
import { auditRoster } from '../../../src/audit/audit-roster.ts';
import { addDays } from '../../../src/domain/calendar.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Roster, SolveLimits } from '../../../src/domain/roster.ts';
import type { TeamRuleSetting } from '../../../src/domain/team.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { bestOfEveryRoster, rosterCount } from './every-roster.ts';

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };

/** A tiny problem with one or two rules of the team as a whole, each hard or with a weight. */
function teamProblem(seed: number): Problem {
  const below = numbersFrom(seed * 101 + 7);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const problem = tinyProblem(seed);
  const people = pick([2, 2, 3]);
  const days = people === 3 ? 2 : problem.days;
  const templates = problem.team.shiftTemplates.filter(({ id }) => people < 3 || id !== 'late');
  const employees = Array.from({ length: people }, (_, index) => ({
    ...(problem.team.employees[index] ?? problem.team.employees[0]),
    id: `e${index}`,
    contract: 'c',
    skills: pick([['a'], ['b'], []]),
    groups: pick([['senior'], ['trainee'], [], ['senior']]),
    costPerHour: pick([8, 12]),
  }));
  const has = (label: string): boolean => employees.some(({ groups }) => groups.includes(label));
  const seniors = has('senior') ? { group: 'senior' } : { employees: ['e0'] };
  const coaches = has('senior') ? { coachGroup: 'senior' } : { coaches: ['e0'] };
  const trainees = has('trainee') ? { traineeGroup: 'trainee' } : { trainees: ['e1'] };
  const over = pick(['working', 'present', 'template', 'day']);
  const settings: readonly (() => Omit<TeamRuleSetting, 'hard' | 'weight'>)[] = [
    () => ({ rule: 'minimum-of', values: { ...seniors, measure: over, when: pick(['always', 'anybody']) } }),
    () => ({ rule: 'maximum-of', values: { maximum: below(2), ...seniors, measure: over } }),
    () => ({ rule: 'together', values: { employees: ['e0', 'e1'], measure: pick(['template', 'day']) } }),
    () => ({ rule: 'apart', values: { employees: employees.map(({ id }) => id), measure: over } }),
    () => ({ rule: 'accompanied', values: { ...trainees, ...coaches, measure: over } }),
    () => ({ rule: 'budget-hours', values: { maximumHours: pick([7, 8, 15]), period: pick(['week', 'horizon']) } }),
    () => ({ rule: 'budget-money', values: { maximumMoney: pick([60, 100, 200]), ...seniors } }),
  ];
  const window = pick([undefined, undefined, { from: '10:00', to: '16:00' }, { from: '23:00', to: '03:00' }]);
  const teamRules = Array.from({ length: 1 + below(2) }, () => ({
    ...pick(settings)(),
    ...(below(2) === 0 ? { hard: true as const } : { weight: pick([50, 300, 2000]) }),
    ...(window === undefined ? {} : { window }),
    ...(below(3) === 0 ? { dates: [addDays(problem.from, 1)] } : {}),
  }));
  const end = addDays(problem.from, days);
  return {
    ...problem,
    days,
    team: {
      ...problem.team,
      employees,
      shiftTemplates: templates,
      teamRules,
      rules: problem.team.rules.filter(({ rule }) => people < 3 || rule !== 'forbidden-succession'),
    },
    templateDemands: problem.templateDemands.filter(
      ({ date, template }) => date < end && templates.some(({ id }) => id === template),
    ),
    intervalDemands: days === problem.days ? problem.intervalDemands : problem.intervalDemands.slice(0, 2),
    locks: [],
    future: [],
  };
}

async function solve(problem: Problem, limits: Partial<SolveLimits>): Promise<Roster> {
  const made = await makeRoster(problem, { seed: 1, ...limits }, control, await rosterEngines());
  if (!made.ok) throw new Error(made.issues.map((issue) => issue.message).join(' '));
  return made.value;
}

const brokenHard = (problem: Problem, { shifts }: Roster): number => {
  const audit = auditRoster({ ...problem, shifts });
  if (!audit.ok) throw new Error(audit.issues.map(({ message }) => message).join(' '));
  return (audit.value.teamBreaches ?? []).filter(({ severity }) => severity === 'block').length;
};

describe('rules of the team as a whole, on problems small enough to try every roster', () => {
  const cases = Array.from({ length: Number(process.env['SEEDS'] ?? 70) }, (_, index) => index + 1)
    .filter((seed) => rosterCount(teamProblem(seed)) <= 500)
    .flatMap((seed) => {
      const problem = teamProblem(seed);
      const best = bestOfEveryRoster(problem);
      return best === undefined ? [] : [{ seed, problem, best }];
    });

  it('HiGHS reaches the optimum of brute force, and says infeasible where a hard rule cannot be kept', async () => {
    expect(cases.length).toBeGreaterThan(25);
    for (const { seed, problem, best } of cases) {
      const roster = await solve(problem, { engine: 'highs', seconds: 20 });
      const name = `seed ${seed} ${JSON.stringify(problem.team.teamRules)}`;
      expect(Math.abs((roster.objective ?? 0) - best), name).toBeLessThan(1e-5 * Math.max(1, best));
      expect(roster.status, name).toBe(brokenHard(problem, roster) > 0 ? 'infeasible' : 'optimal');
    }
  });

  it('the lines engine never falls below the optimum, and its bound never rises above it', async () => {
    let reached = 0;
    for (const { seed, problem, best } of cases) {
      const roster = await solve(problem, { engine: 'lines', iterations: 60 });
      const slack = 1e-6 * Math.max(1, best);
      expect(roster.objective, `seed ${seed}`).toBeGreaterThanOrEqual(best - slack);
      expect(roster.bound, `seed ${seed} ${JSON.stringify(problem.team.teamRules)}`).toBeLessThanOrEqual(best + slack);
      if ((roster.objective as number) <= best + slack) reached++;
    }
    expect(reached / cases.length).toBeGreaterThan(0.8);
  });

  it('javascript-lp-solver agrees', async () => {
    for (const { seed, problem, best } of cases.slice(0, 3)) {
      const roster = await solve(problem, { engine: 'javascript-lp-solver', seconds: 20 });
      expect(Math.abs((roster.objective ?? 0) - best), `seed ${seed}`).toBeLessThan(1e-5 * Math.max(1, best));
    }
  });
});
