import { describe, expect, it } from 'vitest';
import { gridOf, intervalsOfDay } from '../../../src/domain/history-grid.ts';
import type { ErrorStructure } from '../../../src/domain/forecast-errors.ts';
import type { Forecast, ForecastPoint } from '../../../src/domain/forecast.ts';
import { addDays } from '../../../src/domain/calendar.ts';
import { dayFilter } from '../../../src/forecasting/day-filter.ts';
import { updateWithinDay } from '../../../src/forecasting/intraday.ts';

const ERRORS: ErrorStructure = {
  level: { lasting: 0.01, keptDaily: 0.8, day: 0.01 },
  profiles: [],
  near: { variance: 0.002, kept: 0.8 },
  dispersion: 1.5,
};

type Options = Partial<Forecast> & { readonly open?: (minutes: number) => boolean; readonly aht?: number };

/** A forecast of 100 contacts an hour from 8:00 to 20:00, with ranges 20 to either side. */
function forecastOf({ open = (minutes) => minutes >= 480 && minutes < 1200, aht, ...more }: Options = {}): Forecast {
  const zone = more.zone ?? 'Europe/Berlin';
  const from = more.from ?? '2026-03-02';
  const days = more.days ?? 3;
  const grid = gridOf(zone, from, addDays(from, days), 3600);
  const points = Array.from({ length: days }, (_, day) => intervalsOfDay(grid, day)).flatMap((indexes) =>
    indexes.map((index): ForecastPoint => {
      const [start, end] = [grid.starts[index] as number, grid.starts[index + 1] as number];
      const isOpen = open(grid.minutes[index] as number);
      const level = (value: number): number => (isOpen ? value : 0);
      const ranges = { lower80: level(80), upper80: level(120), lower95: level(70), upper95: level(130) };
      return { start, end, open: isOpen, expected: level(100), ...ranges, ahtSeconds: aht };
    }),
  );
  const none = { wape: null, bias: null, mase: null, coverage80: null, coverage95: null };
  return {
    zone,
    intervalLength: 3600,
    from,
    days,
    absent: 'closed',
    absentDecidedBy: 'caller',
    points,
    errors: ERRORS,
    models: [],
    backtest: { origins: 0, horizonDays: 0, points: 0, ...none },
    notes: [],
    ...more,
  };
}

const openOf = (forecast: Forecast) => forecast.points.filter((point) => point.open);
const widthOf = ({ lower80, upper80 }: ForecastPoint): number => upper80 - lower80;

function updated(forecast: Forecast, intervals: number, count: (index: number) => number): Forecast {
  const past = openOf(forecast).slice(0, intervals);
  const actuals = past.map(({ start }, index) => ({ start, count: count(index) }));
  return updateWithinDay(forecast, actuals, past.at(-1)?.end ?? 0);
}

