import { type Corridor, LONG_DAYS } from './dense-layout.ts';
import type { DensePlan } from './dense-plan.ts';
import type { LineModel } from './line-model.ts';
import { evenRooms, movesWithin, type PhaseMoves, roomsAlong } from './phase-corridor.ts';
import type { LineQuestion } from './priced-line.ts';

const NEVER = Number.POSITIVE_INFINITY;

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
  readonly moves: PhaseMoves;
  /** What is still paid behind the last day of the search from a node there, infinite where the line cannot go on. */
  readonly paidBehind: (id: number) => number;
};

/** How much further than its counters phases may be from the corridor: a weekend is two shifts, and a run that has begun is some. */
const SHIFTS_OF_ROOM = 2;

/** Above so many nodes of all days the tables of nodes alone would be too large. */
const MOST_NODES = 2 ** 23;

/** The nodes of the days that are asked about; undefined where they are too many, null where the line outside the window is not legal. */
export function nodeSpace(
  model: LineModel,
  { runs }: Pick<DensePlan, 'runs'>,
  { shapeCost, offCost, window }: Pick<LineQuestion, 'shapeCost' | 'offCost' | 'window'>,
  corridor: Corridor | undefined,
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
  const phaseAt = (day: number): number => Math.floor((own[day] as number) / (classesAt(day) * runs));
  const movesOf = ({ width, isPaced }: Corridor): PhaseMoves =>
    movesWithin(
      model,
      isPaced ? evenRooms(model) : roomsAlong(model, phaseAt, first, end),
      Math.ceil(width * SHIFTS_OF_ROOM),
      first,
      end,
    );
  const isOwnLegal = (own[days] as number) >= 0 && ends(own[days] as number);
  return {
    first,
    end,
    start,
    outside,
    bases,
    classesAt,
    moves:
      corridor === undefined || (!corridor.isPaced && (!isOwnLegal || end - first < LONG_DAYS))
        ? phases.next
        : movesOf(corridor),
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

/** Work space of the passes over nodes: least costs from the front and from behind by the places of a space, and which nodes of each day can be reached. */
export type NodeCosts = {
  front: Float64Array;
  behind: Float64Array;
  byClass: Float64Array;
  /** Numbers of nodes, day after day, in order: those of day d from dayAt[d - first] to dayAt[d - first + 1]. */
  ids: Int32Array;
  dayAt: Int32Array;
  /** Places in `ids` where a group of one run and phase begins, and where the last one of a day ends: those of day d from groupAt[d - first] on. */
  groups: Int32Array;
  groupAt: Int32Array;
};

export function nodeCosts(): NodeCosts {
  const [none, nobody] = [new Float64Array(0), new Int32Array(0)];
  return {
    front: none,
    behind: none,
    byClass: none,
    ids: nobody,
    dayAt: nobody,
    groups: nobody,
    groupAt: nobody,
  };
}

function withRoom(list: Int32Array, size: number): Int32Array {
  if (size <= list.length) return list;
  const larger = new Int32Array(2 * size);
  larger.set(list);
  return larger;
}

/** Puts the nodes of a day, from `dayAt` to `end`, in order and in groups. */
function closeDay(costs: NodeCosts, at: number, end: number, classes: number): void {
  const { ids, dayAt, groupAt } = costs;
  const begin = dayAt[at] as number;
  ids.subarray(begin, end).sort();
  dayAt[at + 1] = end;
  let count = groupAt[at] as number;
  costs.groups = withRoom(costs.groups, count + end - begin + 1);
  const { groups } = costs;
  let last = -1;
  for (let index = begin; index < end; index++) {
    const group = Math.floor((ids[index] as number) / classes);
    if (group === last) continue;
    last = group;
    groups[count++] = index;
  }
  groups[count++] = end;
  groupAt[at + 1] = count;
}

/** Fills `costs` by one pass from the front and one from behind. `front` must be infinite, and is to be made so again. */
export function passNodes(
  model: LineModel,
  { runs, chains, steps }: DensePlan,
  space: NodeSpace,
  stepCost: readonly Float64Array[],
  offCost: Float64Array,
  costs: NodeCosts,
): void {
  const { order, phases } = model;
  const { first, end, bases, classesAt } = space;
  const { front, behind } = costs;
  const widest = Math.max(...order.classCount, ...order.entryCount, 1);
  if (widest > costs.byClass.length) costs.byClass = new Float64Array(widest);
  const byClass = costs.byClass.fill(NEVER);
  costs.dayAt = withRoom(costs.dayAt, end - first + 2);
  costs.groupAt = withRoom(costs.groupAt, end - first + 2);
  costs.ids = withRoom(costs.ids, 1);
  const { dayAt, groupAt } = costs;
  dayAt[0] = 0;
  groupAt[0] = 0;
  costs.ids[0] = space.start;
  front[(bases[first] as number) + space.start] = 0;
  closeDay(costs, 0, 1, classesAt(first));
  for (let day = first; day < end; day++) {
    const place = day - first;
    const [base, ahead] = [bases[day] as number, bases[day + 1] as number];
    const [classes, nextClasses] = [classesAt(day), classesAt(day + 1)];
    const symbols = phases.symbolCount[day] as number;
    const nextPhase = space.moves[day] as Int32Array;
    const prices = phases.prices?.[day];
    const own = stepCost[day] as Float64Array;
    const afterOff = day === 0 ? undefined : (order.afterOff[day - 1] as Int32Array);
    const { next, symbol, ofEntry } = steps[day] as (typeof steps)[number];
    let reached = dayAt[place + 1] as number;
    costs.ids = withRoom(costs.ids, reached + (bases[day + 2] ?? ahead) - ahead + 1);
    const { ids, groups } = costs;
    const lastGroup = (groupAt[place + 1] as number) - 1;
    for (let group = groupAt[place] as number; group < lastGroup; group++) {
      const [from, to] = [groups[group] as number, groups[group + 1] as number];
      const number = Math.floor((ids[from] as number) / classes);
      const runNow = number % runs;
      const phase = (number - runNow) / runs;
      const offPhase = nextPhase[phase * symbols] as number;
      const off = (offCost[day] as number) + (prices === undefined ? 0 : (prices[phase * symbols] as number));
      const mayRest = model.mustWork[day] !== true && offPhase >= 0 && off !== NEVER;
      for (let index = from; index < to; index++) {
        const id = ids[index] as number;
        const lastClass = id % classes;
        const so = front[base + id] as number;
        byClass[lastClass] = so;
        if (!mayRest) continue;
        const node = offPhase * runs * nextClasses + (afterOff === undefined ? 0 : (afterOff[lastClass] as number));
        const known = front[ahead + node] as number;
        if (known === NEVER) ids[reached++] = node;
        if (so + off < known) front[ahead + node] = so + off;
      }
      if (runs === 1 || runNow + 1 < runs) {
        const runAfter = runs === 1 ? 0 : runNow + 1;
        for (const chain of chains[day] as (typeof chains)[number]) {
          let gate = NEVER;
          for (const { entry, added } of chain) {
            for (let one = 0; one < added.length; one++) {
              const so = byClass[added[one] as number] as number;
              if (so < gate) gate = so;
            }
            if (gate === NEVER) continue;
            const list = ofEntry[entry] as Int32Array;
            for (let index = 0; index < list.length; index++) {
              const step = list[index] as number;
              const at = phase * symbols + (symbol[step] as number);
              const phaseAfter = nextPhase[at] as number;
              const cost = (own[step] as number) + (prices === undefined ? 0 : (prices[at] as number));
              if (phaseAfter < 0 || cost === NEVER) continue;
              const node = (phaseAfter * runs + runAfter) * nextClasses + (next[step] as number);
              const known = front[ahead + node] as number;
              if (known === NEVER) ids[reached++] = node;
              if (gate + cost < known) front[ahead + node] = gate + cost;
            }
          }
        }
      }
      for (let index = from; index < to; index++) byClass[(ids[index] as number) % classes] = NEVER;
    }
    closeDay(costs, place + 1, reached, nextClasses);
  }

  const { ids, groups } = costs;
  for (let index = dayAt[end - first] as number; index < (dayAt[end - first + 1] as number); index++) {
    const id = ids[index] as number;
    behind[(bases[end] as number) + id] = space.paidBehind(id);
  }
  for (let day = end - 1; day >= first; day--) {
    const place = day - first;
    const [base, ahead] = [bases[day] as number, bases[day + 1] as number];
    const [classes, nextClasses] = [classesAt(day), classesAt(day + 1)];
    const symbols = phases.symbolCount[day] as number;
    const nextPhase = space.moves[day] as Int32Array;
    const prices = phases.prices?.[day];
    const own = stepCost[day] as Float64Array;
    const afterOff = day === 0 ? undefined : (order.afterOff[day - 1] as Int32Array);
    const { next, symbol, ofEntry } = steps[day] as (typeof steps)[number];
    const lastGroup = (groupAt[place + 1] as number) - 1;
    for (let group = groupAt[place] as number; group < lastGroup; group++) {
      const [from, to] = [groups[group] as number, groups[group + 1] as number];
      const number = Math.floor((ids[from] as number) / classes);
      const runNow = number % runs;
      const phase = (number - runNow) / runs;
      const offPhase = nextPhase[phase * symbols] as number;
      const off = (offCost[day] as number) + (prices === undefined ? 0 : (prices[phase * symbols] as number));
      const mayRest = model.mustWork[day] !== true && offPhase >= 0 && off !== NEVER;
      const runAfter = runs === 1 ? 0 : runNow + 1;
      for (const chain of runs === 1 || runNow + 1 < runs ? (chains[day] as (typeof chains)[number]) : []) {
        let least = NEVER;
        for (let link = chain.length - 1; link >= 0; link--) {
          const { entry, added } = chain[link] as (typeof chain)[number];
          const list = ofEntry[entry] as Int32Array;
          for (let index = 0; index < list.length; index++) {
            const step = list[index] as number;
            const at = phase * symbols + (symbol[step] as number);
            const phaseAfter = nextPhase[at] as number;
            if (phaseAfter < 0) continue;
            const node = ahead + (phaseAfter * runs + runAfter) * nextClasses + (next[step] as number);
            if ((front[node] as number) === NEVER) continue;
            const cost =
              (own[step] as number) + (prices === undefined ? 0 : (prices[at] as number)) + (behind[node] as number);
            if (cost < least) least = cost;
          }
          for (let one = 0; one < added.length; one++) {
            const lastClass = added[one] as number;
            if (least < (byClass[lastClass] as number)) byClass[lastClass] = least;
          }
        }
      }
      for (let index = from; index < to; index++) {
        const id = ids[index] as number;
        const lastClass = id % classes;
        let value = byClass[lastClass] as number;
        if (mayRest) {
          const nextClass = afterOff === undefined ? 0 : (afterOff[lastClass] as number);
          value = Math.min(value, off + (behind[ahead + offPhase * runs * nextClasses + nextClass] as number));
        }
        behind[base + id] = value;
      }
      byClass.fill(NEVER, 0, classes);
    }
  }
}
