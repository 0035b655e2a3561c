import { getPriority, setPriority } from 'node:os';
import { startRunner } from '../jobs/runner.ts';
import type { JobTasks, Runner } from '../jobs/runner.ts';
import type { FromSolver, ToSolver } from '../jobs/solver-message.ts';
import { startThreads } from '../jobs/threads.ts';
import { tracedThreads } from '../jobs/traced-threads.ts';
import { applySolve } from '../planning/drafts/apply-solve.ts';
import { openStore } from '../storage/store.ts';
import { plainLog, stderrLog } from './log.ts';
import { reclaiming } from './reclaiming.ts';
import { startTracing } from './tracing.ts';

/**
 * Entry of a solver process: takes jobs from the queue and solves them, until its supervisor says otherwise or is gone. It leaves with 0 in either
 * case; jobs that it cannot give back any more are taken up by others once its beats stay away.
 */

/** Seconds that a solve has to answer once it is asked to stop; then its thread is killed. */
const THREAD_GRACE_SECONDS = 15;

/** Seconds for giving jobs back when the supervisor is gone. */
const ORPHAN_SECONDS = 2;

/** Whoever waits for an answer goes before who waits for a roster, where both are on one machine: a third of a share beside others, and all that they leave. */
const NICE = 5;
const LEAST_URGENT = 19;

const say = (message: FromSolver): void => {
  if (process.connected) process.send?.(message, () => undefined);
};

type Solver = { readonly relieve: () => Promise<void>; readonly close: () => Promise<void> };

async function startSolver({ start, killed, dropped }: Extract<ToSolver, { readonly type: 'start' }>): Promise<Solver> {
  const log = plainLog(stderrLog(start.logLevel));
  // Before there are threads: they take it over.
  setPriority(Math.min(LEAST_URGENT, getPriority() + NICE));
  const tracing = await startTracing(process.env, 'shiftcast-solver');
  const threads = startThreads<JobTasks>({
    file: new URL('thread.ts', import.meta.url),
    threads: start.threads,
    solveThreads: start.solveThreads,
    waiting: start.threads,
    graceSeconds: THREAD_GRACE_SECONDS,
    memoryMiB: start.threadMemoryMiB,
  });
  const { store, ledger, close } = await openStore({
    url: start.databaseUrl,
    role: 'solver',
    masterKey: Buffer.from(start.masterKey, 'hex'),
    log,
    jobsPerOrganisation: start.jobsPerOrganisation,
    tracing,
  });
  for (const job of killed) {
    const detail = 'The computation needed more memory than a solver process may have. A smaller input may pass.';
    await ledger.end(job, { state: 'failed', problem: { kind: 'memory', detail } });
    say({ type: 'settled', job });
  }
  for (const job of dropped) {
    await ledger.lose(job);
    say({ type: 'settled', job });
  }
  const reclaims = reclaiming(ledger, log);
  const runner: Runner = await startRunner({
    ledger,
    onJob: store.onJob,
    threads: tracedThreads(threads, tracing),
    tracing,
    applySolve,
    concurrency: start.threads,
    log,
    onTaken: (job) => say({ type: 'taken', job }),
    onGone: (job) => say({ type: 'gone', job }),
  });
  say({ type: 'ready' });
  return {
    relieve: runner.relieve,
    async close() {
      await reclaims.stop();
      await runner.close();
      await close();
      // A receiver that is not there keeps nobody from ending.
      await tracing?.close().catch(() => undefined);
    },
  };
}

let solver: Promise<Solver> | undefined;
let isLeaving = false;

/** Leaves without waiting for solves: they end with the process. */
async function leave(how: (running: Solver) => Promise<void>): Promise<void> {
  if (isLeaving) return;
  isLeaving = true;
  try {
    if (solver !== undefined) await how(await solver);
  } finally {
    process.exit(0);
  }
}

process.on('message', (message: ToSolver) => {
  if (message.type === 'start') {
    solver ??= startSolver(message);
    // The supervisor begins anew, later each time.
    solver.catch((error: unknown) => {
      stderrLog(message.start.logLevel).error({ err: error }, 'solver cannot begin');
      process.exit(1);
    });
  } else if (message.type === 'relieve') {
    void leave(async (running) => {
      await running.relieve();
      await running.close();
    });
  } else void leave((running) => running.close());
});

// An interrupt of the terminal reaches every process of its group; the supervisor decides what becomes of this one.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => void leave((running) => running.close()));

const orphaned = (): void => {
  setTimeout(() => process.exit(0), ORPHAN_SECONDS * 1000);
  void leave((running) => running.close());
};
process.once('disconnect', orphaned);
if (process.connected) say({ type: 'loaded' });
else orphaned();
