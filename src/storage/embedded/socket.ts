import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

const NAME = 'shiftcast-';

export type SocketFolder = {
  /** Folder of the socket, in a path short enough for clients. */
  readonly folder: string;
  /** Folder in the system's temporary folder that has the short link, if one was needed. */
  readonly linkFolder?: string;
};

/** The socket's folder; where its path is too long, a link to it in a folder that this user alone can enter. */
export function socketFolder(cluster: string): SocketFolder {
  if (Buffer.byteLength(join(cluster, SOCKET)) <= LONGEST_PATH) return { folder: cluster };
  const short = Buffer.byteLength(join(tmpdir(), `${NAME}XXXXXX`, 'db', SOCKET)) <= LONGEST_PATH ? tmpdir() : '/tmp';
  const linkFolder = mkdtempSync(join(short, NAME));
  const folder = join(linkFolder, 'db');
  symlinkSync(cluster, folder);
  return { folder, linkFolder };
}

/** Removes the folder of a link. */
export function removeLink(linkFolder: string | undefined): void {
  // The name comes from a file when the owner before was killed: only what looks like such a folder is removed, never through a link.
  if (linkFolder === undefined || !/\/shiftcast-[^/]{6}$/.test(linkFolder)) return;
  rmSync(join(linkFolder, 'db'), { force: true });
  rmSync(linkFolder, { recursive: true, force: true });
}

/** Connection string of a database of the server. */
export function connectionString(folder: string, database: string): string {
  return `postgres:///${database}?host=${encodeURIComponent(folder)}&user=${DATABASE_USER}`;
}
