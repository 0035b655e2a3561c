import type { HighsModule } from '../lp/highs-engine.ts';
import type { Assignment } from './assignment.ts';
import { emptyAssignment } from './assignment.ts';
import type { LinePricer } from './best-line.ts';
import type { DivePace, LineHeads } from './columns.ts';
import { columnGeneration } from './columns.ts';
import type { CodedLine, Instance } from './instance.ts';
import type { EmployeeKind } from './kinds.ts';
import type { Random } from './random.ts';
import { randomFrom } from './random.ts';
import { alternate } from './alternate.ts';
import { partSearch } from './improve.ts';
import { linePool } from './line-pool.ts';
import { rosterJoiner, wholeLines } from './join-rosters.ts';
import { longBound, shareFromNow } from './long-bound.ts';
import { liftedBound, priceStep } from './price-step.ts';
import type { Rebuilder, SearchMemory } from './search.ts';
import { fillGreedily, rebuilder, restore, searchMemory, searchRoster } from './search.ts';
import type { EngineAnswer, EngineControl } from './solution.ts';
import { gapOf, POINT_TOLERANCE } from './solution.ts';
import { sweepSearch } from './sweeps.ts';

/** Most of the time that column generation may take: the rest belongs to the dive and to what comes after it. */
const GENERATION_SHARE = 0.45;
const WARM_SHARE = 0.25;
/** Share of the time for the ascent on short horizons, and where another thread makes rosters meanwhile. */
const ASCENT_SHARE = 0.35;
const LONG_ASCENT_SHARE = 0.7;
/** Share of the time at which the sweep behind it ends, and with it all programs where rebuilding is that slow. */
const FIRST_SWEEP_SHARE = 0.85;
/** Share of the time that is left for a sweep from nothing, where the program over all days would take too long. */
const LONG_SWEEP_SHARE = 0.4;
/** On short horizons the program is near its end where this share of what is between roster and bound is left, and far from it above that one. */
const NEAR_SHARE = 0.005;
const FAR_SHARE = 0.25;
/** An ascent that leaves more than this share of the roster's points open is poor; the program then comes before the first sweep, for this share of the time that is left. */
const POOR_SHARE = 0.5;
const POOR_GENERATION_SHARE = 0.25;
const DIVE_SHARE = 0.75;
/** On short horizons a dive solves the program dozens of times, and a part about once: where one takes more than this share of the time, search gains more. */
const QUICK_PROGRAM_SHARE = 0.05;
/** From this share of the time on, parts of such a problem are tried all the same. */
const LATE_SHARE = 0.7;
/** Rounds of column generation where no clock ends it. */
const GENERATION_ROUNDS = 400;
/** The same on short horizons, and rounds after which it is enough there to be near the end. */
const SHORT_ROUNDS = 120;
const NEAR_ROUNDS = 40;
/**
 * Column generation needs the time of a round of exact pricing for each so many days, its simplex counted in: cut off before that it gives no bound to speak of and no
 * lines that a roster is made of.
 */
const DAYS_A_ROUND = 3;
/** Horizons from here on are bounded by windows, whatever time there is: of half a year the simplex alone takes minutes for the last thousandth. */
const STITCHED_DAYS = 120;
/** A dive over all days takes as long as the linear program at most so many times: three times on 120 people and four weeks. */
const DIVE_TO_PROGRAM = 6;
/** Where the first line of an employee, which lays out her tables, takes more than this share of the time, all of them would take too much of it. */
const FIRST_LINE_SHARE = 0.02;
/** Employees who are priced to tell what a round takes. */
const SAMPLED = 3;
/** Row values are told to others where the bound is within this share of the linear program. */
const NEARLY = 0.2;
/** Days from which on a dive goes over days; on shorter ones it rounds whole lines. */
const DAYS_OF_DIVE = 8;

/**
 * The engine for many people: a greedy roster, a short search, column generation over whole lines with head-counts for each kind of employee, a
 * dive, and then parts of the roster solved anew in turn with a search that re-rosters two or three employees at a time, each exactly. The bound is
 * the best Lagrangian one. An iteration is one move of the search; rounds of column generation, dive and parts are not limited by it.
 */
