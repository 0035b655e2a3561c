import type { Instant, Interval, LocalDate, Seconds, Zone } from './units.ts';
import { dateOf } from './calendar.ts';

/** A part of a shift that is not work: a meal or a break. */
export type Break = Interval & { readonly paid: boolean };

/** One attendance of one employee, from `start` to `end`, with its breaks inside. */
export type Shift = Interval & {
  readonly id: string;
  readonly employeeId: string;
  readonly template?: string | undefined;
  /** The skill that the shift is worked in: a person counts for one skill at a time. */
  readonly skill?: string | undefined;
  /** `work` unless named otherwise; every activity counts as working time. */
  readonly activity: string;
  readonly breaks: readonly Break[];
  /** A locked shift stays as it is when the roster is solved. */
  readonly locked?: boolean | undefined;
  /** The other team that published it: time worked there, which counts for rules and covers nothing here. */
  readonly otherTeam?: string | undefined;
};

/** One employee's shifts in order of start. */
export type Line = readonly Shift[];

/** Paid (= working) time of a shift: elapsed time less unpaid breaks. */
export function workSeconds(shift: Shift): Seconds {
  let seconds = shift.end - shift.start;
  for (const pause of shift.breaks) if (!pause.paid) seconds -= pause.end - pause.start;
  return seconds;
}

/** Elapsed time from start to end. */
export function spanSeconds(shift: Shift): Seconds {
  return shift.end - shift.start;
}

/** Local date of the shift's start: the day that the shift belongs to. */
export function shiftDate(zone: Zone, shift: Interval): LocalDate {
  return dateOf(zone, shift.start);
}

/** Whether somebody on the shift is on the work, and not on a break, during the whole of [start, end). */
export function isOnWork(shift: Shift, start: Instant, end: Instant): boolean {
  if (shift.start > start || shift.end < end) return false;
  return shift.breaks.every((pause) => pause.end <= start || pause.start >= end);
}

/** Order of lines: by start, then end, then id, so that equal input gives equal output. */
export function compareShifts(a: Shift, b: Shift): number {
  return a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Lines by employee id, each in the order of `compareShifts`; employees come in the order of their first shifts. */
export function linesByEmployee(shifts: readonly Shift[]): ReadonlyMap<string, Line> {
  const lines = new Map<string, Shift[]>();
  for (const shift of [...shifts].sort(compareShifts)) {
    const line = lines.get(shift.employeeId);
    if (line === undefined) lines.set(shift.employeeId, [shift]);
    else line.push(shift);
  }
  return lines;
}
