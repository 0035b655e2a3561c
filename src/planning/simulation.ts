import type { Note } from '../domain/forecast.ts';
import type { SimulationFound, SimulationRequest } from '../domain/simulation-request.ts';
import type { Simulation, SimulationModel } from '../domain/simulation.ts';
import type { SimulationProgress } from './ports.ts';
import { buildModel, reportedDates } from '../simulation/build-model.ts';
import { compareSimulations } from '../simulation/compare.ts';
import {
  blockRunner,
  halfWidthMeter,
  type RunBlocks,
  simulateAlike,
  type SimulationBlock,
  type SimulationSums,
} from '../simulation/simulate.ts';

/** Replications of a model as work for a thread. */
export type SimulationBlockTask = { readonly model: SimulationModel; readonly block: SimulationBlock };

export type { SimulationSums };

/** How the replications of a model are run. */
export type RunModel = (model: SimulationModel) => RunBlocks;

/** Hears of each block of a model when it is done. */
export type OnBlock = (sums: SimulationSums) => void;

const unheard = (): OnBlock => () => undefined;

/** Tells how far all models together are, as their blocks are done. */
export function tellingProgress(
  clock: () => number,
  report: (progress: SimulationProgress) => void,
): (model: SimulationModel) => OnBlock {
  const start = clock();
  let replications = 0;
  const widths: (number | null)[] = [];
  return (model) => {
    const meter = halfWidthMeter(model);
    const own = widths.push(null) - 1;
    return (sums) => {
      replications += sums.runs.length;
      widths[own] = meter(sums);
      const known = widths.filter((width) => width !== null);
      const halfWidth = known.length === widths.length ? Math.max(...known) : null;
      report({ seconds: clock() - start, replications, halfWidth });
    };
  };
}

/** Runs one block. */
export function runSimulationBlock({ model, block }: SimulationBlockTask): SimulationSums {
  return blockRunner(model)(block);
}

/** Runs all replications here, one after the other, until a stop is asked for: the first `least` blocks are run in any case, so that there is an answer. */
export function runHere(
  stopRequested: () => boolean,
  hears: (model: SimulationModel) => OnBlock = unheard,
  least = 1,
): RunModel {
  return (model) => {
    const run = blockRunner(model);
    const hear = hears(model);
    let done = 0;
    return (blocks) => {
      const sums = blocks.map((block) => {
        if (stopRequested() && done >= least) return undefined;
        done += 1;
        const one = run(block);
        hear(one);
        return one;
      });
      return Promise.resolve(sums);
    };
  };
}

/** Runs blocks on so many threads at a time, in their order, until a stop is asked for: the first block is run in any case. */
export function runOnThreads(
  threads: number,
  runBlock: (task: SimulationBlockTask) => Promise<SimulationSums>,
  stopRequested: () => boolean,
  hears: (model: SimulationModel) => OnBlock = unheard,
): RunModel {
  return (model) => {
    const hear = hears(model);
    let isFirst = true;
    return async (blocks) => {
      const sums: (SimulationSums | undefined)[] = blocks.map(() => undefined);
      let next = 0;
      const work = async (): Promise<void> => {
        for (let index = next++; index < blocks.length; index = next++) {
          const block = blocks[index];
          if (block === undefined || (stopRequested() && !isFirst)) return;
          isFirst = false;
          const one = await runBlock({ model, block });
          sums[index] = one;
          hear(one);
        }
      };
      await Promise.all(Array.from({ length: Math.min(threads, blocks.length) }, work));
      return sums;
    };
  };
}

function notesOf(request: SimulationRequest, simulation: Simulation): readonly Note[] {
  const notes: Note[] = [];
  const { unanswered } = simulation.all.horizon;
  if (request.staff !== undefined && simulation.model.employees.length === 0) {
    notes.push({ code: 'simulation-nobody', facts: {} });
  }
  const contacts = Math.round(unanswered * 10) / 10;
  if (contacts > 0) notes.push({ code: 'simulation-unanswered', facts: { contacts } });
  if (simulation.endedBy === 'stopped') {
    notes.push({ code: 'simulation-stopped', facts: { replications: simulation.replications } });
  }
  if (request.limits.halfWidth !== undefined && simulation.endedBy === 'replications') {
    const { replications } = simulation;
    notes.push({ code: 'half-width-not-reached', facts: { replications, halfWidth: request.limits.halfWidth } });
  }
  return notes;
}

/** Simulates a request, and where it names a second roster that one with the same contacts and as many replications. */
export async function makeSimulation(request: SimulationRequest, run: RunModel): Promise<SimulationFound> {
  const model = buildModel(request);
  const against = request.staff?.against;
  const other = against === undefined ? undefined : buildModel(request, against);
  const { first: simulation, second } = await simulateAlike(
    { model, runBlocks: run(model) },
    other === undefined ? undefined : { model: other, runBlocks: run(other) },
    request.limits,
  );
  const found = { zone: request.zone, dates: reportedDates(request), intervals: model.intervals, simulation };
  const notes = notesOf(request, simulation);
  if (second === undefined) return { ...found, notes };
  return { ...found, against: { simulation: second, compared: compareSimulations(simulation, second) }, notes };
}
