import type { LineChoice, LineQuestion } from './priced-line.ts';
import { CELL_BYTES, type CellStore } from './cell-store.ts';
import { ENTRY_WORDS } from './relax-kernel.ts';
import { counterOn, type DensePlan } from './dense-plan.ts';
import type { Counter, LineModel } from './line-model.ts';

/** A table of the values that the held lanes can have at midnight: low <= value <= high of each, the first lane side by side. */
export type Layout = {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly stride: Int32Array;
  readonly size: number;
};

/** From so many days on a corridor is narrower in what can only be too much, and cuts phases: over fewer days that loses more than it saves. */
export const LONG_DAYS = 60;

/** By day, from `first` on. */
export type Layouts = {
  readonly first: number;
  /** Tables behind the shift of the day before, with windows that end there still open. */
  readonly before: readonly Layout[];
  /** The same with those windows closed: the same object where none ends. */
  readonly after: readonly Layout[];
  /** Lanes whose window is closed behind the day before. */
  readonly closed: readonly Uint8Array[];
  /** Greatest value of lanes that hold sums above it as equal to it, -1 of others. */
  readonly caps: readonly Int32Array[];
  /** Lanes that hold sums below their least value as equal to it: a most of something that is kept from there is kept from less, too. */
  readonly floors: readonly Uint8Array[];
  /** By day and move, the runs of cells that move as one, as they were found: entries of the kernel's lists. */
  readonly runs: readonly Map<number, Int32Array>[];
};

/**
 * Values that are left out: those further than so many of the heaviest shifts from the line that is worked outside the window, or from an even pace, in which each counter
 * grows with what can be worked until its limits are met.
 */
export type Corridor = { readonly width: number; readonly isPaced: boolean };

function layoutOf(low: Int32Array, high: Int32Array): Layout {
  const stride = new Int32Array(low.length);
  let size = 1;
  for (let lane = 0; lane < low.length; lane++) {
    stride[lane] = size;
    size *= (high[lane] as number) - (low[lane] as number) + 1;
  }
  return { low, high, stride, size };
}

const wholeOf = new WeakMap<DensePlan, Layouts>();

/**
 * Tables of the days [first, end]: values that can be reached from the front and from which the limits can still be kept; where a most alone binds, values from
 * which it is kept whatever is worked are one. `line` is what is worked outside those days. Undefined where no line keeps the limits within the corridor.
 */
export function layOut(
  model: LineModel,
  plan: DensePlan,
  first: number,
  end: number,
  line: LineChoice | undefined,
  corridor?: Corridor,
): Layouts | undefined {
  // Over all days without a corridor no line has a say.
  const isWhole = first === 0 && end === model.days && corridor === undefined;
  if (!isWhole) return layOutAround(model, plan, first, end, line, corridor);
  const known = wholeOf.get(plan) ?? layOutAround(model, plan, first, end, undefined);
  if (known !== undefined) wholeOf.set(plan, known);
  return known;
}

