/** Enters that something was used, once a minute for each name in this process: who reads it wants the day, and every entry is a write. */
export type Uses = {
  /** Nobody waits for it, and nothing is lost where it fails: the next use enters it again. */
  readonly enter: (name: string, write: () => Promise<unknown>) => void;
};

const MINUTE_MS = 60_000;

export function openUses(now: () => number = Date.now): Uses {
  let minute = 0;
  /** Names that were entered in this minute, and no others: there is no end of names. */
  const entered = new Set<string>();
  return {
    enter: (name, write) => {
      const present = Math.floor(now() / MINUTE_MS);
      if (present !== minute) entered.clear();
      minute = present;
      if (entered.has(name)) return;
      entered.add(name);
      write().catch(() => entered.delete(name));
    },
  };
}
