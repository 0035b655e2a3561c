import { type Charges, chargesTowards } from './charges.ts';
import { type Combination, type Core, type CoreDay, coreOf } from './core.ts';
import type { Tables } from './tables.ts';

/** Costs of a line's days in units: of a day off, infinite where something must be worked, and of each option. */
export type DayCosts = { readonly off: number; readonly options: Float64Array };

/**
 * What is known of the cheapest line: its units; that none is at or below the limit (`above`); that there is none at all (`none`); or not as much, since time was up or states were too
 * many. Then some legal line may be known all the same, and its units with it.
 */
export type LeastLine = number | 'above' | 'none' | 'time' | { readonly atMost: number };

/** More labels of a day than this, or of all days, are given up. */
const MOST_LABELS = 4_000_000;
const MOST_KEPT = 12_000_000;
/** Labels between two looks at the time. */
const LOOK = 1 << 15;

/** A machine that is not in the core, by its place among all. */
type Counter = { readonly index: number; readonly tables: Tables };

/**
 * The cheapest line that all machines let through, by labels over states, day by day. Machines with few states are one, the core, which labels always know. Of the others each is known by charges
 * alone (Lagrangian relaxation) until the cheapest line breaks it, or costs more by it than the charges say; then labels know it, too (decremental state space relaxation, Righini & Salani 2008). Labels from
 * which every way on costs more than `limit` are left out: so a line at or below the limit is found exactly, and that there is none often before any label is made.
 */
export function leastLine(
  tables: readonly Tables[],
  costs: readonly DayCosts[],
  limit: number,
  expired: () => boolean,
): LeastLine {
  const days = costs.map((day, index) => combined(tables, day, index));
  if (expired()) return 'time';
  const { core, outside } = coreOf(tables, days);
  const counters = outside.map((index): Counter => ({ index, tables: tables[index] as Tables }));
  const charges = chargesTowards(days, core, counters, limit, expired);
  const nothing = limit === Number.POSITIVE_INFINITY ? 'none' : 'above';
  if (charges.least === Number.POSITIVE_INFINITY || charges.least > limit) return nothing;
  const known = new Set<number>();
  let atMost = Number.POSITIVE_INFINITY;
  for (;;) {
    const found = labelled(days, core, counters, charges, known, Math.min(limit, atMost), expired);
    if (found === 'time') return found;
    if (found === 'too-many') return { atMost };
    if (found === undefined) {
      // A legal line at `atMost` is at the limit itself, so that labels of it are never left out.
      return nothing;
    }
    const misses = counters.map((counter, at) => (known.has(at) ? 0 : missed(counter, at, days, charges, found.line)));
    const whole = misses.reduce((sum, miss) => sum + miss, found.units);
    if (whole === found.units) return whole;
    atMost = Math.min(atMost, whole);
    const broken = [...misses.keys()].filter((at) => misses[at] === Number.POSITIVE_INFINITY);
    const worst = misses.indexOf(Math.max(...misses));
    for (const at of broken.length > 0 ? broken : [worst]) known.add(at);
  }
}

/** What a line costs by a machine beyond what the charges say of it: infinite where it breaks it. */
function missed(
  { index, tables }: Counter,
  at: number,
  days: readonly (readonly Combination[])[],
  { paid, counters }: Charges,
  line: readonly number[],
): number {
  let state = 0;
  let units = 0;
  for (const [day, combination] of line.entries()) {
    const symbol = days[day]?.[combination]?.symbols[index] as number;
    const { next, units: own, symbols } = tables.days[day] as Tables['days'][number];
    const place = state * symbols + symbol;
    state = next[place] as number;
    if (state < 0) return Number.POSITIVE_INFINITY;
    units += (own[place] as number) + (paid[at]?.[day]?.[symbol] as number);
  }
  return units + (tables.end[state] as number) - (counters[at]?.[0]?.[0] as number);
}

type Found = { readonly units: number; readonly line: readonly number[] };

