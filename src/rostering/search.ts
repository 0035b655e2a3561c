import type { Assignment } from './assignment.ts';
import type { LinePricer } from './best-line.ts';
import { valueOfOneMore, valueOfWeight, weightIn } from './demand.ts';
import type { CodedLine, Instance } from './instance.ts';
import { classOf, codeLine, netCost, pricedShapes } from './instance.ts';
import type { EmployeeKind } from './kinds.ts';
import { type Random, shuffle } from './random.ts';
import { emptyValuation, type Valuation, valueShapes } from './valuation.ts';

/** Rebuilds single employees exactly against the cover that the others leave. */
export type Rebuilder = {
  /** The best line of an employee for the present cover, `noise` points of perturbation a row; undefined when none is legal. */
  readonly bestFor: (assignment: Assignment, employee: number, noise: number) => CodedLine | undefined;
};

export function rebuilder(instance: Instance, pricer: LinePricer, random: Random): Rebuilder {
  const { table, set } = instance;
  const rowValue = new Float64Array(table.rows);
  const valuation = emptyValuation(table, set);
  const costs = set.byDay.map((shapes) => new Float64Array(shapes.length));
  return {
    bestFor(assignment, employee, noise) {
      const kind = instance.kinds[instance.kindOf[employee] as number] as EmployeeKind;
      const employeeClass = classOf(instance, kind);
      for (let row = 0; row < table.demandRows; row++) {
        const value = valueOfOneMore(table, row, assignment.counts[row] as number);
        rowValue[row] = noise === 0 ? value : value + noise * (random.next() - 0.5);
      }
      for (let row = table.demandRows; row < table.rows; row++) {
        const weight = weightIn(table, row, employeeClass);
        rowValue[row] = valueOfWeight(table, row, assignment.counts[row] as number, weight);
      }
      valueShapes(table, set, rowValue, valuation, employeeClass);
      pricedShapes(instance, kind, valuation, costs);
      return bestLine(instance, kind, pricer, costs, valuation);
    },
  };
}

/** Lines that are compared by their own points where the pricer does not know all of these. */
const COMPARED = 4;

/**
 * The best line of a kind for a valuation, of which `costs` are the pricer's. Where a rule with a weight, or a part of the pay, has no priced form, the best of some: of those that
 * cost least without it, and of the one that keeps the rule.
 */
function bestLine(
  instance: Instance,
  kind: EmployeeKind,
  pricer: LinePricer,
  costs: readonly Float64Array[],
  valuation: Valuation,
): CodedLine | undefined {
  const { strictModel, isCompared } = kind;
  const lines = [
    ...pricer.best(kind.model, costs, kind.offCost, isCompared ? COMPARED : 1, false),
    ...(strictModel === undefined ? [] : pricer.best(strictModel, costs, kind.offCost, 1, false)),
  ].map(({ shapes }) => codeLine(instance, shapes, valuation));
  let best = lines[0];
  if (best === undefined || lines.length === 1) return best;
  let least = netCost(instance, kind, best, valuation);
  for (const line of lines) {
    const cost = netCost(instance, kind, line, valuation);
    if (cost < least) [best, least] = [line, cost];
  }
  return best;
}

/** Gives every employee without a line the best one in turn, in random order; false when one has no legal line, or when stopped. */
export function fillGreedily(
  assignment: Assignment,
  builder: Rebuilder,
  random: Random,
  stopRequested: () => boolean,
): boolean {
  const open = assignment.lines
    .map((_, employee) => employee)
    .filter((employee) => assignment.lines[employee] === undefined);
  shuffle(open, random);
  for (const employee of open) {
    if (stopRequested()) return false;
    const line = builder.bestFor(assignment, employee, 0);
    if (line === undefined) return false;
    assignment.put(employee, line);
  }
  return true;
}

export type SearchLimits = {
  /** Share of the search that is over, 0 to 1; at 1 it ends. Drives the temperature. */
  readonly elapsed: (moves: number) => number;
  /** Ends the search early: cancel, or the bound is reached. */
  readonly done: (points: number) => boolean;
  readonly onBetter: (points: number, moves: number) => void;
  /** Hears of every line that is kept: good lines make good columns. */
  readonly onLine?: ((employee: number, line: CodedLine) => void) | undefined;
};

/** Temperature at the start, as a share of the price of an ordinary row: 0.3 spoiled what a dive had found, 0.05 improves on it. */
const WARMTH = 0.05;

/**
 * Large-neighbourhood search: takes out two or three employees, rebuilds each exactly in turn, and keeps the result by the
 * Metropolis rule while the temperature falls to 0. Leaves the best roster found in `assignment` and returns the moves made.
 */
export function searchRoster(
  instance: Instance,
  assignment: Assignment,
  builder: Rebuilder,
  random: Random,
  limits: SearchLimits,
): number {
  const employees = assignment.lines.length;
  let current = assignment.points();
  let best = current;
  let bestLines = [...assignment.lines];
  const { table } = instance;
  const typical =
    medianPositive(table.priceTarget.subarray(0, table.demandRows)) ||
    medianPositive(table.priceOver.subarray(0, table.demandRows)) ||
    1;
  let moves = 0;
  if (employees === 0) return moves;
  for (; ; moves++) {
    const share = limits.elapsed(moves);
    if (share >= 1 || limits.done(best)) break;
    const temperature = WARMTH * typical * (1 - share) ** 2;
    const size = Math.min(employees, 2 + random.below(2));
    const chosen: number[] = [];
    while (chosen.length < size) {
      const employee = random.below(employees);
      if (!chosen.includes(employee)) chosen.push(employee);
    }
    const old = chosen.map((employee) => assignment.take(employee));
    let legal = true;
    for (const employee of chosen) {
      const line = builder.bestFor(assignment, employee, temperature);
      if (line === undefined) {
        legal = false;
        break;
      }
      assignment.put(employee, line);
    }
    const points = legal ? assignment.points() : Number.POSITIVE_INFINITY;
    const worse = points - current;
    const accepted = worse <= 0 || (temperature > 0 && random.next() < Math.exp(-worse / temperature));
    if (accepted) {
      current = points;
      for (const employee of chosen) {
        const line = assignment.lines[employee];
        if (line !== undefined) limits.onLine?.(employee, line);
      }
    } else {
      for (const employee of chosen) assignment.take(employee);
      chosen.forEach((employee, index) => {
        const line = old[index];
        if (line !== undefined) assignment.put(employee, line);
      });
    }
    if (current < best - 1e-7) {
      best = current;
      bestLines = [...assignment.lines];
      limits.onBetter(best, moves);
    }
  }
  restore(assignment, bestLines);
  return moves;
}

/** Puts given lines in place of whatever the assignment holds. */
export function restore(assignment: Assignment, lines: readonly (CodedLine | undefined)[]): void {
  lines.forEach((line, employee) => {
    if (assignment.lines[employee] === line) return;
    assignment.take(employee);
    if (line !== undefined) assignment.put(employee, line);
  });
}

function medianPositive(values: Float64Array): number {
  const positive = values.filter((value) => value > 0).sort();
  return positive[positive.length >> 1] ?? 0;
}
