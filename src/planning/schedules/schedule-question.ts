import { addDays, startOfDate } from '../../domain/calendar.ts';
import type { ScheduledShift } from '../../domain/schedule.ts';
import { type Interval, type LocalDate, SECONDS_PER_HOUR } from '../../domain/units.ts';
import type { ScheduleFilter, Tables } from '../store.ts';

/** Local dates from `from` to `to`, both included; open where one is left out. */
export type DateSpan = { readonly from?: LocalDate | undefined; readonly to?: LocalDate | undefined };

/** Clocks are at most this far from UTC. */
const FURTHEST_OFFSET_SECONDS = 16 * SECONDS_PER_HOUR;

/** Behind every instant that a shift may have. */
const ALWAYS: Interval = { start: -8_640_000_000_000, end: 8_640_000_000_000 };

/** The instants that the dates may be in any zone; `isOnDates` cuts them exactly. Undefined where neither end is given. */
export function widestSpan({ from, to }: DateSpan): Interval | undefined {
  if (from === undefined && to === undefined) return undefined;
  const start = from === undefined ? ALWAYS.start : startOfDate('UTC', from) - FURTHEST_OFFSET_SECONDS;
  const end = to === undefined ? ALWAYS.end : startOfDate('UTC', addDays(to, 1)) + FURTHEST_OFFSET_SECONDS;
  return { start, end };
}

/** Whether a shift overlaps the dates on the clocks of its own zone. */
export function isOnDates({ zone, start, end }: ScheduledShift, { from, to }: DateSpan): boolean {
  if (from !== undefined && end <= startOfDate(zone, from)) return false;
  return to === undefined || start < startOfDate(zone, addDays(to, 1));
}

/**
 * Our id of an employee who is named by it, or by another system's as SYSTEM:ID; undefined where nothing was ever known of such a one. Our own ids
 * go first: one may look like SYSTEM:ID, and must not show somebody else's shifts.
 */
export async function employeeNamed(tables: Tables, name: string): Promise<string | undefined> {
  const teams = await tables.teams.list({ employee: name }, { limit: 1 });
  if (teams.items.length > 0) return name;
  // Whoever left every team may have published shifts still.
  const shifts = await tables.schedules.list({ employees: [name], cancelled: true }, { limit: 1 });
  if (shifts.items.length > 0) return name;
  // The name of a system holds no colon, an id may.
  const colon = name.indexOf(':');
  return colon > 0 ? tables.teams.employeeByExternalId(name.slice(0, colon), name.slice(colon + 1)) : undefined;
}

/** Whether a team is stored, or was and has published shifts. */
export async function isTeamKnown(tables: Tables, team: string): Promise<boolean> {
  const shifts = await tables.schedules.list({ team, cancelled: true }, { limit: 1 });
  return shifts.items.length > 0 || (await tables.teams.get(team)) !== undefined;
}

/** Shifts of one answer, at most. */
export const MOST_SHIFTS = 200_000;

const PART = 5000;

/** All shifts of a filter on dates, in order of start; 'too-many' where they are more than one answer can hold. */
export async function shiftsOnDates(
  tables: Tables,
  filter: Omit<ScheduleFilter, 'span'>,
  dates: DateSpan,
): Promise<readonly ScheduledShift[] | 'too-many'> {
  const found: ScheduledShift[] = [];
  const wanted = { ...filter, span: widestSpan(dates) };
  for (let after: readonly string[] | undefined; ; ) {
    const { items, next } = await tables.schedules.list(wanted, { limit: PART, after });
    for (const shift of items) if (isOnDates(shift, dates)) found.push(shift);
    if (found.length > MOST_SHIFTS) return 'too-many';
    if (next === null) return found;
    after = next;
  }
}