export function solveByLines(highs: HighsModule, instance: Instance, control: EngineControl): EngineAnswer {
  const random = randomFrom(control.seed);
  const { pricer } = control;
  const assignment = emptyAssignment(instance);
  const builder = rebuilder(instance, pricer, random);
  const seconds = control.seconds;
  const past = (share: number): boolean =>
    control.stopRequested() || (seconds !== undefined && control.elapsed() >= share * seconds);
  restore(assignment, control.first);
  control.report(0, assignment.points(), null);
  const joiner = rosterJoiner(instance, assignment, builder, control.exchange);
  const pool = linePool(instance);
  const found: { readonly kind: number; readonly line: CodedLine }[] = [];
  const keep = (employee: number, line: CodedLine): void => {
    found.push({ kind: instance.kindOf[employee] as number, line });
    pool.keep(employee, line);
  };
  const memory = searchMemory(instance);
  improveQuickly(instance, assignment, builder, random, control, keep, memory);
  beginWithGiven(assignment, builder, random, control);
  joiner.join();
  let bestPoints = assignment.points();
  control.keep?.(wholeLines(assignment));
  control.report(0, bestPoints, null);

  const step = priceStep(instance);
  let bound = 0;
  let program = Number.POSITIVE_INFINITY;
  const raise = (value: number): void => {
    bound = Math.max(bound, liftedBound(value, step));
    control.exchange?.raise(bound);
    adopt();
    control.report(0, bestPoints, bound);
  };
  const closed = (points: number): boolean =>
    points - bound <= POINT_TOLERANCE * Math.max(1, Math.abs(points)) || gapOf(points, bound) <= control.gap;
  /** Whether the bound could not rise further, or would be of no use. */
  const isSettled = (): boolean => closed(bestPoints) || (step > 0 && bound >= liftedBound(program, step));
  const isOver =
    (share: number) =>
    (rounds: number): boolean =>
      past(share) ||
      isSettled() ||
      (isShort && rounds >= NEAR_ROUNDS && program - bound <= NEAR_SHARE * (bestPoints - bound)) ||
      (seconds === undefined && rounds >= (isShort ? SHORT_ROUNDS : GENERATION_ROUNDS));
  const took = (points: number, moves: number): void => {
    bestPoints = points;
    joiner.offer();
    control.keep?.(wholeLines(assignment));
    control.report(moves, points, bound);
  };
  const adopt = (): void => {
    const points = joiner.join();
    if (points === undefined) return;
    bestPoints = points;
    control.keep?.(wholeLines(assignment));
    control.report(0, points, bound);
  };
  /** Takes a roster of given lines, in which some may be open, where it is better. */
  const tryHeads = (heads: readonly LineHeads[]): void => {
    const given = [...assignment.lines];
    restore(assignment, headCountsToLines(instance, heads));
    const isWhole = fillGreedily(assignment, builder, random, control.stopRequested);
    if (!isWhole || assignment.points() >= bestPoints - POINT_TOLERANCE) restore(assignment, given);
    else took(assignment.points(), 0);
  };
  const isShort = instance.set.byDay.length < DAYS_OF_DIVE;
  let isProgram = true;
  /** Whether the program of a short horizon ended far from its optimum: then neither a dive nor programs of parts are worth their time. */
  const isFar = (): boolean => isShort && program - bound > FAR_SHARE * (bestPoints - bound);
  let moves = 0;
  let programShare = GENERATION_SHARE;
  const master = columnGeneration(highs, instance, instance.kinds, pricer, () => past(programShare));
  const tellValues = (): void => {
    const values = master.rowValues();
    if (values !== undefined) control.exchange?.tellValues(values);
  };
  try {
    assignment.lines.forEach((line, employee) => {
      if (line !== undefined) keep(employee, line);
    });
    for (const { kind, line } of found) master.offer(kind, line);
    isProgram = isShort || hasTimeForProgram(instance, assignment, builder, control);
    const programFrom = control.elapsed();
    let isAscended = true;
    const sweeps = sweepSearch({
      instance,
      assignment,
      builder,
      random,
      control,
      closed,
      values: () => master.rowValues(),
      keep: (employee, line) => {
        pool.keep(employee, line);
        if (isShort) master.offer(instance.kindOf[employee] as number, line);
      },
    });
    const long = longBound({
      highs,
      instance,
      pricer,
      assignment,
      control,
      master,
      step,
      multipliers: () => master.rowValues() ?? sweeps.multipliers(),
      raise,
      isSettled,
    });
    /** Whether the ascent says next to nothing of a short horizon: where hardly anything is short the program is far better, and quick. */
    let isPoor = false;
    const sweepFirst = (): void => {
      if (seconds === undefined || closed(bestPoints) || past(FIRST_SWEEP_SHARE)) return;
      if (sweeps.next(FIRST_SWEEP_SHARE) > 0) took(assignment.points(), 0);
    };
    if (isShort) {
      const share = control.exchange === undefined ? ASCENT_SHARE : LONG_ASCENT_SHARE;
      const heads = master.ascend(isOver(share), (value) => {
        raise(value);
        tellValues();
      });
      isAscended = !past(share);
      tryHeads(heads);
      isPoor = isAscended && bestPoints - bound > POOR_SHARE * bestPoints;
      if (!isPoor) sweepFirst();
    } else if (isProgram) master.warm(bestPoints, isOver(WARM_SHARE), raise);
    else {
      if (sweeps.next(shareFromNow(control, LONG_SWEEP_SHARE)) > 0) took(assignment.points(), 0);
      long.first();
    }
    const converging = control.elapsed();
    // An ascent that time cut short is far from the optimum, and the simplex is slower; it is slow where rebuilding is, too.
    if (isShort ? isAscended && !past(FIRST_SWEEP_SHARE) : isProgram) {
      const share = isPoor ? POOR_GENERATION_SHARE : GENERATION_SHARE;
      programShare = isShort ? shareFromNow(control, share) : share;
      master.converge(isOver(programShare), (value, objective) => {
        program = objective;
        raise(value);
        if (objective - value <= NEARLY * Math.abs(objective)) tellValues();
      });
    }
    const isQuick = seconds === undefined || control.elapsed() - converging <= QUICK_PROGRAM_SHARE * seconds;
    raise(master.bound());
    tellValues();
    adopt();
    programShare = DIVE_SHARE;
    const parts = partSearch({
      highs,
      instance,
      pricer,
      assignment,
      random,
      control,
      pool,
      leavings: {
        rowValues: () => master.rowValues(),
        linesOf: (employee, room) => master.linesWithin(instance.kindOf[employee] as number, room, LINES_OF_PROGRAM),
      },
      step,
      bound: () => bound,
      beside: control.exchange === undefined ? undefined : 0,
    });
    if (isPoor && !(isQuick && !isFar())) sweepFirst();
    if (!closed(bestPoints)) {
      if (isShort) {
        if (isQuick && !isFar()) tryHeads(master.dive(divePace(control)));
      } else if (isProgram) {
        sweeps.next(DIVE_SHARE);
        if ((parts.isWholeFirst || hasTimeForDive(control, programFrom)) && !closed(assignment.points())) {
          parts.whole(DIVE_SHARE);
        }
      }
      if (assignment.points() < bestPoints - POINT_TOLERANCE) took(assignment.points(), 0);
    }
    moves = alternate({
      instance,
      assignment,
      builder,
      random,
      control,
      memory,
      parts,
      sweeps,
      areReady: () => !isFar() && (isQuick || !isShort || past(LATE_SHARE)),
      guide: isShort ? master.rowValues : undefined,
      closed,
      took,
      adopt,
      revalue: () => {
        const isAnew = !isShort && !isProgram && long.again();
        if (isAnew) tellValues();
        return isAnew;
      },
    });
  } finally {
    master.dispose();
  }
  adopt();
  bestPoints = assignment.points();
  const endedBy = closed(bestPoints)
    ? bestPoints - bound <= POINT_TOLERANCE * Math.max(1, bestPoints)
      ? 'proof'
      : 'gap'
    : control.stopRequested()
      ? 'cancel'
      : control.iterations === undefined
        ? 'time'
        : 'iterations';
  const lines = wholeLines(assignment);
  const relaxed = !isProgram || instance.kinds.some((kind) => !kind.isExact);
  const boundKind = relaxed ? 'relaxed-pricing' : 'lagrangian';
  return { lines, bound, boundKind, rowValues: master.rowValues(), isCoarse: !isProgram, endedBy, iterations: moves };
}

