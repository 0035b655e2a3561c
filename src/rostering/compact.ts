import type { LinearModel } from '../lp/model.ts';
import { modelBuilder } from '../lp/model.ts';
import type { CodedLine, Instance } from './instance.ts';
import { entriesOf, segmentsOf, unitsOf } from './demand.ts';
import { classOf, lineEntries, shapeAt, shapeCost } from './instance.ts';
import type { EmployeeKind } from './kinds.ts';
import { type Choice, flowRowsOf, type PhaseFlow } from './compact-phases.ts';
import { hasConvexPrices, type PriceColumns, priceRowsOf } from './compact-prices.ts';
import type { Counter, LineModel } from './line-model.ts';
import type { DaySpan } from '../rules/rule.ts';
import type { Shape } from './shapes.ts';

/** The compact integer program of an instance, with the way back from its points to lines. */
export type CompactModel = {
  readonly model: LinearModel;
  readonly decode: (values: Float64Array) => readonly CodedLine[];
  readonly encode: (lines: readonly CodedLine[]) => Float64Array;
  /** Points that the rows leave out: cover whose every row is fixed is in, so this is the constant of days off alone. */
  readonly constant: number;
};

/** Whether the compact model can say all of the instance: lines legal from one side alone, and prices that are known and convex. */
export function isCompact(instance: Instance): boolean {
  return instance.kinds.every((kind) => kind.isExact && hasConvexPrices(kind.model));
}

/** Number of binaries that the compact model would have. */
export function compactSize(instance: Instance): number {
  let size = 0;
  for (const kind of instance.kinds) {
    let own = 0;
    kind.model.allowed.forEach((row, day) => {
      row.forEach((flag, shape) => {
        if (flag === 1) own += placesOf(shapeAt(instance.set, day, shape));
      });
    });
    size += own * kind.employees.length;
  }
  return size;
}

/** Number of places that a shape's breaks can take. */
function placesOf({ plan, mealOffsets }: Shape): number {
  return plan === undefined ? Math.max(1, mealOffsets.length) : plan.size;
}

/**
 * One binary per employee, day, shape and place of its breaks; rows of the rules from the same compiled line model that pricing uses;
 * piecewise linear cover; hours of equal employees in falling order, which removes their symmetry. Every kind of rule must be exact.
 */
