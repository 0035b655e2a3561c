import type { Note } from '../domain/forecast.ts';
import type { BoundKind, EndedBy } from '../domain/roster.ts';
import type { Shift } from '../domain/shift.ts';
import { type Assignment, emptyAssignment } from './assignment.ts';
import { type LinePricer, linePricer } from './best-line.ts';
import { boundOfValues } from './bound-proof.ts';
import { valueOfOneMore } from './demand.ts';
import { type CodedLine, codeLine, type Instance, lineEntries, ownCost, pricedShapes } from './instance.ts';
import type { EmployeeKind } from './kinds.ts';
import { restore } from './search.ts';
import { circlesOf, type Cut, cutOf, cutsOf, others, partOfCircles } from './site-cuts.ts';
import type { Division } from './sites.ts';
import {
  type SiteAnswer,
  siteProgress,
  shiftsOf,
  type SiteTask,
  type SolveApart,
  type SolveInstance,
  solveInTurn,
  type StartSites,
} from './site-task.ts';
import { type EngineAnswer, type EngineControl, gapOf, POINT_TOLERANCE } from './solution.ts';
import { startLines } from './start-lines.ts';
import { emptyValuation, valueShapes } from './valuation.ts';

/** How sites are solved. */
export type SiteSolvers = {
  readonly solve: SolveInstance;
  /** Solves sites beside this thread; absent where a solve has one. */
  readonly beside?: StartSites | undefined;
  /** Solves sites in other processes; absent where this one solves them. */
  readonly apart?: SolveApart | undefined;
};

/** Share of the time, or of the iterations, of the first round where employees are shared: they work for one site each. */
const FIRST_SHARE = 0.6;
/** What starting a thread and reading its answer take of its time, seconds. */
const THREAD_SECONDS = 0.3;
/** What comes after the second round takes this much of what came after the first, at most. */
const AFTER_PART = 1.3;
/** A turn in which no shared employee's line gains is the last, and so is this one. */
const MOST_TURNS = 4;
/** Up to so many people are solved as a whole, from the roster of the sites on. */
const MOST_TOGETHER = 100;
/** In the price of a row for a shared employee: the part of its value in the site's linear program, against what it is worth in the roster at hand. */
const PROGRAM_PART = 0.5;

/**
 * Solves a problem that falls apart into sites. Without shared employees rosters are joined and bounds added up. With some, each works for one site in the first
 * round; then the values of all sites' rows decide where each works, day by day, the sites are solved around them, and they are rebuilt against the cover of all.
 * The
 * bound is the Lagrangian one of the whole problem at the row values of all sites, which holds whatever these are. Behind that all are solved anew as one where they are few, from the joined roster, and else
 * the shared with some of their colleagues at a time.
 */
export async function solveSites(
  instance: Instance,
  division: Division,
  solvers: SiteSolvers,
  control: EngineControl,
): Promise<{ readonly answer: EngineAnswer; readonly notes: readonly Note[] }> {
  const facts = { sites: division.sites.length, shared: division.shared.length };
  let best: number | null = null;
  let proven: number | null = null;
  const told: EngineControl = {
    ...control,
    // A second round begins anew in each site: what is told of the whole never gets worse.
    report: (iterations, points, bound) => {
      if (points !== null) best = Math.min(best ?? points, points);
      // No roster has fewer points than none.
      if (bound !== null) proven = Math.max(proven ?? 0, bound);
      control.report(iterations, best, proven);
    },
  };
  const answer = await solveDivided(instance, division, solvers, told);
  return { answer, notes: [{ code: 'solved-by-site', facts }] };
}

async function solveDivided(
  instance: Instance,
  division: Division,
  solvers: SiteSolvers,
  control: EngineControl,
): Promise<EngineAnswer> {
  const isShared = division.shared.length > 0;
  const first = await solveRound(instance, division, solvers, control, {
    cuts: cutsOf(instance, division, true),
    share: isShared ? FIRST_SHARE : 1,
    given: undefined,
    from: instance.problem.start,
  });
  // Where a stop came before every site had a roster, those without one have that of the beginning.
  if (!first.isWhole) return { ...withoutRoster(first), lines: wholeOf(instance, first.lines) };
  return isShared ? agree(instance, division, solvers, control, first) : joined(instance, first);
}

