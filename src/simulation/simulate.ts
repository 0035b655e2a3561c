import type { Simulation, SimulationLimits, SimulationModel } from '../domain/simulation.ts';
import { type CompiledModel, compileModel } from './compiled-model.ts';
import { Moments } from './moments.ts';
import { Replication } from './replication.ts';
import { resultsOf, widestHalfWidth } from './results.ts';

/** Replications `from` to `from + count - 1` under a seed. */
export type SimulationBlock = { readonly seed: number; readonly from: number; readonly count: number };

/** What a block of replications came to: sums of all of them, and the counts over the horizon of each. */
export type SimulationSums = { readonly sums: Float64Array; readonly runs: readonly Float64Array[] };

/** Replications that are added up in one go. The same for any number of threads, since sums of seconds round by their order. */
const BLOCK = 4;
/** Blocks of one of two models before it is the turn of the other: enough for some threads, few to lose when a stop comes. */
const STEP_BLOCKS = 16;
/** With a half-width asked for, replications before the first look at it, and the most by which their number grows from look to look. */
const FIRST_LOOK = 16;
const MOST_GROWTH = 4;
/** So many more than the spread seen until now asks for: most looks are then the last. */
const MARGIN = 1.05;

/** Runs blocks of replications of one model, here. */
export function blockRunner(model: SimulationModel): (block: SimulationBlock) => SimulationSums {
  const compiled = compileModel(model);
  const replication = new Replication(compiled);
  return ({ seed, from, count }) => {
    const moments = new Moments(compiled);
    const runs: Float64Array[] = [];
    for (let index = from; index < from + count; index++) {
      replication.run(seed, index);
      runs.push(moments.add(replication.tally));
    }
    return { sums: moments.sums, runs };
  };
}

/**
 * Counts blocks of a model as they are done, in any order: each call adds one, and gives the widest half-width of a queue's service level over the
 * horizon until then; null where it is not known yet.
 */
export function halfWidthMeter(model: SimulationModel): (block: SimulationSums) => number | null {
  const compiled = compileModel(model);
  const total = new Moments(compiled).sums;
  let done = 0;
  return ({ sums, runs }) => {
    for (let at = 0; at < total.length; at++) total[at] = (total[at] ?? 0) + (sums[at] ?? 0);
    done += runs.length;
    const widest = widestHalfWidth(compiled, total, done);
    return done > 1 && Number.isFinite(widest) ? widest : null;
  };
}

/** How blocks are run: here or in threads; several are asked for at a time. `undefined` stands for a block that was not run because of a stop. */
export type RunBlocks = (blocks: readonly SimulationBlock[]) => Promise<readonly (SimulationSums | undefined)[]>;

/** A model and how its blocks are run. */
export type SimulatedSide = { readonly model: SimulationModel; readonly runBlocks: RunBlocks };

/**
 * Simulates a model until its limits. The result depends on model, seed and limits alone, not on how the blocks are run; a stop keeps the
 * replications before it.
 */
export async function simulate(
  model: SimulationModel,
  limits: SimulationLimits,
  runBlocks: RunBlocks,
): Promise<Simulation> {
  const { first } = await simulateAlike({ model, runBlocks }, undefined, limits);
  return first;
}

/**
 * Simulates one model, or two with as many replications each, in step: the first decides how many there are, and a stop leaves both with the
 * same ones.
 */
export async function simulateAlike(
  first: SimulatedSide,
  second: SimulatedSide | undefined,
  limits: SimulationLimits,
): Promise<{ readonly first: Simulation; readonly second: Simulation | undefined }> {
  const one = sideOf(first);
  const other = second === undefined ? undefined : sideOf(second);
  const sides = other === undefined ? [one] : [one, other];
  let done = 0;
  let isStopped = false;
  for (
    let until = firstLook(limits);
    done < until && !isStopped;
    until = nextLook(one.compiled, one.sums, done, limits)
  ) {
    const blocks = blocksOf(limits.seed, done, until);
    const step = other === undefined ? blocks.length : STEP_BLOCKS;
    for (let from = 0; from < blocks.length && !isStopped; from += step) {
      const asked = blocks.slice(from, from + step);
      const kept = await inStep(sides, asked);
      for (const { count } of asked.slice(0, kept)) done += count;
      isStopped = kept < asked.length;
    }
  }
  const ended = (): Simulation['endedBy'] => {
    if (isStopped) return 'stopped';
    const { halfWidth } = limits;
    return halfWidth !== undefined && isNarrow(one.compiled, one.sums, done, halfWidth) ? 'half-width' : 'replications';
  };
  const endedBy = ended();
  const resultOf = ({ compiled, sums, runs }: Side): Simulation => ({
    ...resultsOf(compiled, sums, Math.max(1, done)),
    runs,
    limits,
    replications: done,
    endedBy,
  });
  return { first: resultOf(one), second: other === undefined ? undefined : resultOf(other) };
}

type Side = {
  readonly compiled: CompiledModel;
  readonly sums: Float64Array;
  readonly runs: Float64Array[];
  readonly runBlocks: RunBlocks;
};

function sideOf({ model, runBlocks }: SimulatedSide): Side {
  const compiled = compileModel(model);
  return { compiled, sums: new Moments(compiled).sums, runs: [], runBlocks };
}

/** Runs blocks of each side and adds up those, from the first on, that all sides have; gives how many. */
async function inStep(sides: readonly Side[], blocks: readonly SimulationBlock[]): Promise<number> {
  const answers: (readonly (SimulationSums | undefined)[])[] = [];
  for (const side of sides) answers.push(await side.runBlocks(blocks));
  const missing = blocks.findIndex((_, index) => answers.some((answer) => answer[index] === undefined));
  const kept = missing < 0 ? blocks.length : missing;
  for (const [number, { sums, runs }] of sides.entries()) {
    for (const block of (answers[number] ?? []).slice(0, kept)) {
      for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] ?? 0) + (block?.sums[at] ?? 0);
      runs.push(...(block?.runs ?? []));
    }
  }
  return kept;
}

function firstLook({ replications, halfWidth }: SimulationLimits): number {
  return halfWidth === undefined ? replications : Math.min(replications, FIRST_LOOK);
}

function isNarrow(compiled: CompiledModel, sums: Float64Array, done: number, halfWidth: number): boolean {
  return widestHalfWidth(compiled, sums, done) <= halfWidth;
}

/** How many replications to have next: half-widths fall with the root of their number. */
function nextLook(
  compiled: CompiledModel,
  sums: Float64Array,
  done: number,
  { replications, halfWidth }: SimulationLimits,
): number {
  if (halfWidth === undefined) return done;
  const widest = widestHalfWidth(compiled, sums, done);
  if (widest <= halfWidth) return done;
  const needed = Math.ceil(done * (widest / halfWidth) ** 2 * MARGIN);
  return Math.min(replications, Math.max(done + BLOCK, Math.min(needed, done * MOST_GROWTH)));
}

function blocksOf(seed: number, from: number, until: number): readonly SimulationBlock[] {
  return Array.from({ length: Math.ceil((until - from) / BLOCK) }, (_, index) => {
    const start = from + index * BLOCK;
    return { seed, from: start, count: Math.min(BLOCK, until - start) };
  });
}
