/** Who may ask: what a key or a user is in its organisation. */
export const ROLES = ['administrator', 'supervisor', 'hr', 'employee', 'integration'] as const;

/**
 * administrator: everything; supervisor: plans for the teams that are named; hr: all hours and protected attributes, and solves nothing; employee: the
 * own schedule and hours; integration: reads what is published.
 */
export type Role = (typeof ROLES)[number];
