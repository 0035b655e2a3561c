import type { ErrorStructure } from '../domain/forecast-errors.ts';

/** An innovation beyond so many of its standard deviations counts as so many: one burst of contacts is no new level. */
const MOST_SIGMAS = 4;
const LEAST_VARIANCE = 1e-12;

/**
 * An extended Kalman filter over the log factor between contacts and forecast: its state is the lasting level, the day's own level, the scores of the
 * profiles and the fading error of neighbouring intervals. Days must be begun in order of time, intervals of a day stepped in order.
 */
export type DayFilter = {
  /** Begins a day so many days after the one before: the lasting level has died away in part, all else is new. */
  readonly beginDay: (daysLater: number) => void;
  /** Steps to the next interval of the day. */
  readonly step: () => void;
  /** Log factor of the slot, and its variance. */
  readonly factorAt: (slot: number) => { readonly mean: number; readonly variance: number };
  /** Takes the count of an interval for which so many contacts were forecast; gives the log-likelihood. */
  readonly observe: (slot: number, forecast: number, count: number) => number;
  /** Begins to add up the log factors of the intervals that `addToSum` names, each times its weight. */
  readonly beginSum: () => void;
  readonly addToSum: (slot: number, weight: number) => void;
  /** Variance of the sum. */
  readonly sumVariance: () => number;
  readonly copy: () => DayFilter;
};

type State = { readonly mean: Float64Array; readonly covariance: Float64Array };

/** A filter that has seen nothing. */
export function dayFilter(errors: ErrorStructure): DayFilter {
  const size = sizeOf(errors);
  const state = { mean: new Float64Array(size), covariance: new Float64Array(size * size) };
  state.covariance[0] = errors.level.lasting;
  return filterOf(errors, state);
}

/** Level, day, profiles, near, and the sum. */
function sizeOf({ profiles }: ErrorStructure): number {
  return profiles.length + 4;
}

function filterOf(errors: ErrorStructure, { mean, covariance }: State): DayFilter {
  const { level, profiles, near, dispersion } = errors;
  const size = sizeOf(errors);
  const nearAt = size - 2;
  const sumAt = size - 1;
  const loads = new Float64Array(size);
  const gains = new Float64Array(size);
  loads[0] = 1;
  loads[1] = 1;
  loads[nearAt] = 1;
  const loadsOf = (slot: number): Float64Array => {
    profiles.forEach((profile, index) => {
      loads[2 + index] = profile[slot] ?? 0;
    });
    return loads;
  };
  /** A component becomes `kept` of itself. */
  const shrink = (at: number, kept: number, added: number) => {
    mean[at] = kept * (mean[at] as number);
    for (let other = 0; other < size; other += 1) {
      covariance[at * size + other] = kept * (covariance[at * size + other] as number);
      covariance[other * size + at] = kept * (covariance[other * size + at] as number);
    }
    covariance[at * size + at] = (covariance[at * size + at] as number) + added;
  };
  /** Covariances of all components with the factor of the slot, into `gains`; returns its variance. */
  const project = (slot: number): number => {
    loadsOf(slot);
    let variance = 0;
    for (let row = 0; row < size; row += 1) {
      let sum = 0;
      for (let column = 0; column < size; column += 1) {
        sum += (covariance[row * size + column] as number) * (loads[column] as number);
      }
      gains[row] = sum;
      variance += (loads[row] as number) * sum;
    }
    return Math.max(0, variance);
  };
  const meanAt = (slot: number): number => {
    loadsOf(slot);
    let sum = 0;
    for (let row = 0; row < size; row += 1) sum += (loads[row] as number) * (mean[row] as number);
    return sum;
  };
  return {
    beginDay: (daysLater) => {
      const kept = level.keptDaily ** daysLater;
      shrink(0, kept, level.lasting * (1 - kept * kept));
      shrink(1, 0, level.day);
      for (let index = 0; index < profiles.length; index += 1) shrink(2 + index, 0, 1);
      shrink(nearAt, 0, near.variance);
    },
    step: () => shrink(nearAt, near.kept, near.variance * (1 - near.kept ** 2)),
    factorAt: (slot) => ({ mean: meanAt(slot), variance: project(slot) }),
    observe: (slot, forecast, count) => {
      if (forecast <= 0) return 0;
      const expected = forecast * Math.exp(meanAt(slot));
      const variance = project(slot);
      const scatter = dispersion * expected + LEAST_VARIANCE;
      const total = expected * expected * variance + scatter;
      const sigma = Math.sqrt(total);
      const error = Math.min(MOST_SIGMAS * sigma, Math.max(-MOST_SIGMAS * sigma, count - expected));
      const scale = expected / total;
      for (let row = 0; row < size; row += 1)
        mean[row] = (mean[row] as number) + (gains[row] as number) * scale * error;
      for (let row = 0; row < size; row += 1) {
        for (let column = 0; column < size; column += 1) {
          const cell = row * size + column;
          covariance[cell] =
            (covariance[cell] as number) - (gains[row] as number) * (gains[column] as number) * scale * expected;
        }
      }
      return -0.5 * (Math.log(total) + (error * error) / total);
    },
    beginSum: () => shrink(sumAt, 0, 0),
    addToSum: (slot, weight) => {
      const variance = project(slot);
      const own = covariance[sumAt * size + sumAt] as number;
      const cross = gains[sumAt] as number;
      for (let row = 0; row < size; row += 1) {
        if (row === sumAt) continue;
        const added = weight * (gains[row] as number);
        covariance[row * size + sumAt] = (covariance[row * size + sumAt] as number) + added;
        covariance[sumAt * size + row] = covariance[row * size + sumAt] as number;
      }
      covariance[sumAt * size + sumAt] = own + 2 * weight * cross + weight * weight * variance;
    },
    sumVariance: () => Math.max(0, covariance[sumAt * size + sumAt] as number),
    copy: () => filterOf(errors, { mean: mean.slice(), covariance: covariance.slice() }),
  };
}
