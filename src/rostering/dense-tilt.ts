import { counterOn, type DensePlan } from './dense-plan.ts';
import type { NodeCosts, NodeSpace } from './dense-nodes.ts';
import type { Counter, LineModel } from './line-model.ts';
import type { LineChoice } from './priced-line.ts';

/**
 * Prices of what counters count, by which the costs of nodes know of their limits (Lagrangian relaxation of the counters): a shift is dearer by its weights, and a line within the limits
 * by no more than the price of the most, or cheaper by no less than that of the least. Under good prices the cost of the best line without counters is near that of the best with them.
 */
export type Tilt = {
  /** Costs of the steps of each day with these prices. Answers what they can add to a line within the limits at most. */
  readonly apply: (stepCost: readonly Float64Array[], into: readonly Float64Array[]) => number;
  /** Moves the prices towards what the best line without counters breaks, found by `passNodes` over tilted costs; false where it breaks nothing. */
  readonly learn: (
    space: NodeSpace,
    tilted: readonly Float64Array[],
    offCost: Float64Array,
    costs: Pick<NodeCosts, 'front' | 'behind'>,
  ) => boolean;
  /**
   * Looks for good prices in a few passes over nodes, each of which answers what is left between the best line without counters and the limit: until it is no more than `near`. Answers
   * what is left behind the last one. `forget` makes room for another pass, `learn` is the above.
   */
  readonly tighten: (pass: () => number, forget: () => void, near: number, learn: () => boolean) => number;
};

/** A counter of a lane that is held, within the days of the search, less what the line outside of them counts. */
type Limit = {
  readonly counter: number;
  readonly place: number;
  readonly from: number;
  readonly to: number;
  readonly least: number;
  readonly most: number;
};

/** By counter: its price, and by how much and in which direction that last moved. They are kept from call to call, since what an hour is worth changes slowly. */
type Prices = {
  readonly price: Float64Array;
  readonly move: Float64Array;
  readonly sign: Int8Array;
  readonly before: Float64Array;
};

const [pricesOfLines, pricesOfWindows] = [new WeakMap<DensePlan, Prices>(), new WeakMap<DensePlan, Prices>()];
const wholeOf = new WeakMap<DensePlan, readonly Limit[]>();

/** Passes over nodes in which prices of counters are looked for. */
const MOST_PASSES = 3;
/** Moves grow as long as they go on in one direction and shrink where they turn (Rprop: Riedmiller & Braun 1993). */
const GROWTH = 1.6;
const SHRINKAGE = 0.5;
/** What is left of a move that was taken back. */
const FAILED = 0.25;
/** The first move, as a share of what a unit of the counter is worth in the line at hand. */
const FIRST_MOVE = 0.1;

function limitsOf(
  model: LineModel,
  { lanes }: DensePlan,
  first: number,
  end: number,
  line: LineChoice | undefined,
): readonly Limit[] {
  const limits: Limit[] = [];
  lanes.forEach((lane, place) => {
    let last: Counter | undefined;
    for (let day = first; day < end; day++) {
      const counter = counterOn(model, day, lane);
      if (counter === undefined || counter === last) continue;
      last = counter;
      let outside = 0;
      for (let other = counter.firstDay; other < counter.endDay; other++) {
        const shape = other >= first && other < end ? -1 : (line?.[other] ?? -1);
        if (shape >= 0) outside += counter.weights[other]?.[shape] ?? 0;
      }
      limits.push({
        counter: model.counters.indexOf(counter),
        place,
        from: Math.max(first, counter.firstDay),
        to: Math.min(end, counter.endDay),
        least: counter.minimum - outside,
        most: counter.saturates ? Number.POSITIVE_INFINITY : counter.maximum - outside,
      });
    }
  });
  return limits;
}

