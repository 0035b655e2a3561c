import { addDays, dateOfDayNumber, dayNumber } from '../domain/calendar.ts';
import type { BacktestSummary } from '../domain/forecast.ts';
import type { Campaign, History, HistoryRow, OpeningHours, SpecialDay } from '../domain/history.ts';
import { gridOf, intervalMinutes } from '../domain/history-grid.ts';
import type { Issue } from '../domain/issue.ts';
import type { LocalDate } from '../domain/units.ts';
import { learnLift, withLift } from './campaign-lift.ts';
import { type DayMatrix, dayMatrixOf, firstDays } from './day-matrix.ts';
import { LEAST_HISTORY_DAYS, LONGEST_HORIZON_DAYS, tooShort } from './forecast-checks.ts';

import { fitForecaster } from './forecaster.ts';
import { handleTimeFits, learnHandleTimes } from './handle-time.ts';
import { firstHandleTimes, handleTimeMatrixOf, meanBySlot } from './handle-time-matrix.ts';
import { type ScoredHandleTime, summariseHandleTimes } from './handle-time-scores.ts';
import { openByHistory, openingOf } from './opening.ts';
import { originFits } from './origin-fits.ts';
import { type ScoredPoint, summarise } from './scores.ts';
import type { SeriesModel } from './series-model.ts';
import { specialNames } from './special-days.ts';

/** A row of the history with what was forecast for it from the origin; the text of the time is the file's. */
export type BacktestRow = {
  readonly origin: LocalDate;
  readonly timestamp: string;
  readonly actual: number;
  readonly forecast: number;
  readonly lower80: number;
  readonly upper80: number;
  readonly lower95: number;
  readonly upper95: number;
  /** Of the row's contacts, where the history has it. */
  readonly actualAhtSeconds?: number | undefined;
  /** Where the history has any handle time before the origin; of a row that holds both halves of a repeated hour, that of its first. */
  readonly forecastAhtSeconds?: number | undefined;
};

export type BacktestOptions = {
  /** Origins, seven days apart, the last of them seven days before the end of the history. */
  readonly origins: number;
  /** Days forecast from each origin, 1 to 91; with 7 the forecasts tile the last weeks. */
  readonly horizonDays: number;
  readonly specialDays?: readonly SpecialDay[] | undefined;
  readonly hours?: OpeningHours | undefined;
  /** Campaigns whose sizes were known before them; what they bring is learned anew at each origin. */
  readonly campaigns?: readonly Campaign[] | undefined;
  /** Models from elsewhere that take part in the combination. */
  readonly outside?: readonly SeriesModel[] | undefined;
};

export type BacktestResult =
  | { readonly ok: true; readonly rows: readonly BacktestRow[]; readonly summary: BacktestSummary }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Where a row lies: its days and slots, two where it holds both halves of a repeated hour. */
type Cell = { readonly day: number; readonly slot: number };
type PlacedRow = { readonly row: HistoryRow; readonly cells: readonly Cell[] };

/**
 * Forecasts the last weeks of a history again from origins at end - 7k days, k = `origins` to 1, each from what lies before its
 * own local midnight alone, model selection included. `end` is the local midnight after the history's last day. A row
 * that holds both halves of a repeated hour has the forecasts and bounds of the two summed. A row outside of opening hours
 * has forecast 0 and does not count in the coverage.
 */
