import { addDays, dateOfDayNumber, dayNumber, isLocalDate } from '../domain/calendar.ts';
import type { DayRange, Forecast, ForecastPoint, Note } from '../domain/forecast.ts';
import type { ErrorStructure } from '../domain/forecast-errors.ts';
import type { History, IntervalLength, OpeningHours, SpecialDay } from '../domain/history.ts';
import { coarsenHistory, type Grid, gridOf, intervalMinutes, intervalsOfDay } from '../domain/history-grid.ts';
import type { Issue } from '../domain/issue.ts';
import type { SamplePaths } from '../domain/sample-paths.ts';
import type { LocalDate } from '../domain/units.ts';
import { dayMatrixOf, firstDays } from './day-matrix.ts';
import { fitForecaster, type Forecaster } from './forecaster.ts';
import { handleTimes } from './handle-time.ts';
import { handleTimeErrors } from './handle-time-errors.ts';
import { type OpenAt, openByHistory, openByHours } from './opening.ts';
import { originFits } from './origin-fits.ts';
import { MOST_PATH_COUNTS, type PathInterval, samplePaths } from './sample-paths.ts';
import { specialNames } from './special-days.ts';

/** Longest horizon, also counted from the end of the history where `from` lies behind it. */
export const LONGEST_HORIZON_DAYS = 91;
/** Less history than a week says nothing about some weekday. */
export const LEAST_HISTORY_DAYS = 7;

export type ForecastOptions = {
  /** First day to forecast; default the day after the history's last row. */
  readonly from?: LocalDate | undefined;
  /** Days to forecast, 1 to 91. */
  readonly days: number;
  /** Interval of the forecast, the history's own or a multiple of it; default its own. */
  readonly intervalLength?: IntervalLength | undefined;
  readonly specialDays?: readonly SpecialDay[] | undefined;
  /** Stated opening hours; without them closed intervals are told from the history. */
  readonly hours?: OpeningHours | undefined;
  /** Equally likely futures to draw, and the seed of the draw; none by default. */
  readonly samplePaths?: { readonly paths: number; readonly seed: number } | undefined;
};

export type ForecastResult =
  | { readonly ok: true; readonly forecast: Forecast }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/**
 * Forecasts a history: a combination of models whose half-lives, weights and ranges are all learned from what lies before the
 * local midnight of `from`. From one week of history on there is a forecast; under four weeks its ranges are assumed and a
 * note says so.
 */
export function forecast(history: History, options: ForecastOptions): ForecastResult {
  const from = options.from ?? history.endDate;
  const issues = checkOptions(history, options, from);
  if (issues.length > 0) return { ok: false, issues };
  const read = options.intervalLength === undefined ? history : coarsenHistory(history, options.intervalLength);
  const known = Math.min(dayNumber(from), dayNumber(history.endDate)) - dayNumber(history.firstDate);
  const matrix = firstDays(dayMatrixOf(read), known);
  const gap = dayNumber(from) - matrix.firstDay - known;
  const special = specialNames(options.specialDays ?? []);
  const forecaster = fitForecaster(matrix, originFits(matrix, special), gap + options.days);
  const openAt = openingOf(options.hours, () => openByHistory(matrix, special), matrix.slots);
  const grid = gridOf(history.zone, from, addDays(from, options.days), read.intervalLength);
  const endInterval = read.intervals.findLastIndex((each) => each.end <= (grid.starts[0] as number)) + 1;
  const aht = handleTimes(read, endInterval);
  const points: ForecastPoint[] = [];
  const drawn: PathInterval[] = [];
  const step = intervalMinutes(read.intervalLength);
  for (let day = 0; day < options.days; day += 1) {
    const expected = forecaster.expectedOn(grid.firstDay + day);
    for (const index of intervalsOfDay(grid, day)) {
      const slot = (grid.minutes[index] as number) / step;
      const open = openAt(grid.firstDay + day, slot);
      const ahead = gap + day;
      points.push(pointAt(grid, index, open, expected[slot] as number, ahead, forecaster, aht?.[slot]));
      drawn.push({ expected: expected[slot] as number, ahead, open });
    }
  }
  return {
    ok: true,
    forecast: {
      zone: history.zone,
      intervalLength: read.intervalLength,
      from,
      days: options.days,
      absent: history.absent,
      absentDecidedBy: history.absentDecidedBy,
      points,
      dayRanges: dayRanges(samplePaths(forecaster, drawn, { paths: DAY_PATHS, seed: 1 }), points, grid),
      ...(options.samplePaths === undefined
        ? {}
        : { samplePaths: samplePaths(forecaster, drawn, options.samplePaths) }),
      models: forecaster.models,
      backtest: forecaster.backtest(),
      errors: errorsOf(forecaster, read, endInterval, aht),
      notes: notesOf(forecaster, known, gap),
    },
  };
}

function errorsOf(
  forecaster: Forecaster,
  history: History,
  endInterval: number,
  aht: Float64Array | undefined,
): ErrorStructure {
  const errors = forecaster.errors();
  return aht === undefined ? errors : { ...errors, handleTime: handleTimeErrors(history, endInterval, aht) };
}

/** Paths that the ranges of days are read from. */
const DAY_PATHS = 500;