type Round = {
  readonly cuts: readonly Cut[];
  /** Of the time that is left, and of all iterations. */
  readonly share: number;
  /** Cover of those who are in no cut, by row of the whole problem, and their points; absent where everybody is in one. */
  readonly given: { readonly cover: Float64Array; readonly points: number } | undefined;
  /** Roster to begin with. */
  readonly from: readonly Shift[] | undefined;
};

type RoundAnswer = {
  readonly answers: readonly SiteAnswer[];
  /** Lines of all who are in the sites; where a site has no roster, of the first one that there was. */
  readonly lines: readonly (CodedLine | undefined)[];
  /** Whether every site has a roster. */
  readonly isWhole: boolean;
  /** Values of the whole problem's rows, 0 in a site that has none. */
  readonly values: Float64Array;
  /** Whether every site has values. */
  readonly isValued: boolean;
  /** Whether those of some site are for lines priced without large tables. */
  readonly isCoarse: boolean;
  /** When the last site was solved. */
  readonly solvedAt: number;
};

async function solveRound(
  instance: Instance,
  { shared }: Division,
  solvers: SiteSolvers,
  control: EngineControl,
  { cuts, share, given, from }: Round,
): Promise<RoundAnswer> {
  const { fixed } = instance;
  const starts = new Map<string, Shift[]>();
  for (const shift of from ?? []) starts.set(shift.employeeId, [...(starts.get(shift.employeeId) ?? []), shift]);
  const people = cuts.reduce((sum, cut) => sum + cut.problem.team.employees.length, 0);
  const tasks = cuts.map(({ problem: own, slotSeconds, rows }, site): SiteTask => {
    const { employees } = own.team;
    const start = from === undefined ? undefined : employees.flatMap(({ id }) => starts.get(id) ?? []);
    const moves =
      control.iterations === undefined ? undefined : (share * control.iterations * employees.length) / people;
    return {
      problem: { ...own, start },
      fixed: [...fixed],
      slotSeconds,
      cover: given === undefined ? undefined : Float64Array.from(rows, (row) => given.cover[row] as number),
      seed: control.seed + site,
      gap: control.gap,
      iterations: moves === undefined ? undefined : Math.max(1, Math.floor(moves)),
      progress: siteProgress(),
    };
  });
  const told = tasks.map(({ progress }) => new Float64Array(progress));
  const sum = (at: number): number => told.reduce((total, values) => total + (values[at] as number), 0);
  const end =
    control.seconds === undefined ? undefined : share * (control.seconds - control.elapsed()) + control.elapsed();
  const clock = {
    elapsed: control.elapsed,
    seconds: end,
    stopRequested: control.stopRequested,
    onProgress: () => {
      const points = sum(0) + (given?.points ?? 0);
      // Bounds of sites hold for the whole where nobody is shared alone.
      control.report(0, Number.isFinite(points) ? points : null, shared.length === 0 ? sum(1) : null);
    },
  };
  const answers =
    solvers.apart?.(apartOf(tasks, clock, given?.points ?? 0, shared.length === 0)) ??
    (await solveAll(tasks, clock, solvers));
  return { answers, solvedAt: control.elapsed(), ...joinedLines(instance, cuts, answers, control.first) };
}

type RoundClock = Parameters<typeof solveInTurn>[1];

/** Sites for other processes: each has the part of the time that its employees are of all, so that one process solves them one after another within the limit. */
function apartOf(
  tasks: readonly SiteTask[],
  { elapsed, seconds }: RoundClock,
  points: number,
  addsUp: boolean,
): Parameters<SolveApart>[0] {
  const sizeOf = ({ problem }: SiteTask): number => problem.team.employees.length;
  const people = tasks.reduce((sum, task) => sum + sizeOf(task), 0);
  const left = seconds === undefined ? undefined : Math.max(0, seconds - elapsed());
  const sites = tasks.map((one) => {
    const { progress: _, ...task } = one;
    return { task, seconds: left === undefined ? undefined : (left * sizeOf(one)) / people };
  });
  return { sites, points, addsUp };
}

