import { dateAutomaton, type DateReader } from './date-automaton.ts';
import { isInHorizon, spanOfPeriod } from './period.ts';
import { groupsIn, weekendOf, weekendParameters } from './recurring-dates.ts';
import { exactly, type Finding, type LineRule, type RuleContext, type Values } from './rule.ts';
import {
  type DatesBy,
  datesByOf,
  datesByParameter,
  isOpenDate,
  reachableRange,
  reachOfDates,
  shiftsByWorkedDate,
  workedRange,
} from './worked-dates.ts';
import { addDays, datesFrom, daysBetween } from '../domain/calendar.ts';
import { type Line, shiftDate } from '../domain/shift.ts';
import type { LocalDate } from '../domain/units.ts';

/** What the dates of a weekend say so far, as bits: worked or off, in all and by the dates before and behind the horizon alone. */
const WORKED = 1;
const OFF = 2;
const BEFORE = 4;
const BEHIND = 16;
/** A date of it lies in the horizon, or a shift of the horizon reaches into it. */
const CONCERNED = 64;

type DateFacts = { readonly published: boolean; readonly planned: boolean; readonly open: boolean };

function bitsOf(context: RuleContext, date: LocalDate, { published, planned, open }: DateFacts): number {
  const worked = published || planned ? WORKED : 0;
  const off = worked > 0 || open ? 0 : OFF;
  if (isInHorizon(context, date)) return CONCERNED | worked | off;
  const alone = (published ? WORKED : 0) | off;
  return (planned ? CONCERNED : 0) | worked | off | (alone * (date < context.from ? BEFORE : BEHIND));
}

function differs(bits: number, side: number): boolean {
  const both = (WORKED | OFF) * side;
  return (bits & both) === both;
}

/** Days before the horizon, or behind it, that differ among themselves: nothing planned mends that, and it was judged with them. */
function wasBroken(bits: number): boolean {
  return differs(bits, BEFORE) || differs(bits, BEHIND);
}

function isBroken(bits: number): boolean {
  return (bits & CONCERNED) > 0 && differs(bits, 1) && !wasBroken(bits);
}

function isOpen(context: RuleContext, by: DatesBy, date: LocalDate): boolean {
  return isOpenDate(context, by, date, 'past') || isOpenDate(context, by, date, 'future');
}

/** The bits of each weekend of a range, with the shifts that work on it. */
function weekends(values: Values, context: RuleContext, shifts: Line) {
  const by = datesByOf(values);
  const byDate = shiftsByWorkedDate(context, by, shifts);
  const inside = new Set(shifts.filter((shift) => isInHorizon(context, shiftDate(context.zone, shift))));
  const { days } = weekendOf(values);
  return groupsIn(weekendOf(values), workedRange(context, by, shifts)).map((period) => {
    let bits = 0;
    const own = new Set<Line[number]>();
    let worked = 0;
    for (const date of datesFrom(period.from, days)) {
      const onDate = byDate.get(date) ?? [];
      for (const shift of onDate) own.add(shift);
      if (onDate.length > 0) worked++;
      bits |= bitsOf(context, date, {
        published: onDate.some((shift) => !inside.has(shift)),
        planned: onDate.some((shift) => inside.has(shift)),
        open: isOpen(context, by, date),
      });
    }
    return { period, bits, worked, shifts: [...own] };
  });
}

function judge(values: Values, context: RuleContext, line: Line): readonly Finding[] {
  const { days } = weekendOf(values);
  return weekends(values, context, line).flatMap(({ period, bits, worked, shifts }) => {
    if (!isBroken(bits)) return [];
    const { start, end } = spanOfPeriod(context, period);
    return [
      {
        shiftIds: shifts.map(({ id }) => id),
        // From the night that reaches into it on.
        span: { start: shifts.reduce((first, shift) => Math.min(first, shift.start), start), end },
        unit: 'days' as const,
        measured: worked,
        limit: days,
        excess: days - worked,
        facts: { from: period.from, to: addDays(period.end, -1) },
      },
    ];
  });
}

function readerOf(values: Values, context: RuleContext): DateReader {
  const by = datesByOf(values);
  const { days } = weekendOf(values);
  const dayOf = (date: LocalDate): number => daysBetween(context.from, date);
  const first = groupsIn(weekendOf(values), reachableRange(context, by)).map(({ from }) => dayOf(from));
  const inWeekend = new Set(first.flatMap((day) => Array.from({ length: days }, (_, index) => day + index)));
  const last = new Set(first.map((day) => day + days - 1));
  return {
    firstDay: Math.min(0, ...first),
    endDay: Math.max(0, ...[...last].map((day) => day + 1)),
    start: [0],
    read: ([before = 0], day, mark) => {
      if (!inWeekend.has(day)) return [before];
      const date = addDays(context.from, day);
      const bits =
        before |
        bitsOf(context, date, {
          published: (mark & 1) > 0,
          planned: (mark & 2) > 0,
          open: isOpen(context, by, date),
        });
      if (!last.has(day)) return [bits];
      return isBroken(bits) ? undefined : [0];
    },
  };
}

/**
 * All days of a weekend are worked or none is. Day basis: local dates, worked by a shift that starts on them or, where `datesBy` is
 * `attendance`, by any attendance. Leave and days off are no work: where they take one day of a weekend the others must be free too. Judged is every weekend
 * with a day in the horizon or with one that its last night reaches into; days before it, or behind it, that differ among themselves were judged with
 * their own. A day that is
 * not known may have been worked or not: then the weekend is open, unless its other days differ already.
 */
export const completeWeekends: LineRule<Line> = {
  id: 'complete-weekends',
  title: 'Complete weekends',
  parameters: [...weekendParameters(2), datesByParameter('start')],
  defaultSeverity: 'block',
  judges: 'days',
  start: () => [],
  extend: (_values, _context, shifts, next) => ({ state: [...shifts, next], findings: [] }),
  finish: judge,
  reach: (values, context) => {
    const by = datesByOf(values);
    return reachOfDates(context, by, groupsIn(weekendOf(values), reachableRange(context, by)));
  },
  dependsOnMissing: (values, context, line, missing) => {
    const by = datesByOf(values);
    const { days } = weekendOf(values);
    return weekends(values, context, line).some(
      ({ period, bits }) =>
        !isBroken(bits) && datesFrom(period.from, days).some((date) => isOpenDate(context, by, date, missing)),
    );
  },
  compile: (values, context, past, future) =>
    exactly([dateAutomaton(context, datesByOf(values), [...past, ...future], readerOf(values, context))]),
};