/** Ranges of the days' totals: those of intervals do not add up, since their errors only partly go together. */
function dayRanges(
  { paths, intervals, counts }: SamplePaths,
  points: readonly ForecastPoint[],
  grid: Grid,
): readonly DayRange[] {
  return Array.from({ length: grid.dayStarts.length - 1 }, (_, day) => {
    const [from, end] = [grid.dayStarts[day] as number, grid.dayStarts[day + 1] as number];
    const sums = Float64Array.from({ length: paths }, (__, path) =>
      counts.subarray(path * intervals + from, path * intervals + end).reduce((sum, each) => sum + each, 0),
    ).sort();
    const at = (share: number) => sums[Math.round(share * (paths - 1))] as number;
    const expected = points.slice(from, end).reduce((sum, point) => sum + point.expected, 0);
    return {
      date: dateOfDayNumber(grid.firstDay + day),
      expected,
      lower80: Math.min(expected, at(0.1)),
      upper80: Math.max(expected, at(0.9)),
      lower95: Math.min(expected, at(0.025)),
      upper95: Math.max(expected, at(0.975)),
    };
  });
}

/** Stated hours, or else what the history says. */
export function openingOf(hours: OpeningHours | undefined, byHistory: () => OpenAt, slots: number): OpenAt {
  return hours === undefined ? byHistory() : openByHours(hours, slots);
}

function pointAt(
  grid: Grid,
  index: number,
  open: boolean,
  expected: number,
  ahead: number,
  forecaster: Forecaster,
  ahtSeconds: number | undefined,
): ForecastPoint {
  const start = grid.starts[index] as number;
  const end = grid.starts[index + 1] as number;
  const aht = ahtSeconds === undefined ? {} : { ahtSeconds };
  if (open) return { start, end, open, expected, ...forecaster.rangeOf(expected, ahead), ...aht };
  return { start, end, open, expected: 0, lower80: 0, upper80: 0, lower95: 0, upper95: 0, ...aht };
}

function notesOf(forecaster: Forecaster, historyDays: number, gapDays: number): readonly Note[] {
  const notes: Note[] = [];
  if (forecaster.origins === 0) notes.push({ code: 'ranges-assumed', facts: { historyDays, neededDays: 28 } });
  if (gapDays > 0) notes.push({ code: 'gap-before-forecast', facts: { days: gapDays } });
  return notes;
}

function checkOptions(history: History, options: ForecastOptions, from: LocalDate): readonly Issue[] {
  const issues: Issue[] = [];
  const { days } = options;
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_HORIZON_DAYS) {
    const facts = { days, least: 1, most: LONGEST_HORIZON_DAYS };
    const message = `The horizon is ${days} days.`;
    issues.push({ code: 'horizon-out-of-range', path: '/days', message, facts, hint: 'Ask for 1 to 91 days.' });
  }
  const length = options.intervalLength;
  issues.push(...pathIssues(options, length ?? history.intervalLength));
  if (length !== undefined && !isMultiple(length, history.intervalLength)) {
    const facts = { intervalMinutes: intervalMinutes(length), historyMinutes: intervalMinutes(history.intervalLength) };
    const message = `A history of ${facts.historyMinutes} minutes cannot be forecast at ${facts.intervalMinutes} minutes.`;
    const hint = 'Ask for the interval of the history or a multiple of it that divides the day.';
    issues.push({ code: 'interval-not-readable', path: '/intervalLength', message, facts, hint });
  }
  if (!isLocalDate(from)) {
    const facts = { value: from };
    issues.push({
      code: 'date-invalid',
      path: '/from',
      message: `"${from}" is not a date.`,
      facts,
      hint: 'Write 2026-03-02.',
    });
    return issues;
  }
  const end = from < history.endDate ? from : history.endDate;
  const historyDays = dayNumber(end) - dayNumber(history.firstDate);
  if (historyDays < LEAST_HISTORY_DAYS) issues.push(tooShort(historyDays, from, history));
  const gapDays = dayNumber(from) - dayNumber(history.endDate);
  if (gapDays + days > LONGEST_HORIZON_DAYS && gapDays > 0) {
    const facts = { historyEnd: history.endDate, from, days, most: LONGEST_HORIZON_DAYS };
    const message = `The last day lies ${gapDays + days} days behind the history.`;
    issues.push({
      code: 'from-too-late',
      path: '/from',
      message,
      facts,
      hint: 'Give newer history or an earlier day.',
    });
  }
  return issues;
}

function pathIssues({ samplePaths: asked, days }: ForecastOptions, length: IntervalLength): readonly Issue[] {
  if (asked === undefined) return [];
  const most = Math.floor(MOST_PATH_COUNTS / ((1440 / intervalMinutes(length)) * Math.max(1, days)));
  if (Number.isInteger(asked.paths) && asked.paths >= 1 && asked.paths <= most) return [];
  const facts = { paths: asked.paths, least: 1, most };
  const message = `${asked.paths} sample paths are asked for.`;
  const hint = `Ask for 1 to ${most} at this horizon and interval.`;
  return [{ code: 'sample-paths-out-of-range', path: '/samplePaths/paths', message, facts, hint }];
}

/** The issue of a history that is too short for any forecast from the date. */
export function tooShort(historyDays: number, from: LocalDate, history: History): Issue {
  const facts = {
    historyDays: Math.max(0, historyDays),
    neededDays: LEAST_HISTORY_DAYS,
    from,
    historyStart: history.firstDate,
  };
  const message = `Only ${facts.historyDays} days of history lie before ${from}.`;
  return {
    code: 'history-too-short',
    path: '/from',
    message,
    facts,
    hint: 'Give at least one week before the first day forecast.',
  };
}

function isMultiple(length: IntervalLength, of: IntervalLength): boolean {
  return intervalMinutes(length) % intervalMinutes(of) === 0 && 1440 % intervalMinutes(length) === 0;
}
