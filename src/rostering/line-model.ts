import type { Shift } from '../domain/shift.ts';
import type { DaySpan, Priced, Primitive } from '../rules/rule.ts';
import type { OrderTable } from './order.ts';
import { buildPhases, type Phases } from './phases.ts';
import type { ShapeSet } from './shapes.ts';
import { type Bucket, gcd, type SharedTables, sharedTables } from './shared-tables.ts';

/** A counted limit or price of a line: minimum <= sum of weights of the chosen shapes on days [firstDay, endDay) <= maximum, at points by the sum. */
export type Counter = {
  readonly firstDay: number;
  readonly endDay: number;
  /** Weights in the counter's unit, by day and shape; only days of the counter are set. */
  readonly weights: readonly (Int32Array | undefined)[];
  /** Least sum that closes the window, 0 for none. */
  readonly minimum: number;
  /** Greatest sum; for a counter with a minimum alone sums above it are held as equal to it. */
  readonly maximum: number;
  readonly saturates: boolean;
  /** Points of each sum up to `maximum`, and of each unit above it; absent for a limit alone. */
  readonly prices?: SumPrices | undefined;
  /** Days of which one must be worked for the maximum to hold; absent where it always holds. */
  readonly onlyWith?: DaySpan | undefined;
  /** Counters of one lane never overlap in time and share a place in the state. */
  readonly lane: number;
};

export type SumPrices = { readonly points: Float64Array; readonly slope: number };

/** Points of a sum, which may be above what the counter holds. */
export function sumPoints({ points, slope }: SumPrices, sum: number): number {
  const last = points.length - 1;
  return sum <= last ? (points[sum] as number) : (points[last] as number) + slope * (sum - last);
}

/** All that decides which lines are legal for one kind of employee, as integers. */
export type LineModel = {
  readonly days: number;
  readonly order: OrderTable;
  readonly allowed: readonly Uint8Array[];
  readonly buckets: readonly (readonly Bucket[])[];
  /** True where a shift must be worked: the day holds a locked one. */
  readonly mustWork: readonly boolean[];
  readonly counters: readonly Counter[];
  readonly lanes: number;
  /** Largest value of each lane plus 1. */
  readonly laneSizes: Int32Array;
  /** The counter that occupies each lane on each day, or -1: laneCounter[day * lanes + lane]. */
  readonly laneCounter: Int32Array;
  /** Longest run of worked days, the run before day 0 and the one after the last day; maximum 0: no limit binds. */
  readonly run: { readonly maximum: number; readonly before: number; readonly after: number };
  /** What the rules that read the line day by day leave of it. */
  readonly phases: Phases;
  /** Points of each shape of each day by itself, by the rules with a weight; absent where none has such a price. */
  readonly shapePoints?: readonly Float64Array[] | undefined;
  /** Points of every line: of all counters at a sum of 0. */
  readonly constant: number;
  /** A limit that no line can keep, whatever is worked. */
  readonly impossible: boolean;
};

/** Costs of shapes with the points of the model's own rules on top. */
export function withShapePoints(
  { shapePoints }: Pick<LineModel, 'shapePoints'>,
  costs: readonly Float64Array[],
): readonly Float64Array[] {
  if (shapePoints === undefined) return costs;
  return costs.map((row, day) =>
    row.map((points, shape) => points + ((shapePoints[day] as Float64Array)[shape] as number)),
  );
}

type RawCounter = {
  firstDay: number;
  endDay: number;
  weights: (Int32Array | undefined)[];
  minimum: number;
  maximum: number;
  onlyWith: DaySpan | undefined;
  prices: SumPrice[];
};

type SumPrice = Extract<Priced, { kind: 'sum-price' }>;

type Weights = readonly (Int32Array | undefined)[];

/** A number that equal weights share and others hardly ever do. */
function digest(weights: Weights, { numberOf }: SharedTables): number {
  let hash = 17;
  for (const row of weights) hash = (Math.imul(hash, 31) + numberOf(row)) | 0;
  return hash;
}

function sameWeights(a: Weights, b: Weights): boolean {
  // Rows with equal numbers are one.
  return a.every((row, day) => row === b[day]);
}