function layOutAround(
  model: LineModel,
  { lanes, steps }: DensePlan,
  first: number,
  end: number,
  line: LineChoice | undefined,
  corridor?: Corridor,
): Layouts | undefined {
  const count = lanes.length;
  const rows = (): Int32Array[] => Array.from({ length: end - first + 1 }, () => new Int32Array(count));
  const [lowBefore, highBefore, lowAfter, highAfter] = [rows(), rows(), rows(), rows()];
  const closed = Array.from({ length: end - first + 1 }, () => new Uint8Array(count));
  const caps = rows().map((row) => row.fill(-1));
  const floors = closed.map((row) => new Uint8Array(row.length));
  for (let place = 0; place < count; place++) {
    const lane = lanes[place] as number;
    const weightOf = (day: number, shape: number): number =>
      shape < 0 ? 0 : (counterOn(model, day, lane)?.weights[day]?.[shape] ?? 0);
    const worked = (from: number, to: number): number => {
      let sum = 0;
      for (let day = from; day < to; day++) sum += weightOf(day, line?.[day] ?? -1);
      return sum;
    };
    const set = (list: readonly Int32Array[], day: number, value: number): void => {
      (list[day - first] as Int32Array)[place] = value;
    };
    const get = (list: readonly Int32Array[], day: number): number =>
      (list[day - first] as Int32Array)[place] as number;
    const open = counterOn(model, first, lane);
    let begun = open === undefined ? 0 : worked(open.firstDay, first);
    if (open?.saturates === true) begun = Math.min(begun, open.maximum);
    set(lowAfter, first, begun);
    set(highAfter, first, begun);
    for (let day = first; day < end; day++) {
      const counter = counterOn(model, day, lane);
      if (counter === undefined) continue;
      const most = (steps[day] as (typeof steps)[number]).most[place] as number;
      const high = Math.min(counter.maximum, get(highAfter, day) + most);
      set(highBefore, day + 1, high);
      const closes = counter.endDay === day + 1;
      if (closes) (closed[day + 1 - first] as Uint8Array)[place] = 1;
      if (counter.saturates) set(caps, day + 1, counter.maximum);
      set(highAfter, day + 1, closes ? 0 : high);
    }
    const last = end > first ? counterOn(model, end - 1, lane) : undefined;
    const rest = last !== undefined && last.endDay > end ? worked(end, last.endDay) : 0;
    let least = last === undefined ? 0 : Math.max(0, last.minimum - rest);
    let most = last === undefined ? 0 : last.saturates ? last.maximum : last.maximum - rest;
    /** Up to which value the most is kept whatever is worked from here on. */
    let free = most;
    for (let day = end - 1; day >= first; day--) {
      const counter = counterOn(model, day, lane);
      if (counter === undefined) {
        [least, most] = [0, 0];
        continue;
      }
      if (counter.endDay === day + 1) [least, most, free] = [counter.minimum, counter.maximum, counter.maximum];
      const high = Math.min(get(highBefore, day + 1), most);
      const isFloored = counter.minimum <= 0 && !counter.saturates;
      if (isFloored) (floors[day + 1 - first] as Uint8Array)[place] = 1;
      const low = isFloored ? Math.min(high, Math.max(0, free)) : least;
      set(highBefore, day + 1, high);
      set(lowBefore, day + 1, low);
      if (low > high) return undefined;
      if (counter.endDay !== day + 1) {
        set(lowAfter, day + 1, low);
        set(highAfter, day + 1, high);
      }
      const heaviest = (steps[day] as (typeof steps)[number]).most[place] as number;
      least = Math.max(0, least - heaviest);
      free -= heaviest;
      if (counter.firstDay === day) {
        if (least > 0) return undefined;
        [least, most] = [0, 0];
      }
    }
    if (begun < least || (open !== undefined && open.firstDay < first && begun > most)) return undefined;
    if (corridor === undefined) continue;
    const mostOn = (day: number): number => (steps[day] as (typeof steps)[number]).most[place] as number;
    let heaviest = 0;
    for (let day = first; day < end; day++) heaviest = Math.max(heaviest, mostOn(day));
    const wide = Math.ceil(corridor.width * heaviest);
    const short = Math.ceil((corridor.width / 2) * heaviest);
    let centre = begun;
    let paced: { readonly counter: Counter; readonly on: (day: number) => number } | undefined;
    for (let day = first; day < end; day++) {
      const counter = counterOn(model, day, lane);
      // A sum that is held as its cap must have the cap's place.
      if (counter === undefined || counter.saturates) {
        centre = 0;
        continue;
      }
      if (corridor.isPaced) {
        if (paced?.counter !== counter) paced = { counter, on: paceOf(counter, mostOn) };
        centre += paced.on(day);
      } else centre += weightOf(day, line?.[day] ?? -1);
      const isFloored = (floors[day + 1 - first] as Uint8Array)[place] === 1;
      // Where less than the least is held as the least, only lines that have used up much more are lost.
      const reach = isFloored && (corridor.isPaced || end - first >= LONG_DAYS) ? short : wide;
      const bottom = get(lowBefore, day + 1);
      const top = Math.ceil(centre) + reach;
      const high = Math.min(get(highBefore, day + 1), isFloored ? Math.max(bottom, top) : top);
      const low = Math.max(bottom, Math.floor(centre) - reach);
      if (low > high) return undefined;
      set(lowBefore, day + 1, low);
      set(highBefore, day + 1, high);
      if (counter.endDay === day + 1) {
        centre = 0;
        continue;
      }
      set(lowAfter, day + 1, low);
      set(highAfter, day + 1, high);
    }
  }
  const before: Layout[] = [];
  const after: Layout[] = [];
  for (let at = 0; at <= end - first; at++) {
    before.push(layoutOf(lowBefore[at] as Int32Array, highBefore[at] as Int32Array));
    const closes = at === 0 || (closed[at] as Uint8Array).includes(1);
    after.push(closes ? layoutOf(lowAfter[at] as Int32Array, highAfter[at] as Int32Array) : (before[at] as Layout));
  }
  return { first, before, after, closed, caps, floors, runs: before.map(() => new Map()) };
}

