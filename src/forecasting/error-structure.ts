import type { ErrorStructure, LevelErrors, ProfileErrors } from '../domain/forecast-errors.ts';
import { type DayFilter, dayFilter } from './day-filter.ts';
import { fitLevel } from './level-errors.ts';
import { leadingVectors } from './leading-vectors.ts';
import type { Holdout } from './rolling-origin.ts';

/** Assumed where too little was seen: levels that are wrong by a tenth, half of it lasting. */
export const ASSUMED_ERRORS: ErrorStructure = {
  level: { lasting: 0.005, keptDaily: 0.8, day: 0.005 },
  profiles: [],
  near: { variance: 0, kept: 0.7 },
  dispersion: 1.2,
};

const MOST_PROFILES = 3;
/** A form that says more must be better than a simpler one by this share: less is chance. */
const LEAST_GAIN = 0.001;
/** A day of less than this many contacts forecast says little of its level. */
const LEAST_DAY = 5;
const LEAST_DAYS = 20;
/** Intervals with fewer contacts forecast say nothing of the shape of a day. */
const LEAST_FORECAST = 0.5;
/** A profile changes an interval by at most this log factor at a score of one standard deviation. */
const MOST_LOADING = 0.5;
const LEAST_DISPERSION = 0.5;

type Day = { readonly origin: number; readonly ahead: number; readonly from: number; readonly end: number };

/**
 * Learns the structure of the errors from a holdout. The level from the days' relative errors (`fitLevel`); what intervals of a day share, by the method of moments from the
 * covariance of the slots on the scale on which counts scatter alike (errors / root of the forecast): a constant and a fading part by distance, and up to three leading vectors of what these
 * leave (the low-rank profiles of Shen & Huang 2008). How many profiles there are, and how far all is trusted, is chosen by the error of updates
 * within days of origins that the structure was not learned from.
 */
export function learnErrors(holdout: Holdout, forecast: Float64Array, slots: number): ErrorStructure {
  const days = daysOf(holdout, forecast);
  if (days.length < LEAST_DAYS) return ASSUMED_ERRORS;
  const data = { holdout, forecast, days, slots };
  if (slots === 1) return { ...ASSUMED_ERRORS, level: levelOfDays(data, days), dispersion: 1 };
  const choice = chooseForm(data);
  return structureOf(momentsOf(data, days), choice);
}

type Data = {
  readonly holdout: Holdout;
  readonly forecast: Float64Array;
  readonly days: readonly Day[];
  readonly slots: number;
};

/** A number of profiles, and factors of the variances that were estimated: of what a day's intervals share, and of what lasts. */
type Form = { readonly profiles: number; readonly trust: number; readonly lasting: number };

const TRUSTS: readonly number[] = [0.1, 0.3, 1];
const WITHIN_DAYS: readonly Form[] = [
  { profiles: 0, trust: 0, lasting: 1 },
  ...[0, 1, 2, 3].flatMap((profiles) => TRUSTS.map((trust) => ({ profiles, trust, lasting: 1 }))),
];

/** First what a day's intervals share, then how far days lean on the days before. */
function chooseForm(data: Data): Form {
  const within = bestForm(data, WITHIN_DAYS);
  return bestForm(
    data,
    [1, 0.3, 0.1, 0].map((lasting) => ({ ...within, lasting })),
  );
}

function bestForm(data: Data, forms: readonly Form[]): Form {
  const errors = forms.map(() => 0);
  for (const fold of [0, 1]) {
    const learned = data.days.filter(({ origin }) => origin % 2 === fold);
    const judged = data.days.filter(({ origin }) => origin % 2 !== fold);
    if (learned.length < LEAST_DAYS / 2) continue;
    const moments = momentsOf(data, learned);
    forms.forEach((form, index) => {
      errors[index] = (errors[index] as number) + updateError(data, judged, structureOf(moments, form));
    });
  }
  let best = 0;
  errors.forEach((error, index) => {
    if (error < (1 - LEAST_GAIN) * (errors[best] as number)) best = index;
  });
  return forms[best] as Form;
}