export function buildCompact(instance: Instance): CompactModel {
  const { table, set, kinds, problem } = instance;
  const builder = modelBuilder();
  const choices: Choice[][] = problem.team.employees.map(() => []);
  const inRow: { columns: number[]; values: number[] }[] = Array.from({ length: table.rows }, () => ({
    columns: [],
    values: [],
  }));
  const hours: { columns: number[]; seconds: number[] }[] = problem.team.employees.map(() => ({
    columns: [],
    seconds: [],
  }));
  const flows: (PhaseFlow | undefined)[] = problem.team.employees.map(() => undefined);
  const prices: (PriceColumns | undefined)[] = problem.team.employees.map(() => undefined);
  let constant = 0;
  let unit = 0;
  for (const kind of kinds) {
    const employeeClass = classOf(instance, kind);
    for (const employee of kind.employees) {
      for (let day = 0; day < set.dates.length; day++) constant += kind.offCost[day] as number;
      constant += kind.model.constant;
      const own = choices[employee] as Choice[];
      kind.model.allowed.forEach((row, day) => {
        row.forEach((flag, index) => {
          if (flag !== 1) return;
          const shape = shapeAt(set, day, index);
          const byRules = kind.model.shapePoints?.[day]?.[index] ?? 0;
          const price = shapeCost(instance, kind, shape, index) + byRules - (kind.offCost[day] as number);
          const places = shape.plan?.all() ?? Array.from({ length: placesOf(shape) }, (_, place) => place);
          for (const meal of places) {
            const column = builder.column(price, 0, 1, true);
            own.push({ column, day, shape: index, meal });
            entriesOf(table, set, employeeClass, shape, meal, (at, by) => {
              inRow[at]?.columns.push(column);
              inRow[at]?.values.push(by);
            });
            hours[employee]?.columns.push(column);
            hours[employee]?.seconds.push(shape.workSeconds);
            unit = greatestCommon(unit, shape.workSeconds);
          }
        });
      });
      lineRowsOf(kind.model, own, builder.row);
      flows[employee] = flowRowsOf(kind.model, own, builder);
      prices[employee] = priceRowsOf(kind.model, own, builder);
    }
  }
  const slackFrom: number[] = [];
  for (let row = 0; row < table.rows; row++) {
    const { columns, values } = inRow[row] as (typeof inRow)[number];
    slackFrom.push(columns.length);
    for (const { price, units, sign } of segmentsOf(table, row)) {
      columns.push(builder.column(price, 0, units, false));
      values.push(sign);
    }
    const right = (table.target[row] as number) - (table.base[row] as number);
    builder.row(right, right, columns, values);
  }
  for (const kind of kinds) {
    for (let index = 1; index < kind.employees.length; index++) {
      const more = hours[kind.employees[index - 1] as number] as { columns: number[]; seconds: number[] };
      const less = hours[kind.employees[index] as number] as { columns: number[]; seconds: number[] };
      builder.row(
        0,
        Number.POSITIVE_INFINITY,
        [...more.columns, ...less.columns],
        [...more.seconds.map((value) => value / unit), ...less.seconds.map((value) => -value / unit)],
      );
    }
  }
  const spreads: { employees: number[]; most: number; least: number }[] = [];
  if (problem.prices.hoursSpread > 0 && unit > 0) {
    const price = (problem.prices.hoursSpread * unit) / 3600;
    for (const contract of new Set(problem.team.employees.map((one) => one.contract))) {
      const employees = problem.team.employees.flatMap((one, index) => (one.contract === contract ? [index] : []));
      const largest = Math.max(...employees.map((employee) => mostSeconds(instance, employee))) / unit;
      const most = builder.column(price, 0, largest, true);
      const least = builder.column(-price, 0, largest, true);
      spreads.push({ employees, most, least });
      for (const employee of employees) {
        const { columns, seconds } = hours[employee] as { columns: number[]; seconds: number[] };
        const values = seconds.map((value) => value / unit);
        builder.row(Number.NEGATIVE_INFINITY, 0, [...columns, most], [...values, -1]);
        builder.row(0, Number.POSITIVE_INFINITY, [...columns, least], [...values, -1]);
      }
    }
  }
  const model = builder.build();
  return {
    model,
    constant,
    decode: (values) =>
      choices.map((own) => {
        const shapes = new Int32Array(set.dates.length).fill(-1);
        const meals = new Int32Array(set.dates.length);
        for (const choice of own) {
          if ((values[choice.column] as number) < 0.5) continue;
          shapes[choice.day] = choice.shape;
          meals[choice.day] = choice.meal;
        }
        return { shapes, meals };
      }),
    encode: (lines) => {
      const values = new Float64Array(model.columns);
      const sorted = sortedWithinKinds(instance, lines);
      choices.forEach((own, employee) => {
        const line = sorted[employee] as CodedLine;
        for (const choice of own) {
          if (line.shapes[choice.day] === choice.shape && line.meals[choice.day] === choice.meal)
            values[choice.column] = 1;
        }
        flows[employee]?.encode(line.shapes, values);
        prices[employee]?.encode(line.shapes, values);
      });
      const counts = Float64Array.from(table.base);
      sorted.forEach((line, employee) => {
        const kind = kinds[instance.kindOf[employee] as number] as EmployeeKind;
        const { rows, by } = lineEntries(instance, kind, line);
        rows.forEach((row, index) => {
          counts[row] = (counts[row] as number) + (by[index] as number);
        });
      });
      for (let row = 0; row < table.rows; row++) {
        const slack = inRow[row]?.columns.slice(slackFrom[row]) ?? [];
        unitsOf(table, row, counts[row] as number).forEach((units, index) => {
          values[slack[index] as number] = units;
        });
      }
      for (const { employees, most, least } of spreads) {
        const each = employees.map((employee) => secondsOf(instance, sorted[employee] as CodedLine) / unit);
        values[most] = Math.max(...each);
        values[least] = Math.min(...each);
      }
      return values;
    },
  };
}

type AddRow = (lower: number, upper: number, columns: readonly number[], values: readonly number[]) => number;

/** Rows of one employee's line: one shape a day, counters, runs, order. */
function lineRowsOf(model: LineModel, own: readonly Choice[], row: AddRow): void {
  const days = model.days;
  const byDay: Choice[][] = Array.from({ length: days }, () => []);
  for (const choice of own) (byDay[choice.day] as Choice[]).push(choice);
  const columnsOf = (from: number, to: number): number[] =>
    byDay.slice(Math.max(0, from), Math.max(0, to)).flatMap((list) => list.map((choice) => choice.column));
  const ones = (columns: readonly number[]): number[] => columns.map(() => 1);
  for (let day = 0; day < days; day++) {
    const columns = columnsOf(day, day + 1);
    row(model.mustWork[day] === true ? 1 : 0, 1, columns, ones(columns));
  }
  if (model.impossible) row(1, 1, [], []);
  for (const counter of model.counters) {
    const columns: number[] = [];
    const values: number[] = [];
    for (const choice of own) {
      const weight = counter.weights[choice.day]?.[choice.shape] ?? 0;
      if (weight === 0) continue;
      columns.push(choice.column);
      values.push(weight);
    }
    if (counter.onlyWith !== undefined) {
      guardedRows(counter, own, columns, values, row);
      continue;
    }
    row(counter.minimum, counter.saturates ? Number.POSITIVE_INFINITY : counter.maximum, columns, values);
  }
  const { maximum, before, after } = model.run;
  if (maximum > 0) {
    for (let first = 0; first + maximum < days; first++) {
      const columns = columnsOf(first, first + maximum + 1);
      row(0, maximum, columns, ones(columns));
    }
    if (before > 0) {
      const columns = columnsOf(0, maximum - before + 1);
      row(0, Math.max(0, maximum - before), columns, ones(columns));
    }
    if (after > 0) {
      const columns = columnsOf(days - (maximum - after + 1), days);
      row(0, Math.max(0, maximum - after), columns, ones(columns));
    }
    if (before > 0 && after > 0 && before + days + after > maximum) {
      // A run through the whole horizon joins what lies on both sides of it.
      const columns = columnsOf(0, days);
      row(0, days - 1, columns, ones(columns));
    }
  }
  orderRows(model, byDay, row);
}

