import type { LineQuestion, PricedLine } from './priced-line.ts';
import { brokenLane, cheapest, costSteps, type DensePlan, densePlan, isDense } from './dense-plan.ts';
import { closeWindows, fits, type Layout, layOut, mover, sourceCell } from './dense-layout.ts';
import { CELL_BYTES, cellStore, type CellStore } from './cell-store.ts';
import { givenWay, isGivable } from './give-way.ts';
import { nodeCosts, nodeSpace, passNodes } from './dense-nodes.ts';
import { tiltOf } from './dense-tilt.ts';
import { type LineModel, withShapePoints } from './line-model.ts';

/** Lines in order of cost, and a cost that no legal line is below: that of the first where `isComplete`. */
export type DenseAnswer = {
  readonly lines: readonly PricedLine[];
  readonly least: number;
  /** False where the tables of all counters that matter would be too large: then there are no lines, and `least` leaves some counters out. A relaxed answer may always do so. */
  readonly isComplete: boolean;
};

/** Finds the same lines as the pricer of labels, over tables of all values of the counters; undefined for a model that it does not know. */
export type DensePricer = {
  readonly price: (model: LineModel, question: LineQuestion) => DenseAnswer | undefined;
};

/** The lanes of a model whose counters are taken up. */
type Held = { readonly lanes: ReadonlySet<number>; readonly plan: DensePlan };

/** What tables of some counters have found: lines, or the cheapest where it breaks a counter, the lane of that counter, -1 where it is legal, and its cost. */
type Found = { readonly lines: readonly PricedLine[]; readonly broken: number; readonly least: number };

/** Cells of all tables: 256 MB. */
const MOST_CELLS = 2 ** 25;
/** Steps of cells for a line that need not be exact: above it fewer labels are quicker. */
const MOST_WORK = 1.5e9;
/** Cells of a node above which a corridor takes up no further counter: days are closed to what is counted instead. */
const MOST_NARROW = 1_500;
/** Times that days are closed before a corridor is given up. */
const MOST_CLOSINGS = 12;
const NOTHING = 1e-9;
/** Rounding errors of sums with the prices of counters stay below this share of them. */
const ROUNDING = 1e-12;
/** So much more than a known line, as a share of its cost, another may cost for the known one to be found again. */
const KNOWN_ROOM = 1e-9;
/** Where no more than this share of what was asked for is left between the best line without counters and the limit, tables are small. */
const NEAR = 0.01;
const NEVER = Number.POSITIVE_INFINITY;

/**
 * Cheapest paths over nodes (class of the last shift, run, phase) whose labels are tables of the counters' values: a step moves a whole table by the weights of a
 * shift and keeps the lesser of each cell, which is one loop over plain doubles. Counters are taken up when the best line without them breaks one
 * (decremental state space relaxation: Righini & Salani 2008), and kept for the model. Costs without counters, from the front and from behind,
 * drop the steps that cannot be on a line below the asked cost. Tables of more than `mostCells` in all are given up.
 */
