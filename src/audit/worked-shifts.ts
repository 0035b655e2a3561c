import type { Attendance, UnrecordedBreaks } from '../domain/attendance.ts';
import { type Break, isOnCall, type Line, type Shift, WORK } from '../domain/shift.ts';
import type { Interval, Seconds } from '../domain/units.ts';

/** Attendances of one employee that belong together: those of one scheduled shift, or without one those that follow each other. */
type Group = { readonly shift: Shift | undefined; readonly rows: readonly Attendance[] };

/** Activities of attendance in which nobody works. */
const PAUSES: ReadonlySet<string> = new Set(['meal', 'break', 'gap']);

export function isPause({ activity }: Pick<Attendance, 'activity'>): boolean {
  return PAUSES.has(activity);
}

/** Without a shift, work belongs to what ended at most this long before it: a return from a meal, and no second day. */
const MOST_INTERRUPTION: Seconds = 3 * 3600;

function overlapSeconds(a: Interval, b: Interval): Seconds {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
}

/** The scheduled shift that an attendance has most time in common with; of equals the first. */
function shiftOf(row: Attendance, line: Line): Shift | undefined {
  let best: Shift | undefined;
  let most = 0;
  for (const shift of line) {
    const common = overlapSeconds(row, shift);
    if (common <= most) continue;
    best = shift;
    most = common;
  }
  return best;
}

/**
 * Attendances of one employee by scheduled shift: to the one with which they have most time in common, or else to the one of what they follow, or are followed
 * by, without a longer interruption. So a night that is interrupted after midnight stays with the date of its shift.
 */
function groupsOf(rows: readonly Attendance[], line: Line): readonly Group[] {
  const sorted = rows.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const groups: { shift: Shift | undefined; rows: Attendance[] }[] = [];
  for (const row of sorted) {
    const shift = shiftOf(
      row,
      line.filter((one) => isOnCall(one) === isOnCall(row)),
    );
    const last = groups.at(-1);
    const end = last?.rows.at(-1)?.end ?? -Infinity;
    const isNear =
      row.start - end <= MOST_INTERRUPTION && last?.rows.every((one) => isOnCall(one) === isOnCall(row)) === true;
    if (last !== undefined && (shift === last.shift ? shift !== undefined || isNear : isNear && shift === undefined)) {
      last.rows.push(row);
    } else if (last !== undefined && last.shift === undefined && isNear) {
      // Whoever comes early has begun the shift that follows.
      last.shift = shift;
      last.rows.push(row);
    } else groups.push({ shift, rows: [row] });
  }
  return groups;
}

/** The scheduled breaks of a shift as rows, as far as they lie in work of the attendance, where it has no break of its own. */
function scheduledPauses({ shift, rows }: Group): readonly Attendance[] {
  if (shift === undefined || rows.some(isPause)) return [];
  const hasHole = rows.some((row, index) => index > 0 && row.start > (rows[index - 1]?.end ?? row.start));
  if (hasHole) return [];
  return shift.breaks.flatMap((pause) => {
    const isThere = rows.some((row) => row.start <= pause.start && pause.end <= row.end);
    if (!isThere) return [];
    const activity = pause.kind === 'gap' ? 'gap' : pause.paid ? 'break' : 'meal';
    return [{ employeeId: shift.employeeId, start: pause.start, end: pause.end, activity }];
  });
}

function breakOf({ start, end, activity }: Attendance): Break {
  switch (activity) {
    case 'break':
      return { start, end, paid: true };
    case 'gap':
      return { start, end, paid: false, kind: 'gap' };
    default:
      return { start, end, paid: false, kind: 'meal' };
  }
}

/** Rows with the breaks that nobody recorded, in order of start; breaks lie over the work around them. */
function completed(group: Group, unrecorded: UnrecordedBreaks): readonly Attendance[] {
  const pauses = unrecorded === 'as-scheduled' ? scheduledPauses(group) : [];
  return [...group.rows, ...pauses].toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/** The shift that was worked: its breaks, and the time between its rows, are those of it. Undefined where there are pauses alone. */
function workedShift(group: Group, unrecorded: UnrecordedBreaks): Shift | undefined {
  const rows = completed(group, unrecorded);
  const attended = rows.filter((row) => !isPause(row));
  const [first] = attended;
  if (first === undefined) return undefined;
  const start = first.start;
  const end = Math.max(...attended.map((row) => row.end));
  const breaks: Break[] = rows.filter((row) => isPause(row) && row.start >= start && row.end <= end).map(breakOf);
  let until = start;
  for (const row of rows) {
    if (row.start > until && row.start < end) breaks.push({ start: until, end: row.start, paid: false });
    until = Math.max(until, row.end);
  }
  const { shift } = group;
  const own = attended.every(({ activity }) => activity === first.activity) ? first.activity : WORK;
  return {
    id: shift?.id ?? `${first.employeeId} ${start}`,
    employeeId: first.employeeId,
    start,
    end,
    activity: own,
    breaks: breaks.toSorted((a, b) => a.start - b.start),
    ...(shift?.template === undefined ? {} : { template: shift.template }),
    ...(shift?.skill === undefined ? {} : { skill: shift.skill }),
    ...(shift?.otherTeam === undefined ? {} : { otherTeam: shift.otherTeam }),
  };
}

/**
 * What one employee worked, as shifts in order of start: attendances of one scheduled shift are one, with its id, template and skill; time between
 * them is an unpaid break. A shift of which the attendance has no break gets those that were scheduled, if it is so settled. Attendances must not overlap.
 */
export function workedShifts(
  attendances: readonly Attendance[],
  line: Line,
  unrecorded: UnrecordedBreaks,
): readonly Shift[] {
  return groupsOf(attendances, line).flatMap((group) => workedShift(group, unrecorded) ?? []);
}

/** The attendances of one employee with the breaks that nobody recorded, cut so that no two overlap, in order of start. */
export function completeAttendance(
  attendances: readonly Attendance[],
  line: Line,
  unrecorded: UnrecordedBreaks,
): readonly Attendance[] {
  return groupsOf(attendances, line).flatMap((group) => {
    const pauses = unrecorded === 'as-scheduled' ? scheduledPauses(group) : [];
    if (pauses.length === 0) return group.rows;
    const cut = group.rows.flatMap((row) => {
      const parts: Attendance[] = [];
      let { start } = row;
      for (const pause of pauses.filter((one) => row.start <= one.start && one.end <= row.end)) {
        if (pause.start > start) parts.push({ ...row, start, end: pause.start });
        start = pause.end;
      }
      return start < row.end ? [...parts, { ...row, start }] : parts;
    });
    return [...cut, ...pauses].toSorted((a, b) => a.start - b.start);
  });
}
