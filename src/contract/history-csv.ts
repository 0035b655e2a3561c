import { CsvError, parse } from 'csv-parse/sync';
import { isZone } from '../domain/calendar.ts';
import type { Zone } from '../domain/units.ts';
import { buildHistory, type HistoryOptions, type HistoryReading } from './history-build.ts';
import { csvPlace, type IssueList, issueList, WHOLE } from './history-issues.ts';
import { type PlaceOf, type RowField, rowReader, type WrittenRow } from './history-rows.ts';
import { thousandsWatch } from './history-thousands.ts';

/** Largest history by default, in bytes of UTF-8. */
const MAX_HISTORY_BYTES = 32 * 1024 * 1024;

const FIELDS: readonly RowField[] = ['timestamp', 'count', 'ahtSeconds'];

/** What people call the columns; named in the hint, never guessed silently. */
const OTHER_NAMES: Readonly<Record<string, RowField>> = {
  time: 'timestamp',
  date: 'timestamp',
  datetime: 'timestamp',
  start: 'timestamp',
  calls: 'count',
  contacts: 'count',
  offered: 'count',
  volume: 'count',
  value: 'count',
  aht: 'ahtSeconds',
};

/**
 * Reads a contact history from CSV: a header with `timestamp`, `count` and optionally `ahtSeconds` in any order and any case,
 * then a row per interval. Times are wall-clock times of the zone unless they carry `Z` or an offset.
 *
 * Accepted: comma, semicolon or tab (told from the header), decimal commas where the separator is no comma, quotes, a
 * byte-order mark, either line end, blank lines, rows in any order (with a note), fractions. Refused with line and column, all
 * at once: other or further columns, counts such as 1.200 among whole ones, duplicates, times off the grid, mixed intervals, empty, negative, infinite or
 * non-numeric counts. A local time that the clocks skip is dropped with a note at count 0 and refused above. One that they
 * repeat and that is given once is halved over both hours (`both`, the default), or is the first of them and the second
 * is missing whatever an absent row means (`one`); given twice, the rows are taken in the order of the file.
 */
export function readHistoryCsv(text: string, options: HistoryOptions): HistoryReading {
  const issues = issueList();
  checkOptions(options, issues);
  checkBytes(text, options.maxBytes ?? MAX_HISTORY_BYTES, issues);
  if (issues.size() > 0) return { ok: false, issues: issues.all() };
  const written = writtenRowsOfCsv(text, options.zone, issues);
  if (written === undefined) return { ok: false, issues: issues.all() };
  return buildHistory(written.rows, options, issues, written.placeOf);
}

/** Rows of an input with where their fields lie in it. */
export type WrittenRows = { readonly rows: readonly WrittenRow[]; readonly placeOf: PlaceOf };

/** The rows of a CSV text one by one, with what is wrong in single fields; undefined where the text has no such rows at all. */
export function writtenRowsOfCsv(text: string, zone: Zone, issues: IssueList): WrittenRows | undefined {
  const table = readTable(text, issues);
  const columns = table === undefined ? undefined : columnsOf(table, issues);
  if (table === undefined || columns === undefined) return undefined;
  const placeOf = (line: number, field: RowField) => csvPlace(line, columns.of[field] + 1);
  const read = rowReader(zone, issues, placeOf);
  const number = numberReader(table.separator, issues);
  const thousands = thousandsWatch(table.separator);
  const rows: WrittenRow[] = [];
  for (let index = 1; index < table.records.length; index += 1) {
    const { record, info } = table.records[index] as TableRecord;
    if (record.length !== columns.count) {
      refuseLength(record.length, columns.count, info.lines, issues);
      continue;
    }
    const written = record[columns.of.count] as string;
    thousands.see(written, info.lines, columns.of.count + 1);
    const count = number(written, info.lines, columns.of.count);
    const aht = columns.of.ahtSeconds < 0 ? undefined : record[columns.of.ahtSeconds];
    const row = read(
      info.lines,
      record[columns.of.timestamp] as string,
      count,
      aht === undefined ? undefined : number(aht, info.lines, columns.of.ahtSeconds),
    );
    if (row !== undefined) rows.push(row);
  }
  thousands.tell(issues);
  return { rows, placeOf };
}

/** Checks what every reading of a history needs: a zone of the time-zone database. */
export function checkOptions(options: HistoryOptions, issues: IssueList): void {
  if (isZone(options.zone)) return;
  const hint = 'Name an IANA zone such as Europe/Berlin.';
  const place = { line: null, column: null, path: '/zone' };
  issues.add('zone-unknown', place, `"${options.zone}" is not a time zone.`, { value: options.zone }, hint);
}

