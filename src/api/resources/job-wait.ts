import type { Store } from '../../planning/store.ts';
import type { Answer, Context } from './handler.ts';
import { ENDED_STATES, jobAnswer } from './jobs.ts';
import { sharedReadsOf } from './shared-reads.ts';

/** Longest time that a request waits for its job, seconds. */
const MOST_SECONDS = 600;

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
