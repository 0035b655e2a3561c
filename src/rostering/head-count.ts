import type { CoverPrice } from '../domain/bound-prices.ts';
import type { Note } from '../domain/forecast.ts';
import type { HeadCountCause, HeadCountGroup, HeadCountTask } from '../domain/head-count.ts';
import type { BoundKind, EndedBy, RosterStatus } from '../domain/roster.ts';
import type { Shift } from '../domain/shift.ts';
import { SECONDS_PER_HOUR } from '../domain/units.ts';
import type { HighsModule } from '../lp/highs-engine.ts';
import { solveWithHighs } from '../lp/highs-engine.ts';
import { linePricer } from './best-line.ts';
import { coverPrices } from './bound-prices.ts';
import { findConflicts, findOpen } from './conflict.ts';
import { buildDemand } from './demand.ts';
import { branchOnCounts } from './head-count-branches.ts';
import { findCauses } from './head-count-causes.ts';
import { greedyPeople } from './head-count-greedy.ts';
import type { HeadCountKind, HeadCountMaster } from './head-count-master.ts';
import { headCountMaster } from './head-count-master.ts';
import { leftOut, staffedProblem } from './head-count-problem.ts';
import { type HeadCountRun, staffingOf, type Staffing } from './head-count-staffing.ts';
import { LAST_SHARE, tryFewer } from './head-count-tries.ts';
import type { Instance } from './instance.ts';
import { compileInstance } from './instance.ts';
import { enumerateShapes } from './shapes.ts';
import { gapOf } from './solution.ts';
import type { RosterControl } from './solve.ts';

/** What the engine answers: people of each group with their shifts, and what was proven. */
export type HeadCountAnswer = {
  readonly status: RosterStatus;
  readonly endedBy: EndedBy;
  readonly points: number | null;
  readonly bound: number | null;
  readonly boundKind: BoundKind;
  readonly seconds: number;
  readonly iterations: number;
  readonly counts: readonly number[];
  readonly relaxed: readonly number[];
  /** Of everybody: employees by their ids, people of groups by `namesOfGroup`. */
  readonly shifts: readonly Shift[];
  readonly slotHours: number;
  readonly prices: readonly CoverPrice[];
  /** Points of one more agent-hour, spread as the demand by intervals is; null without any. */
  readonly evenHour: number | null;
  readonly causes: readonly HeadCountCause[];
  readonly notes: readonly Note[];
};

/** Rounds of column generation where no clock ends it. */
const ROUNDS = 400;
/** Shares of the time at which generation, the dive and the integer program end; the rest is for trying with fewer people. */
const GREEDY_SHARE = 0.3;
const GENERATION_SHARE = 0.4;
const DIVE_SHARE = 0.55;
const INTEGER_SHARE = 0.7;
const BRANCH_SHARE = 0.8;
/** Branches where no clock ends the solve. */
const MOST_BRANCHES = 60;
/** Nodes of the integer program where iterations limit, and steps of the simplex method for each: a node by itself may take minutes. */
const MOST_NODES = 2_000;
const STEPS_A_NODE = 200;
const LEAST_STEPS = 5_000;
/** Bounds are rounded up where costs come in steps; a bound above a step by less is rounding. */
const ROUNDING = 1e-6;

/** The kinds of an instance that has one person for each group: whoever is there, and the groups. Left out: who has no line. */
function kindsOf({ task }: HeadCountRun, instance: Instance, without: ReadonlySet<number>): readonly HeadCountKind[] {
  const present = task.problem.team.employees.length;
  return instance.kinds.flatMap((kind): HeadCountKind[] => {
    const groups = kind.employees.flatMap((employee) => {
      const index = employee - present;
      const group = task.groups[index];
      if (index < 0 || group === undefined || without.has(employee)) return [];
      return [{ index, cost: group.costEach, from: group.from, to: group.to ?? Number.POSITIVE_INFINITY }];
    });
    const there = kind.employees.filter((employee) => employee < present && !without.has(employee)).length;
    return groups.length + there === 0 ? [] : [{ kind, present: there, groups }];
  });
}

/** The largest step that all costs of people are multiples of; 0 where hours cost something too. */
function stepOf({ groups, shortHour, surplusHour, share, problem }: HeadCountTask): number {
  const hours = groups.some(({ costPerHour }) => costPerHour > 0);
  const hasTargets = [...problem.intervalDemands, ...problem.templateDemands].some(
    ({ floor, target }) => share < 1 && Math.max(floor, target) > 0,
  );
  if (hours || surplusHour > 0 || (shortHour > 0 && hasTargets)) return 0;
  const cents = groups.map(({ costEach }) => costEach * 100);
  if (cents.some((one) => Math.abs(one - Math.round(one)) > 1e-9)) return 0;
  let step = 0;
  for (const one of cents) {
    let [x, y] = [Math.round(one), step];
    while (y !== 0) [x, y] = [y, x % y];
    step = x;
  }
  return step / 100;
}

function raised(bound: number, step: number): number {
  return step === 0 ? bound : Math.ceil(bound / step - ROUNDING) * step;
}