/**
 * Whether the time that is left for column generation is enough for it, judged by what some exact lines over all days take. The first line of an employee also
 * lays out her tables: it tells only where there is far too little time.
 */
function hasTimeForProgram(
  instance: Instance,
  assignment: Assignment,
  builder: Rebuilder,
  { seconds, elapsed }: EngineControl,
): boolean {
  if (seconds === undefined) return true;
  if (instance.set.dates.length >= STITCHED_DAYS) return false;
  const { kinds } = instance;
  const sampled = Math.min(SAMPLED, kinds.length);
  const lines = (instance.set.dates.length / DAYS_A_ROUND) * kinds.length;
  const timed = (employee: number): number => {
    const from = elapsed();
    builder.bestFor(assignment, employee, 0, true);
    return elapsed() - from;
  };
  let spent = 0;
  for (let one = 0; one < sampled; one++) {
    const kind = kinds[Math.floor((one * kinds.length) / sampled)] as EmployeeKind;
    const employee = kind.employees[0] as number;
    if (timed(employee) > FIRST_LINE_SHARE * seconds) return false;
    spent += timed(employee);
  }
  return lines * (spent / Math.max(1, sampled)) <= GENERATION_SHARE * seconds - elapsed();
}

/** Whether a dive over all days is sure to end in time, judged by what the linear program took from a moment on. */
function hasTimeForDive({ seconds, elapsed }: EngineControl, programFrom: number): boolean {
  if (seconds === undefined) return false;
  return DIVE_TO_PROGRAM * (elapsed() - programFrom) <= DIVE_SHARE * seconds - elapsed();
}

