import { describe, expect, test } from 'vitest';
import { dateOfDayNumber, dayNumber } from '../../../src/domain/calendar.ts';
import type { DayMatrix } from '../../../src/forecasting/day-matrix.ts';
import { dailyFeatures } from '../../../src/forecasting/daily-features.ts';
import { dailyRegression } from '../../../src/forecasting/daily-regression.ts';
import { dailyStates } from '../../../src/forecasting/daily-variants.ts';
import { runningTotals } from '../../../src/forecasting/running-totals.ts';
import { type SpecialNames, specialNames } from '../../../src/forecasting/special-days.ts';
import { noise } from '../../fixtures/weekly-history.ts';

const FIRST = dayNumber('2024-01-01');
const WEEK = [1.2, 1, 0.9, 0.9, 1, 0.4, 0.2];
const NONE: SpecialNames = new Map();

/** Totals of a history of one slot a day with 3 % noise. */
function totalsOf(days: number, effect: (day: number) => number): Float64Array {
  return Float64Array.from({ length: days }, (_, day) =>
    Math.round(1000 * (WEEK[day % 7] as number) * effect(FIRST + day) * (1 + 0.03 * noise(day, 1))),
  );
}

function matrixOf(totals: Float64Array): DayMatrix {
  return {
    firstDay: FIRST,
    days: totals.length,
    slots: 1,
    counts: totals,
    open: new Uint8Array(totals.length).fill(1),
  };
}

const expectedOn = (totals: Float64Array, special: SpecialNames, day: number) => {
  const state = dailyStates(matrixOf(totals), special)(totals.length)[0];
  return Math.exp(state?.logTotal(FIRST + day, day - totals.length + 1) ?? Number.NaN);
};