/**
 * The cheapest numbers of people of each group whose lines cover the demand: column generation with the numbers as variables, a dive, the integer program
 * over the lines at hand, then rosters of one person less, or of another group in place of one, as long as there is time. An iteration is a node of the
 * integer program, and a move of each of those rosters.
 */
export function solveHeadCount(task: HeadCountTask, highs: HighsModule, control: RosterControl): HeadCountAnswer {
  const started = control.clock();
  const elapsed = (): number => control.clock() - started;
  const { limits } = task;
  const seconds = limits.iterations === undefined ? (limits.seconds ?? 60) : undefined;
  const one = task.groups.map(() => 1);
  const rough = staffedProblem(task, one, 1);
  const set = enumerateShapes(rough);
  const slotHours = buildDemand(rough, set).slotSeconds / SECONDS_PER_HOUR;
  const run: HeadCountRun = { task, highs, control, elapsed, seconds, slotHours };
  const instance = compileInstance(staffedProblem(task, one, slotHours), undefined, set);
  const notes: Note[] = [];
  const omitted = leftOut(task);
  if (omitted.length > 0) notes.push({ code: 'head-count-left-out', facts: { parts: omitted.join(', ') } });
  const { without, causes, isProven } = withoutLines(run, instance);
  const base = {
    points: null,
    bound: null,
    boundKind: 'none',
    counts: task.groups.map(() => 0),
    relaxed: task.groups.map(() => 0),
    shifts: [],
    slotHours,
    prices: [],
    evenHour: null,
    notes,
    iterations: 0,
  } as const;
  const fatal = causes.filter((cause) => cause.code !== 'group-without-line' || isNeeded(task, cause));
  if (fatal.length > 0) {
    return {
      ...base,
      status: isProven ? 'infeasible' : 'unknown',
      endedBy: isProven ? 'proof' : 'exhausted',
      seconds: elapsed(),
      causes: fatal,
    };
  }
  for (const cause of causes) {
    if (cause.code !== 'group-without-line') continue;
    notes.push({
      code: 'group-without-line',
      facts: { contract: cause.contract, ...(cause.skills.length === 0 ? {} : { skills: cause.skills.join(', ') }) },
    });
  }
  const kinds = kindsOf(run, instance, without);
  const master = headCountMaster(highs, instance, kinds, linePricer(), control.stopRequested);
  try {
    const found = search(run, instance, kinds, master, isProven);
    const { best, bound, iterations } = found;
    const { values } = found;
    const relaxedOf = task.groups.map((_, index) => found.relaxed.get(index) ?? 0);
    const told = {
      ...base,
      relaxed: relaxedOf,
      prices: values === undefined ? [] : coverPrices(instance, values),
      evenHour: values === undefined ? null : evenHour(instance, values),
      bound,
      boundKind:
        bound === null
          ? ('none' as const)
          : instance.kinds.every((kind) => kind.isExact)
            ? ('lagrangian' as const)
            : ('relaxed-pricing' as const),
      iterations,
    };
    if (best === undefined) {
      const endedBy = control.stopRequested() ? 'cancel' : seconds === undefined ? 'iterations' : 'time';
      return { ...told, status: 'unknown', endedBy, seconds: elapsed(), causes: [] };
    }
    const shown = { ...told, counts: best.counts, shifts: best.shifts, points: best.points };
    if (best.missing.length > 0) {
      const why = findCauses(task, highs, control.stopRequested, instance, kinds, best.missing);
      const isImpossible = why.isProven && isProven;
      return {
        ...shown,
        bound: null,
        boundKind: 'none',
        status: isImpossible ? 'infeasible' : 'unknown',
        endedBy: isImpossible
          ? 'proof'
          : found.endedBy === 'proof' || found.endedBy === 'gap'
            ? 'exhausted'
            : found.endedBy,
        seconds: elapsed(),
        causes: why.causes,
      };
    }
    const isOptimal = found.endedBy === 'proof';
    return {
      ...shown,
      bound: isOptimal ? best.points : bound,
      status: isOptimal ? 'optimal' : 'feasible',
      endedBy: found.endedBy,
      seconds: elapsed(),
      causes: [],
    };
  } finally {
    master.dispose();
  }
}

function isNeeded({ groups }: HeadCountTask, cause: Extract<HeadCountCause, { code: 'group-without-line' }>): boolean {
  return groups.some((group) => group.from > 0 && group.contract === cause.contract && group.skills === cause.skills);
}

/** Employees and groups for whom the rules leave no line; proven but where a search for one found none. */
function withoutLines(
  { task }: HeadCountRun,
  instance: Instance,
): { readonly without: ReadonlySet<number>; readonly causes: readonly HeadCountCause[]; readonly isProven: boolean } {
  const open = findOpen(instance);
  const ids = new Set([...findConflicts(instance, linePricer()), ...open].map(({ employeeId }) => employeeId));
  const { employees } = instance.problem.team;
  const present = task.problem.team.employees.length;
  const without = new Set(employees.flatMap(({ id }, index) => (ids.has(id) ? [index] : [])));
  const causes = [...without].map((index): HeadCountCause => {
    if (index < present) return { code: 'employee-without-line', employee: employees[index]?.id as string };
    const { contract, skills } = task.groups[index - present] as HeadCountGroup;
    return { code: 'group-without-line', contract, skills };
  });
  return { without, causes, isProven: open.length === 0 };
}

