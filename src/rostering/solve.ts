import type { BoundProof } from '../domain/bound-proof.ts';
import { hardPrice, hasHard, onlyHard } from '../domain/hard-price.ts';
import type { Note } from '../domain/forecast.ts';
import type { Problem } from '../domain/problem.ts';
import type { BoundKind, Conflict, EndedBy, RosterStatus, SolveLimits } from '../domain/roster.ts';
import type { Shift } from '../domain/shift.ts';
import { compareShifts } from '../domain/shift.ts';
import { emptyAssignment } from './assignment.ts';
import { linePricer } from './best-line.ts';
import type { OpenEmployee } from './conflict.ts';
import { beginProblem } from './first-roster.ts';
import { provenByValues } from './bound-proof.ts';
import type { CodedLine, Instance } from './instance.ts';
import { compileInstance, shapeAt } from './instance.ts';
import { pointsOf, PROOF_SHARE, type RosterEngines, type Run, runEngine, startBeside } from './run-engine.ts';
import { randomFrom } from './random.ts';
import { movablePlan, settleBreaks } from './settle-breaks.ts';
import type { EngineAnswer, EngineControl } from './solution.ts';
import { gapOf, keepingNow, POINT_TOLERANCE } from './solution.ts';
import { SECONDS_PER_HOUR } from '../domain/units.ts';
import { breaksAt, shiftOf } from './shapes.ts';
import { type StartLines, startLines } from './start-lines.ts';

/** The caller's clock and signals. */
export type RosterControl = {
  /** Seconds from an arbitrary start, never going back. */
  readonly clock: () => number;
  readonly stopRequested: () => boolean;
  readonly report: (progress: {
    readonly seconds: number;
    readonly iterations: number;
    readonly objective: number | null;
    readonly bound: number | null;
    readonly gap: number | null;
  }) => void;
  /** Hears of the best roster, now and then; absent where nobody keeps it. */
  readonly keep?: ((shifts: readonly Shift[]) => void) | undefined;
  /** Hears that the problem is compiled and the search begins; absent where nobody asks. */
  readonly phase?: ((name: 'search') => void) | undefined;
};

/** A solved problem; `points` is the engine's own count of the objective. */
export type RosterAnswer = {
  readonly status: RosterStatus;
  readonly endedBy: EndedBy;
  readonly points: number | null;
  readonly bound: number | null;
  readonly boundKind: BoundKind;
  /** Certificate of the bound, where it was asked for and there is one. */
  readonly proof?: BoundProof | undefined;
  readonly seconds: number;
  readonly iterations: number;
  readonly engine: string;
  readonly shifts: readonly Shift[];
  readonly conflicts: readonly Conflict[];
  /** Employees who work exactly their locks because these leave them no line. */
  readonly fixed: readonly string[];
  readonly notes: readonly Note[];
};

/** Seconds kept for decoding and for the check of the answer. */
const RESERVE_SECONDS = 0.15;

/** Share of the time for the solve with all prices, where something must be met; what is left is for asking whether it can be. */
const HARD_SHARE = 0.7;
/** Share of an engine's time at which breaks stop moving behind it, wherever they are: each move was a gain. */
const SETTLE_SHARE = 1.005;
/** Share of the time after which no further solve begins. */
const LAST_SHARE = 0.98;
/** Share of the price of an hour or person from which a bound proves that something is missing. */
const SURELY_MISSING = 1e-3;

