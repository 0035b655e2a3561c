import { type ColumnProgram, columnProgram } from '../lp/column-program.ts';
import type { HighsModule } from '../lp/highs-engine.ts';
import type { LinePricer } from './best-line.ts';
import { bendsOf, entriesOf, rowCost, segmentsOf } from './demand.ts';
import { classOf, codeLine, type CodedLine, type Instance, ownCost, shapeAt, shapeCost } from './instance.ts';
import type { EmployeeKind } from './kinds.ts';
import { chainedRight, chainRows, unchained } from './row-chain.ts';
import { emptyValuation, type Valuation, valueShapes } from './valuation.ts';

/** What is decided anew: the days [firstDay, endDay) of some employees; all else stays as a roster has it. */
export type RosterPart = {
  readonly firstDay: number;
  readonly endDay: number;
  readonly employees: readonly number[];
};

/** A line of one employee of the part, numbered by its place in the part. */
export type PartColumn = {
  readonly member: number;
  readonly line: CodedLine;
  readonly cost: number;
  /** Rows that its days of the part count in. */
  readonly rows: Int32Array;
  readonly by: Float64Array;
  readonly column: number;
  active: boolean;
};

export type PartSolution = {
  readonly objective: number;
  /** By column of `columns`. */
  readonly values: Float64Array;
  /** By row of the demand table, 0 outside the part. */
  readonly rowValues: Float64Array;
  /** By member. */
  readonly memberValues: Float64Array;
};

/** The root of a part: its bound, the row values that this is counted with, and the share of each member. */
export type PartRoot = { readonly bound: number; readonly values: Float64Array; readonly shares: Float64Array };

/** What a day must be where nothing is settled. */
const OPEN = -2;

/** The linear program over lines of one part of a roster, one line for each employee, and its pricing. */
export type PartMaster = {
  readonly columns: readonly PartColumn[];
  /** Number of employees. */
  readonly members: number;
  /** Points of the given roster in the terms of the program: rows of the part and lines of its employees. */
  readonly given: number;
  /** Adds a line that is as the given one outside the part; false where it is there already. */
  readonly offer: (member: number, line: CodedLine) => boolean;
  readonly solve: () => PartSolution | undefined;
  /** Lets the columns that do not keep to what is settled rest, and all others take part. */
  readonly activate: () => void;
  /**
   * Prices all members, or `only` some, under row values; offers lines that gain by the duals of `judge`, without one all that it finds. Returns the Lagrangian bound, which is none where
   * only some were priced, or undefined where time ran out. Lines more than `slack` dearer than the cheapest that is there are not asked for.
   */
  readonly price: (
    values: Float64Array,
    judge: PartSolution | undefined,
    each: number,
    slack: number,
    expired: () => boolean,
    only?: (member: number) => boolean,
  ) => { readonly bound: number; readonly added: number } | undefined;
  /** Least cost of a line of each member at the last pricing. */
  readonly shares: Float64Array;
  readonly clip: (values: Float64Array) => Float64Array;
  /** Points of one column for each member, in the terms of `given`. */
  readonly pointsOf: (chosen: readonly PartColumn[]) => number;
  /** Settles a day of a member, for pricing; a shape of the day, -1 for a day off. */
  readonly settle: (member: number, day: number, shape: number) => void;
  /** Leaves it open again. */
  readonly open: (member: number, day: number) => void;
  readonly isOpen: (member: number, day: number) => boolean;
  /** Rows of the part. */
  readonly rows: readonly number[];
  /** Count of each row by everything but the part. */
  readonly fixedCounts: Float64Array;
  readonly dispose: () => void;
};

/** Reduced costs from here on down gain something. */
const LEAST_GAIN = 1e-7;

