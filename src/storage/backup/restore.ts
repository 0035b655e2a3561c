import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Issue, Outcome } from '../../domain/issue.ts';
import type { Erasure, RestoreReport } from '../../planning/maintenance.ts';
import { migrate, runSteps } from '../migrate.ts';
import { MIGRATIONS } from '../migrations/index.ts';
import { eraseEmployee, erasureMark } from '../people/erase.ts';
import { openMasterKey } from '../people/master-key.ts';
import { openTransactions } from '../transactions.ts';
import { verifyTrails } from '../trail/verify.ts';
import { newerBackup, restoreFailed, storeInUse, storeNotEmpty } from './issues.ts';
import { type BackupContents, readBackup } from './read.ts';
import { stepsOf, tablesInOrder } from './write.ts';

export type RestoreOptions = {
  readonly file: string;
  /** Whether what is stored may go. */
  readonly replace: boolean;
  readonly masterKey: Uint8Array;
  /** Erasures that are known besides those of the database itself. */
  readonly erasures: readonly Erasure[];
};

/** Characters of rows that are written by one statement. */
const BATCH_CHARACTERS = 4_000_000;

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'shiftcast restore' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Connection string of another database of the same server. */
function siblingUrl(url: string, database: string): string {
  return url.replace(/^(postgres(?:ql)?:\/\/[^/?]*\/)[^?]*/, `$1${database}`);
}

/** Tables that a database has rows in before anybody stored anything. */
const NEVER_EMPTY: ReadonlySet<string> = new Set(['organisations', 'person_keys']);

