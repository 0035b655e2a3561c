/**
 * Equally likely futures of a forecast: `counts[path * intervals + interval]` is the whole number of contacts that come in the interval
 * on that path, in the order of the forecast's points; 0 where closed. The scatter of counts around their rate is in it already,
 * so that a simulation places exactly so many contacts in the interval (uniformly, or by a finer profile) and draws no Poisson
 * count again. Errors that intervals, days and weeks share are shared along a path, never between paths.
 */
export type SamplePaths = {
  /** Number of paths. */
  readonly paths: number;
  /** Intervals of the forecast, open and closed. */
  readonly intervals: number;
  /** Whole counts, at least 0, path by path. */
  readonly counts: Float64Array;
  /** The seed that they were drawn with: same forecast, seed and number of paths give the same paths. */
  readonly seed: number;
};
