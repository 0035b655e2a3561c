import type { Shift } from '../domain/shift.ts';
import type { Primitive } from '../rules/rule.ts';
import type { ShapeSet } from './shapes.ts';

/**
 * What the order rules (rest, forbidden succession) leave of the memory of the last shift: its class. Two shapes of a day are of
 * one class when they block the same shapes of the days that the rules reach; a day off drops the first of those days.
 */
export type OrderTable = {
  /** Days that an order rule reaches ahead at most. */
  readonly reach: number;
  /** Class of each shape once it is the last one worked: classes[day][shape]. Class 0 blocks nothing. */
  readonly classes: readonly Int32Array[];
  /** Number of classes that may stand at the end of each day. */
  readonly classCount: readonly number[];
  /** Class at the end of day d + 1 of a line of class c at the end of day d that has day d + 1 off: afterOff[d][c]. */
  readonly afterOff: readonly Int32Array[];
  /** Entry group of each shape: shapes of one group are blocked by the same classes of the day before: entries[day][shape]. */
  readonly entries: readonly Int32Array[];
  readonly entryCount: readonly number[];
  /** Whether class c at the end of day d - 1 blocks entry group e of day d: blocked[d][c * entryCount[d] + e]. */
  readonly blocked: readonly Uint8Array[];
};

type OrderPrimitive = Extract<Primitive, { kind: 'order' }>;

/** Shapes that a class blocks on the next day, the day after that, and so on, as far as the rules reach. */
type Blocks = readonly (readonly number[])[];

/** Indexes of the shapes of `day` that none of the order rules lets follow `first`. */
function blockedBy(
  orders: readonly OrderPrimitive[],
  first: Shift,
  shifts: readonly Shift[],
  apart: number,
): readonly number[] {
  const found: number[] = [];
  shifts.forEach((second, index) => {
    if (orders.some((order) => order.withinDays >= apart && !order.allows(first, second))) found.push(index);
  });
  return found;
}

/** Classes and entry groups of all shapes under the given order rules; `shifts[day][shape]` are the shapes as shifts. */
export function buildOrder(
  set: ShapeSet,
  shifts: readonly (readonly Shift[])[],
  orders: readonly OrderPrimitive[],
): OrderTable {
  const days = set.dates.length;
  const reach = orders.reduce((most, order) => Math.max(most, order.withinDays), 0);
  const memory: Blocks[][] = [];
  const classes: Int32Array[] = [];
  const afterOff: Int32Array[] = [];
  for (let day = 0; day < days; day++) {
    const known = new Map<string, number>();
    const list: Blocks[] = [];
    const classOf = (blocks: Blocks): number => {
      const key = blocks.map((shapes) => shapes.join(',')).join('|');
      const old = known.get(key);
      if (old !== undefined) return old;
      known.set(key, list.length);
      list.push(blocks);
      return list.length - 1;
    };
    classOf(Array.from({ length: reach }, () => []));
    classes.push(
      Int32Array.from(shifts[day] as readonly Shift[], (shift) =>
        classOf(
          Array.from({ length: reach }, (_, index) =>
            blockedBy(orders, shift, shifts[day + 1 + index] ?? [], index + 1),
          ),
        ),
      ),
    );
    if (day > 0) {
      const before = memory[day - 1] as readonly Blocks[];
      afterOff.push(Int32Array.from(before, (blocks) => classOf(reach === 0 ? [] : [...blocks.slice(1), []])));
    }
    memory.push(list);
  }
  afterOff.push(new Int32Array((memory[days - 1] as readonly Blocks[]).length));
  const entries: Int32Array[] = [];
  const entryCount: number[] = [];
  const blocked: Uint8Array[] = [];
  for (let day = 0; day < days; day++) {
    const count = (shifts[day] as readonly Shift[]).length;
    const states: readonly Blocks[] = day === 0 ? [[]] : (memory[day - 1] as readonly Blocks[]);
    const blockers: string[] = new Array<string>(count).fill('');
    states.forEach((blocks, index) => {
      for (const shape of blocks[0] ?? []) blockers[shape] += `${index},`;
    });
    const groups = new Map<string, number>();
    const groupOf = Int32Array.from(blockers, (key) => {
      const old = groups.get(key);
      if (old !== undefined) return old;
      groups.set(key, groups.size);
      return groups.size - 1;
    });
    const size = groups.size;
    const matrix = new Uint8Array(states.length * Math.max(1, size));
    for (const [key, group] of groups) {
      for (const state of key.split(',')) if (state !== '') matrix[Number(state) * size + group] = 1;
    }
    entries.push(groupOf);
    entryCount.push(size);
    blocked.push(matrix);
  }
  return { reach, classes, classCount: memory.map((list) => list.length), afterOff, entries, entryCount, blocked };
}
