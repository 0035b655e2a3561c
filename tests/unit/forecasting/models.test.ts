import { describe, expect, test } from 'vitest';
import { chooseWeights, combine } from '../../../src/forecasting/combination.ts';
import { type DayMatrix, dayTotals, firstDays } from '../../../src/forecasting/day-matrix.ts';
import { atLeast, learnRange, originWeights } from '../../../src/forecasting/ranges.ts';
import type { Holdout } from '../../../src/forecasting/rolling-origin.ts';
import { cleanSpecialDays } from '../../../src/forecasting/special-days.ts';
import { weekdayMean } from '../../../src/forecasting/weekday-mean.ts';
import { fitWeightedProfile, levelOf, weightedProfile } from '../../../src/forecasting/weighted-profile.ts';
import { fitYearlySeason } from '../../../src/forecasting/yearly-season.ts';
import { noise } from '../../fixtures/weekly-history.ts';

/** Day 4 of the epoch was a Monday. */
const MONDAY = 4;
function matrix(days: number, countAt: (day: number, slot: number) => number, slots = 2): DayMatrix {
  const counts = Float64Array.from({ length: days * slots }, (_, cell) =>
    countAt(Math.floor(cell / slots), cell % slots),
  );
  return { firstDay: MONDAY, days, slots, counts, open: new Uint8Array(days * slots).fill(1) };
}
function predicted(model: { predict: (day: number, into: Float64Array) => void } | undefined, day: number): number[] {
  const into = new Float64Array(2);
  model?.predict(MONDAY + day, into);
  return [...into];
}
const NONE = new Map<number, readonly string[]>();

describe('mean of the last four same weekdays', () => {
  test('is the mean of exactly those, by slot', () => {
    const history = matrix(42, (day, slot) => 100 * Math.floor(day / 7) + 10 * (day % 7) + slot);
    expect(predicted(weekdayMean(4).fit(history), 45)).toEqual([380, 381]);
  });

  test('goes further back where a day is not known', () => {
    const history = matrix(42, (day) => (day === 35 ? Number.NaN : Math.floor(day / 7)));
    expect(predicted(weekdayMean(4).fit(history), 42)).toEqual([2.5, 2.5]);
  });

  test('needs a week', () => {
    expect(weekdayMean(4).fit(matrix(6, () => 1))).toBeUndefined();
    expect(
      fitWeightedProfile(
        matrix(6, () => 1),
        { profileWeeks: 6, levelDays: 21 },
      ),
    ).toBeUndefined();
  });
});

describe('weighted profile with a level', () => {
  test('weighs a day half of one that is a half-life younger', () => {
    const history = matrix(14, (day) => (day < 7 ? 10 : 40));
    expect(weightedProfile(history, 1).means[0]).toBeCloseTo((10 * 0.5 + 40) / 1.5, 9);
  });

  test('is scaled to recent counts, within a factor of 3', () => {
    const history = matrix(140, (day) => (day < 119 ? 10 : 20));
    const model = fitWeightedProfile(history, { profileWeeks: 52, levelDays: 2 });
    expect(predicted(model, 140)[0]).toBeCloseTo(20, 0);
    expect(levelOf(history, { slots: 2, means: new Float64Array(14).fill(1) }, 5)).toBe(3);
    expect(levelOf(history, { slots: 2, means: new Float64Array(14) }, 5)).toBe(1);
  });
});

describe('yearly season', () => {
  test('needs a year and eight weeks', () => {
    expect(
      fitYearlySeason(
        matrix(419, () => 5),
        21,
      ),
    ).toBeUndefined();
    expect(
      fitYearlySeason(
        matrix(420, () => 5),
        21,
      )?.factor(MONDAY + 425),
    ).toBeCloseTo(1, 9);
  });

  test('is the level of the year before against its level at the date of the origin', () => {
    const history = matrix(420, (day) => (day >= 70 && day < 140 ? 15 : 10));
    expect(fitYearlySeason(history, 5)?.factor(MONDAY + 364 + 100)).toBeGreaterThan(1.4);
  });
});

describe('a day matrix', () => {
  test('completes a day of which at least half is known, and leaves out the others', () => {
    const history = matrix(28, (day, slot) =>
      day === 9 && slot === 0 ? Number.NaN : day === 10 && slot === 1 ? Number.NaN : slot === 0 ? 10 : 30,
    );
    const totals = dayTotals(history);
    expect(totals[8]).toBe(40);
    expect(totals[9]).toBe(40);
    expect(totals[10]).toBeNaN();
  });

  test('cut to its first days holds nothing else', () => {
    const cut = firstDays(
      matrix(28, (day) => day),
      7,
    );
    expect([cut.days, cut.counts.length, cut.open.length]).toEqual([7, 14, 14]);
    expect(firstDays(cut, 99).days).toBe(7);
  });
});

