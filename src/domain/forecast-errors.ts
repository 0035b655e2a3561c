/**
 * How a level that all intervals share errs, as a factor of what is forecast, on the log scale: one part lasts from day to day and dies away, one
 * is the day's own.
 */
export type LevelErrors = {
  /** Variance of the lasting part. */
  readonly lasting: number;
  /** What is left of the lasting part a day later, 0-1. */
  readonly keptDaily: number;
  /** Variance of the part of a single day. */
  readonly day: number;
};

/** One way in which the shape of a day errs: the log factor of each slot from midnight on at a score of one standard deviation. */
export type ProfileErrors = readonly number[];

/**
 * What past errors of a forecast say of errors to come, so that the contacts of a morning tell of the afternoon and of the days after it. Counts are
 * forecast x exp(level + profiles + near) with a scatter of variance `dispersion` x their mean.
 */
export type ErrorStructure = {
  readonly level: LevelErrors;
  /** Strongest first; scores are independent, of variance 1, and each day has its own. */
  readonly profiles: readonly ProfileErrors[];
  /** Errors that neighbouring intervals share: their variance, and what is left one interval later. */
  readonly near: { readonly variance: number; readonly kept: number };
  /** Variance / mean of the counts around their own rate; 1 is Poisson. */
  readonly dispersion: number;
  /** Of average handle times, where the history holds them. */
  readonly handleTime?: HandleTimeErrors | undefined;
};

/** Errors of average handle times: their level, and the variance of one contact's handle time / the square of its mean. */
export type HandleTimeErrors = { readonly level: LevelErrors; readonly contact: number };
