import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AccessCounts, AddedCount, CountKind } from '../planning/access-store.ts';

/**
 * So many requests of a name within a minute, in all processes together, without a statement for each request. A process counts for itself, and once a
 * name has asked for a tenth of what it may, adds what it counted to what all have counted: once a second, all names in one statement. So up to ten
 * processes let pass at most what they counted within a second too many, and a name that asks seldom costs nothing.
 */

const MINUTE_SECONDS = 60;

/** Of what a name may ask: from here on it is counted together. */
const SHARE = 0.1;

const SETTLE_MILLISECONDS = 1000;

export type SharedLimit = {
  /** Counts a request; gives the milliseconds until the name may ask again, 0 where it may. */
  readonly count: (name: string) => Promise<number>;
};

export function sharedLimit(kind: CountKind, perMinute: number, counts: AccessCounts): SharedLimit {
  const own = new RateLimiterMemory({ points: perMinute, duration: MINUTE_SECONDS });
  /** What was counted here and not added yet. */
  const pending = new Map<string, number>();
  const due = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const takeDue = async (): Promise<readonly AddedCount[]> => {
    const taken: AddedCount[] = [];
    for (const name of due) {
      const by = pending.get(name) ?? 0;
      const state = await own.get(name);
      if (by === 0 || state === null) continue;
      pending.delete(name);
      taken.push({ kind, name, by, milliseconds: Math.max(1, state.msBeforeNext) });
    }
    due.clear();
    return taken;
  };

  const settle = async (): Promise<void> => {
    const added = await takeDue();
    try {
      for (const { name, count, milliseconds } of await counts.add(added))
        await own.set(name, count + (pending.get(name) ?? 0), milliseconds / 1000);
    } catch {
      // The database is away: what was counted is added with the next request, and until then this process counts for itself.
      for (const { name, by } of added) pending.set(name, (pending.get(name) ?? 0) + by);
    }
  };

  const soon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void settle();
    }, SETTLE_MILLISECONDS).unref();
  };

  return {
    count: async (name) => {
      try {
        const { consumedPoints } = await own.consume(name);
        // The first of a new minute: what is left of the one before is over.
        pending.set(name, consumedPoints === 1 ? 1 : (pending.get(name) ?? 0) + 1);
        if (consumedPoints >= perMinute * SHARE) {
          due.add(name);
          soon();
        }
        return 0;
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        return error.msBeforeNext;
      }
    },
  };
}
