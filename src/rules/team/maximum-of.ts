import { numberOf } from '../values.ts';
import { chosen, GROUP_PARAMETERS, measureParameter, measuresOf, nameOf } from './people.ts';
import type { TeamRule } from './team-rule.ts';

/** At most so many of a group at once, in one shift or on one date. */
export const maximumOf: TeamRule = {
  id: 'maximum-of',
  title: 'At most so many of a group',
  unit: 'people',
  part: 'team-rules',
  parameters: [
    { name: 'maximum', title: 'Most people of the group', unit: 'people', least: 0, most: 1000 },
    ...GROUP_PARAMETERS,
    measureParameter(['working', 'present', 'template', 'day']),
    { name: 'templates', title: 'Only in these shifts', unit: 'templates', optional: true },
  ],
  rows: (values, context) => {
    const coefficients = new Map(chosen(values, context.employees).map(({ id }) => [id, 1] as const));
    const most = numberOf(values, 'maximum');
    const who = nameOf(values);
    return measuresOf(values, context).map((measure) => ({ measure, coefficients, most, who }));
  },
};