/** All sites, in this thread and, where there is one and a clock, in another beside it. */
async function solveAll(
  tasks: readonly SiteTask[],
  clock: RoundClock,
  { solve, beside }: SiteSolvers,
): Promise<readonly SiteAnswer[]> {
  if (beside === undefined || clock.seconds === undefined) return solveInTurn(tasks, clock, solve);
  const [here, there] = halves(tasks);
  const seconds = Math.max(0, clock.seconds - clock.elapsed() - THREAD_SECONDS);
  const other = beside({ tasks: there, seconds }, clock.stopRequested);
  const stopRequested = (): boolean => {
    const isStopped = clock.stopRequested();
    if (isStopped) other.stop();
    return isStopped;
  };
  const mine = await solveInTurn(here, { ...clock, stopRequested }, solve).catch((error: unknown) => {
    other.stop();
    throw error;
  });
  const theirs = (await other.answers) ?? (await solveInTurn(there, clock, solve));
  return tasks.map((task) => (mine[here.indexOf(task)] ?? theirs[there.indexOf(task)]) as SiteAnswer);
}

/** Two lists of about as many employees: the largest site first, each to the shorter list. */
function halves(tasks: readonly SiteTask[]): readonly [readonly SiteTask[], readonly SiteTask[]] {
  const sizeOf = ({ problem }: SiteTask): number => problem.team.employees.length;
  const lists: [SiteTask[], SiteTask[]] = [[], []];
  const sizes = [0, 0];
  for (const task of tasks.toSorted((a, b) => sizeOf(b) - sizeOf(a))) {
    const list = (sizes[1] as number) < (sizes[0] as number) ? 1 : 0;
    lists[list].push(task);
    sizes[list] = (sizes[list] as number) + sizeOf(task);
  }
  return lists;
}

/** Lines and row values of the whole problem from those of its sites. */
function joinedLines(
  instance: Instance,
  cuts: readonly Cut[],
  answers: readonly SiteAnswer[],
  before: readonly CodedLine[],
): Pick<RoundAnswer, 'lines' | 'isWhole' | 'values' | 'isValued' | 'isCoarse'> {
  const values = new Float64Array(instance.table.rows);
  let isValued = true;
  answers.forEach(({ rowValues }, site) => {
    if (rowValues === undefined) isValued = false;
    else
      cuts[site]?.rows.forEach((row, at) => {
        values[row] = rowValues[at] as number;
      });
  });
  const shifts = answers.flatMap(({ shifts: own }) => own ?? []);
  const { lines = before } =
    startLines({ ...instance, problem: { ...instance.problem, start: shifts } }, linePricer()) ?? {};
  const missing = new Set(
    cuts.flatMap(({ problem: { team } }, site) =>
      answers[site]?.shifts === undefined ? team.employees.map(({ id }) => id) : [],
    ),
  );
  const isMissing = (employee: number): boolean => missing.has(instance.problem.team.employees[employee]?.id ?? '');
  return {
    lines: lines.map((line, employee) => (isMissing(employee) ? before[employee] : line)),
    isWhole: answers.every(({ shifts: own }) => own !== undefined),
    values,
    isValued,
    isCoarse: answers.some((one) => one.isCoarse === true),
  };
}

const REASONS: readonly EndedBy[] = ['cancel', 'memory', 'time', 'iterations', 'exhausted', 'gap', 'proof'];
const KINDS: readonly BoundKind[] = ['none', 'relaxed-pricing', 'lagrangian', 'lp', 'integer'];

function weakest<T>(of: readonly T[], order: readonly T[]): T {
  return order.find((one) => of.includes(one)) ?? (order.at(-1) as T);
}

const movesOf = ({ answers }: RoundAnswer): number => answers.reduce((sum, { iterations }) => sum + iterations, 0);
const reasonOf = ({ answers }: RoundAnswer): EndedBy =>
  weakest(
    answers.map(({ endedBy }) => endedBy),
    REASONS,
  );

function withoutRoster(round: RoundAnswer): EngineAnswer {
  const endedBy = reasonOf(round);
  return { lines: undefined, bound: undefined, boundKind: 'none', endedBy, iterations: movesOf(round) };
}

