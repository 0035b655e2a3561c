import type { PauseKind } from './shift.ts';
import type { Seconds } from './units.ts';

/** Equal breaks of one shift: how many, how long, and where each may begin, in elapsed seconds from the shift's start, in rising order. */
export type BreakItem = {
  /** Undefined where the template does not say. */
  readonly kind?: PauseKind | undefined;
  readonly lengthSeconds: Seconds;
  readonly paid: boolean;
  readonly count: number;
  readonly starts: readonly Seconds[];
};

/** One break at one place. */
export type PlacedBreak = Pick<BreakItem, 'kind' | 'lengthSeconds' | 'paid'> & { readonly offset: Seconds };

/** What a law asks of where breaks lie: the amounts of the breaks placed must sum up to `least` or more. */
export type BreakQuota = { readonly least: number; readonly amount: (item: BreakItem, start: Seconds) => number };

/** At most `longestSeconds` from the start, or the end of a break that interrupts, to the next one or the shift's end. */
export type BreakStretch = { readonly longestSeconds: Seconds; readonly interrupts: (item: BreakItem) => boolean };

export type BreakLimits = {
  /** Least time between the end of a break and the start of the next; default 0. */
  readonly leastBetweenSeconds?: Seconds | undefined;
  readonly stretches?: readonly BreakStretch[] | undefined;
  readonly quotas?: readonly BreakQuota[] | undefined;
};

/**
 * Every legal placement of a shift's breaks, as the paths of a graph: a node is what has been placed and where the last break ended. Placements that
 * somebody asked for have numbers, given in the order of asking; 0 is the one that spreads the breaks most evenly.
 */
export type BreakPlan = {
  readonly items: readonly BreakItem[];
  /** Single breaks at single places; costs of `cheapest` and `choose` are by their index. */
  readonly options: readonly { readonly item: number; readonly start: Seconds; readonly end: Seconds }[];
  readonly graph: BreakGraph;
  /** Number of placements; a sum in floating point where it is beyond whole numbers. */
  readonly size: number;
  /** Least sum of the costs of the options of a placement. */
  readonly cheapest: (costs: Float64Array) => number;
  /** The number of a placement of least cost: on a tie the one found first, alike for alike costs. */
  readonly choose: (costs: Float64Array) => number;
  /** The breaks of a placement in order. */
  readonly placement: (index: number) => readonly PlacedBreak[];
  /** Indices of the options of a placement in order: unlike its number they are the same wherever the plan was built. */
  readonly optionsOf: (index: number) => readonly number[];
  /** The number of the placement with these options, which is one of the plan. */
  readonly numberOf: (options: readonly number[]) => number;
  /** Numbers of all placements; only for a plan of few. */
  readonly all: () => readonly number[];
  /** The number of the placement with these starts, in order, and lengths; undefined where it is not legal. */
  readonly find: (
    breaks: readonly { readonly offset: Seconds; readonly lengthSeconds: Seconds }[],
  ) => number | undefined;
};

type State = {
  readonly placed: readonly number[];
  /** Amounts so far towards each quota that places decide, at most its least. */
  readonly sums: readonly number[];
  /** End of the last break that interrupts each stretch that only some breaks interrupt. */
  readonly since: readonly Seconds[];
  readonly ends: Set<Seconds>;
};

/** From any node of a state whose index among the state's ends is in [low, high), by an option to a node. */
type Arc = { readonly option: number; readonly low: number; readonly high: number; readonly target: number };

/** Arcs of one state and one item, in order of start. */
type Segment = { readonly firstNode: number; readonly arcs: readonly Arc[] };

/** Nodes in the order in which breaks are placed, the first before any; `finals` are those at which a placement may end. */
export type BreakGraph = {
  readonly nodes: number;
  readonly segments: readonly Segment[];
  readonly finals: readonly number[];
};

/** Limits in the form of the search; undefined where no placement can keep them. */
type Settled = {
  readonly items: readonly BreakItem[];
  readonly longest: Seconds;
  readonly quotas: readonly BreakQuota[];
  readonly stretches: readonly BreakStretch[];
};

