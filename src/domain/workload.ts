import type { Note } from './forecast.ts';
import type { BoundKind, EndedBy, RosterStatus, SolveLimits } from './roster.ts';
import type { Instant, LocalTime, Weekday, Zone } from './units.ts';

/** An interval with the people whom contacts need that cannot wait. */
export type FirmInterval = {
  readonly start: Instant;
  readonly end: Instant;
  /** Whether anybody works. */
  readonly open: boolean;
  readonly positions: number;
  readonly toScheduleExact: number;
  /** Time of these people without a contact, of which work beside may use a share. */
  readonly idleSeconds: number;
};

/** Pieces of work that may begin from `release` on and should be done by `due`. */
export type WorkLot = { readonly release: Instant; readonly due: Instant; readonly count: number };

/** Work that can wait: e-mail, call-backs, follow-ups. */
export type DeferrableWork = {
  readonly id: string;
  readonly handleSeconds: number;
  /** Weight of its lateness. */
  readonly priority: number;
  /** When it may be done; absent: whenever anybody works. */
  readonly hours?: readonly WorkWindow[] | undefined;
  /** Whether people for contacts do it while they have none. */
  readonly blend: boolean;
  readonly lots: readonly WorkLot[];
};

export type WorkWindow = {
  readonly days?: readonly Weekday[] | undefined;
  readonly from: LocalTime;
  readonly to: LocalTime;
};

export type WorkloadTask = {
  readonly zone: Zone;
  readonly intervals: readonly FirmInterval[];
  readonly works: readonly DeferrableWork[];
  /** Share of the idle time of people for contacts that work beside can use, 0-1. */
  readonly idleShare: number;
  /** Share of the time of people for this work that is work, above 0 and at most 1. */
  readonly utilisation: number;
  /** Share of paid time lost, of people for this work. */
  readonly shrinkage: number;
  readonly prices: WorkloadPrices;
  readonly limits: SolveLimits;
};

/** In hours of one person: what a plan weighs against each other. */
export type WorkloadPrices = {
  /** Of each person in the largest interval of a day. */
  readonly peak: number;
  /** Of each person more or fewer than in the interval before. */
  readonly step: number;
  /** Of each hour of work and hour that it is late, times the priority. */
  readonly late: number;
};

export type WorkedInterval = {
  readonly start: Instant;
  readonly end: Instant;
  readonly open: boolean;
  readonly firmPositions: number;
  /** People besides. */
  readonly extraPositions: number;
  readonly positions: number;
  readonly toScheduleExact: number;
  readonly toSchedule: number;
  readonly idleHoursUsed: number;
  /** Hours of work done, by type in the order of the task. */
  readonly workHours: readonly number[];
};

export type WorkResult = {
  readonly id: string;
  /** Of all lots that are released in the horizon. */
  readonly hours: number;
  readonly doneHours: number;
  /** Of the work due in the horizon; null where none is. */
  readonly onTimeShare: number | null;
  /** Work hours x hours late, at the ends of intervals. */
  readonly lateHourHours: number;
  /** Due in the horizon and not done in it. */
  readonly overdueHours: number;
  /** Due behind the horizon and left to later. */
  readonly carriedHours: number;
};

export type WorkloadPlan = {
  readonly zone: Zone;
  readonly status: RosterStatus;
  readonly endedBy: EndedBy;
  readonly objective: number | null;
  readonly bound: number | null;
  readonly boundKind: BoundKind;
  readonly gap: number | null;
  readonly seed: number;
  /** Parts of the objective, in hours. */
  readonly parts: { readonly people: number; readonly peak: number; readonly step: number; readonly late: number };
  readonly intervals: readonly WorkedInterval[];
  readonly works: readonly WorkResult[];
  readonly notes: readonly Note[];
};
