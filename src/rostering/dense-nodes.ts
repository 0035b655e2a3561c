import type { DensePlan } from './dense-plan.ts';
import type { LineModel } from './line-model.ts';
import type { LineQuestion } from './priced-line.ts';

const NEVER = Number.POSITIVE_INFINITY;

/** Nodes of a day in groups of one run and phase: places [from, to) of the day's list. */
export type NodeGroup = { readonly from: number; readonly to: number; readonly runNow: number; readonly phase: number };

/**
 * Nodes of lines: class of the last shift, run of worked days and phase at each midnight, as numbers (phase * runs + run) * classes + class, without the counters.
 * Tables over nodes hold those of day d from `bases[d]` on.
 */
export type NodeSpace = {
  readonly first: number;
  readonly end: number;
  readonly start: number;
  /** Cost of the line outside the window, and the model's constant. */
  readonly outside: number;
  readonly bases: Int32Array;
  readonly classesAt: (day: number) => number;
  readonly groupsOf: (day: number, list: Int32Array) => readonly NodeGroup[];
  /** What is still paid behind the last day of the search from a node there, infinite where the line cannot go on. */
  readonly paidBehind: (id: number) => number;
};

/** Above so many nodes of all days the tables of nodes alone would be too large. */
const MOST_NODES = 2 ** 23;

/** The nodes of the days that are asked about; undefined where they are too many, null where the line outside the window is not legal. */
export function nodeSpace(
  model: LineModel,
  { runs }: Pick<DensePlan, 'runs'>,
  { shapeCost, offCost, window }: Pick<LineQuestion, 'shapeCost' | 'offCost' | 'window'>,
): NodeSpace | undefined | null {
  const { order, phases, run, days } = model;
  const first = window?.firstDay ?? 0;
  const end = window?.endDay ?? days;
  const classesAt = (day: number): number => (day === 0 ? 1 : (order.classCount[day - 1] as number));
  const bases = new Int32Array(end + 2);
  for (let day = first; day <= end; day++) {
    const nodes = classesAt(day) * runs * (phases.count[day] as number);
    bases[day + 1] = (bases[day] as number) + nodes;
    if ((bases[day + 1] as number) > MOST_NODES) return undefined;
  }
  const symbolOf = (day: number, shape: number): number =>
    shape < 0 ? 0 : ((phases.symbols[day] as Int32Array)[shape] as number);
  /** Node behind a day on which a shape is worked, -1 for a day off, from a node before it; -1 where that is not allowed. */
  const walk = (day: number, id: number, shape: number): number => {
    const classes = classesAt(day);
    const lastClass = id % classes;
    const group = (id - lastClass) / classes;
    const runNow = group % runs;
    const phase = (group - runNow) / runs;
    const at = phase * (phases.symbolCount[day] as number) + symbolOf(day, shape);
    const nextPhase = (phases.next[day] as Int32Array)[at] as number;
    if (nextPhase < 0) return -1;
    const ahead = nextPhase * runs;
    if (shape < 0) {
      const nextClass = day === 0 ? 0 : ((order.afterOff[day - 1] as Int32Array)[lastClass] as number);
      return ahead * classesAt(day + 1) + nextClass;
    }
    const entry = (order.entries[day] as Int32Array)[shape] as number;
    if ((order.blocked[day] as Uint8Array)[lastClass * (order.entryCount[day] as number) + entry] === 1) return -1;
    if (runs > 1 && runNow + 1 >= runs) return -1;
    const nextClass = (order.classes[day] as Int32Array)[shape] as number;
    return (ahead + (runs > 1 ? runNow + 1 : 0)) * classesAt(day + 1) + nextClass;
  };
  const pathPrice = (day: number, id: number, shape: number): number => {
    const table = phases.prices?.[day];
    if (table === undefined) return 0;
    const phase = Math.floor(id / (classesAt(day) * runs));
    return table[phase * (phases.symbolCount[day] as number) + symbolOf(day, shape)] as number;
  };
  const costOn = (day: number, shape: number): number =>
    shape < 0 ? (offCost[day] as number) : ((shapeCost[day] as Float64Array)[shape] as number);

  let start = run.maximum === 0 ? 0 : Math.min(run.before, run.maximum);
  let outside = model.constant;
  // The nodes that the given line itself goes through behind the window: who meets it there goes on as it does.
  const own = new Int32Array(days + 1).fill(-1);
  if (window !== undefined) {
    let at = start;
    for (let day = 0; day < days; day++) {
      if (day === first) start = at;
      const shape = window.line[day] as number;
      if (day < first || day >= end) outside += costOn(day, shape);
      if (day < first) outside += pathPrice(day, at, shape);
      at = at < 0 ? -1 : walk(day, at, shape);
      own[day + 1] = at;
      if (day < first && at < 0) return null;
    }
  }
  if (outside === NEVER) return null;
  const ends = (id: number): boolean => {
    const runNow = Math.floor(id / classesAt(days)) % runs;
    return runs === 1 || runNow === 0 || runNow + run.after <= run.maximum;
  };
  const isOwnLegal = (own[days] as number) >= 0 && ends(own[days] as number);
  return {
    first,
    end,
    start,
    outside,
    bases,
    classesAt,
    groupsOf(day, list) {
      const classes = classesAt(day);
      const groups: NodeGroup[] = [];
      for (let from = 0; from < list.length; ) {
        const group = Math.floor((list[from] as number) / classes);
        let to = from + 1;
        while (to < list.length && Math.floor((list[to] as number) / classes) === group) to++;
        groups.push({ from, to, runNow: group % runs, phase: Math.floor(group / runs) });
        from = to;
      }
      return groups;
    },
    paidBehind(id) {
      let at = id;
      let paid = 0;
      for (let day = end; day < days; day++) {
        if (isOwnLegal && at === own[day] && phases.prices === undefined) return 0;
        const shape = window?.line[day] as number;
        paid += pathPrice(day, at, shape);
        at = walk(day, at, shape);
        if (at < 0) return NEVER;
      }
      return ends(at) ? paid : NEVER;
    },
  };
}