/** Absolute error of the rest of the day after updates at the start, a quarter, half and three quarters of the intervals of each day. */
function updateError({ holdout, forecast }: Data, days: readonly Day[], errors: ErrorStructure): number {
  let total = 0;
  let filter = dayFilter(errors);
  let last: Day | undefined;
  for (const day of days) {
    const { from, end } = day;
    if (last?.origin !== day.origin) filter = dayFilter(errors);
    filter.beginDay(last?.origin === day.origin ? day.ahead - last.ahead : 1);
    last = day;
    const stops = new Set([0, 1, 2, 3].map((quarter) => from + Math.round((quarter * (end - from)) / 4)));
    for (let each = from; each < end; each += 1) {
      if (each > from) filter.step();
      if (stops.has(each)) total += restError(filter.copy(), holdout, forecast, each, end);
      filter.observe(holdout.slot[each] as number, forecast[each] as number, holdout.actual[each] as number);
    }
  }
  return total;
}

function restError(filter: DayFilter, { slot, actual }: Holdout, forecast: Float64Array, from: number, end: number) {
  let total = 0;
  for (let each = from; each < end; each += 1) {
    if (each > from) filter.step();
    const expected = (forecast[each] as number) * Math.exp(filter.factorAt(slot[each] as number).mean);
    total += Math.abs(expected - (actual[each] as number));
  }
  return total;
}

type Moments = {
  readonly level: LevelErrors;
  readonly covariance: SlotCovariance;
  readonly slots: number;
  readonly vectors: readonly Float64Array[];
  readonly values: readonly number[];
};

function levelOfDays({ holdout, forecast }: Data, days: readonly Day[]): LevelErrors {
  const levels = days.map(({ from, end }) => levelOf(holdout.actual, forecast, from, end));
  const limit = robustLimit(levels);
  return fitLevel(
    days.map(({ origin, ahead, from, end }, index) => {
      const noise = 1 / sum(forecast, from, end);
      return { series: origin, day: ahead, error: clip(levels[index] as number, limit), noise };
    }),
  );
}

function momentsOf(data: Data, days: readonly Day[]): Moments {
  const { holdout, forecast, slots } = data;
  const level = levelOfDays(data, days);
  const covariance = slotCovariance(holdout, forecast, days, slots);
  const shared = fitShared(covariance.matrix, covariance.means, slots);
  const left = covariance.matrix.slice();
  for (let row = 0; row < slots; row += 1) {
    for (let column = 0; column < slots; column += 1) {
      const cell = row * slots + column;
      const root = Math.sqrt((covariance.means[row] as number) * (covariance.means[column] as number));
      left[cell] = (left[cell] as number) - shared.constant * root;
    }
  }
  return { level, covariance, slots, ...leadingVectors(withoutScatter(left, slots), slots, MOST_PROFILES) };
}

function structureOf({ level, covariance, slots, vectors, values }: Moments, form: Form): ErrorStructure {
  const { means } = covariance;
  const used = vectors.slice(0, form.profiles).flatMap((vector, index) => {
    const value = values[index] as number;
    return value > 0 ? [{ vector, value }] : [];
  });
  const left = covariance.matrix.slice();
  used.forEach(({ vector, value }) => {
    for (let row = 0; row < slots; row += 1) {
      for (let column = 0; column < slots; column += 1) {
        const cell = row * slots + column;
        left[cell] = (left[cell] as number) - value * (vector[row] as number) * (vector[column] as number);
      }
    }
  });
  const { constant, fading, kept } = fitShared(left, means, slots);
  const root = Math.sqrt(form.trust);
  return {
    level: {
      lasting: form.lasting * level.lasting,
      keptDaily: level.keptDaily,
      day: form.trust * Math.max(0, constant - form.lasting * level.lasting),
    },
    profiles: used.map(({ vector, value }) => loadingsOf(vector, value, means).map((each) => root * each)),
    near: { variance: form.trust * fading, kept },
    dispersion: scatterOf(left, means, slots, constant + fading),
  };
}

