import type { Shift } from '../domain/shift.ts';
import type { Priced, Primitive } from '../rules/rule.ts';
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
  /** Points of a shape of entry group e on day d after class c, laid out as `blocked`; absent where no pair has a price. */
  readonly prices?: readonly Float64Array[] | undefined;
};

type OrderPrimitive = Extract<Primitive, { kind: 'order' }>;
type PairPrice = Extract<Priced, { kind: 'pair-price' }>;

/** What may not follow, or at a price: a group of starts, and its points, which are infinite where it is blocked. */
type Follower = { readonly group: number; readonly points: number };

/** Groups of starts that a class blocks or prices on the next day, the day after that, and so on, as far as the rules reach. */
type Blocks = readonly (readonly Follower[])[];

/** Shifts of one day that look alike from one side: `groupOf` each, and one of each group. */
type Alike = { readonly groupOf: Int32Array; readonly samples: readonly Shift[] };

function alike(shifts: readonly Shift[], keyOf: (shift: Shift) => string): Alike {
  const groups = new Map<string, number>();
  const samples: Shift[] = [];
  const groupOf = Int32Array.from(shifts, (shift) => {
    const key = keyOf(shift);
    const known = groups.get(key);
    if (known !== undefined) return known;
    groups.set(key, samples.length);
    samples.push(shift);
    return samples.length - 1;
  });
  return { groupOf, samples };
}

/** Groups of starts that an order rule does not let follow `first`, `apart` days later, or at a price alone. */
function followersOf(
  orders: readonly OrderPrimitive[],
  pairs: readonly PairPrice[],
  first: Shift,
  starts: Alike | undefined,
  apart: number,
): readonly Follower[] {
  const found: Follower[] = [];
  starts?.samples.forEach((second, group) => {
    if (orders.some((order) => order.withinDays >= apart && !order.allows(first, second))) {
      found.push({ group, points: Number.POSITIVE_INFINITY });
      return;
    }
    let points = 0;
    for (const pair of pairs) if (pair.withinDays >= apart) points += pair.price(first, second);
    if (points > 0) found.push({ group, points });
  });
  return found;
}

/**
 * Classes and entry groups of all shapes under the given order rules; `shifts[day][shape]` are the shapes as shifts. An order rule looks at
 * the end, date and template of the first shift and at the start, date and template of the second, so shifts alike in these are one:
 * with quarter hours a day has a thousand shapes and forty ends. Rules that compare starts need both ends of the first.
 */
export function buildOrder(
  set: ShapeSet,
  shifts: readonly (readonly Shift[])[],
  orders: readonly OrderPrimitive[],
  pairs: readonly PairPrice[] = [],
): OrderTable {
  const days = set.dates.length;
  const all = [...orders, ...pairs];
  const reach = all.reduce((most, { withinDays }) => Math.max(most, withinDays), 0);
  const byStarts = all.some((one) => one.byStarts === true);
  const starts = shifts.map((day) => alike(day, (shift) => `${shift.start} ${shift.template ?? ''}`));
  const memory: Blocks[][] = [];
  const classes: Int32Array[] = [];
  const afterOff: Int32Array[] = [];
  for (let day = 0; day < days; day++) {
    const known = new Map<string, number>();
    const list: Blocks[] = [];
    const classOf = (blocks: Blocks): number => {
      const key = blocks.map((groups) => groups.map(({ group, points }) => `${group} ${points}`).join(',')).join('|');
      const old = known.get(key);
      if (old !== undefined) return old;
      known.set(key, list.length);
      list.push(blocks);
      return list.length - 1;
    };
    classOf(Array.from({ length: reach }, () => []));
    const ends = alike(shifts[day] as readonly Shift[], (shift) => {
      const end = `${shift.end} ${shift.template ?? ''}`;
      return byStarts ? `${shift.start} ${end}` : end;
    });
    const classOfEnd = ends.samples.map((first) =>
      classOf(
        Array.from({ length: reach }, (_, index) =>
          followersOf(orders, pairs, first, starts[day + 1 + index], index + 1),
        ),
      ),
    );
    classes.push(ends.groupOf.map((group) => classOfEnd[group] as number));
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
  const prices: Float64Array[] = [];
  for (let day = 0; day < days; day++) {
    const { groupOf, samples } = starts[day] as Alike;
    const states: readonly Blocks[] = day === 0 ? [[]] : (memory[day - 1] as readonly Blocks[]);
    const blockers: string[] = samples.map(() => '');
    states.forEach((blocks, index) => {
      for (const { group, points } of blocks[0] ?? []) blockers[group] += `${index}:${points},`;
    });
    const keys = [...new Set(blockers)];
    const matrix = new Uint8Array(states.length * Math.max(1, keys.length));
    const points = new Float64Array(pairs.length === 0 ? 0 : matrix.length);
    keys.forEach((key, entry) => {
      for (const one of key.split(',')) {
        if (one === '') continue;
        const [state, price] = one.split(':');
        const at = Number(state) * keys.length + entry;
        if (price === 'Infinity') matrix[at] = 1;
        else points[at] = Number(price);
      }
    });
    prices.push(points);
    entries.push(groupOf.map((group) => keys.indexOf(blockers[group] as string)));
    entryCount.push(keys.length);
    blocked.push(matrix);
  }
  const classCount = memory.map((list) => list.length);
  const table = { reach, classes, classCount, afterOff, entries, entryCount, blocked };
  return pairs.length === 0 ? table : { ...table, prices };
}