export function densePricer(mostCells = MOST_CELLS): DensePricer {
  let made: CellStore | undefined;
  const costs = nodeCosts();
  let [slotBefore, slotAfter] = [new Int32Array(0), new Int32Array(0)];
  let classFront = new Float64Array(0);
  let classSlot = new Int32Array(0);
  const held = new WeakMap<LineModel, Held>();
  const narrow = new WeakMap<LineModel, Held>();
  const relaxed = new WeakMap<LineModel, Held>();
  /** The line that was cheapest when all lines of a model were last asked for. */
  const cheapestKnown = new WeakMap<LineModel, Int32Array>();

  /** Takes up the counters of some lanes, and leaves the others of a model open. */
  const hold = (model: LineModel, lanes: ReadonlySet<number>, store = held): Held => {
    const own = { lanes, plan: densePlan(model, lanes) };
    store.set(model, own);
    return own;
  };

  const growNodes = (nodes: number): void => {
    if (nodes <= costs.front.length) return;
    costs.front = new Float64Array(nodes).fill(NEVER);
    costs.behind = new Float64Array(nodes);
    slotBefore = new Int32Array(nodes).fill(-1);
    slotAfter = new Int32Array(nodes).fill(-1);
  };

  const search = (model: LineModel, plan: DensePlan, question: LineQuestion): Found | 'too-large' => {
    const { order, phases } = model;
    const { runs, chains, steps } = plan;
    const lanesHeld = new Set(plan.lanes);
    const lanes = plan.lanes.length;
    const { shapeCost, offCost, window, pace } = question;
    const widest = Math.max(...order.classCount, 1);
    if (widest > classFront.length) {
      classFront = new Float64Array(widest);
      classSlot = new Int32Array(widest);
    }
    classFront.fill(NEVER);
    classSlot.fill(-1);
    const none: Found = { lines: [], broken: -1, least: question.below };
    const width = window === undefined ? pace : window.width;
    const corridor = width === undefined ? undefined : { width, isPaced: window === undefined };
    const space = nodeSpace(model, plan, question, corridor);
    if (space === undefined) return 'too-large';
    if (space === null) return none;
    const { first, end, start, outside, bases, classesAt, moves } = space;
    growNodes(bases[end + 1] as number);
    const limit = question.below - outside + NOTHING;
    const layouts = layOut(model, plan, first, end, window?.line, corridor);
    if (layouts === undefined) return none;
    const tables = layouts;
    const mostOfNode = corridor === undefined ? (question.mostCells ?? NEVER) : MOST_NARROW;
    if (layouts.before.some(({ size }) => size > mostOfNode)) return 'too-large';

    const { stepCost, tilted } = plan;
    costSteps(plan, shapeCost, first, end);
    let hasPassed = false;
    const forget = (): void => {
      if (!hasPassed) return;
      for (let day = first; day <= end; day++) {
        const base = bases[day] as number;
        const last = costs.dayAt[day - first + 1] as number;
        for (let index = costs.dayAt[day - first] as number; index < last; index++) {
          const node = base + (costs.ids[index] as number);
          front[node] = NEVER;
          slotBefore[node] = slotAfter[node] = -1;
        }
      }
    };
    const { front, behind } = costs;
    const tilt = tiltOf(model, plan, first, end, window?.line);
    /** What lines may cost with the prices of counters. */
    let tiltedLimit = limit;
    /** Passes over nodes at the present prices; what is left between the best line without counters and the limit. */
    const pass = (): number => {
      const raised = tilt.apply(stepCost, tilted);
      tiltedLimit = limit + raised + ROUNDING * (Math.abs(limit) + Math.abs(raised));
      passNodes(model, plan, space, tilted, offCost, costs);
      hasPassed = true;
      return tiltedLimit - (behind[(bases[first] as number) + start] as number);
    };
    try {
      const learn = (): boolean => tilt.learn(space, tilted, offCost, costs);
      const room = tilt.tighten(pass, forget, NEAR * Math.abs(question.below), learn);
      if (!(room > 0)) return none;
      const { groupAt } = costs;

      // The tables.
      const store = (made ??= cellStore(mostCells));
      store.clear();
      if (!question.exact) {
        let work = 0;
        for (let day = first; day < end; day++) {
          work +=
            ((groupAt[day - first + 1] as number) - (groupAt[day - first] as number) - 1) *
            (steps[day] as (typeof steps)[number]).count *
            (layouts.before[day + 1 - first] as Layout).size;
        }
        if (work > MOST_WORK) return 'too-large';
      }
      const origin = store.table(1);
      if (origin < 0) return 'too-large';
      store.cells[origin] = 0;
      slotAfter[(bases[first] as number) + start] = origin;
      for (let day = first; day < end; day++) {
        if (!fillDay(store, day)) return 'too-large';
      }
      return answer(store);
    } finally {
      forget();
    }

    /** Tables behind a day from those before it; false where there is no room for them. */
    function fillDay(store: CellStore, day: number): boolean {
      const [base, ahead] = [bases[day] as number, bases[day + 1] as number];
      const { ids: list, dayAt, groups, groupAt } = costs;
      const classes = classesAt(day);
      const nextClasses = classesAt(day + 1);
      const symbols = phases.symbolCount[day] as number;
      const nextPhase = moves[day] as Int32Array;
      const prices = phases.prices?.[day];
      const [own, leaning] = [stepCost[day] as Float64Array, tilted[day] as Float64Array];
      const { next, symbol, ofEntry, weights } = steps[day] as (typeof steps)[number];
      const { size } = tables.after[day - first] as Layout;
      const target = tables.before[day + 1 - first] as Layout;
      const move = mover(tables, day, store);
      const tableOf = (node: number): number => {
        const known = slotBefore[node] as number;
        if (known >= 0) return known;
        const place = store.table(target.size);
        slotBefore[node] = place;
        return place;
      };
      let scratch = -1;
      const lastGroup = (groupAt[day - first + 1] as number) - 1;
      for (let group = groupAt[day - first] as number; group < lastGroup; group++) {
        const [from, to] = [groups[group] as number, groups[group + 1] as number];
        const number = Math.floor((list[from] as number) / classes);
        const runNow = number % runs;
        const phase = (number - runNow) / runs;
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
          if ((front[base + id] as number) + off + (behind[node] as number) >= tiltedLimit) continue;
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
                const priced = (leaning[step] as number) + cost - (own[step] as number);
                if (cost === NEVER || gateFront + priced + (behind[node] as number) >= tiltedLimit) continue;
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
      const settled = tables.after[day + 1 - first] as Layout;
      for (let index = dayAt[day - first + 1] as number; index < (dayAt[day - first + 2] as number); index++) {
        const id = list[index] as number;
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
    function answer({ cells }: CellStore): Found {
      const { size } = tables.after[end - first] as Layout;
      const finals: { id: number; cell: number; cost: number }[] = [];
      for (const id of nodesOf(end)) {
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
      const [cheapestFinal] = finals;
      if (cheapestFinal === undefined) return none;
      const found = outside + cheapestFinal.cost;
      const lines: PricedLine[] = [];
      for (const { id, cell, cost } of finals.slice(0, question.count)) {
        const shapes = trace(cells, id, cell);
        const broken = brokenLane(model, shapes, lanesHeld);
        if (broken < 0) lines.push({ cost: outside + cost, shapes });
        else if (lines.length === 0) return { lines: [{ cost: found, shapes }], broken, least: found };
      }
      return { lines, broken: -1, least: found };
    }

    function nodesOf(day: number): Int32Array {
      return costs.ids.subarray(costs.dayAt[day - first], costs.dayAt[day - first + 1]);
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
      const nextPhase = moves[day] as Int32Array;
      const prices = phases.prices?.[day];
      const own = stepCost[day] as Float64Array;
      const { ofNext, entry, symbol, weights, shapes } = steps[day] as (typeof steps)[number];
      for (const from of nodesOf(day)) {
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

  /**
   * The best line that is found in a corridor. A counter is taken up as long as the tables stay small; of what the others count the line gives up what is too much, where
   * that costs least.
   */
  const priceNarrow = (model: LineModel, question: LineQuestion): DenseAnswer => {
    const { offCost, window } = question;
    const nothing = { lines: [], least: Number.NEGATIVE_INFINITY, isComplete: false };
    let { shapeCost } = question;
    let own = narrow.get(model) ?? hold(model, new Set(), narrow);
    let closed = false;
    for (let closings = 0; closings < MOST_CLOSINGS; ) {
      const found = search(model, own.plan, { ...question, shapeCost });
      if (found === 'too-large') {
        // The last to be taken up is left out; days are closed for it.
        const last = [...own.lanes].findLast((lane) => isGivable(model, lane));
        if (last === undefined) return nothing;
        const lanes = new Set([...own.lanes].filter((lane) => lane !== last));
        own = { lanes, plan: densePlan(model, lanes) };
        closed = true;
        continue;
      }
      const { broken, lines, least } = found;
      if (broken < 0) return { lines, least, isComplete: true };
      if (!closed || !isGivable(model, broken)) {
        const lanes = new Set([...own.lanes, broken]);
        own = closed ? { lanes, plan: densePlan(model, lanes) } : hold(model, lanes, narrow);
        continue;
      }
      const { firstDay, endDay } = window ?? { firstDay: 0, endDay: model.days };
      const shapes = (lines[0] as PricedLine).shapes;
      const given = givenWay(model, shapes, broken, shapeCost, offCost, firstDay, endDay);
      if (given === undefined) return nothing;
      shapeCost = given;
      closings++;
    }
    return nothing;
  };

  /** The best line of as many counters as small tables hold, and its cost. */
  const priceRelaxed = (model: LineModel, question: LineQuestion): DenseAnswer => {
    let own = relaxed.get(model) ?? hold(model, new Set(), relaxed);
    let best: DenseAnswer | undefined;
    for (;;) {
      const found = search(model, own.plan, question);
      if (found === 'too-large') return best ?? { lines: [], least: Number.NEGATIVE_INFINITY, isComplete: false };
      const { lines, broken, least } = found;
      if (broken < 0) return { lines, least, isComplete: true };
      best = { lines, least, isComplete: true };
      const next = { lanes: new Set([...own.lanes, broken]), plan: densePlan(model, new Set([...own.lanes, broken])) };
      own = next;
      if (!fits(model, next.plan, question)) return best;
      relaxed.set(model, next);
    }
  };

  return {
    price(model, question) {
      if (model.impossible) return { lines: [], least: NEVER, isComplete: true };
      if (!isDense(model)) return undefined;
      const shapeCost = withShapePoints(model, question.shapeCost);
      const priced = { ...question, shapeCost, below: costBelow(model, question, shapeCost, cheapestKnown.get(model)) };
      if (question.mostCells !== undefined) return priceRelaxed(model, priced);
      if (question.pace !== undefined || question.window?.width !== undefined) return priceNarrow(model, priced);
      let own = held.get(model) ?? hold(model, new Set());
      let least = Number.NEGATIVE_INFINITY;
      // What was taken up under other prices may not matter under these: before giving up the counters are begun with anew.
      let begun = false;
      for (;;) {
        const found = search(model, own.plan, priced);
        if (found === 'too-large') {
          if (begun || own.lanes.size === 0) return { lines: [], least, isComplete: false };
          begun = true;
          own = hold(model, new Set());
          continue;
        }
        least = Math.max(least, found.least);
        if (found.broken < 0) {
          const [best] = found.lines;
          if (best !== undefined && priced.window === undefined) cheapestKnown.set(model, best.shapes);
          return { lines: found.lines, least: found.least, isComplete: true };
        }
        own = hold(model, new Set([...own.lanes, found.broken]));
      }
    },
  };
}

/** Where the cheapest of all lines is asked for, a cost that it is below: a little more than what a known one costs now. */
function costBelow(
  model: LineModel,
  { below, count, window, offCost }: LineQuestion,
  shapeCost: readonly Float64Array[],
  known: Int32Array | undefined,
): number {
  if (known === undefined || below !== NEVER || count !== 1 || window !== undefined) return below;
  if (model.phases.prices !== undefined) return below;
  const sum = known.reduce(
    (cost, shape, day) =>
      cost + (shape < 0 ? (offCost[day] as number) : ((shapeCost[day] as Float64Array)[shape] as number)),
    model.constant,
  );
  return sum + KNOWN_ROOM * (1 + Math.abs(sum));
}
