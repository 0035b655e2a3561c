import { priceKind } from './price-kind.ts';
import type { HighsModule } from '../lp/highs-engine.ts';
import type { ColumnProgramSolution } from '../lp/column-program.ts';
import { columnProgram } from '../lp/column-program.ts';
import { type LinearModel, modelBuilder } from '../lp/model.ts';
import type { LinePricer } from './best-line.ts';
import { bendsOf, dearestOf, rowCost, segmentsOf } from './demand.ts';
import type { CodedLine, Instance } from './instance.ts';
import { classOf, codeLine, lineEntries, ownCost, pricedShapes } from './instance.ts';
import type { EmployeeKind } from './kinds.ts';
import type { Valuation } from './valuation.ts';
import { emptyValuation, valueShapes } from './valuation.ts';

/** One kind's people: those who are there, and groups of which as many are taken as is worth it. */
export type HeadCountKind = {
  readonly kind: EmployeeKind;
  /** People who are there whatever is decided. */
  readonly present: number;
  readonly groups: readonly {
    readonly index: number;
    readonly cost: number;
    readonly from: number;
    readonly to: number;
  }[];
};

export type HeadCountLine = { readonly kind: number; readonly line: CodedLine; readonly column: number };

/** The lines that `count` people of a kind work. */
export type LinesTaken = { readonly kind: number; readonly line: CodedLine; readonly count: number };

/** Least and most people of a group. */
export type CountLimits = { readonly from: number; readonly to: number };

export type HeadCountMaster = {
  /** Adds a line that was found elsewhere. */
  readonly offer: (kind: number, line: CodedLine) => void;
  /** Generates lines until the program is optimal over all legal ones, or `expired`. */
  readonly converge: (expired: (rounds: number) => boolean, onRound: (bound: number, program: number) => void) => void;
  readonly bound: () => number;
  /** Goes on under other limits of the groups, in order of their columns, from a bound that holds there. */
  readonly branch: (limits: ReadonlyMap<number, CountLimits>, bound: number) => void;
  /** Points of one more person in each row by which the bound is counted. */
  readonly rowValues: () => Float64Array | undefined;
  /** People of each group in the linear program as it was last solved. */
  readonly relaxed: () => ReadonlyMap<number, number>;
  /** People below the floors in the program as it was last solved, over all rows. */
  readonly missing: () => number;
  /** Whole people by rounding a part of the lines at a time and pricing again; undefined where it was stopped. */
  readonly dive: (expired: () => boolean) => readonly LinesTaken[] | undefined;
  /** The program over the lines at hand in whole numbers, and how its values are read. */
  readonly integerProgram: (start: readonly LinesTaken[] | undefined) => {
    readonly model: LinearModel;
    readonly start: Float64Array | undefined;
    readonly taken: (values: Float64Array) => readonly LinesTaken[];
  };
  readonly dispose: () => void;
};

/** Values of rows are rounded to this grid, so that their sums are exact. */
const GRID = 1024;
/** Lines of each kind that a round adds at most. */
const LINES_A_ROUND = 4;
/** Parts into which the fractional lines are cut for a dive. */
const DIVE_PARTS = 25;
/** A reduced cost below this is worth a column. */
const WORTH = 1e-7;

/**
 * Column generation over whole lines where the numbers of people are variables with prices and limits. The bound is Lagrangian: for any values of the rows,
 * what the rows cost at least, the cheapest line of everybody who is there, and of each group as few as allowed where its cheapest line is worth its
 * price and as many where it saves. A group without a limit has none of the latter: there the values are scaled down until no line saves anything
 * (Farley, A note on bounding a class of linear programming problems, 1990).
 */
