/** Lets work of one name go one after the other within this process; work of other names goes on beside it. */
export type Turns = <T>(name: string, work: () => Promise<T>) => Promise<T>;

const kept = new WeakMap<object, Turns>();

/** Turns of a store, the same for all who have it. */
export function turnsOf(store: object): Turns {
  const known = kept.get(store);
  if (known !== undefined) return known;
  const made = openTurns();
  kept.set(store, made);
  return made;
}

export function openTurns(): Turns {
  /** The end of the last work of each name. */
  const ends = new Map<string, Promise<void>>();
  return async (name, work) => {
    const before = ends.get(name) ?? Promise.resolve();
    const { promise: end, resolve: leave } = Promise.withResolvers<void>();
    ends.set(name, end);
    await before;
    try {
      return await work();
    } finally {
      if (ends.get(name) === end) ends.delete(name);
      leave();
    }
  };
}