/** Work space of the passes over nodes: least costs from the front and from behind, by the places of a space. */
export type NodeCosts = {
  front: Float64Array;
  behind: Float64Array;
  byClass: Float64Array;
};

export function nodeCosts(): NodeCosts {
  return { front: new Float64Array(0), behind: new Float64Array(0), byClass: new Float64Array(0) };
}

/** Fills `costs` by one pass from the front and one from behind and returns the nodes of each day that can be reached, in order. `front` must be infinite, and is to be made so again. */
export function passNodes(
  model: LineModel,
  { runs, chains, steps }: DensePlan,
  space: NodeSpace,
  stepCost: readonly Float64Array[],
  offCost: Float64Array,
  costs: NodeCosts,
): readonly Int32Array[] {
  const { order, phases } = model;
  const { first, end, bases, classesAt } = space;
  const { front, behind } = costs;
  const widest = Math.max(...order.classCount, ...order.entryCount, 1);
  if (widest > costs.byClass.length) costs.byClass = new Float64Array(widest);
  const byClass = costs.byClass.fill(NEVER);
  const active: Int32Array[] = [];
  for (let day = 0; day <= end; day++) active.push(new Int32Array(0));
  active[first] = Int32Array.of(space.start);
  front[(bases[first] as number) + space.start] = 0;
  for (let day = first; day < end; day++) {
    const reached: number[] = [];
    const [base, ahead] = [bases[day] as number, bases[day + 1] as number];
    const list = active[day] as Int32Array;
    const [classes, nextClasses] = [classesAt(day), classesAt(day + 1)];
    const symbols = phases.symbolCount[day] as number;
    const nextPhase = phases.next[day] as Int32Array;
    const prices = phases.prices?.[day];
    const own = stepCost[day] as Float64Array;
    const { next, symbol, ofEntry } = steps[day] as (typeof steps)[number];
    const touch = (id: number, cost: number): void => {
      const at = ahead + id;
      if ((front[at] as number) === NEVER) reached.push(id);
      if (cost < (front[at] as number)) front[at] = cost;
    };
    for (const { from, to, runNow, phase } of space.groupsOf(day, list)) {
      const offPhase = nextPhase[phase * symbols] as number;
      const off = (offCost[day] as number) + (prices === undefined ? 0 : (prices[phase * symbols] as number));
      const mayRest = model.mustWork[day] !== true && offPhase >= 0 && off !== NEVER;
      for (let index = from; index < to; index++) {
        const id = list[index] as number;
        const lastClass = id % classes;
        byClass[lastClass] = front[base + id] as number;
        if (!mayRest) continue;
        const nextClass = day === 0 ? 0 : ((order.afterOff[day - 1] as Int32Array)[lastClass] as number);
        touch(offPhase * runs * nextClasses + nextClass, (front[base + id] as number) + off);
      }
      if (runs === 1 || runNow + 1 < runs) {
        const runAfter = runs === 1 ? 0 : runNow + 1;
        for (const chain of chains[day] as (typeof chains)[number]) {
          let gate = NEVER;
          for (const { entry, added } of chain) {
            for (const one of added) gate = Math.min(gate, byClass[one] as number);
            if (gate === NEVER) continue;
            for (const step of ofEntry[entry] as Int32Array) {
              const at = phase * symbols + (symbol[step] as number);
              const phaseAfter = nextPhase[at] as number;
              const cost = (own[step] as number) + (prices === undefined ? 0 : (prices[at] as number));
              if (phaseAfter < 0 || cost === NEVER) continue;
              touch((phaseAfter * runs + runAfter) * nextClasses + (next[step] as number), gate + cost);
            }
          }
        }
      }
      for (let index = from; index < to; index++) byClass[(list[index] as number) % classes] = NEVER;
    }
    active[day + 1] = Int32Array.from(reached).sort();
  }

  for (const id of active[end] as Int32Array) behind[(bases[end] as number) + id] = space.paidBehind(id);
  for (let day = end - 1; day >= first; day--) {
    const [base, ahead] = [bases[day] as number, bases[day + 1] as number];
    const list = active[day] as Int32Array;
    const [classes, nextClasses] = [classesAt(day), classesAt(day + 1)];
    const symbols = phases.symbolCount[day] as number;
    const nextPhase = phases.next[day] as Int32Array;
    const prices = phases.prices?.[day];
    const own = stepCost[day] as Float64Array;
    const { next, symbol, ofEntry } = steps[day] as (typeof steps)[number];
    for (const { from, to, runNow, phase } of space.groupsOf(day, list)) {
      const offPhase = nextPhase[phase * symbols] as number;
      const off = (offCost[day] as number) + (prices === undefined ? 0 : (prices[phase * symbols] as number));
      const mayRest = model.mustWork[day] !== true && offPhase >= 0 && off !== NEVER;
      const runAfter = runs === 1 ? 0 : runNow + 1;
      for (const chain of runs === 1 || runNow + 1 < runs ? (chains[day] as (typeof chains)[number]) : []) {
        let least = NEVER;
        for (let link = chain.length - 1; link >= 0; link--) {
          const { entry, added } = chain[link] as (typeof chain)[number];
          for (const step of ofEntry[entry] as Int32Array) {
            const at = phase * symbols + (symbol[step] as number);
            const phaseAfter = nextPhase[at] as number;
            if (phaseAfter < 0) continue;
            const node = ahead + (phaseAfter * runs + runAfter) * nextClasses + (next[step] as number);
            if ((front[node] as number) === NEVER) continue;
            const cost = (own[step] as number) + (prices === undefined ? 0 : (prices[at] as number));
            least = Math.min(least, cost + (behind[node] as number));
          }
          for (const one of added) byClass[one] = Math.min(byClass[one] as number, least);
        }
      }
      for (let index = from; index < to; index++) {
        const id = list[index] as number;
        const lastClass = id % classes;
        let value = byClass[lastClass] as number;
        if (mayRest) {
          const nextClass = day === 0 ? 0 : ((order.afterOff[day - 1] as Int32Array)[lastClass] as number);
          value = Math.min(value, off + (behind[ahead + offPhase * runs * nextClasses + nextClass] as number));
        }
        behind[base + id] = value;
      }
      byClass.fill(NEVER, 0, classes);
    }
  }
  return active;
}
