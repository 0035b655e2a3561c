/** One question for all who ask the same at the same time. */
export type SharedReads = <T>(name: string, read: () => Promise<T>) => Promise<T>;

const kept = new WeakMap<object, SharedReads>();

/** Shared reads of a store, the same for all who have it. */
export function sharedReadsOf(store: object): SharedReads {
  const known = kept.get(store);
  if (known !== undefined) return known;
  const made = openSharedReads();
  kept.set(store, made);
  return made;
}

type Flight = { readonly running: Promise<unknown>; hasBegun: boolean; next: Promise<unknown> | undefined };

/**
 * Whoever asks before a read has begun is answered by it, and whoever asks while it is under way by the next one: nobody is told what was so before he
 * asked, and a hundred who are woken by one notification cost two reads. A read begins behind the requests that came together with the first.
 */
export function openSharedReads(): SharedReads {
  const flights = new Map<string, Flight>();
  const start = (name: string, read: () => Promise<unknown>): Promise<unknown> => {
    const begin = (): Promise<unknown> => {
      flight.hasBegun = true;
      return read();
    };
    const running = new Promise<void>((resolve) => void setImmediate(resolve)).then(begin);
    const flight: Flight = { running, hasBegun: false, next: undefined };
    flights.set(name, flight);
    const end = (): void => {
      if (flights.get(name) === flight && flight.next === undefined) flights.delete(name);
    };
    running.then(end, end);
    return running;
  };
  return async <T>(name: string, read: () => Promise<T>): Promise<T> => {
    const flight = flights.get(name);
    if (flight === undefined) return (await start(name, read)) as T;
    if (!flight.hasBegun) return (await flight.running) as T;
    flight.next ??= flight.running.then(
      () => start(name, read),
      () => start(name, read),
    );
    return (await flight.next) as T;
  };
}
