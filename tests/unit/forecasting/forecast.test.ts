import { describe, expect, test } from 'vitest';
import type { Forecast } from '../../../src/domain/forecast.ts';
import type { History, SpecialDay } from '../../../src/domain/history.ts';
import { addDays, localOf, weekdayIndex } from '../../../src/domain/calendar.ts';
import { forecast } from '../../../src/forecasting/forecast.ts';
import type { ForecastOptions } from '../../../src/forecasting/forecast-task.ts';
import { type CountAt, historyCsv, historyOf, noise, office } from '../../fixtures/weekly-history.ts';

const FROM = '2026-01-05';
const make = (days: number, countAt: CountAt, step = 30, zone = 'UTC') =>
  historyOf(historyCsv(FROM, days, step, countAt), { zone });

function forecastOf(history: History, options: ForecastOptions): Forecast {
  const found = forecast(history, options);
  if (!found.ok) throw new Error(JSON.stringify(found.issues));
  return found.forecast;
}
const codes = (history: History, options: ForecastOptions) => {
  const found = forecast(history, options);
  return found.ok ? [] : found.issues.map((issue) => issue.code);
};
const sum = (values: readonly { readonly expected: number }[]) =>
  values.reduce((total, each) => total + each.expected, 0);
const offices = make(84, office);

