import type { LineChoice, PricedLine } from './priced-line.ts';
import { brokenLane, type DensePlan, densePlan, isDense } from './dense-plan.ts';
import { closeWindows, type Layout, layOut, mover, sourceCell } from './dense-layout.ts';
import { CELL_BYTES, cellStore, type CellStore } from './cell-store.ts';
import { type LineModel, withShapePoints } from './line-model.ts';

/** What is asked: costs by day and shape, and of a day off; lines below a cost, and within a window of days alone. */
export type DenseQuestion = {
  readonly shapeCost: readonly Float64Array[];
  readonly offCost: Float64Array;
  readonly count: number;
  readonly exact: boolean;
  readonly below: number;
  readonly window: { readonly firstDay: number; readonly endDay: number; readonly line: LineChoice } | undefined;
};

/** Finds the same lines as the pricer of labels, over tables of all values of the counters; undefined where a model or its tables are beyond it. */
export type DensePricer = {
  readonly best: (model: LineModel, question: DenseQuestion) => readonly PricedLine[] | undefined;
};

/** Tables above this are left to the pricer of labels. */
const MOST_CELLS = 2 ** 26;
/** Nodes (class, run and phase) of all days, above which the tables of nodes alone would be too large. */
const MOST_NODES = 2 ** 23;
/** Steps of cells for a line that need not be exact: above it fewer labels are quicker. */
const MOST_WORK = 1.5e9;
const NOTHING = 1e-9;
const NEVER = Number.POSITIVE_INFINITY;

/**
 * Cheapest paths over nodes (class of the last shift, run, phase) whose labels are tables of the counters' values: a step moves a whole table by the weights of a
 * shift and keeps the lesser of each cell, which is one loop over plain doubles. Counters are taken up when the best line without them breaks one
 * (decremental state space relaxation: Righini & Salani 2008), and kept for the model. Costs without counters, from the front and from behind,
 * drop the steps that cannot be on a line below the asked cost.
 */
