import type { Shift } from '../domain/shift.ts';
import type { Priced, Primitive } from '../rules/rule.ts';

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

/** The states of all automata together, reached by some line after some days. */
type Layer = { readonly states: readonly (readonly number[])[]; readonly indexOf: ReadonlyMap<string, number> };

/** More joint states than these on one day would make pricing slower than any roster is worth. */
const MOST_STATES = 50_000;

function layerOf(states: readonly (readonly number[])[]): Layer {
  return { states, indexOf: new Map(states.map((state, index) => [state.join(','), index])) };
}

/** A day as the automata see it from the states of a layer: shapes with the same moves are one symbol. */
function readDay(
  automata: readonly Automaton[],
  pricesOf: ((shift: Shift | undefined) => readonly number[]) | undefined,
  layer: Layer,
  day: number,
  shifts: readonly Shift[],
  allowed: Uint8Array,
): {
  readonly symbols: Int32Array;
  readonly moves: readonly (readonly (readonly number[] | undefined)[])[];
  readonly prices: readonly (readonly number[])[];
} {
  const movesOf = (shift: Shift | undefined): readonly (readonly number[] | undefined)[] =>
    layer.states.map((state) => {
      const after: number[] = [];
      for (const [index, automaton] of automata.entries()) {
        const next = automaton.next(state[index] as number, day, shift);
        if (next === undefined) return undefined;
        after.push(next);
      }
      return after;
    });
  const prices: (readonly number[])[] = [];
  const off = movesOf(undefined);
  const moves = [off];
  const known = new Map<string, number>();
  const keyOf = (own: (typeof moves)[number], shift: Shift | undefined): string => {
    if (pricesOf === undefined) return JSON.stringify(own);
    return JSON.stringify([own, pricesOf(shift)]);
  };
  known.set(keyOf(off, undefined), 0);
  if (pricesOf !== undefined) prices.push(pricesOf(undefined));
  const symbols = Int32Array.from(shifts, (shift, shape) => {
    if (allowed[shape] !== 1) return 0;
    const own = movesOf(shift);
    const key = keyOf(own, shift);
    const symbol = known.get(key) ?? moves.length;
    if (symbol === moves.length) {
      known.set(key, symbol);
      moves.push(own);
      if (pricesOf !== undefined) prices.push(pricesOf(shift));
    }
    return symbol;
  });
  return { symbols, moves, prices };
}

/** Numbers equal rows alike and rows of -1 alone with -1. */
function mergeRows(
  rows: readonly Int32Array[],
  prices: readonly Float64Array[] | undefined,
): {
  readonly classOf: Int32Array;
  readonly kept: readonly Int32Array[];
  readonly keptPrices: readonly Float64Array[];
} {
  const kept: Int32Array[] = [];
  const keptPrices: Float64Array[] = [];
  const known = new Map<string, number>();
  const classOf = Int32Array.from(rows, (row, index) => {
    if (row.every((entry) => entry < 0)) return -1;
    const own = prices?.[index];
    const key = own === undefined ? row.join(',') : `${row.join(',')} ${own.join(',')}`;
    const old = known.get(key);
    if (old !== undefined) return old;
    known.set(key, kept.length);
    kept.push(row);
    if (own !== undefined) keptPrices.push(own);
    return kept.length - 1;
  });
  return { classOf, kept, keptPrices };
}

/**
 * The phases of lines over `shifts[day][shape]`, of which `allowed[day][shape]` can be worked. Forwards the joint states are explored day by day; backwards
 * those that cannot end legally are dropped and those with the same future, prices included, are merged, which leaves the least automaton of each day.
 * `paths` price the steps of a line and forbid none.
 */
export function buildPhases(
  machines: readonly Automaton[],
  shifts: readonly (readonly Shift[])[],
  allowed: readonly Uint8Array[],
  paths: readonly PricedPath[] = [],
): Phases {
  const automata: readonly Automaton[] = [
    ...machines,
    ...paths.map(({ start, next }): Automaton => ({ kind: 'automaton', start, next, accepts: () => true })),
  ];
  const isPriced = paths.length > 0;
  const sumOf = (state: readonly number[], priceOf: (path: PricedPath, own: number) => number): number =>
    paths.reduce((sum, path, index) => sum + priceOf(path, state[machines.length + index] as number), 0);
  if (automata.length === 0) return noPhases(shifts.map((day) => day.length));
  const days = shifts.length;
  const symbols: Int32Array[] = [];
  const targets: Int32Array[][] = [];
  const widths: number[] = [];
  /** Points by day, state before it and symbol. */
  const steps: Float64Array[][] = [];
  let layer = layerOf([automata.map(({ start }) => start)]);
  for (let day = 0; day < days; day++) {
    const { states: from } = layer;
    const pricesOf = (shift: Shift | undefined): readonly number[] =>
      from.map((state) => sumOf(state, (path, own) => path.price(own, day, shift)));
    const read = readDay(
      automata,
      isPriced ? pricesOf : undefined,
      layer,
      day,
      shifts[day] as readonly Shift[],
      allowed[day] as Uint8Array,
    );
    const after = new Map<string, number>();
    const states: (readonly number[])[] = [];
    const target = (state: readonly number[] | undefined): number => {
      if (state === undefined) return -1;
      const key = state.join(',');
      const known = after.get(key);
      if (known !== undefined) return known;
      after.set(key, states.length);
      states.push(state);
      return states.length - 1;
    };
    targets.push(layer.states.map((_, at) => Int32Array.from(read.moves, (move) => target(move[at]))));
    if (isPriced) steps.push(from.map((_, at) => Float64Array.from(read.prices, (price) => price[at] as number)));
    symbols.push(read.symbols);
    widths.push(read.moves.length);
    if (states.length > MOST_STATES)
      throw new Error(`the rules of one line have more than ${MOST_STATES} states on a day`);
    layer = layerOf(states);
  }
  const last = Int32Array.from(layer.states, (state) =>
    automata.every((automaton, index) => automaton.accepts(state[index] as number)) ? 0 : -1,
  );
  const ends = layer.states.map((state) => sumOf(state, (path, own) => path.endPrice(own)));
  const next: Int32Array[] = [];
  const prices: Float64Array[] = [];
  const count = [1];
  let classOf: Int32Array = last;
  for (let day = days - 1; day >= 0; day--) {
    const rows = (targets[day] as readonly Int32Array[]).map((row) =>
      row.map((state) => (state < 0 ? -1 : (classOf[state] as number))),
    );
    const isLast = day === days - 1;
    const rowPrices = steps[day]?.map((row, from) =>
      row.map((points, symbol) => {
        if ((rows[from] as Int32Array)[symbol] === -1) return 0;
        const to = ((targets[day] as readonly Int32Array[])[from] as Int32Array)[symbol] as number;
        return isLast ? points + (ends[to] as number) : points;
      }),
    );
    const merged = mergeRows(rows, rowPrices);
    classOf = merged.classOf;
    const width = widths[day] as number;
    const table = new Int32Array(Math.max(1, merged.kept.length) * width).fill(-1);
    merged.kept.forEach((row, phase) => table.set(row, phase * width));
    next.unshift(table);
    if (isPriced) {
      const points = new Float64Array(table.length);
      merged.keptPrices.forEach((row, phase) => points.set(row, phase * width));
      prices.unshift(points);
    }
    count.unshift(Math.max(1, merged.kept.length));
  }
  const possible = (classOf[0] as number) >= 0;
  return { count, symbols, symbolCount: widths, next, possible, ...(isPriced ? { prices } : {}) };
}