/** Solves a problem within its limits; never throws for an infeasible or a stopped one. */
export async function solveProblem(
  problem: Problem,
  limits: SolveLimits,
  engines: RosterEngines,
  control: RosterControl,
): Promise<RosterAnswer> {
  const { keep } = control;
  const started = control.clock();
  const elapsed = (): number => control.clock() - started;
  const pricer = linePricer();
  const begun = beginProblem(problem, pricer, limits.seed, control.stopRequested);
  if (begun === undefined) return withoutLines('unknown', 'cancel', elapsed(), [], []);
  const { instance, conflicts, open, fixed, first } = begun;
  if (conflicts.length > 0) return withoutLines('infeasible', 'proof', elapsed(), conflicts, []);
  if (open.length > 0) return withoutLines('unknown', 'exhausted', elapsed(), [], open.map(openNote));
  const limited = limits.iterations === undefined ? (limits.seconds ?? 60) : undefined;
  const begin = control.stopRequested() ? undefined : startLines(instance, pricer);
  const keeping = keep && keepingNow(elapsed, (lines) => keep(shiftsOfLines(instance, lines)));
  const engineControl: EngineControl = {
    elapsed,
    keep: keeping?.keep,
    pricer,
    first,
    begin,
    seconds:
      limited === undefined ? undefined : Math.max(limited - Math.max(RESERVE_SECONDS, 0.01 * limited), 0.5 * limited),
    iterations: limits.iterations,
    seed: limits.seed,
    gap: limits.gap ?? 0,
    // Asked all the time, whatever is found.
    stopRequested: () => {
      keeping?.catchUp();
      return control.stopRequested();
    },
    report: (iterations, objective, bound) =>
      control.report({
        seconds: elapsed(),
        iterations,
        objective,
        bound,
        gap: objective === null || bound === null ? null : gapOf(objective, bound),
      }),
  };
  engineControl.report(0, begun.points, null);
  control.phase?.('search');
  if (!hasHard(problem)) {
    const beside = startBeside(instance, limits, engines, engineControl);
    try {
      const run = await runEngines(instance, limits, engines, { ...engineControl, exchange: beside?.exchange });
      return withNotes({ ...finish(instance, run, engineControl), fixed }, mendedNotes(begin));
    } finally {
      beside?.stop();
    }
  }
  return withNotes({ ...(await solveHard(instance, limits, engines, engineControl)), fixed }, mendedNotes(begin));
}

/** The answer where somebody has no line: it is proven that there is none, none was found, or a stop came before. */
function withoutLines(
  status: 'infeasible' | 'unknown',
  endedBy: EndedBy,
  seconds: number,
  conflicts: readonly Conflict[],
  notes: readonly Note[],
): RosterAnswer {
  return {
    status,
    endedBy,
    points: null,
    bound: null,
    boundKind: 'none',
    seconds,
    iterations: 0,
    engine: 'lines',
    shifts: [],
    conflicts,
    fixed: [],
    notes,
  };
}

/** For whom no line was found, and under which rules. */
function openNote({ employeeId, ruleIds }: OpenEmployee): Note {
  return { code: 'line-not-found', facts: { employee: employeeId, rules: ruleIds.join(', ') } };
}

function withNotes(answer: RosterAnswer, notes: readonly Note[]): RosterAnswer {
  return { ...answer, notes: [...answer.notes, ...notes] };
}

/** How much of a given roster that breaks hard rules the search began with. */
function mendedNotes(begin: StartLines | undefined): readonly Note[] {
  if (begin === undefined || begin.mended.employees === 0) return [];
  return [{ code: 'start-mended', facts: { ...begin.mended } }];
}

/**
 * A problem with something that must be met by the roster as a whole. The first solve has a price for it far above all others. Where something is left
 * open a second one, in which nothing else has a price, says whether that can be helped: a bound above 0 proves that it cannot, and a roster
 * without any of it is where a third one begins. A bound of the first holds in each case, since a roster that keeps all pays no such price.
 */
