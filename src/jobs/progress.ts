import type { JobProgress } from '../planning/job-store.ts';
import type { TaskProgress } from '../planning/ports.ts';

export type ProgressOfJob = {
  readonly report: (progress: TaskProgress) => void;
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
        return;
      }
      if (progress.objective !== null) first ??= Math.round((clock() - started) * 1000) / 1000;
      last = { ...progress, firstFeasibleSeconds: first };
    },
    news() {
      if (last === given) return undefined;
      given = last;
      return last;
    },
    last: () => last,
  };
}
