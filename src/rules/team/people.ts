import type { Values } from '../rule.ts';
import type { TeamContext, TeamMeasure, TeamParameter } from './team-rule.ts';
import type { Employee } from '../../domain/team.ts';
import { weekdayOf } from '../../domain/calendar.ts';

/** The values by which a rule chooses people: all that are given must fit. */
export const GROUP_PARAMETERS: readonly TeamParameter[] = [
  { name: 'group', title: 'Label of the people', unit: 'text', optional: true },
  { name: 'skill', title: 'Skill that the people have', unit: 'text', optional: true },
  { name: 'contract', title: 'Contract of the people', unit: 'text', optional: true },
  { name: 'employees', title: 'Ids of the people', unit: 'employees', optional: true },
];

/** How people are counted, over time or by attendance. */
export function measureParameter(choices: readonly string[]): TeamParameter {
  return { name: 'measure', title: 'When people are counted together', unit: 'choice', choices, default: choices[0] };
}

/** The employees that the values choose; everybody where they name none. */
export function chosen(values: Values, employees: readonly Employee[]): readonly Employee[] {
  const { group, skill, contract, employees: names } = values;
  return employees.filter(
    (one) =>
      (group === undefined || (one.groups ?? []).includes(String(group))) &&
      (skill === undefined || one.skills.includes(String(skill))) &&
      (contract === undefined || one.contract === contract) &&
      (!Array.isArray(names) || (names as readonly string[]).includes(one.id)),
  );
}

/** The people chosen, as a message calls them. */
export function nameOf({ group, skill, contract, employees }: Values): string {
  const names = Array.isArray(employees) ? employees.join(', ') : undefined;
  const parts = [group, skill, contract, names].filter((part) => part !== undefined).map(String);
  return parts.length === 0 ? '*' : parts.join(' + ');
}

/** What a rule counts by its value `measure`: a row for each span, for each date, or for each date and template that can be worked on it. */
export function measuresOf(values: Values, context: TeamContext): readonly TeamMeasure[] {
  const { dates, spans, shiftTemplates } = context;
  const only = values['templates'];
  switch (values['measure']) {
    case 'working':
    case 'present': {
      const kind = values['measure'];
      return spans.map((span) => ({ kind, span }));
    }
    case 'day':
      return dates.map((date) => ({ kind: 'day', date }));
    case 'template':
      return dates.flatMap((date) =>
        shiftTemplates
          .filter(({ id }) => !Array.isArray(only) || (only as readonly string[]).includes(id))
          .filter(({ days }) => days === undefined || days.includes(weekdayOf(date)))
          .map(({ id }) => ({ kind: 'template' as const, date, template: id })),
      );
    default:
      throw new Error(`a team rule cannot measure by ${String(values['measure'])}`);
  }
}
