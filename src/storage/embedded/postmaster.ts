import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Account, runAs } from './account.ts';
import { PROGRAM_ENVIRONMENT, WORKING_FOLDER } from './cluster.ts';
import { reasonOf } from './issues.ts';

/** One run of the server's main process, from its start to its end. */
export type Postmaster = {
  readonly pid: number;
  /** Settles with how it ended, such as "signal SIGKILL". */
  readonly ended: Promise<string>;
  readonly signal: (name: NodeJS.Signals) => void;
};

export type LaunchOptions = {
  /** The program `postgres`. */
  readonly program: string;
  readonly cluster: string;
  readonly account: Account;
  /** File that the server's messages are appended to. */
  readonly logFile: string;
  readonly durable: boolean;
};

/** Time in which a server must accept connections, recovery after a crash included; `max_wal_size` keeps that to seconds. */
const START_SECONDS = 90;
const POLL_MILLISECONDS = 5;

/** A log that is longer than this is put aside at a start, in place of the one put aside before. */
const LOG_BYTES = 4_000_000;

/** How much of the log tells why a start failed. */
const TAIL_LINES = 8;
const TAIL_CHARACTERS = 2000;

/** What the system and PostgreSQL say of a disk that is full. The server's own words may be missing: its log lies on the same disk. */
const NO_ROOM = 'No space left on device';

/** The server writes its log of changes in files of 16 MiB; with less than two of them free it does not start. */
const LEAST_ROOM_BYTES = 32 * 1024 * 1024;

/** Whether the disk has too little room for a server to start. */
export function lacksRoom(cluster: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(cluster);
    return bavail * bsize < LEAST_ROOM_BYTES;
  } catch {
    return false;
  }
}

/** Whether a start failed for lack of room. */
export function isForRoom(reason: string): boolean {
  return reason.toLowerCase().includes(NO_ROOM.toLowerCase());
}

/** Settings of the server; given with the command, they come before whatever its files say. */
function settingsOf(durable: boolean): Readonly<Record<string, string>> {
  const onDisk = durable ? 'on' : 'off';
  return {
    cluster_name: 'shiftcast',
    listen_addresses: '',
    port: '5432',
    unix_socket_directories: '.',
    unix_socket_permissions: '0700',
    max_connections: '60',
    shared_buffers: '64MB',
    max_wal_size: '256MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // The processors belong to the solvers, and no query is large.
    max_parallel_workers_per_gather: '0',
    max_logical_replication_workers: '0',
    io_method: 'sync',
    jit: 'off',
    // Files in the cluster: shared memory of an ordinary user is removed by the system when that user logs out.
    dynamic_shared_memory_type: 'mmap',
    // What is acknowledged has been given to the system, and outlives the server, even where nothing waits for the disk.
    synchronous_commit: 'on',
    fsync: onDisk,
    full_page_writes: onDisk,
  };
}

function openLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_BYTES) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

/** Last lines of the log from a place on. */
function logTail(file: string, from: number): string {
  const bytes = readFileSync(file);
  const said = bytes.subarray(bytes.length < from ? 0 : from).toString('utf8');
  return said.trim().split('\n').slice(-TAIL_LINES).join('\n').slice(-TAIL_CHARACTERS);
}

/** Whether the server with this process id has said that it accepts connections. */
function isReady(cluster: string, pid: number): boolean {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

/** Starts the server and waits until it accepts connections; a text is the reason why it does not. */
export async function launch(options: LaunchOptions, cancelled?: AbortSignal): Promise<Postmaster | string> {
  const { program, cluster, account, logFile, durable } = options;
  const settings = Object.entries(settingsOf(durable)).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let log: number;
  try {
    log = openLog(logFile);
  } catch (error) {
    return reasonOf(error);
  }
  const from = statSync(logFile).size;
  // A session of its own: an interrupt of the terminal reaches this process, which ends its work before it stops the server.
  const child = spawn(program, ['-D', WORKING_FOLDER, ...settings], {
    ...runAs(account),
    cwd: cluster,
    env: PROGRAM_ENVIRONMENT,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let end: string | undefined;
  const ended = new Promise<string>((resolve) => {
    const ends = (how: string): void => resolve((end = how));
    child.once('error', (error) => ends(error.message));
    child.once('exit', (code, name) => ends(name === null ? `exit code ${code}` : `signal ${name}`));
  });
  const postmaster = { pid: child.pid ?? 0, ended, signal: (name: NodeJS.Signals) => void child.kill(name) };
  const limit = performance.now() + START_SECONDS * 1000;
  while (end === undefined && !isReady(cluster, postmaster.pid)) {
    const late = performance.now() > limit;
    if (late || cancelled?.aborted === true) {
      await shutDown(postmaster);
      end = late ? `not ready after ${START_SECONDS} seconds` : 'stopped before it was ready';
      break;
    }
    await pause(POLL_MILLISECONDS);
  }
  if (end === undefined) return postmaster;
  const said = logTail(logFile, from);
  const room = lacksRoom(cluster) ? NO_ROOM : '';
  return [end, said, said.includes(NO_ROOM) ? '' : room].filter((part) => part !== '').join('\n');
}

/** Time for work under way to be rolled back and all to be written; after it the children are cut off, then all is killed. */
const STOP_SECONDS = 20;
const CUT_OFF_SECONDS = 5;

/** Stops the server: in order, and if that takes too long by force, which loses nothing that was committed. */
export async function shutDown({ ended, signal }: Postmaster): Promise<void> {
  const within = async (seconds: number): Promise<boolean> => {
    const timer = new AbortController();
    const late = pause(seconds * 1000, false, { signal: timer.signal }).catch(() => false);
    const inTime = await Promise.race([ended.then(() => true), late]);
    timer.abort();
    return inTime;
  };
  signal('SIGINT');
  if (await within(STOP_SECONDS)) return;
  signal('SIGQUIT');
  if (await within(CUT_OFF_SECONDS)) return;
  signal('SIGKILL');
  await ended;
}
