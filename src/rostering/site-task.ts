import type { Problem } from '../domain/problem.ts';
import type { BoundKind, EndedBy, SolveLimits } from '../domain/roster.ts';
import type { Shift } from '../domain/shift.ts';
import type { Seconds } from '../domain/units.ts';
import { linePricer } from './best-line.ts';
import { firstLines } from './first-roster.ts';
import type { DemandTable } from './demand.ts';
import { compileInstance, type CodedLine, type Instance, shapeAt } from './instance.ts';
import { enumerateShapes, type ShapeSet, shiftOf } from './shapes.ts';
import { type EngineAnswer, type EngineControl, keepingNow } from './solution.ts';
import { startLines } from './start-lines.ts';

/** A site to be solved, in this thread or another. */
export type SiteTask = {
  readonly problem: Problem;
  /** Employees who work exactly their locks. */
  readonly fixed: readonly string[];
  /** Slot of the problem that the site is of. */
  readonly slotSeconds: Seconds;
  /** People of other sites who are there whatever is decided, by row. */
  readonly cover: Float64Array | undefined;
  readonly seed: number;
  readonly gap: number;
  readonly iterations: number | undefined;
  /** Two doubles: points of the best roster so far, infinite before the first, and the bound. */
  readonly progress: SharedArrayBuffer;
};

export type SiteAnswer = {
  /** Without locks; undefined where there is no roster. */
  readonly shifts: readonly Shift[] | undefined;
  readonly bound: number | undefined;
  readonly boundKind: BoundKind;
  /** By row of the site. */
  readonly rowValues: Float64Array | undefined;
  /** As of an engine's answer. */
  readonly isCoarse?: boolean | undefined;
  readonly endedBy: EndedBy;
  readonly iterations: number;
};

/** Sites one after another, for a thread of its own. */
export type SiteTasks = {
  readonly tasks: readonly SiteTask[];
  /** Seconds for all of them. */
  readonly seconds: number;
};

/** Solves sites in a thread of their own; undefined where that thread failed. `stopRequested` is asked while the thread that started it waits, `stop` tells it at any time. */
export type StartSites = (
  tasks: SiteTasks,
  stopRequested: () => boolean,
) => {
  readonly answers: Promise<readonly SiteAnswer[] | undefined>;
  readonly stop: () => void;
};

/** A site as another process is given it, with the seconds that it may take; undefined where iterations limit. */
export type ApartSite = {
  readonly task: Omit<SiteTask, 'progress'>;
  readonly seconds: number | undefined;
  readonly engine?: SolveLimits['engine'];
};

/** The sites of one round, and what their points and bounds are of those of the whole. */
export type ApartSites = {
  readonly sites: readonly ApartSite[];
  /** Points of employees who are in no site. */
  readonly points: number;
  /** Whether the sum of their bounds is a bound of the whole. */
  readonly addsUp: boolean;
};

/**
 * Solves sites in other processes: gives their answers where they are there, and otherwise throws what ends the solve until they are. A site that nobody solved has no shifts.
 */
export type SolveApart = (asked: ApartSites) => readonly SiteAnswer[];

/** The answer of a site that nobody solved. */
export const UNSOLVED: SiteAnswer = {
  shifts: undefined,
  bound: undefined,
  boundKind: 'none',
  rowValues: undefined,
  endedBy: 'cancel',
  iterations: 0,
};

/** How an instance is solved in its own time. */
export type SolveInstance = (instance: Instance, control: EngineControl) => EngineAnswer | Promise<EngineAnswer>;

type Clock = Pick<EngineControl, 'elapsed' | 'seconds' | 'stopRequested'> & {
  /** Hears that there is something new in the progress of a site. */
  readonly onProgress?: (() => void) | undefined;
  /** Hears of each better roster of a site, without locks. */
  readonly onBest?: ((shifts: readonly Shift[]) => void) | undefined;
};

/** Memory for the progress of a site. */
export function siteProgress(): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(16);
  new Float64Array(memory)[0] = Number.POSITIVE_INFINITY;
  return memory;
}