describe('the daily regression', () => {
  test('learns the first days of the month and leaves the others alone', () => {
    const isFirst = (day: number) => new Date(day * 86_400_000).getUTCDate() <= 3;
    const totals = totalsOf(213, (day) => (isFirst(day) ? 1.3 : 1));
    // 1 and 2 August 2024 are a Thursday and a Friday, the 22nd and 23rd too.
    const first = expectedOn(totals, NONE, 213) + expectedOn(totals, NONE, 214);
    const later = expectedOn(totals, NONE, 234) + expectedOn(totals, NONE, 235);
    expect(first / later).toBeGreaterThan(1.18);
    expect(later / 1900).toBeGreaterThan(0.96);
    expect(later / 1900).toBeLessThan(1.05);
  });

  test('takes what the first worked day behind a holiday did to that of a holiday before a weekend', () => {
    // Mondays of a week of five days, and a Friday that is not seen yet.
    const seen = ['2024-02-05', '2024-03-04', '2024-04-08', '2024-05-06'];
    const friday = dayNumber('2024-06-14');
    const days = new Set([...seen.map(dayNumber), friday]);
    const special = specialNames([...days].map((day) => ({ date: dateOfDayNumber(day), name: 'Off', kind: 'public' })));
    const totals = totalsOf(friday - FIRST, (day) => {
      if ((day - FIRST) % 7 >= 5 || days.has(day)) return Number.NaN;
      return days.has(day - 1) ? 1.4 : 1;
    });
    const after = expectedOn(totals, special, friday + 3 - FIRST);
    const [usual, tuesday] = [7, 8].map((later) => expectedOn(totals, special, friday + 3 + later - FIRST));
    expect(after / (usual as number)).toBeGreaterThan(1.07);
    expect(tuesday).toBeLessThan(1080);
  });

  test('learns a name, the days before and after it, and lends its kind to a name never seen', () => {
    const seen = ['2024-02-14', '2024-03-20', '2024-04-24', '2024-05-29'];
    const special = specialNames([
      ...seen.map((date) => ({ date, name: 'Strike', kind: 'strike' })),
      { date: '2024-07-10', name: 'Another', kind: 'strike' },
    ]);
    const days = new Set(seen.map(dayNumber));
    const totals = totalsOf(182, (day) => (days.has(day) ? 0.5 : days.has(day - 1) ? 1.4 : 1));
    const [before, on, after] = [189, 190 + 1, 192].map((day) => expectedOn(totals, special, day)) as [
      number,
      number,
      number,
    ];
    const plain = [189, 191, 192].map((day) => expectedOn(totals, NONE, day)) as [number, number, number];
    expect(on / plain[1]).toBeLessThan(0.75);
    expect(after / plain[2]).toBeGreaterThan(1.15);
    expect(Math.abs(before / plain[0] - 1)).toBeLessThan(0.06);
  });

  test('learns the days of a longer holiday by their number', () => {
    const holiday = (first: string, days: number) =>
      Array.from({ length: days }, (_, day) => {
        return { date: dateOfDayNumber(dayNumber(first) + day), name: 'Festival', kind: 'public' };
      });
    const days = [...holiday('2024-02-10', 6), ...holiday('2024-05-06', 6), ...holiday('2024-09-02', 6)];
    const first = new Set([dayNumber('2024-02-10'), dayNumber('2024-05-06')]);
    const special = specialNames(days);
    const totals = totalsOf(200, (day) => (special.has(day) ? (first.has(day) ? 0.3 : 0.8) : 1));
    const ratio = (date: string) => {
      const day = dayNumber(date) - FIRST;
      return expectedOn(totals, special, day) / expectedOn(totals, specialNames(days.slice(0, 12)), day);
    };
    expect(ratio('2024-09-02')).toBeLessThan(0.6);
    expect(ratio('2024-09-05')).toBeGreaterThan(1.15 * ratio('2024-09-02'));
  });

  test('follows a level that shifts and is hardly moved by a single wild day', () => {
    const shifted = expectedOn(
      totalsOf(120, (day) => (day >= FIRST + 92 ? 1.5 : 1)),
      NONE,
      120,
    );
    expect(shifted / (1500 * (WEEK[1] as number))).toBeGreaterThan(0.9);
    const wild = expectedOn(
      totalsOf(120, (day) => (day === FIRST + 115 ? 6 : 1)),
      NONE,
      122,
    );
    const calm = expectedOn(
      totalsOf(120, () => 1),
      NONE,
      122,
    );
    expect(Math.abs(wild / calm - 1)).toBeLessThan(0.12);
  });

  test('at an origin has seen nothing behind it', () => {
    const totals = totalsOf(200, () => 1);
    const other = totals.map((total, day) => (day < 150 ? total : 5 * total));
    const whole = dailyStates(matrixOf(other), NONE)(150)[0];
    const cut = dailyStates(matrixOf(totals.slice(0, 150)), NONE)(150)[0];
    for (const day of [150, 156, 190]) {
      expect(whole?.logTotal(FIRST + day, day - 149)).toBe(cut?.logTotal(FIRST + day, day - 149));
    }
  });

  test('learns each weekday where nothing drifts', () => {
    const priors = { month: 0, monthDays: 2.5, workingDay: 0, yearly: 0 };
    const features = dailyFeatures(NONE, () => true, priors);
    const still = { levelDrift: 0, weekdayDrift: 0, deviation: 0, deviationKept: 0.8, clipSigmas: 1e9 };
    const totals = totalsOf(140, () => 1);
    const state = dailyRegression(features, still, FIRST, totals)(140);
    const truth = WEEK.map((share) => Math.log(1000 * share));
    truth.forEach((log, weekday) => {
      expect(Math.abs(state.logTotal(FIRST + 140 + weekday, 1) - log)).toBeLessThan(0.03);
    });
  });
});

describe('running totals', () => {
  test('complete a day by the days of its weekday before it, and leave out one that is mostly unknown', () => {
    const counts = Float64Array.from({ length: 28 * 4 }, (_, cell) => 10 * ((cell % 4) + 1));
    counts[21 * 4] = Number.NaN;
    counts[22 * 4 + 3] = Number.NaN;
    counts[22 * 4 + 2] = Number.NaN;
    const totals = runningTotals({ firstDay: FIRST, days: 28, slots: 4, counts, open: new Uint8Array(112).fill(1) });
    expect(totals[21]).toBeCloseTo(100, 9);
    expect(totals[22]).toBeNaN();
    expect(totals[27]).toBeCloseTo(100, 9);
  });
});
