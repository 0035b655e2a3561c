import { kindsOfDates, lengthFrom, runsOf } from './date-runs.ts';
import { horizonEnd, horizonShifts, isInHorizon, spanOfPeriod } from './period.ts';
import { exactly, type LineRule } from './rule.ts';
import { classFacts, classOf, classParameters } from './shift-class.ts';
import { numberOf } from './values.ts';
import { foldWhole, type SeenShifts } from './whole-line.ts';
import { addDays } from '../domain/calendar.ts';
import { shiftDate } from '../domain/shift.ts';

/**
 * At most so many days in a row with a shift of a class: not more than three early shifts on end. Day basis: the local date on which a
 * shift starts, also for nights. Days off and other shifts end the run alike. Runs that begin before the horizon or go on behind it count with
 * all their known days. A shift without a template adds to no run; where it might make one too long, the rule is left open.
 */
export const maximumConsecutiveShiftsOf: LineRule<SeenShifts> = {
  id: 'maximum-consecutive-shifts-of',
  title: 'Maximum consecutive days with shifts of a class',
  parameters: [
    { name: 'maximumDays', title: 'Most days in a row with such a shift', unit: 'days', least: 1, most: 366 },
    ...classParameters,
  ],
  defaultSeverity: 'block',
  judges: 'shifts',
  ...foldWhole((values, context, line) => {
    const limit = numberOf(values, 'maximumDays');
    const member = classOf(values, context);
    const own = line.filter((shift) => member(shift) === 'in');
    return runsOf(context, own)
      .filter(({ days }) => days > limit)
      .map(({ first, last, days, shifts }) => ({
        shiftIds: shifts.map(({ id }) => id),
        span: spanOfPeriod(context, { from: first, end: addDays(last, 1) }),
        unit: 'days',
        measured: days,
        limit,
        excess: days - limit,
        facts: { from: first, to: last, ...classFacts(values) },
      }));
  }),
  reach: (values) => ({ daysBefore: numberOf(values, 'maximumDays'), daysAfter: numberOf(values, 'maximumDays') }),
  dependsOnMissing: (values, context, line, missing) => {
    const limit = numberOf(values, 'maximumDays');
    const kinds = kindsOfDates(context, line, classOf(values, context));
    const edge = missing === 'past' ? context.from : addDays(context.from, context.days - 1);
    const step = missing === 'past' ? 1 : -1;
    const surely = lengthFrom(edge, step, limit + 1, (date) => kinds.get(date) === 'in');
    const perhaps = kinds.get(edge) === 'in' || kinds.get(edge) === 'open';
    // Unseen days can hold such shifts without limit, so any run that touches them may be too long, unless it is already.
    return perhaps && surely <= limit;
  },
  lackTemplate: (values, context, line) => {
    const member = classOf(values, context);
    const planned = new Set(horizonShifts(context, line));
    const perhaps = line.filter((shift) => member(shift) !== 'out');
    return runsOf(context, perhaps)
      .filter(({ days, shifts }) => days > numberOf(values, 'maximumDays') && shifts.some((one) => planned.has(one)))
      .flatMap(({ shifts }) => shifts.filter((shift) => member(shift) === 'open'));
  },
  compile: (values, context, past, future) => {
    const limit = numberOf(values, 'maximumDays');
    const member = classOf(values, context);
    const outside = [...past, ...future].filter((shift) => !isInHorizon(context, shiftDate(context.zone, shift)));
    const kinds = kindsOfDates(context, outside, member);
    const ahead = lengthFrom(horizonEnd(context), 1, limit, (date) => kinds.get(date) === 'in');
    return exactly([
      {
        // The state is the length of the run so far.
        kind: 'automaton',
        start: lengthFrom(addDays(context.from, -1), -1, limit, (date) => kinds.get(date) === 'in'),
        next: (state, _, shift) => {
          if (shift === undefined || member(shift) !== 'in') return 0;
          return state < limit ? state + 1 : undefined;
        },
        accepts: (state) => state + ahead <= limit,
      },
    ]);
  },
};
