import { describe, expect, it } from 'vitest';
import { numbersFrom } from '../../fixtures/small-problems.ts';
import { amountOf, type Said, type Scene, type Worked } from '../../oracle/rules/team-rules.ts';
import { teamBreachesOf } from '../../../src/audit/team-rules.ts';
import { addDays, datesFrom, plannedInstant } from '../../../src/domain/calendar.ts';
import type { Team, TeamRuleSetting } from '../../../src/domain/team.ts';

const ZONE = 'Europe/Berlin';
const TEMPLATES = { early: 360, late: 840, night: 1320 } as const;

/** Four people over three days around a clock change, with one rule of the team. */
function scene(seed: number, rule: string): { readonly scene: Scene; readonly said: Said; readonly found: number } {
  const below = numbersFrom(seed * 13 + 5);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const from = pick(['2026-03-28', '2026-10-24', '2026-06-05']);
  const dates = datesFrom(from, 3);
  const people = ['a', 'b', 'c', 'd'].map((id) => ({ id, groups: below(2) === 0 ? ['g'] : [], cost: pick([10, 15]) }));
  const worked: Worked[] = people.flatMap(({ id: employee }) =>
    [addDays(from, -1), ...dates].flatMap((date) => {
      if (below(3) === 0) return [];
      const template = pick(['early', 'late', 'night'] as const);
      const start = plannedInstant(ZONE, date, TEMPLATES[template]);
      const end = plannedInstant(ZONE, date, TEMPLATES[template] + 420);
      const pause = below(2) === 0 ? undefined : ([start + 7200, start + 10_800] as const);
      return [{ employee, date, template, start, end, pause }];
    }),
  );
  const measure = rule === 'together' ? pick(['template', 'day']) : pick(['working', 'present', 'template', 'day']);
  const anybody = rule === 'minimum-of' && below(2) === 0;
  const number = rule.startsWith('budget') ? pick([10, 40, 200]) : anybody ? 1 : 1 + below(2);
  const said: Said = { rule, measure, number, group: 'g', names: ['a', 'b'], anybody };
  const values: Readonly<Record<string, TeamRuleSetting['values']>> = {
    'minimum-of': { minimum: number, group: 'g', measure, when: anybody ? 'anybody' : 'always' },
    'maximum-of': { maximum: number, group: 'g', measure },
    together: { employees: ['a', 'b'], measure },
    apart: { employees: ['a', 'b'], measure },
    accompanied: { trainees: ['a', 'b'], coachGroup: 'g', measure },
    'budget-hours': { maximumHours: number, group: 'g' },
    'budget-money': { maximumMoney: number, group: 'g' },
  };
  const begin = plannedInstant(ZONE, from, 0);
  const end = plannedInstant(ZONE, addDays(from, 3), 0);
  const moments = Array.from({ length: (end - begin) / 1800 }, (_, index) => begin + index * 1800);
  const team: Team = {
    id: 'team',
    zone: ZONE,
    weekStart: 'mon',
    skills: [],
    contracts: [{ id: 'x' }],
    employees: people.map(({ id, groups, cost }) => ({ id, groups, contract: 'x', skills: [], costPerHour: cost })),
    shiftTemplates: Object.keys(TEMPLATES).map((id) => ({ id, start: '00:00', length: 420 })),
    rules: [],
    teamRules: [{ rule, values: values[rule], weight: 1 }],
    packs: [],
    holidays: [],
  };
  const shifts = worked.map(({ employee, date, template, start, end: last, pause }) => ({
    id: `${employee} ${date}`,
    employeeId: employee,
    start,
    end: last,
    template,
    activity: 'work',
    breaks: pause === undefined ? [] : [{ start: pause[0], end: pause[1], paid: false }],
  }));
  const isPast = ({ start }: { readonly start: number }): boolean => start < begin;
  const input = { team, from, days: 3, past: shifts.filter(isPast), future: [] };
  const breaches = teamBreachesOf(
    input,
    shifts.filter((shift) => !isPast(shift)),
  );
  return {
    scene: { people, worked, dates, templates: Object.keys(TEMPLATES), moments },
    said,
    found: breaches.reduce((sum, { amount }) => sum + amount, 0),
  };
}

describe('the audit of rules of a team as a whole says what the oracle says', () => {
  it.each(['minimum-of', 'maximum-of', 'together', 'apart', 'accompanied', 'budget-hours', 'budget-money'])(
    '%s',
    (rule) => {
      let broken = 0;
      for (let seed = 1; seed <= 150; seed++) {
        const { scene: drawn, said, found } = scene(seed, rule);
        const expected = amountOf(drawn, said);
        expect(found, `seed ${seed} ${JSON.stringify(said)}`).toBeCloseTo(expected, 6);
        if (expected > 0) broken++;
      }
      expect(broken).toBeGreaterThan(10);
      expect(broken).toBeLessThan(150);
    },
  );
});
