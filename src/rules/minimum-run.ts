import { isLeave, kindsOfDates, lengthFrom, runsOf } from './date-runs.ts';
import { horizonEnd, isInHorizon, spanOfPeriod } from './period.ts';
import { exactly, type Finding, type LineRule, type Primitive, type RuleContext, type Values } from './rule.ts';
import type { Classifier, Membership } from './shift-class.ts';
import { foldWhole, type SeenShifts } from './whole-line.ts';
import { addDays, datesFrom } from '../domain/calendar.ts';
import { type Line, shiftDate } from '../domain/shift.ts';
import type { LocalDate } from '../domain/units.ts';

/**
 * The common fold of all rules of the form "once begun, at least so many days in a row". A run is of local dates in a row, on each of which a
 * shift of the class starts. A run that is too short is excused where a day next to it is leave, holds a shift that names no template
 * where the class asks for one, or was seen by nobody. The horizon's affair are runs with a day in the horizon or next to it,
 * for a day off planned there may be what ended them.
 */
export type MinimumRun = {
  readonly minimum: (values: Values) => number;
  readonly classOf: (values: Values, context: RuleContext) => Classifier;
  readonly facts: (values: Values) => Readonly<Record<string, string>>;
};

type MinimumRunFold = Pick<
  LineRule<SeenShifts>,
  'judges' | 'start' | 'extend' | 'finish' | 'reach' | 'dependsOnMissing' | 'compile'
>;

type KindOf = (date: LocalDate) => Membership;

/** What each date is to the rule: leave and shifts that may be of the class are `open` where no shift surely is. */
function kindOfDates(context: RuleContext, line: Line, member: Classifier): KindOf {
  const kinds = kindsOfDates(context, line, member);
  return (date) => {
    const kind = kinds.get(date) ?? 'out';
    return kind === 'out' && isLeave(context.employee, date) ? 'open' : kind;
  };
}

function judge(rule: MinimumRun, values: Values, context: RuleContext, line: Line): readonly Finding[] {
  const limit = rule.minimum(values);
  const member = rule.classOf(values, context);
  const kindOf = kindOfDates(context, line, member);
  const lastDay = addDays(context.from, context.days - 1);
  return runsOf(
    context,
    line.filter((shift) => member(shift) === 'in'),
  ).flatMap(({ first, last, days, shifts }) => {
    if (days >= limit) return [];
    if (kindOf(addDays(first, -1)) === 'open' || kindOf(addDays(last, 1)) === 'open') return [];
    if ((!context.pastKnown && first <= context.from) || (!context.futureKnown && last >= lastDay)) return [];
    return [
      {
        shiftIds: shifts.map(({ id }) => id),
        span: spanOfPeriod(context, { from: addDays(first, -1), end: addDays(last, 2) }),
        unit: 'days',
        measured: days,
        limit,
        excess: limit - days,
        facts: { from: first, to: last, ...rule.facts(values) },
      },
    ];
  });
}

const SIGHTS: readonly Membership[] = ['in', 'out', 'open'];

/**
 * States: 0 after a day without; 1 up to one less than the limit in a run of that many days, which must go on; the limit in a run that is long
 * enough or excused; one more after an open day, which excuses the run that follows and the one before it.
 */
function automatonOf(limit: number, context: RuleContext, outside: Line, member: Classifier): Primitive {
  const kindOf = kindOfDates(context, outside, member);
  const open = limit + 1;
  const after = (state: number, kind: Membership): number | undefined => {
    if (kind === 'open') return open;
    if (kind === 'in') return state === open ? limit : Math.min(state + 1, limit);
    return state > 0 && state < limit ? undefined : 0;
  };
  const { from, days, pastKnown, futureKnown } = context;
  const isIn = (date: LocalDate): boolean => kindOf(date) === 'in';
  const yesterday = addDays(from, -1);
  const before = lengthFrom(yesterday, -1, limit, isIn);
  let start = pastKnown ? 0 : open;
  if (before > 0) start = pastKnown && kindOf(addDays(yesterday, -before)) !== 'open' ? before : limit;
  else if (kindOf(yesterday) === 'open') start = open;
  const end = horizonEnd(context);
  const ahead = lengthFrom(end, 1, limit, isIn);
  const excusedAhead = kindOf(addDays(end, ahead)) === 'open';
  const leave = datesFrom(from, days).map((date) => isLeave(context.employee, date));
  return {
    kind: 'automaton',
    start,
    sees: (_, shift) => SIGHTS.indexOf(member(shift)),
    next: (state, day, shift) => {
      const kind = shift === undefined ? 'out' : member(shift);
      return after(state, kind === 'out' && leave[day] === true ? 'open' : kind);
    },
    accepts: (state) => {
      if (!futureKnown || state >= limit || excusedAhead) return true;
      return state + ahead === 0 || state + ahead >= limit;
    },
  };
}

/** Fold, reach and exact compiled form of a least number of days in a row. */
export function foldMinimumRun(rule: MinimumRun): MinimumRunFold {
  return {
    judges: 'days',
    ...foldWhole((values, context, line) => judge(rule, values, context, line)),
    reach: (values) => {
      const days = rule.minimum(values) > 1 ? rule.minimum(values) : 0;
      return { daysBefore: days, daysAfter: days };
    },
    dependsOnMissing: (values, context, line, missing) => {
      const limit = rule.minimum(values);
      const kindOf = kindOfDates(context, line, rule.classOf(values, context));
      const edge = missing === 'past' ? context.from : addDays(context.from, context.days - 1);
      const step = missing === 'past' ? 1 : -1;
      // Without a run at the edge an unseen one may be too short, and end there; an open day would excuse it.
      const known = lengthFrom(edge, step, limit, (date) => kindOf(date) === 'in');
      return known < limit && kindOf(addDays(edge, step * known)) !== 'open';
    },
    compile: (values, context, past, future) => {
      const limit = rule.minimum(values);
      if (limit <= 1) return exactly([]);
      const outside = [...past, ...future].filter((shift) => !isInHorizon(context, shiftDate(context.zone, shift)));
      return exactly([automatonOf(limit, context, outside, rule.classOf(values, context))]);
    },
  };
}
