import { exactly, type Finding, type LineRule, type Primitive, type RuleContext, type Values } from './rule.ts';
import { listOf } from './values.ts';
import { addDays } from '../domain/calendar.ts';
import { type Line, type Shift, shiftDate } from '../domain/shift.ts';
import type { LocalDate } from '../domain/units.ts';

type SuccessionState = {
  /** The date of the last shift, its shifts, and those of the date before it. */
  readonly date: LocalDate | undefined;
  readonly shifts: readonly Shift[];
  readonly dayBefore: readonly Shift[];
};

const pairsOf = new WeakMap<Values, ReadonlySet<string>>();

function forbids(values: Values, first: Shift, second: Shift): boolean {
  if (first.template === undefined || second.template === undefined) return false;
  let pairs = pairsOf.get(values);
  if (pairs === undefined) pairsOf.set(values, (pairs = new Set(listOf(values, 'pairs'))));
  return pairs.has(`${first.template}>${second.template}`);
}

/** Whether a template stands first or second in any pair. */
function isNamed(values: Values, shift: Shift, place: 'first' | 'second'): boolean {
  return listOf(values, 'pairs').some((pair) => pair.split('>')[place === 'first' ? 0 : 1] === shift.template);
}

/** Whether a pair forbids what the two shifts might be, where at least one of them names no template. */
function mayForbid(values: Values, first: Shift, second: Shift): boolean {
  if (first.template !== undefined && second.template !== undefined) return false;
  const fits = (shift: Shift, template: string | undefined): boolean =>
    shift.template === undefined || shift.template === template;
  return listOf(values, 'pairs').some((pair) => {
    const [before, after] = pair.split('>');
    return fits(first, before) && fits(second, after);
  });
}

/**
 * Shift templates that may not follow each other from one local date to the next, for example a late by an early one. Day basis:
 * the local dates of the starts; a day off between is always enough, and two shifts of one date are `one-shift-a-day`'s affair. Shifts
 * without a template break no pair; where they might be of one, the rule is left open.
 */
export const forbiddenSuccession: LineRule<SuccessionState> = {
  id: 'forbidden-succession',
  title: 'Forbidden succession of shifts',
  parameters: [{ name: 'pairs', title: 'Pairs of templates as first>next', unit: 'list' }],
  defaultSeverity: 'block',
  judges: 'shifts',
  start: () => ({ date: undefined, shifts: [], dayBefore: [] }),
  extend: (values, context, state, next) => {
    const date = shiftDate(context.zone, next);
    const adjacent = state.date !== undefined && addDays(state.date, 1) === date;
    const dayBefore = state.date === date ? state.dayBefore : adjacent ? state.shifts : [];
    const findings: Finding[] = dayBefore
      .filter((first) => forbids(values, first, next))
      .map((first) => ({
        shiftIds: [first.id, next.id],
        span: { start: first.start, end: next.start },
        unit: 'none',
        measured: 1,
        limit: 0,
        excess: 1,
        facts: { first: first.template ?? '', next: next.template ?? '' },
      }));
    return { state: { date, shifts: state.date === date ? [...state.shifts, next] : [next], dayBefore }, findings };
  },
  finish: () => [],
  reach: () => ({ daysBefore: 1, daysAfter: 1 }),
  dependsOnMissing: (values, context, line, missing) => {
    const edge = missing === 'past' ? context.from : addDays(context.from, context.days - 1);
    const place = missing === 'past' ? 'second' : 'first';
    return line.some((shift) => shiftDate(context.zone, shift) === edge && isNamed(values, shift, place));
  },
  lackTemplate: (values, context, line) => {
    const { start, end } = context.horizon;
    const inside = (shift: Shift): boolean => shift.start >= start && shift.start < end;
    const byDate = Map.groupBy(line, (shift) => shiftDate(context.zone, shift));
    const lacking = new Set<Shift>();
    for (const [date, shifts] of byDate) {
      for (const second of byDate.get(addDays(date, 1)) ?? []) {
        for (const first of shifts) {
          if ((inside(first) || inside(second)) && mayForbid(values, first, second)) lacking.add(first).add(second);
        }
      }
    }
    return line.filter((shift) => lacking.has(shift));
  },
  compile: (values, context, past, future) => {
    const { before, after } = neighbours(context, past, future);
    const lastDay = context.days - 1;
    const primitives: Primitive[] = [
      { kind: 'order', withinDays: 1, allows: (first, second) => !forbids(values, first, second) },
    ];
    if (before.length > 0 || after.length > 0) {
      primitives.push({
        kind: 'allow',
        allows: (day, shift) =>
          (day > 0 || before.every((first) => !forbids(values, first, shift))) &&
          (day < lastDay || after.every((second) => !forbids(values, shift, second))),
      });
    }
    return exactly(primitives);
  },
  compilePriced: (values, context, past, future) => {
    const { before, after } = neighbours(context, past, future);
    const lastDay = context.days - 1;
    return [
      { kind: 'pair-price', withinDays: 1, price: (first, second) => (forbids(values, first, second) ? 1 : 0) },
      {
        kind: 'shift-price',
        price: (day, shift) =>
          (day > 0 ? 0 : before.filter((first) => forbids(values, first, shift)).length) +
          (day < lastDay ? 0 : after.filter((second) => forbids(values, shift, second)).length),
      },
    ];
  },
};

/** The published shifts of the day before the horizon and of the day behind it. */
function neighbours(context: RuleContext, past: Line, future: Line): { readonly before: Line; readonly after: Line } {
  const on = (shifts: Line, date: LocalDate): Line => shifts.filter((shift) => shiftDate(context.zone, shift) === date);
  return { before: on(past, addDays(context.from, -1)), after: on(future, addDays(context.from, context.days)) };
}
