import type { Shift } from '../domain/shift.ts';
import type { Priced, Primitive } from '../rules/rule.ts';

type Automaton = Extract<Primitive, { kind: 'automaton' }>;
type PricedPath = Extract<Priced, { kind: 'path-price' }>;

/** An automaton, or a priced path: an automaton that no line leaves. */
export type Machine = Pick<Automaton, 'start' | 'next' | 'accepts' | 'sees'> & {
  readonly price?: PricedPath['price'] | undefined;
  readonly endPrice?: PricedPath['endPrice'] | undefined;
};

/**
 * The joint states of all machines that some line reaches by a day. Of each machine the states that occur are listed, and `own[machine][joint]` is the
 * place there of its part of a joint state.
 */
export type Layer = {
  readonly count: number;
  readonly states: readonly (readonly number[])[];
  readonly own: readonly Int32Array[];
};

/** A day as one machine sees it: shapes with the same moves, at the same prices, are one symbol; a day off is symbol 0. */
type OwnDay = {
  readonly symbols: Int32Array;
  /** The state after each symbol by the place of the state before, -1 where no legal line goes on. */
  readonly moves: readonly Int32Array[];
  readonly prices: readonly (Float64Array | undefined)[];
};

/** A day as all machines see it together. */
export type JointDay = {
  readonly symbols: Int32Array;
  readonly width: number;
  /** The joint state after: targets[joint * width + symbol], -1 where no legal line goes on. */
  readonly targets: Int32Array;
  /** Points of each step, laid out as `targets`; absent where no machine has prices. */
  readonly prices: Float64Array | undefined;
  readonly after: Layer;
};

/** Keys below this are numbered by a table, others by a map. */
const TABLE_KEYS = 1 << 16;

/** A table that is never cleared: an entry counts only with the stamp of its use. One call works at a time. */
const scratch = { numbers: new Int32Array(TABLE_KEYS), stamps: new Int32Array(TABLE_KEYS), stamp: 0 };

/**
 * Numbers from 0 in the order in which their keys come; keys are whole numbers below `size`. It holds until the next one is asked for.
 */
export function numberedBelow(size: number): (key: number) => number {
  let met = 0;
  if (size <= TABLE_KEYS) {
    const { numbers, stamps } = scratch;
    scratch.stamp = (scratch.stamp + 1) | 0;
    if (scratch.stamp === 0) {
      stamps.fill(0);
      scratch.stamp = 1;
    }
    const { stamp } = scratch;
    return (key) => {
      if (stamps[key] === stamp) return numbers[key] as number;
      stamps[key] = stamp;
      numbers[key] = met;
      return met++;
    };
  }
  const known = new Map<number, number>();
  return (key) => {
    const old = known.get(key);
    if (old !== undefined) return old;
    known.set(key, met);
    return met++;
  };
}

const UNKNOWN = -2;
const MOST_KEPT = 4096;

/** Steps of automata that were asked for, by automaton, then day and what is seen of the shift, then state: employees share automata. */
const steps = new WeakMap<Machine['next'], Map<number, Int32Array>>();

/** Days off are seen as this, and sights are whole numbers from 0 below `MOST_SIGHTS`. */
const MOST_SIGHTS = 64;

/** The states after `states`, from memory where they were asked for before. */
function movesOf(
  { next }: Machine,
  states: readonly number[],
  day: number,
  shift: Shift | undefined,
  sight: number | undefined,
): Int32Array {
  if (shift !== undefined && (sight === undefined || sight < 0 || sight >= MOST_SIGHTS - 1)) {
    return Int32Array.from(states, (state) => next(state, day, shift) ?? -1);
  }
  let ofMachine = steps.get(next);
  if (ofMachine === undefined) steps.set(next, (ofMachine = new Map<number, Int32Array>()));
  const key = day * MOST_SIGHTS + (shift === undefined ? 0 : (sight as number) + 1);
  let row = ofMachine.get(key);
  if (row === undefined) ofMachine.set(key, (row = new Int32Array(16).fill(UNKNOWN)));
  const moves = new Int32Array(states.length);
  for (let place = 0; place < moves.length; place++) {
    const state = states[place] as number;
    if (state >= row.length && state < MOST_KEPT) {
      const longer = new Int32Array(2 ** Math.ceil(Math.log2(state + 1))).fill(UNKNOWN);
      longer.set(row);
      ofMachine.set(key, (row = longer));
    }
    const known = state < row.length ? (row[state] as number) : UNKNOWN;
    const to = known === UNKNOWN ? (next(state, day, shift) ?? -1) : known;
    if (known === UNKNOWN && state < row.length) row[state] = to;
    moves[place] = to;
  }
  return moves;
}

