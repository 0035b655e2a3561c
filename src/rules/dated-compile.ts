import { contextOnDates } from './dates.ts';
import { contextOfBound } from './known-days.ts';
import {
  type BoundRule,
  type Compiled,
  exactly,
  type LineRule,
  type Priced,
  type Primitive,
  type RuleContext,
} from './rule.ts';
import { addDays, daysBetween, startOfDate } from '../domain/calendar.ts';
import type { Line, Shift } from '../domain/shift.ts';

/** Days [first, end) of the horizon, counted from its first. */
type Days = { readonly first: number; readonly end: number };

/** The part `days` of a horizon as a horizon of its own; of the other days of the given one nothing is known to it. */
function contextOfDays(given: RuleContext, { first, end }: Days, judged: RuleContext): RuleContext {
  const from = addDays(given.from, first);
  const { zone } = given;
  return {
    ...given,
    from,
    days: end - first,
    horizon: { start: startOfDate(zone, from), end: startOfDate(zone, addDays(from, end - first)) },
    pastKnown: first === 0 && given.pastKnown && judged.pastKnown,
    futureKnown: end === given.days && given.futureKnown && judged.futureKnown,
    pastFrom: undefined,
    futureTo: undefined,
  };
}

/**
 * The compiled form of a bound rule over the horizon. On a part of it two sides differ: what holds of the part whatever is worked on the other
 * days is necessary; that the days within the rule's reach of the part, judged as a whole, break nothing that has a day in the part is sufficient.
 */
export function compileOnDates(bound: BoundRule, given: RuleContext, past: Line, future: Line): Compiled {
  const { rule, values } = bound;
  const part = contextOnDates(given, bound);
  const judged = contextOfBound(given, bound);
  if (part === undefined || judged === undefined) return exactly([]);
  if (part.days === given.days) return rule.compile(values, judged, past, future);
  const own = daysOf(given, part);
  const { daysBefore, daysAfter } = rule.reach(values, { ...part, pastKnown: false, futureKnown: false });
  const wide = { first: Math.max(0, own.first - daysBefore), end: Math.min(given.days, own.end + daysAfter) };
  const within = (days: Days): Compiled =>
    rule.compile(
      values,
      contextOfDays(given, days, judged),
      days.first === 0 ? past : [],
      days.end === given.days ? future : [],
    );
  const inner = within(own);
  const necessary = inner.necessary.flatMap((one) => onDays(one, given, part, own, own, rule.judges));
  const isWhole = wide.first === own.first && wide.end === own.end;
  if (isWhole && inner.necessary === inner.sufficient) return exactly(necessary);
  const outer = isWhole ? inner : within(wide);
  // Where a primitive is exact by itself, what has no part in the rule's own days may go; one of several that are sufficient together may not.
  const kept = outer.necessary === outer.sufficient ? own : wide;
  const tell = (one: Primitive): readonly Primitive[] => onDays(one, given, part, kept, wide, rule.judges);
  return {
    necessary,
    sufficient: [...necessary, ...outer.sufficient.flatMap(tell)],
  };
}

function daysOf(given: RuleContext, part: RuleContext): Days {
  const first = daysBetween(given.from, part.from);
  return { first, end: first + part.days };
}

