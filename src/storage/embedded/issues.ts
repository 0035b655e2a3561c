import type { Issue } from '../../domain/issue.ts';

/** What can be wrong when the own PostgreSQL is started. All of them are the operator's to mend, so they name the folder and what to do. */

/** Where an operator changes what is wrong: the folder's setting. */
const PATH = 'DATA_DIR';

const OTHER_SERVER = 'or give a server of your own with DATABASE_URL.';

/** Says an error of the system in one line. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Code of an error of the system, such as EACCES. */
export function errorCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

/** The folder cannot be made, read or written. */
export function folderUnusable(folder: string, error: unknown): Issue {
  const reason = reasonOf(error);
  return {
    code: 'data-folder-unusable',
    path: PATH,
    message: `The data folder ${folder} cannot be used: ${reason}`,
    facts: { folder, reason },
    hint: 'Make the folder writable for the user that runs the service, or choose another one with DATA_DIR.',
  };
}

/** Another service owns the folder; `pid` is a process id, or "unknown" in the moment before it is written. */
export function folderInUse(folder: string, pid: number | string): Issue {
  return {
    code: 'data-folder-in-use',
    path: PATH,
    message: `The data folder ${folder} is in use by a running service (process ${pid}).`,
    facts: { folder, pid },
    hint: 'Stop that service first, or choose another folder with DATA_DIR.',
  };
}

/** The cluster was made by another major version of PostgreSQL. */
export function wrongVersion(folder: string, found: string, needed: string): Issue {
  return {
    code: 'database-version',
    path: PATH,
    message: `The database in ${folder} is of PostgreSQL ${found}; this version of Shiftcast runs PostgreSQL ${needed}.`,
    facts: { folder, found, needed },
    hint: 'Start it with the version of Shiftcast that made it, export the data and import it here. Nothing was changed.',
  };
}

/** Something else stands where the cluster should be. */
export function notADatabase(folder: string): Issue {
  return {
    code: 'database-damaged',
    path: PATH,
    message: `The folder ${folder} is not empty and holds no PostgreSQL database.`,
    facts: { folder },
    hint: 'Move its content away or restore it from a copy, or choose another folder with DATA_DIR. Nothing was changed.',
  };
}

/** The cluster belongs to another user than the one it could be run as. */
export function wrongOwner(folder: string, owner: number, uid: number): Issue {
  return {
    code: 'database-owner',
    path: PATH,
    message: `The database in ${folder} belongs to the user with number ${owner}, and PostgreSQL would run as ${uid}.`,
    facts: { folder, owner, uid },
    hint: 'Start the service as the user who started it before, or give the folder to this one with chown -R.',
  };
}

/** PostgreSQL refuses to run as root, and no other user can be taken. */
export function noAccount(reason: string): Issue {
  return {
    code: 'database-user',
    path: PATH,
    message: `PostgreSQL does not run as root, and no other user can be taken for it: ${reason}`,
    facts: { reason },
    hint: `Start the service as an ordinary user, ${OTHER_SERVER}`,
  };
}

/** There is no PostgreSQL for this machine, or it cannot be run. */
export function noBinaries(platform: string, reason: string): Issue {
  return {
    code: 'database-binaries',
    path: PATH,
    message: `There is no PostgreSQL that runs here (${platform}): ${reason}`,
    facts: { platform, reason },
    hint: `Install with the optional dependencies, on Linux with glibc, ${OTHER_SERVER}`,
  };
}

/** The cluster could not be made, or its server did not come up; `reason` has the last lines of what it said. */
export function startFailed(folder: string, reason: string): Issue {
  return {
    code: 'database-start-failed',
    path: PATH,
    message: `PostgreSQL in ${folder} did not start: ${reason}`,
    facts: { folder, reason },
    hint: `Mend what it names (see postgres.log in the data folder) and start again, ${OTHER_SERVER}`,
  };
}
