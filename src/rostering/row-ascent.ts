import type { LineEntries } from './instance.ts';

/** What the ascent asks of column generation; values are points of one more person counted, by row. */
export type RowAscent = {
  /** How many employees each kind has. */
  readonly heads: readonly number[];
  /** Range of the value of each row. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** People wanted in each row beside its base. */
  readonly wanted: Float64Array;
  /** The cheapest lines of some kinds under row values, as what each counts in the rows; undefined where time is up. */
  readonly cheapest: (kinds: readonly number[], values: Float64Array) => readonly LineEntries[] | undefined;
  /** The bound of row values; undefined where time is up. */
  readonly bound: (values: Float64Array) => number | undefined;
};

/** Shares of the dearest values from which it begins at the one with the best bound: where hours are short, most rows are worth all of that. */
const BEGIN_SHARES = [1, 0.5, 0.25, 0];
/** First step: a share of a row's range, for as many people missing or too many as are wanted there. */
const FIRST_STEP = 0.1;
const SHRINK = 0.85;
const LEAST_STEP = 0.001;
/** Share of the values of earlier passes in the average whose bound is counted. */
const KEPT = 0.7;
/** It ends where so many passes have brought less than this share of all that was gained. */
const STALE_PASSES = 8;
const STALE_SHARE = 0.001;
/** Employees are priced in so many groups a pass, the values moved after each. */
const GROUPS = 12;

/**
 * Raises the Lagrangian bound by incremental subgradient steps (Nedic & Bertsekas 2001): the values move after each group of employees, so that those who come later do
 * not all go where the first went. The bound is counted with averages over passes. Ends where steps are short, where passes gain little, or where that is enough.
 */
export function ascend(task: RowAscent, passes: number, isEnough: (bound: number) => boolean): void {
  const { heads, lower, upper, wanted } = task;
  let average = new Float64Array(upper.length);
  let most = Number.NEGATIVE_INFINITY;
  for (const share of BEGIN_SHARES) {
    const values = upper.map((value) => share * value);
    const bound = task.bound(values);
    if (bound === undefined || isEnough(bound)) return;
    if (bound <= most) break;
    [average, most] = [values, bound];
  }
  const values = Float64Array.from(average);
  const scale = wanted.map(
    (count, row) => ((upper[row] as number) - (lower[row] as number)) / (1 + Math.max(0, count)),
  );
  const all = heads.reduce((sum, count) => sum + count, 0);
  const size = Math.max(1, Math.ceil(heads.length / GROUPS));
  let step = FIRST_STEP;
  const begun = most;
  const reached: number[] = [];
  for (let pass = 0; pass < passes && step >= LEAST_STEP; pass++) {
    const sum = new Float64Array(values.length);
    for (let from = 0; from < heads.length; from += size) {
      const kinds = heads.slice(from, from + size).map((_, index) => from + index);
      const lines = task.cheapest(kinds, values);
      if (lines === undefined) return;
      const share = kinds.reduce((count, kind) => count + (heads[kind] as number), 0) / all;
      const missing = wanted.map((count) => share * count);
      lines.forEach(({ rows, by }, index) => {
        const count = heads[kinds[index] as number] as number;
        rows.forEach((row, at) => {
          missing[row] = (missing[row] as number) - count * (by[at] as number);
        });
      });
      for (let row = 0; row < values.length; row++) {
        const moved = (values[row] as number) + step * (scale[row] as number) * (missing[row] as number);
        values[row] = Math.min(upper[row] as number, Math.max(lower[row] as number, moved));
        sum[row] = (sum[row] as number) + share * (values[row] as number);
      }
    }
    average = average.map((value, row) => KEPT * value + (1 - KEPT) * (sum[row] as number));
    const bound = task.bound(average);
    if (bound === undefined || isEnough(bound)) return;
    if (bound > most) most = bound;
    else step *= SHRINK;
    const before = reached[pass - STALE_PASSES];
    if (before !== undefined && most - before < STALE_SHARE * (most - begun)) return;
    reached.push(most);
  }
}
