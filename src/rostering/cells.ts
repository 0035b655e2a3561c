import { entriesOf } from './demand.ts';
import type { Instance, LineEntries } from './instance.ts';
import { shapeAt } from './instance.ts';
import type { Shape } from './shapes.ts';

/** What single shifts count in the rows, worked out once for each class of employees, shape and place of its breaks. */
export type Cells = {
  readonly of: (employeeClass: number, day: number, shape: number, place: number) => LineEntries;
};

/** Placements of plans that are kept; beyond that all of them are forgotten. */
const MOST_PLACEMENTS = 20_000;

/** Cells of one instance, empty at first: what is never worked takes no memory. */
export function cellsOf({ table, set }: Pick<Instance, 'table' | 'set'>): Cells {
  const firstOf: number[] = [];
  let total = 0;
  for (const shapes of set.byDay) {
    firstOf.push(total);
    total += shapes.length;
  }
  const places = Math.max(1, ...set.byDay.flatMap((shapes) => shapes.map(({ mealOffsets }) => mealOffsets.length)));
  const known: Map<number, LineEntries>[] = [];
  const placements: Map<string, LineEntries> = new Map();

  const make = (employeeClass: number, shape: Shape, place: number): LineEntries => {
    const rows: number[] = [];
    const by: number[] = [];
    entriesOf(table, set, employeeClass, shape, place, (row, times) => {
      rows.push(row);
      by.push(times);
    });
    return { rows: Int32Array.from(rows), by: Float64Array.from(by) };
  };

  return {
    of(employeeClass, day, index, place) {
      const at = (firstOf[day] as number) + index;
      const shape = shapeAt(set, day, index);
      if (shape.plan !== undefined) {
        const name = `${employeeClass} ${at} ${place}`;
        const old = placements.get(name);
        if (old !== undefined) return old;
        if (placements.size >= MOST_PLACEMENTS) placements.clear();
        const made = make(employeeClass, shape, place);
        placements.set(name, made);
        return made;
      }
      const own = (known[employeeClass] ??= new Map<number, LineEntries>());
      const name = at * places + place;
      const old = own.get(name);
      if (old !== undefined) return old;
      const made = make(employeeClass, shape, place);
      own.set(name, made);
      return made;
    },
  };
}
