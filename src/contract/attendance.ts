import { z } from 'zod';
import type { Attendance } from '../domain/attendance.ts';
import { isoOf } from '../domain/calendar.ts';
import type { Issue } from '../domain/issue.ts';
import { type Instant, SECONDS_PER_HOUR, type Zone } from '../domain/units.ts';
import { type CsvRecord, csvRecords, textOfCell } from './csv-cells.ts';
import { type Cursor, elements, member, text } from './cursor.ts';
import type { Add } from './documents.ts';
import { listed } from './documents.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';
import { dateSchema, idSchema, isTimestamp, nameSchema, timestampSchema } from './scalars.ts';
import { checkKnown } from './team-checks.ts';
import { instantIn, readInstant } from './timestamps.ts';

/** Bytes of a CSV inside a document, at most: a year of a few thousand people. */
const MOST_CSV = 60_000_000;

/** Longest single attendance that is believed: what is longer has a wrong date, or an end that was never recorded. */
const LONGEST_HOURS = 24;

export const attendanceRowSchema = z
  .strictObject({
    employee: idSchema.meta({ description: 'Id of the employee.', examples: ['anna'] }),
    start: timestampSchema,
    end: timestampSchema,
    activity: nameSchema
      .min(1)
      .default('work')
      .meta({
        description:
          'What was done: `work`, or another activity of the schedule such as `training`. `meal` is an unpaid break, `break` a paid one, `gap` that of a split shift.',
        examples: ['work'],
      }),
  })
  .meta({
    id: 'Attendance',
    description: 'What somebody did without interruption, as the attendance system has it.',
    examples: [
      { employee: 'anna', start: '2026-03-02T09:02:00+08:00', end: '2026-03-02T13:00:00+08:00', activity: 'work' },
    ],
  });

export const unrecordedBreaksSchema = z.enum(['as-scheduled', 'worked']).default('as-scheduled').meta({
  description:
    'What becomes of the scheduled breaks of a shift of which the attendance has none: taken when they were due, as far as somebody was there; or worked.',
});

export const rowsShape = {
  rows: z.array(attendanceRowSchema).max(LIMITS.shifts).optional(),
  csv: z
    .string()
    .max(MOST_CSV)
    .optional()
    .meta({ description: 'The rows as CSV employee,start,end[,activity], in place of `rows`.' }),
};

const exampleRows = [
  { employee: 'anna', start: '2026-03-02T09:02:00+08:00', end: '2026-03-02T13:00:00+08:00', activity: 'work' },
  { employee: 'anna', start: '2026-03-02T14:00:00+08:00', end: '2026-03-02T18:00:00+08:00', activity: 'work' },
];

export const attendanceSchema = z
  .strictObject({
    ...rowsShape,
    from: dateSchema
      .optional()
      .meta({ description: 'First date of which all is there; default that of the first shift worked.' }),
    spans: z
      .array(z.strictObject({ from: dateSchema, to: dateSchema }))
      .max(LIMITS.coverRows)
      .optional()
      .meta({ description: 'Several spans of such dates, in place of from and to.' }),
    to: dateSchema.optional().meta({ description: 'Last such date, included; default that of the last shift worked.' }),
    unrecordedBreaks: unrecordedBreaksSchema,
  })
  .meta({
    id: 'AttendanceRecord',
    description: 'What was worked on some dates, by everybody: whoever has no row of a date did not work on it.',
    examples: [{ rows: exampleRows, unrecordedBreaks: 'as-scheduled' }],
  });

export type AttendanceRead = z.output<typeof attendanceSchema>;

/** An attendance, and where it was read. */
type PlacedAttendance = Attendance & { readonly path: string };

const HEADER = ['employee', 'start', 'end', 'activity'];

function timeOf(written: string, zone: Zone, path: string, add: Add): Instant | undefined {
  const local = written.replace(' ', 'T');
  if (isTimestamp(local)) return readInstant(zone, local, path, add);
  add(issue('wrong-timestamp', path, { field: 'time', received: written }));
  return undefined;
}

function csvRow(
  { record, info }: CsvRecord,
  columns: readonly string[],
  zone: Zone,
  path: string,
  add: Add,
): readonly PlacedAttendance[] {
  const line = `${path} line ${info.lines}`.trimStart();
  if (record.length !== columns.length) {
    add(issue('csv-fields', line, { count: record.length, expected: columns.length }));
    return [];
  }
  const place = (name: string): string => `${line}, column ${columns.indexOf(name) + 1}`;
  const field = (name: string): string => textOfCell(record[columns.indexOf(name)] ?? '');
  const employeeId = field('employee');
  if (employeeId === '') add(issue('text-empty', place('employee'), { field: 'employee' }));
  const start = timeOf(field('start'), zone, place('start'), add);
  const end = timeOf(field('end'), zone, place('end'), add);
  if (employeeId === '' || start === undefined || end === undefined) return [];
  const activity = columns.includes('activity') ? field('activity') || 'work' : 'work';
  return [{ employeeId, start, end, activity, path: line }];
}