function daysOf(holdout: Holdout, forecast: Float64Array): readonly Day[] {
  const days: Day[] = [];
  const size = forecast.length;
  for (let from = 0; from < size; ) {
    const origin = holdout.origin[from] as number;
    const ahead = holdout.ahead[from] as number;
    let end = from;
    while (end < size && holdout.origin[end] === origin && holdout.ahead[end] === ahead) end += 1;
    if (sum(forecast, from, end) >= LEAST_DAY) days.push({ origin, ahead, from, end });
    from = end;
  }
  return days;
}

function sum(values: Float64Array, from: number, end: number): number {
  let total = 0;
  for (let index = from; index < end; index += 1) total += values[index] as number;
  return total;
}

/** Log of contacts / forecast of a day. */
function levelOf(actual: Float64Array, forecast: Float64Array, from: number, end: number): number {
  return Math.log((sum(actual, from, end) + 0.5) / (sum(forecast, from, end) + 0.5));
}

/** Three standard deviations, told from the median of the absolute errors: days that nobody knew of do not make all days uncertain. */
function robustLimit(errors: readonly number[]): number {
  const sorted = errors.map(Math.abs).sort((a, b) => a - b);
  return 3 * 1.4826 * (sorted[Math.floor(sorted.length / 2)] as number);
}

function clip(value: number, limit: number): number {
  return Math.min(limit, Math.max(-limit, value));
}

type SlotCovariance = { readonly matrix: Float64Array /** Mean forecast by slot. */; readonly means: Float64Array };

/** Mean products of the slots' errors / root of the forecast; 0 for slots that were never open together. Days that nobody knew of are left out. */
function slotCovariance(holdout: Holdout, forecast: Float64Array, days: readonly Day[], slots: number): SlotCovariance {
  const matrix = new Float64Array(slots * slots);
  const seen = new Float64Array(slots * slots);
  const means = new Float64Array(slots);
  const count = new Float64Array(slots);
  const levels = days.map(({ from, end }) => levelOf(holdout.actual, forecast, from, end));
  const limit = robustLimit(levels);
  days.forEach(({ from, end }, index) => {
    if (Math.abs(levels[index] as number) > limit) return;
    const places: number[] = [];
    const errors: number[] = [];
    for (let each = from; each < end; each += 1) {
      const expected = forecast[each] as number;
      if (expected < LEAST_FORECAST) continue;
      const slot = holdout.slot[each] as number;
      const root = Math.sqrt(expected);
      places.push(slot);
      errors.push(clip(((holdout.actual[each] as number) - expected) / root, 0.5 * root + 4));
      means[slot] = (means[slot] as number) + expected;
      count[slot] = (count[slot] as number) + 1;
    }
    for (let one = 0; one < places.length; one += 1) {
      const row = (places[one] as number) * slots;
      for (let two = 0; two < places.length; two += 1) {
        const cell = row + (places[two] as number);
        matrix[cell] = (matrix[cell] as number) + (errors[one] as number) * (errors[two] as number);
        seen[cell] = (seen[cell] as number) + 1;
      }
    }
  });
  for (let cell = 0; cell < matrix.length; cell += 1) {
    if ((seen[cell] as number) > 0) matrix[cell] = (matrix[cell] as number) / (seen[cell] as number);
  }
  return { matrix, means: means.map((total, slot) => total / Math.max(1, count[slot] as number)) };
}

/** The diagonal holds each slot's own scatter too; what its neighbours share with it stands in its place. */
function withoutScatter(matrix: Float64Array, slots: number): Float64Array {
  const shared = matrix.slice();
  for (let slot = 0; slot < slots; slot += 1) {
    const beside = [slot - 1, slot + 1].filter((other) => other >= 0 && other < slots);
    const mean = beside.reduce((total, other) => total + (matrix[slot * slots + other] as number), 0) / beside.length;
    shared[slot * slots + slot] = Math.min(matrix[slot * slots + slot] as number, mean);
  }
  return shared;
}