/** Solves a symmetric positive system by elimination. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const rows = matrix.map((row, index) => [...row, right[index] as number]);
  rows.forEach((pivot, at) => {
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = (row[at] as number) / (pivot[at] as number);
      row.forEach((value, column) => {
        row[column] = value - factor * (pivot[column] as number);
      });
    }
  });
  return rows.map((row, at) => (row.at(-1) as number) / (row[at] as number));
}

describe('the filter', () => {
  it('says what the conditional normal distribution says, where errors are so small that logs are linear', () => {
    const small = 1e-6;
    const errors: ErrorStructure = {
      level: { lasting: 2 * small, keptDaily: 0.7, day: small },
      profiles: [[0.001, -0.0005, 0.0008, 0.0002]],
      near: { variance: small, kept: 0.6 },
      dispersion: 1,
    };
    const forecast = 1e6;
    const seen = [0, 1, 2, 3, 4, 5];
    const place = (index: number) => ({ day: Math.floor(index / 4), slot: index % 4 });
    const covariance = (one: number, two: number): number => {
      const [a, b] = [place(one), place(two)];
      const lasting = 2 * small * 0.7 ** Math.abs(a.day - b.day);
      if (a.day !== b.day) return lasting;
      const profile = errors.profiles[0] as readonly number[];
      return (
        lasting +
        small +
        (profile[a.slot] as number) * (profile[b.slot] as number) +
        small * 0.6 ** Math.abs(a.slot - b.slot)
      );
    };
    const relative = (index: number): number => 0.002 * Math.sin(index + 1);
    const matrix = seen.map((one) => seen.map((two) => covariance(one, two) + (one === two ? 1 / forecast : 0)));
    const filter = dayFilter(errors);
    for (const index of seen) {
      if (place(index).slot === 0) filter.beginDay(1);
      else filter.step();
      filter.observe(place(index).slot, forecast, forecast * (1 + relative(index)));
    }
    filter.step();
    filter.beginSum();
    for (const index of [6, 7]) {
      if (index > 6) filter.step();
      const cross = seen.map((one) => covariance(one, index));
      const weights = solved(matrix, cross);
      const mean = weights.reduce((sum, weight, at) => sum + weight * relative(at), 0);
      const variance =
        covariance(index, index) - weights.reduce((sum, weight, at) => sum + weight * (cross[at] as number), 0);
      const found = filter.factorAt(place(index).slot);
      expect(found.mean / mean).toBeCloseTo(1, 2);
      expect(found.variance / variance).toBeCloseTo(1, 2);
      filter.addToSum(place(index).slot, index);
    }
    const both = [6, 7];
    const left = both.map((one) =>
      both.map((two) => {
        const cross = seen.map((each) => covariance(each, two));
        const weights = solved(
          matrix,
          seen.map((each) => covariance(each, one)),
        );
        return covariance(one, two) - weights.reduce((sum, weight, at) => sum + weight * (cross[at] as number), 0);
      }),
    );
    const sum = both.reduce(
      (total, one, row) =>
        total + both.reduce((part, two, column) => part + one * two * ((left[row] as number[])[column] as number), 0),
      0,
    );
    expect(filter.sumVariance() / sum).toBeCloseTo(1, 2);
  });

  it('keeps as much of the lasting level over three days as over one day three times', () => {
    const seen = dayFilter(ERRORS);
    seen.beginDay(1);
    seen.observe(9, 100, 130);
    const [at, apart] = [seen.copy(), seen.copy()];
    at.beginDay(3);
    for (let day = 0; day < 3; day++) apart.beginDay(1);
    expect(at.factorAt(9).mean).toBeGreaterThan(0);
    expect(at.factorAt(9).mean).toBeCloseTo(apart.factorAt(9).mean, 12);
    expect(at.factorAt(9).variance).toBeCloseTo(apart.factorAt(9).variance, 12);
  });

  it('takes one burst for no more than four of its standard deviations', () => {
    const factorAfter = (count: number): number => {
      const filter = dayFilter(ERRORS);
      filter.beginDay(1);
      filter.observe(9, 100, count);
      return filter.factorAt(10).mean;
    };
    expect(factorAfter(5000)).toBe(factorAfter(1000));
    expect(factorAfter(130)).toBeLessThan(factorAfter(140));
  });
});

describe('an update within the day', () => {
  it('leaves what is expected where exactly that came, and narrows the ranges as the day goes', () => {
    const forecast = forecastOf();
    const widths = [1, 4, 8].map((intervals) => {
      const { points, dayRanges } = updated(forecast, intervals, () => 100);
      for (const point of points.filter(({ open }) => open)) expect(point.expected).toBeCloseTo(100, 9);
      expect(dayRanges?.[0]?.expected).toBeCloseTo(1200, 6);
      const last = openOf({ ...forecast, points }).find(({ start }) => start === openOf(forecast)[11]?.start);
      return widthOf(last as ForecastPoint);
    });
    expect([40, ...widths]).toEqual([...widths, 40].sort((a, b) => b - a));
    expect(new Set(widths).size).toBe(3);
  });

  it('raises the rest of the day by nearly all of what the morning was above, and the days after by what lasts', () => {
    const { update, points } = updated(forecastOf(), 6, () => 130);
    const byDay = Map.groupBy(openOf({ ...forecastOf(), points }), ({ start }) => Math.floor(start / 86_400));
    const means = [...byDay.values()].map((day) => day.reduce((sum, { expected }) => sum + expected, 0) / day.length);
    expect(means[0]).toBeGreaterThan(122);
    expect(means[0]).toBeLessThan(130);
    expect(means[1]).toBeGreaterThan(105);
    expect(means[1]).toBeLessThan(means[0] as number);
    expect(means[2]).toBeGreaterThan(103);
    expect(means[2]).toBeLessThan(means[1] as number);
    expect(update).toMatchObject({ intervals: 6, contacts: 780 });
    expect(update?.days[0]).toMatchObject({ date: '2026-03-02', soFar: 780, soFarForecast: 600, forecast: 1200 });
  });

  it('moves the intervals that a profile says go with the morning', () => {
    const profile = Array.from({ length: 24 }, (_, hour) => (hour < 12 ? 0.15 : -0.15));
    const errors = { ...ERRORS, level: { lasting: 0, keptDaily: 0.5, day: 0.0001 }, profiles: [profile] };
    const { points } = updated(forecastOf({ errors }), 4, () => 115);
    const evening = points.find(({ open }) => open) as ForecastPoint;
    expect(evening.expected).toBeLessThan(92);
  });

  it('keeps the range of a day above what came already', () => {
    const { dayRanges } = updated(forecastOf(), 11, () => 100);
    const [today] = dayRanges ?? [];
    expect(today?.lower95).toBeGreaterThanOrEqual(1100);
    expect((today?.upper80 ?? 0) - (today?.lower80 ?? 0)).toBeLessThan(60);
  });

  it('does not hang on the order of the actuals', () => {
    const forecast = forecastOf();
    const past = openOf(forecast).slice(0, 5);
    const actuals = past.map(({ start }, index) => ({ start, count: 90 + 10 * index }));
    const asOf = past.at(-1)?.end as number;
    expect(updateWithinDay(forecast, [...actuals].reverse(), asOf)).toEqual(updateWithinDay(forecast, actuals, asOf));
  });

  it('takes an interval without an actual for as many as are likely, and tells it', () => {
    const forecast = forecastOf();
    const past = openOf(forecast).slice(0, 6);
    const actuals = past.filter((_, index) => index !== 2).map(({ start }) => ({ start, count: 130 }));
    const { update, notes } = updateWithinDay(forecast, actuals, past.at(-1)?.end as number);
    expect(update?.days[0]?.soFar).toBeGreaterThan(5 * 130 + 115);
    expect(update?.days[0]?.soFar).toBeLessThan(6 * 130);
    expect(notes).toEqual([{ code: 'actuals-missing', facts: { intervals: 1, firstInstant: past[2]?.start } }]);
  });

  it('counts contacts of closed intervals in the day, and learns nothing from them', () => {
    const forecast = forecastOf();
    const closed = forecast.points[0] as ForecastPoint;
    const past = openOf(forecast).slice(0, 3);
    const actuals = past.map(({ start }) => ({ start, count: 100 }));
    const asOf = past.at(-1)?.end as number;
    const told = updateWithinDay(forecast, [{ start: closed.start, count: 7 }, ...actuals], asOf);
    expect(told.update?.days[0]?.soFar).toBe(307);
    expect(openOf(told)[0]?.expected).toBeCloseTo(100, 9);
    expect(told.notes.map(({ code }) => code)).toEqual(['actuals-when-closed']);
  });

  it('leaves an interval under way to come', () => {
    const forecast = forecastOf();
    const [first, second] = openOf(forecast) as [ForecastPoint, ForecastPoint];
    const { points, update } = updateWithinDay(forecast, [{ start: first.start, count: 100 }], second.start + 600);
    expect(points[0]?.start).toBe(second.start);
    expect(update?.days[0]?.soFarForecast).toBe(100);
  });

  it('scales handle times by what their contacts can tell', () => {
    const handleTime = { level: { lasting: 0.001, keptDaily: 0.5, day: 0.003 }, contact: 1 };
    const forecast = forecastOf({ aht: 200, errors: { ...ERRORS, handleTime } });
    const past = openOf(forecast).slice(0, 6);
    const actuals = past.map(({ start }) => ({ start, count: 100, ahtSeconds: 220 }));
    const { points, update } = updateWithinDay(forecast, actuals, past.at(-1)?.end as number);
    expect(points[0]?.ahtSeconds).toBeGreaterThan(208);
    expect(points[0]?.ahtSeconds).toBeLessThan(220);
    expect(points.at(-1)?.ahtSeconds).toBeLessThan(points[0]?.ahtSeconds as number);
    const { factor = 0, lower80 = 0, upper80 = 0 } = update?.handleTime ?? {};
    expect(lower80).toBeLessThan(factor);
    expect(upper80).toBeGreaterThan(factor);
    expect(points[0]?.ahtSeconds).toBeCloseTo(200 * factor, 9);
  });

  it('works on both days of a clock change', () => {
    for (const [from, hours] of [
      ['2026-03-29', 23],
      ['2026-10-25', 25],
    ] as const) {
      const forecast = forecastOf({ from, days: 2, open: () => true });
      expect(
        forecast.points.filter(({ start }) => start < (forecast.points[0]?.start ?? 0) + hours * 3600),
      ).toHaveLength(hours);
      const told = updated(forecast, 6, () => 120);
      expect(told.update?.days[0]).toMatchObject({ date: from, soFar: 720, soFarForecast: 600, forecast: 100 * hours });
      expect(told.points).toHaveLength(hours - 6 + 24);
    }
  });

  it('updates the days after whole days', () => {
    const forecast = { ...forecastOf({ days: 3 }), intervalLength: 'day' as const };
    const points = [0, 1, 2].map((day): ForecastPoint => {
      const start = (forecast.points[24 * day] as ForecastPoint).start;
      const ranges = { lower80: 900, upper80: 1100, lower95: 850, upper95: 1150 };
      return { start, end: start + 86_400, open: true, expected: 1000, ...ranges };
    });
    const [first] = points as [ForecastPoint];
    const told = updateWithinDay({ ...forecast, points }, [{ start: first.start, count: 1200 }], first.end);
    expect(told.from).toBe('2026-03-03');
    expect(told.points[0]?.expected).toBeGreaterThan(1040);
    expect(told.points[1]?.expected).toBeLessThan(told.points[0]?.expected as number);
  });

  it('says that errors are assumed where the forecast does not tell them, and gives ranges where it had none', () => {
    const bare = forecastOf({ errors: undefined });
    const points = bare.points.map((point) => {
      const { expected } = point;
      return { ...point, lower80: expected, upper80: expected, lower95: expected, upper95: expected };
    });
    const told = updated({ ...bare, points }, 6, () => 130);
    expect(told.notes).toEqual([{ code: 'errors-assumed', facts: {} }]);
    expect(openOf(told)[0]?.expected).toBeGreaterThan(115);
    expect(widthOf(openOf(told)[0] as ForecastPoint)).toBeGreaterThan(10);
  });
});
