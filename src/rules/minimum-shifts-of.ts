import {
  byDate,
  daysMissing,
  daysOutside,
  horizonDays,
  inPeriod,
  isInHorizon,
  type Period,
  periodsOfHorizon,
  spanOfPeriod,
} from './period.ts';
import { exactly, type Finding, type LineRule, type RuleContext, type Values } from './rule.ts';
import { classFacts, classOf, classParameters } from './shift-class.ts';
import { countWindowOf, countWindowParameter } from './shift-count.ts';
import { numberOf } from './values.ts';
import { foldWhole, type SeenShifts } from './whole-line.ts';
import { addDays, datesFrom, daysBetween, weekdayOf } from '../domain/calendar.ts';
import { type Line, type Shift, shiftDate } from '../domain/shift.ts';
import type { LocalDate, Weekday } from '../domain/units.ts';

const MONDAY_TO_FRIDAY: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

/** What a date counts for without a shift: 1 for leave on one of the contract's working days, where leave counts. */
function creditOn(values: Values, { contract, employee }: RuleContext, date: LocalDate): number {
  if (values['leaveCounts'] !== true) return 0;
  if (!(contract.workdays ?? MONDAY_TO_FRIDAY).includes(weekdayOf(date))) return 0;
  return (employee.leave ?? []).some(({ from, to }) => from <= date && date <= to) ? 1 : 0;
}

/** Shifts of the class in a period, those that may be of it with them, and leave; each date gives the larger of shifts and leave. */
function countIn(values: Values, context: RuleContext, period: Period, shifts: Line): number {
  const member = classOf(values, context);
  const dates = byDate(context, inPeriod(context, shifts, period));
  let count = 0;
  for (const date of datesFrom(period.from, daysBetween(period.from, period.end))) {
    const own = (dates.get(date) ?? []).filter((shift) => member(shift) !== 'out').length;
    count += Math.max(own, creditOn(values, context, date));
  }
  return count;
}

/** Periods with a day in the horizon that are known as a whole. */
function knownPeriods(values: Values, context: RuleContext): readonly Period[] {
  return periodsOfHorizon(countWindowOf(values), context).filter((period) => daysMissing(context, period) === 0);
}

function judge(values: Values, context: RuleContext, line: Line): readonly Finding[] {
  const limit = numberOf(values, 'minimumShifts');
  const member = classOf(values, context);
  return knownPeriods(values, context).flatMap((period) => {
    const measured = countIn(values, context, period, line);
    if (measured >= limit) return [];
    return [
      {
        shiftIds: inPeriod(context, line, period)
          .filter((shift) => member(shift) !== 'out')
          .map(({ id }) => id),
        span: spanOfPeriod(context, period),
        unit: 'shifts' as const,
        measured,
        limit,
        excess: limit - measured,
        facts: { from: period.from, to: addDays(period.end, -1), ...classFacts(values) },
      },
    ];
  });
}

/**
 * At least so many shifts of a class in every calendar week, calendar month or the horizon. Day basis: a shift belongs to the local date on which it
 * starts. Leave on one of the contract's working days counts as such a shift unless `leaveCounts` is false. Judged is every window with a day in the
 * horizon whose other days are known too. A shift without a template may be of any, so it counts for templates; where that alone fills
 * the window, the rule is left open.
 */
export const minimumShiftsOf: LineRule<SeenShifts> = {
  id: 'minimum-shifts-of',
  title: 'Minimum shifts of a class',
  parameters: [
    { name: 'minimumShifts', title: 'Fewest such shifts in the window', unit: 'shifts', least: 0, most: 366 },
    countWindowParameter,
    {
      name: 'leaveCounts',
      title: 'Whether a working day of leave counts as such a shift',
      unit: 'boolean',
      default: true,
    },
    ...classParameters,
  ],
  defaultSeverity: 'block',
  judges: 'days',
  ...foldWhole(judge),
  reach: (values, context) => {
    const outside = periodsOfHorizon(countWindowOf(values), context).map((period) => daysOutside(context, period));
    return {
      daysBefore: Math.max(0, ...outside.map(({ before }) => before)),
      daysAfter: Math.max(0, ...outside.map(({ after }) => after)),
    };
  },
  dependsOnMissing: (values, context, line, missing) =>
    periodsOfHorizon(countWindowOf(values), context).some((period) => {
      const outside = daysOutside(context, period);
      if ((missing === 'past' ? outside.before : outside.after) === 0) return false;
      return countIn(values, context, period, line) < numberOf(values, 'minimumShifts');
    }),
  lackTemplate: (values, context, line) => {
    const member = classOf(values, context);
    const minimum = numberOf(values, 'minimumShifts');
    return knownPeriods(values, context).flatMap((period) => {
      const open = inPeriod(context, line, period).filter((shift) => member(shift) === 'open');
      const sure = line.filter((shift) => member(shift) === 'in');
      const decided =
        countIn(values, context, period, sure) >= minimum || countIn(values, context, period, line) < minimum;
      return decided ? [] : open;
    });
  },
  compile: (values, context, past, future) => {
    const minimum = numberOf(values, 'minimumShifts');
    return exactly(
      countedPeriods(values, context, past, future).map((counted) => ({ kind: 'sum' as const, ...counted, minimum })),
    );
  },
  compilePriced: (values, context, past, future) =>
    countedPeriods(values, context, past, future).map(({ used, ...counted }) => {
      const left = Math.max(0, numberOf(values, 'minimumShifts') - used);
      return { kind: 'sum-price', ...counted, price: (sum) => Math.max(0, left - sum), linearFrom: left };
    }),
};

/** The periods that are known whole, with what counts in them already and what a shift of the line adds. */
function countedPeriods(
  values: Values,
  context: RuleContext,
  past: Line,
  future: Line,
): readonly {
  readonly firstDay: number;
  readonly endDay: number;
  readonly weigh: (day: number, shift: Shift) => number;
  readonly used: number;
}[] {
  const member = classOf(values, context);
  const outside = [...past, ...future].filter((shift) => !isInHorizon(context, shiftDate(context.zone, shift)));
  const credits = datesFrom(context.from, context.days).map((date) => creditOn(values, context, date));
  return knownPeriods(values, context).map((period) => ({
    ...horizonDays(context, period),
    // The day's credit is in `used` already: a shift adds what it has more.
    weigh: (day, shift) => (member(shift) === 'out' ? 0 : 1 - (credits[day] ?? 0)),
    used: countIn(values, context, period, outside),
  }));
}
