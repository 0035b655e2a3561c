import { describe, expect, test } from 'vitest';
import type { Forecast, ForecastOverride } from '../../../src/domain/forecast.ts';
import { forecast } from '../../../src/forecasting/forecast.ts';
import { applyOverrides } from '../../../src/forecasting/overrides.ts';
import { historyCsv, historyOf, office } from '../../fixtures/weekly-history.ts';

const history = historyOf(historyCsv('2026-01-05', 42, 60, office), { zone: 'UTC' });
const made = forecast(history, { days: 7, from: '2026-02-16', samplePaths: { paths: 50, seed: 2 } });
if (!made.ok) throw new Error(JSON.stringify(made.issues));
const plain = made.forecast;

const change = (of: Partial<ForecastOverride>): ForecastOverride => ({
  date: '2026-02-17',
  fromMinutes: 600,
  toMinutes: 720,
  change: 'factor',
  amount: 2,
  by: 'Marketing',
  reason: 'Letter',
  ...of,
});
function changed(...overrides: readonly ForecastOverride[]): Forecast {
  const found = applyOverrides(plain, overrides);
  if (!found.ok) throw new Error(JSON.stringify(found.issues));
  return found.value;
}
/** The second day's hours 10 and 11 are its points 10 and 11. */
const places = [34, 35];
const sum = (of: Forecast, at: readonly number[]) =>
  at.reduce((all, place) => all + (of.points[place]?.expected ?? 0), 0);
const day = Array.from({ length: 24 }, (_, hour) => 24 + hour);

describe('an override', () => {
  test('multiplies its open intervals, their ranges, the day and the paths, and nothing else', () => {
    const after = changed(change({}));
    const outside = (of: Forecast) => of.points.filter((_, place) => !places.includes(place));
    expect(outside(after)).toEqual(outside(plain));
    for (const place of places) {
      expect(after.points[place]?.upper95).toBe(2 * (plain.points[place]?.upper95 ?? Number.NaN));
    }
    const ratio = sum(after, day) / sum(plain, day);
    expect((after.dayRanges?.[1]?.lower80 ?? 0) / (plain.dayRanges?.[1]?.lower80 ?? 1)).toBeCloseTo(ratio, 9);
    expect(after.dayRanges?.[0]?.upper80).toBe(plain.dayRanges?.[0]?.upper80);
    expect(after.samplePaths?.counts[34]).toBe(2 * (plain.samplePaths?.counts[34] ?? 0));
    expect(after.samplePaths?.counts[33]).toBe(plain.samplePaths?.counts[33]);
    expect(after.overrides).toEqual([
      { ...change({}), contactsBefore: sum(plain, places), contactsAfter: sum(after, places) },
    ]);
  });

  test('gives its intervals the contacts that it says, in the proportions forecast', () => {
    const after = changed(change({ change: 'value', amount: 500 }));
    expect(sum(after, places)).toBeCloseTo(500, 9);
    const share = (of: Forecast) => (of.points[34]?.expected ?? 0) / sum(of, places);
    expect(share(after)).toBeCloseTo(share(plain), 12);
  });

  test('after another begins from what that left', () => {
    const after = changed(change({ amount: 0 }), change({ change: 'value', amount: 60 }));
    expect(places.map((place) => after.points[place]?.expected)).toEqual([30, 30]);
  });

  test('of times that are closed or not forecast is refused, each by its place', () => {
    const found = applyOverrides(plain, [change({}), change({ date: '2026-02-21' }), change({ date: '2027-01-01' })]);
    expect(found.ok ? [] : found.issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'override-matches-nothing /overrides/1',
      'override-matches-nothing /overrides/2',
    ]);
  });
});
