/** Linear (integer) programs as flat arrays, and what an engine answers. Minimisation throughout. */

export type LinearModel = {
  readonly columns: number;
  readonly rows: number;
  readonly cost: Float64Array;
  readonly columnLower: Float64Array;
  readonly columnUpper: Float64Array;
  /** 1 where the column must be a whole number. */
  readonly integer: Uint8Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** Row r has its entries at [rowStarts[r], rowStarts[r + 1]). */
  readonly rowStarts: Int32Array;
  readonly entryColumns: Int32Array;
  readonly entryValues: Float64Array;
};

export type ModelBuilder = {
  /** Adds a column and returns its index. */
  readonly column: (cost: number, lower: number, upper: number, integer: boolean) => number;
  /** Adds a row lower <= sum of values * columns <= upper and returns its index; a column may occur once. */
  readonly row: (lower: number, upper: number, columns: readonly number[], values: readonly number[]) => number;
  readonly build: () => LinearModel;
};

/** Collects columns and rows one by one. */
export function modelBuilder(): ModelBuilder {
  const cost: number[] = [];
  const columnLower: number[] = [];
  const columnUpper: number[] = [];
  const integer: number[] = [];
  const rowLower: number[] = [];
  const rowUpper: number[] = [];
  const rowStarts: number[] = [0];
  const entryColumns: number[] = [];
  const entryValues: number[] = [];
  return {
    column(price, lower, upper, whole) {
      cost.push(price);
      columnLower.push(lower);
      columnUpper.push(upper);
      integer.push(whole ? 1 : 0);
      return cost.length - 1;
    },
    row(lower, upper, columns, values) {
      for (let index = 0; index < columns.length; index++) {
        entryColumns.push(columns[index] as number);
        entryValues.push(values[index] as number);
      }
      rowLower.push(lower);
      rowUpper.push(upper);
      rowStarts.push(entryColumns.length);
      return rowLower.length - 1;
    },
    build: () => ({
      columns: cost.length,
      rows: rowLower.length,
      cost: Float64Array.from(cost),
      columnLower: Float64Array.from(columnLower),
      columnUpper: Float64Array.from(columnUpper),
      integer: Uint8Array.from(integer),
      rowLower: Float64Array.from(rowLower),
      rowUpper: Float64Array.from(rowUpper),
      rowStarts: Int32Array.from(rowStarts),
      entryColumns: Int32Array.from(entryColumns),
      entryValues: Float64Array.from(entryValues),
    }),
  };
}

export type LinearStatus = 'optimal' | 'feasible' | 'infeasible' | 'unknown';

/** `values` are rounded where the column is integer and have passed `satisfies`; absent unless optimal or feasible. */
export type LinearSolution = {
  readonly status: LinearStatus;
  readonly endedBy: 'proof' | 'gap' | 'time' | 'iterations' | 'cancel';
  readonly values?: Float64Array | undefined;
  readonly objective?: number | undefined;
  /** Proven lower bound of the objective; absent where the engine proves none. */
  readonly bound?: number | undefined;
  /** Nodes of branch and bound. */
  readonly iterations: number;
  /** Steps of the simplex method over all nodes, where the engine counts them. */
  readonly steps?: number | undefined;
};

export type LinearLimits = {
  readonly seconds?: number | undefined;
  /** Branch-and-bound nodes; with it no clock ends the solve. */
  readonly nodes?: number | undefined;
  /** Steps of the simplex method over all nodes, beside `nodes`: a node may take thousands. Looked at between linear programs. */
  readonly steps?: number | undefined;
  readonly seed: number;
  readonly relativeGap: number;
  /** What the objective has besides, which the gap is a share of too; the objective and the bound of a solution are without it. Default 0. */
  readonly offset?: number | undefined;
  /** Only solutions below this objective are looked for; others that are met on the way may still be handed back. */
  readonly cutoff?: number | undefined;
  /** Values of a known solution to start from. */
  readonly start?: Float64Array | undefined;
  readonly stopRequested: () => boolean;
  /** Called with each better solution's objective and the bound known then. */
  readonly onProgress?: ((objective: number | null, bound: number | null) => void) | undefined;
};

/** Objective of a point. */
export function objectiveOf(model: LinearModel, values: Float64Array): number {
  let sum = 0;
  for (let column = 0; column < model.columns; column++)
    sum += (model.cost[column] as number) * (values[column] as number);
  return sum;
}

/**
 * Whether a point keeps every bound, every row and every integrality, to `tolerance` in absolute terms plus the same share of
 * a row's own size. Written from the model alone: it shares no code with any engine.
 */
export function satisfies(model: LinearModel, values: Float64Array, tolerance = 1e-6): boolean {
  for (let column = 0; column < model.columns; column++) {
    const value = values[column] as number;
    if (!Number.isFinite(value)) return false;
    if (value < (model.columnLower[column] as number) - tolerance) return false;
    if (value > (model.columnUpper[column] as number) + tolerance) return false;
    if (model.integer[column] === 1 && Math.abs(value - Math.round(value)) > tolerance) return false;
  }
  for (let row = 0; row < model.rows; row++) {
    let activity = 0;
    let size = 1;
    for (let entry = model.rowStarts[row] as number; entry < (model.rowStarts[row + 1] as number); entry++) {
      const term = (model.entryValues[entry] as number) * (values[model.entryColumns[entry] as number] as number);
      activity += term;
      size = Math.max(size, Math.abs(term));
    }
    if (activity < (model.rowLower[row] as number) - tolerance * size) return false;
    if (activity > (model.rowUpper[row] as number) + tolerance * size) return false;
  }
  return true;
}

/** Integer columns rounded to whole numbers: engines return them off by about 1e-7. */
export function roundIntegers(model: LinearModel, values: ArrayLike<number>): Float64Array {
  const rounded = Float64Array.from(values);
  for (let column = 0; column < model.columns; column++) {
    if (model.integer[column] === 1) rounded[column] = Math.round(rounded[column] as number);
  }
  return rounded;
}
