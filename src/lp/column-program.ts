import type { Model } from 'highs';
import type { HighsModule } from './highs-engine.ts';

/** Where a linear program stands after a solve. Duals are the change of the optimum per unit of the row's right-hand side. */
export type ColumnProgramSolution = {
  readonly objective: number;
  readonly values: Float64Array;
  readonly rowDuals: Float64Array;
};

/** A linear program with fixed rows whose columns come one after another, kept warm between solves. Dispose it when done. */
export type ColumnProgram = {
  /** Adds a continuous column and returns its index; `rows` without repeats. */
  readonly add: (
    cost: number,
    lower: number,
    upper: number,
    rows: ArrayLike<number>,
    values: ArrayLike<number>,
  ) => number;
  readonly setBounds: (column: number, lower: number, upper: number) => void;
  /** Optimal solution, or undefined when HiGHS reports anything else. */
  readonly solve: (stopRequested: () => boolean) => ColumnProgramSolution | undefined;
  readonly dispose: () => void;
};

/** Opens a program with equality rows `rowValues`. */
export function columnProgram(highs: HighsModule, rowValues: Float64Array): ColumnProgram {
  const rows = rowValues.length;
  const native: Model = highs.createModel({
    numCols: 0,
    numRows: rows,
    colCost: new Float64Array(0),
    colLower: new Float64Array(0),
    colUpper: new Float64Array(0),
    rowLower: rowValues,
    rowUpper: rowValues,
    matrix: {
      format: 'csc',
      numRows: rows,
      numCols: 0,
      starts: new Int32Array(1),
      indices: new Int32Array(0),
      values: new Float64Array(0),
    },
  });
  native.options.set({ output_flag: false, presolve: 'off', solver: 'simplex' });
  let count = 0;
  let pending: { cost: number; lower: number; upper: number; rows: ArrayLike<number>; values: ArrayLike<number> }[] =
    [];
  let added = false;
  let bounded = false;

  const flush = (): void => {
    if (pending.length === 0) return;
    const starts = new Int32Array(pending.length + 1);
    pending.forEach((column, index) => {
      starts[index + 1] = (starts[index] as number) + column.rows.length;
    });
    const entries = starts[pending.length] as number;
    const indices = new Int32Array(entries);
    const values = new Float64Array(entries);
    pending.forEach((column, index) => {
      indices.set(Array.from(column.rows), starts[index]);
      values.set(Array.from(column.values), starts[index]);
    });
    native.addCols({
      cost: Float64Array.from(pending, (column) => column.cost),
      lower: Float64Array.from(pending, (column) => column.lower),
      upper: Float64Array.from(pending, (column) => column.upper),
      matrix: { format: 'csc', numRows: rows, numCols: pending.length, starts, indices, values },
    });
    pending = [];
    added = true;
  };

  return {
    add(cost, lower, upper, at, values) {
      pending.push({ cost, lower, upper, rows: at, values });
      count++;
      return count - 1;
    },
    setBounds(column, lower, upper) {
      flush();
      native.changeColBounds(column, lower, upper);
      bounded = true;
    },
    solve(stopRequested) {
      flush();
      // New columns keep the basis primal feasible, changed bounds keep it dual feasible: 4 is primal simplex, 1 dual simplex.
      native.options.set('simplex_strategy', added && !bounded ? 4 : 1);
      added = false;
      bounded = false;
      native.run({
        [highs.constants.callbackType.simplexInterrupt]: (event): undefined => {
          if (stopRequested()) event.interrupt();
        },
      });
      if (native.getModelStatus() !== highs.constants.modelStatus.optimal) return undefined;
      const solution = native.getSolution();
      return {
        objective: native.getObjectiveValue(),
        values: Float64Array.from(solution.colValue),
        rowDuals: Float64Array.from(solution.rowDual),
      };
    },
    dispose: () => native.dispose(),
  };
}
