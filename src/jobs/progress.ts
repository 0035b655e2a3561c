import type { JobProgress } from '../planning/job-store.ts';
import type { TaskProgress } from '../planning/ports.ts';

export type ProgressOfJob = {
  /** Gives whether somebody who waits wants to know at once: there is a better roster, or a better bound. */
  readonly report: (progress: TaskProgress) => boolean;
  /** The newest progress, if there is one that was not given before. */
  readonly news: () => JobProgress | undefined;
  readonly last: () => JobProgress | undefined;
};

/** Keeps how far the attempt is that starts now, and when it had its first roster. */
export function progressOf(clock: () => number = () => performance.now() / 1000): ProgressOfJob {
  const started = clock();
  let last: JobProgress | undefined;
  let given: JobProgress | undefined;
  let first: number | null = null;
  return {
    report(progress) {
      if ('replications' in progress) {
        last = progress;
        return false;
      }
      const before = last !== undefined && 'objective' in last ? last : undefined;
      if (progress.objective !== null) first ??= Math.round((clock() - started) * 1000) / 1000;
      last = { ...progress, firstFeasibleSeconds: first };
      return before?.objective !== progress.objective || before.bound !== progress.bound;
    },
    news() {
      if (last === given) return undefined;
      given = last;
      return last;
    },
    last: () => last,
  };
}
