import type { Forecast, Note } from './forecast.ts';
import type { History } from './history.ts';
import type { LocalDate, LocalTime } from './units.ts';

/** Forecasts of one queue, made at any dates, with what came. */
export type TrackedQueue = {
  readonly id: string;
  readonly forecasts: readonly Forecast[];
  readonly actuals: History;
};

/** How far forecasts were off; ratios are null where their denominator is 0. */
export type AccuracyScores = {
  /** Intervals judged, or days or weeks where those are judged. */
  readonly points: number;
  /** Contacts that came, and that were forecast. */
  readonly actual: number;
  readonly forecast: number;
  /** Sum of absolute errors / sum of actual contacts. */
  readonly wape: number | null;
  /** Sum of (forecast - actual) / sum of actual contacts; positive is over-forecast. */
  readonly bias: number | null;
  /** Mean absolute error / that of the same slot in the last week before the forecast. */
  readonly mase: number | null;
  /** Mean loss of the 10, 50 and 90 per cent quantiles, twice, / mean actual. */
  readonly pinball: number | null;
  /** Shares of open intervals whose count lies within the range, bounds inclusive. */
  readonly coverage80: number | null;
  readonly coverage95: number | null;
};

export type Scored<Key> = Key & { readonly scores: AccuracyScores };

/** A bias that came to be told from chance: since when, on which day it was, and its size since then. */
export type BiasAlarm = {
  readonly direction: 'over-forecast' | 'under-forecast';
  readonly since: LocalDate;
  readonly raised: LocalDate;
  /** (forecast - actual) / actual over the days since. */
  readonly bias: number | null;
};

/** A two-sided cumulative sum of the days' standardised errors. */
export type BiasWatch = {
  readonly days: number;
  /** Mean days between false alarms that the limit was made for. */
  readonly falseAlarmDays: number;
  /** In standard deviations. */
  readonly limit: number;
  /** The sums at the end, of under- and of over-forecasts. */
  readonly under: number;
  readonly over: number;
  /** Correlation of a day's error with that of the day before, which the sums allow for. */
  readonly correlation: number;
  /** Sum of the errors / their mean absolute size; within 4 to either side, errors are usually called unbiased. */
  readonly trackingSignal: number | null;
  readonly alarms: readonly BiasAlarm[];
};

export type QueueAccuracy = {
  readonly id: string;
  readonly scores: AccuracyScores;
  /** Of totals of whole days and whole weeks. */
  readonly dayTotals: AccuracyScores;
  readonly weekTotals: AccuracyScores;
  readonly forecasts: readonly Scored<{ readonly from: LocalDate; readonly days: number }>[];
  /** Days ahead, 1 for the first day of a forecast. */
  readonly horizons: readonly Scored<{ readonly daysAhead: number }>[];
  readonly times: readonly Scored<{ readonly time: LocalTime }>[];
  readonly dates: readonly Scored<{ readonly date: LocalDate }>[];
  /** By the Monday that a week begins with. */
  readonly weeks: readonly Scored<{ readonly week: LocalDate }>[];
  readonly bias: BiasWatch;
};

export type ForecastAccuracy = {
  readonly scores: AccuracyScores;
  readonly queues: readonly QueueAccuracy[];
  readonly notes: readonly Note[];
};