describe('a forecast', () => {
  test('begins on the day after the last row and covers each interval of its days once', () => {
    const found = forecastOf(make(26 * 7 - 2, office), { days: 7 });
    expect(found.from).toBe('2026-07-04');
    expect(found.points).toHaveLength(7 * 48);
    for (let index = 1; index < found.points.length; index += 1) {
      expect(found.points[index]?.start).toBe(found.points[index - 1]?.end);
    }
  });

  test('follows weekday and time of day', () => {
    const found = forecastOf(offices, { days: 7, from: '2026-03-23' });
    for (const point of found.points) {
      const { date, minutes } = localOf('UTC', point.start);
      const truth = office(0, minutes, weekdayIndex(date));
      if (truth === null) continue;
      const plain = (100 - Math.abs(minutes - 720) / 8) * (weekdayIndex(date) === 0 ? 1.3 : 1);
      expect(Math.abs(point.expected / plain - 1)).toBeLessThan(0.1);
    }
  });

  test('keeps closed hours closed', () => {
    const { points } = forecastOf(offices, { days: 7 });
    for (const point of points) {
      const { date, minutes } = localOf('UTC', point.start);
      expect(point.open).toBe(weekdayIndex(date) < 5 && minutes >= 480 && minutes < 1080);
      expect(point.expected > 0).toBe(point.open);
    }
    const closed = points.filter((point) => !point.open);
    expect(closed.every(({ expected, lower95, upper95 }) => expected === 0 && lower95 === 0 && upper95 === 0)).toBe(
      true,
    );
  });

  test('keeps to stated hours, on dates of their own too', () => {
    const monday = { fromMinutes: 600, toMinutes: 720 };
    const hours = { weekly: { mon: [monday], tue: [monday] }, dates: { '2026-03-31': [] } };
    const open = forecastOf(offices, { days: 7, from: '2026-03-30', hours }).points.filter((point) => point.open);
    expect(open.map((point) => localOf('UTC', point.start).minutes)).toEqual([600, 630, 660, 690]);
  });

  test('follows a level that has changed', () => {
    const history = make(
      84,
      (day, minutes) => Math.round((day < 63 ? 50 : 100) * (1 + 0.05 * noise(day, minutes))),
      60,
    );
    const [first] = forecastOf(history, { days: 7 }).points;
    expect(first?.expected).toBeGreaterThan(94);
    expect(first?.expected).toBeLessThan(106);
  });

  test('follows the season of the years before', () => {
    const season = (day: number) => 1000 * (1 + 0.4 * Math.sin((2 * Math.PI * day) / 364));
    const history = make(364 * 3 + 60, (day) => Math.round(season(day) * (1 + 0.02 * noise(day, 0))), 1440);
    const found = forecastOf(history, { days: 56 });
    const truth = Array.from({ length: 56 }, (_, ahead) => season(364 * 3 + 60 + ahead)).reduce((a, b) => a + b, 0);
    expect(Math.abs(sum(found.points) / truth - 1)).toBeLessThan(0.05);
    const seasonal = found.models.filter(({ model }) => model.includes('yearly season'));
    expect(seasonal.reduce((sum, { weight }) => sum + weight, 0)).toBeGreaterThan(0.5);
  });

  test('is at a coarser interval the sum of what came', () => {
    const fine = forecastOf(offices, { days: 7 });
    const coarse = forecastOf(offices, { days: 7, intervalLength: 3600 });
    const days = forecastOf(offices, { days: 7, intervalLength: 'day' });
    expect(coarse.points).toHaveLength(7 * 24);
    expect(days.points).toHaveLength(7);
    expect(Math.abs(sum(coarse.points) / sum(fine.points) - 1)).toBeLessThan(0.02);
    expect(Math.abs(sum(days.points) / sum(fine.points) - 1)).toBeLessThan(0.02);
  });

  test('of a day does not depend on how many days are asked for', () => {
    const wild = make(7 * 60, (day) => Math.round(1000 * (1 + 0.3 * Math.sin(day / 40) + 0.1 * noise(day, 3))), 1440);
    const longest = forecastOf(wild, { days: 91 }).points;
    for (const days of [1, 7, 8, 28, 40]) {
      expect(forecastOf(wild, { days }).points).toEqual(longest.slice(0, days));
    }
  });

  test('never lies at the edge of its own range, however far ahead', () => {
    // A level that only falls: every forecast far ahead was too high.
    const falling = make(7 * 60, (day) => Math.round(9000 * 0.998 ** day * (1 + 0.02 * noise(day, 3))), 1440);
    for (const { lower80, expected, upper80 } of forecastOf(falling, { days: 91 }).points) {
      const width = upper80 - lower80;
      expect(expected - lower80).toBeGreaterThan(0.15 * width);
      expect(upper80 - expected).toBeGreaterThan(0.15 * width);
    }
  });

  test('is the same for the same input', () => {
    expect(forecastOf(offices, { days: 14 })).toEqual(forecastOf(offices, { days: 14 }));
  });

  test('carries members whose weights sum to 1, and a backtest of them', () => {
    const { models, backtest } = forecastOf(offices, { days: 7 });
    // Those with a yearly season need more history.
    expect(models).toHaveLength(7);
    expect(models.reduce((total, model) => total + model.weight, 0)).toBeCloseTo(1, 12);
    for (const model of models) expect(model.wape).toBeLessThan(0.1);
    expect(backtest).toMatchObject({ origins: 8, horizonDays: 7, points: 8 * 5 * 20 });
    expect(backtest.wape).toBeLessThan(0.08);
    expect(Math.abs(backtest.bias ?? 1)).toBeLessThan(0.02);
    expect(backtest.mase).toBeLessThan(1);
    expect(backtest.coverage80).toBeGreaterThan(0.75);
    expect(backtest.coverage95).toBeGreaterThan(0.9);
  });

  test('may begin later than the history ends', () => {
    const found = forecastOf(offices, { from: addDays(offices.endDate, 10), days: 7 });
    expect(found.notes).toContainEqual({ code: 'gap-before-forecast', facts: { days: 10 } });
    expect(found.backtest.horizonDays).toBe(17);
  });

  test('holds handle times by time of day where the history does, drawn towards their mean', () => {
    const rows = historyCsv(FROM, 28, 60, () => 100)
      .split('\n')
      .map((row, index) => (index === 0 ? `${row},ahtSeconds` : `${row},${row.includes('T09:00') ? 300 : 180}`));
    const history = historyOf(rows.join('\n'), { zone: 'UTC' });
    const { points } = forecastOf(history, { days: 1 });
    expect(points[9]?.ahtSeconds).toBeGreaterThan(295);
    expect(points[8]?.ahtSeconds).toBeLessThan(182);
    expect(forecastOf(offices, { days: 1 }).points[20]).not.toHaveProperty('ahtSeconds');
  });
});

