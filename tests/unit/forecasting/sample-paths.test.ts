import { describe, expect, test } from 'vitest';
import { countQuantiles, normalQuantile, normalShare } from '../../../src/forecasting/count-quantiles.ts';
import { learnDependence } from '../../../src/forecasting/dependence.ts';
import { learnRange } from '../../../src/forecasting/ranges.ts';
import { samplePaths } from '../../../src/forecasting/sample-paths.ts';
import { noise } from '../../fixtures/weekly-history.ts';

const PATHS = 4000;
const intervals = Array.from({ length: 96 }, (_, index) => ({
  expected: 100,
  ahead: Math.floor(index / 24),
  open: index % 24 > 7,
}));

/** Counts around an expected one, normal with a standard deviation of 20. */
function drawn(dependence: { origin: number; day: number; near: number }, seed = 7) {
  const forecaster = {
    quantileOf: (expected: number, _: number, share: number) => expected + 20 * normalQuantile(share),
    dependenceAt: () => dependence,
  };
  return samplePaths(forecaster, intervals, { paths: PATHS, seed });
}

function sumsOver(counts: Float64Array, of: (index: number) => boolean): Float64Array {
  return Float64Array.from({ length: PATHS }, (_, path) =>
    counts
      .subarray(path * intervals.length, (path + 1) * intervals.length)
      .reduce((sum, each, index) => sum + (of(index) ? each : 0), 0),
  );
}

function deviation(values: Float64Array): number {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  return Math.sqrt(values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / values.length);
}

describe('sample paths', () => {
  test('are whole counts, 0 where closed, with the mean and scatter of the interval', () => {
    const { counts } = drawn({ origin: 0.2, day: 0.2, near: 0.2 });
    expect(counts.every((each) => Number.isInteger(each) && each >= 0)).toBe(true);
    expect(sumsOver(counts, (index) => index % 24 <= 7).every((each) => each === 0)).toBe(true);
    const one = sumsOver(counts, (index) => index === 40);
    expect(one.reduce((sum, each) => sum + each, 0) / PATHS).toBeCloseTo(100, -0.5);
    expect(deviation(one)).toBeGreaterThan(19);
    expect(deviation(one)).toBeLessThan(21);
  });

  // The variance of a sum of n equal intervals: 400 (n + n (n - 1) correlation), plus a twelfth each for rounding.
  test.each([
    [{ origin: 0, day: 0, near: 0 }, 0, 0],
    [{ origin: 0.3, day: 0, near: 0 }, 0.3, 0.3],
    [{ origin: 0.1, day: 0.5, near: 0 }, 0.6, 0.1],
  ])('go together within a day and between days as %j says', (dependence, within, between) => {
    const { counts } = drawn(dependence);
    const day = deviation(sumsOver(counts, (index) => index < 24)) ** 2 / 400;
    expect(day / (16 + 16 * 15 * within)).toBeGreaterThan(0.9);
    expect(day / (16 + 16 * 15 * within)).toBeLessThan(1.1);
    const all = deviation(sumsOver(counts, () => true)) ** 2 / 400;
    const expected = 64 + 4 * 16 * 15 * within + 64 * 48 * between;
    expect(all / expected).toBeGreaterThan(0.9);
    expect(all / expected).toBeLessThan(1.1);
  });

  test('are the same for the same seed and others for another', () => {
    const dependence = { origin: 0.1, day: 0.1, near: 0.1 };
    expect(drawn(dependence, 3).counts).toEqual(drawn(dependence, 3).counts);
    expect(drawn(dependence, 4).counts).not.toEqual(drawn(dependence, 3).counts);
  });
});

describe('what errors share', () => {
  const origins = 40;
  const size = origins * 7 * 10;
  const forecast = new Float64Array(size).fill(400);
  const holdout = (score: (origin: number, day: number, index: number) => number) => {
    return {
      origins: Array.from({ length: origins }, (_, origin) => 100 + 7 * origin),
      origin: Uint8Array.from(forecast, (_, index) => Math.floor(index / 70)),
      ahead: Uint8Array.from(forecast, (_, index) => Math.floor(index / 10) % 7),
      places: Float64Array.from(forecast, (_, index) => index),
      specialVariance: new Float64Array(forecast.length),
      actual: Float64Array.from(forecast, (_, index) => {
        return (20 + score(Math.floor(index / 70), Math.floor(index / 10), index)) ** 2;
      }),
      weekBefore: forecast,
      slot: new Uint16Array(forecast.length),
      members: [],
    };
  };
  const draw = (place: number, stream: number) => noise(place, stream);
  test.each([
    ['nothing', (_: number, __: number, index: number) => draw(index, 1), [0, 0]],
    ['the origin', (origin: number, _: number, index: number) => draw(origin, 2) + draw(index, 3), [0.5, 0]],
    ['the day', (_: number, day: number, index: number) => draw(day, 4) + draw(index, 5), [0, 0.5]],
  ] as const)('is found where it is %s', (_, score, [origin, day]) => {
    const found = learnDependence(holdout(score), forecast);
    expect(Math.abs(found.origin - origin)).toBeLessThan(0.12);
    expect(Math.abs(found.day - day)).toBeLessThan(0.12);
    expect(found.near).toBeLessThan(0.15);
  });
});

describe('the distribution of a count', () => {
  const size = 2000;
  const forecast = Float64Array.from({ length: size }, (_, index) => 50 + (index % 100));
  const actual = forecast.map((each, index) => Math.max(0, each + 3 * Math.sqrt(each) * noise(index, 7)));
  const residuals = {
    forecast,
    actual,
    origin: Uint8Array.from(forecast, (_, index) => index % 26),
    weights: new Array<number>(26).fill(1),
  };
  const rangeOf = learnRange(residuals);

  test('has the bounds of the range as its 10 and 90 per cent, and rises', () => {
    const quantile = countQuantiles(residuals, rangeOf);
    for (const expected of [20, 75, 140, 400]) {
      const { lower80, upper80 } = rangeOf(expected);
      expect(quantile(expected, 0.1)).toBeCloseTo(lower80, 6);
      expect(quantile(expected, 0.9)).toBeCloseTo(upper80, 6);
      const rising = [0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99].map((share) => quantile(expected, share));
      expect(rising).toEqual([...rising].sort((a, b) => a - b));
    }
  });

  test('of a history too short for residuals has the bounds of the assumed range', () => {
    const none = { forecast: new Float64Array(0), actual: new Float64Array(0), origin: new Uint8Array(0), weights: [] };
    const assumed = learnRange(none);
    const quantile = countQuantiles(none, assumed);
    expect(quantile(90, 0.1)).toBeCloseTo(assumed(90).lower80, 6);
    expect(quantile(90, 0.9)).toBeCloseTo(assumed(90).upper80, 6);
  });

  test('normal shares and quantiles are each other turned round', () => {
    for (const share of [0.001, 0.02, 0.2, 0.5, 0.77, 0.98, 0.999]) {
      expect(normalShare(normalQuantile(share))).toBeCloseTo(share, 6);
    }
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963985, 8);
  });
});
