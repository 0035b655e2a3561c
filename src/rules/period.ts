import type { RuleContext } from './rule.ts';
import { addDays, daysBetween, monthStartOf, nextMonthStartOf, startOfDate, weekStartOf } from '../domain/calendar.ts';
import { type Shift, shiftDate } from '../domain/shift.ts';
import type { Interval, LocalDate } from '../domain/units.ts';

/** Local dates from `from` up to, not including, `end`. */
export type Period = { readonly from: LocalDate; readonly end: LocalDate };

export type PeriodKind = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'horizon';

/** The day behind the horizon's last. */
export function horizonEnd(context: RuleContext): LocalDate {
  return addDays(context.from, context.days);
}

/** True for a date of the horizon. */
export function isInHorizon(context: RuleContext, date: LocalDate): boolean {
  return date >= context.from && daysBetween(context.from, date) < context.days;
}

/** The horizon's part of a shift list, by the local date of the start. */
export function horizonShifts(context: RuleContext, shifts: readonly Shift[]): readonly Shift[] {
  return shifts.filter((shift) => isInHorizon(context, shiftDate(context.zone, shift)));
}

/** The calendar day, week, month, quarter or year or the horizon that a date belongs to; undefined outside the horizon for the last. */
export function periodOf(kind: PeriodKind, context: RuleContext, date: LocalDate): Period | undefined {
  switch (kind) {
    case 'day':
      return { from: date, end: addDays(date, 1) };
    case 'week': {
      const from = weekStartOf(date, context.weekStart);
      return { from, end: addDays(from, 7) };
    }
    case 'month':
      return { from: monthStartOf(date), end: nextMonthStartOf(date) };
    case 'quarter': {
      const month = Math.floor((Number(date.slice(5, 7)) - 1) / 3) * 3 + 1;
      const from = `${date.slice(0, 5)}${String(month).padStart(2, '0')}-01`;
      return { from, end: nextMonthStartOf(addDays(nextMonthStartOf(from), 31)) };
    }
    case 'year':
      return { from: `${date.slice(0, 4)}-01-01`, end: nextMonthStartOf(`${date.slice(0, 4)}-12-01`) };
    case 'horizon':
      return isInHorizon(context, date) ? { from: context.from, end: horizonEnd(context) } : undefined;
  }
}

/** True for a date of the period. Dates compare as texts, which is far cheaper than finding each date's own period. */
export function holdsDate(period: Period, date: LocalDate): boolean {
  return period.from <= date && date < period.end;
}

/** The shifts that start on a date of the period. */
export function inPeriod(context: RuleContext, shifts: readonly Shift[], period: Period): readonly Shift[] {
  return shifts.filter((shift) => holdsDate(period, shiftDate(context.zone, shift)));
}

/** All periods of a kind that hold a date from `from` to `to`, both included, in order. */
export function periodsBetween(
  kind: PeriodKind,
  context: RuleContext,
  from: LocalDate,
  to: LocalDate,
): readonly Period[] {
  const periods: Period[] = [];
  for (let date = from; date <= to; ) {
    const period = periodOf(kind, context, date);
    if (period === undefined) throw new Error(`${date} lies in the horizon and in no ${kind}`);
    periods.push(period);
    date = period.end;
  }
  return periods;
}

/** All periods of a kind that hold a day of the horizon, in order. */
export function periodsOfHorizon(kind: PeriodKind, context: RuleContext): readonly Period[] {
  return periodsBetween(kind, context, context.from, addDays(horizonEnd(context), -1));
}

/** The period's instants, from the start of its first local date to the start of the date behind it. */
export function spanOfPeriod(context: RuleContext, period: Period): Interval {
  return { start: startOfDate(context.zone, period.from), end: startOfDate(context.zone, period.end) };
}

/** Days of a period that lie before and behind the horizon. */
export function daysOutside(context: RuleContext, period: Period): { readonly before: number; readonly after: number } {
  const end = horizonEnd(context);
  return {
    before: Math.max(0, daysBetween(period.from, period.end < context.from ? period.end : context.from)),
    after: Math.max(0, daysBetween(period.from > end ? period.from : end, period.end)),
  };
}

/** Days of a period that lie outside the horizon on a side that is not known. */
export function daysMissing(context: RuleContext, period: Period): number {
  const outside = daysOutside(context, period);
  return (context.pastKnown ? 0 : outside.before) + (context.futureKnown ? 0 : outside.after);
}

/** Horizon days of a period as day numbers counted from the horizon's first. */
export function horizonDays(
  context: RuleContext,
  period: Period,
): { readonly firstDay: number; readonly endDay: number } {
  return {
    firstDay: Math.max(0, daysBetween(context.from, period.from)),
    endDay: Math.min(context.days, daysBetween(context.from, period.end)),
  };
}

/** Shifts by the local date of their start, dates in order. */
export function byDate(context: RuleContext, shifts: readonly Shift[]): ReadonlyMap<LocalDate, readonly Shift[]> {
  const dates = new Map<LocalDate, Shift[]>();
  for (const shift of shifts) {
    const date = shiftDate(context.zone, shift);
    const known = dates.get(date);
    if (known === undefined) dates.set(date, [shift]);
    else known.push(shift);
  }
  return dates;
}
