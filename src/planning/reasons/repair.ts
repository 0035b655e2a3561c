import type { Feasibility } from './hard-part.ts';

/** How far each member gives way: 0 stays as it is, n is its n-th step. */
export type Levels = readonly number[];

/** Prices of the steps of each member, rising from the first to the last. */
export type StepPrices = readonly (readonly number[])[];

export type FoundRepair = {
  /** Undefined where none was found. */
  readonly levels: Levels | undefined;
  readonly price: number;
  readonly lowerBound: number;
  readonly proven: boolean;
};

/** Whether the problem has a roster when its members give way as far as `levels` say; `exact` asks for a solve of just these. */
export type Gives = (levels: Levels, exact?: boolean) => Promise<Feasibility>;

/**
 * The cheapest levels that make a problem feasible, by an implicit hitting set (Davies & Bacchus 2011; Reiter 1987 for diagnoses), for steps where more
 * is never less feasible. Levels are tried in the order of their price. Those that leave the problem infeasible are raised to greatest levels that do so:
 * a cut, since whatever mends the problem is above the cut in some member. A vector that a cut covers is branched on without a solve. So the first
 * vector that is feasible is a cheapest one, and the price of the vector in hand is a bound at any time. What a solve cannot decide is branched
 * on as if it were infeasible, and then nothing is proven any more.
 */
export async function cheapestRepair(prices: StepPrices, gives: Gives, hasTime: () => boolean): Promise<FoundRepair> {
  const most = prices.map((steps) => steps.length);
  const priceOf = (levels: Levels): number =>
    levels.reduce((sum, level, member) => sum + (level === 0 ? 0 : (prices[member]?.[level - 1] ?? 0)), 0);
  const open = priorityQueue();
  const seen = new Set<string>();
  const cuts: Levels[] = [];
  let certain = true;
  let best: Levels | undefined;
  let bestPrice = Number.POSITIVE_INFINITY;
  const offer = (levels: Levels): void => {
    const price = priceOf(levels);
    if (price < bestPrice) [best, bestPrice] = [levels, price];
  };
  const push = (levels: Levels): void => {
    const key = levels.join();
    if (seen.has(key)) return;
    seen.add(key);
    open.push(priceOf(levels), levels);
  };
  const raise = (levels: Levels, cut: Levels): void => {
    cut.forEach((level, member) => {
      if (level < (most[member] ?? 0)) push(levels.with(member, level + 1));
    });
  };
  push(prices.map(() => 0));
  let lowerBound = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { levels, price } = next;
    lowerBound = Math.max(lowerBound, price);
    if (price >= bestPrice) return { levels: best, price: bestPrice, lowerBound: bestPrice, proven: certain };
    const cut = cuts.find((one) => levels.every((level, member) => level <= (one[member] ?? 0)));
    if (cut !== undefined) {
      raise(levels, cut);
      continue;
    }
    if (!hasTime()) break;
    const found = await gives(levels, true);
    if (found === 'feasible') return { levels, price, lowerBound: certain ? price : 0, proven: certain };
    if (found === 'unknown') {
      certain = false;
      raise(levels, levels);
      continue;
    }
    const grown = await grow(levels, most, gives, offer);
    cuts.push(grown);
    raise(levels, grown);
  }
  // Nothing is open any more: whatever the steps, there is no roster.
  const exhausted = best === undefined && open.size() === 0;
  return {
    levels: best,
    price: bestPrice,
    lowerBound: certain ? lowerBound : 0,
    proven: exhausted && certain && hasTime(),
  };
}

/** Greatest levels above infeasible ones that are infeasible still; feasible ones met on the way are offered as repairs. */
async function grow(levels: Levels, most: Levels, gives: Gives, offer: (levels: Levels) => void): Promise<Levels> {
  let grown = levels;
  const isInfeasible = async (tried: Levels): Promise<boolean> => {
    const found = await gives(tried);
    if (found === 'feasible') offer(tried);
    return found === 'infeasible';
  };
  const raiseAll = async (members: readonly number[]): Promise<void> => {
    if (members.length === 0) return;
    const all = grown.map((level, member) => (members.includes(member) ? (most[member] ?? 0) : level));
    if (await isInfeasible(all)) {
      grown = all;
      return;
    }
    const [only] = members;
    if (members.length > 1 || only === undefined) {
      const half = members.length >> 1;
      await raiseAll(members.slice(0, half));
      await raiseAll(members.slice(half));
      return;
    }
    let [infeasible, feasible] = [grown[only] ?? 0, most[only] ?? 0];
    // A limit mostly gives way by little: steps from below that double, and only then halves.
    let stride = 1;
    while (feasible - infeasible > 1) {
      const tried = Math.min(infeasible + stride, (infeasible + feasible + 1) >> 1);
      if (await isInfeasible(grown.with(only, tried))) {
        infeasible = tried;
        stride *= 2;
      } else feasible = tried;
    }
    grown = grown.with(only, infeasible);
  };
  await raiseAll(levels.flatMap((level, member) => (level < (most[member] ?? 0) ? [member] : [])));
  return grown;
}

type Open = { readonly price: number; readonly levels: Levels };

/** Cheapest first, and of equal ones the one that came first: a binary heap. */
function priorityQueue() {
  const heap: (Open & { readonly order: number })[] = [];
  let order = 0;
  const isBefore = (a: number, b: number): boolean => {
    const [one, other] = [heap[a], heap[b]];
    if (one === undefined || other === undefined) return one !== undefined;
    return one.price < other.price || (one.price === other.price && one.order < other.order);
  };
  const swap = (a: number, b: number): void => {
    const [one, other] = [heap[a], heap[b]];
    if (one === undefined || other === undefined) return;
    heap[a] = other;
    heap[b] = one;
  };
  return {
    size: (): number => heap.length,
    push: (price: number, levels: Levels): void => {
      heap.push({ price, levels, order: order++ });
      for (let at = heap.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1;
        if (!isBefore(at, parent)) break;
        swap(at, parent);
        at = parent;
      }
    },
    pop: (): Open | undefined => {
      const top = heap[0];
      const last = heap.pop();
      if (top === undefined || last === undefined || heap.length === 0) return top;
      heap[0] = last;
      for (let at = 0; ; ) {
        const child = isBefore(2 * at + 2, 2 * at + 1) ? 2 * at + 2 : 2 * at + 1;
        if (child >= heap.length || !isBefore(child, at)) break;
        swap(at, child);
        at = child;
      }
      return top;
    },
  };
}
