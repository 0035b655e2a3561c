import { dateOfDayNumber, dayNumber, isLocalDate } from '../domain/calendar.ts';
import type { Note } from '../domain/forecast.ts';
import { coarsenHistory, gridOf, intervalMinutes, type Grid } from '../domain/history-grid.ts';
import type {
  AbsentPolicy,
  DoubledPolicy,
  History,
  HistoryInterval,
  HistoryRow,
  IntervalLength,
} from '../domain/history.ts';
import { type LocalDate, SECONDS_PER_MINUTE, type Zone } from '../domain/units.ts';
import { decideAbsent } from './history-absent.ts';
import { canReadAs, detectInterval } from './history-interval.ts';
import { type IssueList, type TableIssue, WHOLE } from './history-issues.ts';
import { FREE, type Placed, placeRows } from './history-place.ts';
import type { PlaceOf, WrittenRow } from './history-rows.ts';

/** How a history is read; what is left out is decided by rule, and a note says how. */
export type HistoryOptions = {
  readonly zone: Zone;
  readonly absent?: AbsentPolicy | undefined;
  readonly doubled?: DoubledPolicy | undefined;
  /** Read at this coarser interval: 5, 6, 10, 15, 30, 60, or 1440 for days. */
  readonly intervalMinutes?: number | undefined;
  /**
   * Rows at or after this date are checked like all others and then left out: nothing of a forecast from that day can depend on them,
   * neither the interval nor the meaning of an absent row nor a note. Without effect where less than a week lies before it.
   */
  readonly before?: LocalDate | undefined;
  /** The interval and the meaning of an absent row are decided without so many last days: those that a backtest forecasts. */
  readonly decidedWithoutLastDays?: number | undefined;
  /** The interval is decided by these rows alone, as by those that are stored when others are appended. */
  readonly deciding?: readonly WrittenRow[] | undefined;
  /** Largest size of the text in bytes of UTF-8; default 32 MiB. */
  readonly maxBytes?: number | undefined;
};

export type HistoryReading =
  | { readonly ok: true; readonly history: History; readonly notes: readonly Note[] }
  | { readonly ok: false; readonly issues: readonly TableIssue[] };

/** Longest span of a history: beyond it a typing error in a year is likelier, and the grid would not fit into memory. */
const LONGEST_DAYS = 20 * 366;

/** Less than a week makes no forecast: a limit that leaves less is refused there, with words that say so. */
const LEAST_DAYS = 7;

/** Day numbers, the end not included. */
type Days = { readonly first: number; readonly end: number };

/** Day numbers that rows of the history, and rows that decide on its interval and gaps, lie before; infinite where all may be read. */
type Limits = { readonly before: number; readonly decidedBefore: number };

/** Puts rows on the grid and decides the states of what has none; `issues` may hold the issues of single fields already. */
export function buildHistory(
  rows: readonly WrittenRow[],
  options: HistoryOptions,
  issues: IssueList,
  placeOf: PlaceOf,
): HistoryReading {
  if (rows.length === 0) {
    if (issues.size() === 0)
      issues.add('history-empty', WHOLE, 'The history has no rows.', {}, 'Give at least one week of counts.');
    return { ok: false, issues: issues.all() };
  }
  const all = daysOf(rows);
  const { before, decidedBefore } = limitsOf(options, all);
  const deciding = options.deciding ?? rowsBefore(rows, decidedBefore);
  const length = detectInterval(rows, deciding, issues, placeOf);
  if (length === undefined) return { ok: false, issues: issues.all() };
  const step = intervalMinutes(length);
  const wanted = options.intervalMinutes ?? step;
  if (!checkReading(length, wanted, all, issues)) return { ok: false, issues: issues.all() };
  const notes: Note[] = [];
  const doubled = { policy: options.doubled ?? 'both', said: options.doubled !== undefined };
  const place = (own: readonly WrittenRow[], days: Days, told: Note[]) => {
    const grid = gridOf(options.zone, dateOfDayNumber(days.first), dateOfDayNumber(days.end), length);
    return { days, grid, placed: placeRows(own, grid, step, doubled, issues, placeOf, told) };
  };
  const own = rowsBefore(rows, before);
  // Rows that are left out are placed as well, only for what is wrong with them.
  if (own.length < rows.length) {
    place(rows, all, []);
    if (issues.size() > 0) return { ok: false, issues: issues.all() };
  }
  const { days, grid, placed } = place(own, ownDays(own, before), notes);
  if (issues.size() > 0) return { ok: false, issues: issues.all() };
  const counts = countsOf(own, grid, placed);
  const decided =
    options.absent === undefined
      ? decideAbsent(grid, counts, step, Math.min(days.end, decidedBefore) - days.first)
      : undefined;
  const absent = options.absent ?? decided?.policy ?? 'missing';
  // Where nothing is absent there was nothing to decide, and nothing to tell.
  if (decided !== undefined && decided.absentIntervals > 0)
    notes.push({ code: 'absent-decided', facts: { ...decided } });
  const [firstDate, endDate] = [dateOfDayNumber(days.first), dateOfDayNumber(days.end)];
  const history: History = {
    zone: options.zone,
    intervalLength: length,
    firstDate,
    endDate,
    absent,
    absentDecidedBy: options.absent === undefined ? 'rule' : 'caller',
    doubled: doubled.policy,
    intervals: intervalsOf(own, grid, placed, counts, absent),
    rows: historyRows(own, placed),
  };
  const read =
    wanted === step ? history : coarsenHistory(history, wanted === 1440 ? 'day' : wanted * SECONDS_PER_MINUTE);
  notes.push({
    code: 'history-read',
    facts: { rows: own.length, historyMinutes: step, intervalMinutes: wanted, firstDate, endDate },
  });
  return { ok: true, history: read, notes };
}

