import { z } from 'zod';
import { dateSchema } from './scalars.ts';

/** Dates of stored results by which the proficiency of a crew is measured. */
export const measuredDatesSchema = z
  .strictObject({
    from: dateSchema.optional().meta({ description: 'First date of the results; default the first stored.' }),
    to: dateSchema.optional().meta({ description: 'Last such date, included; default the last stored.' }),
  })
  .meta({
    id: 'MeasuredDates',
    description:
      'The crew of each queue as measured from the stored results of the team: its present employees with the skill, each with the proficiency of GET /v1/teams/{team}/measures, and with 1 where nothing was measured.',
    examples: [{ from: '2026-06-01', to: '2026-06-30' }],
  });

/** What a crew is made of: a team as far as skills are concerned. */
type Skilled = {
  readonly skills?: readonly { readonly id: string }[] | undefined;
  readonly employees: readonly { readonly id: string; readonly skills?: readonly string[] | undefined }[];
};

/** Employees who can do the work of a skill: all of them where the team knows no such skill. */
export function ableFor({ skills = [], employees }: Skilled, skill: string | undefined): readonly string[] {
  const isKnown = skills.some(({ id }) => id === skill);
  return employees.filter((one) => !isKnown || one.skills?.includes(String(skill)) === true).map(({ id }) => id);
}

/** The crew of these employees by what was measured of each; who was not measured counts as 1. */
export function crewBy(able: readonly string[], proficiency: Readonly<Record<string, number>>): readonly object[] {
  const measuredOf = (employee: string): number | undefined =>
    Object.hasOwn(proficiency, employee) ? proficiency[employee] : undefined;
  return able.map((employee) => ({ employee, count: 1, proficiency: measuredOf(employee) ?? 1 }));
}
