import { instantOfIso, isoOf, offsetSecondsAt } from '../domain/calendar.ts';
import type { Issue, Outcome } from '../domain/issue.ts';
import { type Break, isOnCall, type Piece, type Shift, WORK } from '../domain/shift.ts';
import type { Instant, Zone } from '../domain/units.ts';
import { csvCell, type CsvRecord, csvRecords, textOfCell } from './csv-cells.ts';
import { listed } from './documents.ts';
import { issue } from './messages/render.ts';
import { isTimestamp } from './scalars.ts';
import { fromPieces } from './shift-mapping.ts';
import { readBreaks, readPieces } from './schedules/breaks-text.ts';
import { SCHEDULE_COLUMNS } from './schedules/schedule-csv.ts';
import type { ShiftDocument } from './shift.ts';
import { readInstant } from './timestamps.ts';

/**
 * A roster as CSV: `employee,start,end,activity,skill`, a row per contiguous activity of a shift, ISO times with offset. A meal is an unpaid
 * break, a break a paid one, a gap that of a split shift. The shift's own activity is `work` where one of its rows is, else the longest; its skill the one with the most time:
 * rows of others are its pieces. Template, locks and ids of shifts are not in it.
 *
 * With a column `breaks` it is a published schedule: a row per shift, with its id, template and breaks, and what else a schedule has and a
 * roster passes over.
 */
const HEADER = ['employee', 'start', 'end', 'activity', 'skill'] as const;
const SCHEDULE_HEADER: readonly string[] = SCHEDULE_COLUMNS.map((column) => column.toLowerCase());
const MEAL = 'meal';
const BREAK = 'break';
const GAP = 'gap';

type Row = { readonly start: Instant; readonly end: Instant; readonly activity: string; readonly skill: string };

function rowsOfShift(shift: Shift): readonly Row[] {
  const rows: Row[] = [];
  const skill = shift.skill ?? '';
  let at = shift.start;
  const others: readonly Row[] = [
    ...shift.breaks.map(({ start, end, paid, kind }) => ({
      start,
      end,
      activity: kind === 'gap' ? GAP : paid ? BREAK : MEAL,
      skill: '',
    })),
    ...(shift.pieces ?? []).map((piece) => ({
      start: piece.start,
      end: piece.end,
      activity: 'skill' in piece ? shift.activity : piece.activity,
      skill: 'skill' in piece ? piece.skill : '',
    })),
  ];
  for (const other of others.toSorted((a, b) => a.start - b.start)) {
    if (other.start > at) rows.push({ start: at, end: other.start, activity: shift.activity, skill });
    rows.push(other);
    at = other.end;
  }
  if (at < shift.end) rows.push({ start: at, end: shift.end, activity: shift.activity, skill });
  return rows;
}

/** The CSV of shifts, in order of employee and start. */
export function writeRosterCsv(zone: Zone, shifts: readonly Shift[]): string {
  const sorted = shifts.toSorted(
    (a, b) =>
      (a.employeeId < b.employeeId ? -1 : a.employeeId > b.employeeId ? 1 : 0) || a.start - b.start || a.end - b.end,
  );
  const lines = [HEADER.join(',')];
  for (const shift of sorted) {
    for (const { start, end, activity, skill } of rowsOfShift(shift)) {
      lines.push([shift.employeeId, isoOf(zone, start), isoOf(zone, end), activity, skill].map(csvCell).join(','));
    }
  }
  return `${lines.join('\n')}\n`;
}

type ReadRow = Row & {
  readonly employee: string;
  readonly line: number;
  /** What only a row that is a whole shift has. */
  readonly whole?: {
    readonly id: string;
    readonly template: string;
    readonly breaks: readonly Break[];
    readonly pieces: readonly Piece[];
  };
};

function timeOf(text: string, zone: Zone | undefined, path: string, issues: Issue[]): Instant | undefined {
  const written = instantOfIso(text);
  if (written !== undefined) return written;
  const local = text.replace(' ', 'T');
  if (!isTimestamp(local)) issues.push(issue('wrong-timestamp', path, { field: 'time', received: text }));
  else if (zone === undefined) issues.push(issue('zone-needed', path, { received: text }));
  else return readInstant(zone, local, path, (one) => issues.push(one));
  return undefined;
}

