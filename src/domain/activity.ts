import { addDays, datesFrom, minutesOfDay, plannedInstant, weekdayOf, weekStartOf } from './calendar.ts';
import type { Employee, Team } from './team.ts';
import type { Interval, LocalDate, LocalTime, Weekday } from './units.ts';

/**
 * An activity beside the work that a roster has to hold: a meeting, training, coaching, quality monitoring. It becomes pieces of shifts whose
 * activity is its id.
 *
 * `alone`: everybody named has it by herself. `together`: all of those named who are there have it at once. `pair`: everybody named has it with one of
 * the coaches.
 */
export type ActivityToPlace = {
  readonly id: string;
  readonly name?: string | undefined;
  readonly mode: 'alone' | 'together' | 'pair';
  readonly lengthMinutes: number;
  /** Grid of its starts, counted from local midnight. */
  readonly stepMinutes: number;
  /** Who has it: those named by id or by contract; absent both: everybody but the coaches. */
  readonly employees?: readonly string[] | undefined;
  readonly contracts?: readonly string[] | undefined;
  /** Who may give it; only in pairs, and none of them is among those who have it. */
  readonly coaches?: readonly string[] | undefined;
  /** How often it is due, per employee or, together, per team. Per day: on dates on which the employee, or anybody named, has a shift. */
  readonly count: number;
  readonly per: 'day' | 'week' | 'horizon';
  /** It starts on these weekdays, and lies between the times of that date. */
  readonly days?: readonly Weekday[] | undefined;
  readonly from?: LocalTime | undefined;
  readonly to?: LocalTime | undefined;
  /** Least share of those named who take part in one that is held together. */
  readonly leastPresent: number;
  /** It starts at least so long after the start of each shift that it is in. */
  readonly afterStartMinutes: number;
  /** Points of one that is due and not held. */
  readonly weight: number;
};

/** One that is due and not held: of an employee, or of all together. */
export type MissingActivity = {
  readonly activity: string;
  readonly employeeId?: string | undefined;
  /** Local dates, both included. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly missing: number;
};

/** Those who have an activity, in the team's order. */
export function thoseNamed({ employees }: Team, activity: ActivityToPlace): readonly Employee[] {
  const isAll = activity.employees === undefined && activity.contracts === undefined;
  return employees.filter(
    ({ id, contract }) =>
      activity.coaches?.includes(id) !== true &&
      (isAll || activity.employees?.includes(id) === true || activity.contracts?.includes(contract) === true),
  );
}

/** Those who must be there for one that is held together. */
export function leastTogether(named: number, { leastPresent }: ActivityToPlace): number {
  return Math.max(1, Math.ceil(named * leastPresent - 1e-9));
}

/** The days of the horizon in periods of an activity. */
export function activityPeriods(
  { team, from, days }: { readonly team: Team; readonly from: LocalDate; readonly days: number },
  { per }: Pick<ActivityToPlace, 'per'>,
): readonly (readonly LocalDate[])[] {
  const dates = datesFrom(from, days);
  if (per === 'horizon') return [dates];
  if (per === 'day') return dates.map((date) => [date]);
  return [...Map.groupBy(dates, (date) => weekStartOf(date, team.weekStart)).values()];
}

/** The span of local time on a date in which the activity may lie; undefined on a date that it may not start on. */
export function activityWindow(
  { zone }: Pick<Team, 'zone'>,
  { days, from, to }: Pick<ActivityToPlace, 'days' | 'from' | 'to'>,
  date: LocalDate,
): Interval | undefined {
  if (days !== undefined && !days.includes(weekdayOf(date))) return undefined;
  const start = plannedInstant(zone, date, from === undefined ? 0 : minutesOfDay(from));
  // Without an end it may last into the next day, as a night does.
  const end = plannedInstant(
    zone,
    to === undefined ? addDays(date, 1) : date,
    to === undefined ? 1440 : minutesOfDay(to),
  );
  return { start, end };
}
