import { solveWithHighs, type HighsModule } from '../../lp/highs-engine.ts';
import type { LinearSolution } from '../../lp/model.ts';
import { randomFrom, shuffle } from '../random.ts';
import { type Caps, capsWithin, looseCaps } from './caps.ts';
import { countModel } from './count-model.ts';
import { bestAdditions, bestFits, greedyDesign } from './greedy.ts';
import { type DesignGrid, type DesignParts, partsOf, type TypeCounts } from './grid.ts';
import type { DesignBound } from './bound-of-duals.ts';
import { stepBound } from './step-bound.ts';
import { stepWeights } from './step-weights.ts';
import { stepModel, type StepModel } from './steps.ts';
import { useModel, workOfDemand } from './use-model.ts';

export type GridControl = {
  /** Seconds since the solve began. */
  readonly elapsed: () => number;
  /** Undefined where iterations limit. */
  readonly seconds: number | undefined;
  readonly iterations: number | undefined;
  readonly seed: number;
  readonly gap: number;
  readonly stopRequested: () => boolean;
  readonly report: (iterations: number, objective: number, bound: number) => void;
};

export type GridAnswer = {
  readonly design: readonly TypeCounts[];
  readonly parts: DesignParts;
  readonly bound: number;
  /** `lp`: by the steps alone; `integer`: by an integer program too. */
  readonly boundKind: 'lp' | 'integer';
  readonly endedBy: 'proof' | 'gap' | 'time' | 'iterations' | 'cancel';
  readonly iterations: number;
};

/** Two objectives closer than this are equal. */
const TOLERANCE = 1e-6;
/** What a margin is above the last multiple of the grain that is to be excluded. */
const GRAIN_SLACK = 1e-3;
/** A proof is not tried with more head-counts than this: its program would not end, and take much memory. */
const MOST_COUNTS = 25_000;
/** And not with more than this for each second that is left: the engine's first linear program alone would take longer. */
const COUNTS_PER_SECOND = 400;
/** Share of the time left that one try at a proof gets. */
const PROOF_SHARE = 0.7;
/** Head-counts of one program of the search. */
const SEARCH_COUNTS = 1200;
/** Seconds, and nodes where iterations limit, of one program of the search. */
const MOVE_SECONDS = 3;
const MOVE_NODES = 40;
/** Steps of the simplex method that are one iteration, and most iterations of one program of the search: by nodes alone a small problem may take minutes. */
const STEPS_A_NODE = 500;
const MOVE_ITERATIONS = 8;
/** Moves of the search between two tries at a proof, and the share of the time left that they may take. */
const SEARCH_MOVES = 6;
const SEARCH_SHARE = 0.25;
/** Share of the time left that the bound of the types in use gets at a time. */
const USE_SHARE = 0.2;
/** Share of the time left that the linear program of steps and head-counts may take. */
const STRENGTHEN_SHARE = 0.25;
/** Where head-counts raise the bound of the steps to this share of it, types in use alone prove nothing more. */
const BEYOND_STEPS = 1.05;
/** A proof is tried again when the margin has shrunk to this share of the one that was refused. */
const NEARER = 0.8;

/** The cheapest design that is found, with a bound of every design. */
export function solveGrid(highs: HighsModule, grid: DesignGrid, control: GridControl): GridAnswer {
  const state = new Solve(highs, grid, control);
  state.begin();
  if (!state.isOver()) state.strengthen();
  let margin = state.firstMargin();
  while (!state.isOver()) {
    if (margin < Infinity) margin = state.prove(margin);
    else if (state.isNearer()) state.prove(state.wholeMargin());
    // What is known to be possible is what makes the next proof short.
    state.search(SEARCH_MOVES, SEARCH_SHARE);
  }
  return state.answer();
}

/** What all objectives are multiples of: the greatest common divisor of whole prices; 0 where there is none. */
function grainOf(grid: DesignGrid): number {
  if (grid.demand.some((demand) => demand.some((people) => !Number.isInteger(people)))) return 0;
  const prices = [...grid.shortPrice, ...grid.overPrice, grid.workPrice, grid.typePrice];
  for (const one of grid.average)
    if (one !== undefined) prices.push(one.price * one.least, one.price * one.most, one.price);
  if (prices.some((price) => !Number.isInteger(price))) return 0;
  let grain = 0;
  for (const price of prices) {
    let rest = price;
    while (rest !== 0) [grain, rest] = [rest, grain % rest];
  }
  return grain;
}

