import { type Guard, guarded, guardOf, NO_GUARD } from './guarded-sum.ts';
import { type LineModel, sumPoints, type SumPrices, withShapePoints } from './line-model.ts';
import type { LineLimits, LinePricer, PricedLine } from './priced-line.ts';

/** States above this many are kept in a hash map instead of a table. */
const DENSE_STATES = 1 << 23;

/** Labels of one day that go on where the answer need not be exact: as many as keep the whole line within `STEPS`, in these bounds. */
const STEPS = 6_000_000;
const LEAST_BEAM = 300;
const MOST_BEAM = 3_000;

/**
 * State after a day: class of the last shift, run of worked days, phase of the automata, and the value of each counter's lane. Labels are kept only for
 * states that are reached; two labels of one state keep the cheaper (the earlier on a tie, so that answers repeat).
 */
export function labelPricer(): Pick<LinePricer, 'best'> {
  let capacity = 1 << 14;
  let cost = new Float64Array(capacity);
  let parent = new Int32Array(capacity);
  let choice = new Int32Array(capacity);
  let classOf = new Int32Array(capacity);
  let runOf = new Int32Array(capacity);
  let phaseOf = new Int32Array(capacity);
  let laneValues = new Int32Array(capacity * 4);
  let laneCapacity = 4;
  let table = new Int32Array(1 << 12);
  let stamps = new Int32Array(1 << 12);
  let stamp = 0;

  const grow = (lanes: number): void => {
    const bigger = capacity * 2;
    const copy = <T extends Float64Array | Int32Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    cost = copy(cost, new Float64Array(bigger));
    parent = copy(parent, new Int32Array(bigger));
    choice = copy(choice, new Int32Array(bigger));
    classOf = copy(classOf, new Int32Array(bigger));
    runOf = copy(runOf, new Int32Array(bigger));
    phaseOf = copy(phaseOf, new Int32Array(bigger));
    laneValues = copy(laneValues, new Int32Array(bigger * lanes));
    capacity = bigger;
  };

  const search = (
    model: LineModel,
    shapeCost: readonly Float64Array[],
    offCost: Float64Array,
    count: number,
    beam: number,
  ): readonly PricedLine[] => {
    const { lanes, laneSizes, run, order, phases, days } = model;
    const laneStride = Math.max(1, lanes);
    if (laneStride > laneCapacity) {
      laneCapacity = laneStride;
      laneValues = new Int32Array(capacity * laneCapacity);
    }
    const stride = laneCapacity;
    const runs = run.maximum === 0 ? 1 : run.maximum + 1;
    const mostPhases = phases.count.reduce((most, size) => Math.max(most, size), 1);
    let states = runs * mostPhases;
    for (let lane = 0; lane < lanes; lane++) states *= laneSizes[lane] as number;
    const maxClasses = order.classCount.reduce((most, size) => Math.max(most, size), 1);
    const dense = states * maxClasses <= DENSE_STATES;
    if (dense && table.length < states * maxClasses) {
      table = new Int32Array(states * maxClasses);
      stamps = new Int32Array(states * maxClasses);
      stamp = 0;
    }
    // Above 2 ** 53 two states could have one number: then the values of the lanes are written out.
    const isWide = states * maxClasses > Number.MAX_SAFE_INTEGER;
    const sparse = new Map<number, number>();
    const wide = new Map<string, number>();
    cost[0] = model.constant;
    parent[0] = -1;
    choice[0] = -1;
    classOf[0] = 0;
    runOf[0] = run.maximum === 0 ? 0 : Math.min(run.before, run.maximum);
    phaseOf[0] = 0;
    for (let lane = 0; lane < stride; lane++) laneValues[lane] = 0;
    // The loops below run some hundred million times in a solve: they read plain arrays by names of their own.
    let [costs, parents, choices] = [cost, parent, choice];
    let [classes, runsOf, phasesOf, laneOf] = [classOf, runOf, phaseOf, laneValues];
    const [labelAt, stampAt] = [table, stamps];
    let labels = 1;
    let from = 0;
    let to = 1;
    for (let day = 0; day < days; day++) {
      stamp++;
      const today = stamp;
      sparse.clear();
      wide.clear();
      const steps = stepsOf(model, day, shapeCost[day] as Float64Array, offCost[day] as number);
      const entries = order.entryCount[day] as number;
      const blocked = order.blocked[day] as Uint8Array;
      const afterOff = day === 0 ? undefined : (order.afterOff[day - 1] as Int32Array);
      const phaseNext = phases.next[day] as Int32Array;
      const symbolCount = phases.symbolCount[day] as number;
      const stepPrices = phases.prices?.[day];
      const pairPrices = order.prices?.[day];
      const { upper, lower, closes, saturates, prices, hasPrices, guards } = lanesOf(model, day);
      const cut = to - from > beam ? cutOf(from, to, beam) : undefined;
      let ties = cut?.ties ?? 0;
      for (let label = from; label < to; label++) {
        const base = costs[label] as number;
        if (cut !== undefined && (base > cut.cost || (base === cut.cost && ties-- <= 0))) continue;
        const lastClass = classes[label] as number;
        const runBefore = runsOf[label] as number;
        const blockedAt = lastClass * entries;
        const phaseAt = (phasesOf[label] as number) * symbolCount;
        const lanesAt = label * stride;
        for (let step = steps.first; step < steps.count; step++) {
          const nextPhase = phaseNext[phaseAt + (steps.symbol[step] as number)] as number;
          if (nextPhase < 0) continue;
          let runAfter = 0;
          let nextClass: number;
          let total = base + (steps.cost[step] as number);
          if (step === 0) nextClass = afterOff === undefined ? 0 : (afterOff[lastClass] as number);
          else {
            const entryAt = blockedAt + (steps.entry[step] as number);
            if (blocked[entryAt] === 1) continue;
            if (runs > 1) {
              runAfter = runBefore + 1;
              if (runAfter >= runs) continue;
            }
            nextClass = steps.next[step] as number;
            if (pairPrices !== undefined) total += pairPrices[entryAt] as number;
          }
          if (stepPrices !== undefined) total += stepPrices[phaseAt + (steps.symbol[step] as number)] as number;
          if (total === Number.POSITIVE_INFINITY) continue;
          if (labels + 1 >= capacity) {
            grow(stride);
            [costs, parents, choices] = [cost, parent, choice];
            [classes, runsOf, phasesOf, laneOf] = [classOf, runOf, phaseOf, laneValues];
          }
          let key = (nextClass * runs + runAfter) * mostPhases + nextPhase;
          let legal = true;
          const slot = labels * stride;
          const weightsAt = step * lanes;
          for (let lane = 0; lane < lanes; lane++) {
            const before = laneOf[lanesAt + lane] as number;
            const weight = steps.weights[weightsAt + lane] as number;
            let value = before + weight;
            const guard = guards[lane] as Guard;
            if (guard !== NO_GUARD) value = guarded(guard, before, weight, upper[lane] as number, step > 0);
            if (value < 0) {
              legal = false;
              break;
            }
            if (hasPrices && weight > 0) {
              const price = prices[lane];
              if (price !== undefined) total += sumPoints(price, value) - sumPoints(price, before);
            }
            if (guard === NO_GUARD && value > (upper[lane] as number)) {
              if (saturates[lane] === 0) {
                legal = false;
                break;
              }
              value = upper[lane] as number;
            }
            if (closes[lane] === 1) {
              if (value < (lower[lane] as number)) {
                legal = false;
                break;
              }
              value = 0;
            }
            laneOf[slot + lane] = value;
            key = key * (laneSizes[lane] as number) + value;
          }
          if (!legal) continue;
          let known = -1;
          let name = '';
          if (dense) {
            if (stampAt[key] === today) known = labelAt[key] as number;
          } else if (isWide) {
            name = `${nextClass} ${runAfter} ${nextPhase} ${laneOf.subarray(slot, slot + lanes).join(' ')}`;
            known = wide.get(name) ?? -1;
          } else known = sparse.get(key) ?? -1;
          if (known >= 0) {
            if (total < (costs[known] as number)) {
              costs[known] = total;
              parents[known] = label;
              choices[known] = step - 1;
            }
            continue;
          }
          costs[labels] = total;
          parents[labels] = label;
          choices[labels] = step - 1;
          classes[labels] = nextClass;
          runsOf[labels] = runAfter;
          phasesOf[labels] = nextPhase;
          if (dense) {
            stampAt[key] = today;
            labelAt[key] = labels;
          } else if (isWide) wide.set(name, labels);
          else sparse.set(key, labels);
          labels++;
        }
      }
      from = to;
      to = labels;
    }
    const finals: number[] = [];
    for (let label = from; label < to; label++) {
      const runAtEnd = runOf[label] as number;
      if (runs > 1 && runAtEnd > 0 && runAtEnd + run.after > run.maximum) continue;
      finals.push(label);
    }
    finals.sort((a, b) => (cost[a] as number) - (cost[b] as number) || a - b);
    return finals.slice(0, count).map((final) => {
      const shapes = new Int32Array(days).fill(-1);
      let label = final;
      for (let day = days - 1; day >= 0; day--) {
        const index = choice[label] as number;
        if (index >= 0) shapes[day] = cheapest(model, shapeCost, day, index);
        label = parent[label] as number;
      }
      return { cost: cost[final] as number, shapes };
    });
  };

  /** Where the `count` cheapest of the labels [from, to) end: the cost of the dearest of them, and how many of that cost are in. */
  const cutOf = (from: number, to: number, count: number): { readonly cost: number; readonly ties: number } => {
    const sorted = cost.slice(from, to).sort();
    const dearest = sorted[count - 1] as number;
    return { cost: dearest, ties: count - sorted.indexOf(dearest) };
  };

  return {
    best(model, given, givenOff, count, exact, limits = {}) {
      if (model.impossible) return [];
      const { below = Number.POSITIVE_INFINITY, window } = limits;
      const priced = withShapePoints(model, given);
      const { shapeCost, offCost } =
        window === undefined ? { shapeCost: priced, offCost: givenOff } : pinned(priced, givenOff, window);
      const buckets = model.buckets.reduce((sum, day) => sum + day.length, 1);
      // A price forbids nothing: fewer labels lose no legal line, and the search tries more lines instead.
      const most = model.counters.some(({ prices }) => prices !== undefined) ? LEAST_BEAM : MOST_BEAM;
      const beam = Math.min(most, Math.max(LEAST_BEAM, Math.floor(STEPS / buckets)));
      for (const width of exact ? [] : [beam, 10 * beam]) {
        const found = search(model, shapeCost, offCost, count, width);
        if (found.length > 0) return found.filter(({ cost }) => cost < below);
      }
      return search(model, shapeCost, offCost, count, Number.POSITIVE_INFINITY).filter(({ cost }) => cost < below);
    },
  };
}

