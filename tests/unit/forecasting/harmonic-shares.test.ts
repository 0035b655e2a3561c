import { describe, expect, test } from 'vitest';
import { harmonicShares } from '../../../src/forecasting/harmonic-shares.ts';
import { normals, uniforms } from '../../../src/forecasting/random-numbers.ts';
import type { Profile } from '../../../src/forecasting/weighted-profile.ts';

const WEEKS = 8;
/** So long that all weeks weigh alike. */
const HALF_LIFE = 10_000;

/** Mean of eight weeks of counts with variance = mean around `truth`, open on the first weekdays. */
function drawn(slots: number, weekdays: number, truth: (weekday: number, slot: number) => number, seed = 1): Profile {
  const normal = normals(uniforms(seed));
  const means = new Float64Array(7 * slots);
  for (let place = 0; place < weekdays * slots; place += 1) {
    const mean = truth(Math.floor(place / slots), place % slots);
    means[place] = Math.max(0, mean + Math.sqrt(mean / WEEKS) * normal());
  }
  const weights = Float64Array.from({ length: 7 }, (_, weekday) => (weekday < weekdays ? WEEKS : 0));
  return { slots, means, weights };
}

/** Sum over the week of the distance to the true shares. */
function distance(shares: Float64Array, slots: number, weekdays: number, truth: (day: number, slot: number) => number) {
  let sum = 0;
  for (let weekday = 0; weekday < weekdays; weekday += 1) {
    const row = Array.from({ length: slots }, (_, slot) => truth(weekday, slot));
    const total = row.reduce((all, each) => all + each, 0);
    row.forEach((each, slot) => {
      sum += Math.abs((shares[weekday * slots + slot] as number) - each / total);
    });
  }
  return sum;
}

function plain({ slots, means }: Profile): Float64Array {
  return means.map((each, place) => {
    const row = means.subarray(Math.floor(place / slots) * slots, (Math.floor(place / slots) + 1) * slots);
    return (
      each /
      Math.max(
        1e-9,
        row.reduce((sum, other) => sum + other, 0),
      )
    );
  });
}

const smooth = (_: number, slot: number) => 4 + 3 * Math.sin((2 * Math.PI * slot) / 24);

describe('shares by harmonic regression', () => {
  test.each([
    [24, 7],
    [24, 5],
    [23, 5],
    [1, 7],
  ])('sum to 1 on each open weekday and are 0 on others: %i slots, %i weekdays', (slots, weekdays) => {
    const shares = harmonicShares(drawn(slots, weekdays, smooth), HALF_LIFE, 1);
    for (let weekday = 0; weekday < 7; weekday += 1) {
      const row = shares.subarray(weekday * slots, (weekday + 1) * slots);
      const sum = row.reduce((total, each) => total + each, 0);
      expect(sum).toBeCloseTo(weekday < weekdays ? 1 : 0, 12);
      expect(row.every((each) => each >= 0)).toBe(true);
    }
  });

  test('of a small queue with a smooth day are less than half as far from the truth as its means', () => {
    const profile = drawn(24, 7, smooth);
    const own = distance(harmonicShares(profile, HALF_LIFE, 1), 24, 7, smooth);
    expect(own).toBeLessThan(0.5 * distance(plain(profile), 24, 7, smooth));
  });

  test('of a large queue keep a sharp start and a weekday of its own', () => {
    const sharp = (weekday: number, slot: number) => {
      if (weekday === 5) return slot < 12 ? 0 : 4000;
      return slot < 8 ? 0 : 10_000;
    };
    const profile = drawn(24, 6, sharp);
    const shares = harmonicShares(profile, HALF_LIFE, 1);
    expect(shares[8]).toBeCloseTo(1 / 16, 2);
    expect(shares[7]).toBe(0);
    expect(shares[5 * 24 + 12]).toBeCloseTo(1 / 12, 2);
    expect(shares[5 * 24 + 11]).toBe(0);
  });

  test('believe counts that scatter more a little less', () => {
    const uneven = (weekday: number, slot: number) => smooth(weekday, slot) * (slot % 2 === 0 ? 1.3 : 0.7);
    const profile = drawn(24, 7, uneven);
    const unevenness = (scatter: number) => {
      const shares = harmonicShares(profile, HALF_LIFE, scatter);
      return (shares[6] as number) / (shares[7] as number);
    };
    expect(unevenness(1)).toBeGreaterThan(unevenness(8));
  });

  test('are 0 of a history without contacts', () => {
    expect(
      harmonicShares(
        drawn(24, 7, () => 0),
        HALF_LIFE,
        1,
      ).some((each) => each !== 0),
    ).toBe(false);
  });
});