describe('cleaning', () => {
  const base = (day: number) => 100 + 5 * noise(day, 0);
  test('drops short runs of outliers and keeps a level that lasts', () => {
    const history = matrix(70, (day) => base(day) * (day === 30 ? 0.2 : day >= 60 ? 2 : 1));
    const { clean } = cleanSpecialDays(history, NONE);
    expect(clean.counts[60]).toBeNaN();
    expect(Number.isNaN(clean.counts[62 * 2])).toBe(false);
  });

  test('divides a mild effect out and drops a day with a strong one', () => {
    const history = matrix(
      70,
      (day) => base(day) * ([20, 27, 34].includes(day) ? 1.12 : [22, 36].includes(day) ? 0.5 : 1),
    );
    const special = new Map<number, readonly string[]>([
      ...[20, 27, 34, 76].map((day) => [MONDAY + day, ['mild']] as const),
      ...[22, 36].map((day) => [MONDAY + day, ['strong']] as const),
    ]);
    const { clean, effects } = cleanSpecialDays(history, special);
    expect(clean.counts[54]).toBeLessThan(history.counts[54] as number);
    expect(clean.counts[44]).toBeNaN();
    expect(effects.logFactor(MONDAY + 76)).toBeGreaterThan(0.04);
    expect(effects.logFactor(MONDAY + 77)).toBe(0);
  });
});

describe('combination', () => {
  const size = 400;
  const actual = Float64Array.from({ length: size }, (_, index) => 100 + 10 * noise(index, 1));
  const off = (amount: number) => actual.map((each, index) => each + amount * noise(index, 2));
  const holdout = (...members: Float64Array[]): Holdout => {
    return {
      origins: Array.from({ length: 26 }, (_, index) => 400 + 7 * index),
      actual,
      weekBefore: actual,
      origin: new Uint8Array(size),
      ahead: new Uint8Array(size),
      slot: new Uint16Array(size),
      places: new Float64Array(size),
      specialVariance: new Float64Array(size),
      members,
    };
  };

  test('gives the weight to the member that is right', () => {
    expect(chooseWeights(holdout(off(30), off(0)), [true, true])).toEqual([0, 1]);
  });

  test('keeps near to what members weigh by their own errors', () => {
    const [worse = 0] = chooseWeights(holdout(off(8), off(7.6)), [true, true]);
    const byError = 1 / (1 + (8 / 7.6) ** 20);
    expect(worse).toBeLessThan(byError);
    expect(worse).toBeGreaterThan(byError - 0.1);
  });

  test('takes a member from elsewhere only where it is worth three hundredths of the error', () => {
    const few = [true, true];
    expect(chooseWeights(holdout(off(10), off(9.9)), few, 1)).toEqual([1, 0]);
    expect(chooseWeights(holdout(off(10), off(8)), few, 1)[1]).toBeGreaterThan(0.5);
    expect(chooseWeights(holdout(off(10), off(9.9)), few, 2)[1]).toBeGreaterThan(0.5);
  });

  test('shares between members that do equally well', () => {
    expect(chooseWeights(holdout(off(8), off(8)), [true, true])).toEqual([0.5, 0.5]);
  });

  test('gives nothing to a member without a forecast', () => {
    const none = new Float64Array(size).fill(Number.NaN);
    const weights = chooseWeights(holdout(off(8), none, off(9)), [true, true, true]);
    expect(weights[1]).toBe(0);
    expect(combine(holdout(off(8), none, off(9)), weights).some(Number.isNaN)).toBe(false);
    expect(chooseWeights(holdout(off(8), off(8)), [false, true])).toEqual([0, 1]);
  });

  test('beats its members where their errors differ', () => {
    const one = actual.map((each, index) => each + 10 * noise(index, 3));
    const two = actual.map((each, index) => each + 10 * noise(index, 4));
    const [first = 0, second = 0] = chooseWeights(holdout(one, two), [true, true]);
    expect(first).toBeGreaterThan(0.2);
    expect(second).toBeGreaterThan(0.2);
  });
});