/** A maximum that holds only with a shift on certain days: a row for each of them, slack where nothing is worked on it. */
function guardedRows(
  { weights, maximum, onlyWith }: Counter,
  own: readonly Choice[],
  columns: readonly number[],
  values: readonly number[],
  row: AddRow,
): void {
  const most = weights.reduce((sum, day) => sum + Math.max(0, ...(day ?? [])), 0);
  const slack = Math.max(0, most - maximum);
  const { firstDay, endDay } = onlyWith as DaySpan;
  for (let day = firstDay; day < endDay; day++) {
    const worked = own.filter((choice) => choice.day === day && weights[day] !== undefined).map(({ column }) => column);
    if (worked.length === 0) continue;
    const value = new Map(columns.map((column, index) => [column, values[index] as number]));
    for (const column of worked) value.set(column, (value.get(column) ?? 0) + slack);
    row(Number.NEGATIVE_INFINITY, maximum + slack, [...value.keys()], [...value.values()]);
  }
}

/**
 * For each class c of the day before: at most one of a shape whose class blocks at least what c blocks, and a shape that c blocks. Over
 * days off between, the right-hand side grows by what is worked on those days.
 */
function orderRows(model: LineModel, byDay: readonly (readonly Choice[])[], row: AddRow): void {
  const { order, days } = model;
  for (let day = 0; day < days; day++) {
    for (let apart = 1; apart <= order.reach; apart++) {
      const target = day + apart;
      if (target >= days) continue;
      const entries = order.entryCount[target] as number;
      const blocked = order.blocked[target] as Uint8Array;
      const classAt = (cls: number): number => {
        let now = cls;
        for (let off = day; off < target - 1; off++) now = (order.afterOff[off] as Int32Array)[now] as number;
        return now;
      };
      const blocks = (cls: number, entry: number): boolean => blocked[classAt(cls) * entries + entry] === 1;
      const present = new Set(
        (byDay[day] as readonly Choice[]).map((choice) => (order.classes[day] as Int32Array)[choice.shape] as number),
      );
      for (const cls of present) {
        const after = (byDay[target] as readonly Choice[]).filter((choice) =>
          blocks(cls, (order.entries[target] as Int32Array)[choice.shape] as number),
        );
        if (after.length === 0) continue;
        const groups = new Set(after.map((choice) => (order.entries[target] as Int32Array)[choice.shape] as number));
        const before = (byDay[day] as readonly Choice[]).filter((choice) => {
          const other = (order.classes[day] as Int32Array)[choice.shape] as number;
          return [...groups].every((entry) => blocks(other, entry));
        });
        const columns = [...before, ...after].map((choice) => choice.column);
        const values = columns.map(() => 1);
        for (const choice of byDay.slice(day + 1, target).flat()) {
          columns.push(choice.column);
          values.push(-1);
        }
        row(Number.NEGATIVE_INFINITY, 1, columns, values);
      }
    }
  }
}

function greatestCommon(a: number, b: number): number {
  let x = a;
  let y = b;
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

function secondsOf(instance: Instance, line: CodedLine): number {
  let seconds = 0;
  line.shapes.forEach((shape, day) => {
    if (shape >= 0) seconds += shapeAt(instance.set, day, shape).workSeconds;
  });
  return seconds;
}

/** Greatest paid time that the days alone allow an employee. */
function mostSeconds(instance: Instance, employee: number): number {
  const kind = instance.kinds[instance.kindOf[employee] as number] as EmployeeKind;
  let seconds = 0;
  kind.model.allowed.forEach((row, day) => {
    let most = 0;
    row.forEach((flag, shape) => {
      if (flag === 1) most = Math.max(most, shapeAt(instance.set, day, shape).workSeconds);
    });
    seconds += most;
  });
  return seconds;
}

/** The same lines with those of equal employees in falling order of hours, as the model wants them. */
function sortedWithinKinds(instance: Instance, lines: readonly CodedLine[]): readonly CodedLine[] {
  const sorted = [...lines];
  for (const kind of instance.kinds) {
    const own = kind.employees.map((employee) => lines[employee] as CodedLine);
    own.sort((a, b) => secondsOf(instance, b) - secondsOf(instance, a));
    kind.employees.forEach((employee, index) => {
      sorted[employee] = own[index] as CodedLine;
    });
  }
  return sorted;
}
