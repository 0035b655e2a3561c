import { StoreError } from './refusal.ts';

/** Room for so much work at once; what comes later waits in the order it came. */
export type Places = {
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
  /** Nobody works here and nobody waits. */
  readonly isIdle: () => boolean;
};

/** Places for work that waits in this process, and not with a connection that others need. Who waits too long is refused. */
export function openPlaces(count: number, waitMilliseconds: number): Places {
  const waiting = new Set<() => void>();
  let free = count;

  const enter = (): Promise<void> => {
    if (free > 0) {
      free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const go = (): void => {
        clearTimeout(late);
        resolve();
      };
      const late = setTimeout(() => {
        waiting.delete(go);
        reject(new StoreError('unreachable', 'Others were before this work for too long.'));
      }, waitMilliseconds);
      waiting.add(go);
    });
  };

  /** Hands the place on, or lays it down. */
  const leave = (): void => {
    const [next] = waiting;
    if (next === undefined) free += 1;
    else {
      waiting.delete(next);
      next();
    }
  };

  return {
    run: async (work) => {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
    isIdle: () => free === count,
  };
}

/** One place for each name, as long as somebody needs it. */
export function openTurns(waitMilliseconds: number): <T>(name: string, work: () => Promise<T>) => Promise<T> {
  const turns = new Map<string, Places>();
  return async (name, work) => {
    const places = turns.get(name) ?? openPlaces(1, waitMilliseconds);
    turns.set(name, places);
    try {
      return await places.run(work);
    } finally {
      if (places.isIdle()) turns.delete(name);
    }
  };
}
