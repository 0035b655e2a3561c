import { describe, expect, test } from 'vitest';
import { localOf } from '../../../src/domain/calendar.ts';
import type { History } from '../../../src/domain/history.ts';
import { backtest, type BacktestOptions } from '../../../src/forecasting/backtest.ts';
import { forecast } from '../../../src/forecasting/forecast.ts';
import { type CountAt, historyCsv, historyOf, noise, office } from '../../fixtures/weekly-history.ts';

const history = historyOf(historyCsv('2026-01-05', 82, 30, office), { zone: 'UTC' });

function run(of: History, options: BacktestOptions) {
  const found = backtest(of, options);
  if (!found.ok) throw new Error(JSON.stringify(found.issues));
  return found;
}

describe('a backtest', () => {
  test('has a row for every row of the last weeks, from origins that tile them', () => {
    const { rows, summary } = run(history, { origins: 3, horizonDays: 7 });
    const last = history.rows.filter((row) => row.timestamp >= '2026-03-07');
    expect(rows.map((row) => row.timestamp)).toEqual(last.map((row) => row.timestamp));
    expect(rows.map((row) => row.actual)).toEqual(last.map((row) => row.count));
    // The file ends on a Friday evening: its end is the midnight after, and the origins are Saturdays.
    expect([...new Set(rows.map((row) => row.origin))]).toEqual(['2026-03-07', '2026-03-14', '2026-03-21']);
    expect(summary).toMatchObject({ origins: 3, horizonDays: 7, points: rows.length });
  });

  test('forecasts the whole horizon from each origin where it is not a week', () => {
    const { rows } = run(history, { origins: 3, horizonDays: 14 });
    const counts = ['2026-03-07', '2026-03-14', '2026-03-21'].map(
      (origin) => rows.filter((row) => row.origin === origin).length,
    );
    expect(counts).toEqual([200, 200, 100]);
    expect(run(history, { origins: 3, horizonDays: 3 }).rows).toHaveLength(3 * 20);
  });

  test('sums up what its rows say', () => {
    const { rows, summary } = run(history, { origins: 4, horizonDays: 7 });
    const actual = rows.reduce((sum, row) => sum + row.actual, 0);
    const errors = rows.map((row) => row.forecast - row.actual);
    expect(summary.wape).toBeCloseTo(errors.reduce((sum, each) => sum + Math.abs(each), 0) / actual, 12);
    expect(summary.bias).toBeCloseTo(errors.reduce((sum, each) => sum + each, 0) / actual, 12);
    const inside = rows.filter((row) => row.actual >= row.lower80 && row.actual <= row.upper80).length;
    expect(summary.coverage80).toBeCloseTo(inside / rows.length, 12);
  });

  test('forecasts what a forecast from the same day does', () => {
    const { rows } = run(history, { origins: 2, horizonDays: 7 });
    const found = forecast(history, { from: '2026-03-14', days: 7 });
    if (!found.ok) throw new Error('refused');
    const expected = new Map(found.forecast.points.map((point) => [point.start, point]));
    for (const row of rows.filter((each) => each.origin === '2026-03-14')) {
      const point = expected.get(Date.parse(`${row.timestamp}Z`) / 1000);
      expect([row.forecast, row.lower80, row.upper95]).toEqual([point?.expected, point?.lower80, point?.upper95]);
    }
  });

  test('counts a row outside of stated hours in the errors and not in the coverage', () => {
    const hours = { weekly: { mon: [{ fromMinutes: 480, toMinutes: 1080 }] }, dates: {} };
    const { rows, summary } = run(history, { origins: 2, horizonDays: 7, hours });
    const closed = rows.filter((row) => row.forecast === 0);
    expect(closed).toHaveLength(2 * 80);
    expect(summary.wape).toBeGreaterThan(0.5);
    expect(summary.coverage95).toBeGreaterThan(0.8);
  });

  test('has one row for a repeated hour that is given once, with forecast and bounds of two', () => {
    const day: CountAt = (index, minutes) =>
      (index === 41 && minutes === 120 ? 24 : 12) + Math.round(2 * noise(index, minutes));
    const berlin = historyOf(historyCsv('2026-09-14', 42, 60, day), { zone: 'Europe/Berlin' });
    const { rows } = run(berlin, { origins: 1, horizonDays: 7 });
    expect(rows).toHaveLength(168);
    const doubled = rows.find((row) => row.timestamp === '2026-10-25T02:00');
    const before = rows.find((row) => row.timestamp === '2026-10-25T01:00');
    expect(doubled?.forecast).toBeGreaterThan(1.7 * (before?.forecast ?? 0));
    expect(doubled?.upper80).toBeGreaterThan(1.7 * (before?.forecast ?? 0));
  });

  test('is refused without a week before the first origin, and for other wrong options', () => {
    const codes = (options: BacktestOptions) => {
      const found = backtest(history, options);
      return found.ok ? [] : found.issues.map((issue) => issue.code);
    };
    expect(codes({ origins: 11, horizonDays: 7 })).toEqual(['history-too-short']);
    expect(codes({ origins: 10, horizonDays: 7 })).toEqual([]);
    expect(codes({ origins: 0, horizonDays: 0 })).toEqual(['origins-out-of-range', 'horizon-out-of-range']);
  });
});

describe('no look-ahead', () => {
  const wild: CountAt = (day, minutes, weekday) => {
    const count = office(day, minutes, weekday);
    return count === null || day < 61 ? count : Math.round(count * (3 + noise(day, minutes)) + 500);
  };
  const changed = historyOf(historyCsv('2026-01-05', 82, 30, wild), { zone: 'UTC' });
  const shorter = historyOf(historyCsv('2026-01-05', 61, 30, office), { zone: 'UTC' });

  test('other rows from the first day on change nothing in a forecast', () => {
    const options = { from: '2026-03-07', days: 14 };
    expect(forecast(changed, options)).toEqual(forecast(history, options));
    expect(forecast(shorter, options)).toEqual(forecast(history, options));
  });

  test('other rows from an origin on change nothing in what is forecast from it', () => {
    const from = (of: History) =>
      run(of, { origins: 3, horizonDays: 7 })
        .rows.filter((row) => row.origin === '2026-03-07')
        .map((row) => ({ ...row, actual: null }));
    expect(from(changed)).toEqual(from(history));
  });

  test('the first changed day is the first day forecast', () => {
    expect(localOf('UTC', history.intervals[61 * 48]?.start ?? 0).date).toBe('2026-03-07');
  });
});
