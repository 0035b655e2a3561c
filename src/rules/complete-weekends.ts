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

/**
 * What the dates of a weekend say so far, as bits: whether one is worked and one is off, by the horizon's dates and shifts, by the published
 * dates before the horizon and by those behind it.
 */
const WORKED = 1;
const OFF = 2;
const BEFORE = 4;
const BEHIND = 16;

type DateFacts = { readonly published: boolean; readonly planned: boolean; readonly open: boolean };

function bitsOf(context: RuleContext, date: LocalDate, { published, planned, open }: DateFacts): number {
  const off = published || planned || open ? 0 : OFF;
  if (isInHorizon(context, date)) return published || planned ? WORKED : off;
  const alone = (published ? WORKED : off) * (date < context.from ? BEFORE : BEHIND);
  return alone | (planned ? WORKED : 0);
}

/** Dates that differ among themselves before the horizon, or behind it, were judged with their own: they say nothing of the others. */
function isBroken(bits: number): boolean {
  const both = WORKED | OFF;
  const side = (place: number): number => {
    const own = Math.floor(bits / place) & both;
    return own === both ? 0 : own;
  };
  return ((bits & both) | side(BEFORE) | side(BEHIND)) === both;
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
 * their own and are left out. A day that is
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
