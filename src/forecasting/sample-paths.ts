import type { SamplePaths } from '../domain/sample-paths.ts';
import { normalShare } from './count-quantiles.ts';
import { type Dependence, NEAR_KEPT } from './dependence.ts';
import type { Forecaster } from './forecaster.ts';
import { normals, uniforms } from './random-numbers.ts';

/** An interval to draw counts for, in order of time: `ahead` counts days from the origin (0 is the first). */
export type PathInterval = { readonly expected: number; readonly ahead: number; readonly open: boolean };

/** Largest number of counts in all paths: four weeks of half-hours a thousand times. */
export const MOST_PATH_COUNTS = 2_000_000;

/** A queue to draw for: its distributions and its intervals, which are those of all other queues drawn with it. */
export type PathNode = {
  readonly forecaster: Pick<Forecaster, 'quantileOf' | 'dependenceAt'>;
  readonly intervals: readonly PathInterval[];
};

/**
 * Draws futures by a Gaussian copula: an interval's normal score is the sum of one that the whole path shares, one of its day, one that fades from
 * interval to interval and one of its own, in the shares that past errors had; the score becomes a count by the interval's own distribution, whose quantiles are its
 * ranges. Counts are rounded at random so that their mean is kept.
 */
export function samplePaths(
  forecaster: PathNode['forecaster'],
  intervals: readonly PathInterval[],
  asked: { readonly paths: number; readonly seed: number },
): SamplePaths {
  const [counts] = jointPaths([{ forecaster, intervals }], { days: ALONE, within: ALONE }, asked);
  return { paths: asked.paths, intervals: intervals.length, counts: counts as Float64Array, seed: asked.seed };
}

/** How scores of several queues go together: lower triangles L (rows of a square, flat), so that L z has their correlations. */
export type Together = {
  /** Of what whole paths and days share. */
  readonly days: Float64Array;
  /** Of what intervals have of their own. */
  readonly within: Float64Array;
};

const ALONE = Float64Array.of(1);

/** Draws futures of several queues at once; counts by queue, `counts[path * intervals + interval]`. */
export function jointPaths(
  nodes: readonly PathNode[],
  together: Together,
  { paths, seed }: { readonly paths: number; readonly seed: number },
): readonly Float64Array[] {
  const size = nodes.length;
  const length = nodes[0]?.intervals.length ?? 0;
  const counts = nodes.map(() => new Float64Array(paths * length));
  const uniform = uniforms(seed);
  const normal = normals(uniform);
  const quantiles = nodes.map(({ forecaster, intervals }) =>
    intervals.map(({ expected, ahead, open }) => (open ? table(forecaster, expected, ahead) : undefined)),
  );
  const dependences = nodes.map(({ forecaster, intervals }) =>
    intervals.map(({ ahead }) => forecaster.dependenceAt(ahead)),
  );
  const drawn = new Float64Array(size);
  const draw = (by: Float64Array, into: Float64Array) => {
    for (let node = 0; node < size; node += 1) drawn[node] = normal();
    for (let node = 0; node < size; node += 1) {
      let sum = 0;
      for (let other = 0; other <= node; other += 1)
        sum += (by[node * size + other] as number) * (drawn[other] as number);
      into[node] = sum;
    }
  };
  const shared = new Float64Array(size);
  const ofDay = new Float64Array(size);
  const fading = new Float64Array(size);
  const fresh = new Float64Array(size);
  const own = new Float64Array(size);
  for (let path = 0; path < paths; path += 1) {
    draw(together.days, shared);
    let day = -1;
    for (let index = 0; index < length; index += 1) {
      const { ahead } = (nodes[0] as PathNode).intervals[index] as PathInterval;
      if (ahead !== day) {
        day = ahead;
        draw(together.days, ofDay);
        draw(together.within, fading);
      } else {
        draw(together.within, fresh);
        for (let node = 0; node < size; node += 1) {
          fading[node] = NEAR_KEPT * (fading[node] as number) + Math.sqrt(1 - NEAR_KEPT ** 2) * (fresh[node] as number);
        }
      }
      draw(together.within, own);
      for (let node = 0; node < size; node += 1) {
        const rounding = uniform();
        const quantile = quantiles[node]?.[index];
        if (quantile === undefined) continue;
        const shares = dependences[node]?.[index] as Dependence;
        const score =
          Math.sqrt(shares.origin) * (shared[node] as number) +
          Math.sqrt(shares.day) * (ofDay[node] as number) +
          Math.sqrt(shares.near) * (fading[node] as number) +
          Math.sqrt(Math.max(0, 1 - shares.origin - shares.day - shares.near)) * (own[node] as number);
        (counts[node] as Float64Array)[path * length + index] = Math.floor(
          lookUp(quantile, normalShare(score)) + rounding,
        );
      }
    }
  }
  return counts;
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
