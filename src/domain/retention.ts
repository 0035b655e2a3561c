/** How long what is stored is kept, by its kind. */

/** Kinds of stored things that have a period, in the order in which they go: what names others goes before them, but for teams, which go a day behind the last of their things. */
export const RETENTION_KINDS = [
  'teams',
  'job-results',
  'jobs',
  'webhook-deliveries',
  'calendar-links',
  'keys',
  'publications',
  'attendances',
  'results',
  'agreements',
  'absences',
  'drafts',
  'draft-versions',
  'audits',
  'requirements',
  'forecasts',
  'histories',
  'trail',
] as const;

export type RetentionKind = (typeof RETENTION_KINDS)[number];

/** Whole days from the moment that a kind is counted from; null: for ever. */
export type RetentionDays = Readonly<Record<RetentionKind, number | null>>;

/** Periods that were given; kinds that are left out have their usual ones. */
export type GivenDays = { readonly [K in RetentionKind]?: number | null | undefined };

/** Records of hours and of what made them lawful: the law says how long they are to be kept at least. */
export const HOUR_RECORDS: ReadonlySet<RetentionKind> = new Set(['publications', 'attendances', 'agreements']);

/** Longest period that can be given, in days: a hundred years. */
export const MOST_RETENTION_DAYS = 36_525;

/** Days for which the longest rule looks back, a year and the weeks around it: absences that are gone would be counted as days of work that are missing. */
const RULES_LOOK_BACK = 400;

/** Days for which the trail is kept at least: nobody takes his own traces away within a year. */
const TRAIL_LEAST = 365;

/** Shortest period of each kind, in days, whatever the law says. */
export function leastDays(kind: RetentionKind): number {
  if (kind === 'trail') return TRAIL_LEAST;
  return kind === 'absences' || HOUR_RECORDS.has(kind) ? RULES_LOOK_BACK : 1;
}

/** Periods of an organisation that says nothing else. `jobResults`: days for which a job keeps request and result. */
export function usualDays(jobResults: number): RetentionDays {
  const forever = Object.fromEntries(RETENTION_KINDS.map((kind) => [kind, null])) as RetentionDays;
  return { ...forever, 'job-results': jobResults, 'webhook-deliveries': 30 };
}
