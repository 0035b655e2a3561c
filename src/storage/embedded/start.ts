import { access, constants, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Outcome } from '../../domain/issue.ts';
import { type Account, chooseAccount } from './account.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { checkCluster, makeCluster } from './cluster.ts';
import { ensureDatabase } from './database.ts';
import { errorCode, folderUnusable, reasonOf, startFailed, wrongOwner } from './issues.ts';
import { type Before, LeftoversError, settleLeftovers } from './leftovers.ts';
import { type Ownership, takeOwnership } from './owner-lock.ts';
import { launch, type LaunchOptions } from './postmaster.ts';
import { connectionString, openSocketFolder } from './socket.ts';
import { type Supervision, supervise } from './supervision.ts';

export type EmbeddedLog = (
  level: 'info' | 'warn' | 'error',
  message: string,
  facts: Readonly<Record<string, string | number>>,
) => void;

export type EmbeddedOptions = {
  /** Absolute path of the folder that holds everything; made if it is not there. */
  readonly dataDir: string;
  readonly log: EmbeddedLog;
  /** Default true. False leaves writing to the system, quicker and lost with the machine: for throw-away data of tests alone. */
  readonly durable?: boolean;
};

export type EmbeddedServer = {
  /** Connection string of the database; the same for as long as the owner lives, also when the server had to be started again. */
  readonly url: string;
  /** Process id of the server's main process; another one after it had to be started again. */
  readonly pid: () => number;
  /** `full` while the server is down because its disk has no room for it; it starts again by itself once there is. */
  readonly fault: () => 'full' | undefined;
  /** How the server before ended; "none" if the data are new. */
  readonly before: Before | 'none';
  /** Ends the server in order and gives the folder free. Twice is once. */
  readonly stop: () => Promise<void>;
};

/** Makes a folder and those above it. (Node's own way of it never ends where a file system denies that a parent exists, as /proc does.) */
async function makeFolder(folder: string, mode: number): Promise<void> {
  try {
    await mkdir(folder, { mode });
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return;
    if (errorCode(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
    await makeFolder(dirname(folder), mode);
    await mkdir(folder, { mode });
  }
}

async function openDataFolder(dataDir: string): Promise<Outcome<void>> {
  try {
    // As root, the user that the server runs as must be able to reach a copy of its programs in here; what is secret has its own mode.
    await makeFolder(dataDir, process.geteuid?.() === 0 ? 0o711 : 0o700);
    await readdir(dataDir);
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    return { ok: true, value: undefined };
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return { ok: false, issues: [folderUnusable(dataDir, error)] };
  }
}

type Prepared = { readonly account: Account; readonly binaries: Binaries; readonly before: Before | 'none' };

/** Makes ready for a server: a cluster in which nothing runs, and programs to run it. */
async function prepare(dataDir: string, cluster: string, durable: boolean): Promise<Outcome<Prepared>> {
  const chosen = chooseAccount(cluster);
  if (!chosen.ok) return chosen;
  const account = chosen.value;
  const state = await checkCluster(cluster);
  if (typeof state !== 'string') return { ok: false, issues: [state] };
  if (state === 'there') {
    const { uid } = await stat(cluster);
    if (uid !== account.uid) return { ok: false, issues: [wrongOwner(cluster, uid, account.uid)] };
  }
  const before = state === 'there' ? await settleLeftovers(cluster) : 'none';
  const found = await findBinaries(dataDir, account);
  if (!found.ok) return found;
  const binaries = found.value;
  if (state === 'none') {
    const made = await makeCluster(cluster, { binaries, account, durable });
    if (!made.ok) return made;
  }
  return { ok: true, value: { account, binaries, before } };
}

async function run(
  ownership: Ownership,
  { dataDir, log, durable = true }: EmbeddedOptions,
): Promise<Outcome<EmbeddedServer>> {
  const started = performance.now();
  const cluster = join(dataDir, 'postgres');
  const prepared = await prepare(dataDir, cluster, durable);
  if (!prepared.ok) return prepared;
  const { account, binaries, before } = prepared.value;
  const options: LaunchOptions = {
    program: binaries.postgres,
    cluster,
    account,
    logFile: join(dataDir, 'postgres.log'),
    durable,
  };
  const first = await launch(options);
  if (typeof first === 'string') return { ok: false, issues: [startFailed(cluster, first)] };
  const socket = openSocketFolder(cluster);
  const url = connectionString(socket.path, 'shiftcast');
  const note = (facts: { readonly serverPid?: number }): void => {
    try {
      ownership.note({ url, ...facts });
    } catch (error) {
      // It informs and decides nothing: a full disk must not end the watch over the server.
      log('warn', 'the note on the database cannot be written', { reason: reasonOf(error) });
    }
  };
  const supervision: Supervision = supervise(first, { options, log, onStart: (serverPid) => note({ serverPid }) });
  const stop = async (): Promise<void> => {
    await supervision.stop();
    socket.close();
    note({});
  };
  try {
    note({ serverPid: first.pid });
    await ensureDatabase(url, connectionString(socket.path, 'postgres'));
  } catch (error) {
    await stop();
    return { ok: false, issues: [startFailed(cluster, reasonOf(error))] };
  }
  const seconds = Math.round(performance.now() - started) / 1000;
  log('info', 'database started', { folder: cluster, pid: supervision.pid(), before, seconds });
  let stopping: Promise<void> | undefined;
  const stopOnce = (): Promise<void> => (stopping ??= stop().finally(ownership.release));
  return { ok: true, value: { url, pid: supervision.pid, fault: supervision.fault, before, stop: stopOnce } };
}

/**
 * Starts the PostgreSQL of Shiftcast's own in a folder, and starts it again whenever it ends unasked.
 *
 * The folder holds `postgres/` (the cluster), `postgres.log`, `owner.lock`, `server.json` (who owns it, how it is reached) and perhaps
 * `binaries/`. It has one owner at a time; the server outlives an owner that is killed, and the next start ends it in order first.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Outcome<EmbeddedServer>> {
  const folder = await openDataFolder(options.dataDir);
  if (!folder.ok) return folder;
  const owned = takeOwnership(options.dataDir);
  if (!owned.ok) return owned;
  let keep = false;
  try {
    const server = await run(owned.value, options);
    keep = server.ok;
    return server;
  } catch (error) {
    // What the system refuses, such as a full disk or a folder without rights, is the operator's to mend; all else is a defect.
    if ((error as NodeJS.ErrnoException).syscall === undefined && !(error instanceof LeftoversError)) throw error;
    return { ok: false, issues: [startFailed(options.dataDir, reasonOf(error))] };
  } finally {
    if (!keep) owned.value.release();
  }
}
