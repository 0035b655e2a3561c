import type { DemandTable } from './demand.ts';
import { isCounted, visitGivenRows } from './demand.ts';
import type { ShapeSet } from './shapes.ts';

/** Worth of every shape under given row values, with the place of the meal that loses least. */
export type Valuation = {
  readonly value: readonly Float64Array[];
  /** Index into the shape's meal offsets, 0 without a meal. */
  readonly meal: readonly Int32Array[];
};

/** Work space for valuations of one problem. */
export function emptyValuation(set: ShapeSet): Valuation {
  return {
    value: set.byDay.map((shapes) => new Float64Array(shapes.length)),
    meal: set.byDay.map((shapes) => new Int32Array(shapes.length)),
  };
}

/**
 * Fills `into` with the sum of `rowValue` over the rows that each shape counts in. Prefix sums over slots make a shape cost one
 * subtraction plus one per place of its meal; ties between meal places go to the earlier.
 */
export function valueShapes(table: DemandTable, set: ShapeSet, rowValue: Float64Array, into: Valuation): void {
  const { slots, slotSeconds } = table;
  const prefixes: Float64Array[] = [];
  for (let key = 0; key < table.keys; key++) {
    const prefix = new Float64Array(slots + 1);
    for (let slot = 0; slot < slots; slot++) {
      const any = table.intervalRow[slot] as number;
      const own = key === 0 ? -1 : (table.intervalRow[key * slots + slot] as number);
      const value = (any < 0 ? 0 : (rowValue[any] as number)) + (own < 0 ? 0 : (rowValue[own] as number));
      prefix[slot + 1] = (prefix[slot] as number) + value;
    }
    prefixes.push(prefix);
  }
  set.byDay.forEach((shapes, day) => {
    const values = into.value[day] as Float64Array;
    const meals = into.meal[day] as Int32Array;
    for (let index = 0; index < shapes.length; index++) {
      const shape = shapes[index] as (typeof shapes)[number];
      const prefix = prefixes[shape.skill + 1] as Float64Array;
      const from = (shape.start - set.horizonStart) / slotSeconds;
      const to = (shape.end - set.horizonStart) / slotSeconds;
      let value = (prefix[to] as number) - (prefix[from] as number);
      let bestMeal = 0;
      if (shape.mealOffsets.length > 0) {
        const length = shape.mealSeconds / slotSeconds;
        let least = Number.POSITIVE_INFINITY;
        for (let meal = 0; meal < shape.mealOffsets.length; meal++) {
          const at = from + (shape.mealOffsets[meal] as number) / slotSeconds;
          const lost = (prefix[at + length] as number) - (prefix[at] as number);
          if (lost < least) {
            least = lost;
            bestMeal = meal;
          }
        }
        value -= least;
      } else if (shape.locked !== undefined) {
        value = 0;
        visitGivenRows(table, set, shape.locked, (row) => {
          value += rowValue[row] as number;
        });
      }
      if (shape.template >= 0) {
        const any = table.templateRow[day * table.templates + shape.template] as number;
        if (any >= 0) value += rowValue[any] as number;
        if (shape.skill >= 0) {
          const own = table.templateRow[
            ((shape.skill + 1) * table.days + day) * table.templates + shape.template
          ] as number;
          if (own >= 0) value += rowValue[own] as number;
        }
      }
      values[index] = isCounted(shape) ? value : 0;
      meals[index] = bestMeal;
    }
  });
}