/** What of the present state keeps a backup from being restored. */
async function obstacle(client: pg.Client, replace: boolean): Promise<Issue | undefined> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and application_name like 'shiftcast%'`,
  );
  const connections = rows[0]?.count ?? 0;
  if (connections > 0) return storeInUse(connections);
  if (replace) return undefined;
  for (const table of await tablesInOrder(client)) {
    if (NEVER_EMPTY.has(table)) continue;
    const found = await client.query(`select 1 from ${pg.escapeIdentifier(table)} limit 1`);
    if (found.rowCount !== 0) return storeNotEmpty(table);
  }
  return undefined;
}

/** Erasures that a database knows of. */
export async function erasuresOf(url: string): Promise<readonly Erasure[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<Omit<Erasure, 'at'> & { readonly created_at: Date }>(
      'select organisation, mark, pseudonym, created_at from erasures order by organisation, created_at',
    );
    return rows.map(({ created_at: at, ...erasure }) => ({ ...erasure, at: at.toISOString() }));
  });
}

/** Writes what the file holds into empty tables, and nothing that they had from their making. */
async function load(url: string, file: string): Promise<Outcome<BackupContents>> {
  return withClient(url, async (client) => {
    await client.query('set row_security = off');
    await client.query('begin');
    for (const table of (await tablesInOrder(client)).toReversed())
      await client.query(`delete from ${pg.escapeIdentifier(table)}`);
    const waiting: string[] = [];
    let characters = 0;
    const flush = async (table: string): Promise<void> => {
      if (waiting.length === 0) return;
      const name = pg.escapeIdentifier(table);
      const rows = `[${waiting.splice(0).join(',')}]`;
      characters = 0;
      await client.query(`insert into ${name} select * from json_populate_recordset(null::${name}, $1::json)`, [rows]);
    };
    const read = await readBackup(file, {
      onRow: async (table, row) => {
        waiting.push(row);
        characters += row.length;
        if (characters >= BATCH_CHARACTERS) await flush(table);
      },
      onTable: flush,
    });
    await client.query(read.ok ? 'commit' : 'rollback');
    return read;
  });
}

/** Erases again whom the backup still knows: those of the list that were erased after it. Gives how many. */
async function eraseAgain(
  url: string,
  { masterKey, erasures }: Pick<RestoreOptions, 'masterKey' | 'erasures'>,
  backupAt: string,
): Promise<number> {
  const later = new Map(
    erasures.filter(({ at }) => at > backupAt).map((one) => [JSON.stringify([one.organisation, one.mark]), one]),
  );
  if (later.size === 0) return 0;
  const transactions = openTransactions({
    url,
    masterKey,
    connections: 2,
    log: () => undefined,
    patienceSeconds: 0,
  });
  let erased = 0;
  try {
    const people = await transactions.query<{ organisation: string; id: string }>(
      'select organisation, id from employees order by organisation, id',
    );
    for (const { organisation, id } of people) {
      const mark = erasureMark(masterKey, organisation, id);
      const erasure = later.get(JSON.stringify([organisation, mark]));
      if (erasure === undefined) continue;
      const origin = { operation: 'restore', via: 'command', address: '' };
      await transactions.write({ organisation, actor: 'command line', origin }, (session) =>
        eraseEmployee(session, id, erasure.pseudonym),
      );
      erased += 1;
    }
    return erased;
  } finally {
    await transactions.close();
  }
}

/** Makes the new state beside the old one, whole and checked. */
async function build(
  url: string,
  { file, masterKey, erasures }: RestoreOptions,
  { header, tables, sha256 }: BackupContents,
): Promise<Outcome<RestoreReport>> {
  const step = header.steps.at(-1) ?? '';
  await runSteps(url, step);
  const loaded = await load(url, file);
  if (!loaded.ok) return loaded;
  const migrated = await migrate(url);
  if (!migrated.ok) return migrated;
  const given = Buffer.from(masterKey).toString('hex');
  const key = await openMasterKey(url, { given, file: '' });
  if (!key.ok) return key;
  // Whoever signed out since then, or was disabled, is not signed in again by an older state.
  await withClient(url, (client) =>
    client.query('delete from sessions; delete from sign_ins; delete from access_counts'),
  );
  const erased = await eraseAgain(url, { masterKey, erasures }, header.at);
  return { ok: true, value: { at: header.at, step, tables, sha256, erased, trail: await verifyTrails(url) } };
}

/** The new database takes the name of the old one, both in one transaction; the old one goes after it. */
async function swap(client: pg.Client, old: string, made: string): Promise<void> {
  const aside = `${old}_${randomBytes(4).toString('hex')}`;
  await client.query('begin');
  await client.query(`alter database ${pg.escapeIdentifier(old)} rename to ${pg.escapeIdentifier(aside)}`);
  await client.query(`alter database ${pg.escapeIdentifier(made)} rename to ${pg.escapeIdentifier(old)}`);
  await client.query('commit');
  await client.query(`drop database if exists ${pg.escapeIdentifier(aside)} with (force)`);
}

/** Whether this version knows the tables of a backup: its steps are the first of ours. */
function isKnown(steps: readonly string[]): boolean {
  const known = Object.keys(MIGRATIONS).toSorted();
  return steps.length > 0 && steps.every((step, index) => step === known[index]);
}

/**
 * Restores a backup into a migrated database. The file is checked to its end first; what it holds is made in a database of its own, brought to the
 * present tables, and takes the place of the old one when it is whole. Until then nothing is touched.
 */
export async function restoreBackup(url: string, options: RestoreOptions): Promise<Outcome<RestoreReport>> {
  const checked = await readBackup(options.file);
  if (!checked.ok) return checked;
  const { steps } = checked.value.header;
  if (!isKnown(steps)) {
    const known = Object.keys(MIGRATIONS);
    return {
      ok: false,
      issues: [
        newerBackup(
          options.file,
          steps.filter((step) => !known.includes(step)),
        ),
      ],
    };
  }
  const stands = await withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>('select current_database() as name');
    return { issue: await obstacle(client, options.replace), name: rows[0]?.name ?? '', steps: await stepsOf(client) };
  });
  if (stands.issue !== undefined) return { ok: false, issues: [stands.issue] };
  const erasures = [...options.erasures, ...(await erasuresOf(url))];
  const made = `${stands.name}_${randomBytes(4).toString('hex')}`;
  // Whoever renames a database is connected to another one.
  return withClient(siblingUrl(url, 'postgres'), async (client) => {
    try {
      await client.query(`create database ${pg.escapeIdentifier(made)} template template0`);
      const built = await build(siblingUrl(url, made), { ...options, erasures }, checked.value);
      if (built.ok) await swap(client, stands.name, made);
      return built;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      await client.query('rollback').catch(() => undefined);
      return { ok: false, issues: [restoreFailed(error.message)] };
    } finally {
      await client.query(`drop database if exists ${pg.escapeIdentifier(made)} with (force)`).catch(() => undefined);
    }
  });
}
