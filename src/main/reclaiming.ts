import type { JobLog } from '../jobs/log.ts';
import type { JobLedger } from '../planning/store.ts';

/** How often lost jobs are looked for. With the seconds after which a job counts as lost it runs again well within half a minute. */
const SECONDS = 3;

/** How often requests and results of old jobs are looked for. */
const CLEARING_SECONDS = 3600;

/** Removes, now and then, the requests and results of jobs that ended more than so many days ago. */
export function clearing(
  ledger: Pick<JobLedger, 'clear'>,
  days: number,
  log: JobLog,
): { readonly stop: () => Promise<void> } {
  const look = (): Promise<unknown> =>
    ledger.clear(days).catch((error: unknown) => log('warn', 'old jobs cannot be cleared', { err: error }));
  let last = look();
  const timer = setInterval(() => {
    last = last.then(look);
  }, CLEARING_SECONDS * 1000);
  return {
    stop: async () => {
      clearInterval(timer);
      await last;
    },
  };
}

/** Gives back to the queue, every few seconds, what processes left behind that are gone. */
export function reclaiming(ledger: Pick<JobLedger, 'reclaim'>, log: JobLog): { readonly stop: () => Promise<void> } {
  let underWay: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    try {
      const count = await ledger.reclaim();
      if (count > 0) log('warn', 'lost jobs are given to the queue again', { count });
    } catch (error) {
      log('warn', 'lost jobs cannot be looked for', { err: error });
    }
  };
  const begin = (): void => {
    underWay ??= look().finally(() => {
      underWay = undefined;
    });
  };
  begin();
  const timer = setInterval(begin, SECONDS * 1000);
  return {
    stop: async () => {
      clearInterval(timer);
      await underWay;
    },
  };
}
