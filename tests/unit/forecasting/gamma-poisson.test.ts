import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DayMatrix } from '../../../src/forecasting/day-matrix.ts';
import { fitGammaPoisson, negativeBinomialQuantile } from '../../../src/forecasting/gamma-poisson.ts';
import { fitForecaster } from '../../../src/forecasting/forecaster.ts';
import { originFits } from '../../../src/forecasting/origin-fits.ts';
import { normals, uniforms } from '../../../src/forecasting/random-numbers.ts';
import { weekdayMean } from '../../../src/forecasting/weekday-mean.ts';

const SLOTS = 24;
const SETTING = { rateWeeks: 8, levelDays: 45 };

/** Rates by weekday and hour: a shape of the day by a size of the weekday, and `own` x noise that each interval has of its own. */
function ratesOf(busy: number, own: number, seed: number): Float64Array {
  const normal = normals(uniforms(seed));
  return Float64Array.from({ length: 7 * SLOTS }, (_, at) => {
    const hour = at % SLOTS;
    const day = Math.floor(at / SLOTS);
    if (hour < 7) return 0;
    return busy * (0.3 + Math.exp(-((hour - 12) ** 2) / 18)) * (day > 4 ? 0.6 : 1) * Math.exp(own * normal());
  });
}

/** A history with those rates, whose counts vary as gamma-Poisson with this variance / mean. */
function historyOf(rates: Float64Array, days: number, dispersion: number, seed: number): DayMatrix {
  const uniform = uniforms(seed);
  const counts = Float64Array.from({ length: days * SLOTS }, (_, cell) => {
    const day = Math.floor(cell / SLOTS);
    // Day 4 since 1970-01-01 was a Monday, weekday 0.
    const rate = rates[(day % 7) * SLOTS + (cell % SLOTS)] as number;
    return rate === 0 ? 0 : negativeBinomialQuantile(rate, dispersion * rate, uniform());
  });
  return { firstDay: 4, days, slots: SLOTS, counts, open: new Uint8Array(days * SLOTS).fill(1) };
}

function errorOf(predict: (day: number, into: Float64Array) => void, rates: Float64Array, firstDay: number): number {
  const into = new Float64Array(SLOTS);
  let error = 0;
  for (let day = 0; day < 7; day += 1) {
    predict(firstDay + day, into);
    into.forEach((value, slot) => {
      error += Math.abs(value - (rates[day * SLOTS + slot] as number));
    });
  }
  return error / rates.reduce((sum, rate) => sum + rate, 0);
}

