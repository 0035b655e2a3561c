import { dateOf, dateOfDayNumber, instantsOf, isoOf, plannedInstant, startOfDate } from '../domain/calendar.ts';
import type { Note } from '../domain/forecast.ts';
import { intervalMinutes as minutesOf } from '../domain/history-grid.ts';
import type { AbsentPolicy, DoubledPolicy, History, IntervalLength } from '../domain/history.ts';
import type { Issue, Outcome } from '../domain/issue.ts';
import { type Instant, type LocalDate, SECONDS_PER_DAY, type Zone } from '../domain/units.ts';
import { buildHistory } from './history-build.ts';
import { type WrittenRows, writtenRowsOfCsv } from './history-csv.ts';
import { detectInterval } from './history-interval.ts';
import { type IssueList, issueList, WHOLE } from './history-issues.ts';
import { type HistoryDocument, writtenRowsOfDocument } from './history-json.ts';
import { type PlaceOf, rowReader, type WrittenRow } from './history-rows.ts';
import { issue } from './messages/render.ts';

/** A row of a stored history. `start`, the beginning of its interval, tells it from all others, also where the clocks repeat its local time. */
export type EntryRow = {
  readonly timestamp: string;
  readonly start: Instant;
  readonly date: LocalDate;
  readonly count: number;
  readonly ahtSeconds: number | undefined;
};

/** How the rows of a stored history are read. */
export type EntryOptions = {
  readonly zone: Zone;
  readonly absent?: AbsentPolicy | undefined;
  readonly doubled?: DoubledPolicy | undefined;
};

export type GivenRows = { readonly rows: HistoryDocument['rows'] } | { readonly csv: string };

export type Entry = {
  /** Rows that are new or have other values than the stored ones. */
  readonly rows: readonly EntryRow[];
  /** Rows that are stored with the same values. */
  readonly same: number;
  readonly notes: readonly Note[];
};

/** Issues of rows that are listed one by one. */
const LISTED_ROWS = 100;

/** Lines of stored rows: they stand in no input. */
const STORED_LINE = 0;

function writtenRows(given: GivenRows, path: string, zone: Zone, issues: IssueList): WrittenRows | undefined {
  if ('rows' in given) return writtenRowsOfDocument(given.rows, zone, path, issues);
  return writtenRowsOfCsv(given.csv, zone, issues);
}

/** Issues of a table with their places in the document around it. */
function placed(issues: IssueList, given: GivenRows, path: string): readonly Issue[] {
  const inCsv = 'csv' in given;
  return issues.all().map(({ code, path: at, message, facts, hint }) => ({
    code,
    path: inCsv ? [`${path}/csv`, at].filter((part) => part !== '').join(' ') : at,
    message,
    facts,
    hint,
  }));
}

/** Rows of a history with the starts of their intervals, in order of time; those that its reading dropped are left out. */
function entriesOf(
  { zone, rows, intervals }: History,
  written: readonly WrittenRow[],
): readonly (EntryRow & { readonly line: number })[] {
  const byLine = new Map(written.map((row) => [row.line, row]));
  return rows.flatMap(({ line, interval, timestamp, count }) => {
    const row = byLine.get(line);
    const start = intervals[interval]?.start;
    if (row === undefined || start === undefined) return [];
    return [{ timestamp, start, date: dateOf(zone, start), count, ahtSeconds: row.ahtSeconds, line }];
  });
}

/** Reads the rows of a new history at their own step; `intervalMinutes` is what they are to be read at later. */
export function readNewEntry(
  options: EntryOptions,
  given: GivenRows,
  path: string,
  intervalMinutes?: number,
): Outcome<Entry> {
  const issues = issueList();
  const written = writtenRows(given, path, options.zone, issues);
  if (written === undefined) return { ok: false, issues: placed(issues, given, path) };
  const wanted = buildHistory(written.rows, { ...options, intervalMinutes }, issues, written.placeOf);
  if (!wanted.ok) return { ok: false, issues: placed(issues, given, path) };
  const reading =
    intervalMinutes === undefined ? wanted : buildHistory(written.rows, options, issueList(), written.placeOf);
  if (!reading.ok) throw new Error('rows that can be read at an interval cannot be read at their own');
  const rows = entriesOf(reading.history, written.rows).map(({ line: _line, ...row }) => row);
  return { ok: true, value: { rows, same: 0, notes: wanted.notes } };
}

/** A given row with the interval that it is for, as far as its own text and the rows beside it say. */
type Aimed = { readonly row: WrittenRow; readonly start: Instant; readonly exists: boolean };

/**
 * What each given row is for. Of a repeated local time the first row is for the first pass and the second for the second, but for a pass that another row
 * names by its offset, and whatever is stored: a week that is sent again meets its own rows.
 */
function aimedRows(rows: readonly WrittenRow[], zone: Zone, step: IntervalLength): readonly Aimed[] {
  const passes = new Map<number, number>();
  const named = new Set(rows.map(({ instant }) => instant));
  return rows.map((row) => {
    if (row.instant !== null && step !== 'day') return { row, start: row.instant, exists: true };
    const date = dateOfRow(row);
    if (step === 'day' || row.dateOnly) return { row, start: startOfDate(zone, date), exists: true };
    const minutes = row.secondOfDay / 60;
    const wall = row.day * SECONDS_PER_DAY + row.secondOfDay;
    const pass = passes.get(wall) ?? 0;
    passes.set(wall, pass + 1);
    const found = instantsOf(zone, date, minutes);
    const start = found.filter((instant) => !named.has(instant))[pass] ?? found.at(-1);
    return { row, start: start ?? plannedInstant(zone, date, minutes), exists: start !== undefined };
  });
}

