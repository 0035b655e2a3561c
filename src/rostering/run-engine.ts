import type { Note } from '../domain/forecast.ts';
import type { SolveLimits } from '../domain/roster.ts';
import type { Shift } from '../domain/shift.ts';
import type { HighsModule } from '../lp/highs-engine.ts';
import { emptyAssignment } from './assignment.ts';
import { valuesBefore, withValues } from './bound-proof.ts';
import type { StartCompanion } from './companion.ts';
import { buildCompact, type CompactModel, compactSize, isCompact } from './compact.ts';
import { type JavascriptSolver, solveByHighs, solveByJavascript } from './compact-engine.ts';
import { type Exchange, exchangeForm, exchangeMemory, exchangeOver } from './exchange.ts';
import type { CodedLine, Instance } from './instance.ts';
import { quickLines, solveByLines } from './lines-engine.ts';
import { divisionFor } from './sites.ts';
import {
  type ApartSite,
  type SiteAnswer,
  siteProgress,
  type SiteTasks,
  type SolveApart,
  type SolveInstance,
  solveInTurn,
  type StartSites,
  UNSOLVED,
} from './site-task.ts';
import { solveSites } from './solve-sites.ts';
import type { EngineAnswer, EngineControl } from './solution.ts';
import { POINT_TOLERANCE } from './solution.ts';

/** Solvers that `main` provides. */
export type RosterEngines = {
  readonly highs: HighsModule;
  readonly javascript: JavascriptSolver;
  /** Searches large problems in a second thread; absent where a solve has one thread. */
  readonly companion?: StartCompanion | undefined;
  /** Solves sites in a second thread; absent where a solve has one thread. */
  readonly sites?: StartSites | undefined;
  /** Solves sites in other processes; absent where this one solves them. */
  readonly apart?: SolveApart | undefined;
};

export type Run = { readonly answer: EngineAnswer; readonly engine: string; readonly notes?: readonly Note[] };

/*
 * Limits of the engines in binaries of the compact model, from measurements on problems of growing size (tests/benchmarks/engines): up
 * to the first javascript-lp-solver is sure to be quick, up to the second HiGHS proves many optima that the bound of the lines engine does not reach, up to the third it is
 * worth trying at the end.
 */
const JAVASCRIPT_BINARIES = 120;
const HIGHS_BINARIES = 2_600;
const HIGHS_AFTER_LINES_BINARIES = 30_000;
/** A compact model above this is not built even when its engine is asked for by name: its memory would end the process. */
const MOST_BINARIES = 100_000;

/** Share of the time after which javascript-lp-solver is killed and HiGHS goes on, and the most seconds of it where it was not asked for. */
const JAVASCRIPT_SHARE = 0.2;
const JAVASCRIPT_SECONDS = 2;

/** Shares of the time at which the engines take turns: the lines engine, HiGHS from its roster on, and the lines engine again. */
type Turns = { readonly lines: number; readonly highs: number };

/** Where few binaries make a search tree worth its time, and where it is only a last try. */
const SMALL: Turns = { lines: 0.1, highs: 0.55 };
const MIDDLE: Turns = { lines: 0.85, highs: 1 };

/** Share of the time of a solve that is left for the certificate of its bound, where that is asked for. */
export const PROOF_SHARE = 0.1;

/** A solve shorter than this is over before a second thread has compiled the problem. */
const LEAST_BESIDE_SECONDS = 8;

/** Starts a second search where a problem is for the lines engine alone and a clock limits it: what two threads find together depends on their speed. */
export function startBeside(
  instance: Instance,
  { engine = 'auto' }: SolveLimits,
  { companion }: RosterEngines,
  { seconds, elapsed, seed, gap, first }: EngineControl,
): { readonly exchange: Exchange; readonly stop: () => void } | undefined {
  if (companion === undefined || seconds === undefined || seconds < LEAST_BESIDE_SECONDS) return undefined;
  const isForLines = !isCompact(instance) || compactSize(instance) > HIGHS_BINARIES;
  if (engine !== 'lines' && (engine !== 'auto' || !isForLines)) return undefined;
  if (divisionFor(instance.problem, engine, compactSize(instance)) !== undefined) return undefined;
  const { problem, fixed } = instance;
  const form = exchangeForm(instance);
  const memory = exchangeMemory(form);
  const exchange = exchangeOver(memory, form);
  // It begins with this roster, and need not make one of its own.
  exchange.offer(first, pointsOf(instance, first));
  const left = seconds - elapsed();
  const { stop } = companion({ problem, fixed: [...fixed], seed: seed + 1, seconds: left, gap, memory });
  return { exchange, stop };
}

