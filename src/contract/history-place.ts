import { type Grid, intervalsAt } from '../domain/history-grid.ts';
import type { Note } from '../domain/forecast.ts';
import type { DoubledPolicy } from '../domain/history.ts';
import { SECONDS_PER_DAY, SECONDS_PER_MINUTE } from '../domain/units.ts';
import type { IssueList } from './history-issues.ts';
import type { PlaceOf, WrittenRow } from './history-rows.ts';

/** Sentinel of the index of rows: nothing lies there yet. */
export const FREE = -1;

/** What a repeated hour that is given once holds, and whether the caller said so. */
export type Doubled = { readonly policy: DoubledPolicy; readonly said: boolean };

/** Where the rows lie on the grid. */
export type Placed = {
  /** Row of each interval, `FREE` where there is none. */
  readonly rowAt: Int32Array;
  /** Second interval of a row that holds a repeated hour twice, by its first. */
  readonly second: Map<number, number>;
  /** Intervals of which nothing is known whatever an absent row means. */
  readonly unknown: Set<number>;
};

/**
 * Finds the interval of each row. On a day of 24 hours that is arithmetic; on a day of a clock change the rows of one wall-clock
 * time are taken together, since what a row means depends on how many there are.
 */
export function placeRows(
  rows: readonly WrittenRow[],
  grid: Grid,
  step: number,
  doubled: Doubled,
  issues: IssueList,
  placeOf: PlaceOf,
  notes: Note[],
): Placed {
  const placed: Placed = {
    rowAt: new Int32Array(grid.minutes.length).fill(FREE),
    second: new Map(),
    unknown: new Set(),
  };
  const onChange = new Map<number, number[]>();
  const perDay = 1440 / step;
  let highest = -1;
  let unsorted = 0;
  let unsortedLine = 0;
  for (let row = 0; row < rows.length; row += 1) {
    const { day, secondOfDay, instant, line } = rows[row] as WrittenRow;
    if (secondOfDay % (step * SECONDS_PER_MINUTE) !== 0) continue;
    const first = grid.dayStarts[day - grid.firstDay] as number;
    const size = (grid.dayStarts[day - grid.firstDay + 1] as number) - first;
    const start = grid.starts[first] as number;
    const regular =
      step === 1440 || (size === perDay && (grid.starts[first + size] as number) - start === SECONDS_PER_DAY);
    const wall = day * SECONDS_PER_DAY + secondOfDay;
    if (wall < highest && regular) {
      unsorted += 1;
      if (unsortedLine === 0) unsortedLine = line;
    }
    highest = Math.max(highest, wall);
    if (regular) {
      put(placed, first + (step === 1440 ? 0 : secondOfDay / 60 / step), row, rows, issues, placeOf);
    } else if (instant !== null) {
      const index = intervalsAt(grid, day - grid.firstDay, secondOfDay / 60).find(
        (each) => grid.starts[each] === instant,
      );
      if (index !== undefined) put(placed, index, row, rows, issues, placeOf);
    } else {
      const key = day * SECONDS_PER_DAY + secondOfDay;
      const same = onChange.get(key);
      if (same === undefined) onChange.set(key, [row]);
      else same.push(row);
    }
  }
  placeOnChangeDays(rows, onChange, grid, placed, doubled, issues, placeOf, notes);
  if (unsorted > 0) notes.push({ code: 'rows-unsorted', facts: { rows: unsorted, line: unsortedLine } });
  return placed;
}

function put(
  placed: Placed,
  index: number,
  row: number,
  rows: readonly WrittenRow[],
  issues: IssueList,
  placeOf: PlaceOf,
): void {
  const known = placed.rowAt[index] as number;
  if (known === FREE) {
    placed.rowAt[index] = row;
    return;
  }
  const first = rows[known] as WrittenRow;
  const { line, timestamp } = rows[row] as WrittenRow;
  const facts = { value: timestamp, firstLine: first.line, line };
  const hint = 'Keep one row of an interval, or add the counts where they are parts of it.';
  issues.add(
    'timestamp-duplicate',
    placeOf(line, 'timestamp'),
    `${timestamp} is given in line ${first.line} already.`,
    facts,
    hint,
  );
}

function placeOnChangeDays(
  rows: readonly WrittenRow[],
  onChange: ReadonlyMap<number, readonly number[]>,
  grid: Grid,
  placed: Placed,
  doubled: Doubled,
  issues: IssueList,
  placeOf: PlaceOf,
  notes: Note[],
): void {
  const dropped: WrittenRow[] = [];
  const shared: WrittenRow[] = [];
  for (const [wall, same] of onChange) {
    const day = Math.floor(wall / SECONDS_PER_DAY);
    const slots = intervalsAt(grid, day - grid.firstDay, (wall - day * SECONDS_PER_DAY) / 60);
    const free = slots.filter((index) => placed.rowAt[index] === FREE);
    const first = rows[same[0] as number] as WrittenRow;
    if (slots.length === 0) {
      for (const row of same) dropOrRefuse(rows[row] as WrittenRow, dropped, issues, placeOf);
    } else if (same.length === 1 && free.length === 2) {
      const [one, two] = free as [number, number];
      placed.rowAt[one] = same[0] as number;
      if (doubled.policy === 'both') placed.second.set(one, two);
      else placed.unknown.add(two);
      shared.push(first);
    } else {
      same.forEach((row, order) => put(placed, free[order] ?? (slots.at(-1) as number), row, rows, issues, placeOf));
    }
  }
  const firstDropped = dropped[0];
  if (firstDropped !== undefined) {
    const facts = { rows: dropped.length, line: firstDropped.line, timestamp: firstDropped.timestamp };
    notes.push({ code: 'skipped-time-dropped', facts });
  }
  const firstShared = shared[0];
  if (firstShared !== undefined) {
    const facts = {
      rows: shared.length,
      line: firstShared.line,
      timestamp: firstShared.timestamp,
      policy: doubled.policy,
    };
    notes.push({
      code: 'doubled-time-given-once',
      facts: { ...facts, decidedBy: doubled.said ? 'caller' : 'default' },
    });
  }
}

function dropOrRefuse(row: WrittenRow, dropped: WrittenRow[], issues: IssueList, placeOf: PlaceOf): void {
  if (row.count === 0) {
    dropped.push(row);
    return;
  }
  // A wrong count has its issue already.
  if (Number.isNaN(row.count)) return;
  const facts = { value: row.timestamp, count: row.count };
  const hint = 'Check the zone, or write the hour after the clock change; a row with count 0 is dropped.';
  const message = `${row.timestamp} does not exist: the clocks skip it.`;
  issues.add('time-does-not-exist', placeOf(row.line, 'timestamp'), message, facts, hint);
}
