import { bodyFromBest } from '../contract/job-body.ts';
import { jobEndOf } from '../contract/job-end.ts';
import { solvedRosterOf } from '../contract/solved-roster.ts';
import type { SolvedRoster } from '../domain/draft.ts';
import { planSummaryOfText } from '../contract/plan-batch.ts';
import {
  BATCH,
  type ClaimedJob,
  JOB_KINDS,
  type JobEnding,
  type JobMark,
  type JobOperation,
  type JobProblem,
  type JobProgress,
  type JobRound,
  PART,
  type PartsAsked,
} from '../planning/job-store.ts';
import type { TaskControl, TaskProgress, Threads } from '../planning/ports.ts';
import type { JobLedger, Store, Tables } from '../planning/store.ts';
import { traced, type Tracing } from '../planning/tracing.ts';
import { beating } from './beat.ts';
import type { JobLog } from './log.ts';
import { progressOf } from './progress.ts';

/** Takes jobs from the ledger, solves each in a thread, tells how far it is and ends it. */

/** The work that a job gives to a thread: the stateless operation on its body. */
export type JobTasks = {
  readonly request: {
    readonly input: {
      readonly operation: JobOperation;
      readonly body: Uint8Array;
      readonly requestSeconds: number;
      /** Parts that have been solved for it; absent where it is to be solved in this thread alone. */
      readonly rounds?: readonly JobRound[] | undefined;
    };
    readonly output:
      | { readonly ok: true; readonly text: string }
      | { readonly ok: 'parts'; readonly asked: PartsAsked }
      | ({ readonly ok: false } & JobProblem);
  };
  readonly part: {
    /** `best`: the best roster that an attempt told whose process died. */
    readonly input: { readonly body: string; readonly best?: string | undefined };
    readonly output: { readonly text: string; readonly isStopped: boolean };
  };
};

type DraftMark = { readonly id: string; readonly version: number };

export type RunnerOptions = {
  readonly ledger: JobLedger;
  /** Calls back with the ids of jobs to which something happened: a wish to stop is heard of at once, without a beat. */
  readonly onJob: Store['onJob'];
  readonly threads: Threads<JobTasks>;
  /** Makes the roster of a job for a draft a version of that draft, or a new draft, and says which. */
  readonly applySolve: (
    tables: Tables,
    jobId: string,
    draft: DraftMark,
    solved: SolvedRoster,
  ) => Promise<DraftMark | undefined>;
  /** Jobs at a time. */
  readonly concurrency: number;
  readonly log: JobLog;
  /** A job was taken, or is no longer in this process. */
  readonly onTaken?: ((job: JobMark) => void) | undefined;
  readonly onGone?: ((job: JobMark) => void) | undefined;
  readonly beatSeconds?: number | undefined;
  /** Pause before an end that the store could not take is tried again. */
  readonly retrySeconds?: number | undefined;
  readonly tracing?: Tracing | undefined;
};

export type Runner = {
  /** The memory nears its end: asks the jobs that run for their best so far, takes no more, and settles when all have ended. */
  readonly relieve: () => Promise<void>;
  /** Takes no more jobs and gives back those that run; those whose result is being written are waited for. */
  readonly close: () => Promise<void>;
};

/** A job ends by its own limits: nobody waits on a connection for it. */
const REQUEST_SECONDS = Number.POSITIVE_INFINITY;

const MEMORY_PROBLEM: JobProblem = {
  kind: 'memory',
  detail: 'The solver process came near its limit of memory, so what there was by then is the result.',
};

/** A draft's solve without a roster has not done what it was asked for; the result says who cannot be given one, and by which rules. */
const WITHOUT_ROSTER: Readonly<Record<'infeasible' | 'unknown', JobProblem>> = {
  infeasible: {
    kind: 'infeasible',
    detail:
      'No roster keeps the hard rules and the shifts that must stay, so the draft is as it was. The conflicts of the result name who and which rules.',
  },
  unknown: {
    kind: 'no-roster',
    detail: 'No roster was found in the time, so the draft is as it was. More seconds may help.',
  },
};

