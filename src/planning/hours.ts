import { hoursLedger } from '../audit/hours-ledger.ts';
import { workedShifts } from '../audit/worked-shifts.ts';
import type { Attendance, UnrecordedBreaks } from '../domain/attendance.ts';
import { compareShifts, linesByEmployee, type Shift, shiftDate } from '../domain/shift.ts';
import type { DateSpan, HoursLedger, HoursRequest, WorkedDates } from '../domain/hours.ts';
import type { LocalDate, Zone } from '../domain/units.ts';

/** Attendances, the dates of which they are all, and what becomes of breaks that nobody recorded. */
export type AttendanceDates = {
  /** Undefined: that of the first shift worked, and of the last. */
  readonly from: LocalDate | undefined;
  readonly to: LocalDate | undefined;
  /** In place of the two. */
  readonly spans?: readonly DateSpan[] | undefined;
  readonly rows: readonly Attendance[];
  readonly unrecordedBreaks: UnrecordedBreaks;
};

/** What was worked, as shifts beside those that were scheduled. */
function workedDates(zone: Zone, attendance: AttendanceDates, scheduled: readonly Shift[]): WorkedDates | undefined {
  const { from, to, rows, unrecordedBreaks } = attendance;
  const lines = linesByEmployee(scheduled);
  const shifts = [...Map.groupBy(rows, ({ employeeId }) => employeeId)].flatMap(([employee, own]) =>
    workedShifts(own, lines.get(employee) ?? [], unrecordedBreaks),
  );
  shifts.sort(compareShifts);
  if (attendance.spans !== undefined) return { spans: attendance.spans, shifts };
  const [first, last] = [shifts[0], shifts.at(-1)];
  const begins = from ?? (first === undefined ? undefined : shiftDate(zone, first));
  const ends = to ?? (last === undefined ? undefined : shiftDate(zone, last));
  if (begins === undefined || ends === undefined || ends < begins) return undefined;
  return { spans: [{ from: begins, to: ends }], shifts };
}

/** What is scheduled and worked, to the hours ledger. */
export function makeHours(
  request: Omit<HoursRequest, 'worked'> & { readonly attendance?: AttendanceDates | undefined },
): HoursLedger {
  const { attendance, ...rest } = request;
  return hoursLedger({
    ...rest,
    worked: attendance === undefined ? undefined : workedDates(request.team.zone, attendance, request.scheduled),
  });
}
