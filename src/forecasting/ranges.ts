import type { ForecastRange } from '../domain/forecast.ts';

/** Residuals on the scale on which counts of any size spread alike: sqrt(count + 3/8) (Anscombe 1948). */
export function stabilised(count: number): number {
  return Math.sqrt(count + 0.375);
}

/** Pairs of a forecast and what came, with the origin that each was made at. */
export type Residuals = {
  readonly forecast: Float64Array;
  readonly actual: Float64Array;
  readonly origin: Uint8Array;
};

/** Gives the 80 and 95 per cent ranges around an expected count. */
export type RangeAround = (expected: number) => ForecastRange;

type Pool = { readonly upTo: number; readonly quantiles: readonly [number, number, number, number] };

const POOLS = 6;
const LEAST_IN_POOL = 250;
/** With fewer nothing is learned. */
export const LEAST_RESIDUALS = 20;
/**
 * Shares cut off on either side. They are a twentieth below the nominal 2.5 and 10 per cent: the half-lives and weights were chosen
 * on these same residuals, which makes them smaller than those to come.
 */
const CUT_95 = 0.02375;
const CUT_80 = 0.095;

/** One side of a range is at least this part of the other. */
const LEAST_SIDE = 1 / 3;

/**
 * Learns ranges from residuals, with no assumption on their shape (split-conformal, as in Lei et al. 2018): residuals on the
 * stabilised scale are pooled by size of the forecast, and the outer quantiles of a pool are laid around a new forecast of its
 * size. With fewer than 20 residuals ranges are those of a Poisson count with a level that is wrong by 15 per cent. Bounds are
 * never negative and hold the expected count.
 */
export function learnRange(residuals: Residuals): RangeAround {
  const pools = poolsOf(residuals);
  return (expected) => (pools.length === 0 ? assumed(expected) : around(expected, quantilesAt(pools, expected)));
}

/** The wider of two ranges on either side: what lies further ahead is not better known. */
export function atLeast(nearer: RangeAround, farther: RangeAround): RangeAround {
  return (expected) => {
    const [one, two] = [nearer(expected), farther(expected)];
    return {
      lower80: Math.min(one.lower80, two.lower80),
      upper80: Math.max(one.upper80, two.upper80),
      lower95: Math.min(one.lower95, two.lower95),
      upper95: Math.max(one.upper95, two.upper95),
    };
  };
}

function poolsOf(residuals: Residuals): readonly Pool[] {
  if (residuals.forecast.length < LEAST_RESIDUALS) return [];
  const order = [...residuals.forecast.keys()].sort(
    (a, b) => (residuals.forecast[a] as number) - (residuals.forecast[b] as number),
  );
  const count = Math.max(1, Math.min(POOLS, Math.floor(order.length / LEAST_IN_POOL)));
  return Array.from({ length: count }, (_, pool) => {
    const part = order.slice(
      Math.floor((pool * order.length) / count),
      Math.floor(((pool + 1) * order.length) / count),
    );
    const spread = part.map((each) => {
      return stabilised(residuals.actual[each] as number) - stabilised(residuals.forecast[each] as number);
    });
    const origins = part.map((each) => residuals.origin[each] as number);
    const upTo = pool === count - 1 ? Number.POSITIVE_INFINITY : (residuals.forecast[part.at(-1) as number] as number);
    return { upTo, quantiles: quantilesOf(spread, origins) };
  });
}

/**
 * Outer quantiles of the residuals. Where nearly all errors were on one side, which may have been of its time, the other side is
 * widened to a third of it: the expected count never lies at the edge of its own range.
 */
function quantilesOf(spread: readonly number[], origins: readonly number[]): Pool['quantiles'] {
  const sorted = [...spread].sort((a, b) => a - b);
  const [low95, high95] = sides(spread, sorted, origins, CUT_95);
  const [low80, high80] = sides(spread, sorted, origins, CUT_80);
  return [Math.min(low95, low80), low80, high80, Math.max(high95, high80)];
}

/**
 * The order statistics that cut a share off on either side, with the conformal correction for a finite number n of residuals
 * that tell something of their own: (n + 1) / n of what is to be held.
 */
function sides(
  spread: readonly number[],
  sorted: readonly number[],
  origins: readonly number[],
  share: number,
): readonly [number, number] {
  const [from, to] = cutOff(sorted, share);
  const shared = sharedError(
    spread.map((each) => each < from || each > to),
    origins,
  );
  const [low, high] = cutOff(sorted, Math.max(0, 1 - (1 - share) * (1 + shared / sorted.length)));
  return [Math.min(low, -LEAST_SIDE * high), Math.max(high, -LEAST_SIDE * low)];
}

function cutOff(sorted: readonly number[], share: number): readonly [number, number] {
  const rank = Math.max(1, Math.floor(share * sorted.length));
  return [sorted[rank - 1] as number, sorted[sorted.length - rank] as number];
}

/**
 * How many residuals tell as much as one that is independent (the design effect of Kish 1965, at least 1): those of one origin
 * share the error of its level, the more so the fewer intervals a day has. Variance of the origins' shares of misses, each
 * times its number of residuals / variance of a miss.
 */
function sharedError(isMiss: readonly boolean[], origins: readonly number[]): number {
  const counts = new Map<number, { readonly misses: number; readonly count: number }>();
  let misses = 0;
  isMiss.forEach((miss, index) => {
    const origin = origins[index] as number;
    const known = counts.get(origin) ?? { misses: 0, count: 0 };
    const one = miss ? 1 : 0;
    counts.set(origin, { misses: known.misses + one, count: known.count + 1 });
    misses += one;
  });
  if (counts.size < 2 || misses === 0) return 1;
  const share = misses / isMiss.length;
  let between = 0;
  for (const own of counts.values()) between += own.count * (own.misses / own.count - share) ** 2;
  return Math.max(1, between / (counts.size - 1) / (share * (1 - share)));
}

function quantilesAt(pools: readonly Pool[], expected: number): Pool['quantiles'] {
  return (pools.find((pool) => expected <= pool.upTo) ?? pools.at(-1)!).quantiles;
}

function around(expected: number, quantiles: Pool['quantiles']): ForecastRange {
  const [low95, low80, high80, high95] = quantiles;
  const at = (shift: number) => Math.max(0, stabilised(expected) + shift) ** 2 - 0.375;
  const lower80 = Math.min(expected, Math.max(0, at(low80)));
  const upper80 = Math.max(expected, at(high80));
  return {
    lower80,
    upper80,
    lower95: Math.min(lower80, Math.max(0, at(low95))),
    upper95: Math.max(upper80, at(high95)),
  };
}

function assumed(expected: number): ForecastRange {
  const sigma = Math.sqrt(0.25 + 0.15 ** 2 * (expected / 4));
  return around(expected, [-1.96 * sigma, -1.2816 * sigma, 1.2816 * sigma, 1.96 * sigma]);
}
