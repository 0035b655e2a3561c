import type { Note } from '../domain/forecast.ts';
import type { SimulationFound, SimulationRequest } from '../domain/simulation-request.ts';
import type { Simulation, SimulationModel } from '../domain/simulation.ts';
import { buildModel, reportedDates } from '../simulation/build-model.ts';
import { compareSimulations } from '../simulation/compare.ts';
import {
  blockRunner,
  type RunBlocks,
  simulate,
  type SimulationBlock,
  type SimulationSums,
} from '../simulation/simulate.ts';

/** Replications of a model as work for a thread. */
export type SimulationBlockTask = { readonly model: SimulationModel; readonly block: SimulationBlock };

export type { SimulationSums };

/** How the replications of a model are run. */
export type RunModel = (model: SimulationModel) => RunBlocks;

/** Runs one block; undefined where a stop came before. */
export function runSimulationBlock({ model, block }: SimulationBlockTask): SimulationSums {
  return blockRunner(model)(block);
}

/** Runs all replications here, one after the other, until a stop is asked for: the first block is run in any case, so that there is an answer. */
export function runHere(stopRequested: () => boolean): RunModel {
  return (model) => {
    const run = blockRunner(model);
    let isFirst = true;
    return (blocks) => {
      const sums = blocks.map((block) => {
        if (stopRequested() && !isFirst) return undefined;
        isFirst = false;
        return run(block);
      });
      return Promise.resolve(sums);
    };
  };
}

/** Runs blocks on so many threads at a time, in their order. */
export function runOnThreads(
  threads: number,
  runBlock: (task: SimulationBlockTask) => Promise<SimulationSums>,
  stopRequested: () => boolean,
): RunModel {
  return (model) => async (blocks) => {
    const sums: (SimulationSums | undefined)[] = blocks.map(() => undefined);
    let next = 0;
    const work = async (): Promise<void> => {
      for (let index = next++; index < blocks.length; index = next++) {
        const block = blocks[index];
        if (block === undefined || (stopRequested() && index > 0)) return;
        sums[index] = await runBlock({ model, block });
      }
    };
    await Promise.all(Array.from({ length: Math.min(threads, blocks.length) }, work));
    return sums;
  };
}

function notesOf(request: SimulationRequest, simulation: Simulation): readonly Note[] {
  const notes: Note[] = [];
  const { unanswered } = simulation.all.horizon;
  if (request.staff !== undefined && simulation.model.employees.length === 0) {
    notes.push({ code: 'simulation-nobody', facts: {} });
  }
  if (unanswered > 0)
    notes.push({ code: 'simulation-unanswered', facts: { contacts: Math.round(unanswered * 10) / 10 } });
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
  const simulation = await simulate(model, request.limits, run(model));
  const found = { zone: request.zone, dates: reportedDates(request), intervals: model.intervals, simulation };
  const notes = notesOf(request, simulation);
  const against = request.staff?.against;
  if (against === undefined) return { ...found, notes };
  const other = buildModel(request, against);
  const limits = { seed: request.limits.seed, replications: simulation.replications };
  const second = await simulate(other, limits, run(other));
  return { ...found, against: { simulation: second, compared: compareSimulations(simulation, second) }, notes };
}
