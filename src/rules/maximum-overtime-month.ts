import { compileOvertime, overtimePeriods } from './maximum-overtime-month-compiled.ts';
import { monthSeconds, type NormalHours, overtimeDays, type OvertimeDay } from './overtime.ts';
import {
  daysMissing,
  holdsDate,
  horizonEnd,
  horizonShifts,
  isInHorizon,
  type Period,
  type PeriodKind,
  periodOf,
  periodsBetween,
  periodsOfHorizon,
  spanOfPeriod,
} from './period.ts';
import type { Finding, LineRule, Parameter, RuleContext, Values } from './rule.ts';
import { hoursValueSeconds } from './values.ts';
import { collectShifts, type ShiftsState, type WindowFold } from './windows.ts';
import { addDays, daysBetween, weekStartOf } from '../domain/calendar.ts';
import { type Line, shiftDate } from '../domain/shift.ts';
import type { LocalDate } from '../domain/units.ts';

export function normalHours(values: Values): NormalHours {
  return {
    daySeconds: hoursValueSeconds(values, 'normalHoursDay'),
    weekSeconds: hoursValueSeconds(values, 'normalHoursWeek'),
  };
}

function monthFinding(
  values: Values,
  context: RuleContext,
  days: readonly OvertimeDay[],
  month: Period,
): readonly Finding[] {
  const limit = hoursValueSeconds(values, 'maximumHours');
  const measured = monthSeconds(days, month);
  if (measured <= limit) return [];
  const guilty = days.filter(({ date }) => holdsDate(month, date)).flatMap(({ shifts }) => shifts);
  return [
    {
      shiftIds: [...new Set(guilty.map(({ id }) => id))],
      span: spanOfPeriod(context, month),
      unit: 'seconds',
      measured,
      limit,
      excess: measured - limit,
      facts: month,
    },
  ];
}

/** The period of a kind that a date is in; months, quarters and years hold every date, the horizon its own. */
function periodAt(kind: PeriodKind, context: RuleContext, date: LocalDate): Period {
  const period = periodOf(kind, context, date);
  if (period === undefined) throw new Error(`${date} lies in no ${kind}`);
  return period;
}

/** From the first day of the week in which the horizon's first month begins to the end of the last day's month or week. */
function seenPeriod(kind: PeriodKind, context: RuleContext): Period {
  const last = addDays(horizonEnd(context), -1);
  const month = periodAt(kind, context, last).end;
  const week = addDays(weekStartOf(last, context.weekStart), 7);
  const start = weekStartOf(periodAt(kind, context, context.from).from, context.weekStart);
  if (kind === 'horizon') return { from: start, end: month };
  return { from: start, end: week > month ? periodAt(kind, context, addDays(week, -1)).end : month };
}

/**
 * Whether unseen days could carry the month past the limit through a horizon shift: because such a shift is part of overtime already, or
 * because its week has unseen days that may fill it.
 */
function couldReach(values: Values, context: RuleContext, line: Line, month: Period): boolean {
  const days = overtimeDays(context, normalHours(values), line);
  const planned = new Set(horizonShifts(context, line));
  const inOvertime = days.some(({ date, shifts }) => holdsDate(month, date) && shifts.some((s) => planned.has(s)));
  // A month past its limit with a part of the horizon's is told already; without one it may yet get it.
  if (inOvertime) return monthSeconds(days, month) <= hoursValueSeconds(values, 'maximumHours');
  return periodsOfHorizon('week', context).some(
    (week) =>
      (holdsDate(month, week.from) || holdsDate(month, addDays(week.end, -1))) &&
      daysMissing(context, week) > 0 &&
      [...planned].some((shift) => periodOf('week', context, shiftDate(context.zone, shift))?.from === week.from),
  );
}

/** What is ordinary work, beyond which overtime begins. */
export const NORMAL_HOURS: readonly Parameter[] = [
  { name: 'normalHoursDay', title: 'Hours of a day before overtime', unit: 'hours', least: 0, most: 24, default: 8 },
  {
    name: 'normalHoursWeek',
    title: 'Hours of a week before overtime',
    unit: 'hours',
    least: 0,
    most: 168,
    default: 40,
  },
];

/** The common fold of ceilings of overtime in a calendar month, quarter or year or the horizon, for rules with the values of `maximumOvertimeMonth`. */
export function foldOvertime(kindOf: (values: Values) => PeriodKind): WindowFold {
  return {
    judges: 'shifts',
    ...collectShifts,
    finish: (values, context, { shifts }) => {
      const days = overtimeDays(context, normalHours(values), shifts);
      const months = new Map(
        days.flatMap(({ date }) => periodOf(kindOf(values), context, date) ?? []).map((month) => [month.from, month]),
      );
      return [...months.values()].flatMap((month) => monthFinding(values, context, days, month));
    },
    meters: (values, context, line) => {
      const days = overtimeDays(context, normalHours(values), line);
      const limit = hoursValueSeconds(values, 'maximumHours');
      return periodsOfHorizon(kindOf(values), context).map((period) => ({
        ...period,
        kind: 'most',
        unit: 'seconds',
        measured: monthSeconds(days, period),
        limit,
      }));
    },
    reach: (values, context) => {
      const seen = seenPeriod(kindOf(values), context);
      return {
        daysBefore: daysBetween(seen.from, context.from),
        daysAfter: Math.max(0, daysBetween(horizonEnd(context), seen.end)),
      };
    },
    dependsOnMissing: (values, context, line, missing) => {
      const kind = kindOf(values);
      const seen = seenPeriod(kind, context);
      return periodsBetween(kind, context, context.from, addDays(seen.end, -1)).some((month) => {
        const from = weekStartOf(month.from, context.weekStart);
        const unseen = missing === 'past' ? from < context.from : month.end > horizonEnd(context);
        return unseen && couldReach(values, context, line, month);
      });
    },
    compile: (values, context, past, future) => {
      const outside = [...past, ...future].filter((shift) => !isInHorizon(context, shiftDate(context.zone, shift)));
      const maximum = hoursValueSeconds(values, 'maximumHours');
      const caps = overtimePeriods(kindOf(values), context).map((period) => ({ period, maximum }));
      return compileOvertime(context, normalHours(values), caps, outside);
    },
  };
}

/**
 * At most so many overtime hours in a calendar month. Overtime is the work of a day beyond `normalHoursDay` and the ordinary work of
 * a calendar week beyond `normalHoursWeek`, attributed to days in order, without counting twice. Day basis: the local date on which a
 * shift starts; a week over two months gives each month the overtime of its own days. A month that is past the limit before the
 * horizon adds overtime to it is no breach of the horizon.
 */
export const maximumOvertimeMonth: LineRule<ShiftsState> = {
  id: 'maximum-overtime-month',
  title: 'Maximum overtime a month',
  parameters: [
    { name: 'maximumHours', title: 'Most overtime hours of one month', unit: 'hours', least: 0, most: 744 },
    ...NORMAL_HOURS,
  ],
  defaultSeverity: 'block',
  ...foldOvertime(() => 'month'),
};
