import type { Counter, LineModel } from './line-model.ts';
import type { OrderTable } from './order.ts';
import type { Bucket } from './shared-tables.ts';

/**
 * Entry groups of a day in an order in which what may come before grows: each link adds classes to those of the links before it in its chain. A gate to an
 * entry group is then the least over the classes so far, and each class is looked at once a chain.
 */
type GateChain = readonly { readonly entry: number; readonly added: Int32Array }[];

const chainsByOrder = new WeakMap<OrderTable, readonly (readonly GateChain[])[]>();

/** The chains of each day; shared by all models with this order. */
function gateChains(order: OrderTable): readonly (readonly GateChain[])[] {
  const known = chainsByOrder.get(order);
  if (known !== undefined) return known;
  const made = order.entryCount.map((entries, day) => {
    const classes = day === 0 ? 1 : (order.classCount[day - 1] as number);
    const blocked = order.blocked[day] as Uint8Array;
    const admitted = Array.from({ length: entries }, (_, entry) =>
      Array.from({ length: classes }, (_, one) => one).filter((one) => blocked[one * entries + entry] !== 1),
    );
    const chains: { entry: number; added: Int32Array; all: ReadonlySet<number> }[][] = [];
    const bySize = admitted.map((list, entry) => ({ entry, list })).sort((a, b) => a.list.length - b.list.length);
    for (const { entry, list } of bySize) {
      const all = new Set(list);
      const chain = chains.find((links) => [...(links.at(-1)?.all ?? [])].every((one) => all.has(one)));
      const before = chain?.at(-1)?.all;
      const added = Int32Array.from(before === undefined ? list : list.filter((one) => !before.has(one)));
      if (chain === undefined) chains.push([{ entry, added, all }]);
      else chain.push({ entry, added, all });
    }
    return chains.map((links) => links.map(({ entry, added }) => ({ entry, added })));
  });
  chainsByOrder.set(order, made);
  return made;
}

/** What can be worked on a day: buckets that are one where only the lanes that are held count. */
export type DaySteps = {
  readonly count: number;
  readonly entry: Int32Array;
  readonly next: Int32Array;
  readonly symbol: Int32Array;
  /** weights[step * lanes + place]: by place in `Plan.lanes`. */
  readonly weights: Int32Array;
  readonly shapes: readonly Int32Array[];
  /** The same, one step behind another, and where each ends. */
  readonly allShapes: Int32Array;
  readonly shapesEnd: Int32Array;
  readonly ofEntry: readonly Int32Array[];
  readonly ofNext: readonly Int32Array[];
  /** Greatest weight by place. */
  readonly most: Int32Array;
};

/** A model cut to the lanes that are held; the others are left open and looked at in what comes out. */
export type DensePlan = {
  /** Lanes of the model, the one with the most values first. */
  readonly lanes: Int32Array;
  readonly steps: readonly DaySteps[];
  readonly chains: readonly (readonly GateChain[])[];
  readonly runs: number;
  /** Room for the costs of the steps of each day, and for the same with the prices of counters. */
  readonly stepCost: readonly Float64Array[];
  readonly tilted: readonly Float64Array[];
};

export function counterOn(model: LineModel, day: number, lane: number): Counter | undefined {
  return model.counters[model.laneCounter[day * model.lanes + lane] as number];
}

/** True where the dense pricer knows all that the model asks for: neither prices of sums and pairs, nor limits under a condition. */
export function isDense(model: LineModel): boolean {
  return (
    model.order.prices === undefined &&
    model.counters.every(({ prices, onlyWith }) => prices === undefined && onlyWith === undefined)
  );
}

/** Steps of days that are made of the same buckets: most days of a horizon, and most employees, have them in common. */
const stepsByBuckets = new WeakMap<readonly Bucket[], Map<string, DaySteps>>();

/** A bucket that alone is more than a counter holds can never be worked. */
function isPossible(model: LineModel, day: number, weights: Int32Array): boolean {
  return weights.every((weight, lane) => {
    const counter = counterOn(model, day, lane);
    return counter === undefined || counter.saturates || weight <= counter.maximum;
  });
}

