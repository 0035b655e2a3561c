import { type DatesBy, shiftsByWorkedDate } from './worked-dates.ts';
import type { Primitive, RuleContext } from './rule.ts';
import { addDays, daysBetween, startOfDate } from '../domain/calendar.ts';
import type { Line, Shift } from '../domain/shift.ts';

/** Who works on a date: bit 1 the published shifts, bit 2 the planned ones; 0 nobody. */
export type Mark = 0 | 1 | 2 | 3;

/** A machine that reads worked dates in order and knows nothing of shifts. Days count from the horizon's first, before it they are negative. */
export type DateReader = {
  /** The days that it must read at least; the horizon's are read in any case. */
  readonly firstDay: number;
  readonly endDay: number;
  readonly start: readonly number[];
  /** Undefined where the dates so far break the rule. Two states that only differ where nothing follows from it should be equal. */
  readonly read: (state: readonly number[], day: number, mark: Mark) => readonly number[] | undefined;
};

/** More dates than these behind its own no shift touches. */
const MOST_AHEAD = 3;

/**
 * The automaton of a rule that looks at worked dates alone. By attendance a shift also works on the dates that it reaches into, so the state
 * holds how many dates ahead are worked already. Published shifts and all days outside the horizon are read while it is built.
 */
export function dateAutomaton(context: RuleContext, by: DatesBy, published: Line, reader: DateReader): Primitive {
  const { days, zone, from } = context;
  const outside = new Set(
    [...shiftsByWorkedDate(context, by, published).keys()].map((date) => daysBetween(from, date)),
  );
  const starts = Array.from({ length: days + MOST_AHEAD + 1 }, (_, day) => startOfDate(zone, addDays(from, day)));
  const aheadOf = (day: number, shift: Shift): number => {
    let ahead = 0;
    if (by === 'start') return ahead;
    while (ahead < MOST_AHEAD && shift.end > (starts[day + ahead + 1] as number)) ahead++;
    return ahead;
  };
  const markOf = (day: number, planned: boolean): Mark => {
    if (outside.has(day)) return planned ? 3 : 1;
    return planned ? 2 : 0;
  };

  // States are numbered as they are met: [dates ahead that are worked, ...state of the reader].
  const states: (readonly number[])[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (state: readonly number[]): number => {
    const key = state.join(',');
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, states.length);
    states.push(state);
    return states.length - 1;
  };

  let start: readonly number[] | undefined = reader.start;
  for (let day = Math.min(0, reader.firstDay); day < 0 && start !== undefined; day++) {
    start = reader.read(start, day, markOf(day, false));
  }
  if (start === undefined) throw new Error('published shifts alone break a rule that judges planned ones');

  const step = (state: number, day: number, ahead: number | undefined): number | undefined => {
    const [before = 0, ...own] = states[state] as readonly number[];
    const next = reader.read(own, day, markOf(day, ahead !== undefined || before > 0));
    return next === undefined ? undefined : numberOf([Math.max(before - 1, ahead ?? 0, 0), ...next]);
  };
  // A day has a thousand shapes and few ways to reach ahead.
  const kept = new Map<number, number | undefined>();
  return {
    kind: 'automaton',
    start: numberOf([0, ...start]),
    sees: aheadOf,
    next: (state, day, shift) => {
      const ahead = shift === undefined ? undefined : aheadOf(day, shift);
      const key = (state * days + day) * (MOST_AHEAD + 2) + (ahead ?? -1) + 1;
      if (kept.has(key)) return kept.get(key);
      const next = step(state, day, ahead);
      kept.set(key, next);
      return next;
    },
    accepts: (state) => {
      let at: number | undefined = state;
      for (let day = days; day < reader.endDay && at !== undefined; day++) at = step(at, day, undefined);
      return at !== undefined;
    },
  };
}
