import { describe, expect, it } from 'vitest';
import { PRICES } from '../../fixtures/small-problems.ts';
import { plannedInstant } from '../../../src/domain/calendar.ts';
import { hardPrice } from '../../../src/domain/hard-price.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Roster, SolveLimits } from '../../../src/domain/roster.ts';
import type { RuleSetting, ShiftTemplate } from '../../../src/domain/team.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };
const FROM = '2026-06-10';
const DAY: ShiftTemplate = { id: 'day', start: '08:00', length: 480 };

/** One employee on three days, of each of which somebody must be there from ten to twelve on `floor` people. */
function problemOf(floor: number, template: ShiftTemplate, rules: readonly RuleSetting[]): Problem {
  const zone = 'Europe/Berlin';
  return {
    team: {
      id: 'team',
      zone,
      weekStart: 'mon',
      skills: [],
      contracts: [{ id: 'c' }],
      employees: [{ id: 'e', contract: 'c', skills: [] }],
      shiftTemplates: [template],
      rules,
      packs: [],
      holidays: [],
    },
    from: FROM,
    days: 3,
    intervalDemands: [0, 1, 2].map((day) => ({
      start: plannedInstant(zone, FROM, (24 * day + 10) * 60),
      end: plannedInstant(zone, FROM, (24 * day + 12) * 60),
      floor: day === 0 ? floor : 0,
      target: floor,
      ...(day === 0 ? { hard: true } : {}),
    })),
    templateDemands: [],
    prices: PRICES,
    locks: [],
    past: [],
    future: [],
  };
}

async function solve(problem: Problem, engine: SolveLimits['engine']): Promise<Roster> {
  const made = await makeRoster(problem, { seed: 1, engine, iterations: 50 }, control, await rosterEngines());
  if (!made.ok) throw new Error(made.issues.map(({ message }) => message).join(' '));
  return made.value;
}

describe('floors that must be met', () => {
  const rules = [{ rule: 'maximum-days-week', values: { maximumDays: 1 }, weight: 10 }];

  it.each(['highs', 'lines'] as const)(
    'are met beside a rule with a weight that the best roster breaks: %s',
    async (engine) => {
      const roster = await solve(problemOf(1, DAY, rules), engine);
      expect(roster).toMatchObject({ status: 'optimal', objective: 20, shortages: [] });
      expect(roster.shifts).toHaveLength(3);
    },
  );

  it('are dearer than any breach of a rule with a weight', () => {
    const dear = [{ rule: 'maximum-days-week', values: { maximumDays: 1 }, weight: 1e6 }];
    expect(hardPrice(problemOf(1, DAY, dear))).toBeGreaterThan(1e8);
  });

  it.each(['highs', 'lines'] as const)('are proven impossible where shifts have several breaks: %s', async (engine) => {
    const template: ShiftTemplate = {
      ...DAY,
      breaks: [{ kind: 'rest', count: 2, lengthMinutes: 15, paid: true }],
    };
    const roster = await solve(problemOf(2, template, []), engine);
    expect(roster).toMatchObject({ status: 'infeasible', shortages: [{ floor: 2, fewest: 1 }] });
    expect(roster.shifts).toHaveLength(3);
  });

  it.each(['highs', 'lines'] as const)(
    'are met beside shares that are dear, with several breaks: %s',
    async (engine) => {
      const template: ShiftTemplate = { ...DAY, breaks: [{ kind: 'rest', count: 2, lengthMinutes: 15, paid: true }] };
      const problem = problemOf(1, template, rules);
      const fairness = [{ id: 'hours', measure: 'hours', weight: 100 }] as const;
      const roster = await solve({ ...problem, team: { ...problem.team, fairness } }, engine);
      expect(roster).toMatchObject({ status: 'optimal', endedBy: 'proof', gap: 0, shortages: [] });
      expect(roster.shifts).toHaveLength(1);
    },
  );

  it('are not taken for missed for the shares that they cost, where a rule of the team is hard', async () => {
    const problem = problemOf(1, DAY, []);
    const fairness = [{ id: 'hours', measure: 'hours', weight: 10 }] as const;
    const teamRules = [{ rule: 'maximum-of', values: { maximum: 1, employees: ['e'] }, hard: true }] as const;
    const roster = await solve({ ...problem, team: { ...problem.team, fairness, teamRules } }, 'highs');
    expect(roster).toMatchObject({ status: 'optimal', endedBy: 'proof', gap: 0, shortages: [], teamBreaches: [] });
    expect(roster.shifts.length).toBeGreaterThan(0);
  });

  it('are met by the best roster also at a price that rules with a weight outdo', async () => {
    const problem = problemOf(1, DAY, [{ rule: 'maximum-days-week', values: { maximumDays: 0 }, weight: 1e5 }]);
    const roster = await solve({ ...problem, hardPrice: 10 }, 'highs');
    expect(roster).toMatchObject({ status: 'optimal', endedBy: 'proof', gap: 0, shortages: [] });
    expect(roster.shifts).toHaveLength(1);
  });
});
