import type { HeadCountTask } from '../domain/head-count.ts';
import type { Shift } from '../domain/shift.ts';
import { linesByEmployee } from '../domain/shift.ts';
import type { HighsModule } from '../lp/highs-engine.ts';
import { emptyAssignment } from './assignment.ts';
import { linePricer } from './best-line.ts';
import { type MissingRow, placeOfRow } from './head-count-causes.ts';
import type { HeadCountKind, LinesTaken } from './head-count-master.ts';
import { namesOfGroup, staffedProblem } from './head-count-problem.ts';
import type { CodedLine, Instance } from './instance.ts';
import { compileInstance, shapeAt } from './instance.ts';
import { shiftOf } from './shapes.ts';
import type { RosterControl } from './solve.ts';
import { startLines } from './start-lines.ts';

/** People with their lines, as shifts. */
export type Staffing = {
  readonly counts: readonly number[];
  readonly shifts: readonly Shift[];
  readonly points: number;
  /** Where less is there than must be. */
  readonly missing: readonly MissingRow[];
};

/** One search for head-counts, in its own time. */
export type HeadCountRun = {
  readonly task: HeadCountTask;
  readonly highs: HighsModule;
  readonly control: RosterControl;
  readonly elapsed: () => number;
  readonly seconds: number | undefined;
  readonly slotHours: number;
};

function decode(instance: Instance, lines: readonly CodedLine[]): readonly Shift[] {
  const { problem, set } = instance;
  return lines.flatMap((line, employee) => {
    const id = problem.team.employees[employee]?.id as string;
    return [...line.shapes].flatMap((index, day) => {
      const shape = index < 0 ? undefined : shapeAt(set, day, index);
      if (shape === undefined || shape.elsewhere === true) return [];
      return [shiftOf(problem, set, shape, id, line.meals[day] as number)];
    });
  });
}

/** So many people with these lines: their points and shifts, and what is missing. */
export function counted(
  { groups }: HeadCountTask,
  instance: Instance,
  lines: readonly CodedLine[],
  counts: readonly number[],
): Staffing {
  const { table } = instance;
  const assignment = emptyAssignment(instance);
  lines.forEach((line, employee) => assignment.put(employee, line));
  const people = groups.reduce((sum, { costEach }, index) => sum + costEach * (counts[index] as number), 0);
  // All floors of a head-count must be met.
  const missing = [...assignment.counts.keys()].filter(
    (row) => (assignment.counts[row] as number) < (table.floor[row] as number) && row < table.demandRows,
  );
  return {
    counts,
    shifts: decode(instance, lines),
    points: assignment.points() + people,
    missing: missing.map((row) => placeOfRow(instance, row)),
  };
}

/** Whole people from lines that are taken: those of a kind go to its employees first, then to its cheapest groups; too few of a group get idle lines. */
export function staffingOf(
  run: HeadCountRun,
  instance: Instance,
  kinds: readonly HeadCountKind[],
  taken: readonly LinesTaken[],
): Staffing {
  const { task } = run;
  const present = task.problem.team.employees.length;
  const counts = task.groups.map(() => 0);
  const byGroup: CodedLine[][] = task.groups.map(() => []);
  const byEmployee = new Map<number, CodedLine>();
  kinds.forEach(({ kind, groups }, index) => {
    const lines = taken.flatMap((one) => (one.kind === index ? new Array<CodedLine>(one.count).fill(one.line) : []));
    for (const employee of kind.employees) {
      const line = employee < present ? lines.shift() : undefined;
      if (line !== undefined) byEmployee.set(employee, line);
    }
    const sorted = [...groups].sort((a, b) => a.cost - b.cost);
    let more = lines.length - groups.reduce((sum, { from }) => sum + from, 0);
    for (const group of sorted) {
      const extra = Math.max(0, Math.min(more, group.to - group.from));
      more -= extra;
      counts[group.index] = group.from + extra;
      byGroup[group.index]?.push(...lines.splice(0, group.from + extra));
    }
  });
  const shifts: Shift[] = [];
  const put = (id: string, line: CodedLine): void => {
    line.shapes.forEach((index, day) => {
      const shape = index < 0 ? undefined : shapeAt(instance.set, day, index);
      if (shape === undefined || shape.elsewhere === true) return;
      shifts.push(shiftOf(instance.problem, instance.set, shape, id, line.meals[day] as number));
    });
  };
  for (const [employee, line] of byEmployee) put(task.problem.team.employees[employee]?.id as string, line);
  byGroup.forEach((lines, group) => {
    const names = namesOfGroup(task, group, lines.length);
    lines.forEach((line, at) => put(names[at] as string, line));
  });
  return withPoints(run, counts, shifts);
}

/** Shifts of so many people as lines of their own instance, mended where they are none, with their points. */
function withPoints(run: HeadCountRun, counts: readonly number[], shifts: readonly Shift[]): Staffing {
  const instance = staffedInstance(run, counts, shifts);
  const begin = startLines(instance, linePricer());
  if (begin === undefined) throw new Error('people without lines were counted');
  const lines = begin.lines.filter((line) => line !== undefined);
  if (lines.length !== begin.lines.length) throw new Error('somebody who was counted has no line');
  return counted(run.task, instance, lines, counts);
}

/** The problem of so many people, beginning with shifts of theirs. */
export function staffedInstance(
  { task, slotHours }: HeadCountRun,
  counts: readonly number[],
  shifts: readonly Shift[],
): Instance {
  const problem = staffedProblem(task, counts, slotHours);
  const locked = new Set(problem.locks.map(({ id }) => id));
  return compileInstance({ ...problem, start: shifts.filter(({ id }) => !locked.has(id)) });
}

/** The shifts of a staffing for other counts: of a group with fewer people those who work least are left out. */
export function shiftsFor(
  task: HeadCountTask,
  { counts, shifts }: Staffing,
  wanted: readonly number[],
): readonly Shift[] {
  const byEmployee = linesByEmployee(shifts);
  const kept = new Map<string, string>(task.problem.team.employees.map(({ id }) => [id, id]));
  task.groups.forEach((_, group) => {
    const names = namesOfGroup(task, group, counts[group] as number);
    const hours = (name: string): number =>
      (byEmployee.get(name) ?? []).reduce((sum, { start, end }) => sum + (end - start), 0);
    const most = [...names].sort((a, b) => hours(b) - hours(a) || names.indexOf(a) - names.indexOf(b));
    namesOfGroup(task, group, wanted[group] as number).forEach((name, at) => {
      const old = most[at];
      if (old !== undefined) kept.set(old, name);
    });
  });
  return shifts.flatMap((shift) => {
    const name = kept.get(shift.employeeId);
    if (name === undefined) return [];
    return name === shift.employeeId ? [shift] : [{ ...shift, employeeId: name, id: `${name}/${shift.id}` }];
  });
}