describe('ranges', () => {
  const size = 3000;
  const forecast = Float64Array.from({ length: size }, (_, index) => 20 + (index % 300));
  const actual = forecast.map((each, index) => each + Math.sqrt(each) * 2 * noise(index, 7));
  const origin = Uint8Array.from(forecast, (_, index) => index % 26);
  const weights = new Array<number>(182).fill(1);
  const rangeOf = learnRange({ forecast, actual, origin, weights });

  test('hold the stated share of new counts of the same kind', () => {
    let in80 = 0;
    let in95 = 0;
    for (let index = 0; index < size; index += 1) {
      const expected = 20 + (index % 300);
      const count = expected + Math.sqrt(expected) * 2 * noise(index, 11);
      const { lower80, upper80, lower95, upper95 } = rangeOf(expected);
      if (count >= lower80 && count <= upper80) in80 += 1;
      if (count >= lower95 && count <= upper95) in95 += 1;
    }
    expect(in80 / size).toBeGreaterThan(0.79);
    expect(in80 / size).toBeLessThan(0.85);
    expect(in95 / size).toBeGreaterThan(0.94);
  });

  test('further ahead are at least as wide as nearer ones, on either side', () => {
    const spread = forecast.map((each, index) => each + 60 * Math.max(0, noise(index, 13)));
    const farther = atLeast(rangeOf, learnRange({ forecast, actual: spread, origin, weights }));
    expect(farther(100).upper80).toBeGreaterThan(rangeOf(100).upper80 + 5);
    expect(farther(100).lower80).toBeLessThanOrEqual(rangeOf(100).lower80);
    expect(farther(100).lower95).toBeLessThanOrEqual(rangeOf(100).lower95);
  });

  test('hold the expected count well inside where all errors were on one side', () => {
    const over = forecast.map((each, index) => each * (0.85 + 0.05 * noise(index, 5)));
    for (const actuals of [over, forecast.map((each, index) => 2 * each - (over[index] as number))]) {
      const { lower80, upper80 } = learnRange({ forecast, actual: actuals, origin, weights })(200);
      expect(200 - lower80).toBeGreaterThan(0.2 * (upper80 - lower80));
      expect(upper80 - 200).toBeGreaterThan(0.2 * (upper80 - lower80));
    }
  });

  test('are wider where the errors of an origin go together, which tell less', () => {
    const few = 182;
    const errors = (index: number) => 10 * noise(index, 3);
    const block = (index: number) => Math.floor(index / 13);
    const shared = Float64Array.from({ length: few }, (_, index) => 200 + errors(block(index)));
    const part = { forecast: new Float64Array(few).fill(200), actual: shared, weights };
    const together = learnRange({ ...part, origin: Uint8Array.from(shared, (_, index) => block(index)) })(200);
    const apart = learnRange({ ...part, origin: Uint8Array.from(shared, (_, index) => index) })(200);
    expect(together.upper80 - together.lower80).toBeGreaterThan(apart.upper80 - apart.lower80);
  });

  test('follow errors that have grown smaller, and hold the stated share of those to come', () => {
    const scale = (place: number) => 2 - place / 26;
    const error = (index: number, stream: number) => 10 * scale(index % 26) * noise(index, stream);
    const growing = { forecast: new Float64Array(size).fill(200), origin };
    const shrunk = growing.forecast.map((each, index) => each + error(index, 3));
    const byAge = originWeights(Array.from({ length: 26 }, (_, index) => 100 + 7 * index));
    const alike = learnRange({ ...growing, actual: shrunk, weights })(200);
    const weighted = learnRange({ ...growing, actual: shrunk, weights: byAge })(200);
    const held = ({ lower80, upper80 }: typeof alike) => {
      let inside = 0;
      for (let index = 0; index < size; index += 1) {
        const count = 200 + 10 * scale(25) * noise(index, 11);
        if (count >= lower80 && count <= upper80) inside += 1;
      }
      return inside / size;
    };
    expect(weighted.upper80 - weighted.lower80).toBeLessThan(0.95 * (alike.upper80 - alike.lower80));
    expect(Math.abs(held(weighted) - 0.8)).toBeLessThan(Math.abs(held(alike) - 0.8));
  });

  test('trust origins at which more was known', () => {
    const [first = 0, ...rest] = originWeights([50, 57, 64, 100]);
    expect(first).toBeCloseTo(0.5 ** 0.3 * 0.125, 12);
    expect(rest.at(-1)).toBe(1);
    expect(originWeights([])).toEqual([]);
  });
});
