import type { LineModel } from './line-model.ts';
import type { OrderTable } from './order.ts';
import type { Phases } from './phases.ts';

/** A line that is in a list, with its points as the pricer is to know them. */
export type ListedLine = { readonly shapes: Int32Array; readonly points: number };

/** Nothing blocks anything. */
function noOrder(shapeCounts: readonly number[]): OrderTable {
  return {
    reach: 0,
    classes: shapeCounts.map((count) => new Int32Array(count)),
    classCount: shapeCounts.map(() => 1),
    afterOff: shapeCounts.map(() => new Int32Array(1)),
    entries: shapeCounts.map((count) => new Int32Array(count)),
    entryCount: shapeCounts.map(() => 1),
    blocked: shapeCounts.map(() => new Uint8Array(1)),
  };
}

/** Phases that are the beginnings of the lines, so that a line ends legally if it is one of these. Each shape is a symbol of its own. */
function beginningsOf(lines: readonly ListedLine[], shapeCounts: readonly number[]): Phases {
  let beginnings = lines.map(() => 0);
  const count = [1];
  const next: Int32Array[] = [];
  const prices: Float64Array[] = [];
  for (const [day, shapes] of shapeCounts.entries()) {
    const width = shapes + 1;
    const steps = new Int32Array((count[day] as number) * width).fill(-1);
    const points = new Float64Array(steps.length);
    let reached = 0;
    beginnings = lines.map((line, index) => {
      const step = (beginnings[index] as number) * width + (line.shapes[day] as number) + 1;
      if ((steps[step] as number) < 0) steps[step] = reached++;
      if (day === shapeCounts.length - 1) points[step] = line.points;
      return steps[step] as number;
    });
    next.push(steps);
    prices.push(points);
    count.push(reached);
  }
  return {
    count,
    symbols: shapeCounts.map((shapes) => Int32Array.from({ length: shapes }, (_, shape) => shape + 1)),
    symbolCount: shapeCounts.map((shapes) => shapes + 1),
    next,
    prices,
    possible: lines.length > 0,
  };
}

/** The model whose lines are the given ones and no others, each at its points; `like`: the days and shapes that they are of. */
export function listedModel(like: LineModel, lines: readonly ListedLine[]): LineModel {
  const shapeCounts = like.allowed.map((row) => row.length);
  const allowed = like.allowed.map((row, day) => {
    const listed = new Uint8Array(row.length);
    for (const { shapes } of lines) if ((shapes[day] as number) >= 0) listed[shapes[day] as number] = 1;
    return listed;
  });
  const phases = beginningsOf(lines, shapeCounts);
  return {
    days: like.days,
    order: noOrder(shapeCounts),
    allowed,
    buckets: allowed.map((row) =>
      [...row.keys()]
        .filter((shape) => row[shape] === 1)
        .map((shape) => ({
          entry: 0,
          next: 0,
          symbol: shape + 1,
          weights: new Int32Array(0),
          shapes: Int32Array.of(shape),
        })),
    ),
    mustWork: like.mustWork,
    counters: [],
    lanes: 0,
    laneSizes: new Int32Array(0),
    laneCounter: new Int32Array(0),
    run: { maximum: 0, before: 0, after: 0 },
    phases,
    constant: 0,
    impossible: !phases.possible,
  };
}
