import { addDays, dateOf, daysBetween, localOf, timeOfMinutes, weekStartOf } from '../domain/calendar.ts';
import type { Forecast, ForecastPoint, Note } from '../domain/forecast.ts';
import type { History, HistoryInterval } from '../domain/history.ts';
import { coarsenHistory } from '../domain/history-grid.ts';
import type { AccuracyScores, ForecastAccuracy, QueueAccuracy, Scored, TrackedQueue } from '../domain/tracking.ts';
import type { Instant, LocalDate } from '../domain/units.ts';
import { type WatchedDay, watchBias } from './bias-watch.ts';

/** Width of a central 80 per cent range in standard deviations. */
const WIDTH_80 = 2.563103131089201;

type Judged = ForecastPoint & {
  readonly actual: number;
  /** The same slot in the last week before the forecast; NaN where it is not known. */
  readonly weekBefore: number;
  readonly date: LocalDate;
  readonly minutes: number;
  readonly daysAhead: number;
};

type JudgedForecast = { readonly forecast: Forecast; readonly points: readonly Judged[] };

/**
 * Judges forecasts by what came: all points that the history knows up to its last row, each forecast for itself, so that a day forecast several times is judged several times, by how far it lay
 * ahead. The bias of a queue's days is watched on the newest forecast of each day. A history must be readable at the interval of its forecasts.
 */
export function trackForecasts(queues: readonly TrackedQueue[], falseAlarmDays: number): ForecastAccuracy {
  const notes: Note[] = [];
  const all: Judged[] = [];
  const found = queues.map((queue): QueueAccuracy => {
    const judged = queue.forecasts.map((forecast) => judge(forecast, queue.actuals));
    const points = judged.flatMap((each) => each.points);
    all.push(...points);
    if (points.length === 0) notes.push({ code: 'nothing-came-yet', facts: { queue: queue.id } });
    return accuracyOf(queue.id, judged, points, falseAlarmDays);
  });
  return { scores: scoresOf(all), queues: found, notes };
}

function judge(forecast: Forecast, history: History): JudgedForecast {
  const actuals = coarsenHistory(history, forecast.intervalLength);
  const end = endOfRows(history);
  const known = new Map(actuals.intervals.map((interval) => [interval.start, interval]));
  const first = forecast.points[0];
  const from = forecast.update === undefined ? forecast.from : dateOf(forecast.zone, first?.start ?? 0);
  const points = forecast.points.flatMap((point): Judged[] => {
    const count = countOf(known.get(point.start));
    if (count === undefined || point.end > end) return [];
    // A closed interval is judged where somebody came all the same.
    if (!point.open && count === 0) return [];
    const { date, minutes } = localOf(forecast.zone, point.start);
    const ahead = daysBetween(from, date);
    const weekBefore = countOf(known.get(weeksBefore(forecast, point, Math.floor(ahead / 7) + 1))) ?? Number.NaN;
    return [{ ...point, actual: count, weekBefore, date, minutes, daysAhead: ahead + 1 }];
  });
  return { forecast, points };
}

/** A closed interval had nothing; one that is not known has no count. */
function countOf(interval: HistoryInterval | undefined): number | undefined {
  if (interval === undefined || interval.state === 'missing') return undefined;
  return interval.count ?? 0;
}

/** The end of the last interval that a row tells of: what absent rows behind it mean is not known yet. */
function endOfRows({ rows, intervals }: History): Instant {
  let last = -1;
  for (const { interval, secondInterval } of rows) last = Math.max(last, interval, secondInterval ?? -1);
  return intervals[last]?.end ?? Number.NEGATIVE_INFINITY;
}

/** The same time on the wall clock so many weeks before, as far as clock changes leave it. */
function weeksBefore({ zone }: Forecast, { start }: ForecastPoint, weeks: number): Instant {
  const before = start - weeks * 7 * 86_400;
  const shift = localOf(zone, start).minutes - localOf(zone, before).minutes;
  return before + (Math.abs(shift) > 720 ? 0 : shift) * 60;
}

function accuracyOf(
  id: string,
  judged: readonly JudgedForecast[],
  points: readonly Judged[],
  falseAlarmDays: number,
): QueueAccuracy {
  const grouped = <K extends string | number, T>(keyOf: (point: Judged) => K, named: (key: K) => T) =>
    [...Map.groupBy(points, keyOf)]
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, own]): Scored<T> => ({ ...named(key), scores: scoresOf(own) }));
  const dates = judged.flatMap((each) => wholeDays(each));
  const weeks = judged.flatMap((each) => wholeWeeks(each));
  return {
    id,
    scores: scoresOf(points),
    dayTotals: totalsScores(dates),
    weekTotals: totalsScores(weeks),
    forecasts: judged.map(({ forecast, points: own }) => {
      return { from: forecast.from, days: forecast.days, scores: scoresOf(own) };
    }),
    horizons: grouped(
      ({ daysAhead }) => daysAhead,
      (daysAhead) => ({ daysAhead }),
    ),
    times: grouped(
      ({ minutes }) => minutes,
      (minutes) => ({ time: timeOfMinutes(minutes) }),
    ),
    dates: grouped(
      ({ date }) => date,
      (date) => ({ date }),
    ),
    weeks: grouped(
      ({ date }) => weekStartOf(date),
      (week) => ({ week }),
    ),
    bias: watchBias(newestOf(dates), falseAlarmDays),
  };
}

