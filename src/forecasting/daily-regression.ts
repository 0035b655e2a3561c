import { type DailyFeatures, DEVIATION, LEVEL } from './daily-features.ts';

/** How fast the parts of the regression may move; all on the log scale, standard deviations. */
export type DailySetting = {
  /** Of the level, per day. */
  readonly levelDrift: number;
  /** Of each weekday, per day. */
  readonly weekdayDrift: number;
  /** Of the deviation from the level that dies away, where nothing is known of it. */
  readonly deviation: number;
  /** Share of that deviation that is left a day later. */
  readonly deviationKept: number;
  /** Errors beyond so many standard deviations weigh as if they were that far. */
  readonly clipSigmas: number;
};

/** The regression as it was after the first days of a history. */
export type DailyState = {
  /** Log of the total expected on a day, `ahead` days behind the last one seen (1 is the next). */
  readonly logTotal: (day: number, ahead: number) => number;
  /** What the calendar alone does to the day: its place in the month, special days and days near them; on the log scale. */
  readonly calendarEffect: (day: number) => number;
  /** Variance of what special days and days near them do to the day, as little as was known of it; on the log scale. */
  readonly specialVariance: (day: number) => number;
};

/** Noise of a day's log total that is assumed before anything was seen, and how fast what is seen replaces it. */
const FIRST_NOISE = 0.1;
const NOISE_LEARNING = 0.03;
const LEAST_NOISE_VARIANCE = 1e-5;
/** Below this many contacts a day counts are compared as they are: roots of small counts are not symmetric. */
const SMALL_TOTAL = 10;

/**
 * A dynamic regression of daily totals on a level, weekdays, season and calendar (a state-space model in the sense of Harvey 1989,
 * with the log link and Poisson noise of West, Harrison & Migon 1985): each day corrects every effect in proportion to how little
 * was known of it, so that what was seen rarely is shrunk towards no effect. Days are taken in order, so that the state after n
 * of them has seen nothing else, and one pass serves all origins.
 */
export function dailyRegression(
  features: DailyFeatures,
  setting: DailySetting,
  firstDay: number,
  totals: Float64Array,
): (known: number) => DailyState {
  const { size } = features;
  const mean = new Float64Array(size);
  const covariance = new Float64Array(size * size);
  features.priors.forEach((variance, index) => {
    covariance[index * size + index] = variance;
  });
  covariance[DEVIATION * size + DEVIATION] = setting.deviation ** 2;
  const states: { readonly mean: Float64Array; readonly variances: Float64Array }[] = [];
  let noise = FIRST_NOISE ** 2;
  const column = new Float64Array(size);

  const drift = () => {
    const { deviationKept: kept, deviation, levelDrift, weekdayDrift } = setting;
    mean[DEVIATION] = kept * (mean[DEVIATION] as number);
    for (let other = 0; other < size; other += 1) {
      const row = DEVIATION * size + other;
      const cell = other * size + DEVIATION;
      covariance[row] = kept * (covariance[row] as number);
      covariance[cell] = kept * (covariance[cell] as number);
    }
    const add = (index: number, variance: number) => {
      covariance[index * size + index] = (covariance[index * size + index] as number) + variance;
    };
    add(DEVIATION, deviation ** 2 * (1 - kept * kept));
    add(LEVEL, levelDrift ** 2);
    for (let index = 0; index < size; index += 1) if (features.isWeekday[index] === 1) add(index, weekdayDrift ** 2);
  };

  const correct = (day: number, total: number) => {
    const { indexes, values } = features.of(day);
    let log = 0;
    column.fill(0);
    for (let place = 0; place < indexes.length; place += 1) {
      const index = indexes[place] as number;
      const value = values[place] as number;
      log += value * (mean[index] as number);
      const row = index * size;
      for (let other = 0; other < size; other += 1) {
        column[other] = (column[other] as number) + value * (covariance[row + other] as number);
      }
    }
    let known = 0;
    for (let place = 0; place < indexes.length; place += 1) {
      known += (values[place] as number) * (column[indexes[place] as number] as number);
    }
    const expected = Math.exp(Math.min(25, log));
    const error = relativeError(total, expected);
    const scatter = noise + 1 / (expected + 0.375);
    const sigmas = Math.abs(error) / Math.sqrt(known + scatter);
    const distrust = Math.max(1, sigmas / setting.clipSigmas) ** 2;
    const variance = known + scatter * distrust;
    for (let index = 0; index < size; index += 1) {
      const gain = (column[index] as number) / variance;
      if (gain === 0) continue;
      mean[index] = (mean[index] as number) + gain * error;
      const row = index * size;
      for (let other = 0; other < size; other += 1) {
        covariance[row + other] = (covariance[row + other] as number) - gain * (column[other] as number);
      }
    }
    noise = Math.max(LEAST_NOISE_VARIANCE, noise * (1 + NOISE_LEARNING * (Math.min(sigmas ** 2, 9) - 1)));
  };

  const first = totals.subarray(0, 7).filter((each) => !Number.isNaN(each));
  mean[LEVEL] = Math.log(Math.max(0.5, first.reduce((sum, each) => sum + each, 0) / Math.max(1, first.length)));
  return (known) => {
    while (states.length <= known) {
      const day = states.length - 1;
      if (day >= 0) {
        drift();
        if (!Number.isNaN(totals[day])) correct(firstDay + day, totals[day] as number);
      }
      states.push({
        mean: mean.slice(),
        variances: mean.map((_, index) => covariance[index * size + index] as number),
      });
    }
    const { mean: means, variances } = states[known] as (typeof states)[number];
    return stateOf(means, variances, features, setting);
  };
}

/** How far a total lies from what was expected, as a share of it; on the root scale where counts spread alike (Anscombe 1948). */
function relativeError(total: number, expected: number): number {
  if (expected < SMALL_TOTAL) return (total - expected) / (expected + 0.375);
  const root = Math.sqrt(expected + 0.125);
  return (2 * (Math.sqrt(total + 0.375) - root)) / root;
}

function stateOf(
  mean: Float64Array,
  variances: Float64Array,
  features: DailyFeatures,
  { deviationKept }: DailySetting,
): DailyState {
  const sum = (day: number, from: (calendarFrom: number) => number) => {
    const { indexes, values, calendarFrom } = features.of(day);
    let total = 0;
    for (let place = from(calendarFrom); place < indexes.length; place += 1) {
      total += (values[place] as number) * (mean[indexes[place] as number] as number);
    }
    return total;
  };
  return {
    logTotal: (day, ahead) => sum(day, () => 0) - (1 - deviationKept ** ahead) * (mean[DEVIATION] as number),
    calendarEffect: (day) => sum(day, (calendarFrom) => calendarFrom),
    specialVariance: (day) => {
      const { indexes, values, specialFrom } = features.of(day);
      let total = 0;
      for (let place = specialFrom; place < indexes.length; place += 1) {
        total += (values[place] as number) ** 2 * (variances[indexes[place] as number] as number);
      }
      return total;
    },
  };
}