async function solveHard(
  instance: Instance,
  limits: SolveLimits,
  engines: RosterEngines,
  control: EngineControl,
): Promise<Omit<RosterAnswer, 'fixed'>> {
  const { seconds } = control;
  const share = seconds === undefined ? undefined : HARD_SHARE * seconds;
  const first = await runEngines(instance, limits, engines, { ...control, seconds: share });
  const bare = compileInstance(onlyHard(instance.problem), instance.fixed, instance.set);
  const missing = pointsOf(bare, first.answer.lines);
  if (missing <= POINT_TOLERANCE) return finish(instance, first, control);
  const hardPoints = (missing / hardPrice(bare.problem)) * hardPrice(instance.problem);
  const answered = finish(instance, first, control, Number.isFinite(hardPoints) ? hardPoints : 0);
  if (first.answer.endedBy === 'cancel') return { ...answered, status: 'unknown' };
  const second = await runEngines(bare, { ...limits, gap: 0, proof: false }, engines, { ...control, gap: 0 });
  const iterations = first.answer.iterations + second.answer.iterations;
  if (pointsOf(bare, second.answer.lines) <= POINT_TOLERANCE) {
    const met = {
      ...first,
      answer: { ...second.answer, ...boundOf(first.answer) },
    };
    const best = await fromMet(instance, bare, met, limits, engines, control);
    return { ...best, iterations: best.iterations + first.answer.iterations };
  }
  const result = { ...answered, iterations, seconds: control.elapsed() };
  // The smallest shortage there is costs a slot's share of the price: a bound that rounding alone lifts above 0 is far below it.
  const isProven = (second.answer.bound ?? 0) > SURELY_MISSING * hardPrice(bare.problem);
  if (isProven) return { ...result, status: 'infeasible', endedBy: 'proof' };
  return { ...result, status: 'unknown', endedBy: endedBySearch(second.answer.endedBy) };
}

/**
 * The best roster that is found from one on that meets all that must be met, at a price from which meeting it pays: the smallest shortage, a slot of
 * one person, then costs more than the whole of that roster.
 */
async function fromMet(
  instance: Instance,
  bare: Instance,
  met: Run,
  limits: SolveLimits,
  engines: RosterEngines,
  control: EngineControl,
): Promise<Omit<RosterAnswer, 'fixed'>> {
  const { problem, table, fixed, set } = instance;
  const { lines, bound = 0 } = met.answer;
  const { seconds } = control;
  const isOver = seconds !== undefined && control.elapsed() >= LAST_SHARE * seconds;
  if (lines === undefined || isOver || control.stopRequested()) return finish(instance, met, control);
  const points = pointsOf(instance, lines);
  const price = Math.max(hardPrice(problem), (2 * (points + 1) * SECONDS_PER_HOUR) / table.slotSeconds);
  const dearer = compileInstance({ ...problem, hardPrice: price }, fixed, set);
  const begin: StartLines = { lines, mended: { employees: 0, shifts: 0, kept: 0 } };
  const third = await runEngines(dearer, limits, engines, { ...control, begin });
  const iterations = met.answer.iterations + third.answer.iterations;
  const isMet = pointsOf(bare, third.answer.lines) <= POINT_TOLERANCE;
  const useThird = isMet && pointsOf(instance, third.answer.lines) <= points;
  const isTighter = (third.answer.bound ?? 0) > bound;
  const best = boundOf(isTighter ? third.answer : met.answer);
  const answer = { ...third.answer, lines: useThird ? third.answer.lines : lines, ...best, iterations };
  return finish(instance, { ...third, answer }, control);
}

/** What an engine's answer says of its bound. */
function boundOf({ bound, boundKind, rowValues, isCoarse, proof }: EngineAnswer) {
  return { bound, boundKind, rowValues, isCoarse, proof };
}

/** Why a search ended that proved nothing of the roster in hand. */
function endedBySearch(endedBy: EndedBy): EndedBy {
  return endedBy === 'proof' || endedBy === 'gap' ? 'exhausted' : endedBy;
}

async function runEngines(
  instance: Instance,
  limits: SolveLimits,
  engines: RosterEngines,
  control: EngineControl,
): Promise<Run> {
  const isAsked = limits.proof === true;
  const left = control.seconds === undefined ? 0 : Math.max(0, control.seconds - control.elapsed());
  const seconds = control.seconds === undefined || !isAsked ? control.seconds : control.seconds - PROOF_SHARE * left;
  const made = await runEngine(instance, limits, engines, { ...control, seconds });
  const run = isAsked ? { ...made, answer: provenByValues(instance, made.answer, engines.highs, control) } : made;
  const { lines, endedBy } = run.answer;
  if (lines === undefined || endedBy === 'proof') return run;
  const isOver = (): boolean =>
    control.stopRequested() || (control.seconds !== undefined && control.elapsed() >= SETTLE_SHARE * control.seconds);
  const settled = withSettledBreaks(instance, lines, limits.seed, isOver);
  return { ...run, answer: { ...run.answer, lines: settled } };
}