type Total = WatchedDay & {
  readonly madeFor: LocalDate;
  readonly lower80: number;
  readonly upper80: number;
  readonly lower95: number;
  readonly upper95: number;
  readonly hasRange: boolean;
  readonly weekBefore: number;
};

/** Days of which every open interval is known. */
function wholeDays({ forecast, points }: JudgedForecast): readonly Total[] {
  const expected = Map.groupBy(forecast.points, ({ start }) => dateOf(forecast.zone, start));
  return [...Map.groupBy(points, ({ date }) => date)].flatMap(([date, own]): Total[] => {
    const open = (expected.get(date) ?? []).filter((point) => point.open);
    const isWhole = open.length > 0 && own.filter((point) => point.open).length === open.length;
    if (!isWhole) return [];
    const range = forecast.dayRanges?.find((each) => each.date === date);
    const width = range === undefined ? 0 : range.upper80 - range.lower80;
    const sum = totalOf(own);
    return [
      {
        date,
        madeFor: forecast.from,
        ...sum,
        // An updated day holds what came before its first point, too.
        forecast: sum.forecast,
        sigma: width > 0 && forecast.update === undefined ? width / WIDTH_80 : undefined,
        lower80: range?.lower80 ?? sum.forecast,
        upper80: range?.upper80 ?? sum.forecast,
        lower95: range?.lower95 ?? sum.forecast,
        upper95: range?.upper95 ?? sum.forecast,
        hasRange: width > 0 && forecast.update === undefined,
      },
    ];
  });
}

/** Weeks from Monday on of which all seven days are forecast and known; closed days are known to be 0. */
function wholeWeeks(judged: JudgedForecast): readonly Total[] {
  const { forecast, points } = judged;
  return [...Map.groupBy(points, ({ date }) => weekStartOf(date))].flatMap(([week, own]): Total[] => {
    const end = addDays(week, 7);
    const all = forecast.points.filter(({ start }) => {
      const date = dateOf(forecast.zone, start);
      return date >= week && date < end;
    });
    const isForecast = forecast.from <= week && addDays(forecast.from, forecast.days) >= end;
    const open = all.filter((point) => point.open).length;
    if (!isForecast || open === 0 || own.filter((point) => point.open).length !== open) return [];
    const sum = totalOf(own);
    const none = { lower80: sum.forecast, upper80: sum.forecast, lower95: sum.forecast, upper95: sum.forecast };
    return [{ date: week, madeFor: forecast.from, ...sum, sigma: undefined, ...none, hasRange: false }];
  });
}

function totalOf(points: readonly Judged[]) {
  return points.reduce(
    (sum, point) => ({
      forecast: sum.forecast + point.expected,
      actual: sum.actual + point.actual,
      weekBefore: sum.weekBefore + point.weekBefore,
    }),
    { forecast: 0, actual: 0, weekBefore: 0 },
  );
}

/** Of each date the forecast that was made last, in order of date. */
function newestOf(days: readonly Total[]): readonly WatchedDay[] {
  const newest = new Map<LocalDate, Total>();
  for (const day of days) {
    const known = newest.get(day.date);
    if (known === undefined || day.madeFor >= known.madeFor) newest.set(day.date, day);
  }
  return [...newest.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

function totalsScores(totals: readonly Total[]): AccuracyScores {
  return scoresOf(totals.map((total) => ({ ...total, expected: total.forecast, open: total.hasRange })));
}

type Scorable = Pick<
  Judged,
  'expected' | 'actual' | 'weekBefore' | 'open' | 'lower80' | 'upper80' | 'lower95' | 'upper95'
>;

/** The scores of points: ranges are judged where there are any and the interval is open. */
function scoresOf(points: readonly Scorable[]): AccuracyScores {
  const sums = {
    forecast: 0,
    actual: 0,
    absolute: 0,
    comparable: 0,
    naive: 0,
    pinball: 0,
    ranged: 0,
    in80: 0,
    in95: 0,
  };
  let rangedActual = 0;
  for (const point of points) {
    const { expected, actual, weekBefore } = point;
    sums.forecast += expected;
    sums.actual += actual;
    sums.absolute += Math.abs(expected - actual);
    if (!Number.isNaN(weekBefore)) {
      sums.comparable += Math.abs(expected - actual);
      sums.naive += Math.abs(weekBefore - actual);
    }
    if (!point.open || point.upper95 <= point.lower95) continue;
    sums.ranged += 1;
    rangedActual += actual;
    sums.pinball +=
      (quantileLoss(point.lower80, actual, 0.1) +
        quantileLoss(expected, actual, 0.5) +
        quantileLoss(point.upper80, actual, 0.9)) /
      3;
    if (actual >= point.lower80 && actual <= point.upper80) sums.in80 += 1;
    if (actual >= point.lower95 && actual <= point.upper95) sums.in95 += 1;
  }
  const ratio = (top: number, bottom: number): number | null => (bottom > 0 ? top / bottom : null);
  return {
    points: points.length,
    actual: sums.actual,
    forecast: sums.forecast,
    wape: ratio(sums.absolute, sums.actual),
    bias: ratio(sums.forecast - sums.actual, sums.actual),
    mase: ratio(sums.comparable, sums.naive),
    pinball: ratio(2 * sums.pinball, rangedActual),
    coverage80: ratio(sums.in80, sums.ranged),
    coverage95: ratio(sums.in95, sums.ranged),
  };
}

function quantileLoss(quantile: number, actual: number, share: number): number {
  return actual >= quantile ? share * (actual - quantile) : (1 - share) * (quantile - actual);
}
