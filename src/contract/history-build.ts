import { addDays, dateOfDayNumber, dayNumber, isLocalDate } from '../domain/calendar.ts';
import type { Note } from '../domain/forecast.ts';
import { coarsenHistory, gridOf, intervalMinutes, intervalsAt, type Grid } from '../domain/history-grid.ts';
import type { AbsentPolicy, DoubledPolicy, History, HistoryInterval, HistoryRow } from '../domain/history.ts';
import { type LocalDate, SECONDS_PER_DAY, SECONDS_PER_MINUTE, type Zone } from '../domain/units.ts';
import { decideAbsent } from './history-absent.ts';
import { canReadAs, detectInterval } from './history-interval.ts';
import { type IssueList, type TableIssue, WHOLE } from './history-issues.ts';
import type { PlaceOf, WrittenRow } from './history-rows.ts';

/** How a history is read; what is left out is decided by rule, and a note says how. */
export type HistoryOptions = {
  readonly zone: Zone;
  readonly absent?: AbsentPolicy | undefined;
  readonly doubled?: DoubledPolicy | undefined;
  /** Read at this coarser interval: 5, 6, 10, 15, 30, 60, or 1440 for days. */
  readonly intervalMinutes?: number | undefined;
  /** The rule that decides what an absent row means reads only days before this date; a forecast sets it to its first day. */
  readonly absentDecidedBefore?: LocalDate | undefined;
  /** The same counted from the end of the history: a backtest leaves out the days that it forecasts. */
  readonly absentDecidedWithoutLastDays?: number | undefined;
  /** Largest size of the text in bytes of UTF-8; default 32 MiB. */
  readonly maxBytes?: number | undefined;
};

export type HistoryReading =
  | { readonly ok: true; readonly history: History; readonly notes: readonly Note[] }
  | { readonly ok: false; readonly issues: readonly TableIssue[] };

/** Longest span of a history: beyond it a typing error in a year is likelier, and the grid would not fit into memory. */
const LONGEST_DAYS = 20 * 366;

/** Sentinel of the index of rows: nothing lies there yet. */
const FREE = -1;

type Placed = { readonly rowAt: Int32Array; readonly second: Map<number, number>; readonly unknown: Set<number> };

/** Puts rows on the grid and decides the states of what has none; `issues` may hold the issues of single fields already. */
export function buildHistory(
  rows: readonly WrittenRow[],
  options: HistoryOptions,
  issues: IssueList,
  placeOf: PlaceOf,
): HistoryReading {
  const notes: Note[] = [];
  const length = rows.length === 0 ? undefined : detectInterval(rows, issues, placeOf);
  if (rows.length === 0 && issues.size() === 0) {
    issues.add('history-empty', WHOLE, 'The history has no rows.', {}, 'Give at least one week of counts.');
  }
  if (length === undefined) return { ok: false, issues: issues.all() };
  let firstDay = Number.POSITIVE_INFINITY;
  let lastDay = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    firstDay = Math.min(firstDay, row.day);
    lastDay = Math.max(lastDay, row.day);
  }
  const wanted = options.intervalMinutes ?? intervalMinutes(length);
  if (!canReadAs(length, wanted)) {
    const facts = { intervalMinutes: wanted, historyMinutes: intervalMinutes(length) };
    const message = `A history of ${facts.historyMinutes} minutes cannot be read at ${wanted} minutes.`;
    const hint =
      'Ask for the interval of the history, or for a multiple of it that is 10, 15, 30 or 60 minutes or a day.';
    issues.add('interval-not-readable', WHOLE, message, facts, hint);
  }
  if (lastDay - firstDay > LONGEST_DAYS) {
    const facts = { first: dateOfDayNumber(firstDay), last: dateOfDayNumber(lastDay), limitDays: LONGEST_DAYS };
    issues.add(
      'span-too-long',
      WHOLE,
      'The rows are more than 20 years apart.',
      facts,
      'Correct the years of the timestamps.',
    );
    return { ok: false, issues: issues.all() };
  }
  const firstDate = dateOfDayNumber(firstDay);
  const endDate = addDays(dateOfDayNumber(lastDay), 1);
  const grid = gridOf(options.zone, firstDate, endDate, length);
  const step = intervalMinutes(length);
  const doubled = options.doubled ?? 'both';
  const placed = placeRows(rows, grid, step, doubled, issues, placeOf, notes, options.doubled !== undefined);
  if (issues.size() > 0) return { ok: false, issues: issues.all() };
  const counts = countsOf(rows, grid, placed);
  const decided =
    options.absent === undefined ? decideAbsent(grid, counts, step, decidingDays(options, grid)) : undefined;
  const absent = options.absent ?? decided?.policy ?? 'missing';
  if (decided !== undefined) notes.push({ code: 'absent-decided', facts: { ...decided } });
  const history: History = {
    zone: options.zone,
    intervalLength: length,
    firstDate,
    endDate,
    absent,
    absentDecidedBy: options.absent === undefined ? 'rule' : 'caller',
    doubled,
    intervals: intervalsOf(rows, grid, placed, counts, absent),
    rows: historyRows(rows, placed),
  };
  const read =
    wanted === step ? history : coarsenHistory(history, wanted === 1440 ? 'day' : wanted * SECONDS_PER_MINUTE);
  notes.push({
    code: 'history-read',
    facts: { rows: rows.length, historyMinutes: step, intervalMinutes: wanted, firstDate, endDate },
  });
  return { ok: true, history: read, notes };
}

