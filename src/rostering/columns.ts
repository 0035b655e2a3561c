import type { HighsModule } from '../lp/highs-engine.ts';
import type { ColumnProgram, ColumnProgramSolution } from '../lp/column-program.ts';
import { columnProgram } from '../lp/column-program.ts';
import type { LinePricer } from './best-line.ts';
import { bendsOf, dearestOf, rowCost, segmentsOf } from './demand.ts';
import type { CodedLine, Instance, LineEntries } from './instance.ts';
import { classOf, codeLine, lineEntries, ownCost, pricedShapes } from './instance.ts';
import type { EmployeeKind } from './kinds.ts';
import { chainedRight, chainRows, unchained } from './row-chain.ts';
import { priceKind, RELAXED_CELLS } from './price-kind.ts';
import { ascend } from './row-ascent.ts';
import type { Valuation } from './valuation.ts';
import { emptyValuation, valueShapes } from './valuation.ts';

/** One column of the master program. */
type LineColumn = {
  readonly kind: number;
  readonly line: CodedLine;
  readonly column: number;
  readonly cost: number;
  readonly entries: LineEntries;
};

/** So many employees of a kind work this line. */
export type LineHeads = { readonly kind: number; readonly line: CodedLine; readonly count: number };

/** At each step of a dive: whether time is up, and into how many parts the fractional columns are cut, one of which is rounded. */
export type DivePace = { readonly expired: boolean; readonly parts: number };

export type ColumnGeneration = {
  /** Adds a line as a column unless it is there already. */
  readonly offer: (kind: number, line: CodedLine) => boolean;
  /** Generates columns until the linear program is optimal over all legal lines or `expired`; raises `bound`. */
  readonly converge: (expired: (rounds: number) => boolean, onRound: (bound: number, program: number) => void) => void;
  /**
   * Subgradient rounds before the first program, towards the points of a known roster: their bound is poor, their lines are good columns. Raises `bound`.
   */
  readonly warm: (target: number, expired: (rounds: number) => boolean, onRound: (bound: number) => void) => void;
  /** The same for a bound alone where exact pricing takes too long: counters that need large tables are left out, and no column is added. */
  readonly warmRelaxed: (
    target: number,
    expired: (rounds: number) => boolean,
    onRound: (bound: number) => void,
    begin?: Float64Array,
  ) => void;
  /**
   * Steps that move the values after each group of employees, before the first program: on short horizons nearly the whole bound, and good columns. Raises `bound`. Answers the
   * last line of each kind, for one employee: together they are a fair roster.
   */
  readonly ascend: (expired: (passes: number) => boolean, onPass: (bound: number) => void) => readonly LineHeads[];
  /** Best proven lower bound so far. */
  readonly bound: () => number;
  /** Values of the rows that this bound is counted with: points of one more person counted; undefined where there is no bound yet. */
  readonly rowValues: () => Float64Array | undefined;
  /** Lines of a kind that lift the bound by no more than `room` points, cheapest first and at most so many. */
  readonly linesWithin: (kind: number, room: number, most: number) => readonly CodedLine[];
  /** Rounds the linear program to whole head-counts by a dive that prices on; when it runs out of time some heads stay open. */
  readonly dive: (pace: (step: number) => DivePace) => readonly LineHeads[];
  readonly dispose: () => void;
};

/** Duals are rounded to this grid, so that sums of them are exact in doubles and the bound has no rounding error of its own. */
const DUAL_GRID = 1024;

/** Lines of each kind that a round adds at most. */
const LINES_A_ROUND = 3;

/** Subgradient rounds: one for so many kinds, and at most; what is kept of the direction of the round before; rounds without a better bound after which steps are halved. */
const KINDS_A_WARM_ROUND = 3;
const WARM_ROUNDS = 40;
const MOMENTUM = 0.6;
/** Rounds where nothing but a bound is wanted, at most. */
const RELAXED_ROUNDS = 300;
/** The same from values that are nearly best: 20 more have brought nothing on half a year. */
const BEGUN_ROUNDS = 6;
/** Passes over all employees of the ascent at most. */
const ASCENT_PASSES = 300;
const STALE_ROUNDS = 4;

