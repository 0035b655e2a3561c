import { describe, expect, test } from 'vitest';
import { dayNumber } from '../../../src/domain/calendar.ts';
import { dailyFeatures } from '../../../src/forecasting/daily-features.ts';
import { dailyRegression } from '../../../src/forecasting/daily-regression.ts';
import { learnRange } from '../../../src/forecasting/ranges.ts';
import type { Holdout } from '../../../src/forecasting/rolling-origin.ts';
import { specialNames } from '../../../src/forecasting/special-days.ts';
import { specialFactor } from '../../../src/forecasting/special-scatter.ts';
import { normalQuantile } from '../../../src/forecasting/count-quantiles.ts';
import { noise } from '../../fixtures/weekly-history.ts';

const SLOTS = 10;
const WEEKS = 26;
const VARIANCE = 0.04;
const isSpecial = (day: number) => day % 9 === 4;
const normal = (index: number, stream: number) => normalQuantile((noise(index, stream) + 1) / 2);

/** Days of ten intervals with 400 contacts forecast, every ninth one special, whose level errs with `factor` times the variance assumed. */
function holdoutOf(factor: number, stream: number): { readonly holdout: Holdout; readonly forecast: Float64Array } {
  const size = WEEKS * 7 * SLOTS;
  const day = (index: number) => Math.floor(index / SLOTS);
  const places = Float64Array.from({ length: size }, (_, index) => index);
  const level = (at: number) =>
    0.02 * normal(at, stream) + (isSpecial(at) ? Math.sqrt(factor * VARIANCE) * normal(at, stream + 1) : 0);
  const holdout: Holdout = {
    origins: Array.from({ length: WEEKS }, (_, week) => 100 + 7 * week),
    actual: places.map((index) => 400 * Math.exp(level(day(index))) + 20 * normal(index, stream + 2)),
    weekBefore: new Float64Array(size),
    origin: Uint8Array.from(places, (index) => Math.floor(day(index) / 7)),
    ahead: Uint8Array.from(places, (index) => day(index) % 7),
    slot: Uint16Array.from(places, (index) => index % SLOTS),
    places,
    specialVariance: places.map((index) => (isSpecial(day(index)) ? VARIANCE : 0)),
    members: [],
  };
  return { holdout, forecast: new Float64Array(size).fill(400) };
}

describe('ranges of special days', () => {
  test('are as wide as the special days of the series were unlike their forecasts', () => {
    const [calm, wild] = [0.05, 3].map((factor) => {
      const { holdout, forecast } = holdoutOf(factor, 1);
      return specialFactor(holdout, forecast);
    }) as [number, number];
    expect(calm).toBeLessThan(0.3);
    expect(wild).toBeGreaterThan(1.3);
    const { holdout, forecast } = holdoutOf(3, 1);
    expect(specialFactor({ ...holdout, specialVariance: new Float64Array(forecast.length) }, forecast)).toBe(0.5);
  });

  test('hold special days, and leave days like others as they were', () => {
    const { holdout, forecast } = holdoutOf(1, 1);
    const { actual, origin, specialVariance } = holdout;
    const weights = new Array<number>(WEEKS).fill(1);
    const rangeOf = learnRange({ forecast, actual, origin, specialVariance, weights });
    const plain = learnRange({ forecast, actual, origin, weights });
    const later = holdoutOf(1, 21).holdout.actual;
    const held = (
      of: (variance: number) => { readonly lower80: number; readonly upper80: number },
      special: boolean,
    ) => {
      const inside = [...later.keys()].filter((index) => (specialVariance[index] !== 0) === special);
      const hits = inside.filter((index) => {
        const { lower80, upper80 } = of(specialVariance[index] as number);
        return lower80 <= (later[index] as number) && (later[index] as number) <= upper80;
      });
      return hits.length / inside.length;
    };
    expect(held(() => plain(400), true)).toBeLessThan(0.5);
    expect(Math.abs(held((variance) => rangeOf(400, variance), true) - 0.8)).toBeLessThan(0.15);
    expect(Math.abs(held((variance) => rangeOf(400, variance), false) - 0.8)).toBeLessThan(0.05);
  });

  test('grow narrower with each time that a name was seen', () => {
    const first = dayNumber('2024-01-01');
    const dates = ['2024-02-14', '2024-03-20', '2024-04-24', '2024-06-05'];
    const special = specialNames(dates.map((date) => ({ date, name: 'Strike', kind: 'strike' })));
    const features = dailyFeatures(special, () => true, { month: 0, monthDays: 5, workingDay: 0, yearly: 0 });
    const setting = { levelDrift: 0.005, weekdayDrift: 0.005, deviation: 0.05, deviationKept: 0.8, clipSigmas: 3 };
    const totals = Float64Array.from({ length: 160 }, (_, day) => 1000 + 20 * noise(day, 3));
    const at = dailyRegression(features, setting, first, totals);
    const [unseen, once, thrice] = ['2024-02-14', '2024-03-20', '2024-06-05'].map((date) => {
      return at(dayNumber(date) - first).specialVariance(dayNumber(date));
    }) as [number, number, number];
    expect(unseen).toBeCloseTo(0.3 ** 2 + 0.3 ** 2, 6);
    expect(once).toBeLessThan(0.7 * unseen);
    expect(thrice).toBeLessThan(once);
    expect(at(160).specialVariance(dayNumber('2024-06-20'))).toBe(0);
  });
});