function rawCounters(
  days: number,
  allowed: readonly Uint8Array[],
  tables: SharedTables,
  primitives: readonly Primitive[],
  priced: readonly Priced[],
): RawCounter[] {
  const merged = new Map<string, readonly RawCounter[]>();
  for (const primitive of [...primitives, ...priced]) {
    if (primitive.kind !== 'sum' && primitive.kind !== 'sum-price') continue;
    const firstDay = Math.max(0, primitive.firstDay);
    const endDay = Math.min(days, primitive.endDay);
    const weights = tables
      .weights(primitive)
      .map((row, day) => (row === undefined ? undefined : tables.masked(row, allowed[day] as Uint8Array)));
    const onlyWith = primitive.kind === 'sum' ? primitive.onlyWith : undefined;
    const key = `${firstDay} ${endDay} ${onlyWith?.firstDay} ${onlyWith?.endDay} ${digest(weights, tables)}`;
    const counter = merged.get(key)?.find((one) => sameWeights(one.weights, weights)) ?? {
      firstDay,
      endDay,
      weights,
      minimum: Number.NEGATIVE_INFINITY,
      maximum: Number.POSITIVE_INFINITY,
      onlyWith,
      prices: [],
    };
    if (primitive.kind === 'sum-price') counter.prices.push(primitive);
    else {
      counter.minimum = Math.max(counter.minimum, (primitive.minimum ?? Number.NEGATIVE_INFINITY) - primitive.used);
      counter.maximum = Math.min(counter.maximum, (primitive.maximum ?? Number.POSITIVE_INFINITY) - primitive.used);
    }
    const sharing = merged.get(key) ?? [];
    if (!sharing.includes(counter)) merged.set(key, [...sharing, counter]);
  }
  return [...merged.values()].flat();
}

/** Brings the counters to small integers, drops those that cannot bind, and gives each a lane. */
function finishCounters(
  raw: readonly RawCounter[],
  tables: SharedTables,
): { counters: Counter[]; fixedPoints: number; impossible: boolean } {
  const counters: Counter[] = [];
  // Of sums that nothing adds to.
  let fixedPoints = 0;
  const laneEnds: number[] = [];
  let impossible = false;
  for (const one of [...raw].sort((a, b) => a.firstDay - b.firstDay || a.endDay - b.endDay)) {
    let unit = 0;
    let most = 0;
    for (const row of one.weights) {
      if (row === undefined) continue;
      const facts = tables.factsOf(row);
      unit = gcd(unit, facts.unit);
      most += facts.most;
    }
    if ((one.maximum < 0 && one.onlyWith === undefined) || one.minimum > most) impossible = true;
    if (unit === 0) for (const { price } of one.prices) fixedPoints += price(0);
    if (unit === 0 && one.onlyWith !== undefined && one.maximum < 0) unit = 1;
    if (unit === 0 || (one.minimum <= 0 && one.maximum >= most && one.prices.length === 0)) continue;
    const hasMaximum = one.maximum < most;
    const minimum = Math.max(0, Math.ceil(one.minimum / unit));
    const bends = Math.ceil(Math.max(0, ...one.prices.map(({ linearFrom }) => Math.min(linearFrom, most))) / unit);
    const maximum = hasMaximum
      ? Math.max(one.onlyWith === undefined ? 0 : -1, Math.floor(one.maximum / unit))
      : Math.max(minimum, bends);
    const lane = laneEnds.findIndex((end) => end <= one.firstDay);
    const place = lane === -1 ? laneEnds.length : lane;
    laneEnds[place] = one.endDay;
    counters.push({
      firstDay: one.firstDay,
      endDay: one.endDay,
      weights: one.weights.map((row) => (row === undefined ? undefined : tables.scaled(row, unit))),
      minimum,
      maximum,
      saturates: !hasMaximum,
      ...(one.onlyWith === undefined ? {} : { onlyWith: one.onlyWith }),
      ...(one.prices.length === 0 ? {} : { prices: pricesOf(one.prices, unit, maximum) }),
      lane: place,
    });
  }
  return { counters, fixedPoints, impossible };
}

/** Values that the lane of a counter takes: a sum up to the maximum, or for a maximum under a condition what the pricer makes of it. */
function valuesOf({ maximum, onlyWith }: Counter): number {
  return onlyWith === undefined ? maximum + 1 : 2 * maximum + 3;
}

function pricesOf(prices: readonly SumPrice[], unit: number, maximum: number): SumPrices {
  const at = (sum: number): number => prices.reduce((points, { price }) => points + price(sum * unit), 0);
  const points = Float64Array.from({ length: maximum + 1 }, (_, sum) => at(sum));
  return { points, slope: at(maximum + 1) - at(maximum) };
}

