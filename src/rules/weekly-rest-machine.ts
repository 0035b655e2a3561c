import type { RuleContext } from './rule.ts';
import { beginsOn, dayStarts, partsOf, type RestTerms } from './weekly-rest-windows.ts';
import type { Instant, Interval } from '../domain/units.ts';

/**
 * What the days so far leave of a weekly rest: since when there is time off, how many rests the open parts of windows have, which parts had too few, and the
 * last day from which on no planned shift reaches into a window that begins there.
 */
export type RestState = {
  readonly open: Instant;
  readonly concerned: number;
  /** By alternative: [first day, rests] of each part that is not over. */
  readonly parts: readonly (readonly (readonly [day: number, rests: number])[])[];
  /** By alternative: first days of the parts that had too few, as far as a window that is not over holds them. */
  readonly failed: readonly (readonly number[])[];
};

export type RestMachine = {
  /** Before the first day that is read: nobody has worked. */
  readonly before: (day: number) => RestState;
  /** After a day with the shifts that start on it, in order. Undefined where a window ends without its rest and a planned shift has a part in that. */
  readonly read: (
    state: RestState,
    day: number,
    shifts: readonly Interval[],
    planned: boolean,
  ) => RestState | undefined;
};

export function restMachine(context: RuleContext, terms: RestTerms): RestMachine {
  const startOf = dayStarts(context);
  const { alternatives, windowDays, dailySeconds } = terms;
  const fits = (from: Instant, to: Instant, span: number): number => Math.max(0, Math.floor((to - from) / span));
  const isWindowKept = (window: number, failed: RestState['failed']): boolean =>
    alternatives.some((one, index) => {
      const parts = partsOf(terms, window, one);
      return (failed[index] as readonly number[]).every((day) => !parts.includes(day));
    });

  return {
    before: (day) => ({
      open: Number.NEGATIVE_INFINITY,
      concerned: Number.NEGATIVE_INFINITY,
      parts: alternatives.map(({ days }) => {
        const parts: (readonly [number, number])[] = [];
        // Parts that began before are as free as those that begin now.
        for (let from = day - days + 1; from < day; from++) if (beginsOn(terms, from, days)) parts.push([from, 0]);
        return parts;
      }),
      failed: alternatives.map(() => []),
    }),
    read: (state, day, shifts, planned) => {
      let { open, concerned } = state;
      const parts = alternatives.map(({ days }, index) => {
        const begun = [...(state.parts[index] as RestState['parts'][number])];
        return beginsOn(terms, day, days) ? [...begun, [day, 0] as const] : begun;
      });
      for (const shift of shifts) {
        alternatives.forEach(({ count, spanSeconds }, index) => {
          parts[index] = (parts[index] as RestState['parts'][number]).map(([from, rests]) => [
            from,
            Math.min(count, rests + fits(Math.max(open, startOf(from)), shift.start, spanSeconds)),
          ]);
        });
        open = Math.max(open, shift.end + dailySeconds);
        if (planned)
          for (concerned = Math.max(concerned, day); startOf(concerned + 1) < shift.end + dailySeconds; ) concerned++;
      }
      const end = startOf(day + 1);
      const failed = alternatives.map(({ count, spanSeconds, days }, index) => {
        const over = (parts[index] as RestState['parts'][number]).filter(([from]) => from + days === day + 1);
        const short = over.filter(
          ([from, rests]) => rests + fits(Math.max(open, startOf(from)), end, spanSeconds) < count,
        );
        return [...(state.failed[index] as readonly number[]), ...short.map(([from]) => from)];
      });
      const ending = day + 1 - windowDays;
      if (beginsOn(terms, ending, windowDays) && ending <= concerned && !isWindowKept(ending, failed)) return undefined;
      // The oldest window that is not over: what lies before it has no part in anything.
      let oldest = ending + 1;
      while (!beginsOn(terms, oldest, windowDays)) oldest++;
      const since = Math.min(oldest, day + 1);
      const left = parts.map((list, index) =>
        list.filter(([from]) => from >= since && from + (alternatives[index]?.days ?? 0) > day + 1),
      );
      const isFull = left.every((list, index) => list.every(([, rests]) => rests === alternatives[index]?.count));
      return {
        // Where all that has begun has its rests, time off counts from tomorrow on.
        open: Math.max(open, startOf(isFull ? day + 1 : since)),
        concerned: Math.max(concerned, since - 1),
        parts: left,
        failed: failed.map((list) => list.filter((from) => from >= since)),
      };
    },
  };
}
