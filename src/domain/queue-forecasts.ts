import type { Forecast, Note } from './forecast.ts';
import type { IntervalLength } from './history.ts';
import type { LocalDate, Zone } from './units.ts';

/** How errors on the past change by adding up: WAPE (0-1) of a forecast by itself and of the reconciled one; null where nothing was measured. */
export type ReconciledError = { readonly wapeAlone: number | null; readonly wapeTogether: number | null };

/** A forecast of a queue, a channel or all of them. */
export type LevelForecast = ReconciledError & { readonly id: string; readonly forecast: Forecast };

/** Forecasts of several queues that add up in every interval, day and sample path: queues to channels, channels to the total. */
export type QueueForecasts = {
  readonly zone: Zone;
  readonly intervalLength: IntervalLength;
  readonly from: LocalDate;
  readonly days: number;
  readonly method: 'mint' | 'bottom-up';
  /** Part by which the correlations of errors were shrunk towards none. */
  readonly shrunk: number;
  readonly total: LevelForecast;
  readonly channels: readonly LevelForecast[];
  readonly queues: readonly (LevelForecast & { readonly channel: string })[];
  readonly notes: readonly Note[];
};
