import { dateAutomaton } from './date-automaton.ts';
import type { Primitive, RuleContext } from './rule.ts';
import { seenDays, type SubstituteDays } from './substitute-days.ts';
import type { DatesBy } from './worked-dates.ts';
import type { Line } from '../domain/shift.ts';

const NONE = -100_000;

/**
 * What the dates so far leave open. A free day, and the last planned one, are held as the last asking day that they reach: more does not matter of
 * them, and far fewer states differ by it.
 */
type Open = {
  /** Days worked that still wait for a day off, each with whether planned shifts have a part in that. */
  readonly waiting: readonly { readonly day: number; readonly planned: boolean }[];
  /** Free days that none has taken, oldest first. */
  readonly free: readonly number[];
  readonly lastPlanned: number;
};

function toState({ waiting, free, lastPlanned }: Open): readonly number[] {
  return [lastPlanned, waiting.length, ...waiting.flatMap(({ day, planned }) => [day, planned ? 1 : 0]), ...free];
}

function toOpen([lastPlanned = NONE, count = 0, ...rest]: readonly number[]): Open {
  const waiting = Array.from({ length: count }, (_, index) => ({
    day: rest[2 * index] as number,
    planned: rest[2 * index + 1] === 1,
  }));
  return { lastPlanned, waiting, free: rest.slice(2 * count) };
}

/** The line read date by date: see `unserved`. Broken where a day worked waits beyond its reach and a planned shift has a part in it. */
export function compileSubstituteDays(
  context: RuleContext,
  by: DatesBy,
  days: SubstituteDays,
  published: Line,
): Primitive {
  const { reach, asks, serves } = days;
  const seen = seenDays(days);
  /** The last asking day that a day reaches, later than itself. */
  const lastReached = (day: number): number => {
    for (let asking = day + reach; asking > day; asking--) if (asks(asking)) return asking;
    return NONE;
  };
  const asking = Array.from({ length: seen.endDay - seen.firstDay }, (_, index) => seen.firstDay + index).filter(asks);
  return dateAutomaton(context, by, published, {
    firstDay: seen.firstDay,
    // The last day that asks lapses on the day behind its reach.
    endDay: seen.endDay + 1,
    start: toState({ waiting: [], free: [], lastPlanned: NONE }),
    read: (state, day, mark) => {
      const open = toOpen(state);
      const lapsed = open.waiting.filter((one) => one.day + reach < day);
      if (lapsed.some(({ planned }) => planned)) return undefined;
      let waiting = open.waiting.filter((one) => one.day + reach >= day);
      let free = open.free;
      let { lastPlanned } = open;
      const isPlanned = mark >= 2;
      if (serves(day)) {
        if (mark === 0 && waiting.length > 0) waiting = waiting.slice(1);
        else if (mark === 0) free = [...free, lastReached(day)];
        if (isPlanned) {
          waiting = waiting.map((one) => ({ ...one, planned: true }));
          lastPlanned = Math.max(lastPlanned, lastReached(day));
        }
      }
      if (asks(day) && mark !== 0) {
        if (free.length > 0) free = free.slice(1);
        else waiting = [...waiting, { day, planned: isPlanned || lastPlanned >= day }];
      }
      // As many free days as days that may yet ask are enough: the newest reach furthest.
      const later = free.filter((last) => last > day);
      const mayAsk = asking.filter((one) => one > day && one <= (later.at(-1) ?? NONE)).length;
      return toState({
        waiting,
        free: mayAsk === 0 ? [] : later.slice(-mayAsk),
        lastPlanned: lastPlanned > day ? lastPlanned : NONE,
      });
    },
  });
}