/** The least multiple of the grain that is not below a bound by more than the rounding of sums. */
function roundedUp(bound: number, grain: number): number {
  return grain === 0 ? bound : Math.ceil((bound - TOLERANCE) / grain) * grain;
}

class Solve {
  readonly #highs: HighsModule;
  readonly #grid: DesignGrid;
  readonly #control: GridControl;
  readonly #steps: StepModel;
  #base: DesignBound;
  readonly #grain: number;
  #bound: number;
  #boundKind: 'lp' | 'integer' = 'lp';
  #design: readonly TypeCounts[] = [];
  #parts: DesignParts;
  #iterations = 0;
  #refused = Infinity;
  #isBeyondSteps = false;

  constructor(highs: HighsModule, grid: DesignGrid, control: GridControl) {
    this.#highs = highs;
    this.#grid = grid;
    this.#control = control;
    this.#steps = stepModel(grid);
    this.#base = stepBound(highs, grid, this.#steps, control.stopRequested) as DesignBound;
    this.#parts = partsOf(grid, []);
    this.#grain = grainOf(grid);
    this.#bound = Math.min(roundedUp(this.#base.bound, this.#grain), this.#parts.objective);
  }

  get #objective(): number {
    return this.#parts.objective;
  }

  #isDone(): boolean {
    return this.#objective - this.#bound <= Math.max(TOLERANCE, this.#control.gap * this.#objective);
  }

  isOver(): boolean {
    const { stopRequested, seconds, iterations, elapsed } = this.#control;
    if (this.#isDone() || stopRequested()) return true;
    return iterations === undefined ? elapsed() >= (seconds ?? 60) : this.#iterations >= iterations;
  }

  /** Linear programs do not look at a time limit often enough. */
  #isStopped(): boolean {
    const { stopRequested, seconds, iterations, elapsed } = this.#control;
    return stopRequested() || (iterations === undefined && elapsed() >= (seconds ?? 60));
  }

  #left(): number {
    return Math.max(0, (this.#control.seconds ?? 60) - this.#control.elapsed());
  }

  #take(design: readonly TypeCounts[]): boolean {
    const parts = partsOf(this.#grid, design);
    if (parts.objective >= this.#objective - TOLERANCE || parts.types > (this.#grid.mostTypes ?? Infinity))
      return false;
    this.#design = design.filter(({ counts }) => counts.some((people) => people > 0));
    this.#parts = parts;
    this.#tell();
    return true;
  }

  #raise(bound: number): void {
    // The engine's bound carries its tolerance.
    const safe = Math.min(this.#objective, roundedUp(bound - TOLERANCE, this.#grain));
    if (safe <= this.#bound) return;
    this.#bound = safe;
    this.#boundKind = 'integer';
    this.#tell();
  }

  #tell(): void {
    this.#control.report(this.#iterations, this.#objective, this.#bound);
  }

  /** Types of one program of the search. */
  #searchSize(): number {
    return Math.max(12, Math.floor(SEARCH_COUNTS / (this.#grid.days * this.#grid.demand.length)));
  }

  begin(): void {
    const random = randomFrom(this.#control.seed);
    const design = greedyDesign(this.#grid, [], 1, random, () => this.#isStopped());
    this.#take(design);
    const fits = bestFits(this.#grid, [], this.#searchSize());
    if (fits.length === 0 || this.isOver()) return;
    const types = [...new Set([...design.map(({ type }) => type), ...fits])].sort((a, b) => a - b);
    const limits = { seconds: 0.2 * this.#left(), nodes: MOVE_NODES, iterations: this.#moveIterations() };
    this.#count(this.#run(types, looseCaps(this.#grid), limits, Infinity), 'move');
  }

  /** Adds head-counts to the bound of the steps: what no shifts can follow is then known to cost something. */
  strengthen(): void {
    const end = this.#control.elapsed() + STRENGTHEN_SHARE * this.#left();
    const isLate = (): boolean => this.#control.iterations === undefined && this.#control.elapsed() > end;
    const found = stepBound(this.#highs, this.#grid, this.#steps, () => isLate() || this.#isStopped(), true);
    if (found === undefined || found.bound <= this.#base.bound) return;
    this.#isBeyondSteps = found.bound > BEYOND_STEPS * this.#base.bound;
    this.#base = found;
    const bound = Math.min(this.#objective, roundedUp(found.bound, this.#grain));
    if (bound <= this.#bound) return;
    this.#bound = bound;
    this.#tell();
  }

  /** One integer program; what it finds is taken. */
  #run(
    types: readonly number[],
    caps: Caps,
    limits: { readonly seconds: number; readonly nodes: number; readonly iterations: number },
    ceiling: number,
  ): LinearSolution {
    const { model, designOf, startOf } = countModel(this.#grid, this.#steps, types, caps);
    const isIn =
      this.#design.length > 0 &&
      (ceiling === Infinity || ceiling >= this.#objective - Math.max(this.#grain, TOLERANCE)) &&
      this.#design.every(({ type }) => types.includes(type));
    let isEnough = false;
    const solution = solveWithHighs(this.#highs, model, {
      ...(this.#control.iterations === undefined
        ? { seconds: limits.seconds }
        : { nodes: limits.nodes, steps: limits.iterations * STEPS_A_NODE }),
      seed: this.#control.seed,
      relativeGap: this.#control.gap,
      ...(isIn ? { start: startOf(this.#design) } : {}),
      stopRequested: () => isEnough || this.#isStopped(),
      onProgress: (_, bound) => {
        if (bound !== null && bound >= ceiling - TOLERANCE / 2) isEnough = true;
      },
    });
    if (solution.values !== undefined) this.#take(designOf(solution.values));
    return solution;
  }

  /** Counts a program: a try at a proof by its nodes, each program by its steps where they say more, and at least as one. */
  #count({ iterations, steps = 0 }: LinearSolution, of: 'move' | 'proof'): void {
    this.#iterations += Math.max(1, of === 'proof' ? iterations : 0, Math.floor(steps / STEPS_A_NODE));
  }

  /** Iterations that one program of the search may take. */
  #moveIterations(): number {
    return Math.max(1, Math.min(MOVE_ITERATIONS, (this.#control.iterations ?? 0) - this.#iterations));
  }

  /** Head-counts of a type that may be above 0. */
  #counts(type: number, caps: Caps): number {
    let count = 0;
    for (const group of new Set(this.#grid.dayGroup))
      for (let skill = 0; skill < this.#grid.demand.length; skill++) if (caps(type, group, skill) > 0) count += 1;
    return count;
  }

  /** The margin of the first try at a proof. */
  firstMargin(): number {
    return Math.max(this.#grid.typePrice / 4, 0.005 * this.#base.bound, TOLERANCE);
  }

  /**
   * Every design cheaper than the bound of the steps by less than a margin uses only types and people that fit into the margin, so the integer program of
   * these has the optimum, or the optimum is above the margin. Gives the margin to try next; Infinity where there is none to try.
   */
  prove(margin: number): number {
    const { bound, reduced, overLeft, workLeft } = this.#base;
    const whole = this.wholeMargin();
    const points = Math.min(margin, whole);
    const nodes = Math.max(1, (this.#control.iterations ?? 0) - this.#iterations);
    const ceiling = bound + points;
    const caps = capsWithin(this.#grid, { reduced, overLeft, workLeft, points });
    const counts = reduced.map((value, type) => (value < points ? this.#counts(type, caps) : 0));
    const types = [...counts.keys()].filter((type) => (counts[type] as number) > 0);
    const isSettledByUse = !this.#isBeyondSteps && this.#boundByUse(types, caps, ceiling, nodes);
    if (isSettledByUse) return points < whole ? 4 * points : Infinity;
    if (this.isOver()) return Infinity;
    const limited = this.#control.iterations === undefined ? COUNTS_PER_SECOND * this.#left() : MOST_COUNTS;
    if (counts.reduce((sum, count) => sum + count, 0) > Math.min(MOST_COUNTS, limited)) {
      this.#refused = points;
      return Infinity;
    }
    const seconds = this.#left() * PROOF_SHARE;
    const left = Math.max(1, (this.#control.iterations ?? 0) - this.#iterations);
    const solution = this.#run(types, caps, { seconds, nodes: left, iterations: left }, ceiling);
    this.#count(solution, 'proof');
    if (solution.bound !== undefined) this.#raise(Math.min(solution.bound, ceiling));
    const isSettled = solution.status === 'optimal' || (solution.bound ?? -Infinity) >= ceiling - TOLERANCE;
    if (!isSettled) this.#refused = points;
    return isSettled && points < whole ? 4 * points : Infinity;
  }

  /** Raises the bound by the types in use alone; whether nothing below the ceiling is left. */
  #boundByUse(types: readonly number[], caps: Caps, ceiling: number, nodes: number): boolean {
    const model = useModel(this.#grid, this.#steps, types, stepWeights(this.#grid, this.#steps, types, caps));
    const base = workOfDemand(this.#grid);
    let isEnough = false;
    const solution = solveWithHighs(this.#highs, model, {
      ...(this.#control.iterations === undefined
        ? { seconds: this.#left() * USE_SHARE }
        : { nodes, steps: nodes * STEPS_A_NODE }),
      seed: this.#control.seed,
      relativeGap: 0,
      stopRequested: () => isEnough || this.#isStopped(),
      onProgress: (_, seen) => {
        if (seen !== null && base + seen >= ceiling) isEnough = true;
      },
    });
    const { bound = 0 } = solution;
    this.#count(solution, 'proof');
    this.#raise(Math.min(base + bound, ceiling));
    return base + bound >= ceiling - TOLERANCE / 2;
  }

  /** Whether what was found since makes a proof worth trying that was refused, or did not end. */
  isNearer(): boolean {
    return this.wholeMargin() < NEARER * this.#refused;
  }

  /** The margin that holds every better design. Where objectives are multiples of a grain, a better design is better by that. */
  wholeMargin(): number {
    return this.#objective - this.#base.bound - (this.#grain === 0 ? 0 : this.#grain - GRAIN_SLACK);
  }

  /** Takes out some types at a time, adds those that would save most, and solves the head-counts of all of these anew. */
  search(moves: number, share: number): void {
    const end = this.#control.elapsed() + share * this.#left();
    const random = randomFrom(this.#control.seed + 1 + this.#iterations);
    const size = this.#searchSize();
    for (let move = 0; move < moves && !this.isOver(); move++) {
      if (this.#control.iterations === undefined && this.#control.elapsed() > end) return;
      const order = [...this.#design];
      shuffle(order, random);
      const kept = order.slice(Math.min(order.length, 1 + random.below(3)));
      const tried = 0.3 + 0.7 * random.next();
      const design = greedyDesign(this.#grid, kept, tried, random, () => this.#isStopped());
      this.#take(design);
      const additions = bestAdditions(this.#grid, kept, tried, Math.ceil(size / 2), random);
      const known = [...this.#design, ...design, ...additions].map(({ type }) => type);
      const types = [
        ...new Set([...known, ...bestFits(this.#grid, kept, Math.ceil(size / 2))].slice(0, 2 * size)),
      ].sort((a, b) => a - b);
      const seconds = Math.min(MOVE_SECONDS, this.#left());
      const limits = { seconds, nodes: MOVE_NODES, iterations: this.#moveIterations() };
      this.#count(this.#run(types, looseCaps(this.#grid), limits, Infinity), 'move');
    }
  }

  answer(): GridAnswer {
    const { stopRequested, gap, iterations } = this.#control;
    const isProven = this.#objective - this.#bound <= 10 * TOLERANCE;
    const isWithin = !isProven && this.#objective - this.#bound <= gap * this.#objective;
    return {
      design: this.#design,
      parts: this.#parts,
      bound: isProven ? this.#objective : this.#bound,
      boundKind: this.#boundKind,
      endedBy: isProven
        ? 'proof'
        : isWithin
          ? 'gap'
          : stopRequested()
            ? 'cancel'
            : iterations === undefined
              ? 'time'
              : 'iterations',
      iterations: this.#iterations,
    };
  }
}