export function tiltOf(
  model: LineModel,
  plan: DensePlan,
  first: number,
  end: number,
  line: LineChoice | undefined,
): Tilt {
  const isWhole = first === 0 && end === model.days;
  const limits = (isWhole ? wholeOf.get(plan) : undefined) ?? limitsOf(model, plan, first, end, line);
  if (isWhole) wholeOf.set(plan, limits);
  const count = model.counters.length;
  const known = isWhole ? pricesOfLines : pricesOfWindows;
  const prices = known.get(plan) ?? {
    price: new Float64Array(count),
    move: new Float64Array(count),
    sign: new Int8Array(count),
    before: new Float64Array(count),
  };
  known.set(plan, prices);
  const { price, move, sign, before } = prices;
  const lanes = plan.lanes.length;
  return {
    apply(stepCost, into) {
      for (let day = first; day < end; day++) (into[day] as Float64Array).set(stepCost[day] as Float64Array);
      let raised = 0;
      for (const { counter, place, from, to, least, most } of limits) {
        const by = price[counter] as number;
        // A window can leave no limit on the side of the price.
        if (by === 0 || (by > 0 && most === Number.POSITIVE_INFINITY)) continue;
        raised += by * (by > 0 ? most : least);
        for (let day = from; day < to; day++) {
          const { weights, count: steps } = plan.steps[day] as (typeof plan.steps)[number];
          const tilted = into[day] as Float64Array;
          for (let step = 0; step < steps; step++) {
            tilted[step] = (tilted[step] as number) + by * (weights[step * lanes + place] as number);
          }
        }
      }
      return raised;
    },
    learn(space, tilted, offCost, costs) {
      const path = bestPath(model, plan, space, tilted, offCost, costs);
      const worth = Math.abs((costs.behind[(space.bases[first] as number) + space.start] as number) || 1);
      let isBroken = false;
      before.set(price);
      for (const { counter, place, from, to, least, most } of limits) {
        let sum = 0;
        for (let day = from; day < to; day++) {
          const step = path[day - first] as number;
          if (step >= 0) sum += plan.steps[day]?.weights[step * lanes + place] as number;
        }
        const so = price[counter] as number;
        const over = so > 0 ? sum - most : so < 0 ? sum - least : sum > most ? sum - most : Math.min(0, sum - least);
        if (over === 0) continue;
        isBroken = true;
        const way = over > 0 ? 1 : -1;
        const turn = way * (sign[counter] as number);
        const factor = turn > 0 ? GROWTH : turn < 0 ? SHRINKAGE : 1;
        const by = (move[counter] as number) * factor || (FIRST_MOVE * worth) / Math.max(1, Math.abs(sum));
        move[counter] = by;
        sign[counter] = way;
        const next = so + way * by;
        // A price does not pass from one side to the other at once.
        price[counter] = so * next < 0 ? 0 : next;
      }
      return isBroken;
    },
    tighten(pass, forget, near, learn) {
      let room = pass();
      for (
        let round = 1;
        round < MOST_PASSES && room > Math.max(0, near) && room !== Number.POSITIVE_INFINITY;
        round++
      ) {
        if (!learn()) break;
        forget();
        const next = pass();
        if (next <= room) {
          room = next;
          continue;
        }
        // The move is taken back, and the next one will be shorter.
        price.set(before);
        for (const { counter } of limits) {
          move[counter] = FAILED * (move[counter] as number);
          sign[counter] = 0;
        }
        forget();
        return pass();
      }
      return room;
    },
  };
}

/** The step of each day, -1 for a day off, of a best line over nodes. */
function bestPath(
  { order, phases, mustWork }: LineModel,
  { runs, steps }: DensePlan,
  { first, end, start, bases, classesAt, moves }: NodeSpace,
  tilted: readonly Float64Array[],
  offCost: Float64Array,
  { front, behind }: Pick<NodeCosts, 'front' | 'behind'>,
): Int32Array {
  const path = new Int32Array(end - first);
  let id = start;
  for (let day = first; day < end; day++) {
    const [classes, nextClasses, ahead] = [classesAt(day), classesAt(day + 1), bases[day + 1] as number];
    const lastClass = id % classes;
    const group = (id - lastClass) / classes;
    const runNow = group % runs;
    const phase = (group - runNow) / runs;
    const symbols = phases.symbolCount[day] as number;
    const nextPhase = moves[day] as Int32Array;
    const prices = phases.prices?.[day];
    let [least, bestStep, bestNode] = [Number.POSITIVE_INFINITY, -1, -1];
    const look = (step: number, symbol: number, own: number, run: number, nextClass: number): void => {
      const at = phase * symbols + symbol;
      const phaseAfter = nextPhase[at] as number;
      if (phaseAfter < 0) return;
      const node = (phaseAfter * runs + run) * nextClasses + nextClass;
      // Costs from behind are those of nodes that can be reached.
      if (front[ahead + node] === Number.POSITIVE_INFINITY) return;
      const cost = own + (prices === undefined ? 0 : (prices[at] as number)) + (behind[ahead + node] as number);
      if (cost < least) [least, bestStep, bestNode] = [cost, step, node];
    };
    if (mustWork[day] !== true) {
      const nextClass = day === 0 ? 0 : ((order.afterOff[day - 1] as Int32Array)[lastClass] as number);
      look(-1, 0, offCost[day] as number, 0, nextClass);
    }
    if (runs === 1 || runNow + 1 < runs) {
      const { count, entry, next, symbol } = steps[day] as (typeof steps)[number];
      const blocked = order.blocked[day] as Uint8Array;
      const [own, from] = [tilted[day] as Float64Array, lastClass * (order.entryCount[day] as number)];
      for (let step = 0; step < count; step++) {
        if (blocked[from + (entry[step] as number)] === 1) continue;
        look(step, symbol[step] as number, own[step] as number, runs === 1 ? 0 : runNow + 1, next[step] as number);
      }
    }
    path[day - first] = bestStep;
    if (bestNode < 0) return path.fill(-1, day - first);
    id = bestNode;
  }
  return path;
}
