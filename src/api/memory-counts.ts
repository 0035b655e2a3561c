import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { AccessCounts, CountKind, CountLimit } from '../planning/access-store.ts';

/** Counts of a service that stores nothing: its one process counts for itself. */
export function memoryCounts(): AccessCounts {
  const limiters = new Map<CountKind, RateLimiterMemory>();
  const locks = new Map<string, number>();
  const limiterOf = (kind: CountKind, { most, seconds, lockSeconds }: CountLimit): RateLimiterMemory => {
    const known = limiters.get(kind);
    if (known !== undefined) return known;
    const made = new RateLimiterMemory({ points: most, duration: seconds, blockDuration: lockSeconds ?? 0 });
    limiters.set(kind, made);
    return made;
  };
  return {
    count: async (kind, name, limit) => {
      try {
        await limiterOf(kind, limit).consume(name);
        return 0;
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        const now = performance.now();
        for (const [one, end] of locks) if (end <= now) locks.delete(one);
        locks.set(`${kind} ${name}`, now + error.msBeforeNext);
        return error.msBeforeNext;
      }
    },
    locked: (kind, name) => Math.max(0, (locks.get(`${kind} ${name}`) ?? 0) - performance.now()),
    add: () => Promise.resolve([]),
  };
}
