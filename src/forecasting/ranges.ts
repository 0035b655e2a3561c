import type { ForecastRange } from '../domain/forecast.ts';

/** Residuals on the scale on which counts of any size spread alike: sqrt(count + 3/8) (Anscombe 1948). */
export function stabilised(count: number): number {
  return Math.sqrt(count + 0.375);
}

/** Pairs of a forecast and what came, with the origin that each was made at and what an origin weighs (by its index, above 0). */
export type Residuals = {
  readonly forecast: Float64Array;
  readonly actual: Float64Array;
  readonly origin: Uint8Array;
  /** How little was known of what special days do to the day: variance of the log of its level. Without it no day was special. */
  readonly specialVariance?: Float64Array;
  readonly weights: readonly number[];
};

/** Origins over which what an error weighs halves: series grow calmer, or wilder, over months. */
const HALF_LIFE_ORIGINS = 10;
/** An origin at which half of the days were known weighs an eighth of one at which all were: its errors were larger. */
const TRUST_POWER = 3;

/** What the errors of each origin weigh, by the days that were known at it, in order of time. */
export function originWeights(origins: readonly number[]): readonly number[] {
  const newest = origins.at(-1) ?? 1;
  return origins.map((known, index) => {
    return 0.5 ** ((origins.length - 1 - index) / HALF_LIFE_ORIGINS) * (known / newest) ** TRUST_POWER;
  });
}

/** Gives the 80 and 95 per cent ranges around an expected count; wider where little is known of a special day (variance of the log of its level). */
export type RangeAround = (expected: number, specialVariance?: number) => ForecastRange;

type Quantiles = readonly [number, number, number, number];
/** Quantiles are of days like others, whose errors have the variance `ordinary`. */
type Pool = { readonly upTo: number; readonly ordinary: number; readonly quantiles: Quantiles };

const POOLS = 6;
const LEAST_IN_POOL = 250;
/** With fewer nothing is learned. */
export const LEAST_RESIDUALS = 20;
/** Shares cut off on either side. */
const CUT_95 = 0.025;
const CUT_80 = 0.1;
/**
 * How much of the correction for a finite number of residuals is made. In full it bounds the mean coverage from below whatever the errors are
 * like, and 80 per cent ranges of real series then held 82 to 87; with six tenths of it 78 to 84, and the pinball loss was larger.
 */
const CORRECTED = 0.4;

/** One side of a range is at least this part of the other. */
const LEAST_SIDE = 1 / 3;

/**
 * Learns ranges from residuals, with no assumption on their shape (split-conformal, as in Lei et al. 2018, with the weights of Barber et al. 2023
 * for errors that change over time): residuals on the stabilised scale are pooled by size of the forecast, and the outer quantiles of a pool are laid
 * around a new forecast of its size. Those of special days are divided by how much wider they are expected to be, as the range of such a day is multiplied by it (normalised scores:
 * Papadopoulos, Gammerman & Vovk 2008). With fewer than 20 residuals ranges are those of a Poisson count with a level that is wrong by 15 per cent. Bounds are
 * never negative and hold the expected count.
 */
export function learnRange(residuals: Residuals): RangeAround {
  const pools = poolsOf(residuals);
  return (expected, specialVariance = 0) => {
    if (pools.length === 0) return assumed(expected);
    const { ordinary, quantiles } = poolAt(pools, expected);
    const [low95, low80, high80, high95] = quantiles;
    const scale = widened(expected, specialVariance, ordinary);
    return aroundRoot(expected, [scale * low95, scale * low80, scale * high80, scale * high95]);
  };
}

/** The wider of two ranges on either side: what lies further ahead is not better known. */
export function atLeast(nearer: RangeAround, farther: RangeAround): RangeAround {
  return (expected, specialVariance) => {
    const [one, two] = [nearer(expected, specialVariance), farther(expected, specialVariance)];
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
    const raw = part.map((each) => {
      return stabilised(residuals.actual[each] as number) - stabilised(residuals.forecast[each] as number);
    });
    const ordinary = ordinaryVariance(raw);
    const spread = part.map((each, index) => {
      const [expected, variance] = [residuals.forecast[each] as number, residuals.specialVariance?.[each] ?? 0];
      return (raw[index] as number) / widened(expected, variance, ordinary);
    });
    const origins = part.map((each) => residuals.origin[each] as number);
    const weights = origins.map((each) => residuals.weights[each] as number);
    const upTo = pool === count - 1 ? Number.POSITIVE_INFINITY : (residuals.forecast[part.at(-1) as number] as number);
    return { upTo, ordinary, quantiles: quantilesOf({ spread, origins, weights }) };
  });
}

