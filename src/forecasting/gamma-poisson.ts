import type { CountQuantile } from './count-quantiles.ts';
import { type DayMatrix, weekdayOfDay } from './day-matrix.ts';
import type { FittedModel } from './model.ts';
import type { RangeAround } from './ranges.ts';
import { levelOf, weightedProfile } from './weighted-profile.ts';

/** A member for small counts that knows its distribution. */
export type GammaPoisson = FittedModel & {
  /** The least count that at least a share of outcomes does not exceed, around an expected count: of the predictive negative binomial distribution. */
  readonly quantileOf: CountQuantile;
  /** Ranges by these quantiles, for a history too short to have errors of its own; they hold the expected count. */
  readonly rangeOf: RangeAround;
};

/** Half-lives: of what an interval of the week is known by, in weeks, and of the level in days. */
type GammaPoissonSetting = { readonly rateWeeks: number; readonly levelDays: number };

/** Mean contacts of an open interval up to which the member takes part: above, what a prior adds is nothing. */
const SMALL_QUEUE = 30;
const LEAST_DAYS = 14;
/** With more days the other members know as much, and one more costs in the weights. */
const MOST_DAYS = 112;
const LEAST_SHAPE = 0.5;
const MOST_SHAPE = 1e4;
/** Variance / mean of counts, at least: less than Poisson is taken for chance. */
const LEAST_DISPERSION = 1;
/** Of the level that all intervals share, wrong by 15 per cent as assumed ranges have it. */
const LEVEL_VARIANCE = 0.0225;

/**
 * Counts of each interval of the week as Poisson with a rate of its own, whose prior is a gamma distribution around (total of the weekday x share of the slot over all weekdays);
 * old counts are discounted, as in the power steady model (Smith 1979; West & Harrison 1997, ch. 10). How far rates of intervals lie from their prior is found by moments, in units of
 * the prior's variance: the stronger they agree, the more an interval borrows. Scatter beyond Poisson widens the predictive distribution, a negative binomial one, and weakens what
 * a count says. Undefined for a history under two or over 16 weeks, and for one whose open intervals have more than 30 contacts on average.
 */
export function fitGammaPoisson(history: DayMatrix, setting: GammaPoissonSetting): GammaPoisson | undefined {
  const { slots, days, firstDay, counts } = history;
  if (days < LEAST_DAYS || days > MOST_DAYS || slots < 2) return undefined;
  const profile = weightedProfile(history, setting.rateWeeks);
  const level = levelOf(history, profile, setting.levelDays);
  const weeks = Math.ceil(7 * setting.rateWeeks);
  const sums = new Float64Array(7 * slots);
  const weights = new Float64Array(7 * slots);
  let known = 0;
  let contacts = 0;
  for (let day = Math.max(0, days - 7 * weeks); day < days; day += 1) {
    const row = weekdayOfDay(firstDay + day) * slots;
    const weight = 0.5 ** ((days - 1 - day) / (7 * setting.rateWeeks));
    for (let slot = 0; slot < slots; slot += 1) {
      const count = counts[day * slots + slot] as number;
      if (Number.isNaN(count)) continue;
      sums[row + slot] = (sums[row + slot] as number) + weight * count;
      weights[row + slot] = (weights[row + slot] as number) + weight;
      if (profile.means[row + slot] === 0) continue;
      known += 1;
      contacts += count;
    }
  }
  if (known === 0 || contacts / known > SMALL_QUEUE) return undefined;
  const prior = priorMeans(sums, weights, slots);
  const dispersion = dispersionOf(history, profile.means);
  const shape = priorShape(sums, weights, prior, dispersion);
  const means = new Float64Array(7 * slots);
  let unknown = 0;
  let all = 0;
  for (let at = 0; at < means.length; at += 1) {
    const mean = prior[at] as number;
    if (mean === 0) continue;
    // A count with more scatter than Poisson tells as much as so many fewer.
    const after = shape + (sums[at] as number) / dispersion;
    const exposure = shape / mean + (weights[at] as number) / dispersion;
    means[at] = (level * after) / exposure;
    unknown += mean / after;
    all += mean;
  }
  const variation = LEVEL_VARIANCE + (all > 0 ? unknown / all : 0);
  const quantileOf = (expected: number, share: number) =>
    negativeBinomialQuantile(expected, dispersion * expected + variation * expected * expected, share);
  return {
    predict: (day, into) => {
      const row = weekdayOfDay(day) * slots;
      into.set(means.subarray(row, row + slots));
    },
    quantileOf,
    rangeOf: (expected) => {
      const at = (share: number) => quantileOf(expected, share);
      return {
        lower80: Math.min(expected, at(0.1)),
        upper80: Math.max(expected, at(0.9)),
        lower95: Math.min(expected, at(0.025)),
        upper95: Math.max(expected, at(0.975)),
      };
    },
  };
}