/** A primitive of the days `wide`, told of the given horizon's, as far as it has a part in the days `own`. */
function onDays(
  one: Primitive,
  given: RuleContext,
  { horizon }: RuleContext,
  own: Days,
  wide: Days,
  judges: LineRule<unknown>['judges'],
): readonly Primitive[] {
  const isOwn = (day: number): boolean => day >= own.first && day < own.end;
  const { first } = wide;
  switch (one.kind) {
    case 'allow':
      return [{ kind: 'allow', allows: (day, shift) => !isOwn(day) || one.allows(day - first, shift) }];
    case 'order': {
      const { start, end } = horizon;
      const isInside = (shift: Shift): boolean => shift.start >= start && shift.start < end;
      return [{ ...one, allows: (a: Shift, b: Shift) => (!isInside(a) && !isInside(b)) || one.allows(a, b) }];
    }
    case 'run':
      return [runOnDays(one, given.days, own, wide)];
    case 'sum': {
      const [firstDay, endDay] = [one.firstDay + first, one.endDay + first];
      if (endDay <= own.first || firstDay >= own.end) return [];
      const sum = { ...one, firstDay, endDay, weigh: (day: number, shift: Shift) => one.weigh(day - first, shift) };
      const isInside = firstDay >= own.first && endDay <= own.end;
      if (isInside || one.maximum === undefined || judges === 'days') return [sum];
      // What days around its own hold is too much only together with a shift on these.
      const onlyWith = { firstDay: own.first, endDay: own.end };
      const ceiling = { ...sum, minimum: undefined, onlyWith };
      return one.minimum === undefined ? [ceiling] : [{ ...sum, maximum: undefined }, ceiling];
    }
    case 'automaton':
      return [
        {
          ...one,
          next: (state, day, shift) =>
            day < wide.first || day >= wide.end ? state : one.next(state, day - first, shift),
          sees: one.sees === undefined ? undefined : (day, shift) => one.sees?.(day - first, shift) ?? 0,
        },
      ];
  }
}

/** Runs with a day in `own` among the days `wide`, as an automaton: twice the days of the run, plus 1 once one of them is in `own`. */
function runOnDays(
  { maximum, before, after }: Extract<Primitive, { kind: 'run' }>,
  days: number,
  own: Days,
  wide: Days,
): Primitive {
  const longest = maximum + 1;
  return {
    kind: 'automaton',
    sees: () => 0,
    start: 2 * Math.min(longest, before),
    next: (state, day, shift) => {
      if (day < wide.first || day >= wide.end) return state;
      if (shift === undefined) return 0;
      const length = Math.min(longest, (state >> 1) + 1);
      const inOwn = (state & 1) | (day >= own.first && day < own.end ? 1 : 0);
      return inOwn === 1 && length > maximum ? undefined : 2 * length + inOwn;
    },
    accepts: (state) => wide.end < days || (state & 1) === 0 || (state >> 1) + after <= maximum,
  };
}

/** The priced form of a bound rule at a weight of 1 over the horizon; undefined where it has none, or where days around its own have a part in it. */
export function pricedOnDates(
  bound: BoundRule,
  given: RuleContext,
  past: Line,
  future: Line,
): readonly Priced[] | undefined {
  const { rule, values } = bound;
  const part = contextOnDates(given, bound);
  const judged = contextOfBound(given, bound);
  if (part === undefined || judged === undefined) return [];
  if (part.days === given.days) return rule.compilePriced?.(values, judged, past, future);
  const own = daysOf(given, part);
  const { daysBefore, daysAfter } = rule.reach(values, { ...part, pastKnown: false, futureKnown: false });
  if ((own.first > 0 && daysBefore > 0) || (own.end < given.days && daysAfter > 0)) return undefined;
  const [known, behind] = [own.first === 0 ? past : [], own.end === given.days ? future : []];
  const isOwn = (day: number): boolean => day >= own.first && day < own.end;
  const { first } = own;
  return rule.compilePriced?.(values, judged, known, behind)?.map((one): Priced => {
    switch (one.kind) {
      case 'pair-price':
        throw new Error(`${rule.id} prices pairs of days and reaches over none`);
      case 'shift-price':
        return { ...one, price: (day: number, shift: Shift) => (isOwn(day) ? one.price(day - first, shift) : 0) };
      case 'sum-price':
        return {
          ...one,
          firstDay: one.firstDay + first,
          endDay: one.endDay + first,
          weigh: (day, shift) => one.weigh(day - first, shift),
        };
      case 'path-price':
        return {
          ...one,
          next: (state, day, shift) => (isOwn(day) ? one.next(state, day - first, shift) : state),
          price: (state, day, shift) => (isOwn(day) ? one.price(state, day - first, shift) : 0),
        };
    }
  });
}
