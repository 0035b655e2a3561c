import type { ForecastRange } from '../domain/forecast.ts';

/** Residuals on the scale on which counts of any size spread alike: sqrt(count + 3/8) (Anscombe 1948). */
function stabilised(count: number): number {
  return Math.sqrt(count + 0.375);
}

/** One pair of a forecast and what came, with how many days ahead it was made. */
export type Residuals = {
  readonly forecast: Float64Array;
  readonly actual: Float64Array;
  readonly ahead: Uint8Array;
};

/** Gives the 80 and 95 per cent ranges around an expected count, `ahead` days from the origin (0 is the first). */
export type RangeOf = (expected: number, ahead: number) => ForecastRange;

type Pool = { readonly upTo: number; readonly quantiles: readonly [number, number, number, number] };

/** Weeks ahead at which a new pool of residuals begins. */
const WEEKS_AHEAD: readonly number[] = [0, 1, 4];
const POOLS = 6;
const LEAST_IN_POOL = 250;
const LEAST_RESIDUALS = 20;
/**
 * Shares cut off on either side. They are a tenth below the nominal 2.5 and 10 per cent: the half-lives and weights were chosen
 * on these same residuals, which makes them smaller than those to come.
 */
const CUT_95 = 0.0225;
const CUT_80 = 0.09;

/**
 * Learns ranges from residuals, with no assumption on their shape (split-conformal, as in Lei et al. 2018): residuals on the
 * stabilised scale are pooled by weeks ahead (first, to fourth, later) and by size of the forecast, and the outer quantiles
 * of a pool are laid around a new forecast of its size. With fewer than 20 residuals ranges are
 * those of a Poisson count with a level that is wrong by 15 per cent. Bounds are never negative and hold the expected count.
 */
export function learnRanges(residuals: Residuals): RangeOf {
  const groups = WEEKS_AHEAD.map((from, group) => {
    const to = WEEKS_AHEAD[group + 1] ?? Number.POSITIVE_INFINITY;
    const inGroup: number[] = [];
    for (let index = 0; index < residuals.forecast.length; index += 1) {
      const week = Math.floor((residuals.ahead[index] as number) / 7);
      if (week >= from && week < to) inGroup.push(index);
    }
    return poolsOf(residuals, inGroup);
  });
  return (expected, ahead) => {
    const week = Math.floor(ahead / 7);
    let pools: readonly Pool[] = [];
    // A history too short to have seen so far ahead lends the ranges of what it has seen.
    WEEKS_AHEAD.forEach((from, group) => {
      const found = groups[group] as readonly Pool[];
      if (week >= from && found.length > 0) pools = found;
    });
    return pools.length === 0 ? assumed(expected) : around(expected, quantilesAt(pools, expected));
  };
}

function poolsOf(residuals: Residuals, indexes: readonly number[]): readonly Pool[] {
  if (indexes.length < LEAST_RESIDUALS) return [];
  const order = [...indexes].sort((a, b) => (residuals.forecast[a] as number) - (residuals.forecast[b] as number));
  const count = Math.max(1, Math.min(POOLS, Math.floor(order.length / LEAST_IN_POOL)));
  return Array.from({ length: count }, (_, pool) => {
    const part = order.slice(
      Math.floor((pool * order.length) / count),
      Math.floor(((pool + 1) * order.length) / count),
    );
    const spread = part
      .map((each) => stabilised(residuals.actual[each] as number) - stabilised(residuals.forecast[each] as number))
      .sort((a, b) => a - b);
    const upTo = pool === count - 1 ? Number.POSITIVE_INFINITY : (residuals.forecast[part.at(-1) as number] as number);
    return {
      upTo,
      quantiles: [lower(spread, CUT_95), lower(spread, CUT_80), upper(spread, 1 - CUT_80), upper(spread, 1 - CUT_95)],
    };
  });
}

/** Order statistics with the conformal correction for a finite pool: the bound errs to the wide side. */
function lower(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.floor((sorted.length + 1) * share) - 1)] as number;
}
function upper(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length + 1) * share) - 1)] as number;
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
