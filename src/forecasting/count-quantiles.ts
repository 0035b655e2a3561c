import type { RangeAround, Residuals } from './ranges.ts';
import { stabilised } from './ranges.ts';

/** The count that a share of outcomes lies below, around an expected count; not negative, not rounded. */
export type CountQuantile = (expected: number, share: number, specialVariance?: number) => number;

const POOL = 400;
const LEAST_SPREAD = 1e-9;

/**
 * The whole distribution around an expected count: residuals of forecasts of its size on the root scale, stretched on either side so that the 10 and
 * 90 per cent quantiles are the bounds of the range. Without residuals it is normal on that scale.
 */
export function countQuantiles(residuals: Residuals, rangeOf: RangeAround): CountQuantile {
  const order = [...residuals.forecast.keys()].sort(
    (a, b) => (residuals.forecast[a] as number) - (residuals.forecast[b] as number),
  );
  const count = Math.max(1, Math.floor(order.length / POOL));
  const pools = Array.from({ length: order.length === 0 ? 0 : count }, (_, pool) => {
    const part = order.slice(
      Math.floor((pool * order.length) / count),
      Math.floor(((pool + 1) * order.length) / count),
    );
    const spread = Float64Array.from(part, (each) => {
      return stabilised(residuals.actual[each] as number) - stabilised(residuals.forecast[each] as number);
    }).sort();
    return { upTo: residuals.forecast[part.at(-1) as number] as number, spread };
  });
  return (expected, share, specialVariance) => {
    const { lower80, upper80 } = rangeOf(expected, specialVariance);
    const root = stabilised(expected);
    const pool = pools.find(({ upTo }) => expected <= upTo) ?? pools.at(-1);
    const shiftAt = (part: number) => (pool === undefined ? normalQuantile(part) : at(pool.spread, part));
    const shift = shiftAt(share);
    const edge = shiftAt(shift < 0 ? 0.1 : 0.9);
    const side = shift < 0 ? stabilised(lower80) - root : stabilised(upper80) - root;
    // An edge on the other side says nothing of this one.
    const scale = Math.sign(edge) === Math.sign(shift) && Math.abs(edge) > LEAST_SPREAD ? side / edge : 1;
    return Math.max(0, Math.max(0, root + scale * shift) ** 2 - 0.375);
  };
}

/** The quantile of sorted values, between neighbours in proportion. */
function at(sorted: Float64Array, share: number): number {
  const place = Math.min(sorted.length - 1, Math.max(0, share * sorted.length - 0.5));
  const low = Math.floor(place);
  const below = sorted[low] as number;
  const above = sorted[Math.min(sorted.length - 1, low + 1)] as number;
  return below + (place - low) * (above - below);
}

/** Quantile of the standard normal distribution (Acklam 2003; relative error below 1.2e-9). */
export function normalQuantile(share: number): number {
  const q = share - 0.5;
  if (Math.abs(q) <= 0.47575) {
    const r = q * q;
    const top =
      ((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
        30.66479806614716) *
        r +
      2.506628277459239;
    const bottom =
      ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
        13.28068155288572) *
        r +
      1;
    return (q * top) / bottom;
  }
  const r = Math.sqrt(-2 * Math.log(q < 0 ? share : 1 - share));
  const top =
    ((((-0.007784894002430293 * r - 0.3223964580411365) * r - 2.400758277161838) * r - 2.549732539343734) * r +
      4.374664141464968) *
      r +
    2.938163982698783;
  const bottom =
    (((0.007784695709041462 * r + 0.3224671290700398) * r + 2.445134137142996) * r + 3.754408661907416) * r + 1;
  return q < 0 ? top / bottom : -top / bottom;
}

/** Share of the standard normal distribution below a value (Abramowitz & Stegun 1964, 26.2.17; absolute error below 7.5e-8). */
export function normalShare(value: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(value));
  const tail =
    (t *
      (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429)))) *
      Math.exp((-value * value) / 2)) /
    Math.sqrt(2 * Math.PI);
  return value < 0 ? tail : 1 - tail;
}
