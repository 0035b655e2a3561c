import { levelStaff } from './level-staff.ts';
import { PromiseState, type PromiseTask } from './promise-state.ts';

/** Tries of one position more, or one fewer, somewhere else, after the first solution; each is followed by what it allows to be taken away. */
const MOST_TRIES = 80;
/** Times that the work of one round of tries may grow beyond intervals x paths: large periods get fewer tries. */
const TRY_WORK = 4e8;
/** Costs that differ by less are equal. */
const ROUNDING = 1e-9;

/** The least staff that was found, and whether it keeps the promise. */
export type LeastStaff = { readonly positions: Int32Array; readonly isMet: boolean; readonly keptAtMost: number };

/**
 * Whole positions of every interval at the least cost that keep a promise on enough paths.
 *
 * Which paths may be given up is part of the choice. Two starts are repaired, thinned out and improved by single exchanges, and the cheaper one is the
 * answer: the staff for the level by Lagrange multipliers, floors after it; and the staff for the floors alone, the level after it. Where even the most
 * positions keep too few paths, the answer keeps as many as they do, as cheaply as was found.
 */
export function leastStaff(task: PromiseTask): LeastStaff {
  const most = new PromiseState(
    task,
    task.intervals.map((interval) => interval.most),
  );
  const keptAtMost = most.kept;
  const isMet = keptAtMost >= task.needed;
  if (keptAtMost === 0 && task.needed > 0) return { positions: most.positions, isMet, keptAtMost };
  const reachable = isMet ? task : { ...task, needed: keptAtMost };
  const starts: Int32Array[] = [levelStaff(reachable)];
  if (task.floors.length > 0) {
    const floors = new PromiseState({ ...reachable, share: 0 }, floorStart(task));
    if (repair(floors, { many: true })) thin(floors);
    starts.push(levelStaff({ ...reachable, intervals: raised(task, floors.positions) }));
  }
  let best: PromiseState | undefined;
  for (const start of starts) {
    const state = new PromiseState(reachable, start);
    if (!repair(state, { many: true })) continue;
    thin(state);
    if (best === undefined || state.cost < best.cost - ROUNDING) best = state;
  }
  if (best === undefined) {
    best = most;
    thin(best);
  }
  improve(best);
  return { positions: best.positions, isMet, keptAtMost };
}

/** The least positions with which each interval by itself keeps the strictest floor on half of the paths. */
function floorStart({ intervals, floors, paths }: PromiseTask): Int32Array {
  const share = floors.reduce((most, floor) => Math.max(most, floor.share), 0);
  const margins = new Float64Array(paths);
  return Int32Array.from(intervals, ({ least, most, write }) => {
    let [low, high] = [least, most];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      write(middle, share, margins);
      const kept = margins.reduce((sum, margin) => (margin >= 0 ? sum + 1 : sum), 0);
      if (kept >= paths / 2) high = middle;
      else low = middle + 1;
    }
    return low;
  });
}

function raised(task: PromiseTask, floors: Int32Array): PromiseTask['intervals'] {
  return task.intervals.map((interval, index) => ({
    ...interval,
    least: Math.max(interval.least, floors[index] ?? 0),
  }));
}

/**
 * Adds positions where they help most for their cost, on the paths that are nearest to being kept, until enough are kept; false where that fails. `many`: all
 * that help at least half as much as the best at a time, no two of one cell of a floor.
 */
function repair(state: PromiseState, { barred = -1, many = false } = {}): boolean {
  const { intervals } = state.task;
  while (!state.isMet) {
    const lacking = state.easiest().filter((path) => state.missed[path] !== 0);
    const gains = intervals.map((interval, index) => {
      const positions = state.positions[index] as number;
      if (index === barred || positions >= interval.most) return 0;
      return state.gainOn(index, positions + 1, lacking) / interval.cost;
    });
    const order = [...gains.keys()].sort((a, b) => (gains[b] ?? 0) - (gains[a] ?? 0));
    const first = order[0] ?? 0;
    const most = gains[first] ?? 0;
    if (most <= 0) {
      const stuck = stalled(state, lacking, barred);
      if (stuck < 0) return false;
      state.set(stuck, (state.positions[stuck] as number) + 1);
      continue;
    }
    const cells = new Set<string>();
    for (const index of many ? order : [first]) {
      const cell = intervals[index]?.cells.join(' ') ?? '';
      if ((gains[index] ?? 0) < most / 2) break;
      if (cells.has(cell) && cell !== '') continue;
      cells.add(cell);
      state.set(index, (state.positions[index] as number) + 1);
      if (state.isMet) break;
    }
  }
  return true;
}

