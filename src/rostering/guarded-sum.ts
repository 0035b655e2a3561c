import type { Counter } from './line-model.ts';

/** Where a day lies to the days on which a maximum depends; `NO_GUARD` where it depends on none. */
export type Guard = 0 | 1 | 2 | 3;
export const NO_GUARD: Guard = 0;
const BEFORE: Guard = 1;
const WITHIN: Guard = 2;
const BEHIND: Guard = 3;

export function guardOf(counter: Counter | undefined, day: number): Guard {
  if (counter?.onlyWith === undefined) return NO_GUARD;
  if (day < counter.onlyWith.firstDay) return BEFORE;
  return day < counter.onlyWith.endDay ? WITHIN : BEHIND;
}

/**
 * The value of a lane whose maximum holds only with a shift on certain days: the sum until there is one, at most one above the maximum, and from then
 * on the sum and two above the maximum. Below 0 where the maximum holds and is passed.
 */
export function guarded(guard: Guard, before: number, weight: number, maximum: number, isWorked: boolean): number {
  const isHeld = before > maximum + 1;
  const sum = (isHeld ? before - maximum - 2 : before) + weight;
  if (isHeld || (guard === WITHIN && isWorked)) return sum > maximum ? -1 : sum + maximum + 2;
  return guard === BEHIND ? 0 : Math.min(sum, maximum + 1);
}
