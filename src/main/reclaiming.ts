import type { JobLog } from '../jobs/log.ts';
import { runDueRetention } from '../planning/retention.ts';
import type { JobLedger, Store } from '../planning/store.ts';

/** How often lost jobs are looked for. With the seconds after which a job counts as lost it runs again well within half a minute. */
const SECONDS = 3;

/** How often organisations are looked for of which nothing was looked through for a day. */
const CLEARING_SECONDS = 3600;

/** Removes, once a day, what of each organisation is past its time. Of several processes one does. */
export function clearing(store: Store, log: JobLog): { readonly stop: () => Promise<void> } {
  const ending = new AbortController();
  const look = (): Promise<unknown> =>
    runDueRetention(store, ending.signal).catch((error: unknown) =>
      log('warn', 'what is past its time cannot be removed', { err: error }),
    );
  let last = look();
  const timer = setInterval(() => {
    last = last.then(look);
  }, CLEARING_SECONDS * 1000);
  return {
    stop: async () => {
      ending.abort();
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
