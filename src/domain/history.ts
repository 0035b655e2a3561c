import type { Instant, LocalDate, Seconds, Zone } from './units.ts';

/** Length of a planning interval: seconds of elapsed time, or local calendar days of 23 to 25 hours. */
export type IntervalLength = Seconds | 'day';

/** What an absent row means: not known, nobody called, or not open. */
export type AbsentPolicy = 'missing' | 'zero' | 'closed';

/** Whether a repeated local hour that is given once holds both hours or one of them. */
export type DoubledPolicy = 'both' | 'one';

/** How an interval of the grid got its count. */
export type IntervalState = 'given' | 'zero' | 'missing' | 'closed';

/**
 * One interval of the series' gap-free grid. `count` is contacts offered in the interval (a fraction where one row holds two
 * intervals); null exactly when the state is `missing` or `closed`.
 */
export type HistoryInterval = {
  readonly start: Instant;
  readonly end: Instant;
  readonly state: IntervalState;
  readonly count: number | null;
  readonly ahtSeconds?: number | undefined;
};

/**
 * One row as it was given: its own text of the time, and the index of the grid interval that it fills. A row that holds both
 * halves of a repeated local hour fills a second interval too, which need not be the next one: at 30 minutes the clock shows
 * 01:00, 01:30, 01:00, 01:30. Read coarser, a row stands for all rows of its interval, with the text and line of the first.
 */
export type HistoryRow = {
  readonly timestamp: string;
  readonly line: number;
  readonly count: number;
  readonly interval: number;
  readonly secondInterval?: number | undefined;
};

/** A contact history on a complete grid of intervals from local midnight to local midnight, in order of time. */
export type History = {
  readonly zone: Zone;
  readonly intervalLength: IntervalLength;
  readonly firstDate: LocalDate;
  /** The day after the last row's day. */
  readonly endDate: LocalDate;
  readonly absent: AbsentPolicy;
  readonly absentDecidedBy: 'caller' | 'rule';
  readonly doubled: DoubledPolicy;
  readonly intervals: readonly HistoryInterval[];
  readonly rows: readonly HistoryRow[];
};

/** A day or part of a day that is not like others, by name and kind. Several may share a date. */
export type SpecialDay = { readonly date: LocalDate; readonly name: string; readonly kind: string };

/** A mailing or another campaign that brings contacts: its size in pieces (letters sent, messages), on the day it begins to work. */
export type Campaign = {
  readonly date: LocalDate;
  readonly name: string;
  readonly kind: string;
  readonly size: number;
};

/** Where the shape of a day comes from: another history, or shares by weekday (0 Monday) and interval, flat. */
export type ProfileSource =
  | { readonly kind: 'history'; readonly history: History }
  | { readonly kind: 'shares'; readonly intervalLength: IntervalLength; readonly shares: Float64Array };

/** Opening hours of one weekday or date: minutes from midnight, half-open; several spans a day are allowed. */
export type OpeningHours = {
  readonly weekly: Readonly<Record<string, readonly OpenSpan[]>>;
  readonly dates: Readonly<Record<LocalDate, readonly OpenSpan[]>>;
};
export type OpenSpan = { readonly fromMinutes: number; readonly toMinutes: number };
