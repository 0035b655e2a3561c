import { createHmac } from 'node:crypto';
import { addDays } from '../../domain/calendar.ts';
import type { ScheduledShift } from '../../domain/schedule.ts';
import type { Instant } from '../../domain/units.ts';
import type { CalendarLink } from '../calendar-links.ts';
import type { Tables } from '../store.ts';
import { shiftsOnDates } from './schedule-question.ts';

/** Days of a linked calendar before and after today. */
const DAYS_BEFORE = 35;
const DAYS_AFTER = 183;

/** A shift that says of nobody that it is theirs: its id, which begins with theirs, becomes a hash that nobody outside can count again. */
function nameless(link: string, shift: ScheduledShift): ScheduledShift {
  const id = createHmac('sha256', link).update(shift.id).digest('base64url').slice(0, 32);
  return { ...shift, id, employeeId: '', employeeName: undefined };
}

/** The shifts that a link gives, cancelled ones too, with the name of what it is of. */
export async function linkedShifts(
  tables: Tables,
  { id, whose, thing, names }: Pick<CalendarLink, 'id' | 'whose' | 'thing' | 'names'>,
  now: Instant,
): Promise<{ readonly shifts: readonly ScheduledShift[]; readonly name: string | undefined }> {
  const today = new Date(now * 1000).toISOString().slice(0, 10);
  const dates = { from: addDays(today, -DAYS_BEFORE), to: addDays(today, DAYS_AFTER) };
  const filter = whose === 'employee' ? { employees: [thing] } : { [whose]: thing };
  const found = await shiftsOnDates(tables, { ...filter, cancelled: true }, dates);
  // More than a calendar program could show: it gets none rather than some.
  const shifts = found === 'too-many' ? [] : found;
  if (whose === 'employee') return { shifts, name: shifts.at(-1)?.employeeName };
  const shown = names ? shifts : shifts.map((shift) => nameless(id, shift));
  return { shifts: shown, name: whose === 'team' ? (await tables.teams.get(thing))?.team.name : undefined };
}
