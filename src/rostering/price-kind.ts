import type { LinePricer } from './best-line.ts';
import type { EmployeeKind } from './kinds.ts';
import type { LineLimits, PricedLines } from './priced-line.ts';

/** Cells of a node for a relaxed line: the hours of a year near the rate that its limits ask for, and little else. */
export const RELAXED_CELLS = 400;

/**
 * Lines of a kind that are surely legal, and a cost that none of its lines is below, legal for sure or not: what a bound may count on. `least` is
 * `limits.below` where no line is cheaper. Lines of a relaxed answer need not be legal.
 */
export function priceKind(
  pricer: LinePricer,
  { model, boundModel, offCost }: Pick<EmployeeKind, 'model' | 'boundModel' | 'offCost'>,
  costs: readonly Float64Array[],
  count: number,
  limits: LineLimits = {},
): PricedLines {
  if (boundModel === model || limits.mostCells !== undefined)
    return pricer.price(boundModel, costs, offCost, count, limits);
  const lines = pricer.best(model, costs, offCost, count, false, limits);
  return { lines, least: pricer.price(boundModel, costs, offCost, 1, limits).least };
}