/** Runs the engine that was asked for, or those that suit the size of the problem, in turn. */
export async function runEngine(
  instance: Instance,
  limits: SolveLimits,
  engines: RosterEngines,
  control: EngineControl,
): Promise<Run> {
  const asked = limits.engine ?? 'auto';
  const exact = isCompact(instance);
  const size = compactSize(instance);
  const division = divisionFor(instance.problem, asked, size);
  if (division !== undefined) {
    const { sites: beside, apart } = engines;
    const solvers = { solve: solverOfSites(asked, engines), beside, apart: apart && withEngine(apart, asked) };
    return { ...(await solveSites(instance, division, solvers, control)), engine: 'lines' };
  }
  const tooLarge = size > (asked === 'auto' ? HIGHS_AFTER_LINES_BINARIES : MOST_BINARIES);
  if (asked === 'lines' || !exact || tooLarge) {
    const notes = asked === 'auto' || asked === 'lines' ? [] : [replacedNote(asked, exact, size)];
    return { answer: solveByLines(engines.highs, instance, control), engine: 'lines', notes };
  }
  const compact = buildCompact(instance);
  let start: readonly CodedLine[] | undefined;
  // Rows of team rules have large coefficients, over which javascript-lp-solver branches for long.
  // Without a clock nothing may kill javascript-lp-solver, so a limit in iterations leaves it out unless it is asked for by name.
  const isTiny = size <= JAVASCRIPT_BINARIES && instance.table.team === undefined;
  if ((asked === 'javascript-lp-solver' || (asked === 'auto' && isTiny)) && control.seconds !== undefined) {
    start = quickLines(instance, control);
    const seconds =
      asked === 'auto' ? Math.min(JAVASCRIPT_SECONDS, JAVASCRIPT_SHARE * control.seconds) : 0.5 * control.seconds;
    const answer = await solveByJavascript(engines.javascript, compact, seconds, control);
    if (answer !== undefined) return { answer, engine: 'javascript-lp-solver' };
  }
  const isSmall = size <= HIGHS_BINARIES;
  if (asked === 'auto' && (!isSmall || (control.seconds !== undefined && !isTiny))) {
    return takeTurns(instance, compact, engines, control, isSmall ? SMALL : MIDDLE);
  }
  // HiGHS may take all the time there is, so the values of a certificate are found before.
  const valued = limits.proof === true ? valuesBefore(instance, engines.highs, control, PROOF_SHARE) : undefined;
  start ??= quickLines(instance, control);
  const answer = solveByHighs(engines.highs, compact, start, control);
  return { answer: withValues(instance, answer, valued), engine: 'highs' };
}

/** Sites for other processes, with the engine that was asked for. */
function withEngine(apart: SolveApart, engine: SolveLimits['engine']): SolveApart {
  return ({ sites, ...asked }) => apart({ ...asked, sites: sites.map((site) => ({ ...site, engine })) });
}

/** Each site by the engine that its size asks for. */
function solverOfSites(engine: SolveLimits['engine'], engines: RosterEngines): SolveInstance {
  return async (site, control) => {
    const limits = { seed: control.seed, engine } as const;
    return (await runEngine(site, limits, { ...engines, sites: undefined, apart: undefined }, control)).answer;
  };
}

/** Solves sites as a thread of its own does. */
export function solveSiteTasks(
  { tasks, seconds }: SiteTasks,
  engines: RosterEngines,
  { clock, stopRequested }: { readonly clock: () => number; readonly stopRequested: () => boolean },
): Promise<readonly SiteAnswer[]> {
  const from = clock();
  return solveInTurn(tasks, { elapsed: () => clock() - from, seconds, stopRequested }, solverOfSites('auto', engines));
}

type ApartNews = {
  readonly onProgress: (points: number | null, bound: number) => void;
  /** Hears of the best roster, now and then, for whoever goes on from it when this process dies. */
  readonly onBest: (shifts: readonly Shift[]) => void;
};

