import type { Tables } from './tables.ts';

/** Costs of a line's days in units: of a day off, infinite where something must be worked, and of each option. */
export type DayCosts = { readonly off: number; readonly options: Float64Array };

/**
 * What is known of the cheapest line: its units; that none is at or below the limit (`above`); that there is none at all (`none`); or nothing, since time was up or states were too many.
 */
export type LeastLine = number | 'above' | 'none' | 'time' | 'too-many';

/** Options that every machine takes for one, as one: the symbols of each machine, and the cheapest units. */
type Combination = { readonly symbols: readonly number[]; readonly units: number };

/** More labels of a day than this are given up. */
const MOST_LABELS = 6_000_000;
/** Labels between two looks at the time. */
const LOOK = 1 << 15;

/**
 * The cheapest line that all machines let through, by labels over the states of all of them, day by day. Labels from which every way on costs more than `limit`, by any
 * machine alone, are left out: so a line at or below the limit is found exactly.
 */
export function leastLine(
  tables: readonly Tables[],
  costs: readonly DayCosts[],
  limit: number,
  expired: () => boolean,
): LeastLine {
  const days = costs.map((day, index) => combined(tables, day, index));
  const ahead = leastAhead(tables, days);
  // The key of a label: the states of all machines as one number.
  const first = new Float64Array(1);
  let labels: Labels = { keys: first, units: new Float64Array(1), size: 1 };
  for (const [day, list] of days.entries()) {
    if (expired()) return 'time';
    const after = radices(tables, day + 1);
    if (after === undefined) return 'too-many';
    const before = radices(tables, day) as Float64Array;
    const reached = labelTable();
    const states = new Int32Array(tables.length);
    for (let label = 0; label < labels.size; label++) {
      if (label % LOOK === LOOK - 1 && expired()) return 'time';
      decode(labels.keys[label] as number, before, states);
      for (const { symbols, units } of list) {
        let key = 0;
        let cost = (labels.units[label] as number) + units;
        let rest = Number.NEGATIVE_INFINITY;
        let isLegal = true;
        for (let index = 0; index < tables.length; index++) {
          const table = (tables[index] as Tables).days[day] as Tables['days'][number];
          const at = (states[index] as number) * table.symbols + (symbols[index] as number);
          const state = table.next[at] as number;
          if (state < 0) {
            isLegal = false;
            break;
          }
          cost += table.units[at] as number;
          key += state * (after[index] as number);
          const more = ((ahead[index] as Float64Array[])[day + 1] as Float64Array)[state] as number;
          if (more > rest) rest = more;
        }
        if (!isLegal || cost + (tables.length === 0 ? 0 : rest) > limit) continue;
        if (!reached.put(key, cost)) return 'too-many';
      }
    }
    labels = reached.labels();
    if (labels.size === 0) return limit === Number.POSITIVE_INFINITY ? 'none' : 'above';
  }
  const last = radices(tables, days.length) as Float64Array;
  const states = new Int32Array(tables.length);
  let least = Number.POSITIVE_INFINITY;
  for (let label = 0; label < labels.size; label++) {
    decode(labels.keys[label] as number, last, states);
    let units = labels.units[label] as number;
    tables.forEach(({ end }, index) => {
      units += end[states[index] as number] as number;
    });
    least = Math.min(least, units);
  }
  return least > limit ? 'above' : least;
}

type Labels = { readonly keys: Float64Array; readonly units: Float64Array; readonly size: number };

