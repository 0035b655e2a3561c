import type { Measured } from '../../../src/domain/simulation.ts';
import { blockRunner, simulate } from '../../../src/simulation/simulate.ts';
import { erlangA } from '../../../src/staffing/erlang-a.ts';
import { transientService } from '../../../src/staffing/transient-service.ts';
import { stationaryModel } from './stationary.ts';

/** Queues that are followed in time until they settle, beside a simulation of them. */

const QUEUE = { ahtSeconds: 180, patienceSeconds: 120, thresholdSeconds: 20 };
const HOUR = 3600;
/** Hours until a queue has settled. */
const SETTLING = 4;

export type SettledQueue = {
  readonly agents: number;
  readonly load: number;
  readonly coefficientOfVariation: number;
  readonly stationary: number;
  readonly followed: number;
  readonly simulated: Measured | undefined;
};

export async function settledQueues(): Promise<readonly SettledQueue[]> {
  const rows: SettledQueue[] = [];
  for (const agents of [5, 40, 150]) {
    for (const part of [0.9, 1, 1.1]) {
      const load = Math.round(agents * part * 10) / 10;
      const stationary = erlangA({ ...QUEUE, loadErlang: load, agents }).serviceLevelOffered;
      const { ahtSeconds, patienceSeconds, thresholdSeconds } = QUEUE;
      const intervals = Array.from({ length: SETTLING }, (_, index) => ({
        start: index * HOUR,
        end: (index + 1) * HOUR,
        contacts: (load * HOUR) / ahtSeconds,
        ahtSeconds,
        positions: agents,
      }));
      for (const coefficientOfVariation of [0.5, 1, 2]) {
        const spread = { kind: 'lognormal', coefficientOfVariation } as const;
        // The last interval ends with everybody gone; the one before it is as settled.
        const followed = transientService(intervals, patienceSeconds, thresholdSeconds, spread).at(-2);
        const model = stationaryModel({ ...QUEUE, agents, loads: [load], spread }, 100);
        const run = blockRunner(model);
        const limits = { seed: 1, replications: Math.ceil(1200 / agents) };
        const made = await simulate(model, limits, (blocks) => Promise.resolve(blocks.map(run)));
        rows.push({
          agents,
          load,
          coefficientOfVariation,
          stationary,
          followed: followed?.serviceLevelOffered ?? 0,
          simulated: made.queues[0]?.horizon.serviceLevel,
        });
      }
    }
  }
  return rows;
}