/** Rows of a CSV `employee,start,end[,activity]`; what is wrong is told by line and column behind `path`. */
function readCsv(csv: string, zone: Zone, path: string, add: Add): readonly PlacedAttendance[] {
  const table = csvRecords(csv);
  if (!table.ok) {
    for (const one of table.issues) add({ ...one, path: `${path} ${one.path}`.trim() });
    return [];
  }
  const [header, ...body] = table.value;
  const columns = (header?.record ?? []).map((name) => name.toLowerCase());
  const isKnown = columns.every((name) => HEADER.includes(name)) && new Set(columns).size === columns.length;
  if (!isKnown || ['employee', 'start', 'end'].some((name) => !columns.includes(name))) {
    add(issue('attendance-header', `${path} line 1`.trimStart(), { received: columns.join(',').slice(0, 200) }));
    return [];
  }
  return body.flatMap((record) => csvRow(record, columns, zone, path, add));
}

/** What a list of rows says, each with where it stands. */
function readRows(rows: Cursor, zone: Zone, add: Add): readonly PlacedAttendance[] {
  return elements(rows).flatMap((row) => {
    const start = readInstant(zone, text(row, 'start'), `${row.path}/start`, add);
    const end = readInstant(zone, text(row, 'end'), `${row.path}/end`, add);
    const employeeId = text(row, 'employee');
    if (start === undefined || end === undefined || employeeId === undefined) return [];
    return [{ employeeId, start, end, activity: text(row, 'activity') ?? 'work', path: row.path }];
  });
}

/** Attendances that end before they begin, last longer than a day, are of nobody known, or lie over others of the same employee. */
function checkPlaced(
  placed: readonly PlacedAttendance[],
  zone: Zone,
  employees: ReadonlySet<string> | undefined,
  add: Add,
): readonly PlacedAttendance[] {
  const sound = placed.filter(({ employeeId, start, end, path }) => {
    if (employees !== undefined) checkKnown('unknown-employee', employeeId, path, employees, add);
    const hours = (end - start) / SECONDS_PER_HOUR;
    if (hours <= 0) add(issue('span-not-positive', path, { start: isoOf(zone, start), end: isoOf(zone, end) }));
    else if (hours > LONGEST_HOURS) {
      const facts = { hours: Math.round(hours * 100) / 100, maximum: LONGEST_HOURS, employee: employeeId };
      add(issue('attendance-too-long', path, facts));
    }
    return hours > 0 && hours <= LONGEST_HOURS;
  });
  for (const [employee, rows] of Map.groupBy(sound, ({ employeeId }) => employeeId)) {
    let last: PlacedAttendance | undefined;
    for (const row of rows.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
      if (last !== undefined && row.start < last.end) {
        add(issue('attendance-overlap', row.path, { employee, start: isoOf(zone, row.start), other: last.path }));
      }
      if (last === undefined || row.end > last.end) last = row;
    }
  }
  return sound;
}

/**
 * Reads the rows of an attendance record, as a list or as CSV, and reports what is wrong with them at their places. `employees`: who may have some; undefined:
 * that is looked up elsewhere.
 */
export function checkAttendance(
  record: Cursor,
  zone: Zone,
  employees: ReadonlySet<string> | undefined,
  add: Add,
): readonly PlacedAttendance[] {
  const [rows, csv] = [member(record, 'rows'), member(record, 'csv')];
  if (rows.value !== undefined && csv.value !== undefined) {
    add(issue('both-given', record.path, { first: 'rows', second: 'csv' }));
    return [];
  }
  if (rows.value === undefined && csv.value === undefined) {
    add(issue('one-needed', record.path, { first: 'rows', second: 'csv' }));
    return [];
  }
  const [from, to] = [text(record, 'from'), text(record, 'to')];
  if (from !== undefined && to !== undefined && to < from)
    add(issue('window-empty', `${record.path}/to`, { from, to }));
  const placed = typeof csv.value === 'string' ? readCsv(csv.value, zone, csv.path, add) : readRows(rows, zone, add);
  return checkPlaced(placed, zone, employees, add);
}

/** The attendances of a record that was checked. */
export function toAttendances({ rows, csv }: Pick<AttendanceRead, 'rows' | 'csv'>, zone: Zone): readonly Attendance[] {
  if (csv === undefined) {
    return (rows ?? []).map(({ employee, start, end, activity }) => ({
      employeeId: employee,
      start: instantIn(zone, start),
      end: instantIn(zone, end),
      activity,
    }));
  }
  const issues: Issue[] = [];
  const placed = readCsv(csv, zone, '', (one) => issues.push(one));
  if (issues.length > 0) throw new Error(`an attendance was accepted with ${JSON.stringify(listed(issues))}`);
  return placed.map(({ path: _path, ...row }) => row);
}

/** An attendance as it goes out. */
export function fromAttendance(zone: Zone, { employeeId, start, end, activity }: Attendance) {
  return { employee: employeeId, start: isoOf(zone, start), end: isoOf(zone, end), activity };
}
