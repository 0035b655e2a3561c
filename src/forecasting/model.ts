import type { DayMatrix } from './day-matrix.ts';

/** A model that has seen a history and now forecasts days behind it. */
export type FittedModel = {
  /** Writes the expected count of each slot of the day (a day number since 1970-01-01); 0 where nothing was ever seen. */
  readonly predict: (day: number, into: Float64Array) => void;
};

/**
 * A way to forecast: `fit` reads a cleaned history, all of it before the origin, and returns what it learned, or undefined
 * where the history is too short for it. It never keeps a reference that reads on behind the origin.
 */
export type ForecastModel = {
  readonly name: string;
  readonly fit: (history: DayMatrix) => FittedModel | undefined;
};
