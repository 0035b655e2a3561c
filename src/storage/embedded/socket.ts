import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_USER } from './cluster.ts';

/**
 * How the server is reached: by a Unix socket in the cluster's folder, which only its owner and root can enter. No port can be taken by
 * another program, no password can leak, nobody else on the machine gets as far as the server, and the address stays the same when the
 * server is started again. The server names the folder by a dot, its working folder, so its own side has no limit of length.
 */

/** Longest path of a socket that Linux takes, bytes: 108 with the ending zero. */
const LONGEST_PATH = 107;

const SOCKET = '.s.PGSQL.5432';

export type SocketFolder = {
  /** Folder of the socket, in a path short enough for clients. */
  readonly path: string;
  readonly close: () => void;
};

/**
 * The socket's folder by its own path, or where that is too long by the handle that this process holds on it: a short path for every
 * process of the same user while this one lives, closed to others by the kernel, with nothing to clean up after a kill.
 */
export function openSocketFolder(cluster: string): SocketFolder {
  if (Buffer.byteLength(join(cluster, SOCKET)) <= LONGEST_PATH) return { path: cluster, close: () => undefined };
  const handle = openSync(cluster, 'r');
  return { path: `/proc/${process.pid}/fd/${handle}`, close: () => closeSync(handle) };
}

/** Connection string of a database of the server. */
export function connectionString(folder: string, database: string): string {
  return `postgres:///${database}?host=${encodeURIComponent(folder)}&user=${DATABASE_USER}`;
}
