import type { Basis, Model } from 'highs';
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
  /** Holds a column at 0 until it is woken; the engine may forget it meanwhile. Its bounds must hold 0. */
  readonly rest: (column: number) => void;
  readonly wake: (column: number) => void;
  /** Optimal solution, or undefined when HiGHS reports anything else. */
  readonly solve: (stopRequested: () => boolean) => ColumnProgramSolution | undefined;
  readonly dispose: () => void;
};

type ProgramColumn = {
  readonly cost: number;
  readonly lower: number;
  readonly upper: number;
  readonly rows: ArrayLike<number>;
  readonly values: ArrayLike<number>;
};

/** Columns at rest are taken out of the engine where there are so many, and so large a share of all. */
const LEAST_PURGED = 200;
const PURGED_SHARE = 0.2;

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
  /** Columns by index of this program: what they are, and their place in the engine, -1 while they are in none. */
  const columns: ProgramColumn[] = [];
  const places: number[] = [];
  /** Indexes by place in the engine. */
  let held: number[] = [];
  let pending: number[] = [];
  const resting = new Set<number>();
  let added = false;
  let bounded = false;
  /** Of the last solve; columns that came since are behind those that it tells of. */
  let basis: Basis | undefined;

  const flush = (): void => {
    if (pending.length === 0) return;
    const own = pending.map((index) => columns[index] as ProgramColumn);
    const starts = new Int32Array(own.length + 1);
    own.forEach((column, index) => {
      starts[index + 1] = (starts[index] as number) + column.rows.length;
    });
    const entries = starts[own.length] as number;
    const indices = new Int32Array(entries);
    const values = new Float64Array(entries);
    own.forEach((column, index) => {
      indices.set(Array.from(column.rows), starts[index]);
      values.set(Array.from(column.values), starts[index]);
    });
    native.addCols({
      cost: Float64Array.from(own, (column) => column.cost),
      lower: Float64Array.from(own, (column) => column.lower),
      upper: Float64Array.from(own, (column) => column.upper),
      matrix: { format: 'csc', numRows: rows, numCols: own.length, starts, indices, values },
    });
    for (const index of pending) {
      places[index] = held.length;
      held.push(index);
    }
    pending = [];
    added = true;
  };

  /** Takes columns that rest out of the engine, with the basis kept: it prices them in every step otherwise. */
  const purge = (): void => {
    const { basic, lower } = highs.constants.basisStatus;
    if (basis === undefined || resting.size < Math.max(LEAST_PURGED, PURGED_SHARE * held.length)) return;
    const colStatus = new Int32Array(held.length).fill(lower);
    colStatus.set(basis.colStatus);
    const { rowStatus } = basis;
    const isGone = held.map((index, place) => resting.has(index) && colStatus[place] !== basic);
    const indices = Int32Array.from(isGone.flatMap((gone, place) => (gone ? [place] : [])));
    if (indices.length < LEAST_PURGED) return;
    native.deleteCols({ kind: 'set', indices });
    native.setBasis({ colStatus: colStatus.filter((_, place) => isGone[place] === false), rowStatus });
    for (const place of indices) {
      const index = held[place] as number;
      places[index] = -1;
      resting.delete(index);
    }
    held = held.filter((_, place) => isGone[place] === false);
    held.forEach((index, place) => {
      places[index] = place;
    });
  };

  return {
    add(cost, lower, upper, at, values) {
      columns.push({ cost, lower, upper, rows: at, values });
      places.push(-1);
      pending.push(columns.length - 1);
      return columns.length - 1;
    },
    setBounds(column, lower, upper) {
      flush();
      native.changeColBounds(places[column] as number, lower, upper);
      bounded = true;
    },
    rest(column) {
      flush();
      native.changeColBounds(places[column] as number, 0, 0);
      resting.add(column);
      bounded = true;
    },
    wake(column) {
      const { lower, upper } = columns[column] as ProgramColumn;
      if (places[column] === -1) pending.push(column);
      else {
        native.changeColBounds(places[column] as number, lower, upper);
        resting.delete(column);
        // It may come in as a new one does.
        added = true;
      }
    },
    solve(stopRequested) {
      purge();
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
      const isOptimal = native.getModelStatus() === highs.constants.modelStatus.optimal;
      basis = isOptimal ? native.getBasis() : undefined;
      if (!isOptimal) return undefined;
      const { colValue, rowDual } = native.getSolution();
      return {
        objective: native.getObjectiveValue(),
        values: Float64Array.from(places, (place) => (place < 0 ? 0 : (colValue[place] as number))),
        rowDuals: Float64Array.from(rowDual),
      };
    },
    dispose: () => native.dispose(),
  };
}
