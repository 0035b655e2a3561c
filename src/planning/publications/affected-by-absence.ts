import { addDays, startOfDate } from '../../domain/calendar.ts';
import type { Absence, ScheduledShift } from '../../domain/schedule.ts';
import { compareShifts } from '../../domain/shift.ts';
import type { Interval, Zone } from '../../domain/units.ts';

/** The time that an absence takes on the clocks of a zone: whole local dates are those of the place where the shift would be worked. */
export function spanOfAbsence({ when }: Pick<Absence, 'when'>, zone: Zone): Interval {
  if (when.kind === 'span') return { start: when.start, end: when.end };
  return { start: startOfDate(zone, when.from), end: startOfDate(zone, addDays(when.to, 1)) };
}

/** The published shifts that an absence touches, of every team, in order of start. */
export function affectedByAbsence(
  absence: Pick<Absence, 'employee' | 'when'>,
  shifts: readonly ScheduledShift[],
): readonly ScheduledShift[] {
  return shifts
    .filter((shift) => {
      if (shift.employeeId !== absence.employee || shift.status !== 'published') return false;
      const { start, end } = spanOfAbsence(absence, shift.zone);
      return shift.start < end && shift.end > start;
    })
    .sort(compareShifts);
}
