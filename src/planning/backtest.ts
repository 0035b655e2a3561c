import type { BacktestSummary } from '../domain/forecast.ts';
import { addDays } from '../domain/calendar.ts';
import type { Outcome } from '../domain/issue.ts';
import type { LocalDate } from '../domain/units.ts';
import { backtest, type BacktestRow } from '../forecasting/backtest.ts';
import type { SeriesModel } from '../forecasting/series-model.ts';
import { type ForecastTask, specialDaysOf } from './forecast.ts';
import type { HolidayCalendar } from './ports.ts';

export type BacktestTask = Pick<ForecastTask, 'history'> & {
  readonly options: Pick<
    ForecastTask['options'],
    'country' | 'region' | 'specialDays' | 'hours' | 'campaigns' | 'members'
  >;
  /** Origins, a week apart, the last one a week before the history's end. */
  readonly origins: number;
  readonly horizonDays: number;
};

/** Forecasts for days that are known, each from an origin that lies before them, and how far off they were. */
export type Backtest = {
  readonly rows: readonly BacktestRow[];
  readonly summary: BacktestSummary;
  /** First origin. */
  readonly from: LocalDate;
};

/** History to backtest. Issues carry paths of the options: `/origins`, `/horizonDays`, `/country`, `/region`. */
export function makeBacktest(
  task: BacktestTask,
  holidays: HolidayCalendar,
  outside: readonly SeriesModel[],
): Outcome<Backtest> {
  const { history, options, origins, horizonDays } = task;
  const special = specialDaysOf(task, history.endDate, holidays);
  if (!special.ok) return special;
  const { hours, campaigns } = options;
  const made = backtest(history, { origins, horizonDays, specialDays: special.value, hours, campaigns, outside });
  if (!made.ok) return made;
  return { ok: true, value: { rows: made.rows, summary: made.summary, from: addDays(history.endDate, -7 * origins) } };
}
