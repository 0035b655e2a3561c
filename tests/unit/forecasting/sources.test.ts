import { describe, expect, test } from 'vitest';
import type { Forecast } from '../../../src/domain/forecast.ts';
import type { Campaign, History } from '../../../src/domain/history.ts';
import { addDays, dayNumber, weekdayIndex } from '../../../src/domain/calendar.ts';
import { backtest } from '../../../src/forecasting/backtest.ts';
import { learnLift } from '../../../src/forecasting/campaign-lift.ts';
import { dayMatrixOf } from '../../../src/forecasting/day-matrix.ts';
import { forecast } from '../../../src/forecasting/forecast.ts';
import type { ForecastOptions } from '../../../src/forecasting/forecast-task.ts';
import { historyCsv, historyOf, noise, office } from '../../fixtures/weekly-history.ts';

const ZONE = 'UTC';
const FIRST = '2026-01-05';

function made(history: History, options: ForecastOptions): Forecast {
  const found = forecast(history, options);
  if (!found.ok) throw new Error(JSON.stringify(found.issues));
  return found.forecast;
}

const total = ({ points }: Forecast) => points.reduce((sum, { expected }) => sum + expected, 0);
const codesOf = (history: History, options: ForecastOptions) => {
  const found = forecast(history, options);
  return found.ok ? [] : found.issues.map(({ code, path }) => `${code} ${path}`);
};

describe('a new queue', () => {
  const like = historyOf(historyCsv(FIRST, 84, 30, office), { zone: ZONE });
  const share = (count: number | null, part: number) => (count === null ? null : Math.round(count * part));
  const late = (days: number, part: number) =>
    historyOf(
      historyCsv(addDays(FIRST, 84 - days), days, 30, (day, minutes, weekday) =>
        share(office(84 - days + day, minutes, weekday), part),
      ),
      { zone: ZONE },
    );

  test.each([
    [0.25, 3],
    [0.25, 10],
    [1, 5],
    [2.6, 10],
  ])('has the seasons of the like one at its own level (%f times, from %i days)', (part, days) => {
    const own = made(late(days, part), { days: 7, like });
    const other = made(like, { days: 7 });
    expect(total(own) / total(other)).toBeGreaterThan(0.95 * part);
    expect(total(own) / total(other)).toBeLessThan(1.05 * part);
    const monday = own.points.filter(({ start }) => new Date(start * 1000).getUTCDay() === 1);
    const tuesday = own.points.filter(({ start }) => new Date(start * 1000).getUTCDay() === 2);
    const sum = (points: typeof monday) => points.reduce((all, { expected }) => all + expected, 0);
    expect(sum(monday) / sum(tuesday)).toBeGreaterThan(1.2);
    const [note] = own.notes.filter(({ code }) => code === 'queue-borrowed');
    expect(note?.facts).toMatchObject({ borrowedDays: 84 - days, ownDays: days - 2 });
    expect(Math.abs(Number(note?.facts['ratio']) / part - 1)).toBeLessThan(0.05);
  });

  test('has wider ranges the fewer days tell its level', () => {
    const width = (days: number) => {
      const { points } = made(late(days, 0.5), { days: 7, like });
      return points.reduce((sum, { lower80, upper80 }) => sum + upper80 - lower80, 0);
    };
    expect(width(3)).toBeGreaterThan(1.05 * width(24));
  });

  test('says what is wrong with the like one', () => {
    const own = late(10, 0.5);
    expect(codesOf(own, { days: 7, like: late(12, 1) })).toEqual(['like-not-older /like']);
    const coarse = historyOf(historyCsv(FIRST, 84, 60, office), { zone: ZONE });
    expect(codesOf(own, { days: 7, like: coarse })).toEqual(['like-interval /like']);
    const night = historyOf(
      historyCsv(FIRST, 84, 30, (_, minutes) => (minutes < 120 ? 5 : null)),
      { zone: ZONE },
    );
    expect(codesOf(own, { days: 7, like: night })).toEqual(['like-without-level /like']);
    expect(codesOf(late(3, 0.5), { days: 7 })).toEqual(['history-too-short /from']);
  });

  test('reads nothing of the like one behind the first day forecast', () => {
    const from = addDays(FIRST, 84);
    const longer = historyOf(historyCsv(FIRST, 98, 30, office), { zone: ZONE });
    const own = late(10, 0.5);
    // What the like queue shows behind the own end is not there for the fit.
    expect(made(own, { from, days: 7, like: longer }).points).toEqual(made(own, { from, days: 7, like }).points);
  });
});

