import type { Shift } from '../domain/shift.ts';
import type { Primitive } from '../rules/rule.ts';
import type { ShapeSet } from './shapes.ts';

/**
 * What the order rules (rest, forbidden succession) leave of the memory of the last shift: its class. Two shapes of a day are of
 * one class when they block the same shapes of the next two days; after a day off only the second of those still matters.
 */
export type OrderTable = {
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

/** Indexes of the shapes of `day` that none of the order rules lets follow `first`. */
function blockedBy(orders: readonly OrderPrimitive[], first: Shift, shifts: readonly Shift[], apart: number): readonly number[] {
  const found: number[] = [];
  shifts.forEach((second, index) => {
    if (orders.some((order) => order.withinDays >= apart && !order.allows(first, second))) found.push(index);
  });
  return found;
}

/** Classes and entry groups of all shapes under the given order rules; `shifts[day][shape]` are the shapes as shifts. */
export function buildOrder(set: ShapeSet, shifts: readonly (readonly Shift[])[], orders: readonly OrderPrimitive[]): OrderTable {
  const days = set.dates.length;
  const reach = orders.reduce((most, order) => Math.max(most, order.withinDays), 0);
  if (reach > 2) throw new Error(`order rules reach ${reach} days; two are held`);
  const memory: { next: readonly number[]; second: readonly number[] }[][] = [];
  const classes: Int32Array[] = [];
  const afterOff: Int32Array[] = [];
  for (let day = 0; day < days; day++) {
    const known = new Map<string, number>([['|', 0]]);
    const list: { next: readonly number[]; second: readonly number[] }[] = [{ next: [], second: [] }];
    const classOf = (next: readonly number[], second: readonly number[]): number => {
      const key = `${next.join(',')}|${second.join(',')}`;
      const old = known.get(key);
      if (old !== undefined) return old;
      known.set(key, list.length);
      list.push({ next, second });
      return list.length - 1;
    };
    classes.push(
      Int32Array.from(shifts[day] as readonly Shift[], (shift) =>
        classOf(
          reach >= 1 ? blockedBy(orders, shift, shifts[day + 1] ?? [], 1) : [],
          reach >= 2 ? blockedBy(orders, shift, shifts[day + 2] ?? [], 2) : [],
        ),
      ),
    );
    if (day > 0) {
      const before = memory[day - 1] as (typeof memory)[number];
      afterOff.push(Int32Array.from(before, (state) => classOf(state.second, [])));
    }
    memory.push(list);
  }
  afterOff.push(new Int32Array((memory[days - 1] as (typeof memory)[number]).length));
  const entries: Int32Array[] = [];
  const entryCount: number[] = [];
  const blocked: Uint8Array[] = [];
  for (let day = 0; day < days; day++) {
    const count = (shifts[day] as readonly Shift[]).length;
    const states = day === 0 ? [{ next: [], second: [] }] : (memory[day - 1] as (typeof memory)[number]);
    const blockers: string[] = new Array<string>(count).fill('');
    states.forEach((state, index) => {
      for (const shape of state.next) blockers[shape] += `${index},`;
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
  return { classes, classCount: memory.map((list) => list.length), afterOff, entries, entryCount, blocked };
}
