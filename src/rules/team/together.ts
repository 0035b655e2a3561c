import { listOf } from '../values.ts';
import { measureParameter, measuresOf } from './people.ts';
import type { TeamRule } from './team-rule.ts';

/**
 * The people named attend the same shift of the same date, or the same dates, or none of them does. Each is held to the first: 1 for the first and
 * -1 for the other must be 0, and the cost of the difference on both sides is convex.
 */
export const together: TeamRule = {
  id: 'together',
  title: 'People who work together',
  unit: 'people',
  part: 'team-rules',
  parameters: [
    { name: 'employees', title: 'Ids of the people', unit: 'employees', least: 2 },
    measureParameter(['template', 'day']),
  ],
  rows: (values, context) => {
    const [first = '', ...others] = listOf(values, 'employees');
    return others.flatMap((other) => {
      const coefficients = new Map([
        [first, 1],
        [other, -1],
      ]);
      const counted = new Set([first, other]);
      const who = `${first}, ${other}`;
      return measuresOf(values, context).map((measure) => ({
        measure,
        coefficients,
        least: 0,
        most: 0,
        counted,
        limit: 2,
        who,
      }));
    });
  },
};
