import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Issue, Outcome } from '../../domain/issue.ts';
import { type Account, runAs } from './account.ts';
import type { Binaries } from './binaries.ts';
import { errorCode, notADatabase, reasonOf, startFailed, wrongVersion } from './issues.ts';
import { settleLeftovers } from './leftovers.ts';

/** Major version of PostgreSQL whose clusters are run. */
const MAJOR_VERSION = '18';

/** Superuser and owner of everything; who may connect is decided by the permissions of the cluster's folder. */
export const DATABASE_USER = 'shiftcast';

/**
 * The cluster as the programs are told of it: their own working folder, which is set before they change the user. So a cluster can lie
 * in a folder that the account cannot enter, such as root's home.
 */
export const WORKING_FOLDER = '/proc/self/cwd';

/** Environment of the programs: nothing of this process's reaches them, neither locale nor zone nor defaults for connections. */
export const PROGRAM_ENVIRONMENT: Readonly<Record<string, string>> = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** Whether there is a cluster: undefined if the folder is free for one, an issue if it cannot be run. Touches nothing. */
export async function checkCluster(cluster: string): Promise<'none' | 'there' | Issue> {
  let names: readonly string[];
  try {
    names = await readdir(cluster);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 'none';
    throw error;
  }
  if (names.length === 0) return 'none';
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (version === undefined) return notADatabase(cluster);
  if (version.trim() !== MAJOR_VERSION) return wrongVersion(cluster, version.trim(), MAJOR_VERSION);
  return 'there';
}

function initialise(
  { initdb }: Binaries,
  folder: string,
  account: Account,
  durable: boolean,
): Promise<string | undefined> {
  const options = [
    ['-D', WORKING_FOLDER],
    ['--username', DATABASE_USER],
    // The folder is open to its owner and root alone, who can read the data anyway; a password would protect nothing more.
    ['--auth-local', 'trust'],
    ['--auth-host', 'reject'],
    ['--encoding', 'UTF8'],
    // PostgreSQL's own collation: the order of texts does not change with the system's library.
    ['--locale', 'C'],
    ['--locale-provider', 'builtin'],
    ['--builtin-locale', 'C.UTF-8'],
    ['--no-instructions'],
    ...(durable ? [] : [['--no-sync']]),
  ];
  return new Promise((resolve) => {
    const how = { ...runAs(account), cwd: folder, env: PROGRAM_ENVIRONMENT };
    execFile(initdb, options.flat(), how, (error, out, said) => {
      resolve(error === null ? undefined : `${out}\n${said}`.trim().split('\n').slice(-6).join('\n') || error.message);
    });
  });
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Prefix of the folder in which a cluster is made; it gets its name last, so a cluster with its name is whole. */
const making = (cluster: string): string => `${basename(cluster)}.new-`;

/** Removes clusters that were never finished, with the programs that may still write them. */
async function removeUnfinished(cluster: string): Promise<void> {
  const parent = dirname(cluster);
  for (const name of await readdir(parent)) {
    if (!name.startsWith(making(cluster))) continue;
    await settleLeftovers(join(parent, name));
    await rm(join(parent, name), { recursive: true, force: true });
  }
}

/** Makes an empty cluster. */
export async function makeCluster(
  cluster: string,
  { binaries, account, durable }: { readonly binaries: Binaries; readonly account: Account; readonly durable: boolean },
): Promise<Outcome<void>> {
  try {
    await removeUnfinished(cluster);
    const folder = join(dirname(cluster), `${making(cluster)}${randomBytes(6).toString('hex')}`);
    await mkdir(folder, { mode: 0o700 });
    if (account.switched) await chown(folder, account.uid, account.gid);
    const failed = await initialise(binaries, folder, account, durable);
    if (failed === undefined) {
      await rename(folder, cluster);
      if (durable) await syncFolder(dirname(cluster));
      return { ok: true, value: undefined };
    }
    await rm(folder, { recursive: true, force: true });
    return { ok: false, issues: [startFailed(cluster, failed)] };
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return { ok: false, issues: [startFailed(cluster, reasonOf(error))] };
  }
}