/** Solves one site as a process of its own does, within its seconds; tells the points of its best roster, its bound and the roster. */
export async function solveApartSite(
  { task, seconds, engine = 'auto' }: ApartSite,
  engines: RosterEngines,
  { clock, stopRequested }: { readonly clock: () => number; readonly stopRequested: () => boolean },
  { onProgress, onBest }: ApartNews,
): Promise<SiteAnswer> {
  const from = clock();
  const progress = siteProgress();
  const [points, bound] = [0, 1];
  const told = new Float64Array(progress);
  const [answer = UNSOLVED] = await solveInTurn(
    [{ ...task, progress }],
    {
      elapsed: () => clock() - from,
      seconds,
      stopRequested,
      onProgress: () => {
        const best = told[points] as number;
        onProgress(Number.isFinite(best) ? best : null, told[bound] as number);
      },
      onBest,
    },
    solverOfSites(engine, engines),
  );
  return answer;
}

/** Why the lines engine answers where another was asked for. */
function replacedNote(asked: string, exact: boolean, binaries: number): Note {
  return exact
    ? { code: 'engine-too-small', facts: { engine: asked, binaries, most: MOST_BINARIES } }
    : { code: 'engine-not-exact', facts: { engine: asked } };
}

/** Whether nothing is left to do after an engine's turn. */
function isOver({ lines, endedBy }: EngineAnswer): boolean {
  return lines === undefined || endedBy === 'proof' || endedBy === 'gap' || endedBy === 'cancel';
}

/** The engines in turn, each from the best roster so far; the best roster and the best bound of all. */
function takeTurns(
  instance: Instance,
  compact: CompactModel,
  engines: RosterEngines,
  control: EngineControl,
  turns: Turns,
): Run {
  const until = (share: number): number | undefined =>
    control.seconds === undefined ? undefined : share * control.seconds;
  const first = solveByLines(engines.highs, instance, { ...control, seconds: until(turns.lines) });
  if (isOver(first)) return { answer: first, engine: 'lines' };
  // A limit in iterations is the search's; HiGHS then gets as many nodes as it has hundreds of moves.
  const iterations = control.iterations === undefined ? undefined : Math.ceil(control.iterations / 100);
  const limits = { ...control, seconds: until(turns.highs), iterations };
  const second = better(instance, first, solveByHighs(engines.highs, compact, first.lines, limits));
  if (isOver(second) || turns.highs === 1 || control.seconds === undefined) {
    return { answer: { ...second, iterations: first.iterations }, engine: 'lines+highs' };
  }
  const begin = { lines: second.lines ?? [], mended: { employees: 0, shifts: 0, kept: 0 } };
  const third = solveByLines(engines.highs, instance, { ...fromNow(control), begin });
  const answer = better(instance, second, third);
  return { answer: { ...answer, iterations: first.iterations + third.iterations }, engine: 'lines+highs' };
}

/** The same limits for a turn that begins now: an engine takes shares of the time from its own beginning on. */
function fromNow(control: EngineControl): EngineControl {
  const from = control.elapsed();
  const { seconds } = control;
  return {
    ...control,
    elapsed: () => control.elapsed() - from,
    seconds: seconds === undefined ? undefined : Math.max(0, seconds - from),
  };
}

/** The answer of a later turn with the best roster and the best bound of both. */
function better(instance: Instance, first: EngineAnswer, second: EngineAnswer): EngineAnswer {
  const useSecond = pointsOf(instance, second.lines) < pointsOf(instance, first.lines) - POINT_TOLERANCE;
  const isTighter = (second.bound ?? 0) > (first.bound ?? 0);
  const proven = isTighter ? second : first;
  return {
    ...second,
    lines: useSecond ? second.lines : first.lines,
    bound: proven.bound,
    boundKind: proven.boundKind,
    ...(isTighter && second.rowValues !== undefined ? valuesOf(second) : valuesOf(first)),
  };
}

function valuesOf({ rowValues, isCoarse }: EngineAnswer): Pick<EngineAnswer, 'rowValues' | 'isCoarse'> {
  return { rowValues, isCoarse };
}

/** Points of a roster of whole lines; infinite without one. */
export function pointsOf(instance: Instance, lines: readonly CodedLine[] | undefined): number {
  if (lines === undefined) return Number.POSITIVE_INFINITY;
  const assignment = emptyAssignment(instance);
  lines.forEach((line, employee) => assignment.put(employee, line));
  return assignment.points();
}
