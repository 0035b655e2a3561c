import type { Measured } from '../domain/simulation.ts';
import { normalQuantile } from './distributions.ts';

/** Everything stated is at this confidence, two-sided. */
const CONFIDENCE = 0.95;
const TAIL = (1 - CONFIDENCE) / 2;
const Z = normalQuantile(1 - TAIL);

/**
 * Quantile of Student's t for the two-sided confidence with `degrees` of freedom, 1 or more; within 2e-4 of it, relative. 1 and 2 are closed forms,
 * the others the series in 1 / degrees of Abramowitz and Stegun, 26.7.5, with Hill's term for few degrees (Algorithm 396, 1970).
 */
export function studentQuantile(degrees: number): number {
  if (degrees < 1) return Infinity;
  if (degrees === 1) return 1 / Math.tan(Math.PI * TAIL);
  if (degrees === 2) return Math.sqrt(2 / (4 * TAIL * (1 - TAIL)) - 2);
  const a = 1 / (degrees - 0.5);
  const b = 48 / a ** 2;
  const start = ((20700 * a) / b - 98) * a - 16;
  let c = start * a + 96.36;
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * degrees;
  let x = d * 2 * TAIL;
  let y = x ** (2 / degrees);
  if (y > 0.05 + a) {
    x = normalQuantile(TAIL);
    y = x * x;
    if (degrees < 5) c += 0.3 * (degrees - 4.5) * (x + 0.6);
    c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c;
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x;
    y = Math.expm1(a * y * y);
  } else {
    y =
      ((1 / (((degrees + 6) / (degrees * y) - 0.089 * d - 0.822) * (degrees + 2) * 3) + 0.5 / (degrees + 4)) * y - 1) *
        ((degrees + 1) / (degrees + 2)) +
      1 / y;
  }
  return Math.sqrt(degrees * y);
}

/** Sums over replications of a numerator x and a denominator y. */
export type RatioSums = {
  readonly x: number;
  readonly y: number;
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
};

/** Mean over replications with its interval; the half-width is null for fewer than two. */
export function meanOf(count: number, sum: number, squares: number): Measured {
  const value = sum / count;
  if (count < 2) return { value, halfWidth: null };
  const variance = Math.max(0, (squares - (sum * sum) / count) / (count - 1));
  return { value, halfWidth: studentQuantile(count - 1) * Math.sqrt(variance / count) };
}

/**
 * A ratio of sums with its interval by the delta method, as for regenerative cycles (Law, "Simulation modeling and analysis", 5th ed., 9.5.3): the mean of
 * x / y over replications would be biased where y varies. Null where there is nothing to divide by.
 */
export function ratioOf(count: number, { x, y, xx, xy, yy }: RatioSums): Measured {
  if (y === 0) return { value: null, halfWidth: null };
  const value = x / y;
  if (count < 2) return { value, halfWidth: null };
  const variance = Math.max(0, (xx - 2 * value * xy + value * value * yy) / (count - 1));
  return { value, halfWidth: (studentQuantile(count - 1) * Math.sqrt(variance / count) * count) / y };
}

/** A ratio that is a share of cases. Where all or none of them were so, the spread says nothing and the exact bound of y cases is stated. */
export function shareOf(count: number, sums: RatioSums): Measured {
  const measured = ratioOf(count, sums);
  if (measured.value !== 0 && measured.value !== 1) return measured;
  return { value: measured.value, halfWidth: 1 - TAIL ** (1 / Math.max(1, sums.y)) };
}

/** Bounds of a chance of which `kept` of `count` tries came true (Wilson 1927). */
export function chanceBounds(kept: number, count: number): { readonly lower: number; readonly upper: number } {
  const share = kept / count;
  const centre = share + (Z * Z) / (2 * count);
  const spread = Z * Math.sqrt((share * (1 - share)) / count + (Z * Z) / (4 * count * count));
  const scale = 1 + (Z * Z) / count;
  return { lower: Math.max(0, (centre - spread) / scale), upper: Math.min(1, (centre + spread) / scale) };
}
