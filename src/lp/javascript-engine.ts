import type { ModelDefinition, SolverAPI } from 'javascript-lp-solver';
import solver from 'javascript-lp-solver';
import type { LinearModel, LinearSolution } from './model.ts';
import { objectiveOf, roundIntegers, satisfies } from './model.ts';

// The package's declarations are read as CommonJS and its code as a module, so the type of the default import is one level off.
const api = solver as unknown as SolverAPI;

/**
 * Solves a linear integer program with javascript-lp-solver, to the end: its own time limit is not kept inside one linear
 * program and on time-out it may call a fractional point feasible. Whoever calls runs this in a thread that can be killed. Only
 * `isIntegral === true` and a point that passes `satisfies` are believed; anything else is `unknown`.
 */
export function solveWithJavascript(model: LinearModel): LinearSolution {
  const constraints: Record<string, { min?: number; max?: number; equal?: number }> = {};
  const variables: Record<string, Record<string, number>> = {};
  const ints: Record<string, 1> = {};
  for (let column = 0; column < model.columns; column++) {
    const name = `x${column}`;
    const lower = model.columnLower[column] as number;
    const upper = model.columnUpper[column] as number;
    if (lower < 0)
      throw new Error(`column ${column} has the negative lower bound ${lower}, which this engine cannot hold`);
    const entries: Record<string, number> = { cost: model.cost[column] as number };
    if (Number.isFinite(upper) || lower > 0) {
      const bounds: { min?: number; max?: number } = {};
      if (lower > 0) bounds.min = lower;
      if (Number.isFinite(upper)) bounds.max = upper;
      constraints[`b${column}`] = bounds;
      entries[`b${column}`] = 1;
    }
    variables[name] = entries;
    if (model.integer[column] === 1) ints[name] = 1;
  }
  for (let row = 0; row < model.rows; row++) {
    const lower = model.rowLower[row] as number;
    const upper = model.rowUpper[row] as number;
    const range: { min?: number; max?: number; equal?: number } = {};
    if (lower === upper) range.equal = lower;
    else {
      if (Number.isFinite(lower)) range.min = lower;
      if (Number.isFinite(upper)) range.max = upper;
    }
    constraints[`r${row}`] = range;
    for (let entry = model.rowStarts[row] as number; entry < (model.rowStarts[row + 1] as number); entry++) {
      const column = variables[`x${model.entryColumns[entry] as number}`];
      if (column !== undefined) column[`r${row}`] = model.entryValues[entry] as number;
    }
  }
  const definition: ModelDefinition = {
    optimize: 'cost',
    opType: 'min',
    constraints,
    variables,
    ints,
    options: { useIncremental: true },
  };
  const answer = api.Solve(definition) as { feasible?: boolean; isIntegral?: boolean } & Record<string, unknown>;
  if (answer.feasible !== true) {
    // "not feasible" is not believed as a proof either: the next engine settles it.
    return { status: 'unknown', endedBy: 'proof', iterations: 1 };
  }
  const values = roundIntegers(
    model,
    Array.from({ length: model.columns }, (_, column) => {
      const value = answer[`x${column}`];
      return typeof value === 'number' ? value : 0;
    }),
  );
  if (answer.isIntegral !== true || !satisfies(model, values))
    return { status: 'unknown', endedBy: 'proof', iterations: 1 };
  const objective = objectiveOf(model, values);
  return { status: 'optimal', endedBy: 'proof', values, objective, bound: objective, iterations: 1 };
}
