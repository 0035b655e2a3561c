import type { JobLog } from '../jobs/log.ts';
import type { JobLedger } from '../planning/store.ts';

/** How often lost jobs are looked for. With the seconds after which a job counts as lost it runs again well within half a minute. */
const SECONDS = 3;

/** Gives back to the queue, every few seconds, what processes left behind that are gone. */
export function reclaiming(ledger: Pick<JobLedger, 'reclaim'>, log: JobLog): { readonly stop: () => void } {
  let isUnderWay = false;
  const look = async (): Promise<void> => {
    if (isUnderWay) return;
    isUnderWay = true;
    try {
      const count = await ledger.reclaim();
      if (count > 0) log('warn', 'lost jobs are given to the queue again', { count });
    } catch (error) {
      log('warn', 'lost jobs cannot be looked for', { err: error });
    } finally {
      isUnderWay = false;
    }
  };
  void look();
  const timer = setInterval(() => void look(), SECONDS * 1000);
  return { stop: () => clearInterval(timer) };
}