/** Wentges' smoothing: the share of the best values in those that are priced; below the least it is left off until lines are found again. */
const SMOOTHING = 0.6;
const LEAST_SMOOTHING = 0.2;

/** Reduced costs from here on down gain something. */
const LEAST_GAIN = 1e-7;

/**
 * Column generation over whole lines with head-counts per kind of employee (Dantzig-Wolfe; smoothing after Wentges 1997). Any row
 * values give a valid bound by Lagrangian relaxation of the cover rows, because the pricing is exact. `kinds` are the instance's own or
 * pools of them.
 */
export function columnGeneration(
  highs: HighsModule,
  instance: Instance,
  kinds: readonly EmployeeKind[],
  pricer: LinePricer,
  stopRequested: () => boolean,
): ColumnGeneration {
  const { table, set } = instance;
  const chain = chainRows(table);
  const right = new Float64Array(table.rows + kinds.length);
  right.set(
    chainedRight(
      chain,
      table.target.map((target, row) => target - (table.base[row] as number)),
    ),
  );
  kinds.forEach((kind, index) => {
    right[table.rows + index] = kind.employees.length;
  });
  const program: ColumnProgram = columnProgram(highs, right);
  const lower = new Float64Array(table.rows);
  const upper = new Float64Array(table.rows);
  for (let row = 0; row < table.rows; row++) {
    const after = chain.after[row] as number;
    const segments = segmentsOf(table, row);
    for (const { price, units, sign } of segments) {
      if (units > 0) program.add(price, 0, units, after < 0 ? [row] : [row, after], after < 0 ? [sign] : [sign, -sign]);
    }
    if (table.pieces?.[row] !== undefined) {
      const { missing, over } = dearestOf(table, row);
      lower[row] = -over;
      upper[row] = missing;
      continue;
    }
    const isCapped = (table.ceiling[row] as number) < 2 ** 30;
    lower[row] = -(isCapped ? (table.priceCrowd[row] as number) : (table.priceOver[row] as number));
    const missing = segments[0]?.units ?? 0;
    upper[row] = missing > 0 ? (table.priceFloor[row] as number) : (table.priceTarget[row] as number);
  }
  const columns: LineColumn[] = [];
  const ofKind: LineColumn[][] = kinds.map(() => []);
  const shares = new Float64Array(kinds.length);
  let bestShares = shares;
  const known = new Set<string>();
  /** By class of employees: all are worth the same to the demand, and not to team rules. */
  const valuations: Valuation[] = [];
  const costs = set.byDay.map((shapes) => new Float64Array(shapes.length));
  let bound = Number.NEGATIVE_INFINITY;
  // One round over many kinds can take long: the limit is asked between kinds, and a round that is cut short proves nothing.
  let halted = (): boolean => false;
  let bestDuals: Float64Array | undefined;

  const offer = (kind: number, line: CodedLine): boolean => {
    const key = `${kind} ${line.shapes.join(',')} ${line.meals.join(',')}`;
    if (known.has(key)) return false;
    known.add(key);
    const entries = lineEntries(instance, kinds[kind] as EmployeeKind, line);
    const { at, values } = chain.entriesOf(entries);
    at.push(table.rows + kind);
    values.push(1);
    const cost = ownCost(instance, kinds[kind] as EmployeeKind, line);
    const column = program.add(cost, 0, Number.POSITIVE_INFINITY, at, values);
    const made = { kind, line, column, cost, entries };
    columns.push(made);
    ofKind[kind]?.push(made);
    return true;
  };

  const solve = (): ColumnProgramSolution | undefined => {
    const solution = program.solve(stopRequested);
    if (solution === undefined) return undefined;
    const rowDuals = solution.rowDuals.slice();
    rowDuals.set(unchained(chain, solution.rowDuals));
    return { ...solution, rowDuals };
  };

  const clip = (duals: Float64Array): Float64Array =>
    Float64Array.from({ length: table.rows }, (_, row) => {
      const value = Math.min(upper[row] as number, Math.max(lower[row] as number, duals[row] as number));
      return Math.round(value * DUAL_GRID) / DUAL_GRID;
    });

  /** Least over whole counts of the row's cost plus the value of the people counted: breakpoints are enough, it is convex. */
  const rowsBound = (values: Float64Array): number => {
    let sum = 0;
    for (let row = 0; row < table.rows; row++) {
      const base = table.base[row] as number;
      let least = Number.POSITIVE_INFINITY;
      for (const count of bendsOf(table, row)) {
        least = Math.min(least, rowCost(table, row, count) + (values[row] as number) * (count - base));
      }
      sum += least;
    }
    return sum;
  };

  /** The count at which a row's cost plus the value of those counted is least, less its base. */
  const leastCount = (row: number, value: number): number => {
    const base = table.base[row] as number;
    let [least, at] = [Number.POSITIVE_INFINITY, 0];
    for (const count of bendsOf(table, row)) {
      const cost = rowCost(table, row, count) + value * (count - base);
      if (cost < least) [least, at] = [cost, count - base];
    }
    return at;
  };

  /** Prices every kind; adds the lines that `test` passes and returns the Lagrangian bound of the row values. */
  const price = (
    values: Float64Array,
    test: (kind: number, line: CodedLine) => boolean,
    each: number,
    slack: number,
    skip?: (kind: number) => boolean,
    onBest?: (kind: number, line: CodedLine) => void,
    isRelaxed = false,
  ): { bound: number; added: number } => {
    const valued = new Set<number>();
    let sum = rowsBound(values);
    let added = 0;
    for (const [index, kind] of kinds.entries()) {
      if (skip?.(index) === true) continue;
      if (halted()) return { bound: Number.NEGATIVE_INFINITY, added };
      const employeeClass = classOf(instance, kind);
      const valuation = (valuations[employeeClass] ??= emptyValuation(table, set));
      if (!valued.has(employeeClass)) valueShapes(table, set, values, valuation, employeeClass);
      valued.add(employeeClass);
      pricedShapes(instance, kind, valuation, costs);
      // Nothing is asked for that is far dearer than the cheapest line that is there: near the end most calls find out at once that there is nothing.
      let below = Number.POSITIVE_INFINITY;
      for (const one of ofKind[index] ?? []) below = Math.min(below, netOf(one, values));
      const mostCells = isRelaxed ? RELAXED_CELLS : undefined;
      const limits = { below: below - LEAST_GAIN + slack / kinds.length, mostCells };
      // Where no line costs less than `below`, the share of the kind in the bound is that itself.
      const { lines, least } = priceKind(pricer, kind, costs, each, limits);
      shares[index] = least;
      sum += least * kind.employees.length;
      const strict =
        kind.strictModel === undefined || isRelaxed
          ? []
          : pricer.best(kind.strictModel, costs, kind.offCost, each, false);
      for (const [place, found] of [...lines, ...strict].entries()) {
        const line = codeLine(instance, found.shapes, valuation);
        if (place === 0) onBest?.(index, line);
        if (test(index, line) && offer(index, line)) added++;
      }
    }
    return { bound: sum, added };
  };

  const netOf = ({ cost, entries: { rows, by } }: LineColumn, values: Float64Array): number => {
    let net = cost;
    for (let index = 0; index < rows.length; index++) {
      net -= (by[index] as number) * (values[rows[index] as number] as number);
    }
    return net;
  };

  const reducedCost = (kind: number, line: CodedLine, solution: ColumnProgramSolution): number => {
    let cost = ownCost(instance, kinds[kind] as EmployeeKind, line) - (solution.rowDuals[table.rows + kind] as number);
    const { rows, by } = lineEntries(instance, kinds[kind] as EmployeeKind, line);
    rows.forEach((row, index) => {
      cost -= (by[index] as number) * (solution.rowDuals[row] as number);
    });
    return cost;
  };

  /** Subgradient rounds (Polyak 1969) towards a target, with the direction of the round before kept in part. */
  const climb = (
    target: number,
    rounds: number,
    isRelaxed: boolean,
    expired: (rounds: number) => boolean,
    onRound: (bound: number) => void,
    begin?: Float64Array,
  ): void => {
    let values = clip(begin ?? new Float64Array(table.rows));
    let [share, stale] = [1, 0];
    const direction = new Float64Array(table.rows);
    const slope = new Float64Array(table.rows);
    for (let round = 0; round < rounds && !expired(round); round++) {
      halted = () => expired(round);
      for (let row = 0; row < table.rows; row++) slope[row] = leastCount(row, values[row] as number);
      const priced = price(
        values,
        () => !isRelaxed,
        1,
        Number.POSITIVE_INFINITY,
        undefined,
        (kind, line) => {
          const { rows, by } = lineEntries(instance, kinds[kind] as EmployeeKind, line);
          const heads = (kinds[kind] as EmployeeKind).employees.length;
          rows.forEach((row, index) => {
            slope[row] = (slope[row] as number) - heads * (by[index] as number);
          });
        },
        isRelaxed,
      );
      if (priced.bound === Number.NEGATIVE_INFINITY) return;
      if (priced.bound > bound) {
        bound = priced.bound;
        bestDuals = values;
        bestShares = shares.slice();
        stale = 0;
        onRound(bound);
      } else if (++stale >= STALE_ROUNDS) {
        share /= 2;
        stale = 0;
      }
      let norm = 0;
      for (let row = 0; row < table.rows; row++) {
        direction[row] = (slope[row] as number) + MOMENTUM * (direction[row] as number);
        norm += (direction[row] as number) ** 2;
      }
      if (norm === 0) return;
      const step = (share * Math.max(target - priced.bound, 1e-3)) / norm;
      values = clip(values.map((value, row) => value + step * (direction[row] as number)));
    }
  };

  return {
    offer,
    bound: () => bound,
    rowValues: () => bestDuals,
    linesWithin(kind, room, most) {
      const values = bestDuals;
      if (values === undefined) return [];
      const limit = room + (bestShares[kind] as number);
      return (ofKind[kind] ?? [])
        .map((one) => ({ line: one.line, net: netOf(one, values) }))
        .filter(({ net }) => net <= limit)
        .toSorted((a, b) => a.net - b.net)
        .slice(0, most)
        .map(({ line }) => line);
    },
    warm(target, expired, onRound) {
      climb(target, Math.min(WARM_ROUNDS, Math.ceil(kinds.length / KINDS_A_WARM_ROUND)), false, expired, onRound);
    },
    warmRelaxed: (target, expired, onRound, begin) =>
      climb(target, begin === undefined ? RELAXED_ROUNDS : BEGUN_ROUNDS, true, expired, onRound, begin),
    ascend(expired, onPass) {
      let pass = 0;
      const last = new Map<number, CodedLine>();
      const task = {
        heads: kinds.map(({ employees }) => employees.length),
        lower,
        upper,
        wanted: Float64Array.from(table.target, (target, row) => target - (table.base[row] as number)),
        cheapest: (group: readonly number[], values: Float64Array): readonly LineEntries[] | undefined => {
          halted = () => expired(pass);
          const lines = new Map<number, LineEntries>();
          const isOther = (kind: number): boolean => !group.includes(kind);
          const all = Number.POSITIVE_INFINITY;
          price(
            clip(values),
            () => true,
            1,
            all,
            isOther,
            (kind, line) => {
              lines.set(kind, lineEntries(instance, kinds[kind] as EmployeeKind, line));
              last.set(kind, line);
            },
          );
          const found = group.flatMap((kind) => lines.get(kind) ?? []);
          return found.length === group.length ? found : undefined;
        },
        bound: (given: Float64Array): number | undefined => {
          const values = clip(given);
          const priced = price(values, () => false, 1, Number.POSITIVE_INFINITY);
          if (priced.bound === Number.NEGATIVE_INFINITY) return undefined;
          if (priced.bound > bound) {
            bound = priced.bound;
            bestDuals = values;
            bestShares = shares.slice();
          }
          onPass(bound);
          return priced.bound;
        },
      };
      ascend(task, ASCENT_PASSES, () => expired(pass++));
      return [...last].map(([kind, line]) => ({ kind, line, count: 1 }));
    },
    converge(expired, onRound) {
      let smoothing = SMOOTHING;
      for (let round = 0; !expired(round); round++) {
        halted = () => expired(round);
        const solution = solve();
        if (solution === undefined) return;
        for (;;) {
          const raw = clip(solution.rowDuals);
          const smooth = bestDuals;
          const values =
            smooth === undefined || smoothing < LEAST_SMOOTHING
              ? raw
              : clip(raw.map((value, row) => smoothing * (smooth[row] as number) + (1 - smoothing) * value));
          const test = (kind: number, line: CodedLine): boolean => reducedCost(kind, line, solution) < -LEAST_GAIN;
          const slack = Math.max(0, solution.objective - bound);
          const priced = price(values, test, LINES_A_ROUND, slack);
          if (priced.bound > bound) {
            bound = priced.bound;
            bestDuals = values;
            bestShares = shares.slice();
          }
          onRound(bound, solution.objective);
          if (solution.objective - bound <= 1e-6 * Math.max(1, Math.abs(solution.objective))) {
            return;
          }
          if (priced.added > 0) {
            smoothing = Math.min(SMOOTHING, smoothing + 0.1);
            break;
          }
          if (values === raw || smoothing < LEAST_SMOOTHING) {
            return;
          }
          if (expired(round)) return;
          smoothing /= 2;
        }
      }
    },
    dive(pace) {
      const fixed = new Map<number, number>();
      const heads = (): readonly LineHeads[] =>
        columns.flatMap(({ kind, line, column }) => {
          const count = fixed.get(column) ?? 0;
          return count > 0 ? [{ kind, line, count }] : [];
        });
      for (let step = 0; ; step++) {
        const now = pace(step);
        halted = () => pace(step).expired;
        let solution = now.expired ? undefined : solve();
        if (solution === undefined) return heads();
        if (step > 0) {
          const last: ColumnProgramSolution = solution;
          const open = Float64Array.from(kinds, (kind) => kind.employees.length);
          for (const { kind, column } of columns) open[kind] = (open[kind] as number) - (fixed.get(column) ?? 0);
          const priced = price(
            clip(last.rowDuals),
            (kind, line) => reducedCost(kind, line, last) < -LEAST_GAIN,
            2,
            Number.POSITIVE_INFINITY,
            (kind) => (open[kind] as number) === 0,
          );
          if (priced.added > 0) solution = solve();
          if (solution === undefined) return heads();
        }
        const left = Float64Array.from(kinds, (kind) => kind.employees.length);
        const fix = (column: number, count: number): void => {
          fixed.set(column, count);
          program.setBounds(column, count, Number.POSITIVE_INFINITY);
        };
        const fractional: { column: number; kind: number; part: number; whole: number }[] = [];
        for (const { column, kind } of columns) {
          const value = solution.values[column] as number;
          const whole = Math.floor(value + 1e-6);
          if (whole > (fixed.get(column) ?? 0)) fix(column, whole);
          left[kind] = (left[kind] as number) - (fixed.get(column) ?? 0);
          if (value - whole > 1e-6) fractional.push({ column, kind, part: value - whole, whole });
        }
        if (fractional.length === 0) return heads();
        fractional.sort((a, b) => b.part - a.part || a.column - b.column);
        const batch = Math.max(1, Math.floor(fractional.length / now.parts));
        let rounded = 0;
        for (const { column, kind, part, whole } of fractional) {
          if (rounded >= batch && part < 0.85) break;
          if ((left[kind] as number) < 1) continue;
          left[kind] = (left[kind] as number) - 1;
          fix(column, whole + 1);
          rounded++;
        }
        if (rounded === 0) return heads();
      }
    },
    dispose: () => program.dispose(),
  };
}