/**
 * The same lines with their breaks where they lose least, one shift after another: engines place a break when they choose the shift, and the cover of
 * the others changes after that. As they were where nothing gains.
 */
function withSettledBreaks(
  instance: Instance,
  lines: readonly CodedLine[],
  seed: number,
  stopRequested: () => boolean,
): readonly CodedLine[] {
  const { set, table } = instance;
  const assignment = emptyAssignment(instance);
  lines.forEach((line, employee) => assignment.put(employee, line));
  const counts = Int32Array.from(assignment.counts);
  const movable = lines.map((line) =>
    [...line.shapes].flatMap((index, day) => {
      if (index < 0) return [];
      const shape = shapeAt(set, day, index);
      const plan = movablePlan(shape);
      const place = plan?.find(breaksAt(shape, line.meals[day] as number));
      if (plan === undefined || place === undefined) return [];
      return [{ day, shape, start: shape.start, end: shape.end, skill: shape.skill, plan, place }];
    }),
  );
  settleBreaks({ table, set, counts }, movable.flat(), randomFrom(seed), stopRequested);
  const settled = lines.map(({ shapes, meals: before }, employee) => {
    const meals = Int32Array.from(before);
    for (const { day, shape, plan, place } of movable[employee] ?? []) {
      const [first] = plan.placement(place);
      meals[day] = shape.plan === undefined ? shape.mealOffsets.indexOf(first?.offset ?? 0) : place;
    }
    return { shapes, meals };
  });
  return pointsOf(instance, settled) < assignment.points() - POINT_TOLERANCE ? settled : lines;
}

/**
 * The answer of a run: optimal exactly where the bound reaches the points, and ended by the gap exactly where that is as small as was asked for.
 * `hardPoints`: what of the points is for what must be met and is not. Next to it any difference in the rest would look small.
 */
function shiftsOfLines({ problem, set }: Instance, lines: readonly CodedLine[]): readonly Shift[] {
  const shifts: Shift[] = [];
  lines.forEach((line, employee) => {
    const id = problem.team.employees[employee]?.id as string;
    line.shapes.forEach((shape, day) => {
      if (shape < 0) return;
      const worked = shapeAt(set, day, shape);
      if (worked.elsewhere === true) return;
      shifts.push(shiftOf(problem, set, worked, id, line.meals[day] as number));
    });
  });
  return shifts.sort((a, b) =>
    a.employeeId < b.employeeId ? -1 : a.employeeId > b.employeeId ? 1 : compareShifts(a, b),
  );
}

function finish(
  instance: Instance,
  { answer, engine, notes = [] }: Run,
  control: EngineControl,
  hardPoints = 0,
): Omit<RosterAnswer, 'fixed'> {
  const common = { seconds: control.elapsed(), iterations: answer.iterations, engine, conflicts: [], notes };
  const proven = answer.bound === undefined ? null : Math.max(0, answer.bound);
  if (answer.lines === undefined) {
    return {
      ...common,
      status: 'unknown',
      endedBy: endedBySearch(answer.endedBy),
      points: null,
      bound: proven,
      boundKind: answer.boundKind,
      proof: answer.proof,
      shifts: [],
    };
  }
  const shifts = shiftsOfLines(instance, answer.lines);
  const points = pointsOf(instance, answer.lines);
  const optimal = proven !== null && points - proven <= 1e-5 * Math.max(1, points - hardPoints);
  const isClose = proven !== null && control.gap > 0 && gapOf(points, proven) <= control.gap * (1 + 1e-9);
  return {
    ...common,
    status: optimal ? 'optimal' : 'feasible',
    endedBy: optimal ? 'proof' : isClose ? 'gap' : endedBySearch(answer.endedBy),
    points,
    // Of two sums of the same prices in another order one can be larger by rounding: a bound is never above what was reached.
    bound: optimal ? points : proven,
    boundKind: proven === null ? 'none' : answer.boundKind,
    proof: answer.proof,
    shifts,
  };
}
