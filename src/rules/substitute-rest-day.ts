import { exactly, type Finding, type LineRule, type RuleContext, type Values } from './rule.ts';
import { compileSubstituteDays } from './substitute-rest-day-compiled.ts';
import { seenDays, substituteDays, unserved } from './substitute-days.ts';
import { collectShifts, type ShiftsState } from './windows.ts';
import { datesByOf, datesByParameter, isOpenDate, shiftsByWorkedDate } from './worked-dates.ts';
import { addDays, daysBetween, spanOfDate } from '../domain/calendar.ts';
import type { Line, Shift } from '../domain/shift.ts';
import { WEEKDAYS } from '../domain/units.ts';

/** The shifts that work on each day, days as numbers. */
function workedDays(values: Values, context: RuleContext, shifts: Line): ReadonlyMap<number, Line> {
  const byDate = shiftsByWorkedDate(context, datesByOf(values), shifts);
  return new Map([...byDate].map(([date, on]) => [daysBetween(context.from, date), on]));
}

/** The shifts but for which a day would have its substitute: its own, and those on the days that could be it. */
function shiftsAround(values: Values, context: RuleContext, worked: ReadonlyMap<number, Line>, day: number): Line {
  const { reach, serves } = substituteDays(values, context);
  const shifts = new Set<Shift>(worked.get(day));
  for (let near = day - reach; near <= day + reach; near++) {
    if (serves(near)) for (const shift of worked.get(near) ?? []) shifts.add(shift);
  }
  return [...shifts];
}

function findingsOf(values: Values, context: RuleContext, shifts: Line): readonly Finding[] {
  const days = substituteDays(values, context);
  const worked = workedDays(values, context, shifts);
  return unserved(days, (day) => worked.has(day)).map((day) => {
    const date = addDays(context.from, day);
    return {
      shiftIds: shiftsAround(values, context, worked, day).map(({ id }) => id),
      span: spanOfDate(context.zone, date),
      unit: 'days',
      measured: 0,
      limit: 1,
      excess: 1,
      facts: { date, from: addDays(date, -days.reach), to: addDays(date, days.reach) },
    };
  });
}

/**
 * Who works on a Sunday (or another weekday), or on a statutory holiday that is none, has a day off in its place: a day that is neither and on which no work
 * is, within so many weeks that hold the day worked, before it or after; each day off stands for one. In turn each takes the first that is left.
 * Asked are the days worked of which a substitute could lie in the horizon. Day basis: local dates, by default with any attendance.
 */
export const substituteRestDay: LineRule<ShiftsState> = {
  id: 'substitute-rest-day',
  title: 'A day off for a Sunday or holiday worked',
  parameters: [
    {
      name: 'worked',
      title: 'Work on which day asks for one',
      unit: 'choice',
      choices: ['weekday', 'holiday'],
      default: 'weekday',
    },
    { name: 'weekday', title: 'Which weekday', unit: 'choice', choices: [...WEEKDAYS], default: 'sun' },
    { name: 'weeks', title: 'Weeks within which it lies', unit: 'weeks', least: 1, most: 8, default: 2 },
    datesByParameter('attendance'),
  ],
  defaultSeverity: 'block',
  judges: 'shifts',
  ...collectShifts,
  finish: (values, context, { shifts }) => findingsOf(values, context, shifts),
  reach: (values, context) => {
    const { firstDay, endDay } = seenDays(substituteDays(values, context));
    return { daysBefore: -firstDay + 1, daysAfter: endDay - context.days };
  },
  dependsOnMissing: (values, context, line, missing) => {
    const days = substituteDays(values, context);
    const worked = workedDays(values, context, line);
    const isPlanned = ({ start }: Shift): boolean => start >= context.horizon.start && start < context.horizon.end;
    const left = new Set(unserved(days, (day) => worked.has(day)));
    // Work on every day that nobody has seen is the worst: whoever has a substitute then has one in any case.
    const couldWork = (day: number): boolean =>
      worked.has(day) || isOpenDate(context, datesByOf(values), addDays(context.from, day), missing);
    return unserved(days, couldWork).some(
      (day) => !left.has(day) && shiftsAround(values, context, worked, day).some(isPlanned),
    );
  },
  compile: (values, context, past, future) =>
    exactly([compileSubstituteDays(context, datesByOf(values), substituteDays(values, context), [...past, ...future])]),
};