export function densePlan(model: LineModel, held: ReadonlySet<number>): DensePlan {
  const lanes = Int32Array.from(
    [...held].sort((a, b) => (model.laneSizes[b] as number) - (model.laneSizes[a] as number) || a - b),
  );
  const steps = model.buckets.map((buckets, day): DaySteps => {
    const possible = buckets.map(({ weights: own }) => isPossible(model, day, own));
    const [entryCount, classCount] = [model.order.entryCount[day] as number, model.order.classCount[day] as number];
    const left = possible.every(Boolean) ? '' : possible.map(Number).join('');
    const dayKey = `${lanes.join(' ')}|${entryCount} ${classCount}|${left}`;
    const others = stepsByBuckets.get(buckets) ?? new Map<string, DaySteps>();
    stepsByBuckets.set(buckets, others);
    const same = others.get(dayKey);
    if (same !== undefined) return same;
    const found = new Map<string, number>();
    const [entries, next, symbol]: [number[], number[], number[]] = [[], [], []];
    const weights: number[] = [];
    const shapes: number[][] = [];
    for (const [index, bucket] of buckets.entries()) {
      if (possible[index] !== true) continue;
      const own = Array.from(lanes, (lane) => bucket.weights[lane] as number);
      const key = `${bucket.entry} ${bucket.next} ${bucket.symbol} ${own.join(' ')}`;
      const known = found.get(key);
      if (known !== undefined) {
        shapes[known]?.push(...bucket.shapes);
        continue;
      }
      found.set(key, shapes.length);
      entries.push(bucket.entry);
      next.push(bucket.next);
      symbol.push(bucket.symbol);
      weights.push(...own);
      shapes.push([...bucket.shapes]);
    }
    const listBy = (keys: readonly number[], count: number): readonly Int32Array[] => {
      const lists = Array.from({ length: count }, (): number[] => []);
      keys.forEach((key, step) => lists[key]?.push(step));
      return lists.map((list) => Int32Array.from(list));
    };
    for (const list of shapes) list.sort((a, b) => a - b);
    let ended = 0;
    const made: DaySteps = {
      count: shapes.length,
      entry: Int32Array.from(entries),
      next: Int32Array.from(next),
      symbol: Int32Array.from(symbol),
      weights: Int32Array.from(weights),
      shapes: shapes.map((list) => Int32Array.from(list)),
      allShapes: Int32Array.from(shapes.flat()),
      shapesEnd: Int32Array.from(shapes, (list) => (ended += list.length)),
      ofEntry: listBy(entries, entryCount),
      ofNext: listBy(next, classCount),
      most: Int32Array.from(lanes, (_, place) =>
        shapes.reduce((most, _, step) => Math.max(most, weights[step * lanes.length + place] as number), 0),
      ),
    };
    others.set(dayKey, made);
    return made;
  });
  const stepCost = steps.map(({ count }) => new Float64Array(count));
  return {
    lanes,
    steps,
    stepCost,
    tilted: steps.map(({ count }) => new Float64Array(count)),
    chains: gateChains(model.order),
    runs: model.run.maximum === 0 ? 1 : model.run.maximum + 1,
  };
}

/** Costs of the steps of days [first, end) in a plan: those of the cheapest of their shapes. */
export function costSteps(
  { steps, stepCost }: Pick<DensePlan, 'steps' | 'stepCost'>,
  shapeCost: readonly Float64Array[],
  first: number,
  end: number,
): void {
  for (let day = first; day < end; day++) {
    const { count, allShapes, shapesEnd } = steps[day] as DaySteps;
    const [own, into] = [shapeCost[day] as Float64Array, stepCost[day] as Float64Array];
    let at = 0;
    for (let step = 0; step < count; step++) {
      const last = shapesEnd[step] as number;
      let least = Number.POSITIVE_INFINITY;
      for (; at < last; at++) {
        const cost = own[allShapes[at] as number] as number;
        if (cost < least) least = cost;
      }
      into[step] = least;
    }
  }
}

/** The lane of which a line breaks a counter most, beside those held; -1 where it keeps them all. */
export function brokenLane(model: LineModel, shapes: Int32Array, held: ReadonlySet<number>): number {
  let worst = 0;
  let lane = -1;
  for (const counter of model.counters) {
    if (held.has(counter.lane)) continue;
    let sum = 0;
    for (let day = counter.firstDay; day < counter.endDay; day++) {
      const shape = shapes[day] as number;
      if (shape >= 0) sum += counter.weights[day]?.[shape] ?? 0;
    }
    const over = counter.saturates ? 0 : (sum - counter.maximum) / Math.max(1, counter.maximum);
    const under = (counter.minimum - sum) / Math.max(1, counter.minimum);
    if (Math.max(over, under) > worst) {
      worst = Math.max(over, under);
      lane = counter.lane;
    }
  }
  return lane;
}

/** The first cheapest of some shapes. */
export function cheapest(shapes: Int32Array, costs: Float64Array): number {
  let best = shapes[0] as number;
  for (const shape of shapes) if ((costs[shape] as number) < (costs[best] as number)) best = shape;
  return best;
}
