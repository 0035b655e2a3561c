import type { Forecast } from '../domain/forecast.ts';
import type { Campaign, History, IntervalLength, OpeningHours, ProfileSource, SpecialDay } from '../domain/history.ts';
import type { Issue } from '../domain/issue.ts';
import type { LocalDate } from '../domain/units.ts';
import type { SeriesModel } from './series-model.ts';

export type ForecastOptions = {
  /** First day to forecast; default the day after the history's last row. */
  readonly from?: LocalDate | undefined;
  /** Days to forecast, 1 to 91. */
  readonly days: number;
  /** Interval of the forecast, the history's own or a multiple of it; default its own. */
  readonly intervalLength?: IntervalLength | undefined;
  readonly specialDays?: readonly SpecialDay[] | undefined;
  /** Stated opening hours; without them closed intervals are told from the history. */
  readonly hours?: OpeningHours | undefined;
  /** A queue with an older history that this one is like: what was before its own first day is taken from there, scaled. */
  readonly like?: History | undefined;
  /** How a day's contacts lie within it, for a history of days: the forecast is at the profile's intervals. */
  readonly profile?: ProfileSource | undefined;
  /** Mailings and other campaigns, past and planned, whose size is known. */
  readonly campaigns?: readonly Campaign[] | undefined;
  /** Models from elsewhere that take part in the combination. */
  readonly outside?: readonly SeriesModel[] | undefined;
  /** Equally likely futures to draw, and the seed of the draw; none by default. */
  readonly samplePaths?: { readonly paths: number; readonly seed: number } | undefined;
};

export type ForecastResult =
  | { readonly ok: true; readonly forecast: Forecast }
  | { readonly ok: false; readonly issues: readonly Issue[] };