/** The cheapest line of the core and the known machines, with what charges say of the others: undefined where none is at or below the limit. */
function labelled(
  days: readonly (readonly Combination[])[],
  core: Core,
  counters: readonly Counter[],
  charges: Charges,
  known: ReadonlySet<number>,
  limit: number,
  expired: () => boolean,
): Found | 'time' | 'too-many' | undefined {
  const places = [...known];
  // What the others come to at least, whatever the line.
  const rest = counters.reduce(
    (sum, _, at) => (known.has(at) ? sum : sum + (charges.counters[at]?.[0]?.[0] as number)),
    0,
  );
  const own = places.map((at) => (counters[at] as Counter).tables);
  const aheadOf = (day: number): readonly Float64Array[] =>
    places.map((at) => charges.counters[at]?.[day] as Float64Array);
  const levels: Labels[] = [
    { keys: new Float64Array(1), units: new Float64Array(1), from: new Int32Array(1), by: new Int32Array(1), size: 1 },
  ];
  let kept = 0;
  const states = new Int32Array(places.length + 1);
  for (const [day, list] of days.entries()) {
    if (expired()) return 'time';
    const [before, after] = [radices(core, own, day), radices(core, own, day + 1)];
    if (before === undefined || after === undefined) return 'too-many';
    const labels = levels[day] as Labels;
    const { next, units: coreUnits } = core.days[day] as CoreDay;
    const charged = charges.days[day] as Float64Array;
    const coreAhead = charges.core[day + 1] as Float64Array;
    const ahead = aheadOf(day + 1);
    const paid = places.map((at) => charges.paid[at]?.[day] as Float64Array);
    const symbols = places.map((at) => {
      const { index } = counters[at] as Counter;
      return Int32Array.from(list, (one) => one.symbols[index] as number);
    });
    const reached = labelTable();
    for (let label = 0; label < labels.size; label++) {
      if (label % LOOK === LOOK - 1 && expired()) return 'time';
      decode(labels.keys[label] as number, before, states);
      const first = (states[0] as number) * list.length;
      for (let combination = 0; combination < list.length; combination++) {
        const at = first + combination;
        const state = next[at] as number;
        if (state < 0) continue;
        let key = state;
        let cost = (labels.units[label] as number) + (charged[combination] as number) + (coreUnits[at] as number);
        let least = (coreAhead[state] as number) + rest;
        if (cost + least > limit && places.length === 0) continue;
        for (let index = 0; index < own.length && key >= 0; index++) {
          const table = (own[index] as Tables).days[day] as Tables['days'][number];
          const symbol = symbols[index]?.[combination] as number;
          const place = (states[index + 1] as number) * table.symbols + symbol;
          const to = table.next[place] as number;
          if (to < 0) {
            key = -1;
            break;
          }
          cost += (table.units[place] as number) + (paid[index]?.[symbol] as number);
          least += ahead[index]?.[to] as number;
          key += to * (after[index + 1] as number);
        }
        if (key < 0 || cost + least > limit) continue;
        if (!reached.put(key, cost, label, combination)) return 'too-many';
      }
    }
    const made = reached.labels();
    if (made.size === 0) return undefined;
    kept += made.size;
    if (kept > MOST_KEPT) return 'too-many';
    levels.push(made);
  }
  const last = levels[days.length] as Labels;
  const places0 = radices(core, own, days.length) as Float64Array;
  let [least, best] = [Number.POSITIVE_INFINITY, -1];
  for (let label = 0; label < last.size; label++) {
    decode(last.keys[label] as number, places0, states);
    const end = own.reduce((sum, table, index) => sum + (table.end[states[index + 1] as number] as number), rest);
    const units = (last.units[label] as number) + (core.end[states[0] as number] as number) + end;
    if (units < least) [least, best] = [units, label];
  }
  if (least > limit) return undefined;
  const line: number[] = [];
  for (let day = days.length; day > 0; day--) {
    const { from, by } = levels[day] as Labels;
    line.unshift(by[best] as number);
    best = from[best] as number;
  }
  return { units: least, line };
}

/** Labels of a day: states as one number, units so far, and the label and combination of the day before that led there. */
type Labels = {
  readonly keys: Float64Array;
  readonly units: Float64Array;
  readonly from: Int32Array;
  readonly by: Int32Array;
  readonly size: number;
};

/** Labels by key, the cheaper of two of one key; open addressing. */
function labelTable() {
  let keys = new Float64Array(1 << 8);
  let units = new Float64Array(1 << 8);
  let from = new Int32Array(1 << 8);
  let by = new Int32Array(1 << 8);
  let size = 0;
  let slots = new Int32Array(1 << 10);
  const slotOf = (key: number): number => {
    const mask = slots.length - 1;
    let slot = (Math.imul(key % 4294967291, 0x9e3779b1) ^ Math.imul(Math.floor(key / 65_537) | 0, 0x85ebca6b)) & mask;
    for (;;) {
      const at = slots[slot] as number;
      if (at === 0 || keys[at - 1] === key) return slot;
      slot = (slot + 1) & mask;
    }
  };
  const doubled = <T extends Float64Array | Int32Array>(old: T, made: T): T => {
    made.set(old);
    return made;
  };
  const grow = (): void => {
    const room = 2 * keys.length;
    keys = doubled(keys, new Float64Array(room));
    units = doubled(units, new Float64Array(room));
    from = doubled(from, new Int32Array(room));
    by = doubled(by, new Int32Array(room));
    slots = new Int32Array(4 * room);
    for (let at = 0; at < size; at++) slots[slotOf(keys[at] as number)] = at + 1;
  };
  return {
    put(key: number, cost: number, label: number, combination: number): boolean {
      const slot = slotOf(key);
      let at = (slots[slot] as number) - 1;
      if (at >= 0 && cost >= (units[at] as number)) return true;
      if (at < 0) {
        if (size >= MOST_LABELS) return false;
        at = size;
        keys[at] = key;
        slots[slot] = ++size;
      }
      units[at] = cost;
      from[at] = label;
      by[at] = combination;
      if (size === keys.length) grow();
      return true;
    },
    labels: (): Labels => ({ keys, units, from, by, size }),
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

/** The place of the core and of each known machine in a key before a day; undefined where keys would not be exact. */
function radices(core: Core, tables: readonly Tables[], day: number): Float64Array | undefined {
  const places = new Float64Array(tables.length + 2);
  places[0] = 1;
  let size = core.sizes[day] as number;
  tables.forEach(({ sizes }, index) => {
    places[index + 1] = size;
    size *= sizes[day] as number;
  });
  places[tables.length + 1] = size;
  return size > Number.MAX_SAFE_INTEGER ? undefined : places;
}

function decode(key: number, places: Float64Array, into: Int32Array): void {
  let left = key;
  for (let index = into.length - 1; index >= 0; index--) {
    const place = places[index] as number;
    const state = Math.floor(left / place);
    into[index] = state;
    left -= state * place;
  }
}
