import type { DemandTable } from './demand.ts';
import type { LineEntries } from './instance.ts';

/** Interval rows of one key in a row of slots, each paired with the one after it. */
export type RowChain = {
  /** The row of the next slot, -1 where there is none. */
  readonly after: Int32Array;
  /** Entries of a column that counts in the given rows. */
  readonly entriesOf: (entries: LineEntries) => { readonly at: number[]; readonly values: number[] };
};

/**
 * A program may hold each row less the row of the slot before it: a shift then has an entry where it starts, ends and pauses instead of one
 * for each slot, a quarter of the entries. It is the same program with other rows; y = y' - y'(after) gives its duals back. With `part` only rows
 * marked 1 in it are in the program.
 */
export function chainRows(table: DemandTable, part?: Uint8Array): RowChain {
  const after = new Int32Array(table.rows).fill(-1);
  for (let key = 0; key < table.keys; key++) {
    for (let slot = 0; slot + 1 < table.slots; slot++) {
      const row = table.intervalRow[key * table.slots + slot] as number;
      if (row >= 0) after[row] = table.intervalRow[key * table.slots + slot + 1] as number;
    }
  }
  for (const { kind, row } of table.team?.blocks ?? []) {
    if (kind !== 'working' && kind !== 'present') continue;
    row.forEach((at, slot) => {
      if (at >= 0) after[at] = row[slot + 1] ?? -1;
    });
  }
  if (part !== undefined) {
    after.forEach((next, row) => {
      if (next >= 0 && (part[row] === 0 || part[next] === 0)) after[row] = -1;
    });
  }
  const sums = new Float64Array(table.rows);
  return {
    after,
    entriesOf({ rows, by }) {
      const touched: number[] = [];
      rows.forEach((row, index) => {
        const times = by[index] as number;
        sums[row] = (sums[row] as number) + times;
        touched.push(row);
        const next = after[row] as number;
        if (next < 0) return;
        sums[next] = (sums[next] as number) - times;
        touched.push(next);
      });
      const at: number[] = [];
      const values: number[] = [];
      for (const row of touched) {
        if (sums[row] === 0) continue;
        at.push(row);
        values.push(sums[row] as number);
        sums[row] = 0;
      }
      return { at, values };
    },
  };
}

/** Right-hand sides of such rows for wanted counts by row. */
export function chainedRight({ after }: RowChain, wanted: Float64Array): Float64Array {
  const right = new Float64Array(wanted.length);
  wanted.forEach((count, row) => {
    right[row] = (right[row] as number) + count;
    const next = after[row] as number;
    if (next >= 0) right[next] = (right[next] as number) - count;
  });
  return right;
}

/** Duals of the rows themselves from those of the program's rows. */
export function unchained({ after }: RowChain, duals: Float64Array): Float64Array {
  return Float64Array.from(after, (next, row) => (duals[row] as number) - (next < 0 ? 0 : (duals[next] as number)));
}