export type Beside = {
  readonly highs: HighsModule;
  readonly instance: Instance;
  /** Everybody has a line. */
  readonly assignment: Assignment;
  readonly builder: Rebuilder;
  readonly pricer: LinePricer;
  readonly random: Random;
  readonly control: EngineControl;
};

/** Share of the time in which parts wait for row values. */
const WAIT_SHARE = 0.15;

/** Improves a roster by parts and search alone until time is up, for whoever has the linear program in another thread. */
export function searchBesides({ highs, instance, assignment, builder, pricer, random, control }: Beside): void {
  const { exchange } = control;
  const bound = (): number => exchange?.bound() ?? 0;
  const closed = (points: number): boolean =>
    points - bound() <= POINT_TOLERANCE * Math.max(1, points) || gapOf(points, bound()) <= control.gap;
  const pool = linePool(instance);
  let values: Float64Array | undefined;
  const leavings = {
    rowValues: () => {
      values = exchange?.newValues() ?? values;
      return values;
    },
    linesOf: () => [],
  };
  /** Parts are of little use before the linear program has found values for the rows. */
  const areReady = (): boolean =>
    control.elapsed() >= WAIT_SHARE * (control.seconds ?? 0) || leavings.rowValues() !== undefined;
  const step = priceStep(instance);
  const memory = searchMemory(instance);
  // A short search gains far more in a second on a greedy roster than parts of it do.
  improveQuickly(instance, assignment, builder, random, control, (employee, line) => pool.keep(employee, line), memory);
  const joiner = rosterJoiner(instance, assignment, builder, exchange);
  joiner.join();
  const shared = { highs, instance, pricer, assignment, random, control, pool, leavings, step, bound };
  const parts = partSearch({ ...shared, beside: 1 });
  const sweeps = sweepSearch({ ...shared, builder, closed, values: leavings.rowValues, keep: pool.keep });
  alternate({
    instance,
    assignment,
    builder,
    random,
    control,
    memory,
    parts,
    sweeps,
    areReady,
    guide: instance.set.byDay.length < DAYS_OF_DIVE ? leavings.rowValues : undefined,
    closed,
    adopt: joiner.join,
    took: joiner.offer,
  });
}

