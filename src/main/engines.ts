import { Worker } from 'node:worker_threads';
import loadHighs from 'highs';
import type { LinearModel, LinearSolution } from '../lp/model.ts';
import type { JavascriptSolver } from '../rostering/compact-engine.ts';
import type { StartCompanion } from '../rostering/companion.ts';
import type { RosterEngines } from '../rostering/run-engine.ts';
import type { SiteAnswer, StartSites } from '../rostering/site-task.ts';

/** How often it is asked whether a solver in another thread is to stop, milliseconds. */
const POLL_MILLISECONDS = 20;

/** One thread for one model, killed at the limit: the solver has no clock inside one linear program. */
const javascript: JavascriptSolver = (model, seconds, stopRequested) =>
  new Promise((resolve) => {
    const worker = new Worker(new URL('./javascript-solver.ts', import.meta.url), {
      workerData: model satisfies LinearModel,
    });
    const deadline = setTimeout(() => end(undefined), seconds * 1000);
    const poll = setInterval(() => {
      if (stopRequested()) end(undefined);
    }, POLL_MILLISECONDS);
    const end = (solution: LinearSolution | undefined): void => {
      clearTimeout(deadline);
      clearInterval(poll);
      void worker.terminate();
      resolve(solution);
    };
    worker.once('message', (solution: LinearSolution) => end(solution));
    worker.once('error', () => end(undefined));
    worker.once('exit', () => end(undefined));
  });

/** Starts a second search of a problem in a thread of its own. A companion that fails is only missed: its thread tells nothing but better rosters. */
const companion: StartCompanion = (task) => {
  const stop = new SharedArrayBuffer(4);
  const worker = new Worker(new URL('./companion.ts', import.meta.url), { workerData: { task, stop } });
  worker.on('error', () => undefined);
  worker.unref();
  return {
    stop() {
      Atomics.store(new Int32Array(stop), 0, 1);
      void worker.terminate();
    },
  };
};

/** Solves sites in a thread of its own. Where it fails, such as for want of memory, the thread that asked solves them itself. */
const sites: StartSites = (tasks, stopRequested) => {
  const flag = new SharedArrayBuffer(4);
  const stop = (): void => void Atomics.store(new Int32Array(flag), 0, 1);
  const worker = new Worker(new URL('./site-solver.ts', import.meta.url), { workerData: { tasks, stop: flag } });
  const poll = setInterval(() => {
    if (stopRequested()) stop();
  }, POLL_MILLISECONDS);
  const answers = new Promise<readonly SiteAnswer[] | undefined>((resolve) => {
    const end = (solved: readonly SiteAnswer[] | undefined): void => {
      clearInterval(poll);
      resolve(solved);
    };
    worker.once('message', end);
    worker.once('error', () => end(undefined));
    worker.once('exit', () => end(undefined));
  });
  return { answers, stop };
};

/** SOLVE_THREADS: threads that search one large problem, 1 or 2; 1 where it is not set. */
const hasCompanion = process.env['SOLVE_THREADS'] === '2';

/** Threads that one task may use, its own among them. */
export const taskThreads = hasCompanion ? 2 : 1;

// The package's declarations are read as CommonJS and its code as a module, so the type of the default import is one level off.
const load = loadHighs as unknown as typeof loadHighs.default;

let engines: Promise<RosterEngines> | undefined;

/** The engines of this thread; HiGHS is loaded once and stays warm. */
export function rosterEngines(): Promise<RosterEngines> {
  engines ??= load().then((highs) => (hasCompanion ? { highs, javascript, companion, sites } : { highs, javascript }));
  return engines;
}
