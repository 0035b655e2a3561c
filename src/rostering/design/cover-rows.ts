import type { ColumnProgram } from '../../lp/column-program.ts';
import type { CoverDuals } from './bound-of-duals.ts';
import { type DesignGrid, type DesignType, groupsOf } from './grid.ts';

/** Head-counts of one linear program of cover: with more it would not end. */
const MOST_COUNTS = 60_000;

/**
 * Rows of cover in a linear program, from row `first` on: by skill x slots + slot how cover less demand changes from the slot before, then two for each skill with an
 * average. Told as changes, a head-count stands in the rows of its starts and ends alone.
 */
export type CoverRows = {
  readonly first: number;
  readonly values: readonly number[];
  /** By skill: its first row of averages; -1 where it has none. */
  readonly average: readonly number[];
};

/** Undefined where the head-counts are too many. */
export function coverRows(grid: DesignGrid, first: number): CoverRows | undefined {
  const groups = new Set(grid.dayGroup).size;
  if (grid.types.length * groups * grid.demand.length > MOST_COUNTS) return undefined;
  const values = grid.demand.flatMap((demand) =>
    Array.from(demand, (people, slot) => (slot > 0 ? (demand[slot - 1] as number) : 0) - people),
  );
  const average = grid.average.map((one) => {
    if (one === undefined) return -1;
    values.push(0, 0);
    return first + values.length - 2;
  });
  return { first, values, average };
}

/** Changes of cover by slot that one person makes; slot 0 has the cover there. */
function changesOf({ slots }: DesignGrid, type: DesignType, days: readonly number[]): ReadonlyMap<number, number> {
  const changes = new Map<number, number>();
  const change = (slot: number, by: number): void => {
    changes.set(slot, (changes.get(slot) ?? 0) + by);
  };
  for (const day of days) {
    const spans = type.pieces[day] ?? [];
    for (let at = 0; at < spans.length; at += 2) {
      let from = spans[at] as number;
      let to = spans[at + 1] as number;
      // Shifts of a cyclic horizon go on at its beginning.
      for (; to > 0; from -= slots, to -= slots) {
        if (from >= slots) continue;
        change(Math.max(0, from), 1);
        if (to < slots) change(to, -1);
      }
    }
  }
  return changes;
}

/** The head-counts, equal ones once, and what the averages miss. */
export function addCover(program: ColumnProgram, grid: DesignGrid, { first, average }: CoverRows): void {
  const groups = groupsOf(grid);
  const seen = new Set<string>();
  for (const type of grid.types) {
    groups.forEach((days, group) => {
      if (days.some((day) => type.pieces[day] === undefined)) return;
      const key = `${group} ${days.map((day) => `${type.worked[day]} ${(type.pieces[day] ?? []).join(' ')}`).join(';')}`;
      if (seen.has(key)) return;
      seen.add(key);
      const worked = days.reduce((sum, day) => sum + (type.worked[day] as number), 0);
      const changes = [...changesOf(grid, type, days)].filter(([, by]) => by !== 0);
      grid.demand.forEach((_, skill) => {
        const rows = changes.map(([slot]) => first + skill * grid.slots + slot);
        const values = changes.map(([, by]) => -by);
        const one = grid.average[skill];
        if (one !== undefined) {
          rows.push(average[skill] as number, (average[skill] as number) + 1);
          values.push(worked - one.least * days.length, one.most * days.length - worked);
        }
        program.add(worked * grid.workPrice, 0, Infinity, rows, values);
      });
    });
  }
  grid.average.forEach((one, skill) => {
    if (one === undefined) return;
    const row = average[skill] as number;
    program.add(one.price, 0, Infinity, [row, row + 1], [1, 1]);
    program.add(0, 0, Infinity, [row], [-1]);
    program.add(0, 0, Infinity, [row + 1], [-1]);
  });
}

/** What the duals of the rows say of cover and averages. */
export function coverDuals(grid: DesignGrid, { first, average }: CoverRows, rowDuals: Float64Array): CoverDuals {
  const { slots } = grid;
  const cover = grid.demand.map((_, skill) =>
    Float64Array.from({ length: slots }, (__, slot) => {
      const row = first + skill * slots + slot;
      return (slot + 1 < slots ? (rowDuals[row + 1] as number) : 0) - (rowDuals[row] as number);
    }),
  );
  const at = (row: number, more: number): number => (row < 0 ? 0 : (rowDuals[row + more] as number));
  return {
    cover,
    least: Float64Array.from(average, (row) => at(row, 0)),
    most: Float64Array.from(average, (row) => at(row, 1)),
  };
}