function loadingsOf(vector: Float64Array, value: number, means: Float64Array): ProfileErrors {
  return Array.from(vector, (each, slot) => {
    const mean = means[slot] as number;
    return mean > 0 ? clip((Math.sqrt(value) * each) / Math.sqrt(mean), MOST_LOADING) : 0;
  });
}

const KEPT: readonly number[] = [0.3, 0.5, 0.7, 0.8, 0.87, 0.92, 0.95, 0.97];

type Shared = { readonly constant: number; readonly fading: number; readonly kept: number };

/**
 * What two intervals of a day share, as covariance of their log factors: constant + fading x kept ^ distance, by least squares over all distances of 1 or more, weighted
 * by contacts, neither part below 0.
 */
function fitShared(matrix: Float64Array, means: Float64Array, slots: number): Shared {
  const weights: number[] = [];
  const covariances: number[] = [];
  for (let lag = 1; lag < slots; lag += 1) {
    let product = 0;
    let weight = 0;
    for (let slot = 0; slot + lag < slots; slot += 1) {
      const root = Math.sqrt((means[slot] as number) * (means[slot + lag] as number));
      product += (matrix[slot * slots + slot + lag] as number) * root;
      weight += root * root;
    }
    weights.push(weight);
    covariances.push(weight > 0 ? product / weight : 0);
  }
  let best: Shared = { constant: 0, fading: 0, kept: 0.5 };
  let least = Number.POSITIVE_INFINITY;
  for (const kept of KEPT) {
    const powers = weights.map((_, index) => kept ** (index + 1));
    for (const fit of [bothParts(weights, covariances, powers), fadingAlone(weights, covariances, powers)]) {
      const { constant, fading } = fit;
      if (constant < 0 || fading < 0) continue;
      const error = weights.reduce(
        (sum, weight, index) =>
          sum + weight * ((covariances[index] as number) - constant - fading * (powers[index] as number)) ** 2,
        0,
      );
      if (error >= least) continue;
      least = error;
      best = { constant, fading, kept };
    }
  }
  if (least < Number.POSITIVE_INFINITY) return best;
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = weights.reduce((sum, weight, index) => sum + weight * (covariances[index] as number), 0) / all;
  return { constant: Math.max(0, mean), fading: 0, kept: 0.5 };
}

function fadingAlone(weights: readonly number[], values: readonly number[], powers: readonly number[]) {
  let product = 0;
  let square = 0;
  weights.forEach((weight, index) => {
    product += weight * (values[index] as number) * (powers[index] as number);
    square += weight * (powers[index] as number) ** 2;
  });
  return { constant: 0, fading: square > 0 ? product / square : 0 };
}

function bothParts(weights: readonly number[], values: readonly number[], powers: readonly number[]) {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const meanOf = (of: readonly number[]) =>
    weights.reduce((sum, weight, index) => sum + weight * (of[index] as number), 0) / all;
  const [meanValue, meanPower] = [meanOf(values), meanOf(powers)];
  let product = 0;
  let square = 0;
  weights.forEach((weight, index) => {
    const power = (powers[index] as number) - meanPower;
    product += weight * power * ((values[index] as number) - meanValue);
    square += weight * power * power;
  });
  const fading = square > 0 ? product / square : 0;
  return { constant: meanValue - fading * meanPower, fading };
}

/** Variance / mean of the counts that is left when all that intervals share is taken out. */
function scatterOf(left: Float64Array, means: Float64Array, slots: number, shared: number): number {
  let scatter = 0;
  let weight = 0;
  for (let slot = 0; slot < slots; slot += 1) {
    const mean = means[slot] as number;
    if (mean === 0) continue;
    scatter += mean * ((left[slot * slots + slot] as number) - shared * mean);
    weight += mean;
  }
  return Math.max(LEAST_DISPERSION, weight > 0 ? scatter / weight : 1);
}