export function backtest(history: History, options: BacktestOptions): BacktestResult {
  const issues = checkOptions(history, options);
  if (issues.length > 0) return { ok: false, issues };
  const matrix = dayMatrixOf(history);
  const special = specialNames(options.specialDays ?? []);
  const fits = originFits(matrix, special, options.outside);
  const { campaigns = [] } = options;
  const fitAt = (training: DayMatrix) => {
    if (campaigns.length === 0) return fitForecaster(training, fits, options.horizonDays);
    const lift = learnLift(training, campaigns);
    const forecaster = fitForecaster(lift.clean, originFits(lift.clean, special, options.outside), options.horizonDays);
    return withLift(forecaster, lift, training.firstDay + training.days);
  };
  const seconds = handleTimeMatrixOf(history);
  const timesOf = seconds === undefined ? undefined : handleTimeFits(seconds);
  const handled: ScoredHandleTime[] = [];
  const placed = placeRows(history);
  const rows: BacktestRow[] = [];
  const points: ScoredPoint[] = [];
  for (let back = options.origins; back >= 1; back -= 1) {
    const known = matrix.days - 7 * back;
    const training = firstDays(matrix, known);
    const forecaster = fitAt(training);
    const openAt = openingOf(options.hours, () => openByHistory(training, special), matrix.slots);
    const times =
      seconds === undefined || timesOf === undefined
        ? undefined
        : learnHandleTimes(seconds, timesOf, known, options.horizonDays);
    const plain = seconds === undefined ? undefined : meanBySlot(firstHandleTimes(seconds, known));
    const origin = dateOfDayNumber(matrix.firstDay + known);
    const byDay = new Map<number, Float64Array>();
    for (const { row, cells } of placed) {
      const ahead = (cells[0] as Cell).day - known;
      if (ahead < 0 || ahead >= options.horizonDays) continue;
      const sum = { forecast: 0, lower80: 0, upper80: 0, lower95: 0, upper95: 0 };
      let open = false;
      for (const { day, slot } of cells) {
        if (!openAt(matrix.firstDay + day, slot)) continue;
        open = true;
        const expected = byDay.get(day) ?? forecaster.expectedOn(matrix.firstDay + day);
        byDay.set(day, expected);
        const range = forecaster.rangeOf(expected[slot] as number, ahead);
        sum.forecast += expected[slot] as number;
        sum.lower80 += range.lower80;
        sum.upper80 += range.upper80;
        sum.lower95 += range.lower95;
        sum.upper95 += range.upper95;
      }
      const { day, slot } = cells[0] as Cell;
      const forecastAht = times?.at(matrix.firstDay + day, slot);
      const actualAht = history.intervals[row.interval]?.ahtSeconds;
      rows.push({
        origin,
        timestamp: row.timestamp,
        actual: row.count,
        ...sum,
        ...(actualAht === undefined ? {} : { actualAhtSeconds: actualAht }),
        ...(forecastAht === undefined ? {} : { forecastAhtSeconds: forecastAht }),
      });
      if (actualAht !== undefined && forecastAht !== undefined && row.count > 0) {
        handled.push({
          contacts: row.count,
          actual: actualAht,
          expected: forecastAht,
          mean: plain?.[slot] ?? Number.NaN,
          ...(open ? times?.rangeAt(matrix.firstDay + day, slot, sum.forecast) : {}),
        });
      }
      points.push({
        ...sum,
        expected: sum.forecast,
        actual: row.count,
        weekBefore: weekBefore(matrix, cells, known),
        open,
      });
    }
  }
  const handleTime = summariseHandleTimes(handled);
  const summary = summarise(points, options.origins, options.horizonDays);
  return { ok: true, rows, summary: handleTime === undefined ? summary : { ...summary, handleTime } };
}

/** What the row's slots had in the last week before the origin that is a whole number of weeks back. */
function weekBefore(matrix: DayMatrix, cells: readonly Cell[], known: number): number {
  let sum = 0;
  for (const { day, slot } of cells) {
    const weeks = Math.floor((day - known) / 7) + 1;
    sum += matrix.counts[(day - 7 * weeks) * matrix.slots + slot] as number;
  }
  return sum;
}

function placeRows(history: History): readonly PlacedRow[] {
  const grid = gridOf(history.zone, history.firstDate, history.endDate, history.intervalLength);
  const step = intervalMinutes(history.intervalLength);
  const dayOf = new Uint32Array(grid.minutes.length);
  for (let day = 0; day + 1 < grid.dayStarts.length; day += 1) {
    dayOf.fill(day, grid.dayStarts[day], grid.dayStarts[day + 1]);
  }
  const cellOf = (interval: number): Cell => {
    return { day: dayOf[interval] as number, slot: (grid.minutes[interval] as number) / step };
  };
  return history.rows.map((row) => {
    const cells = [cellOf(row.interval)];
    if (row.secondInterval !== undefined) cells.push(cellOf(row.secondInterval));
    return { row, cells };
  });
}

function checkOptions(history: History, options: BacktestOptions): readonly Issue[] {
  const issues: Issue[] = [];
  const { origins, horizonDays } = options;
  if (!Number.isInteger(origins) || origins < 1 || origins > 520) {
    const message = `${origins} is no number of origins.`;
    const facts = { origins, least: 1, most: 520 };
    issues.push({ code: 'origins-out-of-range', path: '/origins', message, facts, hint: 'Ask for 1 to 520 origins.' });
  }
  if (!Number.isInteger(horizonDays) || horizonDays < 1 || horizonDays > LONGEST_HORIZON_DAYS) {
    const facts = { days: horizonDays, least: 1, most: LONGEST_HORIZON_DAYS };
    const message = `The horizon is ${horizonDays} days.`;
    issues.push({ code: 'horizon-out-of-range', path: '/horizonDays', message, facts, hint: 'Ask for 1 to 91 days.' });
  }
  if (issues.length > 0) return issues;
  const first = addDays(history.endDate, -7 * origins);
  const historyDays = dayNumber(first) - dayNumber(history.firstDate);
  return historyDays < LEAST_HISTORY_DAYS ? [tooShort(historyDays, first, history)] : [];
}
