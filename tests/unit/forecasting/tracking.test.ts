import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/domain/calendar.ts';
import type { Forecast } from '../../../src/domain/forecast.ts';
import type { History } from '../../../src/domain/history.ts';
import { daysBetweenFalseAlarms, limitFor, watchBias } from '../../../src/forecasting/bias-watch.ts';
import { trackForecasts } from '../../../src/forecasting/tracking.ts';
import { historyCsv, historyOf } from '../../fixtures/weekly-history.ts';

const ZONE = 'Europe/Berlin';

/** Hourly contacts from 9:00 to 12:00, so many by day and hour. */
function historyWith(from: string, days: number, count: (day: number, hour: number) => number | null): History {
  const text = historyCsv(from, days, 60, (day, minutes) =>
    minutes >= 540 && minutes < 720 ? count(day, minutes / 60) : null,
  );
  return historyOf(text, { zone: ZONE, absent: 'closed' });
}

/** A forecast of the history's intervals from a date, 100 in each open one unless said otherwise, with a range of 80 to 120. */
function forecastFor(history: History, from: string, days: number, expected = 100): Forecast {
  const end = addDays(from, days);
  const zoneText = (instant: number): string => new Date((instant + 3600) * 1000).toISOString().slice(0, 10);
  const points = history.intervals
    .filter(({ start }) => zoneText(start) >= from && zoneText(start) < end)
    .map(({ start, end: until, state }) => {
      const open = state !== 'closed';
      const level = (value: number): number => (open ? value : 0);
      const ranges = { lower80: level(80), upper80: level(120), lower95: level(70), upper95: level(130) };
      return { start, end: until, open, expected: level(expected), ...ranges };
    });
  const none = { wape: null, bias: null, mase: null, coverage80: null, coverage95: null };
  return {
    zone: ZONE,
    intervalLength: 3600,
    from,
    days,
    absent: 'closed',
    absentDecidedBy: 'caller',
    points,
    models: [],
    backtest: { origins: 0, horizonDays: 0, points: 0, ...none },
    notes: [],
  };
}

const FROM = '2026-01-12';

