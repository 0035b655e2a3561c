import type { Machine } from './machine.ts';

/**
 * A machine over a horizon as tables by day: its states that some line reaches and that some line ends from, those that nothing tells apart taken together, and the options that it cannot tell
 * apart as one symbol.
 */
export type Tables = {
  /** Number of states before each day, and after the last. */
  readonly sizes: readonly number[];
  readonly days: readonly DayTable[];
  readonly end: Float64Array;
  /** By day and symbol: what the machine counts, in its largest common measure; absent where it counts nothing up. */
  readonly weights?: readonly Float64Array[] | undefined;
};

export type DayTable = {
  readonly symbols: number;
  /** Symbol of a day off first, then of each option. */
  readonly symbolOf: Int32Array;
  /** State after the day, -1 for none, and units, at state * symbols + symbol. */
  readonly next: Int32Array;
  readonly units: Float64Array;
};

type Raw = { readonly next: Int32Array; readonly units: Float64Array; readonly width: number };

/** Tables of a machine; undefined where it lets no line through, or has more states than `most` on some day. */
export function tablesOf(machine: Machine, counts: readonly number[], most: number): Tables | 'none' | 'too-many' {
  const raw: Raw[] = [];
  let states: readonly number[] = [machine.start];
  for (const [day, count] of counts.entries()) {
    const width = count + 1;
    const found = new Map<number, number>();
    const next = new Int32Array(states.length * width).fill(-1);
    const units = new Float64Array(states.length * width);
    states.forEach((state, index) => {
      for (let option = -1; option < count; option++) {
        const move = machine.next(state, day, option);
        if (move === undefined) continue;
        const at = index * width + option + 1;
        let place = found.get(move.state);
        if (place === undefined) found.set(move.state, (place = found.size));
        next[at] = place;
        units[at] = move.units;
      }
    });
    if (found.size > most) return 'too-many';
    raw.push({ next, units, width });
    states = [...found.keys()];
  }
  const tables = reduced(
    raw,
    states.map((state) => machine.end(state)),
  );
  return tables === 'none' ? tables : { ...tables, weights: weightsOf(tables, machine) };
}

function weightsOf({ days }: Tables, { weights }: Machine): Tables['weights'] {
  if (weights === undefined) return undefined;
  let measure = 0;
  const bySymbol = days.map(({ symbols, symbolOf }, day) => {
    const own = new Float64Array(symbols);
    // Options that the machine cannot tell apart count alike, or lead nowhere.
    for (let place = symbolOf.length - 1; place > 0; place--) {
      own[symbolOf[place] as number] = weights[day]?.[place - 1] ?? 0;
    }
    own[symbolOf[0] as number] = 0;
    for (const weight of own) measure = gcd(measure, Math.abs(weight));
    return own;
  });
  return measure === 0 ? undefined : bySymbol.map((own) => own.map((weight) => weight / measure));
}

function gcd(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

/** Takes states together from the last day to the first, and options within each day. */
function reduced(raw: readonly Raw[], ends: readonly (number | undefined)[]): Tables | 'none' {
  const endUnits = [...new Set(ends.filter((units) => units !== undefined))];
  let classOf = Int32Array.from(ends, (units) => (units === undefined ? -1 : endUnits.indexOf(units)));
  let size = endUnits.length;
  const sizes = [size];
  const days: DayTable[] = [];
  for (const { next, units, width } of raw.toReversed()) {
    const classes = next.map((state) => (state < 0 ? -1 : (classOf[state] as number)));
    const rows = next.length / width;
    const symbolOf = partition(width, rows, (option, row) => row * width + option, classes, units);
    const symbols = count(symbolOf);
    const sample = firstOf(symbolOf, symbols);
    const own = partition(rows, symbols, (row, symbol) => row * width + (sample[symbol] as number), classes, units);
    // States that no line ends from are none.
    const dead = new Set<number>();
    for (let row = 0; row < rows; row++) {
      if (classes.subarray(row * width, (row + 1) * width).every((state) => state < 0)) dead.add(own[row] as number);
    }
    const names = new Map<number, number>();
    const kept = own.map((name) => {
      if (dead.has(name)) return -1;
      const known = names.get(name) ?? names.size;
      names.set(name, known);
      return known;
    });
    const table = new Int32Array(names.size * symbols);
    const costs = new Float64Array(names.size * symbols);
    kept.forEach((state, row) => {
      if (state < 0) return;
      for (let symbol = 0; symbol < symbols; symbol++) {
        const at = row * width + (sample[symbol] as number);
        table[state * symbols + symbol] = classes[at] as number;
        costs[state * symbols + symbol] = units[at] as number;
      }
    });
    days.push({ symbols, symbolOf, next: table, units: costs });
    sizes.push(names.size);
    classOf = kept;
    size = names.size;
    if (size === 0) return 'none';
  }
  return { sizes: sizes.toReversed(), days: days.toReversed(), end: Float64Array.from(endUnits) };
}

function count(names: Int32Array): number {
  return names.reduce((most, name) => Math.max(most, name + 1), 0);
}

function firstOf(names: Int32Array, size: number): Int32Array {
  const first = new Int32Array(size);
  for (let index = names.length - 1; index >= 0; index--) first[names[index] as number] = index;
  return first;
}

/** Things that have the same state and units in each of some columns share a name. */
function partition(
  things: number,
  columns: number,
  placeOf: (thing: number, column: number) => number,
  states: Int32Array,
  units: Float64Array,
): Int32Array {
  const names = new Int32Array(things);
  for (let column = 0; column < columns; column++) {
    const known = new Map<number, Map<number, Map<number, number>>>();
    let found = 0;
    for (let thing = 0; thing < things; thing++) {
      const at = placeOf(thing, column);
      const state = states[at] as number;
      const cost = state < 0 ? 0 : (units[at] as number);
      const byState = getOrAdd(known, names[thing] as number, () => new Map<number, Map<number, number>>());
      const byUnits = getOrAdd(byState, state, () => new Map<number, number>());
      names[thing] = getOrAdd(byUnits, cost, () => found++);
    }
  }
  return names;
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
