import type { HighsModule } from '../lp/highs-engine.ts';
import { solveWithHighs } from '../lp/highs-engine.ts';
import { modelBuilder } from '../lp/model.ts';
import { segmentsOf } from './demand.ts';
import type { CodedLine, Instance } from './instance.ts';
import type { PartColumn, PartMaster, PartRoot } from './part-master.ts';

export type IntegerMasterTask = {
  readonly members: number;
  readonly root: PartRoot;
  /** Points of the best roster of the part. */
  readonly best: number;
  readonly step: number;
  /** Undefined where nodes limit. */
  readonly seconds: number | undefined;
  readonly stopRequested: () => boolean;
};

/** More columns than this leave the program hopeless in its time: those that cost least by the root's values stay. */
const MOST_COLUMNS = 6_000;
/** Nodes where no clock ends it. */
const NODES = 200;
/** And steps of the simplex method over all of them there: one node may take minutes. */
const STEPS = 5_000;

/**
 * The best choice of one of the master's lines for each member, as an integer program. Lines whose reduced cost at the root lifts its bound to the best
 * roster or above cannot be in a better one and stay out.
 */
export function integerMaster(
  highs: HighsModule,
  { table }: Instance,
  { columns, rows, fixedCounts, pointsOf }: PartMaster,
  { members, root, best, step, seconds, stopRequested }: IntegerMasterTask,
): { readonly points: number; readonly lines: readonly CodedLine[] } | undefined {
  const room = best - Math.max(step, 1e-6) - root.bound + 1e-6;
  const reduced = (one: PartColumn): number => {
    let cost = one.cost - (root.shares[one.member] as number);
    one.rows.forEach((row, index) => {
      cost -= (one.by[index] as number) * (root.values[row] as number);
    });
    return cost;
  };
  const used = columns
    .map((one) => ({ one, cost: reduced(one) }))
    .filter(({ cost }) => cost <= room)
    .toSorted((a, b) => a.cost - b.cost)
    .slice(0, MOST_COLUMNS)
    .map(({ one }) => one);
  const has = new Uint8Array(members);
  for (const { member } of used) has[member] = 1;
  if (has.includes(0)) return undefined;

  const builder = modelBuilder();
  const inRow = new Map<number, { columns: number[]; values: number[] }>(
    rows.map((row) => [row, { columns: [], values: [] }]),
  );
  const ofMember: number[][] = Array.from({ length: members }, () => []);
  for (const one of used) {
    const column = builder.column(one.cost, 0, 1, true);
    ofMember[one.member]?.push(column);
    // A line may count in a row of a team rule more than once.
    const sums = new Map<number, number>();
    one.rows.forEach((row, index) => sums.set(row, (sums.get(row) ?? 0) + (one.by[index] as number)));
    for (const [row, by] of sums) {
      inRow.get(row)?.columns.push(column);
      inRow.get(row)?.values.push(by);
    }
  }
  for (const row of rows) {
    const entry = inRow.get(row) as { columns: number[]; values: number[] };
    for (const { price, units, sign } of segmentsOf(table, row)) {
      if (units <= 0) continue;
      entry.columns.push(builder.column(price, 0, units, false));
      entry.values.push(sign);
    }
    const wanted = (table.target[row] as number) - (fixedCounts[row] as number);
    builder.row(wanted, wanted, entry.columns, entry.values);
  }
  for (const own of ofMember) builder.row(1, 1, own, new Array<number>(own.length).fill(1));
  const model = builder.build();
  const solution = solveWithHighs(highs, model, {
    seconds,
    nodes: seconds === undefined ? NODES : undefined,
    steps: seconds === undefined ? STEPS : undefined,
    seed: 1,
    relativeGap: 0,
    cutoff: best - Math.max(0.5 * step, 1e-6),
    stopRequested,
  });
  if (solution.values === undefined) return undefined;
  const chosen: PartColumn[] = new Array<PartColumn>(members);
  used.forEach((one, column) => {
    if ((solution.values?.[column] as number) >= 0.5) chosen[one.member] = one;
  });
  return { points: pointsOf(chosen), lines: chosen.map(({ line }) => line) };
}
