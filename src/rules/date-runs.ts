import { byDate } from './period.ts';
import type { RuleContext } from './rule.ts';
import type { Membership } from './shift-class.ts';
import { addDays } from '../domain/calendar.ts';
import { type Line, type Shift, shiftDate } from '../domain/shift.ts';
import type { Employee } from '../domain/team.ts';
import type { LocalDate } from '../domain/units.ts';

/** Local dates in a row, each with a shift, and these shifts. */
export type DateRun = {
  readonly first: LocalDate;
  readonly last: LocalDate;
  readonly days: number;
  readonly shifts: readonly Shift[];
};

/** The longest runs of dates on which the given shifts start, in order. */
export function runsOf(context: RuleContext, shifts: Line): readonly DateRun[] {
  const runs: DateRun[] = [];
  for (const [date, own] of byDate(context, shifts)) {
    const run = runs.at(-1);
    if (run !== undefined && addDays(run.last, 1) === date) {
      runs[runs.length - 1] = { ...run, last: date, days: run.days + 1, shifts: [...run.shifts, ...own] };
    } else runs.push({ first: date, last: date, days: 1, shifts: own });
  }
  return runs;
}

/** Dates without a gap for which something holds, from `date` on, in steps of one day forwards or backwards; `most` at most. */
export function lengthFrom(date: LocalDate, step: 1 | -1, most: number, holds: (date: LocalDate) => boolean): number {
  let days = 0;
  for (let at = date; days < most && holds(at); at = addDays(at, step)) days++;
  return days;
}

/** Whether a date lies in a leave of the employee. */
export function isLeave({ leave = [] }: Employee, date: LocalDate): boolean {
  return leave.some(({ from, to }) => from <= date && date <= to);
}

/** What a date is to a rule: `in` with a shift of the class, else `open` with one that may be of it, else `out`. */
export function kindsOfDates(
  context: RuleContext,
  shifts: Line,
  member: (shift: Shift) => Membership,
): ReadonlyMap<LocalDate, Membership> {
  const kinds = new Map<LocalDate, Membership>();
  for (const shift of shifts) {
    const date = shiftDate(context.zone, shift);
    const known = kinds.get(date);
    const own = member(shift);
    if (known === undefined || own === 'in' || (own === 'open' && known === 'out')) kinds.set(date, own);
  }
  return kinds;
}