describe('the gamma-Poisson member', () => {
  test.each([
    [0.5, 0],
    [2, 0],
    [2, 0.3],
    [8, 0.1],
  ])('with %d contacts and own variation %d it is nearer to the rates than the mean of eight weeks', (busy, own) => {
    const rates = ratesOf(busy, own, 1);
    const history = historyOf(rates, 56, 1, 2);
    const fitted = fitGammaPoisson(history, SETTING);
    const mean = weekdayMean(8).fit(history);
    if (fitted === undefined || mean === undefined) throw new Error('nothing fitted');
    const last = history.firstDay + history.days;
    expect(errorOf(fitted.predict, rates, last)).toBeLessThan(errorOf(mean.predict, rates, last));
  });

  test('borrows where intervals agree, and keeps what an interval has of its own', () => {
    const lunch = 3 * SLOTS + 12;
    const alike = ratesOf(4, 0, 3);
    const odd = ratesOf(4, 0.5, 3);
    odd[lunch] = 16;
    const at = (rates: Float64Array) => {
      const into = new Float64Array(SLOTS);
      fitGammaPoisson(historyOf(rates, 112, 1, 4), SETTING)?.predict(4 + 112 + 3, into);
      return into[12] as number;
    };
    expect(at(odd)).toBeGreaterThan(12);
    expect(Math.abs(at(alike) - (alike[lunch] as number))).toBeLessThan(0.7);
  });

  test.each([1, 2.5])('its quantiles hold as much as they say at variance / mean %d', (dispersion) => {
    const rates = ratesOf(3, 0.2, 5);
    const history = historyOf(rates, 112, dispersion, 6);
    const fitted = fitGammaPoisson(history, SETTING);
    if (fitted === undefined) throw new Error('nothing fitted');
    const later = historyOf(rates, 280, dispersion, 7);
    const into = new Float64Array(SLOTS);
    let below10 = 0;
    let to90 = 0;
    let all = 0;
    later.counts.forEach((count, cell) => {
      const slot = cell % SLOTS;
      if (slot < 7) return;
      const day = later.firstDay + Math.floor(cell / SLOTS);
      fitted.predict(day, into);
      const expected = into[slot] as number;
      all += 1;
      below10 += count < fitted.quantileOf(expected, 0.1) ? 1 : 0;
      to90 += count <= fitted.quantileOf(expected, 0.9) ? 1 : 0;
      const { lower80, upper80 } = fitted.rangeOf(expected);
      expect(lower80).toBeLessThanOrEqual(expected);
      expect(upper80).toBeGreaterThanOrEqual(expected);
    });
    // Whole counts: what lies below a quantile is at most its share, what lies at or below it at least.
    expect(below10 / all).toBeLessThan(0.12);
    expect(to90 / all).toBeGreaterThan(0.88);
    expect(to90 / all).toBeLessThan(0.97);
  });

  test('is for small queues with two to sixteen weeks of history', () => {
    expect(fitGammaPoisson(historyOf(ratesOf(200, 0, 8), 56, 1, 9), SETTING)).toBeUndefined();
    expect(fitGammaPoisson(historyOf(ratesOf(2, 0, 8), 13, 1, 9), SETTING)).toBeUndefined();
    expect(fitGammaPoisson(historyOf(ratesOf(2, 0, 8), 14, 1, 9), SETTING)).toBeDefined();
    expect(fitGammaPoisson(historyOf(ratesOf(2, 0, 8), 113, 1, 9), SETTING)).toBeUndefined();
  });

  test('takes part in the forecast of a young small queue, and gives its ranges', () => {
    const rates = ratesOf(2, 0.1, 10);
    const history = historyOf(rates, 21, 3, 11);
    const fitted = fitForecaster(history, originFits(history, new Map()), 7);
    expect(fitted.models.find(({ model }) => model.startsWith('gamma-Poisson'))?.weight).toBeGreaterThan(0.1);
    // Beyond what Poisson counts with a level wrong by 15 per cent would have: the scatter is three times theirs.
    const { lower80, upper80 } = fitted.rangeOf(3, 0);
    expect(upper80 - lower80).toBeGreaterThan(2 * 1.2816 * Math.sqrt(3 + 0.2));
    const older = historyOf(rates, 140, 1, 11);
    const later = fitForecaster(older, originFits(older, new Map()), 7);
    expect(later.models.some(({ model }) => model.startsWith('gamma-Poisson'))).toBe(false);
  });

  test('a closed interval has nothing, in mean and quantile', () => {
    const fitted = fitGammaPoisson(historyOf(ratesOf(2, 0, 8), 56, 1, 9), SETTING);
    const into = new Float64Array(SLOTS).fill(9);
    fitted?.predict(70, into);
    expect([...into.subarray(0, 7)]).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(fitted?.quantileOf(0, 0.99)).toBe(0);
  });
});

describe('quantiles of the negative binomial distribution', () => {
  test('are those of tables', () => {
    // Poisson of mean 4: P(X <= 3) = 0.43347, P(X <= 4) = 0.62884, P(X <= 8) = 0.97864.
    expect([0.43, 0.44, 0.628, 0.629, 0.978, 0.979].map((share) => negativeBinomialQuantile(4, 4, share))).toEqual([
      3, 4, 4, 5, 8, 9,
    ]);
    // Size 1 is geometric: P(X <= k) = 1 - (mean / (1 + mean))^(k + 1).
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      const exact = Math.ceil(Math.log(1 - share) / Math.log(3 / 4) - 1);
      expect(negativeBinomialQuantile(3, 12, share)).toBe(Math.max(0, exact));
    }
  });

  test('grow with the share', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 500, noNaN: true }),
        fc.double({ min: 1, max: 9, noNaN: true }),
        fc.double({ min: 0.01, max: 0.98, noNaN: true }),
        (mean, ratio, share) => {
          const [one, other] = [share, share + 0.01].map((each) => negativeBinomialQuantile(mean, ratio * mean, each));
          expect(other).toBeGreaterThanOrEqual(one as number);
        },
      ),
    );
  });
});
