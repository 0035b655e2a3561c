import { type BreakPlan, compileBreakPlan } from '../domain/break-plan.ts';
import type { Interval } from '../domain/units.ts';
import type { CoverState } from './cover-state.ts';
import { valueOfOneMore } from './demand.ts';
import { type Random, shuffle } from './random.ts';
import type { Shape } from './shapes.ts';

/** A shift whose breaks may move: `skill` is an index into the demanded skills or -1, `place` a number of the plan. */
export type MovableBreaks = Interval & { readonly skill: number; readonly plan: BreakPlan; place: number };

/** Rounds over all shifts: each gains, and a few are enough. */
const MOST_ROUNDS = 100;

/** Gains below this are rounding. */
const LEAST_GAIN = 1e-9;

/** The plan of a shape's breaks, one break included; undefined where they have one place, or none. */
export function movablePlan({ plan, mealOffsets, mealSeconds, mealPaid, start, end }: Shape): BreakPlan | undefined {
  if (plan !== undefined) return plan.size > 1 ? plan : undefined;
  if (mealOffsets.length < 2) return undefined;
  return compileBreakPlan(end - start, [{ lengthSeconds: mealSeconds, paid: mealPaid, count: 1, starts: mealOffsets }]);
}

/**
 * Moves the breaks of one shift after another to where the cover of the others loses least, until none gains: every move is the best for its shift, so the
 * cover is never worse. The counts of the cover hold everybody, without those on their breaks, and are kept up to date.
 */
export function settleBreaks(
  { table, set, counts }: CoverState,
  shifts: readonly MovableBreaks[],
  random: Random,
  stopRequested: () => boolean,
): void {
  const { slotSeconds, slots } = table;
  const order = [...shifts];
  const sums: number[] = [];

  const addBreaks = ({ start, skill, plan, place }: MovableBreaks, by: 1 | -1): void => {
    for (const { offset, lengthSeconds } of plan.placement(place)) {
      const first = (start + offset - set.horizonStart) / slotSeconds;
      for (let slot = first; slot < first + lengthSeconds / slotSeconds; slot++) {
        for (const key of skill < 0 ? [0] : [0, skill + 1]) {
          const row = table.intervalRow[key * slots + slot] as number;
          if (row >= 0) counts[row] = (counts[row] as number) + by;
        }
      }
    }
  };

  /** The best place for the cover of the others, with this shift's people at work throughout; the present one where none is better. */
  const betterPlace = ({ start, end, skill, plan, place }: MovableBreaks): number => {
    const from = (start - set.horizonStart) / slotSeconds;
    const length = (end - start) / slotSeconds;
    sums[0] = 0;
    for (let at = 0; at < length; at++) {
      let value = 0;
      for (const key of skill < 0 ? [0] : [0, skill + 1]) {
        const row = table.intervalRow[key * slots + from + at] as number;
        if (row >= 0) value += valueOfOneMore(table, row, (counts[row] as number) - 1);
      }
      sums[at + 1] = (sums[at] as number) + value;
    }
    const lost = (first: number, last: number): number =>
      (sums[last / slotSeconds] as number) - (sums[first / slotSeconds] as number);
    const costs = Float64Array.from(plan.options, (option) => lost(option.start, option.end));
    let now = 0;
    for (const { offset, lengthSeconds } of plan.placement(place)) now += lost(offset, offset + lengthSeconds);
    return plan.cheapest(costs) < now - LEAST_GAIN ? plan.choose(costs) : place;
  };

  for (let round = 0; round < MOST_ROUNDS; round++) {
    let gained = false;
    shuffle(order, random);
    for (const shift of order) {
      if (stopRequested()) return;
      addBreaks(shift, 1);
      const better = betterPlace(shift);
      gained ||= better !== shift.place;
      shift.place = better;
      addBreaks(shift, -1);
    }
    if (!gained) return;
  }
}