/** Days from the start of the grid that the absent rule may read; all of them where what is left would be less than a week. */
function decidingDays(options: HistoryOptions, grid: Grid): number {
  const days = grid.dayStarts.length - 1;
  const before = options.absentDecidedBefore;
  const left = Math.min(
    before === undefined || !isLocalDate(before) ? days : dayNumber(before) - grid.firstDay,
    days - (options.absentDecidedWithoutLastDays ?? 0),
  );
  return left >= 7 ? Math.min(left, days) : days;
}

/**
 * Finds the interval of each row. On a day of 24 hours that is arithmetic; on a day of a clock change the rows of one wall-clock
 * time are taken together, since what a row means depends on how many there are.
 */
function placeRows(
  rows: readonly WrittenRow[],
  grid: Grid,
  step: number,
  doubled: DoubledPolicy,
  issues: IssueList,
  placeOf: PlaceOf,
  notes: Note[],
  doubledSaid: boolean,
): Placed {
  const placed: Placed = {
    rowAt: new Int32Array(grid.minutes.length).fill(FREE),
    second: new Map(),
    unknown: new Set(),
  };
  const onChange = new Map<number, number[]>();
  const perDay = 1440 / step;
  let highest = -1;
  let unsorted = 0;
  let unsortedLine = 0;
  for (let row = 0; row < rows.length; row += 1) {
    const { day, secondOfDay, instant, line } = rows[row] as WrittenRow;
    if (secondOfDay % (step * SECONDS_PER_MINUTE) !== 0) continue;
    const first = grid.dayStarts[day - grid.firstDay] as number;
    const size = (grid.dayStarts[day - grid.firstDay + 1] as number) - first;
    const start = grid.starts[first] as number;
    const regular =
      step === 1440 || (size === perDay && (grid.starts[first + size] as number) - start === SECONDS_PER_DAY);
    const wall = day * SECONDS_PER_DAY + secondOfDay;
    if (wall < highest && regular) {
      unsorted += 1;
      if (unsortedLine === 0) unsortedLine = line;
    }
    highest = Math.max(highest, wall);
    if (regular) {
      put(placed, first + (step === 1440 ? 0 : secondOfDay / 60 / step), row, rows, issues, placeOf);
    } else if (instant !== null) {
      const index = intervalsAt(grid, day - grid.firstDay, secondOfDay / 60).find(
        (each) => grid.starts[each] === instant,
      );
      if (index !== undefined) put(placed, index, row, rows, issues, placeOf);
    } else {
      const key = day * SECONDS_PER_DAY + secondOfDay;
      const same = onChange.get(key);
      if (same === undefined) onChange.set(key, [row]);
      else same.push(row);
    }
  }
  placeOnChangeDays(rows, onChange, grid, placed, doubled, issues, placeOf, notes, doubledSaid);
  if (unsorted > 0) notes.push({ code: 'rows-unsorted', facts: { rows: unsorted, line: unsortedLine } });
  return placed;
}

