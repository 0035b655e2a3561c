import type { Highs, Model } from 'highs';
import type { LinearLimits, LinearModel, LinearSolution } from './model.ts';
import { objectiveOf, roundIntegers, satisfies } from './model.ts';

/** The loaded HiGHS module; `main` loads it, because reading the WASM file is I/O. */
export type HighsModule = Highs;

function open(highs: HighsModule, model: LinearModel, offset: number): Model {
  const integrality = new Int32Array(model.columns);
  for (let column = 0; column < model.columns; column++) integrality[column] = model.integer[column] as number;
  return highs.createModel({
    numCols: model.columns,
    numRows: model.rows,
    offset,
    colCost: model.cost,
    colLower: model.columnLower,
    colUpper: model.columnUpper,
    rowLower: model.rowLower,
    rowUpper: model.rowUpper,
    matrix: {
      format: 'csr',
      numRows: model.rows,
      numCols: model.columns,
      starts: model.rowStarts,
      indices: model.entryColumns,
      values: model.entryValues,
    },
    integrality,
  });
}

/** A model with nothing to decide, which HiGHS does not take: it is solved, or cannot be. */
function withoutColumns(model: LinearModel): LinearSolution {
  const values = new Float64Array(0);
  if (!satisfies(model, values)) return { status: 'infeasible', endedBy: 'proof', iterations: 0 };
  return { status: 'optimal', endedBy: 'proof', values, objective: 0, bound: 0, iterations: 0 };
}

/** Solves a linear integer program with HiGHS; every solution handed back has been rounded and checked against the model. */
export function solveWithHighs(highs: HighsModule, model: LinearModel, limits: LinearLimits): LinearSolution {
  if (model.columns === 0) return withoutColumns(model);
  const { callbackType, modelStatus } = highs.constants;
  const { offset = 0 } = limits;
  const native = open(highs, model, offset);
  let cancelled = false;
  let isSpent = false;
  let steps = 0;
  let bestObjective: number | null = null;
  let bestValues: Float64Array | undefined;
  let bound: number | undefined;
  try {
    native.options.set({ output_flag: false, random_seed: limits.seed % 2147483647, mip_rel_gap: limits.relativeGap });
    native.options.set('mip_abs_gap', 1e-6);
    native.options.set('mip_feasibility_tolerance', 1e-7);
    if (limits.nodes !== undefined) native.options.set('mip_max_nodes', limits.nodes);
    else if (limits.seconds !== undefined) native.options.set('time_limit', Math.max(0.01, limits.seconds));
    if (limits.cutoff !== undefined) native.options.set('objective_bound', limits.cutoff + offset);
    if (limits.start !== undefined) native.setSolution({ colValue: limits.start });
    const stop = (event: { interrupt: () => void }): undefined => {
      if (!limits.stopRequested()) return;
      cancelled = true;
      event.interrupt();
    };
    native.run({
      [callbackType.simplexInterrupt]: stop,
      [callbackType.mipInterrupt]: (event): undefined => {
        const seen = event.data.mip_dual_bound;
        if (seen !== undefined && Number.isFinite(seen) && Math.abs(seen) < 1e300) bound = seen - offset;
        limits.onProgress?.(bestObjective, bound ?? null);
        steps = Math.max(steps, Number(event.data.mip_total_lp_iterations ?? 0));
        if (limits.steps !== undefined && steps >= limits.steps) {
          isSpent = true;
          event.interrupt();
        } else stop(event);
      },
      [callbackType.mipImprovingSolution]: (event): undefined => {
        const found = event.data.mip_solution;
        if (found === undefined) return;
        const values = roundIntegers(model, found);
        if (!satisfies(model, values)) return;
        const objective = objectiveOf(model, values);
        if (bestObjective !== null && objective >= bestObjective) return;
        bestObjective = objective;
        bestValues = values;
        limits.onProgress?.(objective, bound ?? null);
      },
    });
    const status = native.getModelStatus();
    const nodes = Number(native.info.get('mip_node_count'));
    const iterations = Number.isFinite(nodes) && nodes > 0 ? nodes : 0;
    if (status === modelStatus.infeasible) return { status: 'infeasible', endedBy: 'proof', iterations, steps };
    const final = native.info.get('mip_dual_bound');
    if (typeof final === 'number' && Number.isFinite(final) && Math.abs(final) < 1e300) bound = final - offset;
    const isMip = model.integer.includes(1);
    if (!isMip && status === modelStatus.optimal) bound = native.getObjectiveValue() - offset;
    const returned = roundIntegers(model, native.getSolution().colValue);
    if (returned.length === model.columns && satisfies(model, returned)) {
      const objective = objectiveOf(model, returned);
      if (bestObjective === null || objective <= bestObjective) {
        bestObjective = objective;
        bestValues = returned;
      }
    }
    const endedBy =
      status === modelStatus.optimal
        ? 'proof'
        : cancelled
          ? 'cancel'
          : isSpent || status === modelStatus.solutionLimit || limits.nodes !== undefined
            ? 'iterations'
            : 'time';
    if (bestValues === undefined || bestObjective === null)
      return { status: 'unknown', endedBy, bound, iterations, steps };
    const proven = status === modelStatus.optimal;
    return {
      status: proven ? 'optimal' : 'feasible',
      endedBy,
      values: bestValues,
      objective: bestObjective,
      bound,
      iterations,
      steps,
    };
  } finally {
    native.dispose();
  }
}