/** How a job ends of which parts failed: with what there is, and told so. */
function withFailedParts(ending: JobEnding, rounds: readonly JobRound[]): JobEnding {
  const parts = rounds.flatMap((round) => round.parts);
  const failed = parts.filter(({ state }) => state === 'failed');
  if (failed.length === 0) return ending;
  const detail =
    `${failed.length} of ${parts.length} parts were not solved: the people of those have the roster that the search began with, ` +
    `or that of the part's last success. ${failed[0]?.problem?.detail ?? ''}`;
  return { ...ending, state: 'failed', problem: { kind: 'part-failed', detail: detail.trim() } };
}

function refusalOf(error: unknown): unknown {
  return error instanceof Error && 'refusal' in error ? error.refusal : undefined;
}

/** How a job ends whose thread gave no answer; undefined where another thread or process may still give one. */
function lostEnding(error: unknown, job: JobMark, stopped: boolean, log: JobLog): JobEnding | undefined {
  const refusal = refusalOf(error);
  if (refusal === 'closing' || refusal === 'queue-full') return undefined;
  if (refusal === 'thread-lost') {
    const detail = stopped
      ? 'The computation did not end in time when it was asked to, and its best so far is lost.'
      : 'The computation ran out of memory or died. A smaller input may pass.';
    return { state: stopped ? 'stopped' : 'failed', problem: { kind: 'thread-lost', detail } };
  }
  return defectEnding(error, job, log);
}

function defectEnding(error: unknown, { id }: JobMark, log: JobLog): JobEnding {
  log('error', 'defect', { job: id, err: error });
  const detail = `This is a defect of the service; its log tells more under the job's id ${id}.`;
  return { state: 'failed', problem: { kind: 'defect', detail } };
}

/** The attempt as a span of whoever asked for it, with the time that the job waited before. Its beats are not told. */
function tracedJob(tracing: Tracing | undefined, job: ClaimedJob, work: () => Promise<void>): Promise<void> {
  const { id, kind, attempt, scope, trace } = job;
  const parent = trace?.traceparent;
  const facts = {
    'shiftcast.job': id,
    'shiftcast.job.kind': kind,
    'shiftcast.job.attempt': attempt,
    'shiftcast.organisation': scope.organisation,
  };
  tracing?.start({ name: 'job waits', parent, facts, startedAt: trace?.queuedAt.getTime() }).end();
  return traced(tracing, { name: `job ${kind}`, kind: 'consumer', parent, facts }, work);
}

type Running = { readonly stopForMemory: () => void; readonly giveBack: () => Promise<void> };

