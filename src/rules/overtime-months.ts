import { normalHours } from './maximum-overtime-month.ts';
import { overtimePeriods } from './maximum-overtime-month-compiled.ts';
import { overtimeDays, type OvertimeDay } from './overtime.ts';
import { daysMissing, daysOutside, holdsDate, horizonShifts, type Period, periodOf } from './period.ts';
import type { Reach, RuleContext, Values } from './rule.ts';
import { addDays, daysBetween, monthStartOf, nextMonthStartOf, weekStartOf } from '../domain/calendar.ts';
import { type Line, shiftDate } from '../domain/shift.ts';
import type { LocalDate, Seconds } from '../domain/units.ts';

/** First day of the calendar month so many months after that of a date, or before it. */
export function monthAfter(date: LocalDate, months: number): LocalDate {
  let first = monthStartOf(date);
  for (let step = 0; step < months; step++) first = nextMonthStartOf(first);
  for (let step = 0; step > months; step--) first = monthStartOf(addDays(first, -1));
  return first;
}

/** The calendar month of a date. */
function monthOf(date: LocalDate): Period {
  return { from: monthStartOf(date), end: nextMonthStartOf(date) };
}

/** The calendar months of a period that begins and ends with one. */
export function monthsOf({ from, end }: Period): readonly Period[] {
  const months: Period[] = [];
  for (let first = from; first < end; first = nextMonthStartOf(first)) months.push(monthOf(first));
  return months;
}

/** The first and the last date whose overtime planned work may raise, by calendar months. */
export function raisedMonths(context: RuleContext): readonly Period[] {
  return overtimePeriods('month', context);
}

/** Overtime of a line, day by day, with the shifts of the horizon. */
export type OvertimeLine = {
  readonly days: readonly OvertimeDay[];
  readonly planned: ReadonlySet<Line[number]>;
};

export function overtimeLine(values: Values, context: RuleContext, line: Line): OvertimeLine {
  return {
    days: overtimeDays(context, normalHours(values), line),
    planned: new Set(horizonShifts(context, line)),
  };
}

/** Overtime of a period, and the shifts that have a part in it. */
export function overtimeWithin(
  { days }: OvertimeLine,
  period: Period,
): { readonly seconds: Seconds; readonly shifts: Line } {
  const own = days.filter(({ date }) => holdsDate(period, date));
  return {
    seconds: own.reduce((sum, { daySeconds, weekSeconds }) => sum + daySeconds + weekSeconds, 0),
    shifts: [...new Set(own.flatMap(({ shifts }) => shifts))],
  };
}

/** A period with the days before it of the week in which it begins: its overtime depends on them. */
function withWholeWeek(context: RuleContext, period: Period): Period {
  return { ...period, from: weekStartOf(period.from, context.weekStart) };
}

/** Whether days that nobody has seen, before or behind the horizon, may add to the overtime of a period. */
export function mayGrow(context: RuleContext, period: Period): boolean {
  return daysMissing(context, withWholeWeek(context, period)) > 0;
}

/** Whether the overtime of a period depends on days of one side of the horizon. */
export function dependsOnSide(context: RuleContext, period: Period, side: 'past' | 'future'): boolean {
  const outside = daysOutside(context, withWholeWeek(context, period));
  return (side === 'past' ? outside.before : outside.after) > 0;
}

/** Whether planned work has a part in the overtime of a period, or may get one from days of its week that nobody has seen. */
export function mayBeOfHorizon(context: RuleContext, { days, planned }: OvertimeLine, period: Period): boolean {
  if (days.some(({ date, shifts }) => holdsDate(period, date) && shifts.some((shift) => planned.has(shift))))
    return true;
  return [...planned].some((shift) => {
    const week = periodOf('week', context, shiftDate(context.zone, shift));
    if (week === undefined || week.from >= period.end || week.end <= period.from) return false;
    return daysMissing(context, week) > 0;
  });
}

/** Days that must be seen to know the overtime of some periods. */
export function reachOfPeriods(context: RuleContext, periods: readonly Period[]): Reach {
  const end = addDays(context.from, context.days);
  const least = (days: readonly number[]): number => Math.max(0, ...days);
  return {
    daysBefore: least(periods.map((period) => daysBetween(withWholeWeek(context, period).from, context.from))),
    daysAfter: least(periods.map((period) => daysBetween(end, period.end))),
  };
}