/** Opens the program of a part; `counts` are those of the whole roster `lines`. */
export function partMaster(
  highs: HighsModule,
  instance: Instance,
  pricer: LinePricer,
  part: RosterPart,
  lines: readonly (CodedLine | undefined)[],
  counts: Float64Array,
  stopRequested: () => boolean,
): PartMaster {
  const { table, set } = instance;
  const { firstDay, endDay, employees } = part;
  const inPart = rowsOfPart(instance, part);
  const rows = [...inPart.keys()].filter((row) => inPart[row] === 1);
  const localOf = new Int32Array(table.rows).fill(-1);
  rows.forEach((row, index) => {
    localOf[row] = index;
  });
  const chain = chainRows(table, inPart);
  const kinds = employees.map((employee) => instance.kinds[instance.kindOf[employee] as number] as EmployeeKind);
  const classes = kinds.map((kind) => classOf(instance, kind));
  const days = set.byDay.length;

  const entries = (member: number, line: CodedLine): { rows: Int32Array; by: Float64Array } => {
    const at: number[] = [];
    const by: number[] = [];
    for (let day = firstDay; day < endDay; day++) {
      const index = line.shapes[day] as number;
      if (index < 0) continue;
      const shape = shapeAt(set, day, index);
      entriesOf(table, set, classes[member] as number, shape, line.meals[day] as number, (row, times) => {
        at.push(row);
        by.push(times);
      });
    }
    return { rows: Int32Array.from(at), by: Float64Array.from(by) };
  };

  const fixedCounts = Float64Array.from(counts);
  let given = 0;
  const givenLines = employees.map((employee) => lines[employee] as CodedLine);
  givenLines.forEach((line, member) => {
    const own = entries(member, line);
    own.rows.forEach((row, index) => {
      fixedCounts[row] = (fixedCounts[row] as number) - (own.by[index] as number);
    });
    given += ownCost(instance, kinds[member] as EmployeeKind, line);
  });
  for (const row of rows) given += rowCost(table, row, counts[row] as number);

  const right = new Float64Array(rows.length + employees.length).fill(1);
  const chained = chainedRight(
    chain,
    table.target.map((target, row) => (inPart[row] === 1 ? target - (fixedCounts[row] as number) : 0)),
  );
  rows.forEach((row, index) => {
    right[index] = chained[row] as number;
  });
  const program: ColumnProgram = columnProgram(highs, right);
  const lower = new Float64Array(table.rows);
  const upper = new Float64Array(table.rows);
  for (const row of rows) {
    const after = localOf[chain.after[row] as number] ?? -1;
    const local = localOf[row] as number;
    let [missing, over] = [0, 0];
    for (const { price, units, sign } of segmentsOf(table, row)) {
      if (units <= 0) continue;
      program.add(price, 0, units, after < 0 ? [local] : [local, after], after < 0 ? [sign] : [sign, -sign]);
      if (sign === 1) missing = Math.max(missing, price);
      else over = Math.max(over, price);
    }
    lower[row] = -over;
    upper[row] = missing;
  }
  const columns: PartColumn[] = [];
  const known = new Set<string>();
  const ofMember: PartColumn[][] = employees.map(() => []);
  const settled = new Int16Array(employees.length * days).fill(OPEN);
  const shares = new Float64Array(employees.length);
  const valuations: Valuation[] = [];
  const costs = set.byDay.map((shapes) => new Float64Array(shapes.length));
  const off = new Float64Array(days);

  const offer = (member: number, line: CodedLine): boolean => {
    const key = `${member} ${line.shapes.subarray(firstDay, endDay).join(',')} ${line.meals.subarray(firstDay, endDay).join(',')}`;
    if (known.has(key)) return false;
    known.add(key);
    const own = entries(member, line);
    const { at, values } = chain.entriesOf(own);
    const places = at.map((row) => localOf[row] as number);
    places.push(rows.length + member);
    values.push(1);
    const cost = ownCost(instance, kinds[member] as EmployeeKind, line);
    const column = program.add(cost, 0, Number.POSITIVE_INFINITY, places, values);
    const made = { member, line, cost, ...own, column, active: true };
    columns.push(made);
    ofMember[member]?.push(made);
    return true;
  };

  /** Costs for the pricer of one member: what the part leaves open at its worth, what is settled alone. */
  const fillCosts = (member: number, valuation: Valuation): void => {
    const kind = kinds[member] as EmployeeKind;
    const line = givenLines[member] as CodedLine;
    for (let day = 0; day < days; day++) {
      const shapes = set.byDay[day] as (typeof set.byDay)[number];
      const into = costs[day] as Float64Array;
      const isInside = day >= firstDay && day < endDay;
      const only = isInside ? (settled[member * days + day] as number) : (line.shapes[day] as number);
      off[day] = only < 0 ? (kind.offCost[day] as number) : Number.POSITIVE_INFINITY;
      if (only !== OPEN) {
        into.fill(Number.POSITIVE_INFINITY);
        if (only >= 0) into[only] = shapeCost(instance, kind, shapeAt(set, day, only), only);
        if (only >= 0 && isInside) into[only] = (into[only] as number) - (valuation.value[day]?.[only] as number);
        continue;
      }
      const values = valuation.value[day] as Float64Array;
      for (let index = 0; index < shapes.length; index++) {
        into[index] = shapeCost(instance, kind, shapeAt(set, day, index), index) - (values[index] as number);
      }
    }
  };

  const keepsTo = ({ member, line: { shapes } }: PartColumn): boolean => {
    for (let day = firstDay; day < endDay; day++) {
      const only = settled[member * days + day] as number;
      if (only !== OPEN && only !== shapes[day]) return false;
    }
    return true;
  };

  const netOf = ({ cost, rows: at, by }: PartColumn, values: Float64Array): number => {
    let net = cost;
    for (let index = 0; index < at.length; index++) {
      net -= (by[index] as number) * (values[at[index] as number] as number);
    }
    return net;
  };

  const rowsBound = (values: Float64Array): number => {
    let sum = 0;
    for (const row of rows) {
      const fixed = fixedCounts[row] as number;
      const value = values[row] as number;
      const isDemand = row < table.demandRows;
      const bends = isDemand ? [fixed, ...bendsOf(table, row).filter((count) => count > fixed)] : bendsOf(table, row);
      let least = Number.POSITIVE_INFINITY;
      for (const count of bends) least = Math.min(least, rowCost(table, row, count) + value * (count - fixed));
      sum += least;
    }
    return sum;
  };

  return {
    columns,
    members: employees.length,
    given,
    offer,
    shares,
    rows,
    fixedCounts,
    clip: (values) => values.map((value, row) => Math.min(upper[row] as number, Math.max(lower[row] as number, value))),
    solve() {
      const solution = program.solve(stopRequested);
      if (solution === undefined) return undefined;
      const duals = new Float64Array(table.rows);
      rows.forEach((row, index) => {
        duals[row] = solution.rowDuals[index] as number;
      });
      return {
        objective: solution.objective,
        values: Float64Array.from(columns, ({ column }) => solution.values[column] as number),
        rowValues: unchained(chain, duals),
        memberValues: solution.rowDuals.slice(rows.length),
      };
    },
    activate() {
      for (const one of columns) {
        const active = keepsTo(one);
        if (active === one.active) continue;
        one.active = active;
        if (active) program.wake(one.column);
        else program.rest(one.column);
      }
    },
    price(values, judge, each, slack, expired, only) {
      const valued = new Set<number>();
      let bound = rowsBound(values);
      let added = 0;
      for (let member = 0; member < employees.length; member++) {
        if (expired()) return undefined;
        if (only?.(member) === false) continue;
        const kind = kinds[member] as EmployeeKind;
        const employeeClass = classes[member] as number;
        const valuation = (valuations[employeeClass] ??= emptyValuation(table, set));
        if (!valued.has(employeeClass)) valueShapes(table, set, values, valuation, employeeClass);
        valued.add(employeeClass);
        fillCosts(member, valuation);
        let below = Number.POSITIVE_INFINITY;
        for (const one of ofMember[member] ?? []) {
          if (one.active) below = Math.min(below, netOf(one, values));
        }
        const line = givenLines[member] as CodedLine;
        const exact = kind.boundModel === kind.model;
        const limits = { below: below - LEAST_GAIN + slack, window: { firstDay, endDay, line: line.shapes } };
        const found = pricer.best(kind.model, costs, off, each, exact, limits);
        const share = Math.min(below, found[0]?.cost ?? Number.POSITIVE_INFINITY);
        shares[member] = share;
        bound += share;
        const strict =
          kind.strictModel === undefined || found.length === 0
            ? []
            : pricer.best(kind.strictModel, costs, off, each, false, limits);
        for (const { shapes } of [...found, ...strict]) {
          const coded = codeLine(instance, shapes, valuation);
          const meals = coded.meals.map((place, day) =>
            day >= firstDay && day < endDay ? place : (line.meals[day] as number),
          );
          const made = { shapes, meals };
          if ((judge === undefined || isGain(member, made, judge)) && offer(member, made)) added++;
        }
      }
      return { bound, added };
    },
    pointsOf(chosen) {
      const sums = Float64Array.from(fixedCounts);
      let points = 0;
      for (const { cost, rows: at, by } of chosen) {
        points += cost;
        at.forEach((row, index) => {
          sums[row] = (sums[row] as number) + (by[index] as number);
        });
      }
      for (const row of rows) points += rowCost(table, row, sums[row] as number);
      return points;
    },
    settle(member, day, shape) {
      settled[member * days + day] = shape;
    },
    open(member, day) {
      settled[member * days + day] = OPEN;
    },
    isOpen: (member, day) => settled[member * days + day] === OPEN,
    dispose: () => program.dispose(),
  };

  function isGain(member: number, line: CodedLine, { rowValues, memberValues }: PartSolution): boolean {
    let cost = ownCost(instance, kinds[member] as EmployeeKind, line) - (memberValues[member] as number);
    const own = entries(member, line);
    own.rows.forEach((row, index) => {
      cost -= (own.by[index] as number) * (rowValues[row] as number);
    });
    return cost < -LEAST_GAIN;
  }
}

/** Marks the rows that somebody can count in on the days of a part. */
export function rowsOfPart({ table, set }: Instance, { firstDay, endDay }: RosterPart): Uint8Array {
  const marked = new Uint8Array(table.rows);
  marked.fill(1, table.demandRows);
  const { slots, slotSeconds, keys } = table;
  for (let day = firstDay; day < endDay; day++) {
    for (const shape of set.byDay[day] ?? []) {
      const from = Math.max(0, Math.floor((shape.start - set.horizonStart) / slotSeconds));
      const to = Math.min(slots, Math.ceil((shape.end - set.horizonStart) / slotSeconds));
      for (let key = 0; key < keys; key++) {
        for (let slot = from; slot < to; slot++) {
          const row = table.intervalRow[key * slots + slot] as number;
          if (row >= 0) marked[row] = 1;
        }
        if (shape.template < 0) continue;
        const row = table.templateRow[(key * table.days + day) * table.templates + shape.template] as number;
        if (row >= 0) marked[row] = 1;
      }
    }
  }
  return marked;
}