/** Products of sizes above this are no exact whole numbers any more. */
const MOST_KEYS = 2 ** 50;

function sameNumbers(a: ArrayLike<number> | undefined, b: ArrayLike<number> | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

function digestOf(numbers: Int32Array): number {
  let hash = 17;
  for (const one of numbers) hash = (Math.imul(hash, 31) + one) | 0;
  return hash;
}

/** What automata see of the shifts of each day. */
const seen = new WeakMap<Machine['next'], { readonly shifts: readonly Shift[]; readonly row: Int32Array }[]>();

function sightsOf({ next, sees }: Machine, day: number, shifts: readonly Shift[]): Int32Array | undefined {
  if (sees === undefined) return undefined;
  const ofMachine = seen.get(next) ?? [];
  seen.set(next, ofMachine);
  const known = ofMachine[day];
  if (known?.shifts === shifts) return known.row;
  const row = Int32Array.from(shifts, (shift) => sees(day, shift));
  ofMachine[day] = { shifts, row };
  return row;
}

function readOwn(
  machine: Machine,
  states: readonly number[],
  day: number,
  shifts: readonly Shift[],
  allowed: Uint8Array,
): OwnDay {
  const { price } = machine;
  const moves: Int32Array[] = [];
  const prices: (Float64Array | undefined)[] = [];
  const alike = new Map<number, number[]>();
  const symbolOf = (shift: Shift | undefined, sight?: number): number => {
    const own = movesOf(machine, states, day, shift, sight);
    const points = price === undefined ? undefined : Float64Array.from(states, (state) => price(state, day, shift));
    const digest = digestOf(own);
    const others = alike.get(digest) ?? [];
    const known = others.find((one) => sameNumbers(moves[one], own) && sameNumbers(prices[one], points));
    if (known !== undefined) return known;
    alike.set(digest, [...others, moves.length]);
    moves.push(own);
    prices.push(points);
    return moves.length - 1;
  };
  symbolOf(undefined);
  const bySight = new Map<number, number>();
  const sights = sightsOf(machine, day, shifts);
  const symbols = new Int32Array(shifts.length);
  for (let shape = 0; shape < shifts.length; shape++) {
    if (allowed[shape] !== 1) continue;
    const sight = sights?.[shape];
    let symbol = sight === undefined ? undefined : bySight.get(sight);
    if (symbol === undefined) {
      symbol = symbolOf(shifts[shape], sight);
      if (sight !== undefined) bySight.set(sight, symbol);
    }
    symbols[shape] = symbol;
  }
  return { symbols, moves, prices };
}

/** The first joint state: that of every machine before day 0. */
export function firstLayer(machines: readonly Machine[]): Layer {
  return { count: 1, states: machines.map(({ start }) => [start]), own: machines.map(() => new Int32Array(1)) };
}

/** Combinations of the machines' symbols that the allowed shapes of a day show; the first is the day off. */
function combine(owns: readonly OwnDay[], allowed: Uint8Array): { symbols: Int32Array; parts: readonly Int32Array[] } {
  const parts: Int32Array[] = [new Int32Array(owns.length)];
  const known = new Map<number, number>([[0, 0]]);
  const symbols = new Int32Array(allowed.length);
  for (let shape = 0; shape < allowed.length; shape++) {
    if (allowed[shape] !== 1) continue;
    let key = 0;
    for (const { symbols: own, moves } of owns) key = key * moves.length + (own[shape] as number);
    let symbol = known.get(key);
    if (symbol === undefined) {
      symbol = parts.length;
      known.set(key, symbol);
      parts.push(Int32Array.from(owns, (one) => one.symbols[shape] as number));
    }
    symbols[shape] = symbol;
  }
  return { symbols, parts };
}

/** Keys of joint states by the places of the machines' own ones: one number for each combination, below `size`. */
function keysOf(sizes: readonly number[]): {
  readonly size: number;
  readonly add: (key: number, machine: number, place: number) => number;
} {
  const product = sizes.reduce((all, size) => all * Math.max(1, size), 1);
  if (product <= MOST_KEYS) {
    return { size: product, add: (key, machine, place) => key * (sizes[machine] as number) + place };
  }
  // Too many combinations to be told by a product: those that occur are numbered machine by machine.
  const known = sizes.map(() => new Map<number, number>());
  let met = 0;
  return {
    size: Number.POSITIVE_INFINITY,
    add: (key, machine, place) => {
      const own = known[machine] as Map<number, number>;
      const pair = key * (sizes[machine] as number) + place;
      const old = own.get(pair);
      if (old !== undefined) return old;
      own.set(pair, met);
      return met++;
    },
  };
}

/** Reads a day: which shapes are one, and where each of them leads from each joint state of the layer. */
export function readDay(
  machines: readonly Machine[],
  layer: Layer,
  day: number,
  shifts: readonly Shift[],
  allowed: Uint8Array,
): JointDay {
  const owns = machines.map((machine, index) => readOwn(machine, layer.states[index] ?? [], day, shifts, allowed));
  // States of each machine that may follow, and the places of these.
  const after: number[][] = [];
  const places = owns.map(({ moves }) => {
    const states: number[] = [];
    const known = new Map<number, number>();
    after.push(states);
    return moves.map((row) =>
      row.map((state) => {
        if (state < 0) return -1;
        const old = known.get(state);
        if (old !== undefined) return old;
        known.set(state, states.length);
        states.push(state);
        return states.length - 1;
      }),
    );
  });
  const keys = keysOf(after.map(({ length }) => length));
  const { symbols: combined, parts } = combine(owns, allowed);
  const columns: {
    readonly part: Int32Array;
    readonly moves: Float64Array;
    readonly prices: Float64Array | undefined;
  }[] = [];
  const isPriced = machines.some(({ price }) => price !== undefined);
  const columnOf = parts.map((part) => {
    const moves = new Float64Array(layer.count);
    for (let machine = 0; machine < machines.length; machine++) {
      const place = (places[machine] as readonly Int32Array[])[part[machine] as number] as Int32Array;
      const own = layer.own[machine] as Int32Array;
      for (let joint = 0; joint < layer.count; joint++) {
        const before = moves[joint] as number;
        const to = place[own[joint] as number] as number;
        moves[joint] = before < 0 || to < 0 ? -1 : keys.add(before, machine, to);
      }
    }
    const prices = isPriced ? new Float64Array(layer.count) : undefined;
    for (let machine = 0; machine < machines.length; machine++) {
      const points = owns[machine]?.prices[part[machine] as number];
      const own = layer.own[machine] as Int32Array;
      if (points === undefined || prices === undefined) continue;
      for (let joint = 0; joint < layer.count; joint++) {
        prices[joint] = (prices[joint] as number) + (points[own[joint] as number] as number);
      }
    }
    // Some states of the machines do not occur together: shapes that only these tell apart are one.
    const known = columns.findIndex((one) => sameNumbers(one.moves, moves) && sameNumbers(one.prices, prices));
    if (known >= 0) return known;
    return columns.push({ part, moves, prices }) - 1;
  });
  const width = columns.length;
  const targets = new Int32Array(layer.count * width).fill(-1);
  const points = isPriced ? new Float64Array(targets.length) : undefined;
  const numberOf = numberedBelow(keys.size);
  const nexts: Int32Array[] = machines.map(() => new Int32Array(64));
  let count = 0;
  for (let joint = 0; joint < layer.count; joint++) {
    for (let symbol = 0; symbol < width; symbol++) {
      const { part, moves, prices } = columns[symbol] as (typeof columns)[number];
      const at = joint * width + symbol;
      if (points !== undefined && prices !== undefined) points[at] = prices[joint] as number;
      const key = moves[joint] as number;
      if (key < 0) continue;
      const target = numberOf(key);
      targets[at] = target;
      if (target < count) continue;
      count++;
      for (let machine = 0; machine < machines.length; machine++) {
        let row = nexts[machine] as Int32Array;
        if (target >= row.length) {
          const longer = new Int32Array(2 * row.length);
          longer.set(row);
          nexts[machine] = row = longer;
        }
        const own = (layer.own[machine] as Int32Array)[joint] as number;
        const place = (places[machine] as readonly Int32Array[])[part[machine] as number] as Int32Array;
        row[target] = place[own] as number;
      }
    }
  }
  const own = nexts.map((row) => row.slice(0, count));
  const symbols = combined.map((symbol) => columnOf[symbol] as number);
  return { symbols, width, targets, prices: points, after: { count, states: after, own } };
}
