import { isLeave, lengthFrom } from './date-runs.ts';
import { byDate, horizonEnd, isInHorizon, spanOfPeriod } from './period.ts';
import { exactly, type Finding, type LineRule, type Primitive, type RuleContext, type Values } from './rule.ts';
import { numberOf } from './values.ts';
import { foldWhole, type SeenShifts } from './whole-line.ts';
import { addDays, datesFrom, daysBetween } from '../domain/calendar.ts';
import { type Line, type Shift, shiftDate } from '../domain/shift.ts';
import type { LocalDate } from '../domain/units.ts';

/** Days off from `from` on, up to the worked date `end`. */
type Gap = { readonly from: LocalDate; readonly end: LocalDate };

function holdsLeave(context: RuleContext, { from, end }: Gap): boolean {
  return datesFrom(from, daysBetween(from, end)).some((date) => isLeave(context.employee, date));
}

/** Whether a day of the gap lies where nobody has seen it. */
function holdsUnseen(context: RuleContext, { from, end }: Gap): boolean {
  return (!context.pastKnown && from < context.from) || (!context.futureKnown && end > horizonEnd(context));
}

function judge(values: Values, context: RuleContext, line: Line): readonly Finding[] {
  const limit = numberOf(values, 'minimumDays');
  const findings: Finding[] = [];
  let last: { readonly date: LocalDate; readonly shift: Shift } | undefined;
  for (const [date, shifts] of byDate(context, line)) {
    if (last !== undefined) {
      const gap = { from: addDays(last.date, 1), end: date };
      const days = daysBetween(gap.from, gap.end);
      if (days > 0 && days < limit && !holdsLeave(context, gap) && !holdsUnseen(context, gap)) {
        findings.push({
          shiftIds: [last.shift.id, (shifts[0] as Shift).id],
          span: spanOfPeriod(context, { from: last.date, end: addDays(date, 1) }),
          unit: 'days',
          measured: days,
          limit,
          excess: limit - days,
          facts: { from: gap.from, to: addDays(date, -1) },
        });
      }
    }
    last = { date, shift: shifts.at(-1) as Shift };
  }
  return findings;
}

/** States: 0 after a day of work; below the limit so many days off in a row; the limit where work may begin on any day. */
function automatonOf(limit: number, context: RuleContext, outside: Line): Primitive {
  const { from, days, pastKnown, futureKnown } = context;
  const worked = new Set(outside.map((shift) => shiftDate(context.zone, shift)));
  const isFree = (date: LocalDate): boolean => !worked.has(date);
  const end = horizonEnd(context);
  const before = lengthFrom(addDays(from, -1), -1, limit, isFree);
  const ahead = lengthFrom(end, 1, limit, isFree);
  const leaveBefore = holdsLeave(context, { from: addDays(from, -before), end: from });
  const freeAhead = ahead > 0 && (!futureKnown || holdsLeave(context, { from: end, end: addDays(end, ahead) }));
  const leave = datesFrom(from, days).map((date) => isLeave(context.employee, date));
  return {
    kind: 'automaton',
    start: before > 0 && (!pastKnown || leaveBefore) ? limit : before,
    sees: () => 0,
    next: (state, day, shift) => {
      if (shift !== undefined) return state === 0 || state === limit ? 0 : undefined;
      return leave[day] === true ? limit : Math.min(state + 1, limit);
    },
    accepts: (state) => state >= limit || freeAhead || state + ahead === 0 || state + ahead >= limit,
  };
}

/**
 * At least so many days off in a row: no single day off between working days. Day basis: a day off is a local date on which no shift
 * starts; the date on which a night ends is one too. Judged are the days off between two working days, where all are known; days off with a day
 * of leave among them are not judged. Days off and the working days around them are the horizon's affair where one of them lies in
 * it, and the span of a breach holds them all.
 */
export const minimumConsecutiveDaysOff: LineRule<SeenShifts> = {
  id: 'minimum-consecutive-days-off',
  title: 'Minimum consecutive days off',
  parameters: [{ name: 'minimumDays', title: 'Fewest days off in a row', unit: 'days', least: 1, most: 31 }],
  defaultSeverity: 'block',
  judges: 'days',
  ...foldWhole(judge),
  reach: (values) => {
    const days = numberOf(values, 'minimumDays') > 1 ? numberOf(values, 'minimumDays') : 0;
    return { daysBefore: days, daysAfter: days };
  },
  dependsOnMissing: (values, context, line, missing) => {
    const limit = numberOf(values, 'minimumDays');
    const worked = new Set(line.map((shift) => shiftDate(context.zone, shift)));
    const edge = missing === 'past' ? context.from : addDays(context.from, context.days - 1);
    const otherKnown = missing === 'past' ? context.futureKnown : context.pastKnown;
    // Days off at the edge may end just beyond it; leave among them excuses them wherever they end.
    const isOff = (date: LocalDate): boolean => !worked.has(date);
    const seen = otherKnown ? limit : Math.min(limit, context.days);
    const known = lengthFrom(edge, missing === 'past' ? 1 : -1, seen, isOff);
    const first = missing === 'past' ? edge : addDays(edge, 1 - known);
    return known < limit && !holdsLeave(context, { from: first, end: addDays(first, known) });
  },
  compile: (values, context, past, future) => {
    const limit = numberOf(values, 'minimumDays');
    if (limit <= 1) return exactly([]);
    const outside = [...past, ...future].filter((shift) => !isInHorizon(context, shiftDate(context.zone, shift)));
    return exactly([automatonOf(limit, context, outside)]);
  },
};
