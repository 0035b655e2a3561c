import type { LinearModel } from '../../lp/model.ts';
import { modelBuilder } from '../../lp/model.ts';
import type { Caps } from './caps.ts';
import { type DesignGrid, type DesignType, groupsOf, type TypeCounts } from './grid.ts';
import { type StepWeight, stepWeights } from './step-weights.ts';
import type { StepModel } from './steps.ts';

/** The integer program of the head-counts of some types. */
export type CountModel = {
  readonly model: LinearModel;
  readonly designOf: (values: Float64Array) => readonly TypeCounts[];
  readonly startOf: (design: readonly TypeCounts[]) => Float64Array;
};

type Run = { readonly from: number; readonly to: number };

/** Runs of slots in which neither the demand of any skill nor what works of the given types changes: one row of cover each. */
function runsOf(
  grid: DesignGrid,
  types: readonly number[],
): { readonly runs: readonly Run[]; readonly runAt: Int32Array } {
  const cut = new Uint8Array(grid.slots + 1);
  cut[0] = 1;
  for (const demand of grid.demand)
    for (let slot = 1; slot < grid.slots; slot++) if (demand[slot] !== demand[slot - 1]) cut[slot] = 1;
  for (const type of types)
    for (const spans of (grid.types[type] as DesignType).pieces)
      for (const slot of spans ?? []) cut[slot % grid.slots] = 1;
  const runs: Run[] = [];
  const runAt = new Int32Array(grid.slots);
  for (let slot = 0; slot < grid.slots; slot++) {
    if (cut[slot] === 1) runs.push({ from: slot, to: slot + 1 });
    else runs[runs.length - 1] = { from: (runs[runs.length - 1] as Run).from, to: slot + 1 };
    runAt[slot] = runs.length - 1;
  }
  return { runs, runAt };
}

/** Runs that a type works on a day. */
function runsWorked(grid: DesignGrid, spans: readonly number[], runAt: Int32Array): readonly number[] {
  const worked: number[] = [];
  let last = -1;
  for (let at = 0; at < spans.length; at += 2) {
    for (let slot = spans[at] as number; slot < (spans[at + 1] as number); slot++) {
      const run = runAt[slot % grid.slots] as number;
      if (run !== last) worked.push(run);
      last = run;
    }
  }
  return worked;
}

/**
 * Head-counts of the given types: a binary for each type in use, a whole number for each day group and skill, rows of cover in which equal slots
 * are one, people only of types in use, and the steps of the demand.
 */