export function headCountMaster(
  highs: HighsModule,
  instance: Instance,
  given: readonly HeadCountKind[],
  pricer: LinePricer,
  stopRequested: () => boolean,
): HeadCountMaster {
  const { table, set } = instance;
  // Limits are changed while branches are looked at.
  const kinds = given.map((kind) => ({ ...kind, groups: kind.groups.map((group) => ({ ...group })) }));
  const right = new Float64Array(table.rows + kinds.length);
  for (let row = 0; row < table.rows; row++) right[row] = (table.target[row] as number) - (table.base[row] as number);
  kinds.forEach(({ present }, index) => {
    right[table.rows + index] = present;
  });
  const program = columnProgram(highs, right);
  type Entry = {
    readonly cost: number;
    readonly upper: number;
    readonly rows: readonly number[];
    readonly values: readonly number[];
  };
  const pieces: Entry[] = [];
  const [lower, upper] = [new Float64Array(table.rows), new Float64Array(table.rows)];
  for (let row = 0; row < table.rows; row++) {
    for (const { price, units, sign } of segmentsOf(table, row)) {
      if (units > 0) pieces.push({ cost: price, upper: units, rows: [row], values: [sign] });
    }
    const { missing, over } = dearestOf(table, row);
    [lower[row], upper[row]] = [-over, missing];
  }
  const floorColumns: number[] = [];
  for (const { cost, upper: most, rows, values } of pieces) {
    const column = program.add(cost, 0, most, rows, values);
    // The first piece of a row with a floor is what is below it.
    const row = rows[0] as number;
    const isFirst = pieces[column - 1]?.rows[0] !== row;
    if (isFirst && (table.floor[row] as number) > 0) floorColumns.push(column);
  }
  const groupColumns = new Map<number, number>();
  kinds.forEach(({ groups }, index) => {
    for (const { index: group, cost, from, to } of groups) {
      groupColumns.set(group, program.add(cost, from, to, [table.rows + index], [-1]));
    }
  });
  const lines: (HeadCountLine & Entry)[] = [];
  const known = new Set<string>();
  const valuations: Valuation[] = [];
  const costs = set.byDay.map((shapes) => new Float64Array(shapes.length));
  /** The least that a line with any work costs by itself. */
  const leastWork = kinds.map(({ kind }) => {
    let least = Number.POSITIVE_INFINITY;
    kind.boundModel.allowed.forEach((row, day) =>
      row.forEach((isAllowed, shape) => {
        if (isAllowed === 1) least = Math.min(least, set.byDay[day]?.[shape]?.workSeconds ?? least);
      }),
    );
    return Number.isFinite(least) ? least * kind.pointsPerSecond : 0;
  });
  let bound = 0;
  let bestValues: Float64Array | undefined;
  let last: ColumnProgramSolution | undefined;

  const offer = (index: number, line: CodedLine): boolean => {
    const key = `${index} ${line.shapes.join(',')} ${line.meals.join(',')}`;
    if (known.has(key)) return false;
    known.add(key);
    const { kind } = kinds[index] as HeadCountKind;
    const { rows, by } = lineEntries(instance, kind, line);
    const sums = new Map<number, number>();
    rows.forEach((row, at) => sums.set(row, (sums.get(row) ?? 0) + (by[at] as number)));
    const entry = {
      cost: ownCost(instance, kind, line),
      upper: Number.POSITIVE_INFINITY,
      rows: [...sums.keys(), table.rows + index],
      values: [...sums.values(), 1],
    };
    const column = program.add(entry.cost, 0, entry.upper, entry.rows, entry.values);
    lines.push({ kind: index, line, column, ...entry });
    return true;
  };

  const solve = (): ColumnProgramSolution | undefined => {
    const solution = program.solve(stopRequested);
    last = solution ?? last;
    return solution;
  };

  const clip = (values: Float64Array): Float64Array =>
    Float64Array.from({ length: table.rows }, (_, row) => {
      const value = Math.min(upper[row] as number, Math.max(lower[row] as number, values[row] as number));
      return Math.round(value * GRID) / GRID;
    });

  /** Least over whole counts of the rows' cost plus the value of the people counted, values times `scale`. */
  const rowsBound = (values: Float64Array, scale: number): number => {
    let sum = 0;
    for (let row = 0; row < table.rows; row++) {
      let least = Number.POSITIVE_INFINITY;
      const value = scale * (values[row] as number);
      for (const count of bendsOf(table, row)) {
        least = Math.min(least, rowCost(table, row, count) + value * (count - (table.base[row] as number)));
      }
      sum += least;
    }
    return sum;
  };

  /** The bound with the values times `scale`, from the cheapest line of each kind under the values themselves. A line costs at least 0 by itself. */
  const boundAt = (values: Float64Array, cheapest: readonly number[], scale: number): number => {
    let sum = rowsBound(values, scale);
    kinds.forEach(({ present, groups }, index) => {
      const line = scale * (cheapest[index] as number);
      if (present > 0) sum += present * line;
      for (const { cost, from, to } of groups) {
        const exact = cost + line;
        // Scaled values leave no line of a group without a limit that saves anything.
        const each = scale < 1 && !Number.isFinite(to) ? Math.max(0, exact) : exact;
        const count = each < 0 ? to : from;
        if (count > 0) sum += count * each;
      }
    });
    return sum;
  };

  /** The largest scale of the values at which no line of a group without a limit saves more than the group's price. */
  const farleyScale = (cheapest: readonly number[]): number => {
    let scale = 1;
    kinds.forEach(({ groups }, index) => {
      for (const { cost, to } of groups) {
        const saved = -(cost + (cheapest[index] as number));
        if (Number.isFinite(to) || !(saved > 0)) continue;
        // A line costs at least one shift, so that cost / value of each is at least this share.
        const least = cost + (leastWork[index] as number);
        scale = Math.min(scale, least / (least + saved));
      }
    });
    return scale;
  };

  const price = (
    values: Float64Array,
    solution: ColumnProgramSolution | undefined,
    expired: () => boolean,
  ): { readonly bound: number; readonly added: number } => {
    const cheapest: number[] = [];
    let added = 0;
    const valued = new Set<number>();
    for (const [index, { kind }] of kinds.entries()) {
      if (expired()) return { bound: Number.NEGATIVE_INFINITY, added };
      const employeeClass = classOf(instance, kind);
      const valuation = (valuations[employeeClass] ??= emptyValuation(table, set));
      if (!valued.has(employeeClass)) valueShapes(table, set, values, valuation, employeeClass);
      valued.add(employeeClass);
      pricedShapes(instance, kind, valuation, costs);
      const { lines: found, least } = priceKind(pricer, kind, costs, LINES_A_ROUND);
      cheapest.push(least);
      for (const { shapes } of found) {
        const line = codeLine(instance, shapes, valuation);
        if (solution !== undefined && reducedCost(index, line, solution) >= -WORTH) continue;
        if (offer(index, line)) added++;
      }
    }
    const whole = boundAt(values, cheapest, 1);
    const scale = farleyScale(cheapest);
    // Nothing is proven where a kind without a line is to have people: what is infinite says so by itself.
    return { bound: Math.max(whole, scale < 1 ? boundAt(values, cheapest, scale) : whole), added };
  };

  const reducedCost = (index: number, line: CodedLine, { rowDuals }: ColumnProgramSolution): number => {
    const { kind } = kinds[index] as HeadCountKind;
    let cost = ownCost(instance, kind, line) - (rowDuals[table.rows + index] as number);
    const { rows, by } = lineEntries(instance, kind, line);
    rows.forEach((row, at) => {
      cost -= (by[at] as number) * (rowDuals[row] as number);
    });
    return cost;
  };

  const isClosed = (value: number): boolean => value - bound <= 1e-6 * Math.max(1, Math.abs(value));

  return {
    offer: (index, line) => void offer(index, line),
    bound: () => bound,
    rowValues: () => bestValues,
    relaxed: () => new Map([...groupColumns].map(([group, column]) => [group, last?.values[column] ?? 0])),
    converge(expired, onRound) {
      // The values at the prices of shortage find each kind a line, and the first program is feasible.
      const first = clip(Float64Array.from(upper));
      price(first, undefined, () => false);
      let smoothing = 0.7;
      for (let round = 0; !expired(round); round++) {
        const solution = solve();
        if (solution === undefined) return;
        for (;;) {
          const raw = clip(solution.rowDuals);
          const base = bestValues;
          const values =
            base === undefined || smoothing < 0.1
              ? raw
              : clip(raw.map((value, row) => smoothing * (base[row] as number) + (1 - smoothing) * value));
          const priced = price(values, solution, () => expired(round));
          if (priced.bound > bound || bestValues === undefined) {
            bound = Math.max(bound, priced.bound);
            bestValues = values;
          }
          onRound(bound, solution.objective);
          if (isClosed(solution.objective)) return;
          if (priced.added > 0) {
            smoothing = Math.min(0.7, smoothing + 0.05);
            break;
          }
          if (values === raw || smoothing < 0.1 || expired(round)) return;
          smoothing = smoothing < 0.2 ? 0 : smoothing / 2;
        }
      }
    },
    branch(limits, from) {
      bound = from;
      for (const { groups } of kinds) {
        for (const group of groups) {
          const limit = limits.get(group.index);
          if (limit === undefined) continue;
          [group.from, group.to] = [limit.from, limit.to];
          program.setBounds(groupColumns.get(group.index) as number, limit.from, limit.to);
        }
      }
    },
    missing: () => floorColumns.reduce((sum, column) => sum + (last?.values[column] ?? 0), 0),
    dive(expired) {
      const fixed = new Map<number, number>();
      const release = (): undefined => {
        for (const column of fixed.keys()) program.setBounds(column, 0, Number.POSITIVE_INFINITY);
      };
      for (;;) {
        const solution = expired() ? undefined : solve();
        if (solution === undefined) return release();
        price(clip(solution.rowDuals), solution, expired);
        const again = expired() ? undefined : solve();
        if (again === undefined) return release();
        const fix = (column: number, count: number): void => {
          fixed.set(column, count);
          program.setBounds(column, count, Number.POSITIVE_INFINITY);
        };
        const fractional: { column: number; part: number; whole: number }[] = [];
        for (const { column } of lines) {
          const value = again.values[column] as number;
          const whole = Math.floor(value + 1e-6);
          if (whole > (fixed.get(column) ?? 0)) fix(column, whole);
          if (value - whole > 1e-6) fractional.push({ column, part: value - whole, whole });
        }
        if (fractional.length === 0) {
          release();
          return lines.flatMap(({ kind, line, column }) => {
            const count = Math.round(again.values[column] as number);
            return count > 0 ? [{ kind, line, count }] : [];
          });
        }
        fractional.sort((a, b) => b.part - a.part || a.column - b.column);
        const batch = Math.max(1, Math.floor(fractional.length / DIVE_PARTS));
        const open = roomOf(fixed);
        let rounded = 0;
        for (const { column, part, whole } of fractional) {
          if (rounded >= batch && part < 0.9) break;
          const { kind } = lines.find((one) => one.column === column) as HeadCountLine;
          if ((open[kind] as number) < 1) continue;
          open[kind] = (open[kind] as number) - 1;
          fix(column, whole + 1);
          rounded++;
        }
        if (rounded === 0) return release();
      }
    },
    integerProgram(start) {
      const builder = modelBuilder();
      const rows: { readonly columns: number[]; readonly values: number[] }[] = Array.from(right, () => ({
        columns: [],
        values: [],
      }));
      const put = (column: number, entry: Pick<Entry, 'rows' | 'values'>): void => {
        entry.rows.forEach((row, at) => {
          rows[row]?.columns.push(column);
          rows[row]?.values.push(entry.values[at] as number);
        });
      };
      for (const piece of pieces) put(builder.column(piece.cost, 0, piece.upper, false), piece);
      const groupAt = kinds.flatMap(({ groups }, index) =>
        groups.map((group) => {
          const column = builder.column(group.cost, group.from, group.to, true);
          put(column, { rows: [table.rows + index], values: [-1] });
          return { kind: index, column, ...group };
        }),
      );
      const lineAt = lines.map((line) => {
        const column = builder.column(line.cost, 0, line.upper, true);
        put(column, line);
        return { ...line, column };
      });
      rows.forEach(({ columns, values }, row) => {
        const value = right[row] as number;
        builder.row(value, value, columns, values);
      });
      const model = builder.build();
      return {
        model,
        start: start === undefined ? undefined : startOf(model, start, groupAt, lineAt),
        taken: (values) =>
          lineAt.flatMap(({ kind, line, column }) => {
            const count = Math.round(values[column] as number);
            return count > 0 ? [{ kind, line, count }] : [];
          }),
      };
    },
    dispose: () => program.dispose(),
  };

  /** How many more people each kind could have than lines are fixed. */
  function roomOf(fixed: ReadonlyMap<number, number>): Float64Array {
    const open = Float64Array.from(kinds, ({ present, groups }) => groups.reduce((sum, { to }) => sum + to, present));
    for (const { kind, column } of lines) open[kind] = (open[kind] as number) - (fixed.get(column) ?? 0);
    return open;
  }

  /** Values of the integer program for lines that are taken: people of a kind go to its cheapest groups, and pieces of rows to the dearest first. */
  function startOf(
    model: LinearModel,
    start: readonly LinesTaken[],
    groupAt: readonly { kind: number; column: number; cost: number; from: number; to: number }[],
    lineAt: readonly HeadCountLine[],
  ): Float64Array {
    const values = new Float64Array(model.columns);
    const counted = Float64Array.from(table.base);
    const people = new Float64Array(kinds.length);
    for (const { kind, line, count } of start) {
      const entry = lineAt.find((one) => one.kind === kind && one.line === line);
      if (entry === undefined) continue;
      values[entry.column] = count;
      people[kind] = (people[kind] as number) + count;
      const { rows, by } = lineEntries(instance, (kinds[kind] as HeadCountKind).kind, line);
      rows.forEach((row, at) => {
        counted[row] = (counted[row] as number) + count * (by[at] as number);
      });
    }
    kinds.forEach(({ present }, index) => {
      const own = groupAt.filter(({ kind }) => kind === index).sort((a, b) => a.cost - b.cost);
      let left = (people[index] as number) - present - own.reduce((sum, { from }) => sum + from, 0);
      for (const { column, from, to } of own) {
        const more = Math.min(left, to - from);
        values[column] = from + more;
        left -= more;
      }
    });
    let column = 0;
    for (let row = 0; row < table.rows; row++) {
      const target = table.target[row] as number;
      const own = segmentsOf(table, row).filter(({ units }) => units > 0);
      let short = Math.max(0, target - (counted[row] as number));
      let over = Math.max(0, (counted[row] as number) - target);
      // Below the target the cheapest piece is taken first: the one nearest to it, which stands last.
      const at = own.map((piece, index) => ({ ...piece, column: column + index }));
      for (const { sign, units, column: place } of at.filter((one) => one.sign === 1).toReversed()) {
        values[place] = Math.min(short, units);
        short -= values[place] * sign;
      }
      for (const { units, column: place } of at.filter((one) => one.sign === -1)) {
        values[place] = Math.min(over, units);
        over -= values[place];
      }
      column += own.length;
    }
    return values;
  }
}