function daysOf(rows: readonly WrittenRow[]): Days {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { day } of rows) {
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  return { first, end: last + 1 };
}

function limitsOf({ before, decidedWithoutLastDays }: HistoryOptions, { first, end }: Days): Limits {
  const usable = (day: number): number => (day - first >= LEAST_DAYS ? day : Number.POSITIVE_INFINITY);
  const limit = usable(before !== undefined && isLocalDate(before) ? dayNumber(before) : Number.POSITIVE_INFINITY);
  const decided = decidedWithoutLastDays === undefined ? limit : usable(end - decidedWithoutLastDays);
  return { before: limit, decidedBefore: Math.min(limit, decided) };
}

function rowsBefore(rows: readonly WrittenRow[], day: number): readonly WrittenRow[] {
  return Number.isFinite(day) && rows.some((row) => row.day >= day) ? rows.filter((row) => row.day < day) : rows;
}

/**
 * Days of the rows that make the history. Up to a limit the days on whose weekday there is never a row belong to it: after a Friday
 * nothing is due until Monday, and that is no gap. Rows behind the limit must not be needed to know it.
 */
function ownDays(own: readonly WrittenRow[], before: number): Days {
  const days = daysOf(own);
  if (!Number.isFinite(before)) return days;
  const weekdays = new Set(own.map(({ day }) => day % 7));
  let { end } = days;
  while (end < before && !weekdays.has(end % 7)) end += 1;
  return { first: days.first, end };
}

/** Whether the rows can be put on a grid at all; an interval that they cannot be read at is told with what else is wrong. */
function checkReading(length: IntervalLength, wanted: number, { first, end }: Days, issues: IssueList): boolean {
  if (!canReadAs(length, wanted)) {
    const facts = { intervalMinutes: wanted, historyMinutes: intervalMinutes(length) };
    const message = `A history of ${facts.historyMinutes} minutes cannot be read at ${wanted} minutes.`;
    const hint =
      'Ask for the interval of the history, or for a multiple of it that is 10, 15, 30 or 60 minutes or a day.';
    issues.add('interval-not-readable', WHOLE, message, facts, hint);
  }
  if (end - 1 - first <= LONGEST_DAYS) return true;
  const facts = { first: dateOfDayNumber(first), last: dateOfDayNumber(end - 1), limitDays: LONGEST_DAYS };
  const hint = 'Correct the years of the timestamps.';
  issues.add('span-too-long', WHOLE, 'The rows are more than 20 years apart.', facts, hint);
  return false;
}

/** Count of each interval, NaN where no row fills it; a row that holds two intervals gives half of its count to each. */
function countsOf(rows: readonly WrittenRow[], grid: Grid, placed: Placed): Float64Array {
  const counts = new Float64Array(grid.minutes.length).fill(Number.NaN);
  for (let index = 0; index < counts.length; index += 1) {
    const row = placed.rowAt[index] as number;
    if (row === FREE) continue;
    const count = (rows[row] as WrittenRow).count;
    const second = placed.second.get(index);
    counts[index] = second === undefined ? count : count / 2;
    if (second !== undefined) counts[second] = count / 2;
  }
  return counts;
}

function intervalsOf(
  rows: readonly WrittenRow[],
  grid: Grid,
  placed: Placed,
  counts: Float64Array,
  absent: AbsentPolicy,
): readonly HistoryInterval[] {
  const seconds = new Map([...placed.second].map(([first, second]) => [second, first]));
  const intervals: HistoryInterval[] = [];
  for (let index = 0; index < counts.length; index += 1) {
    const start = grid.starts[index] as number;
    const end = grid.starts[index + 1] as number;
    const count = counts[index] as number;
    if (!Number.isNaN(count)) {
      const row = rows[placed.rowAt[seconds.get(index) ?? index] as number] as WrittenRow;
      const aht = row.ahtSeconds === undefined ? {} : { ahtSeconds: row.ahtSeconds };
      intervals.push({ start, end, state: 'given', count, ...aht });
    } else if (absent === 'missing' || placed.unknown.has(index)) {
      intervals.push({ start, end, state: 'missing', count: null });
    } else if (absent === 'zero') intervals.push({ start, end, state: 'zero', count: 0 });
    else intervals.push({ start, end, state: 'closed', count: null });
  }
  return intervals;
}

function historyRows(rows: readonly WrittenRow[], placed: Placed): readonly HistoryRow[] {
  const found: HistoryRow[] = [];
  for (let interval = 0; interval < placed.rowAt.length; interval += 1) {
    const index = placed.rowAt[interval] as number;
    if (index === FREE) continue;
    const { timestamp, line, count } = rows[index] as WrittenRow;
    const second = placed.second.get(interval);
    found.push({ timestamp, line, count, interval, ...(second === undefined ? {} : { secondInterval: second }) });
  }
  return found;
}
