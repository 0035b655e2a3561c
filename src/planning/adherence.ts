import { adherenceReport } from '../audit/adherence.ts';
import type { AdherenceReport, Attendance, UnrecordedBreaks } from '../domain/attendance.ts';
import type { Shift } from '../domain/shift.ts';
import type { Team } from '../domain/team.ts';
import type { LocalDate, Seconds } from '../domain/units.ts';

/** What was scheduled and what attendance says was done, to adherence and conformance. */
export function makeAdherence(question: {
  readonly team: Team;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly intervalSeconds: Seconds;
  readonly employees: readonly string[] | undefined;
  readonly scheduled: readonly Shift[];
  readonly attendance: { readonly rows: readonly Attendance[]; readonly unrecordedBreaks: UnrecordedBreaks };
}): AdherenceReport {
  const { team, from, to, intervalSeconds, employees, scheduled, attendance } = question;
  return adherenceReport({
    zone: team.zone,
    from,
    to,
    intervalSeconds,
    employees: employees ?? team.employees.map(({ id }) => id),
    scheduled,
    attendances: attendance.rows,
    unrecordedBreaks: attendance.unrecordedBreaks,
  });
}