function put(
  placed: Placed,
  index: number,
  row: number,
  rows: readonly WrittenRow[],
  issues: IssueList,
  placeOf: PlaceOf,
): void {
  const known = placed.rowAt[index] as number;
  if (known === FREE) {
    placed.rowAt[index] = row;
    return;
  }
  const first = rows[known] as WrittenRow;
  const { line, timestamp } = rows[row] as WrittenRow;
  const facts = { value: timestamp, firstLine: first.line, line };
  const hint = 'Keep one row of an interval, or add the counts where they are parts of it.';
  issues.add(
    'timestamp-duplicate',
    placeOf(line, 'timestamp'),
    `${timestamp} is given in line ${first.line} already.`,
    facts,
    hint,
  );
}

function placeOnChangeDays(
  rows: readonly WrittenRow[],
  onChange: ReadonlyMap<number, readonly number[]>,
  grid: Grid,
  placed: Placed,
  doubled: DoubledPolicy,
  issues: IssueList,
  placeOf: PlaceOf,
  notes: Note[],
  doubledSaid: boolean,
): void {
  const dropped: WrittenRow[] = [];
  const shared: WrittenRow[] = [];
  for (const [wall, same] of onChange) {
    const day = Math.floor(wall / SECONDS_PER_DAY);
    const slots = intervalsAt(grid, day - grid.firstDay, (wall - day * SECONDS_PER_DAY) / 60);
    const free = slots.filter((index) => placed.rowAt[index] === FREE);
    const first = rows[same[0] as number] as WrittenRow;
    if (slots.length === 0) {
      for (const row of same) dropOrRefuse(rows[row] as WrittenRow, dropped, issues, placeOf);
    } else if (same.length === 1 && free.length === 2) {
      const [one, two] = free as [number, number];
      placed.rowAt[one] = same[0] as number;
      if (doubled === 'both') placed.second.set(one, two);
      else placed.unknown.add(two);
      shared.push(first);
    } else {
      same.forEach((row, order) => put(placed, free[order] ?? (slots.at(-1) as number), row, rows, issues, placeOf));
    }
  }
  const firstDropped = dropped[0];
  if (firstDropped !== undefined) {
    const facts = { rows: dropped.length, line: firstDropped.line, timestamp: firstDropped.timestamp };
    notes.push({ code: 'skipped-time-dropped', facts });
  }
  const firstShared = shared[0];
  if (firstShared !== undefined) {
    const facts = { rows: shared.length, line: firstShared.line, timestamp: firstShared.timestamp, policy: doubled };
    notes.push({ code: 'doubled-time-given-once', facts: { ...facts, decidedBy: doubledSaid ? 'caller' : 'default' } });
  }
}

function dropOrRefuse(row: WrittenRow, dropped: WrittenRow[], issues: IssueList, placeOf: PlaceOf): void {
  if (row.count === 0) {
    dropped.push(row);
    return;
  }
  // A wrong count has its issue already.
  if (Number.isNaN(row.count)) return;
  const facts = { value: row.timestamp, count: row.count };
  const hint = 'Check the zone, or write the hour after the clock change; a row with count 0 is dropped.';
  const message = `${row.timestamp} does not exist: the clocks skip it.`;
  issues.add('time-does-not-exist', placeOf(row.line, 'timestamp'), message, facts, hint);
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
