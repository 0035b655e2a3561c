import { describe, expect, test } from 'vitest';
import { forecast } from '../../../src/forecasting/forecast.ts';
import { type DayMatrix, weekdayOfDay } from '../../../src/forecasting/day-matrix.ts';
import { type DailySeries, fitSeriesModel, type SeriesModel } from '../../../src/forecasting/series-model.ts';
import { seriesModels } from '../../../src/main/series-models.ts';
import { historyCsv, historyOf, noise } from '../../fixtures/weekly-history.ts';

/** Day 4 of the epoch was a Monday. */
const MONDAY = 4;
const DAYS = 84;
const WEEK = [120, 100, 95, 100, 110, 60, 0];

/** Two slots a day, closed on Sundays. */
function matrix(totalAt: (day: number) => number): DayMatrix {
  const counts = Float64Array.from({ length: 2 * DAYS }, (_, cell) => totalAt(Math.floor(cell / 2)) / 2);
  return { firstDay: MONDAY, days: DAYS, slots: 2, counts, open: new Uint8Array(2 * DAYS).fill(1) };
}

function told(history: DayMatrix, mostDays = 1000): DailySeries | undefined {
  let series: DailySeries | undefined;
  const model: SeriesModel = {
    name: 'keeps what it is told',
    leastDays: 28,
    mostDays,
    forecast: (given, days) => {
      series = given;
      return days.map((day) => day);
    },
  };
  fitSeriesModel(model, history, 14);
  return series;
}

describe('the series that a model from elsewhere is told', () => {
  test('has the open weekdays alone, gaps as the same weekday near them', () => {
    const series = told(matrix((day) => (day === 50 ? Number.NaN : (WEEK[day % 7] as number) + (day === 43 ? 10 : 0))));
    expect(series?.season).toBe(6);
    expect(series?.days).toHaveLength(72);
    expect(series?.days.every((day) => weekdayOfDay(day) < 6)).toBe(true);
    const gap = series?.logTotals[series.days.indexOf(MONDAY + 50)] as number;
    expect(Math.exp(gap)).toBeCloseTo(100 + 10 / 8, 9);
  });

  test('ends with the history and is no longer than the model reads', () => {
    const series = told(
      matrix(() => 5),
      28,
    );
    expect(series?.days).toHaveLength(28);
    expect(series?.days.at(-1)).toBe(MONDAY + DAYS - 1);
  });

  test('begins behind a gap that nothing near tells of', () => {
    const series = told(matrix((day) => (day >= 10 ? Number.NaN : (WEEK[day % 7] as number))));
    expect(series).toBeUndefined();
    const later = told(matrix((day) => (day >= 2 && day < 50 ? Number.NaN : (WEEK[day % 7] as number))));
    expect(later?.days[0]).toBeGreaterThan(MONDAY + 20);
    expect(later?.days.every((day, index, days) => index === 0 || day - (days[index - 1] as number) <= 2)).toBe(true);
  });

  test('is not there for a short history, nor is a model that says nothing or no number', () => {
    const model = (leastDays: number, value: number | undefined): SeriesModel => ({
      name: 'any',
      leastDays,
      mostDays: 364,
      forecast: (_, days) => (value === undefined ? undefined : days.map(() => value)),
    });
    const history = matrix(() => 5);
    expect(fitSeriesModel(model(DAYS + 1, 1), history, 7)).toBeUndefined();
    expect(fitSeriesModel(model(28, undefined), history, 7)).toBeUndefined();
    expect(fitSeriesModel(model(28, Number.NaN), history, 7)).toBeUndefined();
    expect(fitSeriesModel(model(28, 1), history, 7)?.(MONDAY + DAYS)).toBe(1);
  });
});

/** A year of days with a level that nothing in the past tells: its own model knows it. */
const levelOf = (day: number) => 1 + 0.3 * noise(Math.floor(day / 7), 3);
const totalOf = (day: number, weekday: number) => Math.round(300 * levelOf(day) * (1 + 0.1 * weekday));
const moody = historyOf(
  historyCsv('2025-03-03', 210, 1440, (day, _, weekday) => totalOf(day, weekday)),
  { zone: 'UTC', absent: 'missing' },
);
const knowing = (off: number): SeriesModel => ({
  name: 'knowing',
  leastDays: 28,
  mostDays: 364,
  forecast: ({ days: [first = 0] }, days) =>
    days.map((day) => Math.log(off * totalOf(day - dayOfStart(first), weekdayOfDay(day)))),
});
const START = Math.round(Date.UTC(2025, 2, 3) / 86_400_000);
function dayOfStart(first: number): number {
  expect(first).toBeGreaterThanOrEqual(START);
  return START;
}
const weightOf = (outside: readonly SeriesModel[], model: string) => {
  const made = forecast(moody, { days: 7, outside });
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  const { models } = made.forecast;
  expect(models.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
  return models.find((each) => each.model === model)?.weight;
};

describe('a model from elsewhere in the combination', () => {
  test('takes most of the weight where it is right, and none where it is of no use', () => {
    expect(weightOf([knowing(1)], 'knowing')).toBeGreaterThan(0.8);
    expect(weightOf([knowing(3)], 'knowing')).toBe(0);
  });

  test.each(['mstl-ets', 'prophet'] as const)(
    '%s follows week and trend, with the same bytes each time',
    async (name) => {
      const [model] = await seriesModels([name]);
      if (model === undefined) throw new Error('no model was loaded');
      const truth = (day: number) => Math.log((WEEK[day % 7] as number) * 10 * 1.002 ** day);
      const days = Array.from({ length: 180 }, (_, day) => day).filter((day) => day % 7 < 6);
      const series: DailySeries = {
        days: days.map((day) => MONDAY + day),
        logTotals: Float64Array.from(days, (day) => truth(day) + 0.02 * noise(day, 5)),
        season: 6,
      };
      const ahead = [180, 182, 183, 184, 185, 186, 187].map((day) => MONDAY + day);
      const made = model.forecast(series, ahead);
      ahead.forEach((day, index) =>
        expect(Math.abs((made?.[index] as number) - truth(day - MONDAY))).toBeLessThan(0.06),
      );
      expect([...(model.forecast(series, ahead) ?? [])]).toEqual([...(made ?? [])]);
      expect(model.forecast({ days: [], logTotals: new Float64Array(), season: 7 }, ahead)).toBeUndefined();
      expect([...(model.forecast(series, ahead) ?? [])]).toEqual([...(made ?? [])]);
    },
  );
});
