import { readdirSync, readFileSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** What servers before left behind in a cluster: processes, and files that name processes. */

const PROGRAMS: readonly string[] = ['postgres', 'initdb'];

/** Files that PostgreSQL takes for the sign of a running server, even if their process id is another program's by now. */
const SIGNS: readonly string[] = ['postmaster.pid', '.s.PGSQL.5432', '.s.PGSQL.5432.lock'];

const POLL_MILLISECONDS = 10;

/**
 * Processes of PostgreSQL whose working folder is the cluster, the most certain sign there is: the server and its children go into it
 * and stay. Those that have ended and were not yet waited for have no working folder any more.
 */
export function processesOf(cluster: string): readonly number[] {
  const folder = statSync(cluster, { throwIfNoEntry: false });
  if (folder === undefined) return [];
  const belongs = (pid: string): boolean => {
    try {
      if (!PROGRAMS.includes(readFileSync(`/proc/${pid}/comm`, 'utf8').trim())) return false;
      const { dev, ino } = statSync(`/proc/${pid}/cwd`);
      return dev === folder.dev && ino === folder.ino;
    } catch {
      // Ended meanwhile, or of another user, who cannot have opened the cluster.
      return false;
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && belongs(name))
    .map(Number);
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It ended meanwhile.
    }
  }
}

async function gone(cluster: string, seconds: number): Promise<boolean> {
  const end = performance.now() + seconds * 1000;
  while (processesOf(cluster).length > 0) {
    if (performance.now() > end) return false;
    await pause(POLL_MILLISECONDS);
  }
  return true;
}

/** Process id in the first line of postmaster.pid; the server that wrote it need not live. */
function notedPid(cluster: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'), 10);
    return pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** How the server before ended: closed in order, still running without an owner (now stopped), or killed. */
export type Before = 'closed' | 'orphaned' | 'crashed';

/** Time for a server without an owner to write everything down and end; after it its children are cut off, then killed. */
const FAST_SECONDS = 30;
const IMMEDIATE_SECONDS = 5;
/** Time for children of a killed server to notice. */
const CHILDREN_SECONDS = 0.5;

/** Time for killed processes to be gone; a disk that hangs keeps them. */
const KILLED_SECONDS = 30;

/** Processes that even a kill does not end; a second server beside them would destroy the data. */
export class LeftoversError extends Error {
  constructor(pids: readonly number[]) {
    super(`Processes of the server before do not end: ${pids.join(', ')}.`);
    this.name = 'LeftoversError';
  }
}

/**
 * Ends what still runs in the cluster and removes the signs of it, so that a new server may start. A server without an owner is stopped
 * rather than taken over: each start then goes the same way, with the present version and settings, and the server is a child of its
 * owner, which learns of its end at once. Nothing acknowledged is lost by either.
 */
export async function settleLeftovers(cluster: string): Promise<Before> {
  const pids = processesOf(cluster);
  const noted = notedPid(cluster);
  const postmaster = noted !== undefined && pids.includes(noted) ? noted : undefined;
  if (postmaster !== undefined) {
    signal([postmaster], 'SIGINT');
    if (!(await gone(cluster, FAST_SECONDS))) signal([postmaster], 'SIGQUIT');
    await gone(cluster, IMMEDIATE_SECONDS);
  } else if (pids.length > 0) await gone(cluster, CHILDREN_SECONDS);
  const limit = performance.now() + KILLED_SECONDS * 1000;
  for (let left = processesOf(cluster); left.length > 0; left = processesOf(cluster)) {
    if (performance.now() > limit) throw new LeftoversError(left);
    signal(left, 'SIGKILL');
    await pause(POLL_MILLISECONDS);
  }
  for (const sign of SIGNS) await rm(join(cluster, sign), { force: true });
  if (postmaster !== undefined) return 'orphaned';
  return noted === undefined && pids.length === 0 ? 'closed' : 'crashed';
}
