import { type LinearModel, modelBuilder } from '../../lp/model.ts';
import type { DesignGrid } from './grid.ts';
import type { StepWeight } from './step-weights.ts';
import type { StepModel } from './steps.ts';

/**
 * Which types are in use, without head-counts: a binary for each type, and at each step what the types in use can follow at most, with what is short and
 * over beside it. A relaxation of the head-counts, far smaller than these, and strong where the demand has steps that one type cannot follow alone.
 */
export function useModel(
  grid: DesignGrid,
  { steps }: StepModel,
  types: readonly number[],
  weights: readonly (readonly StepWeight[])[],
): LinearModel {
  const builder = modelBuilder();
  const column = new Map(types.map((type) => [type, builder.column(grid.typePrice, 0, 1, true)]));
  const beside = new Map<string, number>();
  const columnOf = (isShort: boolean, skill: number, slot: number): number => {
    const key = `${isShort} ${skill} ${slot}`;
    const known = beside.get(key);
    if (known !== undefined) return known;
    // Work that is not done is not paid for either: the whole demand's price of work stands outside of the model.
    const price = isShort
      ? Math.max(0, (grid.shortPrice[skill] as number) - grid.workPrice)
      : (grid.overPrice[skill] as number) + grid.workPrice;
    const made = builder.column(price, 0, Infinity, false);
    beside.set(key, made);
    return made;
  };
  steps.forEach(({ skill, slot, before, change }, index) => {
    const rise = change > 0;
    const columns = [columnOf(rise, skill, slot)];
    if (before >= 0) columns.push(columnOf(!rise, skill, before));
    const values = columns.map(() => 1);
    for (const { type, weight } of weights[index] as readonly StepWeight[]) {
      columns.push(column.get(type) as number);
      values.push(weight);
    }
    builder.row(Math.abs(change), Infinity, columns, values);
  });
  if (grid.mostTypes !== undefined) {
    const used = [...column.values()];
    builder.row(
      -Infinity,
      grid.mostTypes,
      used,
      used.map(() => 1),
    );
  }
  return builder.build();
}

/** The price of work of the whole demand, or of being short of it where that is cheaper: what stands outside of `useModel`. */
export function workOfDemand(grid: DesignGrid): number {
  return grid.demand.reduce(
    (sum, demand, skill) =>
      sum +
      demand.reduce((all, people) => all + people, 0) * Math.min(grid.workPrice, grid.shortPrice[skill] as number),
    0,
  );
}
