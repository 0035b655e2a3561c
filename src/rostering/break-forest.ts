import type { BreakPlan } from '../domain/break-plan.ts';

/**
 * Plans of breaks as one graph, for shifts that begin together: what two plans share up to some break is there once. Its vertices stand in an order in which
 * each comes behind those that it takes its cost from, and a plan uses none behind `ends` of it.
 */
export type BreakForest = {
  /** Breaks at their places, in slots from the start of the shift; that with the number 0 is none and costs nothing. */
  readonly starts: Int32Array;
  readonly stops: Int32Array;
  /** By vertex behind the first, two ways to it: a vertex and the break behind that, twice. Where there is one way it stands twice. */
  readonly ways: Int32Array;
  /** By plan: the vertex whose cost is that of its cheapest placement, and how many vertices and options it needs. */
  readonly roots: Int32Array;
  readonly vertices: Int32Array;
  readonly optionCounts: Int32Array;
};

type Way = readonly [source: number, option: number];

/** Numbers of both ways to a vertex. */
export const WAY_NUMBERS = 4;
const NO_BREAK = 0;

/** Joins plans, best given with the shortest shift first. Places of breaks are multiples of `slotSeconds`. */
export function joinPlans(plans: readonly BreakPlan[], slotSeconds: number): BreakForest {
  const known = new Map<string, number>();
  const knownOptions = new Map<string, number>([['none', NO_BREAK]]);
  const [starts, stops] = [[0], [0]];
  const ways: number[] = [];
  const roots: number[] = [];
  const vertices: number[] = [];
  const optionCounts: number[] = [];

  /** The vertex whose cost is the least of those of some vertices, each with a break behind it. */
  const vertex = (pairs: readonly Way[]): number => {
    let so = pairs[0] as Way;
    const others = pairs.slice(1);
    if (others.length === 0 && so[1] !== NO_BREAK) others.push(so);
    for (const other of others) {
      const key = `${so.join()} ${other.join()}`;
      const found = known.get(key) ?? ways.length / WAY_NUMBERS + 1;
      if (!known.has(key)) ways.push(...so, ...other);
      known.set(key, found);
      so = [found, NO_BREAK];
    }
    return so[0];
  };

  const option = (start: number, end: number): number => {
    const [from, to] = [start / slotSeconds, end / slotSeconds];
    const key = `${from} ${to}`;
    const found = knownOptions.get(key);
    if (found !== undefined) return found;
    knownOptions.set(key, starts.length);
    starts.push(from);
    stops.push(to);
    return starts.length - 1;
  };

  for (const { options: places, graph } of plans) {
    const optionOf = places.map(({ start, end }) => option(start, end));
    const incoming: {
      readonly first: number;
      readonly low: number;
      readonly high: number;
      readonly option: number;
    }[][] = Array.from({ length: graph.nodes }, () => []);
    for (const { firstNode, arcs } of graph.segments) {
      for (const { low, high, target, option: at } of arcs)
        incoming[target]?.push({ first: firstNode, low, high, option: optionOf[at] as number });
    }
    const own = new Int32Array(graph.nodes);
    /** The least of nodes [first, first + count), a power of two: of two halves, so that windows that overlap share their parts. */
    const block = (first: number, count: number): number => {
      if (count === 1) return own[first] as number;
      const half = count / 2;
      return vertex([
        [block(first, half), 0],
        [block(first + half, half), 0],
      ]);
    };
    /** The least of nodes [first + low, first + high); those from a state's first on grow by one at a time. */
    const chains = new Map<number, number[]>();
    const window = (first: number, low: number, high: number): number => {
      if (low > 0) {
        const size = 2 ** Math.floor(Math.log2(high - low));
        return vertex(
          high - low === size
            ? [[block(first + low, size), 0]]
            : [
                [block(first + low, size), 0],
                [block(first + high - size, size), 0],
              ],
        );
      }
      const chain = chains.get(first) ?? [own[first] as number];
      chains.set(first, chain);
      for (let at = chain.length; at < high; at++) {
        chain.push(
          vertex([
            [chain[at - 1] as number, 0],
            [own[first + at] as number, 0],
          ]),
        );
      }
      return chain[high - 1] as number;
    };
    incoming.forEach((arcs, node) => {
      if (arcs.length === 0) return;
      own[node] = vertex(arcs.map((arc) => [window(arc.first, arc.low, arc.high), arc.option]));
    });
    const [firstFinal, ...others] = graph.finals;
    let root = own[firstFinal as number] as number;
    for (const node of others)
      root = vertex([
        [root, 0],
        [own[node] as number, 0],
      ]);
    roots.push(root);
    vertices.push(ways.length / WAY_NUMBERS + 1);
    optionCounts.push(starts.length);
  }
  return {
    starts: Int32Array.from(starts),
    stops: Int32Array.from(stops),
    ways: Int32Array.from(ways),
    roots: Int32Array.from(roots),
    vertices: Int32Array.from(vertices),
    optionCounts: Int32Array.from(optionCounts),
  };
}