export function countModel(grid: DesignGrid, stepsOf: StepModel, types: readonly number[], caps: Caps): CountModel {
  const skills = grid.demand.length;
  const { runs, runAt } = runsOf(grid, types);
  const builder = modelBuilder();
  const daysOf = groupsOf(grid);
  const groups = daysOf.length;
  const use = types.map(() => builder.column(grid.typePrice, 0, 1, true));
  const size = types.length * groups * skills;
  const people = new Int32Array(size).fill(-1);
  const at = (index: number, group: number, skill: number): number => (index * groups + group) * skills + skill;
  const cover = Array.from({ length: skills * runs.length }, () => ({
    columns: [] as number[],
    values: [] as number[],
  }));
  const ofAverage = Array.from({ length: skills }, () => ({
    columns: [] as number[],
    least: [] as number[],
    most: [] as number[],
  }));
  types.forEach((type, index) => {
    const { pieces, worked } = grid.types[type] as DesignType;
    for (let group = 0; group < groups; group++) {
      const days = (daysOf[group] as readonly number[]).filter((day) => pieces[day] !== undefined);
      // Equal head-counts on days of which some do not allow the type: nobody works it on any of them.
      if (days.length === 0 || days.length < (daysOf[group] as readonly number[]).length) continue;
      const hours = days.reduce((sum, day) => sum + (worked[day] as number), 0);
      for (let skill = 0; skill < skills; skill++) {
        const spans = days.map((day) => pieces[day] as readonly number[]);
        const most = caps(type, group, skill);
        if (most <= 0) continue;
        const column = builder.column(hours * grid.workPrice, 0, most, true);
        people[at(index, group, skill)] = column;
        builder.row(-Infinity, 0, [column, use[index] as number], [1, -most]);
        const inRun = new Map<number, number>();
        for (const each of spans)
          for (const run of runsWorked(grid, each, runAt)) inRun.set(run, (inRun.get(run) ?? 0) + 1);
        for (const [run, value] of inRun) {
          const row = cover[skill * runs.length + run] as { columns: number[]; values: number[] };
          row.columns.push(column);
          row.values.push(value);
        }
        const one = grid.average[skill];
        const list = ofAverage[skill];
        if (one === undefined || list === undefined) continue;
        list.columns.push(column);
        list.least.push(hours - one.least * days.length);
        list.most.push(hours - one.most * days.length);
      }
    }
  });
  const shortAt = new Int32Array(skills * runs.length);
  const overAt = new Int32Array(skills * runs.length);
  for (let skill = 0; skill < skills; skill++) {
    const demand = grid.demand[skill] as Float64Array;
    runs.forEach(({ from, to }, run) => {
      const index = skill * runs.length + run;
      const needed = demand[from] as number;
      const short = builder.column((to - from) * (grid.shortPrice[skill] as number), 0, needed, false);
      const over = builder.column((to - from) * (grid.overPrice[skill] as number), 0, Infinity, false);
      shortAt[index] = short;
      overAt[index] = over;
      const { columns, values } = cover[index] as { columns: number[]; values: number[] };
      builder.row(needed, needed, [...columns, short, over], [...values, 1, -1]);
    });
  }
  const missed = grid.average.map((one, skill) => {
    const { columns, least, most } = ofAverage[skill] as { columns: number[]; least: number[]; most: number[] };
    if (one === undefined || columns.length === 0) return undefined;
    const column = builder.column(one.price, 0, Infinity, false);
    builder.row(0, Infinity, [...columns, column], [...least, 1]);
    builder.row(-Infinity, 0, [...columns, column], [...most, -1]);
    return column;
  });
  if (grid.mostTypes !== undefined)
    builder.row(
      -Infinity,
      grid.mostTypes,
      use,
      use.map(() => 1),
    );
  addSteps();
  const model = builder.build();

  function addSteps(): void {
    const indexOf = new Map(types.map((type, index) => [type, index]));
    const weights = stepWeights(grid, stepsOf, types, caps);
    for (const [step, { skill, slot, before, change }] of stepsOf.steps.entries()) {
      if (before < 0) continue;
      const [behind, ahead] = change > 0 ? [shortAt, overAt] : [overAt, shortAt];
      const height = Math.abs(change);
      const [runBehind, runAhead] = [runAt[slot] as number, runAt[before] as number];
      if (runBehind === runAhead) continue;
      const columns = [
        behind[skill * runs.length + runBehind] as number,
        ahead[skill * runs.length + runAhead] as number,
      ];
      const values = [1, 1];
      for (const { type, weight } of weights[step] as readonly StepWeight[]) {
        columns.push(use[indexOf.get(type) as number] as number);
        values.push(weight);
      }
      builder.row(height, Infinity, columns, values);
    }
  }

  return {
    model,
    designOf(values) {
      const design: TypeCounts[] = [];
      types.forEach((type, index) => {
        const counts = new Int32Array(grid.days * skills);
        for (let day = 0; day < grid.days; day++)
          for (let skill = 0; skill < skills; skill++) {
            const column = people[at(index, grid.dayGroup[day] as number, skill)] as number;
            if (column >= 0) counts[day * skills + skill] = Math.round(values[column] as number);
          }
        if (counts.some((count) => count > 0)) design.push({ type, counts });
      });
      return design;
    },
    startOf(design) {
      const values = new Float64Array(model.columns);
      for (const { type, counts } of design) {
        const index = types.indexOf(type);
        if (index < 0) throw new Error('a design to start from uses a type that its model has not');
        values[use[index] as number] = 1;
        for (let day = 0; day < grid.days; day++)
          for (let skill = 0; skill < skills; skill++) {
            const column = people[at(index, grid.dayGroup[day] as number, skill)] as number;
            if (column >= 0) values[column] = counts[day * skills + skill] as number;
          }
      }
      cover.forEach(({ columns, values: weights }, index) => {
        const run = runs[index % runs.length] as Run;
        const needed = (grid.demand[Math.floor(index / runs.length)] as Float64Array)[run.from] as number;
        const there = columns.reduce(
          (sum, column, entry) => sum + (values[column] as number) * (weights[entry] as number),
          0,
        );
        values[shortAt[index] as number] = Math.max(0, needed - there);
        values[overAt[index] as number] = Math.max(0, there - needed);
      });
      missed.forEach((column, skill) => {
        const { columns, least, most } = ofAverage[skill] as { columns: number[]; least: number[]; most: number[] };
        if (column === undefined) return;
        const sum = (weights: readonly number[]): number =>
          columns.reduce((total, each, entry) => total + (values[each] as number) * (weights[entry] as number), 0);
        values[column] = Math.max(0, -sum(least), sum(most));
      });
      return values;
    },
  };
}
