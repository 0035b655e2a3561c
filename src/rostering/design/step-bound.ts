import { columnProgram } from '../../lp/column-program.ts';
import type { HighsModule } from '../../lp/highs-engine.ts';
import type { DesignGrid } from './grid.ts';
import type { StepModel } from './steps.ts';

/** A bound of every design, and for each type how much dearer than the bound a design that uses it is at least. */
export type StepBound = {
  readonly bound: number;
  /** By type: what one use of it adds to the bound, at least; 0 or more. */
  readonly reduced: Float64Array;
  /** By skill and slot: what is left of the price of somebody too many, which comes on top of the bound for each. */
  readonly overLeft: readonly Float64Array[];
};

/** Duals are rounded down to multiples of this, so that their sums are exact. */
const GRAIN = 1 / 1024;
const down = (value: number): number => Math.floor(value / GRAIN) * GRAIN;

/**
 * What each dual says, checked and summed without the engine: `duals` of the steps, 0 or more each. Every short or over slot stands in at
 * most a few steps; where their duals sum to more than its price, they are all scaled down. Worked slots are demand less short plus over,
 * so the price of work belongs to these, and to the whole demand once.
 */
function boundOfDuals(grid: DesignGrid, { steps, sets }: StepModel, duals: Float64Array): StepBound {
  const { slots, workPrice } = grid;
  const shortUse = grid.demand.map(() => new Float64Array(slots));
  const overUse = grid.demand.map(() => new Float64Array(slots));
  const use = (table: readonly Float64Array[], skill: number, slot: number, dual: number): void => {
    const row = table[skill] as Float64Array;
    if (slot >= 0) row[slot] = (row[slot] as number) + dual;
  };
  steps.forEach(({ skill, slot, before, change }, index) => {
    const dual = Math.max(0, down(duals[index] as number));
    use(change > 0 ? shortUse : overUse, skill, slot, dual);
    use(change > 0 ? overUse : shortUse, skill, before, dual);
  });
  // A short slot saves the price of its work: where that is dearer than being short, nobody would ever come, and nothing is claimed.
  let scale = 1;
  let base = 0;
  grid.demand.forEach((demand, skill) => {
    const short = (grid.shortPrice[skill] as number) - workPrice;
    const over = (grid.overPrice[skill] as number) + workPrice;
    for (let slot = 0; slot < slots; slot++) {
      base += Math.min(workPrice, grid.shortPrice[skill] as number) * (demand[slot] as number);
      const [shortDual, overDual] = [shortUse[skill]?.[slot] as number, overUse[skill]?.[slot] as number];
      if (shortDual > 0) scale = Math.min(scale, Math.max(0, short) / shortDual);
      if (overDual > 0) scale = Math.min(scale, Math.max(0, over) / overDual);
    }
  });
  const bySet = new Float64Array(sets.length);
  let sum = 0;
  steps.forEach(({ change, set }, index) => {
    const points = down(scale * Math.max(0, down(duals[index] as number))) * Math.abs(change);
    bySet[set] = (bySet[set] as number) + points;
    sum += points;
  });
  const reduced = new Float64Array(grid.types.length).fill(grid.typePrice);
  sets.forEach((types, set) => {
    for (const type of types) reduced[type] = (reduced[type] as number) - (bySet[set] as number);
  });
  // With a most of types at most so many of the negative ones count; without, all of them do.
  const negative = reduced.filter((value) => value < 0).sort();
  const counted = negative.slice(0, grid.mostTypes ?? negative.length);
  const bound = Math.max(0, base + sum + counted.reduce((total, value) => total + value, 0));
  const overLeft = overUse.map((row, skill) =>
    row.map((dual) => Math.max(0, (grid.overPrice[skill] as number) + workPrice - scale * dual)),
  );
  return { bound, reduced: reduced.map((value) => Math.max(0, value)), overLeft };
}

/** The bound of the steps: a linear program over the types in use and the slots short and over beside the steps, and its duals counted anew. */
export function stepBound(
  highs: HighsModule,
  grid: DesignGrid,
  model: StepModel,
  stopRequested: () => boolean,
): StepBound {
  const { steps, sets } = model;
  const rows = steps.length;
  const nothing = boundOfDuals(grid, model, new Float64Array(rows));
  if (rows === 0) return nothing;
  // Equal sets are one row of types: u + o + |change| z >= |change| with z at most the number of types of the set in use, so the duals of z's rows price the types.
  const program = columnProgram(
    highs,
    Float64Array.from({ length: rows + sets.length }, (_, row) =>
      row < rows ? Math.abs((steps[row] as { change: number }).change) : 0,
    ),
  );
  try {
    const entries = new Map<string, { cost: number; rows: number[] }>();
    const put = (name: string, cost: number, row: number): void => {
      const found = entries.get(name);
      if (found === undefined) entries.set(name, { cost, rows: [row] });
      else found.rows.push(row);
    };
    const inSet = sets.map(() => [] as number[]);
    steps.forEach(({ skill, slot, before, change, set }, row) => {
      const short = Math.max(0, (grid.shortPrice[skill] as number) - grid.workPrice);
      const over = (grid.overPrice[skill] as number) + grid.workPrice;
      const rise = change > 0;
      put(`${rise ? 'u' : 'o'} ${skill} ${slot}`, rise ? short : over, row);
      if (before >= 0) put(`${rise ? 'o' : 'u'} ${skill} ${before}`, rise ? over : short, row);
      program.add(0, 0, Infinity, [row], [-1]);
      (inSet[set] as number[]).push(row);
    });
    for (const { cost, rows: at } of entries.values())
      program.add(
        cost,
        0,
        Infinity,
        at,
        at.map(() => 1),
      );
    inSet.forEach((at, set) => {
      program.add(
        0,
        0,
        Infinity,
        [...at, rows + set],
        [...at.map((row) => Math.abs((steps[row] as { change: number }).change)), -1],
      );
      program.add(0, 0, Infinity, [rows + set], [-1]);
    });
    const ofType = grid.types.map(() => [] as number[]);
    sets.forEach((types, set) => {
      for (const type of types) (ofType[type] as number[]).push(rows + set);
    });
    // Types that follow the same steps are one column.
    const seen = new Set<string>();
    for (const at of ofType) {
      const key = at.join(' ');
      if (at.length === 0 || seen.has(key)) continue;
      seen.add(key);
      program.add(
        grid.typePrice,
        0,
        Infinity,
        at,
        at.map(() => 1),
      );
    }
    const solved = program.solve(stopRequested);
    if (solved === undefined) return nothing;
    const found = boundOfDuals(grid, model, solved.rowDuals.subarray(0, rows));
    return found.bound > nothing.bound ? found : nothing;
  } finally {
    program.dispose();
  }
}