/** Sites that share nobody: rosters side by side, points and bounds add up. */
function joined(instance: Instance, round: RoundAnswer): EngineAnswer {
  const bounds = round.answers.map(({ bound }) => bound ?? 0);
  return {
    lines: wholeOf(instance, round.lines),
    bound: bounds.reduce((sum, bound) => sum + Math.max(0, bound), 0),
    boundKind: weakest(
      round.answers.map(({ boundKind }) => boundKind),
      KINDS,
    ),
    rowValues: round.isValued ? round.values : undefined,
    isCoarse: round.isCoarse,
    endedBy: reasonOf(round),
    iterations: movesOf(round),
  };
}

function wholeOf({ kindOf }: Instance, lines: readonly (CodedLine | undefined)[]): readonly CodedLine[] {
  const all = lines.filter((line) => line !== undefined);
  if (all.length !== kindOf.length) throw new Error('the sites lost a line');
  return all;
}

/** The second round: shared employees choose by prices, and the sites are solved around them. */
async function agree(
  instance: Instance,
  division: Division,
  solvers: SiteSolvers,
  control: EngineControl,
  first: RoundAnswer,
): Promise<EngineAnswer> {
  const pricer = linePricer();
  const { isCoarse } = first;
  const isRelaxed = isCoarse || instance.kinds.some(({ isExact }) => !isExact);
  const kind: BoundKind = isRelaxed ? 'relaxed-pricing' : 'lagrangian';
  const assignment = emptyAssignment(instance);
  wholeOf(instance, first.lines).forEach((line, employee) => assignment.put(employee, line));
  const rebuild = sharedRebuilder(instance, division.shared, pricer, control.stopRequested);
  rebuild(assignment);
  let best = { points: assignment.points(), lines: [...assignment.lines] };
  control.report(0, best.points, null);
  let bound: number | undefined;
  let rowValues: Float64Array | undefined;
  const raise = (values: Float64Array): void => {
    const raised = boundOfValues(instance, values, { pricer, isCoarse, stopRequested: control.stopRequested });
    if (raised !== undefined && raised > (bound ?? Number.NEGATIVE_INFINITY)) [bound, rowValues] = [raised, values];
    control.report(0, best.points, bound ?? null);
  };
  raise(first.values);
  // What comes after a round: shared employees and the bound.
  const afterSeconds = AFTER_PART * (control.elapsed() - first.solvedAt);
  const isClosed = (): boolean =>
    bound !== undefined && gapOf(best.points, bound) <= Math.max(control.gap, POINT_TOLERANCE);
  const answer = (endedBy: EndedBy, iterations: number): EngineAnswer => {
    const lines = wholeOf(instance, best.lines);
    return { lines, bound, boundKind: bound === undefined ? 'none' : kind, rowValues, isCoarse, endedBy, iterations };
  };
  const isOver = (): boolean => control.seconds !== undefined && control.elapsed() + afterSeconds >= control.seconds;
  if (control.stopRequested()) return answer('cancel', movesOf(first));
  if (isClosed() || isOver()) return answer(isClosed() ? 'gap' : 'time', movesOf(first));

  const isTogether = instance.kindOf.length <= MOST_TOGETHER;
  const circles = circlesOf(instance, division, isTogether);
  let iterations = movesOf(first);
  if (!isTogether) {
    if (first.isValued) rebuild(assignment, first.values);
    const left = control.seconds === undefined ? 1 : control.seconds - control.elapsed();
    const part = 1 - partOfCircles(instance, circles);
    const second = await solveRound(instance, division, solvers, control, {
      cuts: cutsOf(instance, division, false),
      share: part * (control.seconds === undefined ? 1 - FIRST_SHARE : Math.max(0, left - afterSeconds) / left),
      given: givenBy(instance, division.shared, assignment),
      from: shiftsOf(instance, assignment.lines),
    });
    iterations += movesOf(second);
    if (second.isWhole) {
      const isOfSite = new Set(division.sites.flatMap(({ own }) => own));
      const lines = assignment.lines.map((line, employee) => (isOfSite.has(employee) ? second.lines[employee] : line));
      restore(assignment, lines);
      rebuild(assignment);
      if (assignment.points() < best.points) best = { points: assignment.points(), lines: [...assignment.lines] };
    }
    raise(second.values);
    restore(assignment, best.lines);
  }
  for (const [place, members] of circles.entries()) {
    if (control.stopRequested() || isClosed()) break;
    const parts = circles.length - place;
    const shareOfAll = isTogether ? 1 - FIRST_SHARE : (1 - FIRST_SHARE) * partOfCircles(instance, circles);
    const found = await solveRound(instance, division, { solve: solvers.solve }, control, {
      cuts: [cutOf(instance, members)],
      share: control.seconds === undefined ? shareOfAll / circles.length : 1 / parts,
      given: givenBy(instance, others(instance, members), assignment),
      from: shiftsOf(instance, assignment.lines),
    });
    iterations += movesOf(found);
    const [one] = found.answers;
    if (found.isWhole) {
      for (const employee of members) {
        assignment.take(employee);
        assignment.put(employee, found.lines[employee] as CodedLine);
      }
      if (assignment.points() < best.points) best = { points: assignment.points(), lines: [...assignment.lines] };
      else restore(assignment, best.lines);
    }
    if (isTogether && one?.bound !== undefined && one.rowValues !== undefined && one.bound > (bound ?? 0)) {
      [bound, rowValues] = [one.bound, found.values];
      control.report(0, best.points, bound);
    }
  }
  if (control.stopRequested()) return answer('cancel', iterations);
  if (isClosed()) return answer('gap', iterations);
  return answer(control.iterations === undefined ? 'time' : 'iterations', iterations);
}

