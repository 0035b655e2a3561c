import { addDays, daysBetween, isLocalDate, minutesOfDay, plannedInstant } from './calendar.ts';
import type { Surroundings } from './problem.ts';
import { compareShifts, type Shift, shiftDate } from './shift.ts';
import type { Employee, Team } from './team.ts';
import type { Instant, LocalDate, Zone } from './units.ts';

/** The activity of work for another employer. */
const OTHER_EMPLOYER = 'other-employer';

function instantOf(zone: Zone, text: string): Instant {
  const [date = '', time = ''] = text.split('T');
  if (!isLocalDate(date)) throw new Error(`${text} is no local time`);
  return plannedInstant(zone, date, minutesOfDay(time));
}

/** An employee's work for other employers as shifts: time worked, which covers nothing. Their ids are the same each time. */
export function otherWorkOf(zone: Zone, { id: employeeId, otherWork = [] }: Employee): readonly Shift[] {
  return otherWork.flatMap(({ from, to }) => {
    const [start, end] = [instantOf(zone, from), instantOf(zone, to)];
    // A clock change may skip the whole span.
    if (end <= start) return [];
    return [
      { id: `${OTHER_EMPLOYER}:${employeeId}@${from}`, employeeId, start, end, activity: OTHER_EMPLOYER, breaks: [] },
    ];
  });
}

/**
 * The surroundings of some days with the team's work for other employers in them: before, within and behind the days. What is in them already is not
 * added again. A side that is not known stays so: some of its shifts are known then, and no day is whole.
 */
export function withOtherWork<
  T extends Surroundings & { readonly team: Team; readonly from: LocalDate; readonly days: number },
>(around: T): T {
  const { team, from, days, past, future, elsewhere } = around;
  const known = new Set([...(past ?? []), ...(future ?? []), ...(elsewhere ?? [])].map(({ id }) => id));
  const work = team.employees
    .flatMap((employee) => otherWorkOf(team.zone, employee))
    .filter(({ id }) => !known.has(id));
  if (work.length === 0) return around;
  const dayOf = (shift: Shift): number => daysBetween(from, shiftDate(team.zone, shift));
  const joined = (list: readonly Shift[] | undefined, more: readonly Shift[]): readonly Shift[] =>
    [...(list ?? []), ...more].sort(compareShifts);
  const before = work.filter((shift) => dayOf(shift) < 0);
  const within = work.filter((shift) => dayOf(shift) >= 0 && dayOf(shift) < days);
  const behind = work.filter((shift) => dayOf(shift) >= days);
  return {
    ...around,
    ...(before.length === 0 ? {} : { past: joined(past, before) }),
    ...(before.length > 0 && past === undefined ? { pastFrom: from } : {}),
    ...(within.length === 0 ? {} : { elsewhere: joined(elsewhere, within) }),
    ...(behind.length === 0 ? {} : { future: joined(future, behind) }),
    ...(behind.length > 0 && future === undefined ? { futureTo: lastDay(from, days) } : {}),
  };
}

function lastDay(from: LocalDate, days: number): LocalDate {
  return addDays(from, days - 1);
}