describe('special days', () => {
  const day = (date: string, name: string, kind = 'public'): SpecialDay => ({ date, name, kind });
  const holidays = ['2026-01-21', '2026-02-11', '2026-03-04'].map((date) => day(date, 'Quiet Wednesday'));
  const withHolidays = make(84, (index, minutes, weekday) => {
    const count = office(index, minutes, weekday);
    return count !== null && [16, 37, 58].includes(index) ? Math.round(count * 0.4) : count;
  });
  const wednesday = (specialDays: readonly SpecialDay[]) =>
    sum(forecastOf(withHolidays, { from: '2026-04-01', days: 1, specialDays }).points);

  test('do not pull other days down', () => {
    expect(wednesday(holidays) / sum(forecastOf(offices, { from: '2026-04-01', days: 1 }).points)).toBeCloseTo(1, 1);
  });

  test('lower a day of their name by what they did before', () => {
    const again = wednesday([...holidays, day('2026-04-01', ' quiet wednesday ')]);
    expect(again / wednesday(holidays)).toBeGreaterThan(0.35);
    expect(again / wednesday(holidays)).toBeLessThan(0.55);
  });

  test('lower a day of another name by what their kind did', () => {
    const other = wednesday([...holidays, day('2026-04-01', 'New Holiday')]) / wednesday(holidays);
    expect(other).toBeLessThan(0.75);
    expect(wednesday([...holidays, day('2026-04-01', 'New Sale', 'sale')]) / wednesday(holidays)).toBeCloseTo(1, 6);
  });

  test('on which the site was always closed stay closed', () => {
    const history = make(84, (index, minutes, weekday) =>
      [16, 37].includes(index) ? null : office(index, minutes, weekday),
    );
    const special = [day('2026-01-21', 'First'), day('2026-02-11', 'Second')];
    const opened = (more: SpecialDay) =>
      forecastOf(history, { from: '2026-04-01', days: 1, specialDays: [...special, more] }).points.filter(
        (each) => each.open,
      ).length;
    expect(opened(day('2026-04-01', 'First'))).toBe(0);
    expect(opened(day('2026-04-01', 'Third'))).toBe(0);
    expect(opened(day('2026-04-01', 'Sale', 'sale'))).toBe(20);
  });
});

describe('clock changes', () => {
  test('a day of 25 hours forecasts the repeated hour twice, one of 23 skips the skipped', () => {
    const zone = 'Europe/Berlin';
    const autumn = historyOf(
      historyCsv('2026-09-14', 41, 60, (_, minutes) => 10 + minutes / 60),
      { zone },
    );
    const { points } = forecastOf(autumn, { from: '2026-10-25', days: 1 });
    expect(points).toHaveLength(25);
    expect(points.slice(1, 5).map((point) => Math.round(point.expected))).toEqual([11, 12, 12, 13]);
    const spring = historyOf(
      historyCsv('2026-02-16', 41, 60, (_, minutes) => 10 + minutes / 60),
      { zone },
    );
    const short = forecastOf(spring, { from: '2026-03-29', days: 1 }).points;
    expect(short).toHaveLength(23);
    expect(short.slice(1, 3).map((point) => Math.round(point.expected))).toEqual([11, 13]);
  });
});

describe('short histories', () => {
  test('of a week are their own mean, with ranges that are said to be assumed', () => {
    const week = make(7, (_, minutes, weekday) => (weekday === 2 ? 20 : 10), 60);
    const found = forecastOf(week, { days: 7 });
    for (const { start, expected } of found.points) {
      expect(expected).toBeCloseTo(weekdayIndex(localOf('UTC', start).date) === 2 ? 20 : 10, 9);
    }
    expect(found.notes).toContainEqual({ code: 'ranges-assumed', facts: { historyDays: 7, neededDays: 28 } });
    expect(found.backtest).toMatchObject({ origins: 0, wape: null, coverage80: null, mase: null });
    expect(found.points[0]?.lower80).toBeGreaterThan(0);
    expect(found.points[0]?.lower80).toBeLessThan(10);
  });

  test('of less are refused with what is there and what is needed', () => {
    const found = forecast(
      make(6, () => 10, 60),
      { days: 7 },
    );
    expect(found).toMatchObject({
      ok: false,
      issues: [{ code: 'history-too-short', facts: { historyDays: 6, neededDays: 7 } }],
    });
    expect(codes(offices, { days: 7, from: '2026-01-08' })).toEqual(['history-too-short']);
    expect(codes(offices, { days: 7, from: '2025-01-08' })).toEqual(['history-too-short']);
  });
});

describe('wrong options are refused, all at once', () => {
  test.each([
    [{ days: 0 }, ['horizon-out-of-range']],
    [{ days: 92 }, ['horizon-out-of-range']],
    [{ days: 1.5, intervalLength: 900 }, ['horizon-out-of-range', 'interval-not-readable']],
    [{ days: 7, intervalLength: 2700 }, ['interval-not-readable']],
    [{ days: 7, from: '2026-02-30' }, ['date-invalid']],
    [{ days: 7, from: '2026-12-01' }, ['from-too-late']],
  ])('%j', (options, expected) => {
    expect(codes(offices, options)).toEqual(expected);
  });
});