describe('days spread by a profile', () => {
  const fine = historyOf(historyCsv(FIRST, 84, 30, office), { zone: ZONE });
  const days = historyOf(
    historyCsv(FIRST, 84, 1440, (day, _, weekday) => {
      let sum = 0;
      for (let minutes = 0; minutes < 1440; minutes += 30) sum += office(day, minutes, weekday) ?? 0;
      return weekday > 4 ? null : sum;
    }),
    { zone: ZONE },
  );

  test('have the totals of the days, and in each interval what the finer history would say', () => {
    const spread = made(days, { days: 14, profile: { kind: 'history', history: fine } });
    const daily = made(days, { days: 14 });
    expect(total(spread)).toBeCloseTo(total(daily), 6);
    const direct = made(fine, { days: 14 });
    spread.points.forEach(({ expected, open, lower80, upper80 }, index) => {
      const other = direct.points[index]?.expected ?? 0;
      expect(open).toBe(other > 0);
      expect(Math.abs(expected - other)).toBeLessThanOrEqual(0.06 * other);
      expect(lower80).toBeLessThanOrEqual(expected);
      expect(upper80).toBeGreaterThanOrEqual(expected);
    });
    expect(spread.notes.map(({ code }) => code)).toContain('days-spread');
    const [first, same] = [spread.dayRanges?.[2], daily.dayRanges?.[2]];
    expect(first?.expected).toBeCloseTo(same?.expected ?? Number.NaN, 6);
    expect(Math.abs((first?.upper80 ?? 0) - (same?.upper80 ?? 0))).toBeLessThan(0.05 * (same?.upper80 ?? 0));
  });

  test('have relative errors of the day and of a Poisson count in each interval', () => {
    const shares = new Float64Array(7 * 24);
    for (let weekday = 0; weekday < 7; weekday += 1) shares.fill(1, weekday * 24 + 8, weekday * 24 + 12);
    const spread = made(days, { days: 7, profile: { kind: 'shares', intervalLength: 3600, shares } });
    const open = spread.points.filter((point) => point.open);
    expect(open).toHaveLength(5 * 4);
    for (const { expected, upper80 } of open) expect(upper80 - expected).toBeGreaterThan(1.2 * Math.sqrt(expected));
    expect(spread.notes.map(({ code }) => code)).toContain('days-spread-as-given');
  });

  test('are refused where there are no days, or no profile yet', () => {
    expect(codesOf(fine, { days: 7, profile: { kind: 'history', history: fine } })).toEqual([
      'profile-without-days /profile',
    ]);
    const young = historyOf(historyCsv(addDays(FIRST, 81), 3, 30, office), { zone: ZONE });
    expect(codesOf(days, { days: 7, profile: { kind: 'history', history: young } })).toEqual([
      'profile-too-short /profile',
    ]);
  });
});

