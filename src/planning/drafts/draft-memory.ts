import type { DraftFrame } from '../../domain/draft.ts';
import type { Shift } from '../../domain/shift.ts';
import type { DraftHead, StoredTeam, Tables } from '../store.ts';
import { withChanges } from './shift-changes.ts';
import type { DraftTables } from './stored-draft.ts';

/**
 * What never changes of drafts, kept in memory from one edit to the next: frames, and the shifts of versions. A version that is committed stays as it
 * is, so nothing here can be out of date; which version is the newest is always asked of the store.
 */
export type DraftMemory = {
  readonly frame: (draft: string) => DraftFrame | undefined;
  readonly shifts: (draft: string, version: number) => readonly Shift[] | undefined;
  readonly keepFrame: (draft: string, frame: DraftFrame) => void;
  readonly keepShifts: (draft: string, version: number, shifts: readonly Shift[]) => void;
};

/** Shifts that are kept in all, at most. */
const MOST_SHIFTS = 100_000;

/** Versions that are kept of one draft, at most: the one that is edited, and the one that comes of it. */
const MOST_VERSIONS = 2;

type Kept = { frame: DraftFrame | undefined; readonly versions: Map<number, readonly Shift[]> };

/** Room for frames, in shifts: a demand is about as large as a shift. */
function sizeOf({ frame, versions }: Kept): number {
  const demands = (frame?.intervalDemands.length ?? 0) + (frame?.templateDemands.length ?? 0);
  return [...versions.values()].reduce((sum, shifts) => sum + shifts.length, demands + 1);
}

/** An empty memory; the drafts for which nothing was kept for longest make room. */
export function draftMemory(mostShifts = MOST_SHIFTS): DraftMemory {
  const drafts = new Map<string, Kept>();

  /** The draft as the last one for which something is kept. */
  const touch = (draft: string): Kept => {
    const kept = drafts.get(draft) ?? { frame: undefined, versions: new Map<number, readonly Shift[]>() };
    drafts.delete(draft);
    drafts.set(draft, kept);
    return kept;
  };

  const makeRoom = (): void => {
    let size = [...drafts.values()].reduce((sum, kept) => sum + sizeOf(kept), 0);
    for (const [draft, kept] of drafts) {
      if (size <= mostShifts) return;
      size -= sizeOf(kept);
      drafts.delete(draft);
    }
  };

  return {
    frame: (draft) => drafts.get(draft)?.frame,
    shifts: (draft, version) => drafts.get(draft)?.versions.get(version),
    keepFrame: (draft, frame) => {
      touch(draft).frame = frame;
      makeRoom();
    },
    keepShifts: (draft, version, shifts) => {
      const { versions } = touch(draft);
      versions.delete(version);
      versions.set(version, shifts);
      for (const old of [...versions.keys()].slice(0, -MOST_VERSIONS)) versions.delete(old);
      makeRoom();
    },
  };
}

/** Asks once and remembers the answer for as long as a request takes. */
function asked<T>(ask: (id: string) => Promise<T>): {
  readonly get: (id: string) => Promise<T>;
  readonly forget: () => void;
} {
  const answers = new Map<string, Promise<T>>();
  return {
    get: (id) => {
      const known = answers.get(id);
      if (known !== undefined) return known;
      const answer = ask(id);
      answers.set(id, answer);
      return answer;
    },
    forget: () => answers.clear(),
  };
}

/**
 * The tables of one request, which ask the store for nothing twice and for nothing that the memory holds. `keep` is to be called when the request's
 * transaction is committed: only then is a version that it made one for good.
 */
export function remembering(
  tables: Tables,
  memory: DraftMemory,
  organisation: string,
): { readonly tables: DraftTables; readonly keep: () => void } {
  const { drafts, teams, schedules, absences } = tables;
  const nameOf = (id: string): string => JSON.stringify([organisation, id]);
  const heads = asked<DraftHead | undefined>((id) => drafts.get(id));
  const stored = asked<StoredTeam | undefined>((id) => teams.get(id));
  const made: (() => void)[] = [];

  const shifts: typeof drafts.shifts = async (id, which = {}) => {
    const { version, employees } = which;
    if (version === undefined || employees !== undefined) return drafts.shifts(id, which);
    const known = memory.shifts(nameOf(id), version);
    if (known !== undefined) return known;
    const read = await drafts.shifts(id, which);
    // What this request has made itself is not there for good yet.
    if (read !== undefined && made.length === 0) memory.keepShifts(nameOf(id), version, read);
    return read;
  };

  return {
    tables: {
      teams: { ...teams, get: stored.get },
      schedules,
      absences,
      drafts: {
        ...drafts,
        get: heads.get,
        shifts,
        frame: async (id) => {
          const known = memory.frame(nameOf(id));
          if (known !== undefined) return known;
          const read = await drafts.frame(id);
          if (read !== undefined) memory.keepFrame(nameOf(id), read);
          return read;
        },
        change: async (id, version, changes, cause) => {
          const before = memory.shifts(nameOf(id), version);
          heads.forget();
          const changed = await drafts.change(id, version, changes, cause);
          if (changed.ok && before !== undefined) {
            const next = changed.value.version;
            made.push(() => memory.keepShifts(nameOf(id), next, withChanges(before, changes)));
          }
          return changed;
        },
      },
    },
    keep: () => {
      for (const each of made) each();
    },
  };
}
