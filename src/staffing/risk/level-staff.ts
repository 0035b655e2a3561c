import { PromiseState, type PromiseTask } from './promise-state.ts';

/** Rounds in which the paths near the limit get their weights anew, and how wide "near" is in each, in deviations of the paths' levels. */
const WIDTHS = [Infinity, 1, 0.5, 0.25, 0.12, 0.06];

/** A point of the upper hull of what positions give for their cost. */
type HullPoint = { readonly positions: number; readonly ratio: number };

/**
 * Positions for the level of a period alone, floors left aside. With weights on paths the weighed level is a sum over intervals, so that for each price
 * of it the best positions of every interval are found by themselves, on the hull of what they give for their cost; the price is the lowest that keeps
 * enough paths. Weights begin equal and go to the paths near the limit. The cheapest of all rounds is the answer; where none keeps enough paths, the most positions.
 */
export function levelStaff(task: PromiseTask): Int32Array {
  const bare: PromiseTask = { ...task, floors: [] };
  let weights = new Float64Array(task.paths).fill(1 / task.paths);
  let best: { readonly positions: Int32Array; readonly cost: number } | undefined;
  for (const [round, width] of WIDTHS.entries()) {
    const hulls = task.intervals.map((interval) => hullOf(bare, interval, weights));
    const positions = cheapest(bare, hulls);
    if (positions === undefined) break;
    const state = new PromiseState(bare, positions);
    if (best === undefined || state.cost < best.cost) best = { positions, cost: state.cost };
    const next = WIDTHS[round + 1] ?? width;
    weights = weightsNear(state, next);
  }
  return best?.positions ?? Int32Array.from(task.intervals, ({ most }) => most);
}

/** Points with what each position more gives for its cost, falling. The first one is the least. */
function hullOf(
  { paths, share }: PromiseTask,
  interval: PromiseTask['intervals'][number],
  weights: Float64Array,
): readonly HullPoint[] {
  const margins = new Float64Array(paths);
  const valueOf = (positions: number): number => {
    interval.write(positions, share, margins);
    let sum = 0;
    for (let path = 0; path < paths; path++) sum += (weights[path] as number) * (margins[path] as number);
    return sum;
  };
  const points: { readonly positions: number; readonly value: number }[] = [];
  for (const positions of candidates(interval)) {
    const point = { positions, value: valueOf(positions) };
    while (points.length >= 2 && slope(points.at(-2), points.at(-1)) <= slope(points.at(-1), point)) points.pop();
    points.push(point);
  }
  return points.map(({ positions }, index) => ({
    positions,
    ratio: index === 0 ? Infinity : slope(points[index - 1], points[index]) / interval.cost,
  }));
}

/** All numbers from the least to the most where they are few; else the least, and those from half of the most on: below it hardly anybody is answered in time. */
function candidates({ least, most }: PromiseTask['intervals'][number]): readonly number[] {
  const from = most <= 40 ? least : Math.max(least, Math.floor(most * 0.4));
  const rest = Array.from({ length: most - from + 1 }, (_, index) => from + index);
  return from === least ? rest : [least, ...rest];
}

type Point = { readonly positions: number; readonly value: number };

function slope(from: Point | undefined, to: Point | undefined): number {
  if (from === undefined || to === undefined) return 0;
  return (to.value - from.value) / (to.positions - from.positions);
}

/** The positions at the lowest price that keeps enough paths; undefined where none does. */
function cheapest(task: PromiseTask, hulls: readonly (readonly HullPoint[])[]): Int32Array | undefined {
  const ratios = [...new Set(hulls.flatMap((hull) => hull.slice(1).map(({ ratio }) => ratio)))]
    .filter((ratio) => ratio > 0)
    .sort((a, b) => b - a);
  const at = (ratio: number): Int32Array =>
    Int32Array.from(hulls, (hull) => {
      let last = 0;
      for (const point of hull) {
        if (point.ratio < ratio) break;
        last = point.positions;
      }
      return last;
    });
  const least = at(Infinity);
  if (new PromiseState(task, least).isMet) return least;
  let low = -1;
  let high = ratios.length - 1;
  if (high < 0 || !new PromiseState(task, at(ratios[high] ?? 0)).isMet) return undefined;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (new PromiseState(task, at(ratios[middle] ?? 0)).isMet) high = middle;
    else low = middle;
  }
  return at(ratios[high] ?? 0);
}

/** Weights around the path that decides: the last one of those needed, the best first. */
function weightsNear({ level, task }: PromiseState, width: number): Float64Array<ArrayBuffer> {
  const sorted = level.slice().sort();
  const limit = sorted[task.paths - task.needed] ?? 0;
  const mean = level.reduce((sum, value) => sum + value, 0) / level.length;
  const deviation = Math.sqrt(level.reduce((sum, value) => sum + (value - mean) ** 2, 0) / level.length);
  if (!(deviation > 0)) return new Float64Array(task.paths).fill(1 / task.paths);
  const weights = level.map((value) => Math.exp(-(((value - limit) / (width * deviation)) ** 2) / 2));
  const sum = weights.reduce((all, one) => all + one, 0);
  return weights.map((one) => one / sum);
}
