import { addDays, startOfDate } from '../domain/calendar.ts';
import type { Absence, ScheduledShift } from '../domain/schedule.ts';
import type { Interval, Zone } from '../domain/units.ts';
import { allPages } from './all-pages.ts';
import { affectedByAbsence } from './publications/affected-by-absence.ts';
import type { Tables } from './store.ts';

/** The time that an absence may take on anybody's clock: zones are up to 14 hours from UTC. */
function widestSpan({ when }: Pick<Absence, 'when'>): Interval {
  if (when.kind === 'span') return { start: when.start, end: when.end };
  return { start: startOfDate('UTC', addDays(when.from, -1)), end: startOfDate('UTC', addDays(when.to, 2)) };
}

/** The published shifts that an absence touches, of any team, in order of start. */
export async function shiftsTouched(
  { schedules }: Pick<Tables, 'schedules'>,
  absence: Pick<Absence, 'employee' | 'when'>,
): Promise<readonly ScheduledShift[]> {
  const { items } = await schedules.list({ employees: [absence.employee], span: widestSpan(absence) });
  return affectedByAbsence(absence, items);
}

/** Zones of the teams that an employee is in; none: nobody knows the employee. */
export async function zonesOf({ teams }: Pick<Tables, 'teams'>, employee: string): Promise<readonly Zone[]> {
  const own = await allPages((page) => teams.list({ employee }, page));
  return [...new Set(own.map(({ zone }) => zone))];
}
