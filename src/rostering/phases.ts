import type { Shift } from '../domain/shift.ts';
import type { Primitive } from '../rules/rule.ts';

type Automaton = Extract<Primitive, { kind: 'automaton' }>;

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
  layer: Layer,
  day: number,
  shifts: readonly Shift[],
  allowed: Uint8Array,
): { readonly symbols: Int32Array; readonly moves: readonly (readonly (readonly number[] | undefined)[])[] } {
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
  const off = movesOf(undefined);
  const moves = [off];
  const known = new Map([[JSON.stringify(off), 0]]);
  const symbols = Int32Array.from(shifts, (shift, shape) => {
    if (allowed[shape] !== 1) return 0;
    const own = movesOf(shift);
    const key = JSON.stringify(own);
    const symbol = known.get(key) ?? moves.length;
    if (symbol === moves.length) {
      known.set(key, symbol);
      moves.push(own);
    }
    return symbol;
  });
  return { symbols, moves };
}

/** Numbers equal rows alike and rows of -1 alone with -1. */
function mergeRows(rows: readonly Int32Array[]): {
  readonly classOf: Int32Array;
  readonly kept: readonly Int32Array[];
} {
  const kept: Int32Array[] = [];
  const known = new Map<string, number>();
  const classOf = Int32Array.from(rows, (row) => {
    if (row.every((entry) => entry < 0)) return -1;
    const key = row.join(',');
    const old = known.get(key);
    if (old !== undefined) return old;
    known.set(key, kept.length);
    kept.push(row);
    return kept.length - 1;
  });
  return { classOf, kept };
}

/**
 * The phases of lines over `shifts[day][shape]`, of which `allowed[day][shape]` can be worked. Forwards the joint states are explored day by day; backwards
 * those that cannot end legally are dropped and those with the same future are merged, which leaves the least automaton of each day.
 */
export function buildPhases(
  automata: readonly Automaton[],
  shifts: readonly (readonly Shift[])[],
  allowed: readonly Uint8Array[],
): Phases {
  if (automata.length === 0) return noPhases(shifts.map((day) => day.length));
  const days = shifts.length;
  const symbols: Int32Array[] = [];
  const targets: Int32Array[][] = [];
  const widths: number[] = [];
  let layer = layerOf([automata.map(({ start }) => start)]);
  for (let day = 0; day < days; day++) {
    const read = readDay(automata, layer, day, shifts[day] as readonly Shift[], allowed[day] as Uint8Array);
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
    targets.push(layer.states.map((_, from) => Int32Array.from(read.moves, (move) => target(move[from]))));
    symbols.push(read.symbols);
    widths.push(read.moves.length);
    if (states.length > MOST_STATES)
      throw new Error(`the rules of one line have more than ${MOST_STATES} states on a day`);
    layer = layerOf(states);
  }
  const last = Int32Array.from(layer.states, (state) =>
    automata.every((automaton, index) => automaton.accepts(state[index] as number)) ? 0 : -1,
  );
  const next: Int32Array[] = [];
  const count = [1];
  let classOf: Int32Array = last;
  for (let day = days - 1; day >= 0; day--) {
    const rows = (targets[day] as readonly Int32Array[]).map((row) =>
      row.map((state) => (state < 0 ? -1 : (classOf[state] as number))),
    );
    const merged = mergeRows(rows);
    classOf = merged.classOf;
    const width = widths[day] as number;
    const table = new Int32Array(Math.max(1, merged.kept.length) * width).fill(-1);
    merged.kept.forEach((row, phase) => table.set(row, phase * width));
    next.unshift(table);
    count.unshift(Math.max(1, merged.kept.length));
  }
  return { count, symbols, symbolCount: widths, next, possible: (classOf[0] as number) >= 0 };
}