/** Total of the weekday x share of the slot over all weekdays, by iterative proportional fitting to what is known. */
function priorMeans(sums: Float64Array, weights: Float64Array, slots: number): Float64Array {
  const bySlot = new Float64Array(slots).fill(1);
  const byWeekday = new Float64Array(7).fill(1);
  for (let round = 0; round < 10; round += 1) {
    scale(
      bySlot,
      (at) => at % slots,
      (at) => byWeekday[Math.floor(at / slots)] as number,
    );
    scale(
      byWeekday,
      (at) => Math.floor(at / slots),
      (at) => bySlot[at % slots] as number,
    );
  }
  return sums.map((_, at) => (bySlot[at % slots] as number) * (byWeekday[Math.floor(at / slots)] as number));

  function scale(into: Float64Array, groupOf: (at: number) => number, other: (at: number) => number): void {
    const above = new Float64Array(into.length);
    const below = new Float64Array(into.length);
    for (let at = 0; at < sums.length; at += 1) {
      const group = groupOf(at);
      above[group] = (above[group] as number) + (sums[at] as number);
      below[group] = (below[group] as number) + (weights[at] as number) * other(at);
    }
    for (let group = 0; group < into.length; group += 1) {
      into[group] = (below[group] as number) > 0 ? (above[group] as number) / (below[group] as number) : 0;
    }
  }
}

/** Shape of the gamma prior: 1 / the squared variation of rates around their prior, beyond what the scatter of their counts makes. */
function priorShape(sums: Float64Array, weights: Float64Array, prior: Float64Array, dispersion: number): number {
  let beyond = 0;
  let all = 0;
  for (let at = 0; at < sums.length; at += 1) {
    const expected = (weights[at] as number) * (prior[at] as number);
    if (expected === 0) continue;
    // Weights of half-lives: a sum of squares is about half of the sum.
    const chance = (dispersion * expected) / 2;
    beyond += (((sums[at] as number) - expected) ** 2 - chance) / expected;
    all += expected;
  }
  const variation = beyond / all;
  return variation <= 1 / MOST_SHAPE ? MOST_SHAPE : Math.max(LEAST_SHAPE, 1 / variation);
}

/** Variance / mean of counts around the week's means over the last quarter, with the level of each day taken out. */
export function dispersionOf({ slots, days, firstDay, counts }: DayMatrix, means: Float64Array): number {
  let sum = 0;
  let degrees = 0;
  for (let day = Math.max(0, days - 91); day < days; day += 1) {
    const row = weekdayOfDay(firstDay + day) * slots;
    let actual = 0;
    let expected = 0;
    for (let slot = 0; slot < slots; slot += 1) {
      const count = counts[day * slots + slot] as number;
      if (Number.isNaN(count) || means[row + slot] === 0) continue;
      actual += count;
      expected += means[row + slot] as number;
    }
    if (actual === 0) continue;
    for (let slot = 0; slot < slots; slot += 1) {
      const count = counts[day * slots + slot] as number;
      const mean = ((means[row + slot] as number) * actual) / expected;
      if (Number.isNaN(count) || mean === 0) continue;
      sum += (count - mean) ** 2 / mean;
      degrees += 1;
    }
    degrees -= 1;
  }
  return degrees <= 0 ? LEAST_DISPERSION : Math.max(LEAST_DISPERSION, sum / degrees);
}

/**
 * Least count whose cumulative probability reaches a share, of a negative binomial distribution with this mean and variance (variance > mean; Poisson where it is not). Means up
 * to some thousands: the terms are added up one by one.
 */
export function negativeBinomialQuantile(mean: number, variance: number, share: number): number {
  if (mean <= 0) return 0;
  const beyond = variance - mean;
  const size = beyond > 1e-9 * mean ? (mean * mean) / beyond : Number.POSITIVE_INFINITY;
  const failure = Number.isFinite(size) ? beyond / variance : 0;
  let log = Number.isFinite(size) ? -size * Math.log(variance / mean) : -mean;
  let sum = Math.exp(log);
  let count = 0;
  const last = mean + 40 * Math.sqrt(Math.max(mean, variance)) + 40;
  while (sum < share && count < last) {
    log += Number.isFinite(size) ? Math.log(((size + count) / (count + 1)) * failure) : Math.log(mean / (count + 1));
    count += 1;
    sum += Math.exp(log);
  }
  return count;
}
