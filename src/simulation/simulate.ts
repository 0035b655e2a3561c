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

/** How blocks are run: here or in threads; several are asked for at a time. `undefined` stands for a block that was not run because of a stop. */
export type RunBlocks = (blocks: readonly SimulationBlock[]) => Promise<readonly (SimulationSums | undefined)[]>;

/**
 * Simulates a model until its limits. The result depends on model, seed and limits alone, not on how the blocks are run; a stop keeps the
 * replications before it.
 */
export async function simulate(
  model: SimulationModel,
  limits: SimulationLimits,
  runBlocks: RunBlocks,
): Promise<Simulation> {
  const compiled = compileModel(model);
  const sums = new Moments(compiled).sums;
  const runs: Float64Array[] = [];
  let done = 0;
  let endedBy: Simulation['endedBy'] = 'replications';
  for (let until = firstLook(limits); done < until; until = nextLook(compiled, sums, done, limits)) {
    const blocks = blocksOf(limits.seed, done, until);
    for (const [index, one] of (await runBlocks(blocks)).entries()) {
      if (one === undefined) {
        endedBy = 'stopped';
        break;
      }
      for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] ?? 0) + (one.sums[at] ?? 0);
      runs.push(...one.runs);
      done += blocks[index]?.count ?? 0;
    }
    if (endedBy === 'stopped') break;
  }
  if (endedBy !== 'stopped' && limits.halfWidth !== undefined && isNarrow(compiled, sums, done, limits.halfWidth)) {
    endedBy = 'half-width';
  }
  return { ...resultsOf(compiled, sums, Math.max(1, done)), runs, limits, replications: done, endedBy };
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
