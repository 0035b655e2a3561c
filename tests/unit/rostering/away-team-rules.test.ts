import { describe, expect, it } from 'vitest';
import { PRICES } from '../../fixtures/small-problems.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { RuleValue } from '../../../src/domain/team.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { makeRoster } from '../../../src/planning/roster.ts';

const control = { clock: () => performance.now() / 1000, stopRequested: () => false, report: () => undefined };
const DATE = '2026-06-10';

/** Two people on one day, both asked to work; the first of them is in another department. */
function problemOf(rule: string, values: Readonly<Record<string, RuleValue>>): Problem {
  const wish = { kind: 'work', date: DATE, weight: 50 } as const;
  return {
    team: {
      id: 'team',
      zone: 'Europe/Berlin',
      weekStart: 'mon',
      skills: [],
      contracts: [{ id: 'c' }],
      employees: [
        { id: 'ann', contract: 'c', skills: [], requests: [wish], away: [{ from: DATE, to: DATE, activity: 'store' }] },
        { id: 'ben', contract: 'c', skills: [], requests: [wish] },
      ],
      shiftTemplates: [{ id: 'day', start: '08:00', length: 480 }],
      rules: [],
      teamRules: [{ rule, values, weight: 200 }],
      packs: [],
      holidays: [],
    },
    from: DATE,
    days: 1,
    intervalDemands: [],
    templateDemands: [{ date: DATE, template: 'day', floor: 0, target: 1 }],
    prices: PRICES,
    locks: [],
    past: [],
    future: [],
  };
}

describe('a shift in another department', () => {
  const rules = (['present', 'working', 'template', 'day'] as const).map(
    (measure) => [measure, problemOf('maximum-of', { maximum: 1, measure })] as const,
  );

  it.each(
    rules.flatMap(([measure, problem]) =>
      (['highs', 'lines'] as const).map((engine) => [measure, engine, problem] as const),
    ),
  )('is no attendance to a rule of the team that counts %s: %s', async (_, engine, problem) => {
    const made = await makeRoster(problem, { seed: 1, engine, iterations: 50 }, control, await rosterEngines());
    if (!made.ok) throw new Error(made.issues.map(({ message }) => message).join(' '));
    expect(made.value).toMatchObject({ status: 'optimal', objective: 0, bound: 0 });
    expect(made.value.shifts.map(({ activity }) => activity).toSorted()).toEqual(['store', 'work']);
  });
});
