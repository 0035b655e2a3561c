import type { Interval, LocalDate, Seconds } from './units.ts';

/** What an attendance system says that somebody did: one activity without interruption. */
export type Attendance = Interval & {
  readonly employeeId: string;
  /** `work` unless named otherwise; `meal` is an unpaid break, `break` a paid one, `gap` that of a split shift; everything else is worked. */
  readonly activity: string;
};

/**
 * What becomes of scheduled breaks in a shift of which the attendance has none: `as-scheduled` they were taken when they were due, as far as somebody was there;
 * `worked` they were not taken.
 */
export type UnrecordedBreaks = 'as-scheduled' | 'worked';

/** Time in which somebody was scheduled, and what of it was kept. */
export type AdherenceSums = {
  /** In shifts, breaks included; gaps of split shifts and duties on call are none of it. */
  readonly scheduledSeconds: Seconds;
  /** Of these, in the scheduled state: the activity of the moment, or a break in a break. */
  readonly adherentSeconds: Seconds;
  /** Scheduled work: without all breaks. */
  readonly scheduledWorkSeconds: Seconds;
  /** Work wherever it was done. */
  readonly workedSeconds: Seconds;
  /** Of the work, what lies in no shift. */
  readonly outsideSeconds: Seconds;
};

/** Adherence = adherent / scheduled; conformance = worked / scheduled work; null where there is nothing scheduled. */
export type AdherenceRatios = { readonly adherence: number | null; readonly conformance: number | null };

export type AdherenceInterval = AdherenceSums & AdherenceRatios & Interval & { readonly employeeId: string };

export type AdherenceDay = AdherenceSums & AdherenceRatios & { readonly employeeId: string; readonly date: LocalDate };

export type AdherenceTotal = AdherenceSums & AdherenceRatios & { readonly employeeId: string };

export type AdherenceReport = {
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Only those in which somebody was scheduled or worked. */
  readonly intervals: readonly AdherenceInterval[];
  readonly days: readonly AdherenceDay[];
  readonly employees: readonly AdherenceTotal[];
  readonly team: AdherenceSums & AdherenceRatios;
};