/** Lines of an employee that a part takes from the linear program at most. */
const LINES_OF_PROGRAM = 30;

/** Steps of an unhurried dive would be about this many: each rounds a small part and prices again. */
const DIVE_PARTS = 40;

/** Cuts the dive into as many steps as the time leaves for them. */
function divePace(control: EngineControl): (step: number) => DivePace {
  const from = control.elapsed();
  return (step) => {
    if (control.stopRequested()) return { expired: true, parts: 1 };
    if (control.seconds === undefined) return { expired: false, parts: DIVE_PARTS };
    const now = control.elapsed();
    const left = DIVE_SHARE * control.seconds - now;
    const each = step === 0 ? left / DIVE_PARTS : (now - from) / step;
    return { expired: left <= 0, parts: Math.min(DIVE_PARTS, Math.max(1, left / each)) };
  };
}

/** Puts the roster that the problem brings along in place of the assignment's where it is better; who has no legal line in it gets one. */
function beginWithGiven(
  assignment: Assignment,
  builder: Rebuilder,
  random: Random,
  { stopRequested, begin }: Pick<EngineControl, 'stopRequested' | 'begin'>,
): void {
  if (begin === undefined) return;
  const made = [...assignment.lines];
  const points = assignment.points();
  restore(assignment, begin.lines);
  const isWhole = fillGreedily(assignment, builder, random, stopRequested);
  if (!isWhole || assignment.points() > points) restore(assignment, made);
}

/** Moves of the first search for each employee, and the most of the time that it may take. */
const QUICK_MOVES = 15;
const QUICK_SHARE = 0.12;
/** The same on short horizons: row values and sweeps make a better roster there from any. */
const SHORT_QUICK_SHARE = 0.04;

/** Too short to try others. */
const QUICK_WARMTH = 0.05;

/** A short search over a greedy roster: a fair roster in a moment, and lines that the linear program can start from. */
function improveQuickly(
  instance: Instance,
  assignment: Assignment,
  builder: Rebuilder,
  random: Random,
  control: EngineControl,
  onLine?: (employee: number, line: CodedLine) => void,
  memory?: SearchMemory,
): void {
  const { seconds } = control;
  const from = control.elapsed();
  const most = QUICK_MOVES * assignment.lines.length;
  const share = instance.set.byDay.length < DAYS_OF_DIVE ? SHORT_QUICK_SHARE : QUICK_SHARE;
  searchRoster(instance, assignment, builder, random, {
    elapsed: (moves) => {
      if (control.stopRequested()) return 1;
      const time = seconds === undefined ? 0 : (control.elapsed() - from) / (share * seconds);
      return Math.max(time, moves / Math.max(1, most));
    },
    done: (points) => points <= 0,
    warmth: QUICK_WARMTH,
    memory,
    onBetter: (points) => control.report(0, points, null),
    onLine,
  });
}

/** A fair roster in a moment, for another engine to start from. */
export function quickLines(instance: Instance, control: EngineControl): readonly CodedLine[] {
  const random = randomFrom(control.seed);
  const assignment = emptyAssignment(instance);
  const builder = rebuilder(instance, control.pricer, random);
  restore(assignment, control.first);
  improveQuickly(instance, assignment, builder, random, control);
  beginWithGiven(assignment, builder, random, control);
  return wholeLines(assignment);
}

/** Lines for each employee from head-counts of lines for each kind; equal employees get them in order. */
function headCountsToLines(instance: Instance, heads: readonly LineHeads[]): readonly (CodedLine | undefined)[] {
  const lines: (CodedLine | undefined)[] = new Array<CodedLine | undefined>(instance.kindOf.length).fill(undefined);
  const next = new Int32Array(instance.kinds.length);
  for (const { kind, line, count } of heads) {
    for (let head = 0; head < count; head++) {
      const employee = instance.kinds[kind]?.employees[next[kind] as number];
      if (employee === undefined) throw new Error(`more lines than employees in kind ${kind}`);
      lines[employee] = line;
      next[kind] = (next[kind] as number) + 1;
    }
  }
  return lines;
}
