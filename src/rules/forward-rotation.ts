import { byDate, horizonEnd, isInHorizon, spanOfPeriod } from './period.ts';
import { exactly, type Finding, type LineRule, type Primitive, type RuleContext, type Values } from './rule.ts';
import { numberOf } from './values.ts';
import { foldWhole, type SeenShifts } from './whole-line.ts';
import { addDays, daysBetween, localOf, timeOfMinutes } from '../domain/calendar.ts';
import { type Line, type Shift, shiftDate } from '../domain/shift.ts';
import { type LocalDate, SECONDS_PER_MINUTE } from '../domain/units.ts';

const LAST_MINUTE = 24 * 60 - 1;

/** A working day: its date, its first shift, and the minute of the day at which that starts. */
type Day = { readonly date: LocalDate; readonly shift: Shift; readonly minutes: number };

function startMinutes(context: RuleContext, shift: Shift): number {
  return localOf(context.zone, shift.start).minutes;
}

function workingDays(context: RuleContext, line: Line): readonly Day[] {
  return [...byDate(context, line)].map(([date, shifts]) => {
    const shift = shifts[0] as Shift;
    return { date, shift, minutes: startMinutes(context, shift) };
  });
}

function judge(values: Values, context: RuleContext, line: Line): readonly Finding[] {
  const daysOff = numberOf(values, 'daysOff');
  const days = workingDays(context, line);
  return days.slice(1).flatMap((next, index) => {
    const last = days[index] as Day;
    const earlier = (last.minutes - next.minutes) * SECONDS_PER_MINUTE;
    if (earlier <= 0 || daysBetween(last.date, next.date) > daysOff) return [];
    return [
      {
        shiftIds: [last.shift.id, next.shift.id],
        span: spanOfPeriod(context, { from: last.date, end: addDays(next.date, 1) }),
        unit: 'seconds',
        measured: earlier,
        limit: 0,
        excess: earlier,
        facts: {
          from: last.date,
          to: next.date,
          first: timeOfMinutes(Math.floor(last.minutes)),
          next: timeOfMinutes(Math.floor(next.minutes)),
          daysOff,
        },
      },
    ];
  });
}

/**
 * Shifts rotate forwards: from one working day to the next the start may stay or come later, never earlier, unless at least so many days off
 * lie between. Day basis: a working day is a local date on which a shift starts, and its start is that of its first shift by the wall
 * clock, from 00:00 to 24:00; a night that starts after midnight begins its own day early. No elapsed time is measured: rest is
 * `minimum-rest`'s affair.
 */
export const forwardRotation: LineRule<SeenShifts> = {
  id: 'forward-rotation',
  title: 'Forward rotation',
  parameters: [
    {
      name: 'daysOff',
      title: 'Days off in a row after which a shift may start earlier than the one before them',
      unit: 'days',
      least: 1,
      most: 14,
      default: 2,
    },
  ],
  defaultSeverity: 'block',
  judges: 'shifts',
  ...foldWhole(judge),
  reach: (values) => ({ daysBefore: numberOf(values, 'daysOff'), daysAfter: numberOf(values, 'daysOff') }),
  dependsOnMissing: (values, context, line, missing) => {
    const planned = workingDays(context, line).filter(({ date }) => isInHorizon(context, date));
    const day = missing === 'past' ? planned[0] : planned.at(-1);
    if (day === undefined) return false;
    // The nearest unseen day is the one next to the horizon, and may start at any minute.
    const unseen = missing === 'past' ? addDays(context.from, -1) : horizonEnd(context);
    const apart = Math.abs(daysBetween(day.date, unseen));
    return apart <= numberOf(values, 'daysOff') && (missing === 'past' ? day.minutes < LAST_MINUTE : day.minutes > 0);
  },
  compile: (values, context, past, future) => {
    const withinDays = numberOf(values, 'daysOff');
    const known = new Map<number, number>();
    const minutesOf = (shift: Shift): number => {
      const minutes = known.get(shift.start) ?? startMinutes(context, shift);
      known.set(shift.start, minutes);
      return minutes;
    };
    const before = (shift: Shift): boolean => shiftDate(context.zone, shift) < context.from;
    const after = (shift: Shift): boolean => shiftDate(context.zone, shift) >= horizonEnd(context);
    const last = workingDays(context, past.filter(before)).at(-1);
    const next = workingDays(context, future.filter(after))[0];
    const primitives: Primitive[] = [
      {
        kind: 'order',
        withinDays: Math.min(withinDays, Math.max(1, context.days)),
        byStarts: true,
        allows: (first, second) => minutesOf(second) >= minutesOf(first),
      },
    ];
    if (last !== undefined || next !== undefined) {
      const sinceLast = last === undefined ? Number.POSITIVE_INFINITY : daysBetween(last.date, context.from);
      const untilNext = next === undefined ? Number.POSITIVE_INFINITY : daysBetween(context.from, next.date);
      // Not only for the first and last working day: those between start no earlier than the first and no later than the last.
      primitives.push({
        kind: 'allow',
        allows: (day, shift) =>
          (last === undefined || sinceLast + day > withinDays || minutesOf(shift) >= last.minutes) &&
          (next === undefined || untilNext - day > withinDays || minutesOf(shift) <= next.minutes),
      });
    }
    return exactly(primitives);
  },
};
