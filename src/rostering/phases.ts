import type { Shift } from '../domain/shift.ts';
import type { Priced, Primitive } from '../rules/rule.ts';
import { firstLayer, type JointDay, type Machine, numberedBelow, readDay } from './phase-days.ts';

type Automaton = Extract<Primitive, { kind: 'automaton' }>;
type PricedPath = Extract<Priced, { kind: 'path-price' }>;

/**
 * What the automata of a line leave of its past: one phase after each day, in which everything that can still follow is told. Only phases that a line
 * can reach and from which it can end legally are there, and two from which the same may follow are one.
 */
export type Phases = {
  /** Number of phases before each day, and behind the last: day 0 has one. */
  readonly count: readonly number[];
  /** What the automata see of each shape of each day: symbols[day][shape]; a day off is symbol 0. */
  readonly symbols: readonly Int32Array[];
  readonly symbolCount: readonly number[];
  /** The phase after day d: next[d][phase * symbolCount[d] + symbol], -1 where no legal line goes on. */
  readonly next: readonly Int32Array[];
  /** Points of each step, laid out as `next`, with those of ending in the last; absent where no step has a price. */
  readonly prices?: readonly Float64Array[] | undefined;
  /** False where no line is legal, whatever is worked. */
  readonly possible: boolean;
};

/** More joint states than these on one day would make pricing slower than any roster is worth. */
const MOST_STATES = 50_000;

/** One phase that nothing leaves: of lines without automata. */
function noPhases(shapes: readonly number[]): Phases {
  return {
    count: Array.from({ length: shapes.length + 1 }, () => 1),
    symbols: shapes.map((count) => new Int32Array(count)),
    symbolCount: shapes.map(() => 1),
    next: shapes.map(() => new Int32Array(1)),
    possible: true,
  };
}

/** Phases by the rows of their moves: equal rows are one, and rows of -1 alone are none (-1). */
type Merged = {
  readonly classOf: Int32Array;
  readonly count: number;
  readonly next: Int32Array;
  readonly prices: Float64Array | undefined;
};

/** `rows` has `width` entries for each of `states`, each below `targets`; `prices` is laid out alike. */
function mergeRows(
  rows: Int32Array,
  prices: Float64Array | undefined,
  states: number,
  width: number,
  targets: number,
): Merged {
  const classOf = new Int32Array(states).fill(-1);
  const kept: number[] = [];
  const size = (targets + 1) ** width;
  const numberOf = prices === undefined && size <= MOST_ROWS ? numberedBelow(size) : undefined;
  const known = new Map<string, number>();
  for (let state = 0; state < states; state++) {
    const [from, end] = [state * width, (state + 1) * width];
    let key = 0;
    let isDead = true;
    for (let at = from; at < end; at++) {
      const to = (rows[at] as number) + 1;
      if (to > 0) isDead = false;
      key = key * (targets + 1) + to;
    }
    if (isDead) continue;
    let found: number;
    if (numberOf === undefined) {
      const text = `${rows.subarray(from, end).join(',')} ${prices?.subarray(from, end).join(',')}`;
      found = known.get(text) ?? known.size;
      known.set(text, found);
    } else found = numberOf(key);
    if (found === kept.length) kept.push(state);
    classOf[state] = found;
  }
  const count = Math.max(1, kept.length);
  const next = new Int32Array(count * width).fill(-1);
  const points = prices === undefined ? undefined : new Float64Array(next.length);
  kept.forEach((state, phase) => {
    next.set(rows.subarray(state * width, (state + 1) * width), phase * width);
    if (prices !== undefined) points?.set(prices.subarray(state * width, (state + 1) * width), phase * width);
  });
  return { classOf, count, next, prices: points };
}

/** Rows above this in number are told apart by their text. */
const MOST_ROWS = 2 ** 50;

/**
 * The phases of lines over `shifts[day][shape]`, of which `allowed[day][shape]` can be worked. Forwards the joint states are explored day by day; backwards
 * those that cannot end legally are dropped and those with the same future, prices included, are merged, which leaves the least automaton of each day.
 * `paths` price the steps of a line and forbid none.
 */
export function buildPhases(
  automata: readonly Automaton[],
  shifts: readonly (readonly Shift[])[],
  allowed: readonly Uint8Array[],
  paths: readonly PricedPath[] = [],
): Phases {
  const machines: readonly Machine[] = [...automata, ...paths.map((path) => ({ ...path, accepts: () => true }))];
  if (machines.length === 0) return noPhases(shifts.map((day) => day.length));
  const isPriced = paths.length > 0;
  const days = shifts.length;
  const read: JointDay[] = [];
  let layer = firstLayer(machines);
  for (let day = 0; day < days; day++) {
    const one = readDay(machines, layer, day, shifts[day] as readonly Shift[], allowed[day] as Uint8Array);
    if (one.after.count > MOST_STATES)
      throw new Error(`the rules of one line have more than ${MOST_STATES} states on a day`);
    read.push(one);
    layer = one.after;
  }
  const endOf = machines.map(({ accepts, endPrice }, machine) =>
    (layer.states[machine] ?? []).map((state) => (accepts(state) ? (endPrice?.(state) ?? 0) : Number.NaN)),
  );
  const ends = new Float64Array(layer.count);
  machines.forEach((_, machine) => {
    const [own, points] = [layer.own[machine] as Int32Array, endOf[machine] as readonly number[]];
    for (let joint = 0; joint < layer.count; joint++)
      ends[joint] = (ends[joint] as number) + (points[own[joint] as number] as number);
  });
  let classOf: Int32Array = Int32Array.from(ends, (points) => (Number.isNaN(points) ? -1 : 0));
  const next: Int32Array[] = [];
  const prices: Float64Array[] = [];
  const count = [1];
  for (let day = days - 1; day >= 0; day--) {
    const { targets, width, prices: points } = read[day] as JointDay;
    const rows = new Int32Array(targets.length);
    const rowPrices = points === undefined ? undefined : new Float64Array(points.length);
    for (let at = 0; at < targets.length; at++) {
      const to = targets[at] as number;
      const after = to < 0 ? -1 : (classOf[to] as number);
      rows[at] = after;
      if (rowPrices !== undefined && points !== undefined && after >= 0) {
        rowPrices[at] = (points[at] as number) + (day === days - 1 ? (ends[to] as number) : 0);
      }
    }
    const merged = mergeRows(rows, rowPrices, targets.length / width, width, count.at(-1) as number);
    classOf = merged.classOf;
    next.push(merged.next);
    if (merged.prices !== undefined) prices.push(merged.prices);
    count.push(merged.count);
  }
  return {
    count: count.reverse(),
    symbols: read.map(({ symbols }) => symbols),
    symbolCount: read.map(({ width }) => width),
    next: next.reverse(),
    possible: (classOf[0] as number) >= 0,
    ...(isPriced ? { prices: prices.reverse() } : {}),
  };
}