/** Starts to take jobs. */
export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const { ledger, threads, log, onTaken, onGone, beatSeconds = 1, retrySeconds = 1 } = options;
  const running = new Set<Running>();
  /** No more jobs are taken. */
  let isFull = false;
  let isClosing = false;

  /** Writes the end, for as long as it takes the store to be there again. */
  const end = async (job: JobMark, ending: JobEnding, apply?: Parameters<JobLedger['end']>[2]): Promise<void> => {
    for (;;) {
      try {
        const isOurs = await ledger.end(job, ending, apply);
        const { state, problem } = ending;
        if (isOurs) log('info', 'job ended', { job: job.id, attempt: job.attempt, state, problem: problem?.kind });
        else log('warn', 'job ended elsewhere', { job: job.id, attempt: job.attempt });
        return;
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal === undefined) {
          if (apply === undefined) throw error;
          // The result could not become a version of its draft; it is kept with the job, which says so.
          const { problem } = defectEnding(error, job, log);
          await end(job, { ...ending, state: 'failed', problem });
          return;
        }
        if (refusal === 'closing' || isClosing) return;
        log('warn', 'the end of a job cannot be written yet', { job: job.id, refusal });
        await new Promise((resolve) => setTimeout(resolve, retrySeconds * 1000));
      }
    }
  };

  /** Lets a job wait for its parts, for as long as it takes the store to be there again. */
  const divide = async (job: JobMark, asked: PartsAsked, last: JobProgress | undefined): Promise<void> => {
    for (;;) {
      try {
        const isOurs = await ledger.divide(job, asked, last);
        const parts = asked.bodies.length;
        log('info', isOurs ? 'job waits for its parts' : 'job goes on elsewhere', { job: job.id, parts });
        return;
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal === undefined) throw error;
        if (refusal === 'closing' || isClosing) return;
        log('warn', 'the parts of a job cannot be written yet', { job: job.id, refusal });
        await new Promise((resolve) => setTimeout(resolve, retrySeconds * 1000));
      }
    }
  };

  const run = async (job: ClaimedJob): Promise<void> => {
    if (isFull) {
      await ledger.release(job);
      return;
    }
    const mark: JobMark = { id: job.id, attempt: job.attempt, scope: job.scope, partOf: job.partOf };
    const abort = new AbortController();
    const progress = progressOf();
    const started = performance.now();
    /** The best roster so far that is not kept yet. */
    let best: string | undefined;
    let stopped: 'asked' | 'memory' | undefined;
    let state: 'solving' | 'ending' | 'void' = 'solving';
    const stop = (why: 'asked' | 'memory'): void => {
      stopped ??= why;
      abort.abort();
    };
    const beats = beating({
      seconds: beatSeconds,
      beat: async (asked) => {
        // What a beat tells is heard of here too and asks for another one, which must not tell in its turn.
        const answer = await ledger.beat(mark, asked ? undefined : progress.news());
        if (answer.lost && state === 'solving') {
          log('warn', 'job is lost to another process', { job: job.id, attempt: job.attempt });
          state = 'void';
          abort.abort();
        } else if (answer.stop) stop('asked');
        if (best === undefined || state !== 'solving') return;
        const kept = best;
        best = undefined;
        await ledger.keepBest(mark, kept);
      },
      failed: (error) => log('warn', 'a beat was not heard', { job: job.id, err: error }),
    });
    const unsubscribe = options.onJob((id, isStopWish) => {
      if (id !== job.id) return;
      // The wish is committed when it is told; where the telling is lost, the next beat hears of it.
      if (isStopWish) stop('asked');
      else beats.soon();
    });
    const { promise: whenGivenBack, resolve: givenBack } = Promise.withResolvers<'given-back'>();
    const { promise: whenDone, resolve: done } = Promise.withResolvers<undefined>();
    const own: Running = {
      stopForMemory: () => stop('memory'),
      async giveBack() {
        if (state === 'ending') return whenDone;
        state = 'void';
        abort.abort();
        try {
          await ledger.release(mark);
        } catch (error) {
          log('warn', 'a job could not be given back; it is taken up when its beats stay away', {
            job: job.id,
            err: error,
          });
        }
        givenBack('given-back');
      },
    };
    running.add(own);
    onTaken?.(mark);
    log('info', 'job started', { job: job.id, attempt: job.attempt });

    /** How a solve ended whose text is there, and what it made. */
    const solveEnding = (text: string): { readonly ending: JobEnding; readonly solved: SolvedRoster } => {
      const solved = solvedRosterOf(text);
      const { seconds, iterations, objective, bound, gap, endedBy, status } = solved.solve;
      progress.report({ seconds, iterations, objective, bound, gap });
      const isCut = stopped !== undefined && endedBy === 'cancel';
      const missing = objective === null && job.request.draft !== undefined ? status : undefined;
      if (!isCut && (missing === 'infeasible' || missing === 'unknown'))
        return { ending: { state: 'failed', result: text, problem: WITHOUT_ROSTER[missing] }, solved };
      return { ending: endingOf(text, isCut), solved };
    };
    const otherEnding = (kind: Parameters<typeof jobEndOf>[0], text: string): JobEnding => {
      const { isStopped, simulated } = jobEndOf(kind, text);
      if (simulated !== undefined) progress.report({ seconds: (performance.now() - started) / 1000, ...simulated });
      return endingOf(text, stopped !== undefined && isStopped);
    };
    const endingOf = (result: string, isCut: boolean): JobEnding => {
      const problem = isCut && stopped === 'memory' ? { problem: MEMORY_PROBLEM } : {};
      return { state: isCut ? 'stopped' : 'succeeded', result, ...problem };
    };

    const solve = async (): Promise<void> => {
      const { operation, body, draft } = job.request;
      // What was asked of parts was asked of the request as it came.
      const isApart = operation === 'rosters' || operation === 'plans';
      const isBegun = isApart && job.best !== undefined && job.rounds === undefined;
      const begun = isBegun ? bodyFromBest(operation, body, job.best ?? '') : body;
      const onBest = (text: string): void => {
        if (isApart || operation === PART) best = text;
      };
      const onProgress = (news: TaskProgress): void => {
        if (progress.report(news)) beats.tell();
      };
      const control: TaskControl = { signal: abort.signal, onProgress, onBest };
      let ending: JobEnding | undefined;
      let solved: SolvedRoster | undefined;
      try {
        if (operation === BATCH) throw new Error('a batch is in no process');
        if (operation === PART) {
          const { text, isStopped } = await threads.run('part', { body, best: job.best }, control);
          ending = endingOf(text, stopped !== undefined && isStopped);
        } else {
          const input = { operation, body: new TextEncoder().encode(begun), requestSeconds: REQUEST_SECONDS };
          const rounds = isApart ? (job.rounds ?? []) : undefined;
          const answer = await threads.run('request', { ...input, rounds }, control);
          if (answer.ok === 'parts') {
            if (state === 'void') return;
            state = 'ending';
            await divide(mark, answer.asked, progress.last());
            return;
          }
          if (!answer.ok) {
            const { kind, detail, issues } = answer;
            ending = { state: 'failed', problem: { kind, detail, issues } };
          } else if (operation === 'rosters' || operation === 'plans') {
            ({ ending, solved } = solveEnding(answer.text));
            const whole = ending;
            ending = withFailedParts(whole, job.rounds ?? []);
            // A draft is not given what is no whole roster.
            if (ending !== whole) solved = undefined;
            if (operation === 'plans' && job.partOf !== undefined)
              ending = { ...ending, summary: planSummaryOfText(answer.text) };
          } else ending = otherEnding(JOB_KINDS[operation], answer.text);
        }
      } catch (error) {
        ending = lostEnding(error, job, stopped !== undefined, log);
      }
      if (state === 'void') return;
      if (ending === undefined) {
        await own.giveBack();
        return;
      }
      state = 'ending';
      const made = solved;
      const apply: Parameters<JobLedger['end']>[2] =
        draft === undefined || made === undefined
          ? undefined
          : (tables) => options.applySolve(tables, job.id, draft, made);
      await end(mark, { ...ending, progress: progress.last() }, apply);
    };

    const solving = tracedJob(options.tracing, job, solve);
    try {
      await Promise.race([solving, whenGivenBack]);
    } finally {
      // One that was given back goes on alone until its thread hears of it: nobody wants to know how it fails.
      solving.catch(() => undefined);
      await beats.end();
      unsubscribe();
      running.delete(own);
      onGone?.(mark);
      done(undefined);
    }
  };

  const work = await ledger.work(options.concurrency, run);
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= work.stop());
  return {
    async relieve() {
      isFull = true;
      const stopped = stop();
      for (const one of running) one.stopForMemory();
      await stopped;
    },
    async close() {
      isFull = true;
      isClosing = true;
      // First, so that what is given back is not taken here again.
      const stopped = stop();
      await Promise.all([...running].map((one) => one.giveBack()));
      await stopped;
    },
  };
}
