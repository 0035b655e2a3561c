import type { SamplePaths } from '../domain/sample-paths.ts';
import { normalShare } from './count-quantiles.ts';
import { NEAR_KEPT } from './dependence.ts';
import type { Forecaster } from './forecaster.ts';

/** An interval to draw counts for, in order of time: `ahead` counts days from the origin (0 is the first). */
export type PathInterval = { readonly expected: number; readonly ahead: number; readonly open: boolean };

/** Largest number of counts in all paths: four weeks of half-hours a thousand times. */
export const MOST_PATH_COUNTS = 2_000_000;

/**
 * Draws futures by a Gaussian copula: an interval's normal score is the sum of one that the whole path shares, one of its day, one that fades from
 * interval to interval and one of its own, in the shares that past errors had; the score becomes a count by the interval's own distribution, whose quantiles are its
 * ranges. Counts are rounded at random so that their mean is kept.
 */
export function samplePaths(
  forecaster: Pick<Forecaster, 'quantileOf' | 'dependenceAt'>,
  intervals: readonly PathInterval[],
  { paths, seed }: { readonly paths: number; readonly seed: number },
): SamplePaths {
  const counts = new Float64Array(paths * intervals.length);
  const uniform = uniforms(seed);
  const normal = normals(uniform);
  const quantiles = intervals.map(({ expected, ahead, open }) =>
    open ? table(forecaster, expected, ahead) : undefined,
  );
  const dependences = intervals.map(({ ahead }) => forecaster.dependenceAt(ahead));
  for (let path = 0; path < paths; path += 1) {
    const shared = normal();
    let day = -1;
    let ofDay = 0;
    let fading = 0;
    for (let index = 0; index < intervals.length; index += 1) {
      const { ahead } = intervals[index] as PathInterval;
      if (ahead !== day) {
        day = ahead;
        ofDay = normal();
        fading = normal();
      } else {
        fading = NEAR_KEPT * fading + Math.sqrt(1 - NEAR_KEPT ** 2) * normal();
      }
      const own = normal();
      const rounding = uniform();
      const quantile = quantiles[index];
      if (quantile === undefined) continue;
      const shares = dependences[index] as ReturnType<Forecaster['dependenceAt']>;
      const score =
        Math.sqrt(shares.origin) * shared +
        Math.sqrt(shares.day) * ofDay +
        Math.sqrt(shares.near) * fading +
        Math.sqrt(Math.max(0, 1 - shares.origin - shares.day - shares.near)) * own;
      counts[path * intervals.length + index] = Math.floor(lookUp(quantile, normalShare(score)) + rounding);
    }
  }
  return { paths, intervals: intervals.length, counts, seed };
}

const STEPS = 200;

/** The quantiles at the middles of equal shares: reading them is much faster than finding them anew for each path. */
function table(forecaster: Pick<Forecaster, 'quantileOf'>, expected: number, ahead: number): Float64Array {
  const values = Float64Array.from({ length: STEPS }, (_, step) =>
    forecaster.quantileOf(expected, ahead, (step + 0.5) / STEPS),
  );
  return values;
}

function lookUp(values: Float64Array, share: number): number {
  const place = Math.min(STEPS - 1, Math.max(0, share * STEPS - 0.5));
  const low = Math.floor(place);
  const below = values[low] as number;
  return below + (place - low) * ((values[Math.min(STEPS - 1, low + 1)] as number) - below);
}

/** Uniform numbers in [0, 1) (mulberry32 by Tommy Ettinger): the same for the same seed. */
function uniforms(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Standard normal numbers from uniform ones, two at a time (Box & Muller 1958). */
function normals(uniform: () => number): () => number {
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const one = spare;
      spare = undefined;
      return one;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