export function densePricer(): DensePricer {
  let made: CellStore | undefined;
  let [front, behind] = [new Float64Array(0), new Float64Array(0)];
  let [slotBefore, slotAfter] = [new Int32Array(0), new Int32Array(0)];
  let classFront = new Float64Array(64);
  let classSlot = new Int32Array(64);
  let entryBest = new Float64Array(64);
  const held = new WeakMap<LineModel, { readonly lanes: Set<number>; plan: DensePlan }>();

  const growNodes = (nodes: number): void => {
    if (nodes <= front.length) return;
    front = new Float64Array(nodes).fill(NEVER);
    behind = new Float64Array(nodes);
    slotBefore = new Int32Array(nodes).fill(-1);
    slotAfter = new Int32Array(nodes).fill(-1);
  };

  const search = (
    model: LineModel,
    plan: DensePlan,
    question: DenseQuestion,
  ): { readonly lines: readonly PricedLine[]; readonly broken: number } | undefined => {
    const { order, phases, run } = model;
    const { runs, chains, steps } = plan;
    const lanes = plan.lanes.length;
    const { shapeCost, offCost, window } = question;
    const first = window?.firstDay ?? 0;
    const end = window?.endDay ?? model.days;
    const classesAt = (day: number): number => (day === 0 ? 1 : (order.classCount[day - 1] as number));
    const bases = new Int32Array(end + 2);
    for (let day = first; day <= end; day++) {
      const nodes = classesAt(day) * runs * (phases.count[day] as number);
      bases[day + 1] = (bases[day] as number) + nodes;
      if ((bases[day + 1] as number) > MOST_NODES) return undefined;
    }
    growNodes(bases[end + 1] as number);
    const widest = Math.max(...order.classCount, ...order.entryCount, 1);
    if (widest > classFront.length) {
      classFront = new Float64Array(widest);
      classSlot = new Int32Array(widest);
      entryBest = new Float64Array(widest);
    }
    classFront.fill(NEVER);
    classSlot.fill(-1);

    const idOf = (day: number, lastClass: number, runNow: number, phase: number): number =>
      (phase * runs + runNow) * classesAt(day) + lastClass;
    /** Node behind a day on which `step` is worked, -1 for a day off, from a node before it; -1 where that is not allowed. */
    const walk = (day: number, id: number, entry: number, next: number, symbol: number): number => {
      const classes = classesAt(day);
      const lastClass = id % classes;
      const group = (id - lastClass) / classes;
      const runNow = group % runs;
      const phase = (group - runNow) / runs;
      const symbols = phases.symbolCount[day] as number;
      const nextPhase = (phases.next[day] as Int32Array)[phase * symbols + symbol] as number;
      if (nextPhase < 0) return -1;
      if (entry < 0) {
        const nextClass = day === 0 ? 0 : ((order.afterOff[day - 1] as Int32Array)[lastClass] as number);
        return idOf(day + 1, nextClass, 0, nextPhase);
      }
      if ((order.blocked[day] as Uint8Array)[lastClass * (order.entryCount[day] as number) + entry] === 1) return -1;
      if (runs > 1 && runNow + 1 >= runs) return -1;
      return idOf(day + 1, next, runs > 1 ? runNow + 1 : 0, nextPhase);
    };
    const walkChosen = (day: number, id: number, shape: number): number =>
      shape < 0
        ? walk(day, id, -1, 0, 0)
        : walk(
            day,
            id,
            (order.entries[day] as Int32Array)[shape] as number,
            (order.classes[day] as Int32Array)[shape] as number,
            (phases.symbols[day] as Int32Array)[shape] as number,
          );
    const pathPrice = (day: number, id: number, symbol: number): number => {
      const table = phases.prices?.[day];
      if (table === undefined) return 0;
      const phase = Math.floor(id / (classesAt(day) * runs));
      return table[phase * (phases.symbolCount[day] as number) + symbol] as number;
    };
    const costOn = (day: number, shape: number): number =>
      shape < 0 ? (offCost[day] as number) : ((shapeCost[day] as Float64Array)[shape] as number);
    const symbolOf = (day: number, shape: number): number =>
      shape < 0 ? 0 : ((phases.symbols[day] as Int32Array)[shape] as number);

    // The line outside the window: the node that it leads to, and what it costs.
    let start = idOf(0, 0, run.maximum === 0 ? 0 : Math.min(run.before, run.maximum), 0);
    let outside = model.constant;
    if (window !== undefined) {
      for (let day = 0; day < first; day++) {
        const shape = window.line[day] as number;
        outside += costOn(day, shape) + pathPrice(day, start, symbolOf(day, shape));
        start = walkChosen(day, start, shape);
        if (start < 0) return { lines: [], broken: -1 };
      }
      for (let day = end; day < model.days; day++) outside += costOn(day, window.line[day] as number);
    }
    if (outside === NEVER) return { lines: [], broken: -1 };
    const limit = question.below - outside + NOTHING;
    /** What is still paid behind the last day of the search from a node there, `NEVER` where the line cannot go on. */
    const paidBehind = (id: number): number => {
      let at = id;
      let paid = 0;
      for (let day = end; day < model.days; day++) {
        const shape = window?.line[day] as number;
        paid += pathPrice(day, at, symbolOf(day, shape));
        at = walkChosen(day, at, shape);
        if (at < 0) return NEVER;
      }
      const runNow = Math.floor(at / classesAt(model.days)) % runs;
      return runs > 1 && runNow > 0 && runNow + run.after > run.maximum ? NEVER : paid;
    };

    const layouts = layOut(model, plan, first, end, window?.line);
    if (layouts === undefined) return { lines: [], broken: -1 };
    const tables = layouts;

    const stepCost = steps.map(({ shapes }, day) => {
      if (day < first || day >= end) return new Float64Array(0);
      const own = shapeCost[day] as Float64Array;
      return Float64Array.from(shapes, (list) => {
        let least = NEVER;
        for (const shape of list) least = Math.min(least, own[shape] as number);
        return least;
      });
    });

    const active: Int32Array[] = [];
    const forget = (): void => {
      for (let day = first; day <= end; day++) {
        const base = bases[day] as number;
        for (const id of active[day] ?? []) {
          front[base + id] = NEVER;
          slotBefore[base + id] = -1;
          slotAfter[base + id] = -1;
        }
      }
    };

    /** Nodes of a day in groups of one run and phase, with what may be done from each. */
    type Group = { readonly from: number; readonly to: number; readonly runNow: number; readonly phase: number };
    const groupsOf = (day: number): readonly Group[] => {
      const list = active[day] as Int32Array;
      const classes = classesAt(day);
      const groups: Group[] = [];
      for (let from = 0; from < list.length; ) {
        const group = Math.floor((list[from] as number) / classes);
        let to = from + 1;
        while (to < list.length && Math.floor((list[to] as number) / classes) === group) to++;
        groups.push({ from, to, runNow: group % runs, phase: Math.floor(group / runs) });
        from = to;
      }
      return groups;
    };

    try {
      // From the front, without counters: which nodes there are, and the least that they can cost.
      active[first] = Int32Array.of(start);
      front[(bases[first] as number) + start] = 0;
      for (let day = first; day < end; day++) {
        const reached: number[] = [];
        const [base, ahead] = [bases[day] as number, bases[day + 1] as number];
        const list = active[day] as Int32Array;
        const classes = classesAt(day);
        const nextClasses = classesAt(day + 1);
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
        for (const { from, to, runNow, phase } of groupsOf(day)) {
          const offPhase = nextPhase[phase * symbols] as number;
          const off = (offCost[day] as number) + (prices === undefined ? 0 : (prices[phase * symbols] as number));
          for (let index = from; index < to; index++) {
            const id = list[index] as number;
            const lastClass = id % classes;
            classFront[lastClass] = front[base + id] as number;
            if (model.mustWork[day] === true || offPhase < 0 || off === NEVER) continue;
            const nextClass = day === 0 ? 0 : ((order.afterOff[day - 1] as Int32Array)[lastClass] as number);
            touch(offPhase * runs * nextClasses + nextClass, (front[base + id] as number) + off);
          }
          if (runs === 1 || runNow + 1 < runs) {
            const runAfter = runs === 1 ? 0 : runNow + 1;
            for (const chain of chains[day] as (typeof chains)[number]) {
              let gate = NEVER;
              for (const { entry, added } of chain) {
                for (const one of added) gate = Math.min(gate, classFront[one] as number);
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
          for (let index = from; index < to; index++) classFront[(list[index] as number) % classes] = NEVER;
        }
        active[day + 1] = Int32Array.from(reached).sort();
      }

      // From behind, without counters.
      const paid = new Map<number, number>();
      for (const id of active[end] as Int32Array) {
        const value = paidBehind(id);
        paid.set(id, value);
        behind[(bases[end] as number) + id] = value;
      }
      for (let day = end - 1; day >= first; day--) {
        const [base, ahead] = [bases[day] as number, bases[day + 1] as number];
        const list = active[day] as Int32Array;
        const classes = classesAt(day);
        const nextClasses = classesAt(day + 1);
        const symbols = phases.symbolCount[day] as number;
        const nextPhase = phases.next[day] as Int32Array;
        const prices = phases.prices?.[day];
        const own = stepCost[day] as Float64Array;
        const { next, symbol, ofEntry } = steps[day] as (typeof steps)[number];
        for (const { from, to, runNow, phase } of groupsOf(day)) {
          const offPhase = nextPhase[phase * symbols] as number;
          const off = (offCost[day] as number) + (prices === undefined ? 0 : (prices[phase * symbols] as number));
          const mayRest = model.mustWork[day] !== true && offPhase >= 0 && off !== NEVER;
          const mayWork = runs === 1 || runNow + 1 < runs;
          const runAfter = runs === 1 ? 0 : runNow + 1;
          const best = classFront;
          for (const chain of mayWork ? (chains[day] as (typeof chains)[number]) : []) {
            let least = NEVER;
            for (let link = chain.length - 1; link >= 0; link--) {
              const { entry, added } = chain[link] as (typeof chain)[number];
              let ofThis = NEVER;
              for (const step of ofEntry[entry] as Int32Array) {
                const at = phase * symbols + (symbol[step] as number);
                const phaseAfter = nextPhase[at] as number;
                if (phaseAfter < 0) continue;
                const cost = (own[step] as number) + (prices === undefined ? 0 : (prices[at] as number));
                const node = ahead + (phaseAfter * runs + runAfter) * nextClasses + (next[step] as number);
                if ((front[node] as number) === NEVER) continue;
                ofThis = Math.min(ofThis, cost + (behind[node] as number));
              }
              entryBest[entry] = ofThis;
              least = Math.min(least, ofThis);
              for (const one of added) best[one] = Math.min(best[one] as number, least);
            }
          }
          for (let index = from; index < to; index++) {
            const id = list[index] as number;
            const lastClass = id % classes;
            let value = best[lastClass] as number;
            if (mayRest) {
              const nextClass = day === 0 ? 0 : ((order.afterOff[day - 1] as Int32Array)[lastClass] as number);
              value = Math.min(value, off + (behind[ahead + offPhase * runs * nextClasses + nextClass] as number));
            }
            behind[base + id] = value;
          }
          best.fill(NEVER, 0, classes);
        }
      }
      if ((behind[(bases[first] as number) + start] as number) >= Math.min(limit, NEVER))
        return { lines: [], broken: -1 };

      // The tables.
      const store = (made ??= cellStore(MOST_CELLS));
      store.clear();
      if (!question.exact) {
        let work = 0;
        for (let day = first; day < end; day++) {
          work +=
            groupsOf(day).length *
            (steps[day] as (typeof steps)[number]).count *
            (layouts.before[day + 1] as Layout).size;
        }
        if (work > MOST_WORK) return undefined;
      }
      const origin = store.table(1);
      if (origin < 0) return undefined;
      store.cells[origin] = 0;
      slotAfter[(bases[first] as number) + start] = origin;
      for (let day = first; day < end; day++) {
        if (!fillDay(store, day)) return undefined;
      }
      return answer(store);
    } finally {
      forget();
    }

    /** Tables behind a day from those before it; false where there is no room for them. */
    function fillDay(store: CellStore, day: number): boolean {
      const [base, ahead] = [bases[day] as number, bases[day + 1] as number];
      const list = active[day] as Int32Array;
      const classes = classesAt(day);
      const nextClasses = classesAt(day + 1);
      const symbols = phases.symbolCount[day] as number;
      const nextPhase = phases.next[day] as Int32Array;
      const prices = phases.prices?.[day];
      const own = stepCost[day] as Float64Array;
      const { next, symbol, ofEntry, weights } = steps[day] as (typeof steps)[number];
      const { size } = tables.after[day] as Layout;
      const target = tables.before[day + 1] as Layout;
      const move = mover(tables, day, store);
      const tableOf = (node: number): number => {
        const known = slotBefore[node] as number;
        if (known >= 0) return known;
        const place = store.table(target.size);
        slotBefore[node] = place;
        return place;
      };
      let scratch = -1;
      for (const { from, to, runNow, phase } of groupsOf(day)) {
        const offPhase = nextPhase[phase * symbols] as number;
        const off = (offCost[day] as number) + (prices === undefined ? 0 : (prices[phase * symbols] as number));
        for (let index = from; index < to; index++) {
          const id = list[index] as number;
          const slot = slotAfter[base + id] as number;
          if (slot < 0) continue;
          const lastClass = id % classes;
          classFront[lastClass] = front[base + id] as number;
          classSlot[lastClass] = slot;
          if (model.mustWork[day] === true || offPhase < 0 || off === NEVER) continue;
          const nextClass = day === 0 ? 0 : ((order.afterOff[day - 1] as Int32Array)[lastClass] as number);
          const node = ahead + offPhase * runs * nextClasses + nextClass;
          if ((front[base + id] as number) + off + (behind[node] as number) >= limit) continue;
          const table = tableOf(node);
          if (table < 0) return false;
          move(slot, table, undefined, 0, off);
        }
        if (runs === 1 || runNow + 1 < runs) {
          const runAfter = runs === 1 ? 0 : runNow + 1;
          for (const chain of chains[day] as (typeof chains)[number]) {
            let gateFront = NEVER;
            let gate = -1;
            for (const { entry, added } of chain) {
              for (const one of added) {
                const slot = classSlot[one] as number;
                if (slot < 0) continue;
                gateFront = Math.min(gateFront, classFront[one] as number);
                if (gate < 0) {
                  gate = slot;
                  continue;
                }
                if (gate !== scratch) {
                  if (scratch < 0) scratch = store.table(size);
                  if (scratch < 0) return false;
                  store.cells.copyWithin(scratch, gate, gate + size);
                  gate = scratch;
                }
                store.kernel.relax(slot * CELL_BYTES, gate * CELL_BYTES, size, 1, 0, 0, 0);
              }
              if (gate < 0) continue;
              for (const step of ofEntry[entry] as Int32Array) {
                const at = phase * symbols + (symbol[step] as number);
                const phaseAfter = nextPhase[at] as number;
                if (phaseAfter < 0) continue;
                const cost = (own[step] as number) + (prices === undefined ? 0 : (prices[at] as number));
                const node = ahead + (phaseAfter * runs + runAfter) * nextClasses + (next[step] as number);
                if (cost === NEVER || gateFront + cost + (behind[node] as number) >= limit) continue;
                const table = tableOf(node);
                if (table < 0) return false;
                move(gate, table, weights, step * lanes, cost);
              }
            }
          }
        }
        for (let index = from; index < to; index++) {
          const lastClass = (list[index] as number) % classes;
          classFront[lastClass] = NEVER;
          classSlot[lastClass] = -1;
        }
      }
      const settled = tables.after[day + 1] as Layout;
      for (const id of active[day + 1] as Int32Array) {
        const open = slotBefore[ahead + id] as number;
        if (open < 0) continue;
        if (settled === target) {
          slotAfter[ahead + id] = open;
          continue;
        }
        const place = store.table(settled.size);
        if (place < 0) return false;
        const { cells } = store;
        closeWindows(tables, day + 1, (from, to) => {
          const cost = cells[open + from] as number;
          if (cost < (cells[place + to] as number)) cells[place + to] = cost;
        });
        slotAfter[ahead + id] = place;
      }
      return true;
    }

    /** The best lines of the tables behind the last day, one for each node there. */
    function answer({ cells }: CellStore): { readonly lines: readonly PricedLine[]; readonly broken: number } {
      const { size } = tables.after[end] as Layout;
      const finals: { id: number; cell: number; cost: number }[] = [];
      for (const id of active[end] as Int32Array) {
        const slot = slotAfter[(bases[end] as number) + id] as number;
        const later = behind[(bases[end] as number) + id] as number;
        if (slot < 0 || later === NEVER) continue;
        let best = -1;
        let least = NEVER;
        for (let cell = 0; cell < size; cell++) {
          const cost = cells[slot + cell] as number;
          if (cost < least) [best, least] = [cell, cost];
        }
        if (best >= 0 && least + later < limit - NOTHING) finals.push({ id, cell: best, cost: least + later });
      }
      finals.sort((a, b) => a.cost - b.cost || a.id - b.id);
      const lines: PricedLine[] = [];
      for (const { id, cell, cost } of finals.slice(0, question.count)) {
        const shapes = trace(cells, id, cell);
        const broken = brokenLane(model, shapes, new Set(plan.lanes));
        if (broken < 0) lines.push({ cost: outside + cost, shapes });
        else if (lines.length === 0) return { lines, broken };
      }
      return { lines, broken: -1 };
    }

    /** The line that leads to a cell of a node behind the last day. */
    function trace(cells: Float64Array, lastId: number, lastCell: number): Int32Array {
      const shapes = window === undefined ? new Int32Array(model.days).fill(-1) : Int32Array.from(window.line);
      let id = lastId;
      let cell = lastCell;
      for (let day = end - 1; day >= first; day--) {
        const ahead = (bases[day + 1] as number) + id;
        const settled = cells[(slotAfter[ahead] as number) + cell] as number;
        const open = slotBefore[ahead] as number;
        if (slotAfter[ahead] !== open) {
          const shut = cell;
          closeWindows(tables, day + 1, (from, to) => {
            if (to === shut && cells[open + from] === settled) cell = from;
          });
        }
        const before = stepBefore(cells, day, id, cell, settled);
        shapes[day] = before.shape;
        ({ id, cell } = before);
      }
      return shapes;
    }

    function stepBefore(
      cells: Float64Array,
      day: number,
      id: number,
      cell: number,
      value: number,
    ): { readonly id: number; readonly cell: number; readonly shape: number } {
      const base = bases[day] as number;
      const nextClasses = classesAt(day + 1);
      const classes = classesAt(day);
      const nextClass = id % nextClasses;
      const group = (id - nextClass) / nextClasses;
      const runAfter = group % runs;
      const phaseAfter = (group - runAfter) / runs;
      const symbols = phases.symbolCount[day] as number;
      const entries = order.entryCount[day] as number;
      const blocked = order.blocked[day] as Uint8Array;
      const nextPhase = phases.next[day] as Int32Array;
      const prices = phases.prices?.[day];
      const own = stepCost[day] as Float64Array;
      const { ofNext, entry, symbol, weights, shapes } = steps[day] as (typeof steps)[number];
      for (const from of active[day] as Int32Array) {
        const slot = slotAfter[base + from] as number;
        if (slot < 0) continue;
        const lastClass = from % classes;
        const groupBefore = (from - lastClass) / classes;
        const runNow = groupBefore % runs;
        const phase = (groupBefore - runNow) / runs;
        if (runAfter === 0 && model.mustWork[day] !== true && nextPhase[phase * symbols] === phaseAfter) {
          const afterOff = day === 0 ? 0 : ((order.afterOff[day - 1] as Int32Array)[lastClass] as number);
          if (afterOff === nextClass) {
            const cost = (offCost[day] as number) + (prices === undefined ? 0 : (prices[phase * symbols] as number));
            const found = sourceCell(
              tables,
              day,
              cell,
              undefined,
              0,
              (at) => (cells[slot + at] as number) + cost === value,
            );
            if (found >= 0) return { id: from, cell: found, shape: -1 };
          }
        }
        if (runs > 1 && runNow + 1 !== runAfter) continue;
        for (const step of ofNext[nextClass] as Int32Array) {
          if (blocked[lastClass * entries + (entry[step] as number)] === 1) continue;
          const at = phase * symbols + (symbol[step] as number);
          if (nextPhase[at] !== phaseAfter) continue;
          const cost = (own[step] as number) + (prices === undefined ? 0 : (prices[at] as number));
          if (cost === NEVER) continue;
          const found = sourceCell(
            tables,
            day,
            cell,
            weights,
            step * lanes,
            (source) => (cells[slot + source] as number) + cost === value,
          );
          if (found < 0) continue;
          return { id: from, cell: found, shape: cheapest(shapes[step] as Int32Array, shapeCost[day] as Float64Array) };
        }
      }
      throw new Error('a table of the pricer has a cell that nothing leads to');
    }
  };

  return {
    best(model, question) {
      if (model.impossible) return [];
      if (!isDense(model)) return undefined;
      const priced = { ...question, shapeCost: withShapePoints(model, question.shapeCost) };
      let known = held.get(model);
      if (known === undefined) {
        const lanes = new Set<number>();
        known = { lanes, plan: densePlan(model, lanes) };
        held.set(model, known);
      }
      for (;;) {
        const found = search(model, known.plan, priced);
        if (found === undefined) return undefined;
        if (found.broken < 0) return found.lines;
        known.lanes.add(found.broken);
        known.plan = densePlan(model, known.lanes);
      }
    },
  };
}

/** The first cheapest of some shapes. */
function cheapest(shapes: Int32Array, costs: Float64Array): number {
  let best = shapes[0] as number;
  for (const shape of shapes) if ((costs[shape] as number) < (costs[best] as number)) best = shape;
  return best;
}