/** Residuals of one pool; each array has an element per residual. */
type Spread = {
  readonly spread: readonly number[];
  readonly origins: readonly number[];
  readonly weights: readonly number[];
};

/**
 * Outer quantiles of the residuals. Where nearly all errors were on one side, which may have been of its time, the other side is
 * widened to a third of it: the expected count never lies at the edge of its own range.
 */
function quantilesOf(residuals: Spread): Quantiles {
  const { spread } = residuals;
  const order = [...spread.keys()].sort((a, b) => (spread[a] as number) - (spread[b] as number));
  const [low95, high95] = sides(residuals, order, CUT_95);
  const [low80, high80] = sides(residuals, order, CUT_80);
  return [Math.min(low95, low80), low80, high80, Math.max(high95, high80)];
}

/**
 * The order statistics that cut a share of the weight off on either side, with a conformal correction for a finite number n of residuals that tell something
 * of their own: (n + 1) / n of what is to be held. With weights n is (sum w)^2 / sum w^2 (Kish 1965).
 */
function sides(residuals: Spread, order: readonly number[], share: number): readonly [number, number] {
  const { spread, origins, weights } = residuals;
  const [from, to] = cutOff(residuals, order, share);
  const shared = sharedError(
    spread.map((each) => each < from || each > to),
    origins,
  );
  const total = weights.reduce((sum, each) => sum + each, 0);
  const count = total ** 2 / weights.reduce((sum, each) => sum + each * each, 0);
  const held = (1 - share) * (1 + (CORRECTED * shared) / count);
  const [low, high] = cutOff(residuals, order, Math.max(0, 1 - held));
  return [Math.min(low, -LEAST_SIDE * high), Math.max(high, -LEAST_SIDE * low)];
}

/** Sums of weights that are apart by less are equal. */
const ROUNDING = 1e-9;

/** The innermost residuals with no more than the share of the weight at or beyond them, or the outermost ones where there are none. */
function cutOff({ spread, weights }: Spread, order: readonly number[], share: number): readonly [number, number] {
  const limit = share * weights.reduce((sum, each) => sum + each, 0) * (1 + ROUNDING);
  const inwards = (places: readonly number[]) => {
    let sum = 0;
    let found = places[0] as number;
    for (const place of places) {
      sum += weights[place] as number;
      if (sum > limit) break;
      found = place;
    }
    return spread[found] as number;
  };
  return [inwards(order), inwards(order.toReversed())];
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

function poolAt(pools: readonly Pool[], expected: number): Pool {
  return pools.find((pool) => expected <= pool.upTo) ?? pools.at(-1)!;
}

/**
 * How many times as far an error spreads as on a day like others. A log level of variance v moves a root by the variance of expected x v / 4, which comes on top of
 * that of other days.
 */
function widened(expected: number, specialVariance: number, ordinary: number): number {
  return ordinary > 0 ? Math.sqrt(1 + (expected * specialVariance) / (4 * ordinary)) : 1;
}

/** Variance of errors on days like others by their median, which the few others do not move. */
function ordinaryVariance(spread: readonly number[]): number {
  const sizes = Float64Array.from(spread, Math.abs).sort();
  return (1.4826 * (sizes[Math.floor(sizes.length / 2)] as number)) ** 2;
}

/** The range around an expected count by its four outer quantiles on the root scale (2.5, 10, 90 and 97.5 per cent); it holds the count. */
export function aroundRoot(expected: number, quantiles: Quantiles): ForecastRange {
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
  return aroundRoot(expected, [-1.96 * sigma, -1.2816 * sigma, 1.2816 * sigma, 1.96 * sigma]);
}