/** What some employees count in the rows, and their own points: cuts count the rows with them in it. */
function givenBy(instance: Instance, some: readonly number[], { lines }: Assignment): Round['given'] {
  const cover = new Float64Array(instance.table.rows);
  let points = 0;
  for (const employee of some) {
    const line = lines[employee] as CodedLine;
    const kind = instance.kinds[instance.kindOf[employee] as number] as EmployeeKind;
    const { rows, by } = lineEntries(instance, kind, line);
    rows.forEach((row, at) => {
      cover[row] = (cover[row] as number) + (by[at] as number);
    });
    points += ownCost(instance, kind, line);
  }
  return { cover, points };
}

/**
 * Gives shared employees their best lines, one after another, against the cover of all others in all sites, until nothing gains. With values of the rows each is
 * rebuilt once, at prices that lie between these and what a row is worth in the roster at hand, whatever that costs for now.
 */
function sharedRebuilder(
  instance: Instance,
  shared: readonly number[],
  pricer: LinePricer,
  stopRequested: () => boolean,
): (assignment: Assignment, values?: Float64Array) => void {
  const { table, set } = instance;
  const valuation = emptyValuation(table, set);
  const costs = set.byDay.map((shapes) => new Float64Array(shapes.length));
  return (assignment, values) => {
    const part = values === undefined ? 0 : PROGRAM_PART;
    for (let turn = 0; turn < (values === undefined ? MOST_TURNS : 1); turn++) {
      const before = assignment.points();
      for (const employee of shared) {
        if (stopRequested()) return;
        const points = assignment.points();
        const old = assignment.take(employee) as CodedLine;
        const prices = assignment.counts.map(
          (count, row) => (1 - part) * valueOfOneMore(table, row, count) + part * (values?.[row] ?? 0),
        );
        const kind = instance.kinds[instance.kindOf[employee] as number] as EmployeeKind;
        valueShapes(table, set, prices, valuation, 0);
        pricedShapes(instance, kind, valuation, costs);
        const found = pricer.best(kind.model, costs, kind.offCost, 1, false)[0];
        assignment.put(employee, found === undefined ? old : codeLine(instance, found.shapes, valuation));
        if (values !== undefined || assignment.points() < points - POINT_TOLERANCE) continue;
        assignment.take(employee);
        assignment.put(employee, old);
      }
      if (assignment.points() >= before - POINT_TOLERANCE) return;
    }
  };
}