function dateOfRow({ day }: WrittenRow): LocalDate {
  return dateOfDayNumber(day);
}

function rowPath({ placeOf }: WrittenRows, given: GivenRows, { line }: WrittenRow): string {
  return 'rows' in given ? `/rows/${line - 1}` : `/csv ${placeOf(line, 'timestamp').path}`;
}

function valueText(count: number, ahtSeconds: number | undefined): string {
  return ahtSeconds === undefined ? `count ${count}` : `count ${count}, AHT ${ahtSeconds} s`;
}

/** The second pass of a local time that the clocks repeat, where a row gives the time without saying which. */
function secondPass(zone: Zone, { row, start }: Aimed): string | undefined {
  if (row.instant !== null || row.dateOnly) return undefined;
  const second = instantsOf(zone, dateOfRow(row), row.secondOfDay / 60)[1];
  return second === undefined || second === start ? undefined : isoOf(zone, second);
}

/** Compares the given rows with the stored ones: what must not be, and the lines of those that are the same. */
function compare(
  aimed: readonly Aimed[],
  stored: ReadonlyMap<Instant, EntryRow>,
  correct: boolean,
  zone: Zone,
  pathOf: (row: WrittenRow) => string,
): { readonly issues: readonly Issue[]; readonly same: ReadonlySet<number> } {
  const issues: Issue[] = [];
  const same = new Set<number>();
  for (const one of aimed) {
    const { row, start, exists } = one;
    if (!exists || Number.isNaN(row.count)) continue;
    const known = stored.get(start);
    if (known === undefined) {
      if (correct) issues.push(issue('row-absent', pathOf(row), { timestamp: row.timestamp }));
    } else if (known.count === row.count && known.ahtSeconds === row.ahtSeconds) same.add(row.line);
    else if (!correct) {
      const second = secondPass(zone, one);
      const facts = {
        timestamp: row.timestamp,
        stored: valueText(known.count, known.ahtSeconds),
        given: valueText(row.count, row.ahtSeconds),
      };
      issues.push(issue('row-differs', pathOf(row), second === undefined ? facts : { ...facts, second }));
    }
  }
  return { issues: issues.slice(0, LISTED_ROWS), same };
}

/** The stored rows as the reader takes them. */
function storedAims(stored: readonly EntryRow[], zone: Zone): readonly Aimed[] {
  const read = rowReader(zone, issueList(), () => WHOLE);
  return stored.map(({ timestamp, count, ahtSeconds, start }) => {
    const row = read(STORED_LINE, timestamp, count, ahtSeconds);
    if (row === undefined) throw new Error(`a stored row cannot be read: ${timestamp}`);
    return { row, start, exists: true };
  });
}

function stepOf(rows: readonly WrittenRow[]): IntervalLength | undefined {
  return detectInterval(rows, rows, issueList(), () => WHOLE);
}

/** A row whose interval is another one than it was compared for would be stored in the wrong place. */
function checkAims(rows: readonly (EntryRow & { readonly line: number })[], aimed: readonly Aimed[]): void {
  const aims = new Map(aimed.map(({ row, start }) => [row.line, start]));
  for (const { line, timestamp, start } of rows) {
    if (aims.get(line) !== start) throw new Error(`the row ${timestamp} was read at ${start}, not ${aims.get(line)}`);
  }
}

/**
 * Reads rows that are to be appended to stored ones, or with `correct` to replace them. The whole history as it would be is read: what could not
 * be read at the same step is refused, with places in the given rows where they are at fault.
 */
export function readEntry(
  options: EntryOptions,
  stored: readonly EntryRow[],
  given: GivenRows,
  correct: boolean,
): Outcome<Entry> {
  const { zone } = options;
  const issues = issueList();
  const written = writtenRows(given, '', zone, issues);
  if (written !== undefined && written.rows.length === 0 && issues.size() === 0)
    issues.add('history-empty', WHOLE, 'The history has no rows.', {}, 'Give at least one row.');
  if (written === undefined || written.rows.length === 0) return { ok: false, issues: placed(issues, given, '') };
  const known = storedAims(stored, zone);
  const step = stepOf(known.map(({ row }) => row));
  const aimed = aimedRows(written.rows, zone, step ?? 'day');
  const byStart = new Map(stored.map((row) => [row.start, row]));
  const compared = compare(aimed, byStart, correct, zone, (row) => rowPath(written, given, row));
  const starts = new Set(aimed.filter(({ exists }) => exists).map(({ start }) => start));
  const merged = [...known.filter(({ start }) => !starts.has(start)), ...aimed].sort((a, b) => a.start - b.start);
  const placeOf: PlaceOf = (line, field) => (line === STORED_LINE ? WHOLE : written.placeOf(line, field));
  const rows = merged.map(({ row }) => row);
  const reading = buildHistory(rows, { ...options, deciding: known.map(({ row }) => row) }, issues, placeOf);
  if (!reading.ok || compared.issues.length > 0)
    return { ok: false, issues: [...placed(issues, given, ''), ...compared.issues] };
  const { history, notes } = reading;
  // A forecast finds the step by all rows.
  const later = stepOf(rows);
  if (later !== undefined && later !== history.intervalLength) {
    const facts = { minutes: minutesOf(later), stored: minutesOf(history.intervalLength) };
    return { ok: false, issues: [issue('history-step-differs', '', facts)] };
  }
  const read = entriesOf(history, written.rows);
  checkAims(read, aimed);
  const entered = read.filter(({ line }) => !compared.same.has(line)).map(({ line: _line, ...row }) => row);
  // Notes on single rows that were stored before were told when they were entered.
  const told = notes.filter(({ facts }) => facts['line'] !== STORED_LINE);
  return { ok: true, value: { rows: entered, same: compared.same.size, notes: told } };
}