function readRow(
  { record, info }: CsvRecord,
  columns: readonly string[],
  zone: Zone | undefined,
  issues: Issue[],
): ReadRow | undefined {
  const line = `line ${info.lines}`;
  if (record.length !== columns.length) {
    issues.push(issue('csv-fields', line, { count: record.length, expected: columns.length }));
    return undefined;
  }
  const place = (name: string): string => `${line}, column ${columns.indexOf(name) + 1}`;
  const field = (name: string): string => {
    const index = columns.indexOf(name);
    return index < 0 ? '' : textOfCell(record[index] ?? '');
  };
  const employee = field('employee');
  if (employee === '') issues.push(issue('text-empty', place('employee'), { field: 'employee' }));
  const start = timeOf(field('start'), zone, place('start'), issues);
  const end = timeOf(field('end'), zone, place('end'), issues);
  if (start === undefined || end === undefined || employee === '') return undefined;
  if (end <= start) {
    issues.push(issue('span-not-positive', place('end'), { start: field('start'), end: field('end') }));
    return undefined;
  }
  const row = { employee, start, end, activity: field('activity') || 'work', skill: field('skill'), line: info.lines };
  if (!columns.includes('breaks')) return row;
  if (field('status') === 'cancelled') return undefined;
  const breaks = readBreaks(field('breaks'), start, offsetOf(field('start'), start, zone));
  if (breaks === undefined) issues.push(issue('csv-breaks', place('breaks'), { received: field('breaks') }));
  const pieces = readPieces(field('pieces'), start, offsetOf(field('start'), start, zone));
  if (pieces === undefined) issues.push(issue('csv-pieces', place('pieces'), { received: field('pieces') }));
  return {
    ...row,
    whole: { id: field('id'), template: field('template'), breaks: breaks ?? [], pieces: pieces ?? [] },
  };
}

/** How far the clocks are ahead of UTC that a written time was read on. */
function offsetOf(text: string, instant: Instant, zone: Zone | undefined): number {
  const onTheClock = instantOfIso(text.replace(/(?:Z|[+-]\d{2}:?\d{2})$/i, 'Z'));
  if (instantOfIso(text) !== undefined && onTheClock !== undefined) return onTheClock - instant;
  return offsetSecondsAt(zone ?? 'UTC', instant);
}

function isPause({ activity }: Row): boolean {
  return activity === MEAL || activity === BREAK || activity === GAP;
}

/** A duty on call is a shift of its own, also where it touches the work. */
function isDuty(row: Row | undefined): boolean {
  return row !== undefined && isOnCall(row);
}

function wholeShift(row: ReadRow, whole: NonNullable<ReadRow['whole']>, zone: Zone): ShiftDocument {
  const { id, template, breaks, pieces } = whole;
  return {
    ...(id === '' ? {} : { id }),
    employee: row.employee,
    start: isoOf(zone, row.start),
    end: isoOf(zone, row.end),
    activity: row.activity,
    ...(template === '' ? {} : { template }),
    ...(row.skill === '' ? {} : { skill: row.skill }),
    breaks: breaks.map(({ start, end, paid, kind }) => ({
      start: isoOf(zone, start),
      end: isoOf(zone, end),
      paid,
      ...(kind === undefined ? {} : { kind }),
    })),
    ...(pieces.length === 0 ? {} : { pieces: fromPieces(zone, pieces) }),
  };
}

/** The name under which the rows hold the most time, of equals the first; the empty one only where there is no other. */
function longest(rows: readonly Row[], nameOf: (row: Row) => string): string {
  const seconds = new Map<string, number>();
  for (const row of rows) seconds.set(nameOf(row), (seconds.get(nameOf(row)) ?? 0) + row.end - row.start);
  seconds.delete('');
  return [...seconds].reduce((best, one) => (one[1] > best[1] ? one : best), ['', 0] as const)[0];
}

/** What the rows of one shift are together, and which of them are pieces of it. */
function ownOf(rows: readonly ReadRow[]): {
  readonly activity: string;
  readonly skill: string;
  readonly pieces: readonly ReadRow[];
} {
  const attended = rows.filter((row) => !isPause(row));
  const hasWork = attended.some(({ activity }) => activity === WORK) || attended.length === 0;
  const activity = hasWork ? WORK : longest(attended, (row) => row.activity);
  const own = attended.filter((row) => row.activity === activity);
  const skill = longest(own, (row) => row.skill);
  const isPiece = (row: ReadRow): boolean => row.activity !== activity || (row.skill !== '' && row.skill !== skill);
  return { activity, skill, pieces: attended.filter(isPiece) };
}

