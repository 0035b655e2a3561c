import { parentPort, workerData } from 'node:worker_threads';
import type { SiteTasks } from '../rostering/site-task.ts';
import { solveSiteTasks } from '../rostering/run-engine.ts';
import { rosterEngines } from './engines.ts';

// Thread entry: solves some sites of a problem beside the thread that started it, and answers with all of them at the end.
const { tasks, stop } = workerData as { readonly tasks: SiteTasks; readonly stop: SharedArrayBuffer };
const flag = new Int32Array(stop);
const answers = await solveSiteTasks(
  tasks,
  { ...(await rosterEngines()), companion: undefined, sites: undefined },
  {
    clock: () => performance.now() / 1000,
    stopRequested: () => Atomics.load(flag, 0) !== 0,
  },
);
parentPort?.postMessage(answers);