/** Costs under which a line can only be as the given one outside the window: everything else there is infinitely dear. */
function pinned(
  shapeCost: readonly Float64Array[],
  offCost: Float64Array,
  { firstDay, endDay, line }: NonNullable<LineLimits['window']>,
): { readonly shapeCost: readonly Float64Array[]; readonly offCost: Float64Array } {
  const isFree = (day: number): boolean => day >= firstDay && day < endDay;
  return {
    shapeCost: shapeCost.map((row, day) =>
      isFree(day) ? row : row.map((points, shape) => (shape === line[day] ? points : Number.POSITIVE_INFINITY)),
    ),
    offCost: offCost.map((points, day) =>
      isFree(day) || (line[day] as number) < 0 ? points : Number.POSITIVE_INFINITY,
    ),
  };
}

/** What can be done on a day, as plain arrays: a day off, then each bucket. */
type Steps = {
  /** 1 where the day must be worked. */
  readonly first: number;
  readonly count: number;
  readonly cost: Float64Array;
  readonly entry: Int32Array;
  readonly next: Int32Array;
  readonly symbol: Int32Array;
  /** weights[step * lanes + lane]. */
  readonly weights: Int32Array;
};

function stepsOf(model: LineModel, day: number, shapeCost: Float64Array, offCost: number): Steps {
  const buckets = model.buckets[day] as LineModel['buckets'][number];
  const count = buckets.length + 1;
  const [entry, next, symbol] = [new Int32Array(count), new Int32Array(count), new Int32Array(count)];
  const cost = new Float64Array(count);
  const weights = new Int32Array(count * model.lanes);
  cost[0] = offCost;
  for (let step = 1; step < count; step++) {
    const bucket = buckets[step - 1] as LineModel['buckets'][number][number];
    let least = Number.POSITIVE_INFINITY;
    for (const shape of bucket.shapes) least = Math.min(least, shapeCost[shape] as number);
    cost[step] = least;
    entry[step] = bucket.entry;
    next[step] = bucket.next;
    symbol[step] = bucket.symbol;
    weights.set(bucket.weights, step * model.lanes);
  }
  return { first: model.mustWork[day] === true ? 1 : 0, count, cost, entry, next, symbol, weights };
}

