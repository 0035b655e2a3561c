import { numberOf } from '../values.ts';
import { chosen, GROUP_PARAMETERS, measureParameter, measuresOf, nameOf } from './people.ts';
import type { TeamRule } from './team-rule.ts';

/**
 * At least so many of a group: at each moment of the spans, in each shift or on each date; or, with `when` anybody, wherever anybody at all is there.
 * The latter is one signed count: M for each of the group and -1 for each other, M as many as there are others, stays at 0 or above exactly
 * where one of the group is there or nobody else is. For more than one of a group there is no such count, so `minimum` is 1 there.
 */
export const minimumOf: TeamRule = {
  id: 'minimum-of',
  title: 'At least so many of a group',
  unit: 'people',
  part: 'team-rules',
  parameters: [
    { name: 'minimum', title: 'Least people of the group', unit: 'people', least: 1, most: 1000, default: 1 },
    ...GROUP_PARAMETERS,
    measureParameter(['working', 'present', 'template', 'day']),
    {
      name: 'when',
      title: 'Always, or wherever anybody is there',
      unit: 'choice',
      choices: ['always', 'anybody'],
      default: 'always',
    },
    { name: 'templates', title: 'Only in these shifts', unit: 'templates', optional: true },
  ],
  fault: (values) =>
    values['when'] === 'anybody' && numberOf(values, 'minimum') > 1
      ? { name: 'minimum', expected: '1 where "when" is anybody' }
      : undefined,
  rows: (values, context) => {
    const group = new Set(chosen(values, context.employees).map(({ id }) => id));
    const minimum = numberOf(values, 'minimum');
    const who = nameOf(values);
    const others = context.employees.filter(({ id }) => !group.has(id));
    const isAlways = values['when'] === 'always';
    const least = isAlways ? minimum : 0;
    const coefficients = isAlways
      ? new Map([...group].map((id) => [id, 1] as const))
      : new Map([
          ...[...group].map((id) => [id, others.length] as const),
          ...others.map(({ id }) => [id, -1] as const),
        ]);
    return measuresOf(values, context).map((measure) => ({
      measure,
      coefficients,
      least,
      counted: group,
      limit: minimum,
      who,
    }));
  },
};
