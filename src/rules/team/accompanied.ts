import type { Values } from '../rule.ts';
import { chosen, measureParameter, measuresOf } from './people.ts';
import type { TeamRule } from './team-rule.ts';

/** The values that choose people by label and names under other names, as `chosen` reads them. */
function under(values: Values, group: string, names: string): Values {
  const [label, list] = [values[group], values[names]];
  return { ...(label === undefined ? {} : { group: label }), ...(list === undefined ? {} : { employees: list }) };
}

/**
 * Wherever a trainee is there, a coach is there too. One signed count for each trainee: 1 for each coach and -1 for the trainee stays at 0 or above
 * exactly where the trainee is away or some coach is there. Nobody is a coach of her own.
 */
export const accompanied: TeamRule = {
  id: 'accompanied',
  title: 'Trainees with a coach',
  unit: 'people',
  part: 'team-rules',
  parameters: [
    { name: 'traineeGroup', title: 'Label of the trainees', unit: 'text', optional: true },
    { name: 'trainees', title: 'Ids of the trainees', unit: 'employees', optional: true },
    { name: 'coachGroup', title: 'Label of the coaches', unit: 'text', optional: true },
    { name: 'coaches', title: 'Ids of the coaches', unit: 'employees', optional: true },
    measureParameter(['present', 'working', 'template', 'day']),
  ],
  fault: (values) => {
    if (values['traineeGroup'] === undefined && values['trainees'] === undefined)
      return { name: 'trainees', expected: 'ids, or a label as traineeGroup' };
    return values['coachGroup'] === undefined && values['coaches'] === undefined
      ? { name: 'coaches', expected: 'ids, or a label as coachGroup' }
      : undefined;
  },
  rows: (values, context) => {
    const trainees = chosen(under(values, 'traineeGroup', 'trainees'), context.employees);
    const coaches = chosen(under(values, 'coachGroup', 'coaches'), context.employees);
    const measures = measuresOf(values, context);
    return trainees.flatMap(({ id: trainee }) => {
      const counted = new Set(coaches.map(({ id }) => id).filter((id) => id !== trainee));
      const coefficients = new Map([...[...counted].map((id) => [id, 1] as const), [trainee, -1] as const]);
      return measures.map((measure) => ({ measure, coefficients, least: 0, counted, limit: 1, who: trainee }));
    });
  },
};