/** Points of one more agent-hour spread over the intervals as the demand is. */
function evenHour({ table }: Instance, values: Float64Array): number | null {
  let [points, hours] = [0, 0];
  for (const row of table.intervalRow) {
    if (row < 0) continue;
    const target = table.target[row] as number;
    points += target * (values[row] as number);
    hours += (target * table.slotSeconds) / SECONDS_PER_HOUR;
  }
  return hours === 0 ? null : points / hours;
}

type Found = {
  readonly best: Staffing | undefined;
  readonly bound: number | null;
  /** People of each group in the linear program. */
  readonly relaxed: ReadonlyMap<number, number>;
  /** Values of the rows by which the bound of the whole program is counted. */
  readonly values: Float64Array | undefined;
  readonly iterations: number;
  readonly endedBy: EndedBy;
};

function search(
  run: HeadCountRun,
  instance: Instance,
  kinds: readonly HeadCountKind[],
  master: HeadCountMaster,
  isProven: boolean,
): Found {
  const { task, control, elapsed, seconds, highs } = run;
  const { limits } = task;
  const step = stepOf(task);
  const past = (share: number): boolean =>
    control.stopRequested() || (seconds !== undefined && elapsed() >= share * seconds);
  let best: Staffing | undefined;
  let bound = 0;
  let iterations = 0;
  const tell = (): void =>
    control.report({
      seconds: elapsed(),
      iterations,
      objective: best?.points ?? null,
      bound,
      gap: best === undefined ? null : gapOf(best.points, bound),
    });
  const isClosed = (): boolean => {
    if (best === undefined || !isProven) return false;
    return best.points - bound <= 1e-6 * Math.max(1, best.points) || gapOf(best.points, bound) <= (limits.gap ?? 0);
  };
  const offer = (staffing: Staffing): boolean => {
    if (best !== undefined && staffing.points >= best.points - 1e-7 * Math.max(1, best.points)) return false;
    best = staffing;
    tell();
    return true;
  };
  // People at once, so that a short limit answers too; their lines are columns to begin with.
  const greedy = greedyPeople(instance, kinds, linePricer(), () => past(GREEDY_SHARE));
  for (const { kind, line } of greedy) master.offer(kind, line);
  offer(staffingOf(run, instance, kinds, greedy));
  const isOver = (share: number) => (rounds: number) => past(share) || (seconds === undefined && rounds >= ROUNDS);
  master.converge(isOver(GENERATION_SHARE), (value) => {
    bound = Math.max(bound, raised(value, step));
    tell();
  });
  bound = Math.max(bound, raised(master.bound(), step));
  const relaxed = master.relaxed();
  // Without time for a dive the integer program over the lines at hand still gives people.
  const values = master.rowValues();
  const dived = master.dive(() => past(DIVE_SHARE));
  if (dived !== undefined) offer(staffingOf(run, instance, kinds, dived));
  if (!isClosed() && !control.stopRequested()) {
    const nodes = Math.min(MOST_NODES, limits.iterations ?? MOST_NODES);
    const { model, start, taken } = master.integerProgram(dived ?? greedy);
    const solved = solveWithHighs(highs, model, {
      ...(seconds === undefined
        ? { nodes, steps: Math.max(LEAST_STEPS, STEPS_A_NODE * nodes) }
        : { seconds: Math.max(0.3, INTEGER_SHARE * seconds - elapsed()) }),
      seed: limits.seed,
      relativeGap: Math.min(1e-6, limits.gap ?? 0),
      start,
      stopRequested: control.stopRequested,
    });
    iterations += solved.iterations;
    if (solved.values !== undefined) offer(staffingOf(run, instance, kinds, taken(solved.values)));
  }
  if (best !== undefined && isProven && !isClosed()) {
    const { points } = best;
    const mostBranches = Math.min(MOST_BRANCHES, limits.iterations ?? MOST_BRANCHES);
    const isOut = (nodes: number): boolean => past(BRANCH_SHARE) || (seconds === undefined && nodes >= mostBranches);
    bound = branchOnCounts(task, master, bound, (value) => raised(value, step), points, isOut);
    tell();
  }
  if (best !== undefined && !isClosed()) iterations += tryFewer(run, best, offer, isClosed, past);
  const isReached = isClosed();
  const reached: Staffing | undefined = best;
  const optimal = reached !== undefined && isReached && reached.points - bound <= 1e-6 * Math.max(1, reached.points);
  const endedBy: EndedBy = optimal
    ? 'proof'
    : isReached
      ? 'gap'
      : control.stopRequested()
        ? 'cancel'
        : past(LAST_SHARE)
          ? 'time'
          : seconds === undefined
            ? 'iterations'
            : 'exhausted';
  return { best: reached, bound: isProven ? bound : null, relaxed, values, iterations, endedBy };
}
