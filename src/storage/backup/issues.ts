import type { Issue } from '../../domain/issue.ts';

/** What can be wrong with a backup and where it goes. */

export function damagedBackup(file: string, reason: string): Issue {
  return {
    code: 'backup-damaged',
    path: file,
    message: `${file} is no whole backup: ${reason}.`,
    facts: { file, reason },
    hint: 'Take another copy of it, or an earlier backup. Nothing was changed.',
  };
}

export function newerBackup(file: string, steps: readonly string[]): Issue {
  return {
    code: 'backup-newer',
    path: file,
    message: `${file} has tables of a later version of Shiftcast (${steps.join(', ')}).`,
    facts: { file, steps: steps.join(', ') },
    hint: 'Restore it with that version. Nothing was changed.',
  };
}

export function unusableBackup(file: string, reason: string): Issue {
  return {
    code: 'backup-unusable',
    path: file,
    message: `${file} cannot be read or written: ${reason}`,
    facts: { file, reason },
    hint: 'Name a file in a folder that this user may use; a backup is written to a name that is free.',
  };
}

export function storeNotEmpty(table: string): Issue {
  return {
    code: 'store-not-empty',
    path: '--replace',
    message: `The database holds data already, in ${table} for one.`,
    facts: { table },
    hint: 'Restore into a new DATA_DIR or database, or give --replace: what is there goes once the backup is there as a whole.',
  };
}

export function storeInUse(connections: number): Issue {
  return {
    code: 'store-in-use',
    path: 'DATABASE_URL',
    message: `${connections} connections of services or solver processes use the database.`,
    facts: { connections },
    hint: 'Stop them first. Nothing was changed.',
  };
}

export function restoreFailed(reason: string): Issue {
  return {
    code: 'restore-failed',
    path: 'DATABASE_URL',
    message: `The backup could not be restored: ${reason}`,
    facts: { reason },
    hint: 'The database is as it was. Its user must be allowed to create databases (CREATEDB), and there must be room for both.',
  };
}