describe('campaigns', () => {
  const SHAPE = [0.2, 0.35, 0.25, 0.15, 0.05];
  const PER_LETTER = 0.04;
  const campaigns: readonly Campaign[] = [
    [30, 10_000],
    [58, 30_000],
    [94, 5000],
    [121, 20_000],
    [160, 40_000],
    [190, 12_000],
    [212, 25_000],
  ].map(([day = 0, size = 0]) => ({ date: addDays(FIRST, day), name: `Letter of day ${day}`, kind: 'letter', size }));
  const liftOn = (date: string) =>
    campaigns.reduce((sum, one) => {
      let open = -1;
      for (let each = one.date; each <= date; each = addDays(each, 1)) if (weekdayIndex(each) < 5) open += 1;
      return sum + one.size * PER_LETTER * (SHAPE[open] ?? 0);
    }, 0);
  const history = historyOf(
    historyCsv(FIRST, 210, 1440, (day, _, weekday) => {
      if (weekday > 4) return null;
      const usual = 1000 * (weekday === 0 ? 1.3 : 1) * (1 + 0.05 * noise(day, 1));
      return Math.round(usual + liftOn(addDays(FIRST, day)));
    }),
    { zone: ZONE },
  );

  test('bring what they were made to bring, and leave the history as it would have been', () => {
    const matrix = dayMatrixOf(history);
    const lift = learnLift(matrix, campaigns);
    const perThousand = Number(lift.notes[0]?.facts['perThousand']);
    expect(lift.notes[0]).toMatchObject({ code: 'campaign-lift', facts: { kind: 'letter', campaigns: 6 } });
    expect(Math.abs(perThousand / (1000 * PER_LETTER) - 1)).toBeLessThan(0.15);
    const apart = (values: Float64Array) =>
      values.reduce((sum, count, day) => {
        const weekday = day % 7;
        const usual = 1000 * (weekday === 0 ? 1.3 : 1) * (1 + 0.05 * noise(day, 1));
        return weekday > 4 ? sum : sum + Math.abs(count - usual);
      }, 0);
    expect(apart(lift.clean.counts)).toBeLessThan(0.4 * apart(matrix.counts));
    expect(lift.clean.counts.every((count) => Number.isNaN(count) || count >= 0)).toBe(true);
  });

  test('are as uncertain as they are large: twice the letters, twice the deviation', () => {
    const day = dayNumber(addDays(FIRST, 212));
    const times = (size: number) => {
      const sized = campaigns.map((one, index) => (index === campaigns.length - 1 ? { ...one, size } : one));
      return learnLift(dayMatrixOf(history), sized).on(day);
    };
    expect(times(25_000).sd).toBeGreaterThan(0);
    expect(times(50_000).sd / times(25_000).sd).toBeCloseTo(2, 6);
    expect(times(50_000).contacts / times(25_000).contacts).toBeCloseTo(2, 6);
  });

  test('to come add what their size is worth, in the measure of those before', () => {
    const planned = made(history, { days: 14, campaigns });
    const without = made(history, { days: 14, campaigns: campaigns.slice(0, -1) });
    const added = total(planned) - total(without);
    expect(Math.abs(added / (25_000 * PER_LETTER) - 1)).toBeLessThan(0.15);
    const double = campaigns.map((one, index) => (index === campaigns.length - 1 ? { ...one, size: 50_000 } : one));
    const twice = made(history, { days: 14, campaigns: double });
    expect((total(twice) - total(without)) / added).toBeCloseTo(2, 6);
    const widthOf = ({ points }: Forecast) => points.reduce((sum, { lower80, upper80 }) => sum + upper80 - lower80, 0);
    expect(widthOf(twice)).toBeGreaterThan(widthOf(without));
  });

  test('of a kind that was not there yet bring what others do, and nothing where none was', () => {
    const next = { date: addDays(FIRST, 212), name: 'Message', kind: 'text', size: 25_000 };
    const unseen = made(history, { days: 14, campaigns: [...campaigns.slice(0, -1), next] });
    expect(unseen.notes).toContainEqual({ code: 'campaign-kind-unseen', facts: { kind: 'text' } });
    expect(total(unseen)).toBeCloseTo(total(made(history, { days: 14, campaigns })), 6);
    const alone = made(history, { days: 14, campaigns: [next] });
    expect(alone.notes).toContainEqual({ code: 'campaign-without-past', facts: { kind: 'text' } });
    expect(total(alone)).toBeCloseTo(total(made(history, { days: 14 })), 6);
  });

  test('are learned anew at each origin of a backtest, from what lies before it alone', () => {
    const judged = (given: readonly Campaign[]) => {
      const found = backtest(history, { origins: 12, horizonDays: 7, campaigns: given });
      if (!found.ok) throw new Error(JSON.stringify(found.issues));
      return found;
    };
    expect(judged(campaigns).summary.wape).toBeLessThan(0.8 * (judged([]).summary.wape ?? 0));
    const [origin = ''] = judged(campaigns).rows.map((row) => row.origin);
    const cut = historyOf(
      historyCsv(FIRST, dayNumber(origin) - dayNumber(FIRST), 1440, (day, _, weekday) => {
        const row = history.intervals[day];
        return weekday > 4 ? null : (row?.count ?? null);
      }),
      { zone: ZONE },
    );
    const alone = made(cut, { from: origin, days: 7, campaigns });
    const first = judged(campaigns).rows.filter((row) => row.origin === origin);
    for (const row of first) {
      const point = alone.points.find(({ start }) => new Date(start * 1000).toISOString().startsWith(row.timestamp));
      expect(point?.expected).toBeCloseTo(row.forecast, 9);
    }
  });
});
