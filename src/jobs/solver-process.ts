import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { JobMark } from '../planning/job-store.ts';
import type { JobLog } from './log.ts';
import { residentMiB } from './resident-memory.ts';
import type { FromSolver, SolverStart, ToSolver } from './solver-message.ts';

/**
 * A solver process seen from its parent, which watches its memory and starts it again when it ends unasked. A process of its own, because WASM
 * memory counts towards no limit of Node: only a whole process can be measured and killed without harm to others.
 */

export type SolverOptions = {
  /** Module of the process. */
  readonly file: URL;
  readonly start: SolverStart;
  /** Most memory of the process, MiB: it is killed above it, and asked to end its jobs from nine tenths on. */
  readonly memoryMiB: number;
  readonly log: JobLog;
  /** Seconds for giving back jobs before it is killed. */
  readonly graceSeconds?: number | undefined;
};

export type SolverProcess = {
  /** Process id; undefined while there is none. */
  readonly pid: () => number | undefined;
  /** Settles when jobs are taken for the first time. */
  readonly ready: Promise<void>;
  /** The jobs go back to the queue, the process ends. */
  readonly close: () => Promise<void>;
};

/** How often the memory is measured: what allocates fastest gains less than a tenth of the usual limit in this time. */
const WATCH_MILLISECONDS = 250;
const RELIEVE_SHARE = 0.9;
/**
 * Share of the limit above which a process without jobs is replaced after work: WASM memory never shrinks, so what a large job leaves behind would
 * be missing to the next one.
 */
const RENEW_SHARE = 0.5;

/** Pauses between starts, seconds; the last one is repeated. A process that ran for a while begins with the first one again. */
const PAUSES_SECONDS: readonly number[] = [0, 0.5, 1, 2, 5, 10];
const SOUND_SECONDS = 30;

const keyOf = ({ id, attempt }: JobMark): string => `${id} ${attempt}`;

/** Starts a solver process and keeps one running until it is closed. */
export function startSolver({ file, start, memoryMiB, log, graceSeconds = 5 }: SolverOptions): SolverProcess {
  const stopping = new AbortController();
  const { promise: ready, resolve: isReady } = Promise.withResolvers<void>();
  /** Jobs whose process was killed for its memory and that nobody has ended yet. */
  const killed = new Map<string, JobMark>();
  /** Jobs whose process ended unasked and that nobody has given back yet. */
  const dropped = new Map<string, JobMark>();
  let child: ChildProcess | undefined;

  const say = (to: ChildProcess, message: ToSolver): void => {
    // One that ends at this moment hears nothing more, and need not.
    if (to.connected) to.send(message, () => undefined);
  };

  /** One run of the process; settles with how it ended and whether that was asked for. */
  const run = async (): Promise<{ readonly how: string; readonly asked: boolean }> => {
    const own = fork(file, [], { execArgv: [], stdio: ['ignore', 2, 2, 'ipc'] });
    child = own;
    const taken = new Map<string, JobMark>();
    let state: 'working' | 'relieved' | 'leaving' | 'killed' = 'working';
    let hasWorked = false;

    own.on('message', (message: FromSolver) => {
      if (message.type === 'loaded')
        say(own, { type: 'start', start, killed: [...killed.values()], dropped: [...dropped.values()] });
      else if (message.type === 'ready') {
        log('info', 'solver takes jobs', { pid: own.pid });
        isReady();
      } else if (message.type === 'taken') {
        hasWorked = true;
        taken.set(keyOf(message.job), message.job);
      } else if (message.type === 'gone') taken.delete(keyOf(message.job));
      else {
        killed.delete(keyOf(message.job));
        dropped.delete(keyOf(message.job));
      }
    });

    const watch = (): void => {
      const resident = own.pid === undefined ? undefined : residentMiB(own.pid);
      if (resident === undefined || state === 'killed') return;
      const facts = { pid: own.pid, residentMiB: Math.round(resident), limitMiB: memoryMiB };
      const jobs = [...taken.values()].map(({ id }) => id);
      if (resident > memoryMiB) {
        state = 'killed';
        for (const [key, job] of taken) killed.set(key, job);
        const text =
          jobs.length > 0 ? 'solver is killed for its memory' : 'solver needs more memory than its limit to begin';
        log('error', text, { ...facts, jobs });
        own.kill('SIGKILL');
      } else if (state === 'working' && jobs.length > 0 && resident > RELIEVE_SHARE * memoryMiB) {
        state = 'relieved';
        log('warn', 'solver nears its limit of memory and ends its jobs', { ...facts, jobs });
        say(own, { type: 'relieve' });
      } else if (state === 'working' && jobs.length === 0 && hasWorked && resident > RENEW_SHARE * memoryMiB) {
        state = 'leaving';
        log('info', 'solver is replaced by one with free memory', facts);
        say(own, { type: 'close' });
      }
    };
    const watching = setInterval(watch, WATCH_MILLISECONDS);
    try {
      const how = await endOf(own);
      for (const [key, job] of taken) if (!killed.has(key)) dropped.set(key, job);
      // One that needs too much without any job will need it again.
      return { how, asked: state !== 'working' && hasWorked };
    } finally {
      clearInterval(watching);
      child = undefined;
    }
  };

  const keep = async (): Promise<void> => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      const since = performance.now();
      const { how, asked } = await run();
      if (stopping.signal.aborted) return;
      if (asked || performance.now() - since > SOUND_SECONDS * 1000) failures = 0;
      else failures += 1;
      if (!asked) {
        const jobs = [...dropped.values()].map(({ id }) => id);
        log('error', 'solver ended unasked and is started again', { how, jobs });
      }
      const seconds = PAUSES_SECONDS[Math.min(failures, PAUSES_SECONDS.length - 1)] ?? 0;
      await pause(seconds * 1000, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };

  const keeping = keep();
  return {
    pid: () => child?.pid,
    ready,
    async close() {
      stopping.abort();
      const last = child;
      if (last !== undefined) {
        say(last, { type: 'close' });
        const late = setTimeout(() => last.kill('SIGKILL'), graceSeconds * 1000);
        await keeping;
        clearTimeout(late);
      }
      await keeping;
    },
  };
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
}
