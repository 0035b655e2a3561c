import type { Problem } from '../domain/problem.ts';
import type { Seconds } from '../domain/units.ts';
import type { DemandTable } from './demand.ts';
import { buildDemand, entriesOf } from './demand.ts';
import type { EmployeeKind, KindCompiler } from './kinds.ts';
import { kindCompiler } from './kinds.ts';
import type { Shape, ShapeSet } from './shapes.ts';
import { enumerateShapes } from './shapes.ts';
import { bestPlace, type Valuation } from './valuation.ts';

/** A problem compiled to integers: what every engine works on. */
export type Instance = {
  readonly problem: Problem;
  readonly set: ShapeSet;
  readonly table: DemandTable;
  readonly compiler: KindCompiler;
  readonly kinds: readonly EmployeeKind[];
  /** Kind of each employee. */
  readonly kindOf: Int32Array;
  /** Employees who work exactly their locks. */
  readonly fixed: ReadonlySet<string>;
};

/** `set`: the shapes of a problem that differs in prices alone, so that the lines of both have one code. Each of `steps` is a multiple of the slot. */
export function compileInstance(
  problem: Problem,
  fixed: ReadonlySet<string> = new Set(),
  set: ShapeSet = enumerateShapes(problem),
  steps: readonly Seconds[] = [],
): Instance {
  return compileUnless(() => false, problem, fixed, set, steps) as Instance;
}

/** The same; undefined where it is told to stop on the way. */
export function compileUnless(
  stopRequested: () => boolean,
  problem: Problem,
  fixed: ReadonlySet<string> = new Set(),
  set: ShapeSet = enumerateShapes(problem),
  steps: readonly Seconds[] = [],
): Instance | undefined {
  const table = buildDemand(problem, set, steps);
  const compiler = kindCompiler(problem, set, fixed, table.team?.classOf);
  const kinds = compiler.kinds(stopRequested);
  if (kinds === undefined) return undefined;
  const kindOf = new Int32Array(problem.team.employees.length);
  kinds.forEach((kind, index) => {
    for (const employee of kind.employees) kindOf[employee] = index;
  });
  return { problem, set, table, compiler, kinds, kindOf, fixed };
}

/** One employee's week as indexes: a shape (or -1) and the place of its breaks for each day. */
export type CodedLine = { readonly shapes: Int32Array; readonly meals: Int32Array };

export function shapeAt(set: ShapeSet, day: number, index: number): Shape {
  const shape = set.byDay[day]?.[index];
  if (shape === undefined) throw new Error(`no shape ${index} on day ${day}`);
  return shape;
}

/** A line with its breaks where the valuation puts them; outside days [firstDay, endDay) as those of `frame`. */
export function codeLine(
  { set }: Instance,
  shapes: Int32Array,
  valuation: Valuation,
  frame?: CodedLine,
  firstDay = 0,
  endDay = shapes.length,
): CodedLine {
  const meals = frame === undefined ? new Int32Array(shapes.length) : frame.meals.slice();
  for (let day = firstDay; day < endDay; day++) {
    const shape = shapes[day] as number;
    meals[day] = shape < 0 ? 0 : bestPlace(set, valuation, day, shape);
  }
  return { shapes, meals };
}

/** Class of a kind's employees in the counts of team rules. */
export function classOf({ table }: Pick<Instance, 'table'>, kind: EmployeeKind): number {
  return table.team?.classOf[kind.employees[0] as number] ?? 0;
}

/** Rows that a line counts in, and by how much, in order of day and slot. */
export type LineEntries = { readonly rows: Int32Array; readonly by: Float64Array };

export function lineEntries(instance: Instance, kind: EmployeeKind, line: CodedLine): LineEntries {
  const rows: number[] = [];
  const by: number[] = [];
  const employeeClass = classOf(instance, kind);
  line.shapes.forEach((index, day) => {
    if (index < 0) return;
    const shape = shapeAt(instance.set, day, index);
    entriesOf(instance.table, instance.set, employeeClass, shape, line.meals[day] as number, (row, times) => {
      rows.push(row);
      by.push(times);
    });
  });
  return { rows: Int32Array.from(rows), by: Float64Array.from(by) };
}

/**
 * Points of working a shape by itself: pay, wishes and the change from what was published, no cover. What another team has her do is no work of this
 * roster. `index`: of the shape on its day.
 */
export function shapeCost(instance: Instance, kind: EmployeeKind, shape: Shape, index: number): number {
  if (shape.elsewhere === true) return kind.offCost[shape.day] as number;
  const width = instance.table.templates + 1;
  const wishes = kind.workCost[shape.day * width + shape.template + 1] as number;
  const change = kind.changes?.[shape.day]?.[index] ?? 0;
  return shape.workSeconds * kind.pointsPerSecond + wishes + change;
}

/** Points of a line by itself: pay, wishes and rules with a weight, no cover. */
export function ownCost(instance: Instance, kind: EmployeeKind, line: CodedLine): number {
  let cost = kind.rulePoints?.(line.shapes, line.meals) ?? 0;
  line.shapes.forEach((index, day) => {
    cost +=
      index < 0 ? (kind.offCost[day] as number) : shapeCost(instance, kind, shapeAt(instance.set, day, index), index);
  });
  return cost;
}

/** Points of a line by itself less what the cover gains: what the pricer's cost of it is where that is exact. */
export function netCost(instance: Instance, kind: EmployeeKind, line: CodedLine, valuation: Valuation): number {
  let cost = ownCost(instance, kind, line);
  line.shapes.forEach((shape, day) => {
    if (shape >= 0) cost -= (valuation.value[day] as Float64Array)[shape] as number;
  });
  return cost;
}

/** Costs for the pricer: pay and wishes less what the cover gains, by day and shape; of days [firstDay, endDay) alone. */
export function pricedShapes(
  instance: Instance,
  kind: EmployeeKind,
  valuation: Valuation,
  into: readonly Float64Array[],
  firstDay = 0,
  endDay = into.length,
): void {
  for (let day = firstDay; day < endDay; day++) {
    const shapes = instance.set.byDay[day] as readonly Shape[];
    const costs = into[day] as Float64Array;
    const values = valuation.value[day] as Float64Array;
    for (let index = 0; index < shapes.length; index++) {
      const shape = shapes[index] as Shape;
      costs[index] = shapeCost(instance, kind, shape, index) - (values[index] as number);
    }
  }
}
