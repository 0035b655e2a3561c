import type { ErrorStructure } from './forecast-errors.ts';
import type { AbsentPolicy, IntervalLength } from './history.ts';
import type { SamplePaths } from './sample-paths.ts';
import type { Instant, LocalDate, Zone } from './units.ts';

/** Central intervals of the forecast distribution: 10 to 90 per cent and 2.5 to 97.5 per cent. */
export type ForecastRange = {
  readonly lower80: number;
  readonly upper80: number;
  readonly lower95: number;
  readonly upper95: number;
};

/** Expected contacts in one interval with their ranges; a closed interval has 0 everywhere. Lower <= expected <= upper. */
export type ForecastPoint = ForecastRange & {
  readonly start: Instant;
  readonly end: Instant;
  readonly open: boolean;
  readonly expected: number;
  /** Average handle time where the history holds one. */
  readonly ahtSeconds?: number | undefined;
  /** Ranges in seconds of the interval's average handle time; lower <= ahtSeconds <= upper. */
  readonly ahtRange?: ForecastRange | undefined;
};

/** How average handle times were forecast, each interval weighted by its contacts; ratios 0-1, null where there is nothing to measure. */
export type HandleTimeScore = {
  readonly points: number;
  /** Sum of contacts x absolute errors / sum of contacts x actual handle times. */
  readonly wape: number | null;
  /** Positive is over-forecast. */
  readonly bias: number | null;
  /** The same error of the mean of the last eight weeks by time of day. */
  readonly wapeOfMean: number | null;
  /** Share of intervals whose average lies within the range, bounds inclusive. */
  readonly coverage80: number | null;
  readonly coverage95: number | null;
};

/** How a forecast method did on origins inside the history; every ratio 0-1 except where said. */
export type BacktestSummary = {
  readonly origins: number;
  readonly horizonDays: number;
  readonly points: number;
  /** Sum of absolute errors / sum of actual counts. */
  readonly wape: number | null;
  /** Sum of (forecast - actual) / sum of actual counts; positive is over-forecast. */
  readonly bias: number | null;
  /** Mean absolute error / mean absolute error of the same slot a week before. */
  readonly mase: number | null;
  /** Share of open intervals whose actual count lies within the range, bounds inclusive. */
  readonly coverage80: number | null;
  readonly coverage95: number | null;
  /** Where the history holds handle times. */
  readonly handleTime?: HandleTimeScore | undefined;
};

/** What is known of a method that was tried on no origin. */
export const UNMEASURED: BacktestSummary = {
  origins: 0,
  horizonDays: 0,
  points: 0,
  wape: null,
  bias: null,
  mase: null,
  coverage80: null,
  coverage95: null,
};

/** Models that are not the combination's own and may take part in it. */
export type OutsideMember = 'mstl-ets' | 'prophet';

/** One member of the combination with its weight (weights sum to 1) and its own error inside the training data. */
export type ModelShare = { readonly model: string; readonly weight: number; readonly wape: number | null };

/** Something about the input that the reader of the forecast should know; text is rendered from code and facts. */
export type Note = { readonly code: string; readonly facts: Readonly<Record<string, string | number>> };

/** A special day as people call it. */
export type NamedDay = { readonly date: LocalDate; readonly name: string };

/** Contacts of a whole day with the range of their sum, which is narrower than the sum of its intervals' ranges. */
export type DayRange = ForecastRange & { readonly date: LocalDate; readonly expected: number };

/**
 * A change by hand of the open intervals that begin on a date between two times (minutes from midnight, half-open): a factor of what is forecast, or the sum of
 * their contacts; with who wants it and why.
 */
export type ForecastOverride = {
  readonly date: LocalDate;
  readonly fromMinutes: number;
  readonly toMinutes: number;
  readonly change: 'factor' | 'value';
  readonly amount: number;
  readonly by: string;
  readonly reason: string;
};

/** An override with the contacts of its intervals before and after it. */
export type AppliedOverride = ForecastOverride & { readonly contactsBefore: number; readonly contactsAfter: number };

/** Actual contacts of one interval of a forecast, with their average handle time where it is known. */
export type IntradayActual = {
  readonly start: Instant;
  readonly count: number;
  readonly ahtSeconds?: number | undefined;
};

/** A day, or its rest, before and after an update; contacts that came in intervals without an actual are estimated. */
export type UpdatedDay = {
  readonly date: LocalDate;
  /** Contacts of the intervals before the update. */
  readonly soFar: number;
  /** What had been forecast of them. */
  readonly soFarForecast: number;
  /** Contacts of the whole day as forecast, and as expected now. */
  readonly forecast: number;
  readonly expected: number;
};

/** A factor with the range that holds it in 80 of 100 cases. */
export type RangedFactor = { readonly factor: number; readonly lower80: number; readonly upper80: number };

/** What an updated forecast was made of. */
export type IntradayUpdate = {
  /** Actuals are complete up to here. */
  readonly asOf: Instant;
  /** Intervals with an actual, and their contacts. */
  readonly intervals: number;
  readonly contacts: number;
  readonly days: readonly UpdatedDay[];
  /** Handle time against forecast on the day of the update; absent where no actual has one. */
  readonly handleTime?: RangedFactor | undefined;
};

/** A day, or a time of it (minutes from midnight, half-open), that a history has far above or below what is usual there, or without rows. */
export type UnusualTime = {
  readonly date: LocalDate;
  /** Absent: the whole day. */
  readonly fromMinutes?: number | undefined;
  readonly toMinutes?: number | undefined;
  readonly kind: 'high' | 'low' | 'missing';
  /** Contacts that came; null where nothing is known. */
  readonly count: number | null;
  readonly usual: number;
  /** Whether means and shapes of the forecast do without it. */
  readonly isLeftOut: boolean;
};

export type Forecast = {
  readonly zone: Zone;
  readonly intervalLength: IntervalLength;
  /** First day forecast; no row at or after its local midnight was read. */
  readonly from: LocalDate;
  readonly days: number;
  readonly absent: AbsentPolicy;
  readonly absentDecidedBy: 'caller' | 'rule';
  readonly points: readonly ForecastPoint[];
  /** In order of date; absent where the forecast was written by hand. */
  readonly dayRanges?: readonly DayRange[] | undefined;
  /** Where they were asked for. */
  readonly samplePaths?: SamplePaths | undefined;
  /** Special days among those forecast, in order; a day may have several. Absent where nobody named any. */
  readonly specialDays?: readonly NamedDay[] | undefined;
  /** What was changed by hand, in the order of the changes. */
  readonly overrides?: readonly AppliedOverride[] | undefined;
  /** What is odd in the history, in order of time; absent where nothing is. */
  readonly unusual?: readonly UnusualTime[] | undefined;
  readonly models: readonly ModelShare[];
  readonly backtest: BacktestSummary;
  /** What an update within the day needs of past errors; absent where the forecast was written by hand, and after an update. */
  readonly errors?: ErrorStructure | undefined;
  /** Present where actuals of the days forecast were used. */
  readonly update?: IntradayUpdate | undefined;
  readonly notes: readonly Note[];
};
