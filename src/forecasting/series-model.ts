import { type DayMatrix, dayTotals, weekdayOfDay } from './day-matrix.ts';

/** Open days of a history one after the other, without gaps: what a model from elsewhere is given. */
export type DailySeries = {
  /** Day numbers since 1970-01-01 of the weekdays that the history has contacts on. */
  readonly days: readonly number[];
  /** Log of each day's total, what is known of the calendar taken out; unknown days are as the same weekday near them. */
  readonly logTotals: Float64Array;
  /** Days of a week. */
  readonly season: number;
};

/** A model from elsewhere that takes part in the combination: it says the totals of days, which are spread by the weekday's shares. */
export type SeriesModel = {
  readonly name: string;
  /** Days of history that it needs. */
  readonly leastDays: number;
  /** Most days, newest last, that it reads. */
  readonly mostDays: number;
  /** Log totals of the open days next behind the series, one after the other; undefined where the model cannot be fitted. The same series gives the same answer. */
  readonly forecast: (series: DailySeries, days: readonly number[]) => readonly number[] | undefined;
};

/** A day's total that its logarithm is taken of, at least. */
const LEAST_TOTAL = 0.5;
/** Weekdays with less than this share of the busiest one's contacts are closed. */
const OPEN_SHARE = 0.02;

/**
 * Log total by day (number since 1970-01-01) as a model from elsewhere has it, from a cleaned history; -Infinity for weekdays without contacts. All days up to
 * `longest` behind the history are forecast at once, when the first is asked for. Undefined where the history is too short or the model cannot be fitted.
 */
export function fitSeriesModel(
  model: SeriesModel,
  history: DayMatrix,
  longest: number,
): ((day: number) => number) | undefined {
  if (history.days < model.leastDays) return undefined;
  const series = dailySeries(history, model.mostDays);
  if (series === undefined) return undefined;
  const weekdays = new Set(series.days.map(weekdayOfDay));
  const end = history.firstDay + history.days;
  const ahead = Array.from({ length: longest }, (_, day) => end + day).filter((day) => weekdays.has(weekdayOfDay(day)));
  const found = model.forecast(series, ahead);
  if (found === undefined || !ahead.every((_, index) => Number.isFinite(found[index]))) return undefined;
  const byDay = new Map(ahead.map((day, index) => [day, found[index] as number]));
  return (day) => byDay.get(day) ?? Number.NEGATIVE_INFINITY;
}

function dailySeries(history: DayMatrix, mostDays: number): DailySeries | undefined {
  const totals = dayTotals(history);
  const from = Math.max(0, history.days - mostDays);
  const weekdays = openWeekdays(history, totals);
  const days: number[] = [];
  const logs: number[] = [];
  for (let day = from; day < history.days; day += 1) {
    if (!weekdays.has(weekdayOfDay(history.firstDay + day))) continue;
    const total = totals[day] as number;
    const usual = Number.isNaN(total) ? nearWeekday(totals, day) : total;
    if (usual === undefined) {
      // So long a gap ends what is known: seasons are counted in days.
      days.length = 0;
      logs.length = 0;
      continue;
    }
    days.push(history.firstDay + day);
    logs.push(Math.log(Math.max(LEAST_TOTAL, usual)));
  }
  if (weekdays.size === 0 || days.length < 3 * weekdays.size) return undefined;
  return { days, logTotals: Float64Array.from(logs), season: weekdays.size };
}

/** Weekdays that the last eight weeks have contacts on. */
function openWeekdays({ days, firstDay }: DayMatrix, totals: Float64Array): ReadonlySet<number> {
  const sums = new Float64Array(7);
  for (let day = Math.max(0, days - 56); day < days; day += 1) {
    const weekday = weekdayOfDay(firstDay + day);
    if (!Number.isNaN(totals[day])) sums[weekday] = (sums[weekday] as number) + (totals[day] as number);
  }
  const least = OPEN_SHARE * Math.max(...sums);
  return new Set([...sums.keys()].filter((weekday) => (sums[weekday] as number) > least));
}

/** Mean of the known days among the same weekdays of four weeks either side. */
function nearWeekday(totals: Float64Array, day: number): number | undefined {
  let sum = 0;
  let known = 0;
  for (let week = -4; week <= 4; week += 1) {
    const other = totals[day + 7 * week];
    if (other === undefined || Number.isNaN(other)) continue;
    sum += other;
    known += 1;
  }
  return known === 0 ? undefined : sum / known;
}