/** Whether a relaxed answer holds the lanes of a plan. */
export function fits(
  model: LineModel,
  plan: DensePlan,
  { window, mostCells = Number.POSITIVE_INFINITY }: Pick<LineQuestion, 'window' | 'mostCells'>,
): boolean {
  const layouts = layOut(model, plan, window?.firstDay ?? 0, window?.endDay ?? model.days, window?.line);
  return layouts === undefined || layouts.before.every(({ size }) => size <= mostCells);
}

/** What a counter grows by on each day where it grows evenly, as what can be worked does, to the most or to the middle of its limits. */
function paceOf(counter: Counter, mostOn: (day: number) => number): (day: number) => number {
  const goal = counter.minimum > 0 ? (counter.minimum + counter.maximum) / 2 : counter.maximum;
  let sum = 0;
  for (let day = counter.firstDay; day < counter.endDay; day++) sum += mostOn(day);
  const share = sum === 0 ? 0 : goal / sum;
  return (day) => share * mostOn(day);
}

/** Moves a table on by a day: each value grows by its weight (`weights` from `at` on, none of a day off), each cost by `cost`, and the lesser stays. */
export type Move = (from: number, to: number, weights: Int32Array | undefined, at: number, cost: number) => void;

export function mover(
  { first: origin, before, after, caps, floors, runs }: Layouts,
  day: number,
  store: CellStore,
): Move {
  const source = after[day - origin] as Layout;
  const target = before[day + 1 - origin] as Layout;
  const cap = caps[day + 1 - origin] as Int32Array;
  const floor = floors[day + 1 - origin] as Uint8Array;
  /** Whether all values of the innermost lane move by its weight alone. */
  const isEven = (cap[0] as number) < 0 && floor[0] !== 1;
  const { kernel } = store;
  const top = source.low.length - 1;
  /** Writes down the runs of cells that move as one, by their places in the two tables. */
  const level = (
    list: number[],
    lane: number,
    from: number,
    to: number,
    weights: Int32Array | undefined,
    at: number,
  ): void => {
    if (lane < 0) {
      list.push(from * CELL_BYTES, to * CELL_BYTES, 1, 1, 0, 0);
      return;
    }
    const weight = weights === undefined ? 0 : (weights[at + lane] as number);
    const low = source.low[lane] as number;
    const high = source.high[lane] as number;
    const lowest = target.low[lane] as number;
    const most = cap[lane] as number;
    const first = Math.max(low, lowest - weight);
    const last = Math.min(high, (target.high[lane] as number) - weight);
    const [stride, targetStride] = [source.stride[lane] as number, target.stride[lane] as number];
    const [begin, place] = [from + (first - low) * stride, to + (first + weight - lowest) * targetStride];
    if (last < first) {
      // Nothing stays within the table.
    } else if (lane === 0) {
      list.push(begin * CELL_BYTES, place * CELL_BYTES, last - first + 1, 1, 0, 0);
    } else if (lane === 1 && isEven) {
      // Rows of the first lane, one after another.
      const inner = weights === undefined ? 0 : (weights[at] as number);
      const [innerLow, innerLowest] = [source.low[0] as number, target.low[0] as number];
      const innerFirst = Math.max(innerLow, innerLowest - inner);
      const length = Math.min(source.high[0] as number, (target.high[0] as number) - inner) - innerFirst + 1;
      const [one, other] = [begin + innerFirst - innerLow, place + innerFirst + inner - innerLowest];
      const rows = last - first + 1;
      if (length > 0)
        list.push(one * CELL_BYTES, other * CELL_BYTES, length, rows, stride * CELL_BYTES, targetStride * CELL_BYTES);
    } else {
      for (let step = 0; step <= last - first; step++)
        level(list, lane - 1, begin + step * stride, place + step * targetStride, weights, at);
    }
    if (floor[lane] === 1) {
      // Sums below the floor are held as the floor.
      const end = Math.min(high, lowest - weight - 1);
      for (let value = low; value <= end; value++)
        level(list, lane - 1, from + (value - low) * stride, to, weights, at);
    }
    if (most < 0) return;
    // Sums above the cap are held as the cap.
    for (let value = Math.max(low, most - weight + 1); value <= high; value++)
      level(list, lane - 1, from + (value - low) * stride, to + (most - lowest) * targetStride, weights, at);
  };
  const known = runs[day - origin] as Map<number, Int32Array>;
  const placed = new Map<number, number>();
  return (from, to, weights, at, cost) => {
    const key = weights === undefined ? -1 : at;
    let list = known.get(key);
    if (list === undefined) {
      const found: number[] = [];
      level(found, top, 0, 0, weights, at);
      list = Int32Array.from(found);
      known.set(key, list);
    }
    const [source, target] = [from * CELL_BYTES, to * CELL_BYTES];
    let address = placed.get(key);
    if (address === undefined) {
      address = list.length <= FEW_RUNS * ENTRY_WORDS ? NOT_LISTED : listed(store, list);
      placed.set(key, address);
    }
    if (address >= 0) {
      kernel.relaxAll(address, address + list.byteLength, source, target, cost);
      return;
    }
    for (let run = 0; run < list.length; run += ENTRY_WORDS) {
      kernel.relax(
        source + (list[run] as number),
        target + (list[run + 1] as number),
        list[run + 2] as number,
        list[run + 3] as number,
        list[run + 4] as number,
        list[run + 5] as number,
        cost,
      );
    }
  };
}

