import { stabilised } from './ranges.ts';
import type { Holdout } from './rolling-origin.ts';

/**
 * How errors go together: shares of an interval's variance (they sum to at most 1; the rest is the interval's own) that all days from one
 * origin share, that a day's intervals share, and that fades from interval to interval.
 */
export type Dependence = { readonly origin: number; readonly day: number; readonly near: number };

/** What is left of the fading share one interval later. */
export const NEAR_KEPT = 0.7;
/** Assumed where too little was seen: errors of a level, mostly. */
const ASSUMED: Dependence = { origin: 0.25, day: 0.25, near: 0 };
const LEAST_ORIGINS = 4;
const MOST_SIGMAS = 4;

type Sums = { product: number; weight: number };

/**
 * Estimates the shares from the errors of a holdout on the root scale by the method of moments: the mean product of two errors of one origin
 * on different days, of one day, and of neighbours, each / the mean square, intervals weighing by their expected count.
 */
export function learnDependence(holdout: Holdout, forecast: Float64Array): Dependence {
  if (holdout.origins.length < LEAST_ORIGINS) return ASSUMED;
  const size = forecast.length;
  const errors = new Float64Array(size);
  let square = 0;
  for (let index = 0; index < size; index += 1) {
    errors[index] = stabilised(holdout.actual[index] as number) - stabilised(forecast[index] as number);
    square += (errors[index] as number) ** 2;
  }
  const limit = MOST_SIGMAS * Math.sqrt(square / size);
  const own: Sums = { product: 0, weight: 0 };
  const neighbours: Sums = { product: 0, weight: 0 };
  const sameDay: Sums = { product: 0, weight: 0 };
  const sameOrigin: Sums = { product: 0, weight: 0 };
  let origin = { sum: 0, weight: 0, product: 0, square: 0 };
  const closeOrigin = () => {
    sameOrigin.product += origin.sum ** 2 - origin.product;
    sameOrigin.weight += origin.weight ** 2 - origin.square;
    origin = { sum: 0, weight: 0, product: 0, square: 0 };
  };
  for (let from = 0; from < size; ) {
    if (from > 0 && holdout.origin[from] !== holdout.origin[from - 1]) closeOrigin();
    let end = from;
    let sum = 0;
    let weights = 0;
    let ownProduct = 0;
    let ownWeight = 0;
    while (end < size && holdout.origin[end] === holdout.origin[from] && holdout.ahead[end] === holdout.ahead[from]) {
      const weight = Math.sqrt(Math.max(0, forecast[end] as number));
      const error = weight * Math.min(limit, Math.max(-limit, errors[end] as number));
      if (end > from) {
        const before = Math.sqrt(Math.max(0, forecast[end - 1] as number));
        neighbours.product += error * before * Math.min(limit, Math.max(-limit, errors[end - 1] as number));
        neighbours.weight += weight * before;
      }
      sum += error;
      weights += weight;
      ownProduct += error * error;
      ownWeight += weight * weight;
      end += 1;
    }
    own.product += ownProduct;
    own.weight += ownWeight;
    sameDay.product += sum ** 2 - ownProduct;
    sameDay.weight += weights ** 2 - ownWeight;
    origin.sum += sum;
    origin.weight += weights;
    origin.product += sum ** 2;
    origin.square += weights ** 2;
    from = end;
  }
  closeOrigin();
  const variance = own.product / own.weight;
  if (!(variance > 0)) return ASSUMED;
  const correlation = ({ product, weight }: Sums) => (weight > 0 ? product / weight / variance : 0);
  const shareOfOrigin = clamp(correlation(sameOrigin), 1);
  // One interval a day has no other interval of its day: all that days do not share is their own.
  const shareOfDay = clamp(correlation(sameDay) - shareOfOrigin, 1 - shareOfOrigin);
  const near = clamp(
    (correlation(neighbours) - shareOfOrigin - shareOfDay) / NEAR_KEPT,
    1 - shareOfOrigin - shareOfDay,
  );
  return { origin: shareOfOrigin, day: shareOfDay, near };
}

function clamp(share: number, most: number): number {
  return Math.min(most, Math.max(0, share));
}