/** What the priced forms make of shapes by themselves: prices of a shift, and sums over a single day. */
function shapePointsOf(
  allowed: readonly Uint8Array[],
  shifts: readonly (readonly Shift[])[],
  priced: readonly Priced[],
): { readonly shapePoints: readonly Float64Array[] | undefined; readonly others: readonly Priced[] } {
  const isAlone = (one: Priced): boolean =>
    one.kind === 'shift-price' || (one.kind === 'sum-price' && one.endDay - one.firstDay === 1 && one.price(0) === 0);
  const alone = priced.filter(isAlone);
  if (alone.length === 0) return { shapePoints: undefined, others: priced };
  const shapePoints = allowed.map((row, day) =>
    Float64Array.from(row, (flag, shape) => {
      let points = 0;
      if (flag === 0) return points;
      const shift = (shifts[day] as readonly Shift[])[shape] as Shift;
      for (const one of alone) {
        if (one.kind === 'shift-price') points += one.price(day, shift);
        else if (one.kind === 'sum-price' && one.firstDay === day) points += one.price(one.weigh(day, shift));
      }
      return points;
    }),
  );
  return { shapePoints, others: priced.filter((one) => !isAlone(one)) };
}

/**
 * The longest run that the other limits leave possible: within days on which anything may be worked, and no longer than a count of days over the whole
 * horizon allows.
 */
function longestRun(
  allowed: readonly Uint8Array[],
  counters: readonly Counter[],
  run: { readonly before: number; readonly after: number },
): number {
  const days = allowed.length;
  let most = days;
  for (const { firstDay, endDay, saturates, onlyWith, weights, maximum } of counters) {
    if (firstDay > 0 || endDay < days || saturates || onlyWith !== undefined) continue;
    // Shapes that she may not work weigh nothing.
    let least = Number.POSITIVE_INFINITY;
    for (let day = 0; day < days && least > 0; day++) {
      const [row, flags] = [weights[day], allowed[day] as Uint8Array];
      for (let shape = 0; shape < flags.length; shape++) {
        if (flags[shape] === 1) least = Math.min(least, row?.[shape] ?? 0);
      }
    }
    if (least > 0) most = Math.min(most, Math.floor(maximum / least));
  }
  let longest = 0;
  for (let first = 0; first < days; first++) {
    let end = first;
    while (end < days && allowed[end]?.includes(1) === true) end++;
    if (end === first) continue;
    const before = first === 0 ? run.before : 0;
    const after = end === days ? run.after : 0;
    // A run that does not fill the horizon touches one side of it at most.
    const sides = most < end - first ? Math.max(before, after) : before + after;
    longest = Math.max(longest, Math.min(most, end - first) + sides);
    first = end;
  }
  return longest;
}

/** Size of the table of states that pricing would need: classes x runs x phases x values of all lanes. */
export function stateCount({
  order,
  run,
  phases,
  laneSizes,
}: Pick<LineModel, 'order' | 'run' | 'phases' | 'laneSizes'>): number {
  const classes = Math.max(1, ...order.classCount);
  return laneSizes.reduce((product, size) => product * size, classes * (run.maximum + 1) * Math.max(...phases.count));
}

/** Drops whole lanes of counters, the longest first, until the states fit: more lines become possible, none is lost. */
function relaxCounters(counters: readonly Counter[], classes: number, mostStates: number): readonly Counter[] {
  const sizes = new Map<number, number>();
  for (const one of counters) sizes.set(one.lane, Math.max(sizes.get(one.lane) ?? 1, valuesOf(one)));
  const dropped = new Set<number>();
  let states = [...sizes.values()].reduce((product, size) => product * size, classes);
  for (const [lane, size] of [...sizes].sort((a, b) => b[1] - a[1])) {
    if (states <= mostStates) break;
    dropped.add(lane);
    states /= size;
  }
  const lanes = [...sizes.keys()].filter((lane) => !dropped.has(lane));
  return counters
    .filter(({ lane }) => !dropped.has(lane))
    .map((counter) => ({ ...counter, lane: lanes.indexOf(counter.lane) }));
}

/**
 * Compiles hard primitives and prices to a line model; the prices of pairs are in `order`. `allowed[day][shape]` says what the employee may work for reasons outside the rules
 * (skill, another's lock); `shifts` are the shapes as shifts of this employee. Counters that would make more than `mostStates` states are
 * left out, which is a relaxation.
 */
