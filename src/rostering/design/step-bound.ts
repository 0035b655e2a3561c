import { type ColumnProgram, columnProgram } from '../../lp/column-program.ts';
import type { HighsModule } from '../../lp/highs-engine.ts';
import { boundOfDuals, type DesignBound } from './bound-of-duals.ts';
import { addCover, coverDuals, coverRows, type CoverRows } from './cover-rows.ts';
import type { DesignGrid } from './grid.ts';
import type { StepModel } from './steps.ts';

function boundOfNothing(grid: DesignGrid, model: StepModel): DesignBound {
  const found = boundOfDuals(grid, model, new Float64Array(model.steps.length));
  if (found === undefined) throw new Error('shifts are worth more than they cost at the price of work');
  return found;
}

/**
 * The bound of the steps: a linear program over the types in use and the slots short and over beside the steps. With `withCover` over the head-counts too, which
 * price what no shifts can follow; undefined where these are too many. Its duals are counted anew.
 */
export function stepBound(
  highs: HighsModule,
  grid: DesignGrid,
  model: StepModel,
  stopRequested: () => boolean,
  withCover = false,
): DesignBound | undefined {
  const { steps, sets } = model;
  const rows = steps.length;
  const nothing = boundOfNothing(grid, model);
  const cover = withCover ? coverRows(grid, rows + sets.length) : undefined;
  if (withCover && cover === undefined) return undefined;
  if (rows === 0 && cover === undefined) return nothing;
  // Equal sets are one row of types: u + o + |change| z >= |change| with z at most the number of types of the set in use, so the duals of z's rows price the types.
  const values = [
    ...steps.map(({ change }) => Math.abs(change)),
    ...sets.map(() => 0),
    ...(cover === undefined ? [] : cover.values),
  ];
  const program = columnProgram(highs, Float64Array.from(values));
  try {
    addDeviations(program, grid, model, cover);
    addTypes(program, grid, model);
    if (cover !== undefined) addCover(program, grid, cover);
    const solved = program.solve(stopRequested);
    if (solved === undefined) return nothing;
    const { rowDuals } = solved;
    const prices = cover === undefined ? undefined : coverDuals(grid, cover, rowDuals);
    const found = boundOfDuals(grid, model, rowDuals.subarray(0, rows), prices);
    return found !== undefined && found.bound > nothing.bound ? found : nothing;
  } finally {
    program.dispose();
  }
}

/** Slots short and over: beside the steps, and in the rows of cover where there are any. */
function addDeviations(
  program: ColumnProgram,
  grid: DesignGrid,
  { steps }: StepModel,
  cover: CoverRows | undefined,
): void {
  const { slots } = grid;
  const besides = grid.demand.map(() => Array.from({ length: 2 * slots }, () => [] as number[]));
  const put = (isOver: boolean, skill: number, slot: number, row: number): void =>
    void besides[skill]?.[2 * slot + (isOver ? 1 : 0)]?.push(row);
  steps.forEach(({ skill, slot, before, change }, row) => {
    const rise = change > 0;
    put(!rise, skill, slot, row);
    if (before >= 0) put(rise, skill, before, row);
    program.add(0, 0, Infinity, [row], [-1]);
  });
  besides.forEach((list, skill) =>
    list.forEach((at, index) => {
      const isOver = index % 2 === 1;
      const slot = (index - (index % 2)) / 2;
      const price = (isOver ? grid.overPrice : grid.shortPrice)[skill] as number;
      const ones = at.map(() => 1);
      if (cover === undefined) {
        // Worked slots are the demand less short plus over, and their price belongs to these.
        const own = isOver ? price + grid.workPrice : Math.max(0, price - grid.workPrice);
        if (at.length > 0) program.add(own, 0, Infinity, at, ones);
        return;
      }
      const row = cover.first + skill * slots + slot;
      const there = isOver ? 1 : -1;
      const isLast = slot === slots - 1;
      program.add(
        price,
        0,
        Infinity,
        [...at, row, ...(isLast ? [] : [row + 1])],
        [...ones, there, ...(isLast ? [] : [-there])],
      );
    }),
  );
}

function addTypes(program: ColumnProgram, grid: DesignGrid, { steps, sets }: StepModel): void {
  const rows = steps.length;
  const inSet = sets.map(() => [] as number[]);
  steps.forEach(({ set }, row) => void inSet[set]?.push(row));
  inSet.forEach((at, set) => {
    const heights = at.map((row) => Math.abs((steps[row] as { change: number }).change));
    program.add(0, 0, Infinity, [...at, rows + set], [...heights, -1]);
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
    const ones = at.map(() => 1);
    program.add(grid.typePrice, 0, Infinity, at, ones);
  }
}
