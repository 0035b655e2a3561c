import type { Note } from './forecast.ts';
import type { Instant, Zone } from './units.ts';

/**
 * Which contacts a service level is a share of: all offered, those answered, or those offered less the callers who hang up
 * within the threshold. The numerator is always the contacts answered within the threshold.
 */
export type ServiceLevelBase = 'offered' | 'answered' | 'patient';

/** What a staffing level must reach. One kind a requirement; the cap on occupancy comes on top. */
export type StaffingTarget =
  | {
      readonly kind: 'service-level';
      /** Share answered within `thresholdSeconds`, above 0 and below 1. */
      readonly share: number;
      readonly thresholdSeconds: number;
      readonly base: ServiceLevelBase;
    }
  | { readonly kind: 'asa'; readonly asaSeconds: number }
  | { readonly kind: 'abandonment'; readonly share: number };

export type RequirementParameters = {
  readonly target: StaffingTarget;
  /** Handle time used where the forecast's point has none, after-contact work included. */
  readonly ahtSeconds: number;
  /** Mean patience of an exponential distribution; present: Erlang A, absent: Erlang C. */
  readonly patienceSeconds?: number | undefined;
  /** Share of paid time lost that the roster does not place itself, 0 <= shrinkage < 1. */
  readonly shrinkage: number;
  /** Highest busy share of staffed time, 0-1; absent: no cap. */
  readonly maxOccupancy?: number | undefined;
  /** Least positions in every open interval. */
  readonly floor?: number | undefined;
  /** Most positions in any interval; where it binds the expected service shows it. */
  readonly ceiling?: number | undefined;
  readonly skill?: string | undefined;
};

/** What is to be expected with exactly `positions` people on the work. Shares 0-1; null where there is no queue to speak of. */
export type ServiceExpectation = {
  readonly serviceLevelOffered: number | null;
  /** Under the definition of the target; equal to `serviceLevelOffered` for the other kinds of target. */
  readonly serviceLevel: number | null;
  readonly abandonment: number | null;
  readonly asaSeconds: number | null;
  readonly occupancy: number | null;
};

export type RequirementInterval = ServiceExpectation & {
  readonly start: Instant;
  readonly end: Instant;
  readonly open: boolean;
  readonly contacts: number;
  readonly ahtSeconds: number;
  /** Offered load: contacts x AHT / interval length. */
  readonly loadErlang: number;
  /** Least whole number of people on the work that meets the target (and cap, floor, ceiling). */
  readonly positions: number;
  /** positions / (1 - shrinkage), a fraction. */
  readonly toScheduleExact: number;
  /** `toScheduleExact` rounded up once. */
  readonly toSchedule: number;
  /** Why `positions` is what it is. */
  readonly boundBy: 'target' | 'occupancy' | 'floor' | 'ceiling' | 'closed';
};

export type RequirementSummary = ServiceExpectation & {
  readonly contacts: number;
  readonly peakPositions: number;
  readonly peakToSchedule: number;
  readonly positionHours: number;
  /** Hours of the rounded `toSchedule`. */
  readonly scheduledHours: number;
};

export type Requirement = {
  readonly zone: Zone;
  readonly model: 'erlang-a' | 'erlang-c';
  readonly parameters: RequirementParameters;
  readonly intervals: readonly RequirementInterval[];
  readonly summary: RequirementSummary;
  readonly notes: readonly Note[];
};