/** Brings limits to their simplest form: a stretch that one break alone can interrupt is a window of that break. */
function settle(spanSeconds: Seconds, given: readonly BreakItem[], limits: BreakLimits): Settled | undefined {
  let items = given;
  let longest = Number.POSITIVE_INFINITY;
  const stretches: BreakStretch[] = [];
  for (const stretch of limits.stretches ?? []) {
    const { longestSeconds, interrupts } = stretch;
    const own = items.filter(interrupts);
    if (spanSeconds <= longestSeconds) continue;
    const count = own.reduce((sum, item) => sum + item.count, 0);
    if (count === 0) return undefined;
    if (own.length === items.length) longest = Math.min(longest, longestSeconds);
    else if (count > 1) stretches.push(stretch);
    else {
      items = items.map((item) => {
        if (!interrupts(item)) return item;
        const fits = (start: Seconds): boolean =>
          start <= longestSeconds && spanSeconds - start - item.lengthSeconds <= longestSeconds;
        return { ...item, starts: item.starts.filter(fits) };
      });
    }
  }
  const quotas: BreakQuota[] = [];
  for (const quota of limits.quotas ?? []) {
    let [least, most] = [0, 0];
    for (const item of items) {
      const amounts = item.starts.map((start) => quota.amount(item, start));
      least += item.count * amounts.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
      most += item.count * amounts.reduce((a, b) => Math.max(a, b), 0);
    }
    if (most < quota.least) return undefined;
    if (least < quota.least) quotas.push(quota);
  }
  return { items, longest, quotas, stretches };
}

/** Nodes and arcs, explored break by break; undefined where no path ends legally. */
function buildGraph(
  spanSeconds: Seconds,
  { items, longest, quotas, stretches }: Settled,
  options: BreakPlan['options'],
  leastBetween: Seconds,
): BreakGraph | undefined {
  const total = items.reduce((sum, item) => sum + item.count, 0);
  const byItem = items.map((_, item) => options.flatMap((option, index) => (option.item === item ? [index] : [])));
  const layers: Map<string, State>[] = [
    new Map([
      [
        '',
        { placed: items.map(() => 0), sums: quotas.map(() => 0), since: stretches.map(() => 0), ends: new Set([0]) },
      ],
    ]),
  ];
  type Draft = Omit<Arc, 'target'> & { readonly state: State; readonly end: Seconds };
  const drafts: { readonly state: State; readonly arcs: Draft[] }[] = [];
  for (let level = 0; level < total; level++) {
    const next = new Map<string, State>();
    for (const state of (layers[level] as Map<string, State>).values()) {
      const ends = [...state.ends].sort((a, b) => a - b);
      const between = level === 0 ? 0 : leastBetween;
      items.forEach((item, index) => {
        if ((state.placed[index] as number) >= item.count) return;
        const arcs: Draft[] = [];
        for (const option of byItem[index] as readonly number[]) {
          const { start, end } = options[option] as BreakPlan['options'][number];
          const low = ends.findIndex((last) => start - last <= longest);
          const past = ends.findIndex((last) => last + between > start);
          const high = past < 0 ? ends.length : past;
          if (low < 0 || low >= high) continue;
          if (
            stretches.some(
              (one, at) => one.interrupts(item) && start - (state.since[at] as number) > one.longestSeconds,
            )
          )
            continue;
          const placed = state.placed.map((count, at) => (at === index ? count + 1 : count));
          const sums = state.sums.map((sum, at) => {
            const quota = quotas[at] as BreakQuota;
            return Math.min(quota.least, sum + quota.amount(item, start));
          });
          const since = state.since.map((last, at) => ((stretches[at] as BreakStretch).interrupts(item) ? end : last));
          const key = `${placed.join()} ${sums.join()} ${since.join()}`;
          const after = next.get(key) ?? { placed, sums, since, ends: new Set<Seconds>() };
          next.set(key, after);
          after.ends.add(end);
          arcs.push({ option, low, high, state: after, end });
        }
        drafts.push({ state, arcs });
      });
    }
    layers.push(next);
  }
  const firstNode = new Map<State, number>();
  const nodeOf = new Map<State, ReadonlyMap<Seconds, number>>();
  const finals: number[] = [];
  let nodes = 0;
  layers.forEach((layer, level) => {
    for (const state of layer.values()) {
      const ends = [...state.ends].sort((a, b) => a - b);
      firstNode.set(state, nodes);
      nodeOf.set(state, new Map(ends.map((end, at) => [end, nodes + at])));
      const isWhole =
        level === total &&
        state.sums.every((sum, at) => sum >= (quotas[at] as BreakQuota).least) &&
        state.since.every((last, at) => spanSeconds - last <= (stretches[at] as BreakStretch).longestSeconds);
      ends.forEach((end, at) => {
        if (isWhole && spanSeconds - end <= longest) finals.push(nodes + at);
      });
      nodes += ends.length;
    }
  });
  if (finals.length === 0) return undefined;
  // Backwards, what leads to no end is dropped.
  const alive = new Uint8Array(nodes);
  for (const node of finals) alive[node] = 1;
  const segments: Segment[] = [];
  for (const { state, arcs } of [...drafts].reverse()) {
    const first = firstNode.get(state) as number;
    const kept = arcs
      .map(({ option, low, high, state: after, end }) => ({
        option,
        low,
        high,
        target: nodeOf.get(after)?.get(end) as number,
      }))
      .filter(({ target }) => alive[target] === 1);
    for (const { low, high } of kept) alive.fill(1, first + low, first + high);
    if (kept.length > 0) segments.unshift({ firstNode: first, arcs: kept });
  }
  return { nodes, segments, finals };
}

