import { horizonEnd, isInHorizon, type Period } from './period.ts';
import type { Parameter, RuleContext, Values } from './rule.ts';
import { textOf } from './values.ts';
import { addDays, dateOf, datesFrom, daysBetween } from '../domain/calendar.ts';
import { type Line, type Shift, shiftDate } from '../domain/shift.ts';
import type { LocalDate } from '../domain/units.ts';

/** What makes a local date worked: a shift that starts on it, or any attendance on it, as of a night from the evening before. */
export type DatesBy = 'start' | 'attendance';

export function datesByParameter(standard: DatesBy): Parameter {
  return {
    name: 'datesBy',
    title: 'What makes a date worked: a shift that starts on it, or any attendance on it',
    unit: 'choice',
    choices: ['start', 'attendance'],
    default: standard,
  };
}

export function datesByOf(values: Values): DatesBy {
  return textOf(values, 'datesBy') === 'attendance' ? 'attendance' : 'start';
}

/** Local dates that a shift works on, in order. An attendance that ends at midnight does not touch the new day. */
function datesOf({ zone }: RuleContext, by: DatesBy, shift: Shift): readonly LocalDate[] {
  const first = shiftDate(zone, shift);
  if (by === 'start' || shift.end <= shift.start) return [first];
  return datesFrom(first, daysBetween(first, dateOf(zone, shift.end - 1)) + 1);
}

/** The shifts that work on each date, in order of start. */
export function shiftsByWorkedDate(
  context: RuleContext,
  by: DatesBy,
  shifts: Line,
): ReadonlyMap<LocalDate, readonly Shift[]> {
  const dates = new Map<LocalDate, Shift[]>();
  for (const shift of shifts) {
    for (const date of datesOf(context, by, shift)) {
      const known = dates.get(date);
      if (known === undefined) dates.set(date, [shift]);
      else known.push(shift);
    }
  }
  return dates;
}

/** The horizon and the dates behind it that its shifts reach into. */
export function workedRange(context: RuleContext, by: DatesBy, shifts: Line): Period {
  let end = horizonEnd(context);
  for (const shift of shifts) {
    if (!isInHorizon(context, shiftDate(context.zone, shift))) continue;
    const last = datesOf(context, by, shift).at(-1);
    if (last !== undefined && last >= end) end = addDays(last, 1);
  }
  return { from: context.from, end };
}

/** The horizon and the date behind it, where a shift of at most 24 hours can reach into that. */
export function reachableRange(context: RuleContext, by: DatesBy): Period {
  return { from: context.from, end: addDays(horizonEnd(context), by === 'attendance' ? 1 : 0) };
}

/** Whether shifts that nobody has seen, of at most 24 hours, could work on the date. */
export function isOpenDate(context: RuleContext, by: DatesBy, date: LocalDate, side: 'past' | 'future'): boolean {
  if (side === 'future') return !context.futureKnown && date >= horizonEnd(context);
  if (context.pastKnown) return false;
  return by === 'attendance' ? date <= context.from : date < context.from;
}

/** Days that a rule must see to know whether the dates of a period are worked. */
export function reachOfDates(
  context: RuleContext,
  by: DatesBy,
  periods: readonly Period[],
): { readonly daysBefore: number; readonly daysAfter: number } {
  const end = horizonEnd(context);
  const eve = by === 'attendance' ? 1 : 0;
  return {
    daysBefore: periods.reduce((most, { from }) => Math.max(most, daysBetween(from, context.from) + eve), 0),
    daysAfter: periods.reduce((most, period) => Math.max(most, daysBetween(end, period.end)), 0),
  };
}
