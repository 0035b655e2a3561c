import { compileOvertime } from './maximum-overtime-month-compiled.ts';
import { monthSeconds, type NormalHours, overtimeDays, type OvertimeDay } from './overtime.ts';
import {
  daysMissing,
  horizonEnd,
  horizonShifts,
  isInHorizon,
  type Period,
  periodOf,
  periodsOfHorizon,
  spanOfPeriod,
} from './period.ts';
import type { Finding, LineRule, RuleContext, Values } from './rule.ts';
import { hoursValueSeconds } from './values.ts';
import { addDays, daysBetween, monthStartOf, nextMonthStartOf, weekStartOf } from '../domain/calendar.ts';
import { type Line, shiftDate } from '../domain/shift.ts';
import type { LocalDate } from '../domain/units.ts';

/** All shifts so far: the week that a month begins in needs its days in the month before. */
type OvertimeState = { readonly shifts: Line };

function normalHours(values: Values): NormalHours {
  return {
    daySeconds: hoursValueSeconds(values, 'normalHoursDay'),
    weekSeconds: hoursValueSeconds(values, 'normalHoursWeek'),
  };
}

function monthFinding(
  values: Values,
  context: RuleContext,
  days: readonly OvertimeDay[],
  month: LocalDate,
): readonly Finding[] {
  const limit = hoursValueSeconds(values, 'maximumHours');
  const measured = monthSeconds(days, month);
  if (measured <= limit) return [];
  const guilty = days.filter(({ date }) => monthStartOf(date) === month).flatMap(({ shifts }) => shifts);
  const period: Period = { from: month, end: nextMonthStartOf(month) };
  return [
    {
      shiftIds: [...new Set(guilty.map(({ id }) => id))],
      span: spanOfPeriod(context, period),
      unit: 'seconds',
      measured,
      limit,
      excess: measured - limit,
      facts: period,
    },
  ];
}

/** From the first day of the week in which the horizon's first month begins to the end of the last day's month or week. */
function seenPeriod(context: RuleContext): Period {
  const last = addDays(horizonEnd(context), -1);
  const month = nextMonthStartOf(last);
  const week = addDays(weekStartOf(last, context.weekStart), 7);
  const start = weekStartOf(monthStartOf(context.from), context.weekStart);
  return { from: start, end: week > month ? nextMonthStartOf(addDays(week, -1)) : month };
}

/**
 * Whether unseen days could carry the month past the limit through a horizon shift: because such a shift is part of overtime already, or
 * because its week has unseen days that may fill it.
 */
function couldReach(values: Values, context: RuleContext, line: Line, month: LocalDate): boolean {
  const days = overtimeDays(context, normalHours(values), line);
  const planned = new Set(horizonShifts(context, line));
  const inOvertime = days.some(
    ({ date, shifts }) => monthStartOf(date) === month && shifts.some((s) => planned.has(s)),
  );
  // A month past its limit with a part of the horizon's is told already; without one it may yet get it.
  if (inOvertime) return monthSeconds(days, month) <= hoursValueSeconds(values, 'maximumHours');
  return periodsOfHorizon('week', context).some(
    (week) =>
      (monthStartOf(week.from) === month || monthStartOf(addDays(week.end, -1)) === month) &&
      daysMissing(context, week) > 0 &&
      [...planned].some((shift) => periodOf('week', context, shiftDate(context.zone, shift))?.from === week.from),
  );
}

/** First days of the calendar months from one date to another, both included. */
function monthsBetween(from: LocalDate, to: LocalDate): readonly LocalDate[] {
  const months: LocalDate[] = [];
  for (let month = monthStartOf(from); month <= to; month = nextMonthStartOf(month)) months.push(month);
  return months;
}

/**
 * At most so many overtime hours in a calendar month. Overtime is the work of a day beyond `normalHoursDay` and the ordinary work of
 * a calendar week beyond `normalHoursWeek`, attributed to days in order, without counting twice. Day basis: the local date on which a
 * shift starts; a week over two months gives each month the overtime of its own days. A month that is past the limit before the
 * horizon adds overtime to it is no breach of the horizon.
 */
export const maximumOvertimeMonth: LineRule<OvertimeState> = {
  id: 'maximum-overtime-month',
  title: 'Maximum overtime a month',
  parameters: [
    { name: 'maximumHours', title: 'Most overtime hours of one month', unit: 'hours', least: 0, most: 744 },
    { name: 'normalHoursDay', title: 'Hours of a day before overtime', unit: 'hours', least: 0, most: 24, default: 8 },
    {
      name: 'normalHoursWeek',
      title: 'Hours of a week before overtime',
      unit: 'hours',
      least: 0,
      most: 168,
      default: 40,
    },
  ],
  defaultSeverity: 'block',
  judges: 'shifts',
  start: () => ({ shifts: [] }),
  extend: (_, _context, state, next) => ({ state: { shifts: [...state.shifts, next] }, findings: [] }),
  finish: (values, context, { shifts }) => {
    const days = overtimeDays(context, normalHours(values), shifts);
    return [...new Set(days.map(({ date }) => monthStartOf(date)))].flatMap((month) =>
      monthFinding(values, context, days, month),
    );
  },
  reach: (_, context) => {
    const seen = seenPeriod(context);
    return {
      daysBefore: daysBetween(seen.from, context.from),
      daysAfter: Math.max(0, daysBetween(horizonEnd(context), seen.end)),
    };
  },
  dependsOnMissing: (values, context, line, missing) => {
    const seen = seenPeriod(context);
    return monthsBetween(context.from, addDays(seen.end, -1)).some((month) => {
      const from = weekStartOf(month, context.weekStart);
      const unseen = missing === 'past' ? from < context.from : nextMonthStartOf(month) > horizonEnd(context);
      return unseen && couldReach(values, context, line, month);
    });
  },
  compile: (values, context, past, future) => {
    const outside = [...past, ...future].filter((shift) => !isInHorizon(context, shiftDate(context.zone, shift)));
    return compileOvertime(context, normalHours(values), hoursValueSeconds(values, 'maximumHours'), outside);
  },
};
