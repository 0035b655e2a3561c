import type { Note } from './forecast.ts';
import type { Instant, LocalDate, LocalTime, Weekday, Zone } from './units.ts';

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

/**
 * Which load an interval is staffed for: that of its own contacts, that of the contacts one AHT earlier, or the contacts in handling if nobody had to wait.
 */
export type LoadMethod = 'stationary' | 'lagged' | 'modified-offered-load';

/** A share of time 0-1 on these weekdays and between these times of the site's clocks. */
export type ShrinkageWindow = {
  readonly days?: readonly Weekday[] | undefined;
  /** Absent: from midnight. */
  readonly from?: LocalTime | undefined;
  /** Absent: to midnight. */
  readonly to?: LocalTime | undefined;
  readonly share: number;
};

/** Contacts of which an agent handles several at once, such as chats. */
export type Concurrency = {
  /** Most at once. */
  readonly most: number;
  /** How much longer each takes with 1, 2, ... of them at once, of the time of one alone: 1 first, not falling; the last value holds for more. */
  readonly stretch: readonly number[];
};

export type ShrinkageKind = 'leave' | 'sickness' | 'breaks' | 'meetings' | 'training' | 'coaching' | 'other';

/** One reason why paid time is not work. */
export type ShrinkagePart = {
  readonly id: string;
  readonly kind: ShrinkageKind;
  /** Share of time where no window says otherwise. */
  readonly share: number;
  /** What the share is of: paid time takes people out of the day, attended time takes them off the work while they are there. */
  readonly of: 'paid' | 'attended';
  readonly planned: boolean;
  /** Told, and not among the people to schedule: the roster takes them off the work itself. */
  readonly placedByRoster: boolean;
  /** The first one that holds the start of an interval counts. */
  readonly windows: readonly ShrinkageWindow[];
};

/** People who do the same amount of work in an hour, of that of a full hand. */
export type CrewMember = {
  /** Who it is, where it is one employee. */
  readonly employee?: string | undefined;
  readonly count: number;
  /** Work in an hour where no ramp says otherwise. */
  readonly proficiency: number;
  /** First day; before it they are not there. Absent: they always were. */
  readonly startedOn?: LocalDate | undefined;
  /** Work in an hour from each day of tenure on, in rising order from day 0; needs `startedOn`. */
  readonly ramp?: readonly { readonly fromDay: number; readonly value: number }[] | undefined;
};

export type RequirementParameters = {
  readonly target: StaffingTarget;
  /** Targets besides, all of which are to be met; the service level that is told is that of `target`. */
  readonly furtherTargets?: readonly StaffingTarget[] | undefined;
  /** Absent: stationary. */
  readonly load?: LoadMethod | undefined;
  /** Handle time used where the forecast's point has none, after-contact work included. */
  readonly ahtSeconds: number;
  /** Mean patience of an exponential distribution; present: Erlang A, absent: Erlang C. */
  readonly patienceSeconds?: number | undefined;
  /** Several contacts at once; handle times are those of one alone, and `occupancy` is contacts in hand / places. Absent: one. */
  readonly concurrency?: Concurrency | undefined;
  /** Share of paid time lost that the roster does not place itself, 0 <= shrinkage < 1. */
  readonly shrinkage: number;
  /** The same by part, in place of one share; `shrinkage` is 0 then. */
  readonly shrinkageParts?: readonly ShrinkagePart[] | undefined;
  /** Who does the work; handle times are those of a full hand, and get longer with what the crew does less. Absent: full hands. */
  readonly crew?: readonly CrewMember[] | undefined;
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
  /** With a crew that of the crew. */
  readonly ahtSeconds: number;
  /** The load staffed for: contacts x AHT / interval length, or what the load method makes of it. */
  readonly loadErlang: number;
  /** Work of the crew in an hour, of that of full hands; absent without a crew. */
  readonly proficiency?: number | undefined;
  /** Least whole number of people on the work that meets the target (and cap, floor, ceiling). */
  readonly positions: number;
  /** positions / (1 - shrinkage), a fraction. */
  readonly toScheduleExact: number;
  /** `toScheduleExact` rounded up once. */
  readonly toSchedule: number;
  /** Handle time as it comes out with several at once, and how many an agent with any has; absent without concurrency, and without contacts. */
  readonly handleSeconds?: number | undefined;
  readonly meanConcurrency?: number | undefined;
  /** Why `positions` is what it is. */
  readonly boundBy: 'target' | 'occupancy' | 'floor' | 'ceiling' | 'closed';
  /** Which of several targets asks for most: 0 for `target`, then the further ones. Absent with one target, and where none decides. */
  readonly boundTarget?: number | undefined;
  /** People of each part of shrinkage; those of the counted ones are toScheduleExact - positions in all. Absent without parts. */
  readonly shrinkageParts?: readonly ShrinkagePeople[] | undefined;
  /** positions and the people of all parts, those that the roster places included. Absent without parts. */
  readonly withPlacedExact?: number | undefined;
};

export type ShrinkagePeople = { readonly part: string; readonly people: number };

/** Hours of one part of shrinkage over all intervals. */
export type ShrinkageHours = {
  readonly part: string;
  readonly planned: boolean;
  readonly placedByRoster: boolean;
  readonly hours: number;
};

export type RequirementSummary = ServiceExpectation & {
  readonly contacts: number;
  readonly peakPositions: number;
  readonly peakToSchedule: number;
  readonly positionHours: number;
  /** Hours of the rounded `toSchedule`. */
  readonly scheduledHours: number;
  /** Absent without parts of shrinkage. */
  readonly shrinkageParts?: readonly ShrinkageHours[] | undefined;
};

export type Requirement = {
  readonly zone: Zone;
  readonly model: 'erlang-a' | 'erlang-c' | 'chat';
  readonly parameters: RequirementParameters;
  readonly intervals: readonly RequirementInterval[];
  readonly summary: RequirementSummary;
  readonly notes: readonly Note[];
};
