import { plannedInstant, minutesOfDay } from '../domain/calendar.ts';
import type { Note } from '../domain/forecast.ts';
import type { Problem } from '../domain/problem.ts';
import { compareShifts, type Shift, shiftDate } from '../domain/shift.ts';
import type { Employee } from '../domain/team.ts';
import type { Instant, LocalDate, Zone } from '../domain/units.ts';

function instantOf(zone: Zone, local: string): Instant {
  const [date = '', time = '00:00'] = local.split('T');
  return plannedInstant(zone, date, minutesOfDay(time));
}

/** Whether somebody was absent from a published shift, as far as her record says. */
function isAbsent(zone: Zone, { daysOff = [], leave = [], unavailable = [] }: Employee, shift: Shift): boolean {
  const date = shiftDate(zone, shift);
  if (daysOff.includes(date) || leave.some(({ from, to }) => from <= date && date <= to)) return true;
  return unavailable.some(({ from, to }) => instantOf(zone, from) < shift.end && instantOf(zone, to) > shift.start);
}

function withoutDatesBefore(zone: Zone, date: LocalDate, shifts: readonly Shift[]): readonly Shift[] {
  return shifts.filter((shift) => shiftDate(zone, shift) >= date);
}

/**
 * A problem in which the days before the day on which changes are told (`asOf` of its baseline) are as they were published: they are worked already.
 * The published shifts of these days become locks, and nobody gets anything else there. A lock of somebody on a date, and an absence on record, say what
 * really was and go before what was published. Locks that break rules are kept where the problem does not say otherwise.
 */
export function withKeptDays(problem: Problem): { readonly problem: Problem; readonly notes: readonly Note[] } {
  const { baseline, team, from, locks, start } = problem;
  if (baseline === undefined || baseline.asOf <= from) return { problem, notes: [] };
  const { asOf } = baseline;
  const { zone } = team;
  const employees = new Map(team.employees.map((employee) => [employee.id, employee]));
  const keyOf = (shift: Shift): string => JSON.stringify([shift.employeeId, shiftDate(zone, shift)]);
  const told = new Set(locks.map(keyOf));
  const taken = new Set(locks.map(({ id }) => id));
  const kept = baseline.shifts.filter((shift) => {
    const date = shiftDate(zone, shift);
    const employee = employees.get(shift.employeeId);
    if (date < from || date >= asOf || employee === undefined || taken.has(shift.id)) return false;
    return !told.has(keyOf(shift)) && !isAbsent(zone, employee, shift);
  });
  return {
    problem: {
      ...problem,
      locks: [...locks, ...kept.map((shift) => ({ ...shift, locked: true }))].sort(compareShifts),
      ...(start === undefined ? {} : { start: withoutDatesBefore(zone, asOf, start) }),
      closedBefore: asOf,
      lockConflicts: problem.lockConflicts ?? (kept.length === 0 ? undefined : 'keep'),
    },
    notes: [{ code: 'kept-before', facts: { asOf, shifts: kept.length } }],
  };
}