export function buildLineModel(
  set: ShapeSet,
  order: OrderTable,
  permitted: readonly Uint8Array[],
  mustWork: readonly boolean[],
  shifts: readonly (readonly Shift[])[],
  primitives: readonly Primitive[],
  priced: readonly Priced[] = [],
  mostStates = Number.POSITIVE_INFINITY,
  tables: SharedTables = sharedTables(shifts),
): LineModel {
  const days = set.dates.length;
  const allowances = primitives.flatMap((one) => (one.kind === 'allow' ? [tables.allowed(one)] : []));
  const allowed = permitted.map((row, day) => {
    const shapes = set.byDay[day] ?? [];
    const own = row.slice();
    for (const allows of allowances) {
      const ofDay = allows[day];
      if (ofDay === undefined) continue;
      for (let shape = 0; shape < own.length; shape++) {
        // What another team has published stands, whether or not it may be worked: only what this roster adds to it is judged.
        if (ofDay[shape] === 0 && shapes[shape]?.elsewhere !== true) own[shape] = 0;
      }
    }
    return tables.shared(own);
  });
  const { shapePoints, others } = shapePointsOf(allowed, shifts, priced);
  const {
    counters: all,
    fixedPoints,
    impossible,
  } = finishCounters(rawCounters(days, allowed, tables, primitives, others), tables);
  const classes = order.classCount.reduce((most, size) => Math.max(most, size), 1);
  const automata = primitives.filter((one) => one.kind === 'automaton');
  const paths = others.filter((one) => one.kind === 'path-price');
  const found = buildPhases(automata, shifts, allowed, paths);
  const phases = { ...found, symbols: found.symbols.map(tables.shared), next: found.next.map(tables.shared) };
  const counters = relaxCounters(all, classes * (days + 1) * Math.max(...phases.count), mostStates);
  const lanes = counters.reduce((most, counter) => Math.max(most, counter.lane + 1), 0);
  const laneSizes = new Int32Array(lanes).fill(1);
  const laneCounter = new Int32Array(days * lanes).fill(-1);
  counters.forEach((counter, index) => {
    laneSizes[counter.lane] = Math.max(laneSizes[counter.lane] as number, valuesOf(counter));
    for (let day = counter.firstDay; day < counter.endDay; day++) laneCounter[day * lanes + counter.lane] = index;
  });
  let run = { maximum: 0, before: 0, after: 0 };
  for (const one of primitives) {
    if (one.kind !== 'run') continue;
    if (longestRun(allowed, counters, one) <= one.maximum) continue;
    // A published run that is too long already is not longer for a planned day than one that leaves no day.
    const { maximum } = one;
    if (run.maximum === 0 || maximum < run.maximum)
      run = { maximum, before: Math.min(one.before, maximum), after: Math.min(one.after, maximum) };
  }
  const buckets = allowed.map((row, day) => {
    const weights = Array.from({ length: lanes }, (_, lane) => {
      const counter = laneCounter[day * lanes + lane] as number;
      return counter < 0 ? undefined : counters[counter]?.weights[day];
    });
    const [entries, classes] = [order.entries[day] as Int32Array, order.classes[day] as Int32Array];
    const symbols = phases.symbols[day] as Int32Array;
    return tables.buckets([row, entries, classes, symbols, ...weights], () =>
      bucketsOf(row, entries, classes, symbols, weights),
    );
  });
  return {
    days,
    order,
    allowed,
    buckets,
    mustWork,
    counters,
    lanes,
    laneSizes,
    laneCounter,
    run,
    phases,
    ...(shapePoints === undefined ? {} : { shapePoints }),
    constant: counters.reduce((sum, { prices }) => sum + (prices?.points[0] ?? 0), fixedPoints),
    impossible: impossible || !phases.possible,
  };
}

/** Allowed shapes of a day that leave the same state behind. */
function bucketsOf(
  allowed: Uint8Array,
  entries: Int32Array,
  classes: Int32Array,
  symbols: Int32Array,
  weights: readonly (Int32Array | undefined)[],
): readonly Bucket[] {
  const found = new Map<string, Omit<Bucket, 'shapes'> & { readonly shapes: number[] }>();
  allowed.forEach((flag, shape) => {
    if (flag === 0) return;
    const own = Int32Array.from(weights, (row) => row?.[shape] ?? 0);
    const [entry, next] = [entries[shape] as number, classes[shape] as number];
    const symbol = symbols[shape] as number;
    const key = `${entry} ${next} ${symbol} ${own.join(',')}`;
    const bucket = found.get(key);
    if (bucket === undefined) found.set(key, { entry, next, symbol, weights: own, shapes: [shape] });
    else bucket.shapes.push(shape);
  });
  return [...found.values()].map((bucket) => ({ ...bucket, shapes: Int32Array.from(bucket.shapes) }));
}
