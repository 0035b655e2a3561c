import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { ThreadAnswer, ThreadMessage, ThreadNews } from './thread-message.ts';
import { WARM_UP } from './thread-message.ts';
import type { TaskControl, TaskRefusal, TaskTable, Threads } from '../planning/ports.ts';

export type ThreadSettings = {
  /** Module that exports `runTask(message: ThreadMessage): Promise<ThreadAnswer>`. */
  readonly file: URL;
  /** Number of threads; default the processors less one, at least 1 and at most 4. */
  readonly threads?: number | undefined;
  /** Tasks that may wait for a thread. */
  readonly waiting: number;
  /** Seconds that a task may take to end once it is asked to stop; then its thread is killed. */
  readonly graceSeconds: number;
  /** Threads that a task may use to solve one large problem or for a long simulation, 1 or 2; default 1. */
  readonly solveThreads?: number | undefined;
  /** Largest JavaScript heap of a thread, MiB; a task that needs more is lost. */
  readonly memoryMiB?: number | undefined;
};

/** A task that was not taken, or whose thread died under it. */
export class TaskError extends Error {
  readonly refusal: TaskRefusal;

  constructor(refusal: TaskRefusal, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'TaskError';
    this.refusal = refusal;
  }
}

/** One processor stays with the server; more than four solves at a time would only share memory bandwidth. */
export function usualThreads(): number {
  return Math.max(1, Math.min(4, availableParallelism() - 1));
}

/** A pool of threads that run tasks of the planning, warmed up before the first one comes. */
export function startThreads<Tasks extends TaskTable>(settings: ThreadSettings): Threads<Tasks> {
  const threads = settings.threads ?? usualThreads();
  const pool = new Piscina({
    filename: settings.file.href,
    name: 'runTask',
    minThreads: threads,
    maxThreads: threads,
    idleTimeout: Infinity,
    // Flags of the parent may not suit a thread, and type stripping needs none.
    execArgv: [],
    env: { ...process.env, SOLVE_THREADS: String(settings.solveThreads ?? 1) },
    ...(settings.memoryMiB === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: settings.memoryMiB } }),
  });
  // A thread that dies while idle is replaced by the pool; one that dies at work rejects its task.
  pool.on('error', () => undefined);
  const stops = new Set<() => void>();
  const running = new Set<Promise<unknown>>();
  let isClosing = false;
  let isWarm = false;

  const send = async (
    message: Omit<ThreadMessage, 'stop'>,
    stop: SharedArrayBuffer,
    kill: AbortSignal,
    onPhase: TaskControl['onPhase'],
  ): Promise<unknown> => {
    let answer: ThreadAnswer;
    try {
      const transferList = message.progress === undefined ? [] : [message.progress];
      answer = (await pool.run({ ...message, stop }, { signal: kill, transferList })) as ThreadAnswer;
    } catch (error) {
      throw new TaskError('thread-lost', `the thread of a ${message.task} task was lost`, error);
    }
    if (answer.ok) {
      for (const { name, at } of answer.phases ?? []) onPhase?.(name, at);
      return answer.output;
    }
    const defect = new Error(answer.message);
    defect.name = answer.name;
    defect.stack = answer.stack;
    throw defect;
  };

  const run = async (
    task: string,
    input: unknown,
    { signal, onProgress, onBest, onPhase }: TaskControl,
  ): Promise<unknown> => {
    if (isClosing) throw new TaskError('closing', 'the threads are closing');
    if (running.size >= threads + settings.waiting)
      throw new TaskError('queue-full', `${settings.waiting} tasks are waiting`);
    const stop = new SharedArrayBuffer(4);
    const kill = new AbortController();
    let grace: NodeJS.Timeout | undefined;
    const ask = (): void => {
      Atomics.store(new Int32Array(stop), 0, 1);
      grace ??= setTimeout(() => kill.abort(), settings.graceSeconds * 1000);
    };
    const channel = onProgress === undefined ? undefined : new MessageChannel();
    channel?.port1.on('message', (news: ThreadNews) => {
      if ('best' in news) onBest?.(news.best);
      else onProgress?.(news);
    });
    if (signal?.aborted === true) ask();
    signal?.addEventListener('abort', ask, { once: true });
    stops.add(ask);
    const message = { task, input, progress: channel?.port2, phases: onPhase !== undefined };
    const work = send(message, stop, kill.signal, onPhase);
    running.add(work);
    try {
      return await work;
    } finally {
      clearTimeout(grace);
      running.delete(work);
      stops.delete(ask);
      signal?.removeEventListener('abort', ask);
      channel?.port1.close();
    }
  };

  const warm = Array.from({ length: threads }, async () => {
    await pool.run({ task: WARM_UP, input: undefined, stop: new SharedArrayBuffer(4) });
  });
  // A thread that cannot start is told by the first task that needs it; readiness stays false.
  void Promise.allSettled(warm).then((answers) => (isWarm = answers.every(({ status }) => status === 'fulfilled')));

  return {
    run,
    ready: () => isWarm && !isClosing,
    async close() {
      isClosing = true;
      for (const ask of stops) ask();
      await Promise.allSettled(running);
      await pool.destroy();
    },
  };
}
