import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import type { Issue, Outcome } from '../domain/issue.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { installQueue, QUEUE_VERSION, queueVersion } from './queue.ts';
import { failureOf } from './refusal.ts';
import { areRowsSecured, secureRows } from './row-security.ts';

/** Brings a database to the tables of this version. */

/** Any number: who holds it changes the tables, other starts wait. */
const LOCK = 5_170_426;

/** uuidv7() and RETURNING with old values came with PostgreSQL 18. */
const OLDEST_SERVER = 180_000;

/** The setting by which an operator chose the database: where what is wrong is changed. */
export type DatabaseSetting = 'DATABASE_URL' | 'DATA_DIR';

/** The database was changed by a later version, which may read its tables in another way. */
function newerDatabase(path: DatabaseSetting, unknown: readonly string[]): Issue {
  const steps = unknown.join(', ');
  return {
    code: 'database-newer',
    path,
    message: `The database has tables of a later version of Shiftcast (${steps}).`,
    facts: { steps },
    hint: 'Start that version, or restore a backup from before it. Nothing was changed.',
  };
}

function oldServer(path: DatabaseSetting, version: string): Issue {
  return {
    code: 'database-server-old',
    path,
    message: `The database server is PostgreSQL ${version}; Shiftcast needs PostgreSQL 18 or later.`,
    facts: { found: version, needed: '18' },
    hint: 'Give the address of a newer server with DATABASE_URL, or leave it out: Shiftcast then runs its own.',
  };
}

/** The server is not there, or does not let us in. */
function unreachable(path: DatabaseSetting, error: unknown): Issue {
  const reason = error instanceof Error && error.message !== '' ? error.message : String(error);
  return {
    code: 'database-unreachable',
    path,
    message: `The database cannot be reached: ${reason}`,
    facts: { reason },
    hint: 'See that the server runs and that the address, name and password of DATABASE_URL are right.',
  };
}

/** Steps that the database has had, in order; none where it is new. */
async function stepsOf(client: pg.Client): Promise<readonly string[]> {
  const found = await client.query("select where to_regclass('kysely_migration') is not null");
  if (found.rowCount === 0) return [];
  const { rows } = await client.query<{ name: string }>('select name from kysely_migration order by name');
  return rows.map(({ name }) => name);
}

/** Runs what is missing, up to a step or to the last. All steps are one transaction: a start that dies leaves the tables as they were. */
export async function runSteps(url: string, to?: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, application_name: 'shiftcast migrations', max: 2 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = new Migrator({
      db,
      provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) },
      // Steps that were made side by side arrive in any order, and none looks at another's tables: a database that has the later one takes the earlier one too.
      allowUnorderedMigrations: true,
    });
    const { error } = await (to === undefined ? migrator.migrateToLatest() : migrator.migrateTo(to));
    if (error !== undefined)
      throw error instanceof Error ? error : new Error('the migrations failed', { cause: error });
  } finally {
    await db.destroy();
  }
}

/**
 * Makes or completes the tables, and those of the queue. Starts that come at once wait for each other; a database that is complete
 * costs three queries. A database of a later version is refused, and nothing is touched.
 */
export async function migrate(url: string, path: DatabaseSetting = 'DATABASE_URL'): Promise<Outcome<null>> {
  const client = new pg.Client({ connectionString: url, application_name: 'shiftcast migrations' });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => undefined);
    return { ok: false, issues: [unreachable(path, error)] };
  }
  try {
    const server = await client.query<{ server_version_num: string }>('show server_version_num');
    if (Number(server.rows[0]?.server_version_num) < OLDEST_SERVER) {
      const { rows } = await client.query<{ server_version: string }>('show server_version');
      return { ok: false, issues: [oldServer(path, rows[0]?.server_version ?? 'unknown')] };
    }
    return await complete(client, url, path);
  } catch (error) {
    if (failureOf(error) === 'connection') return { ok: false, issues: [unreachable(path, error)] };
    throw error;
  } finally {
    await client.end();
  }
}

async function complete(client: pg.Client, url: string, path: DatabaseSetting): Promise<Outcome<null>> {
  const state = await stateOf(client);
  if (state.unknown.length > 0) return { ok: false, issues: [newerDatabase(path, state.unknown)] };
  if (state.complete) return { ok: true, value: null };
  await client.query('select pg_advisory_lock($1)', [LOCK]);
  try {
    // Whoever held the lock may have been another version.
    const { unknown, complete: done } = await stateOf(client);
    if (unknown.length > 0) return { ok: false, issues: [newerDatabase(path, unknown)] };
    if (!done) {
      await runSteps(url);
      await installQueue(url);
      await secureRows(client);
    }
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]);
  }
  return { ok: true, value: null };
}

async function stateOf(
  client: pg.Client,
): Promise<{ readonly unknown: readonly string[]; readonly complete: boolean }> {
  const known = Object.keys(MIGRATIONS);
  const steps = await stepsOf(client);
  const version = await queueVersion(client);
  const unknown = steps.filter((step) => !known.includes(step));
  if (version !== null && version > QUEUE_VERSION) unknown.push(`queue ${version}`);
  const complete = steps.length === known.length && version === QUEUE_VERSION && (await areRowsSecured(client));
  return { unknown, complete };
}