function shiftOf(rows: readonly ReadRow[], zone: Zone): ShiftDocument {
  const first = rows[0];
  const last = rows.at(-1);
  if (first === undefined || last === undefined) throw new Error('a shift without rows');
  if (first.whole !== undefined) return wholeShift(first, first.whole, zone);
  const { activity, skill, pieces } = ownOf(rows);
  return {
    employee: first.employee,
    start: isoOf(zone, first.start),
    end: isoOf(zone, last.end),
    activity,
    ...(skill === '' ? {} : { skill }),
    breaks: rows.filter(isPause).map((row) => ({
      start: isoOf(zone, row.start),
      end: isoOf(zone, row.end),
      paid: row.activity === BREAK,
      ...(row.activity === GAP ? { kind: 'gap' as const } : {}),
    })),
    ...(pieces.length === 0
      ? {}
      : {
          pieces: pieces.map((row) => ({
            start: isoOf(zone, row.start),
            end: isoOf(zone, row.end),
            ...(row.activity === activity ? { skill: row.skill } : { activity: row.activity }),
          })),
        }),
  };
}

/** The shifts of a CSV, and where each was read. */
export type RosterCsv = {
  readonly shifts: readonly ShiftDocument[];
  /** Line and column of a part of a shift, `['2', 'breaks', '0', 'start']` for example; undefined for what is none. */
  readonly placeOf: (pointer: readonly string[]) => string | undefined;
};

type ShiftRows = readonly ReadRow[];

function placeIn(
  shifts: readonly ShiftRows[],
  columns: readonly string[],
  pointer: readonly string[],
): string | undefined {
  const [index = '', part, pauseIndex = '', pausePart] = pointer;
  const rows = shifts[Number(index)];
  if (rows === undefined) return undefined;
  const isInner = (part === 'breaks' || part === 'pieces') && rows[0]?.whole === undefined;
  const inner = part === 'breaks' ? rows.filter(isPause) : ownOf(rows).pieces;
  const pause = isInner ? inner[Number(pauseIndex)] : undefined;
  const row =
    pause ?? (part === 'end' ? rows.at(-1) : part === 'skill' ? rows.find(({ skill }) => skill !== '') : rows[0]);
  const column = columns.indexOf((isInner ? pausePart : part) ?? '') + 1;
  const line = `line ${(row ?? rows[0])?.line ?? ''}`;
  return column === 0 ? line : `${line}, column ${column}`;
}

/**
 * Shifts of a CSV `employee,start,end[,activity][,skill]` in any order of columns: rows of one employee that touch form one shift. In the
 * CSV of a published schedule every row is one, and cancelled ones are none.
 * Times carry an offset, or are local times of `zone`. Rows that overlap stay shifts of their own, for the audit to report.
 */
export function readRosterCsv(text: string, zone?: Zone): Outcome<RosterCsv> {
  const table = csvRecords(text);
  if (!table.ok) return table;
  const [header, ...body] = table.value;
  const columns = (header?.record ?? []).map((name) => name.toLowerCase());
  const known: ReadonlySet<string> = new Set(columns.includes('breaks') ? SCHEDULE_HEADER : HEADER);
  const lacking = ['employee', 'start', 'end'].some((name) => !columns.includes(name));
  if (lacking || columns.some((name) => !known.has(name)) || new Set(columns).size !== columns.length) {
    return { ok: false, issues: [issue('csv-header', 'line 1', { received: columns.join(',') })] };
  }
  if (body.length === 0) return { ok: false, issues: [issue('csv-empty', '', {})] };
  const issues: Issue[] = [];
  const rows = body.flatMap((record) => readRow(record, columns, zone, issues) ?? []);
  if (issues.length > 0) return { ok: false, issues: listed(issues) };
  const shifts: ShiftRows[] = [];
  for (const own of Map.groupBy(rows, ({ employee }) => employee).values()) {
    own.sort((a, b) => a.start - b.start || a.end - b.end);
    let open: ReadRow[] = [];
    for (const row of own) {
      if (
        open.length > 0 &&
        (row.whole !== undefined || open.at(-1)?.end !== row.start || isDuty(open[0]) !== isDuty(row))
      ) {
        shifts.push(open);
        open = [];
      }
      open.push(row);
    }
    shifts.push(open);
  }
  return {
    ok: true,
    value: {
      shifts: shifts.map((own) => shiftOf(own, zone ?? 'UTC')),
      placeOf: (pointer) => placeIn(shifts, columns, pointer),
    },
  };
}