/** Labels by key, the cheaper of two of one key; open addressing. */
function labelTable() {
  let keys = new Float64Array(1 << 10);
  let units = new Float64Array(1 << 10);
  let size = 0;
  let slots = new Int32Array(1 << 12);
  const slotOf = (key: number): number => {
    const mask = slots.length - 1;
    let slot = (Math.imul(key % 4294967291, 0x9e3779b1) ^ Math.imul(Math.floor(key / 65_537) | 0, 0x85ebca6b)) & mask;
    for (;;) {
      const at = slots[slot] as number;
      if (at === 0 || keys[at - 1] === key) return slot;
      slot = (slot + 1) & mask;
    }
  };
  const grow = (): void => {
    const [oldKeys, oldUnits] = [keys, units];
    keys = new Float64Array(2 * oldKeys.length);
    units = new Float64Array(2 * oldKeys.length);
    keys.set(oldKeys);
    units.set(oldUnits);
    slots = new Int32Array(4 * keys.length);
    for (let at = 0; at < size; at++) slots[slotOf(keys[at] as number)] = at + 1;
  };
  return {
    put(key: number, cost: number): boolean {
      const slot = slotOf(key);
      const at = slots[slot] as number;
      if (at > 0) {
        if (cost < (units[at - 1] as number)) units[at - 1] = cost;
        return true;
      }
      if (size >= MOST_LABELS) return false;
      keys[size] = key;
      units[size] = cost;
      slots[slot] = ++size;
      if (size === keys.length) grow();
      return true;
    },
    labels: (): Labels => ({ keys, units, size }),
  };
}

function combined(tables: readonly Tables[], { off, options }: DayCosts, day: number): readonly Combination[] {
  const found = new Map<string, Combination>();
  const add = (place: number, units: number): void => {
    if (units === Number.POSITIVE_INFINITY) return;
    const symbols = tables.map((table) => table.days[day]?.symbolOf[place] as number);
    const key = symbols.join();
    const known = found.get(key);
    if (known === undefined || units < known.units) found.set(key, { symbols, units });
  };
  add(0, off);
  options.forEach((units, option) => add(option + 1, units));
  return [...found.values()];
}

/** By machine, day and state: the least that any line costs from there on, as far as this machine knows of it. */
function leastAhead(tables: readonly Tables[], days: readonly (readonly Combination[])[]): readonly Float64Array[][] {
  // What machines may take off the costs of lines: it must be in what the others say of the days ahead.
  const saved = tables.map(({ days: own, end }) => {
    const ends = Math.min(0, ...end);
    return [...own.map(({ units }) => units.reduce((least, one) => Math.min(least, one), 0)), ends];
  });
  const savedOn = (day: number, except: number): number =>
    saved.reduce((sum, one, index) => (index === except ? sum : sum + (one[day] as number)), 0);
  return tables.map(({ sizes, days: own, end }, index) => {
    const ahead = [end.map((units) => units + savedOn(days.length, index))];
    for (let day = days.length - 1; day >= 0; day--) {
      const { symbols, next, units } = own[day] as Tables['days'][number];
      const cheapest = new Float64Array(symbols).fill(Number.POSITIVE_INFINITY);
      for (const one of days[day] as readonly Combination[]) {
        const symbol = one.symbols[index] as number;
        cheapest[symbol] = Math.min(cheapest[symbol] as number, one.units);
      }
      const after = ahead[0] as Float64Array;
      const others = savedOn(day, index);
      const now = new Float64Array(sizes[day] as number).fill(Number.POSITIVE_INFINITY);
      for (let state = 0; state < now.length; state++) {
        for (let symbol = 0; symbol < symbols; symbol++) {
          const at = state * symbols + symbol;
          const to = next[at] as number;
          if (to < 0) continue;
          const total = (cheapest[symbol] as number) + (units[at] as number) + others + (after[to] as number);
          now[state] = Math.min(now[state] as number, total);
        }
      }
      ahead.unshift(now);
    }
    return ahead;
  });
}

/** The place of each machine in a key before a day; undefined where keys would not be exact. */
function radices(tables: readonly Tables[], day: number): Float64Array | undefined {
  const places = new Float64Array(tables.length + 1);
  let size = 1;
  tables.forEach(({ sizes }, index) => {
    places[index] = size;
    size *= sizes[day] as number;
  });
  places[tables.length] = size;
  return size > Number.MAX_SAFE_INTEGER ? undefined : places;
}

function decode(key: number, places: Float64Array, into: Int32Array): void {
  for (let index = 0; index < into.length; index++) {
    const size = (places[index + 1] as number) / (places[index] as number);
    into[index] = Math.floor(key / (places[index] as number)) % size;
  }
}
