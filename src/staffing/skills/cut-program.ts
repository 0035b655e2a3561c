import type { HighsModule } from '../../lp/highs-engine.ts';
import { solveWithHighs } from '../../lp/highs-engine.ts';
import { modelBuilder } from '../../lp/model.ts';

/** People by group and interval: `people[group][interval]`. */
export type GroupPeople = readonly Int32Array[];

/**
 * What a simulation at `at` says of a queue in a cell: with other people its contacts in time are at most `inTime` plus the slopes times the differences, as long as
 * they are concave in the people. Wanted are `needed` of them.
 */
export type ServiceCut = {
  readonly queue: number;
  readonly intervals: readonly number[];
  readonly at: GroupPeople;
  /** Contacts in time at that point; raised where a later simulation showed more than the cut allows. */
  readonly inTime: number;
  readonly needed: number;
  /** [group][place in intervals], contacts in time a person; 0 or more. */
  readonly slopes: readonly Float64Array[];
};

/** What is staffed, in numbers. */
export type SkillProblem = {
  readonly groups: readonly { readonly cost: number; readonly most: number; readonly queues: readonly number[] }[];
  readonly hours: Float64Array;
  /** [queue][interval] in erlang, the share that is to be answered, and the cells of the scope as lists of intervals. */
  readonly loads: readonly Float64Array[];
  readonly shares: readonly number[];
  readonly cells: readonly (readonly number[])[];
};

/** Contacts in time that a cut allows with other people. */
export function allowedBy({ intervals, at, inTime, slopes }: ServiceCut, people: GroupPeople): number {
  let allowed = inTime;
  slopes.forEach((own, group) => {
    intervals.forEach((interval, place) => {
      allowed += (own[place] as number) * ((people[group]?.[interval] ?? 0) - (at[group]?.[interval] ?? 0));
    });
  });
  return allowed;
}

/**
 * The cheapest people that keep all cuts, and that could handle the share of each queue's work if contacts came as they are convenient (a flow from queues to
 * groups); with `near` none of them further than `by` from those people. Undefined where the limits of the groups let nobody do that. Deterministic: branch and bound ends after `nodes`.
 */
export function cheapestPeople(
  highs: HighsModule,
  { groups, hours, loads, shares, cells }: SkillProblem,
  cuts: readonly ServiceCut[],
  control: { readonly nodes: number; readonly seed: number; readonly stopRequested: () => boolean },
  near?: { readonly people: GroupPeople; readonly by: number },
): GroupPeople | undefined {
  const model = modelBuilder();
  const people = groups.map(({ cost, most }, group) =>
    Array.from(hours, (length, interval) => {
      const at = near?.people[group]?.[interval] ?? 0;
      const [least, largest] =
        near === undefined ? [0, most] : [Math.max(0, at - near.by), Math.min(most, at + near.by)];
      return model.column(cost * length, least, largest, true);
    }),
  );
  const flows = groups.map(({ queues }) =>
    queues.map((queue) => Array.from(hours, (_, interval) => model.column(0, 0, loads[queue]?.[interval] ?? 0, false))),
  );
  groups.forEach((_, group) => {
    hours.forEach((__, interval) => {
      const own = (flows[group] ?? []).map((flow) => flow[interval] as number);
      const there = people[group]?.[interval] as number;
      model.row(-Infinity, 0, [...own, there], [...own.map(() => 1), -1]);
    });
  });
  loads.forEach((load, queue) => {
    const serving = groups.flatMap(({ queues }, group) => {
      const flow = flows[group]?.[queues.indexOf(queue)];
      return flow === undefined ? [] : [flow];
    });
    hours.forEach((_, interval) => {
      const columns = serving.map((flow) => flow[interval] as number);
      model.row(
        -Infinity,
        load[interval] ?? 0,
        columns,
        columns.map(() => 1),
      );
    });
    for (const cell of cells) {
      const work = cell.reduce((sum, interval) => sum + (load[interval] ?? 0) * (hours[interval] ?? 0), 0);
      const columns = serving.flatMap((flow) => cell.map((interval) => flow[interval] as number));
      const lengths = serving.flatMap(() => cell.map((interval) => hours[interval] ?? 0));
      model.row((shares[queue] ?? 0) * work - 1e-9, Infinity, columns, lengths);
    }
  });
  for (const cut of cuts) {
    const columns: number[] = [];
    const values: number[] = [];
    cut.slopes.forEach((own, group) => {
      cut.intervals.forEach((interval, place) => {
        if ((own[place] as number) === 0) return;
        columns.push(people[group]?.[interval] as number);
        values.push(own[place] as number);
      });
    });
    const nobody = groups.map(() => new Int32Array(hours.length));
    model.row(cut.needed - allowedBy(cut, nobody), Infinity, columns, values);
  }
  const { nodes, seed, stopRequested } = control;
  const solved = solveWithHighs(highs, model.build(), { nodes, seed, relativeGap: 1e-4, stopRequested });
  const { values } = solved;
  if (values === undefined) return undefined;
  return people.map((own) => Int32Array.from(own, (column) => values[column] as number));
}