describe('the accuracy of forecasts', () => {
  // A week before of 90 in each interval, then a week of 110, 90 and 130 contacts a day.
  const counts = [110, 90, 130];
  const history = historyWith('2026-01-05', 14, (day, hour) => (day < 7 ? 90 : (counts[hour - 9] as number)));
  const found = trackForecasts([{ id: 'calls', forecasts: [forecastFor(history, FROM, 7)], actuals: history }], 365);
  const [queue] = found.queues;

  it('is counted by hand on intervals', () => {
    // Errors of 10, 10 and 30 against 110, 90, 130; the week before errs by 20, 0 and 40.
    expect(queue?.scores).toMatchObject({ points: 7 * 3, actual: 7 * 330, forecast: 7 * 300 });
    expect(queue?.scores.wape).toBeCloseTo(50 / 330, 12);
    expect(queue?.scores.bias).toBeCloseTo(-30 / 330, 12);
    expect(queue?.scores.mase).toBeCloseTo(50 / 60, 12);
    expect(queue?.scores.coverage80).toBeCloseTo(2 / 3, 12);
    expect(queue?.scores.coverage95).toBe(1);
    // Losses of 80: 3, 1, 5; of 100 as the median: 5, 5, 15; of 120: 1, 3, 9.
    expect(queue?.scores.pinball).toBeCloseTo((2 * (9 + 25 + 13)) / 3 / 330, 12);
    expect(found.scores).toEqual(queue?.scores);
  });

  it('is of totals on days and weeks, where errors cancel', () => {
    expect(queue?.dayTotals).toMatchObject({ points: 7, actual: 7 * 330 });
    expect(queue?.dayTotals.wape).toBeCloseTo(30 / 330, 12);
    expect(queue?.weekTotals).toMatchObject({ points: 1, actual: 7 * 330 });
  });

  it('is told by days ahead, time, date and week', () => {
    expect(queue?.horizons.map(({ daysAhead }) => daysAhead)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(queue?.times.find(({ time }) => time === '11:00')?.scores.bias).toBeCloseTo(-30 / 130, 12);
    expect(queue?.dates[0]).toMatchObject({ date: FROM, scores: { actual: 330 } });
    expect(queue?.weeks).toMatchObject([{ week: FROM }]);
  });

  it('looks at nothing behind the last row, and at each forecast of a day', () => {
    const short = historyWith('2026-01-05', 9, (day, hour) => (day === 8 && hour > 9 ? null : 100));
    const forecasts = [forecastFor(history, FROM, 7), forecastFor(history, '2026-01-13', 2)];
    const [own] = trackForecasts([{ id: 'a', forecasts, actuals: short }], 365).queues;
    // All of Monday and of Tuesday up to 10:00; Tuesday by both forecasts.
    expect(own?.scores.actual).toBe(300 + 100 + 100);
    expect(own?.forecasts.map(({ scores }) => scores.actual)).toEqual([400, 100]);
    expect(own?.dayTotals.points).toBe(1);
  });

  it('says that nothing came yet', () => {
    const before = historyWith('2026-01-05', 7, () => 90);
    const { queues, notes } = trackForecasts(
      [{ id: 'calls', forecasts: [forecastFor(history, FROM, 7)], actuals: before }],
      365,
    );
    expect(queues[0]?.scores).toMatchObject({ points: 0, wape: null });
    expect(notes).toEqual([{ code: 'nothing-came-yet', facts: { queue: 'calls' } }]);
  });

  it('reads finer actuals at the interval of the forecast', () => {
    const text = historyCsv('2026-01-05', 14, 30, (_, minutes) => (minutes >= 540 && minutes < 720 ? 50 : null));
    const fine = historyOf(text, { zone: ZONE, absent: 'closed' });
    const [own] = trackForecasts([{ id: 'a', forecasts: [forecastFor(history, FROM, 7)], actuals: fine }], 365).queues;
    expect(own?.scores.wape).toBe(0);
  });
});

/** Normal numbers by Box and Muller from a generator of Park and Miller. */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

describe('the watch for bias', () => {
  const daysOf = (errors: readonly number[], sigma: number | undefined = 10) =>
    errors.map((error, index) => {
      return { date: addDays('2026-01-01', index), forecast: 1000, actual: 1000 + 10 * error, sigma };
    });

  it('has the limits of the literature', () => {
    // Two-sided sums with a reference of 0.5: 168 days at a limit of 4, 465 at 5 (Montgomery, Statistical Quality Control, table 9.3).
    expect(daysBetweenFalseAlarms(4)).toBeCloseTo(168, -1);
    expect(daysBetweenFalseAlarms(5) / 465).toBeCloseTo(1, 1);
    expect(daysBetweenFalseAlarms(limitFor(365))).toBeCloseTo(365, 6);
  });

  it.each([
    ['independent days', 0],
    ['days that go together', 0.5],
  ])('raises false alarms about as often as it says on %s', (_, kept) => {
    const normal = normals(7);
    let [alarms, days] = [0, 0];
    for (let series = 0; series < 60; series += 1) {
      let error = normal();
      const errors = Array.from({ length: 400 }, () => {
        error = kept * error + Math.sqrt(1 - kept * kept) * normal();
        return error;
      });
      alarms += watchBias(daysOf(errors), 100).alarms.length;
      days += 400;
    }
    expect(days / alarms).toBeGreaterThan(70);
    expect(days / alarms).toBeLessThan(220);
  });

  it('finds a shift of one standard deviation within two weeks, its direction, begin and size', () => {
    const normal = normals(3);
    const errors = Array.from({ length: 80 }, (_, day) => normal() + (day >= 50 ? 1.2 : 0));
    const [alarm, ...more] = watchBias(daysOf(errors), 365).alarms;
    expect(alarm?.direction).toBe('under-forecast');
    expect(alarm?.raised && alarm.raised <= addDays('2026-01-01', 66)).toBe(true);
    expect(alarm?.since && alarm.since >= addDays('2026-01-01', 44)).toBe(true);
    expect(alarm?.bias).toBeLessThan(0);
    expect(more.every(({ direction }) => direction === 'under-forecast')).toBe(true);
    const [over] = watchBias(daysOf(errors.map((error) => -error)), 365).alarms;
    expect(over).toMatchObject({ direction: 'over-forecast', raised: alarm?.raised });
  });

  it('takes one day that nobody knew of for no bias', () => {
    const errors = Array.from({ length: 30 }, (_, day) => (day === 15 ? 40 : day % 2 === 0 ? 0.5 : -0.5));
    expect(watchBias(daysOf(errors), 365).alarms).toEqual([]);
  });

  it('takes the scatter of the errors themselves where the forecast has no ranges, or too narrow ones', () => {
    const normal = normals(11);
    const errors = Array.from({ length: 200 }, () => 6 * normal());
    expect(watchBias(daysOf(errors), 365).alarms.length).toBeLessThanOrEqual(2);
    const bare = daysOf(errors).map((day) => ({ ...day, sigma: undefined }));
    expect(watchBias(bare, 365).alarms.length).toBeLessThanOrEqual(2);
  });
});