function checkBytes(text: string, limit: number, issues: IssueList): void {
  const bytes = text.length > limit ? text.length : new TextEncoder().encode(text).length;
  if (bytes <= limit) return;
  const hint = 'Send a shorter history, or coarser intervals.';
  issues.add('history-too-large', WHOLE, `The history is larger than ${limit} bytes.`, { bytes, limit }, hint);
}

/** A record with the number of the line that it ends on. */
export type TableRecord = { readonly record: readonly string[]; readonly info: { readonly lines: number } };
export type Table = { readonly separator: string; readonly records: readonly TableRecord[] };

/** Splits a CSV text; a text that is no CSV becomes an issue. Blank lines, also of separators alone, are left out. */
export function readTable(text: string, issues: IssueList): Table | undefined {
  const separator = separatorOf(text);
  try {
    const records = parse(text, {
      bom: true,
      delimiter: separator,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as readonly TableRecord[];
    if (records.length > 0) return { separator, records };
    issues.add('history-empty', WHOLE, 'The file is empty.', {}, 'Give a header and rows.');
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error['lines'] ?? 1);
    const hint = 'Close every quote, and double a quote inside of quotes.';
    issues.add(
      'csv-malformed',
      csvPlace(line, 0),
      `The line cannot be split into fields.`,
      { reason: error.code },
      hint,
    );
  }
  return undefined;
}

/** The separator of the first line that is not blank: a tab or semicolon where it has one, otherwise a comma. */
function separatorOf(text: string): string {
  const header = /[^\s\uFEFF][^\r\n]*/.exec(text)?.[0] ?? '';
  return header.includes('\t') ? '\t' : header.includes(';') ? ';' : ',';
}

type Columns = { readonly of: Readonly<Record<RowField, number>>; readonly count: number };

function columnsOf(table: Table, issues: IssueList): Columns | undefined {
  const { record, info } = table.records[0] as TableRecord;
  const before = issues.size();
  if (/^\d{4}-\d{2}-\d{2}/.test(record[0] ?? '')) {
    const hint = 'Begin the file with the line timestamp,count.';
    issues.add('header-missing', csvPlace(info.lines, 0), 'The first line is a row, not a header.', {}, hint);
    return undefined;
  }
  const of: Record<RowField, number> = { timestamp: -1, count: -1, ahtSeconds: -1 };
  record.forEach((name, index) => {
    const field = FIELDS.find((each) => each.toLowerCase() === name.toLowerCase());
    const facts = { value: name.slice(0, 40) };
    if (field === undefined) {
      const meant = OTHER_NAMES[name.toLowerCase()];
      const hint = meant === undefined ? 'Only timestamp, count and ahtSeconds are read.' : `Name the column ${meant}.`;
      issues.add(
        'header-unknown-column',
        csvPlace(info.lines, index + 1),
        `Column "${facts.value}" is not known.`,
        facts,
        hint,
      );
    } else if (of[field] >= 0) {
      const message = `Column ${field} is given twice.`;
      issues.add('header-duplicate-column', csvPlace(info.lines, index + 1), message, facts, 'Keep one of them.');
    } else of[field] = index;
  });
  for (const field of ['timestamp', 'count'] as const) {
    if (of[field] >= 0) continue;
    const hint = 'The header is timestamp,count or timestamp,count,ahtSeconds.';
    issues.add(
      'header-column-missing',
      csvPlace(info.lines, 0),
      `Column ${field} is missing.`,
      { column: field },
      hint,
    );
  }
  return issues.size() === before ? { of, count: record.length } : undefined;
}

function refuseLength(found: number, expected: number, line: number, issues: IssueList): void {
  const facts = { fields: found, expected };
  const hint =
    found > expected ? 'Decimal commas need semicolons or tabs between the fields.' : 'Give every field of the header.';
  issues.add('row-length', csvPlace(line, 0), `The row has ${found} fields, the header ${expected}.`, facts, hint);
}

/**
 * Turns a decimal comma into a point where the separator allows it. A file that uses both is refused: in one of the two
 * readings 1.234 is a thousand times the other.
 */
function numberReader(separator: string, issues: IssueList): (field: string, line: number, column: number) => string {
  let comma = 0;
  let point = 0;
  let said = false;
  return (field, line, column) => {
    const withComma = separator !== ',' && /^[+-]?\d*,\d+$/.test(field);
    if (field.includes('.')) point = point === 0 ? line : point;
    if (withComma) comma = comma === 0 ? line : comma;
    if (point > 0 && comma > 0 && !said) {
      said = true;
      const facts = { commaLine: comma, pointLine: point };
      const hint = 'Write all fractions with a comma, or all with a point, and no thousands separators.';
      issues.add('decimals-mixed', csvPlace(line, column + 1), 'The file has decimal commas and points.', facts, hint);
    }
    return withComma ? field.replace(',', '.') : field;
  };
}
