import type { Role } from '../domain/access.ts';

/**
 * Groups of roles that may call an operation. What of the stored things a role then sees is decided elsewhere (`planning/restricted-tables.ts`):
 * here is only who may ask at all.
 */

export type { Role };

/** Keys, users, and what belongs to the organisation as a whole. */
export const ADMINISTRATORS = ['administrator'] as const satisfies readonly Role[];

/** Who plans: forecasts, requirements, drafts, solves, publications. */
export const PLANNERS = ['administrator', 'supervisor'] as const satisfies readonly Role[];

/** Who looks after people: teams, absences, agreements, hours. */
export const PEOPLE = ['administrator', 'supervisor', 'hr'] as const satisfies readonly Role[];

/** Who may create a team, which is nobody's own before. */
export const FOUNDERS = ['administrator', 'hr'] as const satisfies readonly Role[];

/** Who reads what was published as a whole, with its gate. */
export const PUBLICATION_READERS = [
  'administrator',
  'supervisor',
  'hr',
  'integration',
] as const satisfies readonly Role[];

/** Who reads the hours of an employee: who looks after people, and the employee. */
export const OWN_HOURS_READERS = ['administrator', 'supervisor', 'hr', 'employee'] as const satisfies readonly Role[];

/** Who reads the published schedule: everybody, each as far as it is theirs. */
export const EVERYBODY = [
  'administrator',
  'supervisor',
  'hr',
  'employee',
  'integration',
] as const satisfies readonly Role[];
