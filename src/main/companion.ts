import { workerData } from 'node:worker_threads';
import { type CompanionTask, searchBeside } from '../rostering/companion.ts';
import { rosterEngines } from './engines.ts';

// Thread entry: searches beside the thread that started it until the time of the solve is over, or until it is told to stop.
const { task, stop } = workerData as { readonly task: CompanionTask; readonly stop: SharedArrayBuffer };
const flag = new Int32Array(stop);
const { highs } = await rosterEngines();
searchBeside(task, highs, {
  clock: () => performance.now() / 1000,
  stopRequested: () => Atomics.load(flag, 0) !== 0,
});
