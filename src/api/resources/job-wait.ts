import { PROBLEM_KINDS, type ProblemKind } from '../../contract/problem-details.ts';
import { BATCH, type Job } from '../../planning/job-store.ts';
import type { Store } from '../../planning/store.ts';
import { type Issue, ProblemError } from '../problem.ts';
import type { Answer, Context } from './handler.ts';
import { ENDED_STATES, jobDocument } from './jobs.ts';
import { batchDocument } from './plan-batches.ts';
import { found } from './refusals.ts';
import { sharedReadsOf } from './shared-reads.ts';

/** Longest time that a request waits for its job, seconds. */
const MOST_SECONDS = 600;

/** Why a job gave no answer, as the request that made it is told. */
function refusalOf({ kind, detail, issues }: NonNullable<Job['problem']>): ProblemError {
  const known = Object.hasOwn(PROBLEM_KINDS, kind) ? (kind as ProblemKind) : 'thread-lost';
  return new ProblemError(known, detail, issues === undefined ? {} : { issues: issues as readonly Issue[] });
}

/**
 * The answer after a wait for the job. Of a draft it is the job, which names the version that it made; of a batch what it came to, also where a plan of it
 * failed; otherwise its result, its problem where it failed, and 202 with the job while it goes on or where it was stopped before there was a result.
 */
async function jobAnswer(store: Store, context: Context, id: string, first: Answer): Promise<Answer> {
  return store.read(context.scope, async (tables) => {
    const job = found(await tables.jobs.get(id), 'job', id);
    const headers = { ...first.headers, 'Preference-Applied': `wait=${context.prefer.waitSeconds ?? 0}` };
    const hasEnded = ENDED_STATES.has(job.state);
    if (job.kind === BATCH && hasEnded) return { status: 200, headers, body: await batchDocument(tables, job) };
    if (job.kind === 'draft') return { status: hasEnded ? 200 : 202, headers, body: jobDocument(job) };
    if (job.state === 'failed' && job.problem !== undefined) throw refusalOf(job.problem);
    if (!hasEnded || !job.hasResult) return { status: 202, headers, body: jobDocument(job) };
    return { status: 200, headers, body: found(await tables.jobs.result(id), 'result of the job', id) };
  });
}

/**
 * The answer of a request that made a job: at once, or with Prefer: wait when the job has ended or the time is over, whichever is first.
 */
export async function settledAnswer(store: Store, context: Context, answer: Answer): Promise<Answer> {
  const id = answer.job;
  const { waitSeconds } = context.prefer;
  if (id === undefined || waitSeconds === undefined || waitSeconds === 0) return answer;
  const seconds = Math.min(waitSeconds, MOST_SECONDS, context.service.settings.requestSeconds);
  await jobEnd(store, context, id, seconds);
  return jobAnswer(store, context, id, answer);
}

/** Resolves when the job has ended, the seconds are over, or the client has left. */
function jobEnd(store: Store, context: Context, id: string, seconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let isDone = false;
    const finish = (): void => {
      isDone = true;
      clearTimeout(timer);
      clearInterval(poll);
      unlisten();
      context.signal.removeEventListener('abort', finish);
      resolve();
    };
    const isOver = async (): Promise<boolean> => {
      // All who wait for the job are woken by one notification: one read tells them.
      const job = await sharedReadsOf(store)(JSON.stringify(['job', context.scope.organisation, id]), () =>
        store.read(context.scope, (tables) => tables.jobs.get(id)),
      );
      return job === undefined || ENDED_STATES.has(job.state);
    };
    const look = async (): Promise<void> => {
      try {
        if (!isDone && (await isOver())) finish();
      } catch (error) {
        finish();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    const timer = setTimeout(finish, seconds * 1000);
    // A notification may be lost with its connection: now and then the job is asked about.
    const poll = setInterval(() => void look(), 2000);
    const unlisten = store.onJob((job) => {
      if (job === id) void look();
    });
    context.signal.addEventListener('abort', finish, { once: true });
    void look();
  });
}
