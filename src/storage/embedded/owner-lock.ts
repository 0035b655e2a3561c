import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Outcome } from '../../domain/issue.ts';
import { errorCode, folderInUse, folderUnusable } from './issues.ts';

/** What stands in `server.json`: who owns the folder, and how its server is reached. For people and tools; nothing trusts it. */
type OwnerNote = {
  readonly pid: number;
  readonly host: string;
  /** Connection string, once the server is up. */
  readonly url?: string;
  readonly serverPid?: number;
};

export type Ownership = {
  /** Writes the note anew. */
  readonly note: (facts: Omit<OwnerNote, 'pid' | 'host'>) => void;
  readonly release: () => void;
};

/** SQLITE_BUSY: another process, or another connection of this one, holds the lock. */
const BUSY = 5;

// A database that nobody refers to is collected, and its lock is gone with it.
const held = new Set<DatabaseSync>();

/** The owner's process id, with its machine or container where that is another one. */
function ownerIn(file: string): number | string {
  try {
    const { pid, host } = JSON.parse(readFileSync(file, 'utf8')) as OwnerNote;
    return host === hostname() ? pid : `${pid} on ${host}`;
  } catch {
    // In the moment before it is written.
    return 'unknown';
  }
}

/**
 * Takes the folder for this process alone, or says who has it.
 *
 * The lock is that of an empty SQLite file in an exclusive transaction, which is a record lock of the kernel: taken by one of two
 * that start at once, seen from other containers on the machine, and free the moment its owner is dead, however it died. Node has
 * no other lock of the kernel on a file.
 */
export function takeOwnership(dataDir: string): Outcome<Ownership> {
  const file = join(dataDir, 'server.json');
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(join(dataDir, 'owner.lock'));
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    if ((error as { errcode?: number }).errcode === BUSY)
      return { ok: false, issues: [folderInUse(dataDir, ownerIn(file))] };
    if (errorCode(error) !== 'ERR_SQLITE_ERROR') throw error;
    return { ok: false, issues: [folderUnusable(dataDir, error)] };
  }
  const owned = lock;
  held.add(owned);
  const release = (): void => {
    if (held.delete(owned)) owned.close();
  };
  const note: Ownership['note'] = (facts) => {
    const whole: OwnerNote = { pid: process.pid, host: hostname(), ...facts };
    writeFileSync(file, `${JSON.stringify(whole)}\n`, { mode: 0o600 });
  };
  try {
    note({});
  } catch (error) {
    release();
    return { ok: false, issues: [folderUnusable(dataDir, error)] };
  }
  return { ok: true, value: { note, release } };
}
