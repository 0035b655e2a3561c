import { listOf } from '../values.ts';
import { measureParameter, measuresOf } from './people.ts';
import type { TeamRule } from './team-rule.ts';

/** Of the people named at most one is there at once, in one shift or on one date. */
export const apart: TeamRule = {
  id: 'apart',
  title: 'People who do not work together',
  unit: 'people',
  part: 'team-rules',
  parameters: [
    { name: 'employees', title: 'Ids of the people', unit: 'employees', least: 2 },
    measureParameter(['present', 'working', 'template', 'day']),
  ],
  rows: (values, context) => {
    const names = listOf(values, 'employees');
    const coefficients = new Map(names.map((id) => [id, 1] as const));
    return measuresOf(values, context).map((measure) => ({ measure, coefficients, most: 1, who: names.join(', ') }));
  },
};
