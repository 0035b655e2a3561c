import type { Note } from './forecast.ts';
import type { Instant, LocalDate, Zone } from './units.ts';

/** What the service of an interval hangs on. */
export type ServiceInputs = {
  readonly contacts: number;
  readonly ahtSeconds: number;
  /** People rostered on the work. */
  readonly rostered: number;
  /** Share of rostered time that shrinkage takes (absence, meetings and the like), 0-1. */
  readonly shrinkage: number;
  /** Share of the time that is left which people keep to, 0-1. */
  readonly adherence: number;
};

export type MissInterval = {
  readonly start: Instant;
  readonly end: Instant;
  readonly planned: ServiceInputs;
  readonly actual: ServiceInputs;
  /** Measured share of contacts answered in time; absent where it was not measured. */
  readonly serviceLevel?: number | undefined;
};

export type MissRequest = {
  readonly zone: Zone;
  readonly thresholdSeconds: number;
  readonly patienceSeconds?: number | undefined;
  readonly intervals: readonly MissInterval[];
};

/** What a miss comes from, in the order in which people speak of them. */
export const MISS_CAUSES = ['volume', 'handle-time', 'roster', 'shrinkage', 'adherence'] as const;
export type MissCause = (typeof MISS_CAUSES)[number];

/**
 * A miss of service level and its parts, which sum to planned - actual: what the causes are worth, and `unexplained`, which is what the queueing formula says of the actual inputs less what was
 * measured (0 where nothing was).
 */
export type MissParts = {
  readonly planned: number;
  readonly actual: number;
  readonly miss: number;
  readonly parts: Readonly<Record<MissCause, number>>;
  readonly unexplained: number;
};

export type ServiceMiss = MissParts & {
  readonly zone: Zone;
  readonly thresholdSeconds: number;
  readonly days: readonly (MissParts & { readonly date: LocalDate })[];
  readonly notes: readonly Note[];
};