/** Solves sites one after another; each gets the part of what time is left that its employees are of those still to be rostered. */
export async function solveInTurn(
  tasks: readonly SiteTask[],
  clock: Clock,
  solve: SolveInstance,
): Promise<readonly SiteAnswer[]> {
  const answers: SiteAnswer[] = [];
  const sizeOf = ({ problem }: SiteTask): number => problem.team.employees.length;
  let people = tasks.reduce((sum, task) => sum + sizeOf(task), 0);
  for (const task of tasks) {
    const from = clock.elapsed();
    const part = sizeOf(task) / people;
    const seconds = clock.seconds === undefined ? undefined : Math.max(0, part * (clock.seconds - from));
    answers.push(await solveSite(task, { ...clock, seconds, elapsed: () => clock.elapsed() - from }, solve));
    people -= sizeOf(task);
  }
  return answers;
}

async function solveSite(task: SiteTask, clock: Clock, solve: SolveInstance): Promise<SiteAnswer> {
  const { problem, fixed, slotSeconds, cover, progress, seed, gap, iterations } = task;
  const instance = withCover(compileInstance(problem, new Set(fixed), enumerateShapes(problem), [slotSeconds]), cover);
  const told = new Float64Array(progress);
  const { onBest } = clock;
  const pricer = linePricer();
  const first = firstLines(instance, pricer, seed, clock.stopRequested);
  const keeping = onBest && keepingNow(clock.elapsed, (lines) => onBest(shiftsOf(instance, lines)));
  // Everybody has a line, or the conflict would have been found before: only a stop leads here.
  if (first === undefined) return UNSOLVED;
  const { lines, ...answer } = await solve(instance, {
    elapsed: clock.elapsed,
    seconds: clock.seconds,
    stopRequested: () => {
      keeping?.catchUp();
      return clock.stopRequested();
    },
    iterations,
    seed,
    gap,
    pricer,
    first,
    begin: startLines(instance, pricer),
    keep: keeping?.keep,
    report: (_, points, bound) => {
      if (points !== null) told[0] = points;
      if (bound !== null) told[1] = Math.max(told[1] as number, bound);
      clock.onProgress?.();
    },
  });
  const { bound, boundKind, rowValues, isCoarse, endedBy } = answer;
  const shifts = lines === undefined ? undefined : shiftsOf(instance, lines);
  return { shifts, bound, boundKind, rowValues, isCoarse, endedBy, iterations: answer.iterations };
}

/** The instance with others in its rows, whatever is decided. */
function withCover(instance: Instance, cover: Float64Array | undefined): Instance {
  if (cover === undefined) return instance;
  const { table } = instance;
  const plus = (values: Float64Array): Float64Array => values.map((value, row) => value + (cover[row] ?? 0));
  return { ...instance, table: { ...table, base: plus(table.base), lowest: plus(table.lowest) } };
}

/** The shifts of lines but for those that were given. */
export function shiftsOf({ problem, set }: Instance, lines: readonly (CodedLine | undefined)[]): readonly Shift[] {
  return lines.flatMap((line, employee) => {
    const id = problem.team.employees[employee]?.id as string;
    return Array.from(line?.shapes ?? []).flatMap((index, day) => {
      if (line === undefined || index < 0) return [];
      const shape = shapeAt(set, day, index);
      return shape.locked === undefined ? [shiftOf(problem, set, shape, id, line.meals[day] as number)] : [];
    });
  });
}

/** By row of a site, the row of the whole problem; both have slots of one length. */
export function rowsInWhole(
  whole: { readonly set: ShapeSet; readonly table: DemandTable },
  site: { readonly set: ShapeSet; readonly table: DemandTable },
): Int32Array {
  const rows = new Int32Array(site.table.rows).fill(-1);
  const { slots, templates, days } = site.table;
  if (site.table.slotSeconds !== whole.table.slotSeconds) throw new Error('a site has slots of its own');
  for (let key = 0; key < site.table.keys; key++) {
    const skill = site.set.skills[key - 1];
    const wholeKey = skill === undefined ? 0 : whole.set.skills.indexOf(skill) + 1;
    for (let slot = 0; slot < slots; slot++) {
      const row = site.table.intervalRow[key * slots + slot] as number;
      if (row >= 0) rows[row] = whole.table.intervalRow[wholeKey * whole.table.slots + slot] as number;
    }
    for (let cell = 0; cell < days * templates; cell++) {
      const row = site.table.templateRow[key * days * templates + cell] as number;
      if (row >= 0) rows[row] = whole.table.templateRow[wholeKey * days * templates + cell] as number;
    }
  }
  if (rows.includes(-1)) throw new Error('a row of a site is none of the whole');
  return rows;
}