/** So few runs of cells are told to the kernel one by one. */
const FEW_RUNS = 3;
const NOT_LISTED = -1;

/** The address of runs of cells in the kernel's memory; below 0 where there is no room. */
function listed(store: CellStore, runs: Int32Array): number {
  const place = store.table(Math.ceil(runs.length / 2));
  if (place < 0) return NOT_LISTED;
  new Int32Array(store.kernel.memory.buffer, place * CELL_BYTES, runs.length).set(runs);
  return place * CELL_BYTES;
}

/** The cell before a day that a step leads from to a cell behind it and that passes the test; -1 where there is none. */
export function sourceCell(
  { first, before, after, caps, floors }: Layouts,
  day: number,
  cell: number,
  weights: Int32Array | undefined,
  at: number,
  test: (cell: number) => boolean,
): number {
  const source = after[day - first] as Layout;
  const target = before[day + 1 - first] as Layout;
  const cap = caps[day + 1 - first] as Int32Array;
  const floor = floors[day + 1 - first] as Uint8Array;
  const level = (lane: number, rest: number, from: number): number => {
    if (lane < 0) return test(from) ? from : -1;
    const stride = target.stride[lane] as number;
    const value = (target.low[lane] as number) + Math.floor(rest / stride);
    const weight = weights === undefined ? 0 : (weights[at + lane] as number);
    const [low, high] = [source.low[lane] as number, source.high[lane] as number];
    const last = value === cap[lane] ? high : Math.min(high, value - weight);
    const isFloor = floor[lane] === 1 && value === target.low[lane];
    for (let one = isFloor ? low : Math.max(low, value - weight); one <= last; one++) {
      const found = level(lane - 1, rest % stride, from + (one - low) * (source.stride[lane] as number));
      if (found >= 0) return found;
    }
    return -1;
  };
  return level(source.low.length - 1, cell, 0);
}

/** Calls `visit` with each cell before the windows of a midnight are closed and the cell that it becomes. */
export function closeWindows(
  { first, before, after, closed }: Layouts,
  day: number,
  visit: (open: number, shut: number) => void,
): void {
  const open = before[day - first] as Layout;
  const shut = after[day - first] as Layout;
  const closes = closed[day - first] as Uint8Array;
  const level = (lane: number, from: number, to: number): void => {
    if (lane < 0) {
      visit(from, to);
      return;
    }
    const [low, high] = [open.low[lane] as number, open.high[lane] as number];
    for (let value = low; value <= high; value++) {
      const place = closes[lane] === 1 ? 0 : (value - (shut.low[lane] as number)) * (shut.stride[lane] as number);
      level(lane - 1, from + (value - low) * (open.stride[lane] as number), to + place);
    }
  };
  level(open.low.length - 1, 0, 0);
}
