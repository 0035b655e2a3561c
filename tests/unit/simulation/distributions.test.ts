import { describe, expect, it } from 'vitest';
import type { HandlingSpread } from '../../../src/domain/simulation.ts';
import { gammaFactor, normalQuantile, TimeSource } from '../../../src/simulation/distributions.ts';
import { chanceBounds, ratioOf, shareOf, studentQuantile } from '../../../src/simulation/intervals.ts';
import { streamOf } from '../../../src/simulation/random-stream.ts';

const DRAWS = 40_000;

function momentsOf(draw: () => number): { readonly mean: number; readonly deviation: number } {
  let [sum, squares] = [0, 0];
  for (let index = 0; index < DRAWS; index++) {
    const value = draw();
    sum += value;
    squares += value * value;
  }
  const mean = sum / DRAWS;
  return { mean, deviation: Math.sqrt(squares / DRAWS - mean * mean) };
}

describe('quantiles', () => {
  // Python 3.11, statistics.NormalDist().inv_cdf.
  it.each([
    [1e-300, -37.0470962993612],
    [1e-12, -7.034483825301132],
    [0.001, -3.090232306167813],
    [0.07, -1.4757910281791702],
    [0.3, -0.5244005127080407],
    [0.6, 0.2533471031357998],
    [0.999, 3.090232306167813],
  ])('of the normal distribution at %d', (share, expected) => {
    expect(Math.abs(normalQuantile(share) / expected - 1)).toBeLessThan(1e-14);
  });

  // SciPy, stats.t.ppf(0.975, degrees).
  it.each([
    [1, 12.706204736174694],
    [2, 4.302652729749462],
    [3, 3.1824463052837078],
    [5, 2.5705818356363146],
    [9, 2.262157162798205],
    [19, 2.0930240544083087],
    [99, 1.9842169515864174],
    [1000, 1.9623390808264083],
  ])("of Student's t with %d degrees of freedom", (degrees, expected) => {
    expect(Math.abs(studentQuantile(degrees) / expected - 1)).toBeLessThan(2e-4);
  });
});

describe('draws', () => {
  const stream = streamOf(1, 0, 'handling', 7);

  it.each<[HandlingSpread, number]>([
    [{ kind: 'fixed' }, 0],
    [{ kind: 'exponential' }, 1],
    [{ kind: 'lognormal', coefficientOfVariation: 0.7 }, 0.7],
    [{ kind: 'empirical', seconds: [100, 300] }, 0.5],
  ])('of handle times have mean 1 and the spread asked for: %o', (spread, expected) => {
    const source = TimeSource.around1(spread, stream);
    const { mean, deviation } = momentsOf(() => source.next());
    expect(Math.abs(mean - 1)).toBeLessThanOrEqual(4 * (expected / Math.sqrt(DRAWS)));
    expect(Math.abs(deviation - expected)).toBeLessThan(0.03);
  });

  it.each([0.2, 1.5])('of gamma factors have mean 1 and a coefficient of variation of %d', (variation) => {
    const { mean, deviation } = momentsOf(() => gammaFactor(variation, stream));
    expect(Math.abs(mean - 1)).toBeLessThan((4 * variation) / Math.sqrt(DRAWS));
    expect(Math.abs(deviation / variation - 1)).toBeLessThan(0.03);
  });

  it('of one seed differ by replication, purpose and owner, and by the upper half of the seed', () => {
    const keys = [
      streamOf(1, 0, 'handling', 7),
      streamOf(2, 0, 'handling', 7),
      streamOf(1 + 2 ** 32, 0, 'handling', 7),
      streamOf(1, 1, 'handling', 7),
      streamOf(1, 0, 'patience', 7),
      streamOf(1, 0, 'handling', 8),
    ];
    expect(new Set(keys.map((one) => one.uniform())).size).toBe(keys.length);
  });
});

describe('intervals', () => {
  it('of a ratio vanish where every replication has the same one, and are not known of one replication', () => {
    // x = 2 y, y = 1 and 3.
    const sums = { x: 8, y: 4, xx: 40, xy: 20, yy: 10 };
    expect(ratioOf(2, sums)).toEqual({ value: 2, halfWidth: 0 });
    expect(ratioOf(1, sums)).toEqual({ value: 2, halfWidth: null });
    expect(ratioOf(2, { ...sums, x: 0, y: 0 })).toEqual({ value: null, halfWidth: null });
  });

  it('of a share that was always 1 state the exact bound of the cases seen', () => {
    const { value, halfWidth } = shareOf(2, { x: 30, y: 30, xx: 450, xy: 450, yy: 450 });
    expect(value).toBe(1);
    expect((1 - (halfWidth ?? 0)) ** 30).toBeCloseTo(0.025, 10);
  });

  it('of a chance are those of Wilson', () => {
    // statsmodels 0.14, proportion_confint(8, 10, method="wilson").
    const { lower, upper } = chanceBounds(8, 10);
    expect(lower).toBeCloseTo(0.4901625, 6);
    expect(upper).toBeCloseTo(0.9433178, 6);
    expect(chanceBounds(10, 10).upper).toBe(1);
  });
});
