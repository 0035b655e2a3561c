import type { JobMark } from '../planning/job-store.ts';

/** What a solver process and its supervisor say to each other. */

/** What a solver process needs to begin. */
export type SolverStart = {
  /** Connection string of the database. */
  readonly databaseUrl: string;
  /** Hexadecimal; sent to the process and no part of its command line or environment, which others may see. */
  readonly masterKey: string;
  /** Jobs at a time, each in a thread of its own. */
  readonly threads: number;
  /** Threads that search one large problem. */
  readonly solveThreads: number;
  /** Largest JavaScript heap of a thread, MiB. */
  readonly threadMemoryMiB: number;
  /** Jobs of one organisation at a time, in all solver processes together; absent: no limit. */
  readonly jobsPerOrganisation?: number | undefined;
  readonly logLevel: string;
};

export type ToSolver =
  /**
   * `killed`: jobs that a process before ran when it was killed for its memory. They are ended before others are taken. `dropped`: jobs whose
   * process ended unasked. They go back to the queue at once, not only when they have been silent for long.
   */
  | {
      readonly type: 'start';
      readonly start: SolverStart;
      readonly killed: readonly JobMark[];
      readonly dropped: readonly JobMark[];
    }
  /** The memory nears its limit: end the jobs with their best so far, take no more, then leave. */
  | { readonly type: 'relieve' }
  /** Give the jobs back and leave. */
  | { readonly type: 'close' };

export type FromSolver =
  /** Loaded, and waiting for `start`. */
  | { readonly type: 'loaded' }
  /** Takes jobs from now on. */
  | { readonly type: 'ready' }
  | { readonly type: 'taken'; readonly job: JobMark }
  /** The job has ended, was given back or is lost. */
  | { readonly type: 'gone'; readonly job: JobMark }
  /** A job that was killed is ended, one that was dropped is given back. */
  | { readonly type: 'settled'; readonly job: JobMark };