/** Where no single position gains anything (far below a load another one changes nothing that a double can hold): the interval that most of them help most. */
function stalled(state: PromiseState, lacking: Int32Array, barred: number): number {
  let best = -1;
  let largest = 0;
  for (const [index, interval] of state.task.intervals.entries()) {
    const positions = state.positions[index] as number;
    if (index === barred || positions >= interval.most) continue;
    const gain = state.gainOn(index, interval.most, lacking) / (interval.cost * (interval.most - positions));
    if (gain > largest) {
      best = index;
      largest = gain;
    }
  }
  return best;
}

/** Takes single positions away, those first that lose least for their cost, as long as enough paths are kept. */
function thin(state: PromiseState): void {
  const { intervals, needed } = state.task;
  const everybody = Int32Array.from({ length: state.task.paths }, (_, path) => path);
  let order = [...intervals.keys()];
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    const weights = nearWeights(state, everybody);
    const loss = order.map((index) => {
      const positions = state.positions[index] as number;
      if (positions === 0) return Infinity;
      return -state.weighedGain(index, positions - 1, weights) / (intervals[index]?.cost ?? 1);
    });
    const ranks = new Map(order.map((index, at) => [index, loss[at] ?? 0]));
    order = order.sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0) || a - b);
    for (const index of order) {
      const positions = state.positions[index] as number;
      if (positions <= (intervals[index]?.least ?? 0)) continue;
      if (state.keptWith(index, positions - 1) < needed) continue;
      state.set(index, positions - 1);
      isChanged = true;
    }
  }
}

/** Weights of paths by how near their level is to the limit: those far above or below it do not decide. */
function nearWeights({ level }: PromiseState, paths: Int32Array): Float64Array {
  const spread = Math.sqrt(level.reduce((sum, value) => sum + value * value, 0) / level.length) / 4;
  return Float64Array.from(paths, (path) => Math.exp(-(((level[path] as number) / (spread + ROUNDING)) ** 2) / 2));
}

/** One position more, or one fewer and what repairs it elsewhere, wherever that makes it cheaper once others are taken away. */
function improve(state: PromiseState): void {
  const { intervals, paths, floors } = state.task;
  const work = intervals.length ** 2 * paths * (1 + floors.length);
  let tries = Math.max(4, Math.min(MOST_TRIES, intervals.length * 4, Math.floor(TRY_WORK / work)));
  const weights = nearWeights(
    state,
    Int32Array.from({ length: paths }, (_, path) => path),
  );
  const value = (index: number): number =>
    state.weighedGain(index, (state.positions[index] as number) + 1, weights) / (intervals[index]?.cost ?? 1);
  const values = intervals.map((_, index) => value(index));
  const order = [...intervals.keys()].sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
  for (let isBetter = true; isBetter && tries > 0; ) {
    isBetter = false;
    for (const index of order) {
      for (const step of [1, -1]) {
        if (tries-- <= 0) return;
        if (attempt(state, index, step)) isBetter = true;
      }
    }
  }
}

/** Whether a change in one interval made the whole cheaper; else everything is as it was. */
function attempt(state: PromiseState, index: number, step: number): boolean {
  const before = state.positions.slice();
  const { cost } = state;
  const interval = state.task.intervals[index];
  const changed = (state.positions[index] as number) + step;
  if (interval === undefined || changed < interval.least || changed > interval.most) return false;
  state.set(index, changed);
  if (repair(state, { barred: index })) {
    thin(state);
    if (state.cost < cost - ROUNDING) return true;
  }
  before.forEach((positions, at) => {
    if (state.positions[at] !== positions) state.set(at, positions);
  });
  return false;
}
