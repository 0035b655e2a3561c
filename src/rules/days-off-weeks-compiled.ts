import { isInHorizon } from './period.ts';
import { type Compiled, exactly, type RuleContext } from './rule.ts';
import { dayNumber } from '../domain/calendar.ts';
import { type Line, shiftDate } from '../domain/shift.ts';

/** Ways to choose some of so many days, as far as `most` and a little beyond it. */
export function countOfChoices(days: number, chosen: number, most: number): number {
  let count = 1;
  for (let index = 1; index <= Math.min(chosen, days); index++) {
    count = (count * (days - index + 1)) / index;
    if (count > most && index <= days / 2) return count;
  }
  return count;
}

/**
 * At least `minimum` days off in any `length` days as an automaton whose state is the last so many days off, as day numbers of the horizon. Days that no later
 * window holds are forgotten, so the states of a day are the places that the days off can have.
 */
export function compileDaysOff(context: RuleContext, length: number, minimum: number, published: Line): Compiled {
  const first = dayNumber(context.from);
  const worked = new Set<number>();
  for (const shift of published) {
    const date = shiftDate(context.zone, shift);
    if (!isInHorizon(context, date)) worked.add(dayNumber(date) - first);
  }
  const states: (readonly number[])[] = [];
  const numbers = new Map<string, number>();
  const numberOfState = (off: readonly number[]): number => {
    const key = off.join(',');
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, states.length);
    states.push(off);
    return states.length - 1;
  };
  /** The days off as they stand after a day, undefined where too few are in the window that ends with it although the horizon has a part in it. */
  const after = (off: readonly number[], day: number, works: boolean): readonly number[] | undefined => {
    const now = works ? off : [...off, day];
    const from = day - length + 1;
    const within = now.filter((one) => one >= from);
    if (within.length < minimum) {
      // Fewer than the minimum, so `within` is all of them: is any day of the horizon worked?
      const begin = Math.max(0, from);
      const end = Math.min(context.days - 1, day);
      const free = within.filter((one) => one >= begin && one <= end).length;
      if (free < end - begin + 1) return undefined;
    }
    const kept = within.filter((one) => one > from);
    return kept.slice(Math.max(0, kept.length - minimum));
  };
  let start: readonly number[] = [];
  for (let day = 1 - length; day < 0; day++) if (!worked.has(day)) start = [...start, day];
  start = start.slice(Math.max(0, start.length - minimum));
  const accepted = new Map<number, boolean>();
  const accepts = (state: number): boolean => {
    let off: readonly number[] | undefined = states[state];
    for (let day = context.days; day < context.days + length - 1 && off !== undefined; day++) {
      off = after(off, day, worked.has(day));
    }
    return off !== undefined;
  };
  return exactly([
    {
      kind: 'automaton',
      start: numberOfState(start),
      next: (state, day, shift) => {
        const off = after(states[state] ?? [], day, shift !== undefined);
        return off === undefined ? undefined : numberOfState(off);
      },
      accepts: (state) => {
        const known = accepted.get(state) ?? accepts(state);
        accepted.set(state, known);
        return known;
      },
    },
  ]);
}
