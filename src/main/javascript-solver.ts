import { parentPort, workerData } from 'node:worker_threads';
import { solveWithJavascript } from '../lp/javascript-engine.ts';
import type { LinearModel } from '../lp/model.ts';

// Thread entry: solves the one model it was started with and answers once.
parentPort?.postMessage(solveWithJavascript(workerData as LinearModel));
