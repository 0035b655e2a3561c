import type { DemandTable } from './demand.ts';
import { rowsOf, valueOfOneMore } from './demand.ts';
import { type Random, shuffle } from './random.ts';
import type { Shape, ShapeSet } from './shapes.ts';

/** A shift in a roster: its shape, and the place of its breaks, which may move. */
export type PlacedShape = { readonly shape: Shape; place: number };

/** Rounds over all shifts; each gains, and a few are enough. */
const MOST_ROUNDS = 100;

/** Gains below this are rounding. */
const LEAST_GAIN = 1e-9;

/**
 * Moves the breaks of one shift after another to where the cover of the others loses least, until none gains: every move is the best for its shift, so the
 * cover is never worse. `counts` are the people in each row, all shifts included, and are kept up to date. True where something moved.
 */
export function settleBreaks(
  table: DemandTable,
  set: ShapeSet,
  counts: Int32Array,
  placed: readonly PlacedShape[],
  random: Random,
  stopRequested: () => boolean,
): boolean {
  const movable = placed.filter(({ shape }) => shape.mealOffsets.length > 1 || (shape.plan?.size ?? 0) > 1);
  const add = (shape: Shape, place: number, by: 1 | -1): void =>
    rowsOf(table, set, shape, place, (row) => {
      counts[row] = (counts[row] as number) + by;
    });
  let moved = false;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let gained = false;
    shuffle(movable, random);
    for (const one of movable) {
      if (stopRequested()) return moved;
      const { shape, place } = one;
      add(shape, place, -1);
      const better = betterPlace(table, set, counts, shape, place);
      one.place = better;
      add(shape, better, 1);
      if (better !== place) gained = true;
    }
    moved ||= gained;
    if (!gained) return moved;
  }
  return moved;
}

/** The best place of a shape's breaks for the cover of the others; the present one where none is better. */
function betterPlace(table: DemandTable, set: ShapeSet, counts: Int32Array, shape: Shape, place: number): number {
  const { slotSeconds } = table;
  const from = (shape.start - set.horizonStart) / slotSeconds;
  const length = (shape.end - shape.start) / slotSeconds;
  // Worth of being there up to each slot of the shift.
  const sums = new Float64Array(length + 1);
  for (let at = 0; at < length; at++) {
    let value = 0;
    for (const key of shape.skill < 0 ? [0] : [0, shape.skill + 1]) {
      const row = table.intervalRow[key * table.slots + from + at] as number;
      if (row >= 0) value += valueOfOneMore(table, row, counts[row] as number);
    }
    sums[at + 1] = (sums[at] as number) + value;
  }
  const lost = (start: number, end: number): number =>
    (sums[end / slotSeconds] as number) - (sums[start / slotSeconds] as number);
  const { plan, mealOffsets, mealSeconds } = shape;
  if (plan === undefined) {
    let best = place;
    const lostAt = (at: number): number => lost(mealOffsets[at] as number, (mealOffsets[at] as number) + mealSeconds);
    for (let at = 0; at < mealOffsets.length; at++) if (lostAt(at) < lostAt(best) - LEAST_GAIN) best = at;
    return best;
  }
  const costs = Float64Array.from(plan.options, ({ start, end }) => lost(start, end));
  const now = plan
    .placement(place)
    .reduce((sum, { offset, lengthSeconds }) => sum + lost(offset, offset + lengthSeconds), 0);
  return plan.cheapest(costs) < now - LEAST_GAIN ? plan.choose(costs) : place;
}