/** Starts at which the breaks of an item would lie evenly over the shift: one in the middle, two at the thirds. */
function evenStarts(spanSeconds: Seconds, { count, lengthSeconds }: BreakItem): readonly number[] {
  return Array.from({ length: count }, (_, at) => (spanSeconds * (at + 1)) / (count + 1) - lengthSeconds / 2);
}

/**
 * Compiles the breaks of a shift of so many elapsed seconds. Breaks neither overlap nor leave the shift; they keep every limit. Undefined where
 * no placement does.
 */
export function compileBreakPlan(
  spanSeconds: Seconds,
  given: readonly BreakItem[],
  limits: BreakLimits = {},
): BreakPlan | undefined {
  const settled = settle(spanSeconds, given, limits);
  if (settled === undefined) return undefined;
  const { items } = settled;
  const options = items.flatMap(({ starts, lengthSeconds }, item) =>
    starts
      .filter((start) => start >= 0 && start + lengthSeconds <= spanSeconds)
      .map((start) => ({ item, start, end: start + lengthSeconds })),
  );
  const graph = buildGraph(spanSeconds, settled, options, limits.leastBetweenSeconds ?? 0);
  if (graph === undefined) return undefined;
  const { nodes, segments, finals } = graph;
  const best = new Float64Array(nodes);
  const from = new Int32Array(nodes);
  const by = new Int32Array(nodes);
  const queue = new Int32Array(nodes);
  // The arcs once more in flat arrays, low and high as nodes: this is what pricing spends its time on.
  const arcs = segments.flatMap((segment) => segment.arcs.map((arc) => ({ ...arc, first: segment.firstNode })));
  const optionOf = Int32Array.from(arcs, ({ option }) => option);
  const lowOf = Int32Array.from(arcs, ({ first, low }) => first + low);
  const highOf = Int32Array.from(arcs, ({ first, high }) => first + high);
  const targetOf = Int32Array.from(arcs, ({ target }) => target);
  const segmentEnds: number[] = [];
  for (const segment of segments) segmentEnds.push((segmentEnds.at(-1) ?? 0) + segment.arcs.length);

  /** Cost of every node and the way to it; the cheapest node at which a placement may end. */
  const search = (costs: Float64Array): number => {
    best.fill(Number.POSITIVE_INFINITY);
    best[0] = 0;
    let arc = 0;
    for (const end of segmentEnds) {
      // The cheapest of a window that only moves on: a queue of nodes in order, each cheaper than those behind it.
      let head = 0;
      let tail = 0;
      let entered = lowOf[arc] as number;
      for (; arc < end; arc++) {
        const high = highOf[arc] as number;
        for (; entered < high; entered++) {
          const cost = best[entered] as number;
          while (tail > head && (best[queue[tail - 1] as number] as number) > cost) tail--;
          queue[tail++] = entered;
        }
        const low = lowOf[arc] as number;
        while ((queue[head] as number) < low) head++;
        const node = queue[head] as number;
        const target = targetOf[arc] as number;
        const cost = (best[node] as number) + (costs[optionOf[arc] as number] as number);
        if (cost < (best[target] as number)) {
          best[target] = cost;
          from[target] = node;
          by[target] = optionOf[arc] as number;
        }
      }
    }
    let last = finals[0] as number;
    for (const node of finals) if ((best[node] as number) < (best[last] as number)) last = node;
    return last;
  };

  const numbers = new Map<string, number>();
  const known: (readonly number[])[] = [];
  let isListed = false;
  const numberOf = (path: readonly number[]): number => {
    const key = path.join();
    const number = numbers.get(key) ?? known.length;
    if (number === known.length) {
      numbers.set(key, number);
      known.push(path);
    }
    return number;
  };
  const choose = (costs: Float64Array): number => {
    const path: number[] = [];
    for (let node = search(costs); node > 0; node = from[node] as number) path.unshift(by[node] as number);
    return numberOf(path);
  };
  const walk = (node: number, path: readonly number[], visit: (path: readonly number[]) => void): void => {
    if (finals.includes(node)) visit(path);
    for (const { firstNode, arcs } of segments) {
      for (const { option, low, high, target } of arcs) {
        if (node >= firstNode + low && node < firstNode + high) walk(target, [...path, option], visit);
      }
    }
  };
  choose(
    Float64Array.from(options, ({ item, start }) =>
      evenStarts(spanSeconds, items[item] as BreakItem).reduce(
        (least, even) => Math.min(least, Math.abs(start - even)),
        Number.POSITIVE_INFINITY,
      ),
    ),
  );
  return {
    items,
    options,
    graph,
    size: countPaths(graph),
    cheapest: (costs) => best[search(costs)] as number,
    choose,
    placement: (index) =>
      (known[index] as readonly number[]).map((option) => {
        const { item, start } = options[option] as BreakPlan['options'][number];
        const { kind, lengthSeconds, paid } = items[item] as BreakItem;
        return { kind, lengthSeconds, paid, offset: start };
      }),
    optionsOf: (index) => known[index] as readonly number[],
    numberOf,
    all: () => {
      if (!isListed) walk(0, [], numberOf);
      isListed = true;
      return known.map((_, index) => index);
    },
    find: (breaks) => {
      const is = (option: number, at: number): boolean => {
        const { start, end } = options[option] as BreakPlan['options'][number];
        return start === breaks[at]?.offset && end - start === breaks[at]?.lengthSeconds;
      };
      const follow = (node: number, path: readonly number[]): readonly number[] | undefined => {
        if (path.length === breaks.length) return finals.includes(node) ? path : undefined;
        for (const { firstNode, arcs } of segments) {
          for (const { option, low, high, target } of arcs) {
            if (node < firstNode + low || node >= firstNode + high || !is(option, path.length)) continue;
            const found = follow(target, [...path, option]);
            if (found !== undefined) return found;
          }
        }
        return undefined;
      };
      const path = follow(0, []);
      return path === undefined ? undefined : numberOf(path);
    },
  };
}

/** Number of paths from the first node to a final one. */
function countPaths({ nodes, segments, finals }: BreakGraph): number {
  const ways = new Float64Array(nodes);
  ways[0] = 1;
  for (const { firstNode, arcs } of segments) {
    for (const { low, high, target } of arcs) {
      for (let node = firstNode + low; node < firstNode + high; node++)
        ways[target] = (ways[target] as number) + (ways[node] as number);
    }
  }
  return finals.reduce((sum, node) => sum + (ways[node] as number), 0);
}