/** The limits of each lane on a day; a lane whose window closes tonight checks its minimum and starts again from 0. */
type Lanes = {
  readonly lower: Int32Array;
  readonly upper: Int32Array;
  readonly closes: Uint8Array;
  readonly saturates: Uint8Array;
  readonly prices: readonly (SumPrices | undefined)[];
  readonly hasPrices: boolean;
  /** Where the day lies to the days on which a maximum depends. */
  readonly guards: readonly Guard[];
};

function lanesOf({ lanes, counters, laneCounter }: LineModel, day: number): Lanes {
  const lower = new Int32Array(lanes);
  const upper = new Int32Array(lanes);
  const closes = new Uint8Array(lanes);
  const saturates = new Uint8Array(lanes);
  const prices: (SumPrices | undefined)[] = [];
  const guards: Guard[] = [];
  for (let lane = 0; lane < lanes; lane++) {
    const counter = counters[laneCounter[day * lanes + lane] as number];
    upper[lane] = counter?.maximum ?? 0;
    saturates[lane] = counter?.saturates === true ? 1 : 0;
    closes[lane] = counter !== undefined && counter.endDay === day + 1 ? 1 : 0;
    lower[lane] = closes[lane] === 1 ? (counter?.minimum ?? 0) : 0;
    prices.push(counter?.prices);
    guards.push(guardOf(counter, day));
  }
  return { lower, upper, closes, saturates, prices, hasPrices: prices.some((one) => one !== undefined), guards };
}

/** The first cheapest shape of a bucket. */
function cheapest(model: LineModel, shapeCost: readonly Float64Array[], day: number, index: number): number {
  const bucket = (model.buckets[day] as LineModel['buckets'][number])[index] as LineModel['buckets'][number][number];
  const costs = shapeCost[day] as Float64Array;
  let best = bucket.shapes[0] as number;
  for (const shape of bucket.shapes) if ((costs[shape] as number) < (costs[best] as number)) best = shape;
  return best;
}
