import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { open, rename, rm } from 'node:fs/promises';
import { createGzip, type Gzip } from 'node:zlib';
import pg from 'pg';
import type { Outcome } from '../../domain/issue.ts';
import type { BackupReport } from '../../planning/maintenance.ts';
import { unusableBackup } from './issues.ts';

/**
 * A backup is one file: gzip of lines, each with its kind as the first character. `H` the header as JSON, with the steps that its tables had;
 * for each table `T` its name, `R` each row as JSON, `E` the number of its rows; last `S` the SHA-256 of all bytes before that line. Tables come
 * after those that they refer to. The last 32 bytes of
 * the file are the SHA-256 of the compressed bytes before them. The queue is not in it: jobs that wait are queued anew.
 */

export const FORMAT = 'shiftcast-backup-1';

/** Rows that are read at a time: one may hold megabytes. */
const AT_ONCE = 100;

export type Header = { readonly format: string; readonly at: string; readonly steps: readonly string[] };

/** Tables of the schema, each behind those that it refers to. */
export async function tablesInOrder(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = current_schema() and table_type = 'BASE TABLE' and table_name not like 'kysely%' order by 1`,
  );
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `select f.relname as "from", t.relname as "to" from pg_constraint c
     join pg_class f on f.oid = c.conrelid join pg_class t on t.oid = c.confrelid
     where c.contype = 'f' and c.connamespace = current_schema()::regnamespace and f.oid <> t.oid`,
  );
  const ordered: string[] = [];
  const visit = (name: string): void => {
    if (ordered.includes(name)) return;
    for (const { from, to } of references) if (from === name) visit(to);
    ordered.push(name);
  };
  for (const { name } of tables) visit(name);
  return ordered;
}

/** Steps that the database has had. */
export async function stepsOf(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>('select name from kysely_migration order by name');
  return rows.map(({ name }) => name);
}

/** Lines into the compressed file, and into the digest. */
async function put(gzip: Gzip, hash: Hash, line: string): Promise<void> {
  const bytes = Buffer.from(`${line}\n`, 'utf8');
  hash.update(bytes);
  if (!gzip.write(bytes)) await once(gzip, 'drain');
}

async function putTable(client: pg.ClientBase, gzip: Gzip, hash: Hash, table: string): Promise<number> {
  await put(gzip, hash, `T${JSON.stringify(table)}`);
  const name = pg.escapeIdentifier(table);
  await client.query(`declare rows no scroll cursor for select row_to_json(t)::text as line from ${name} t`);
  let count = 0;
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`fetch ${AT_ONCE} from rows`);
    // JSON of the server has line breaks only between tokens of a document that was stored with them.
    for (const { line } of rows) await put(gzip, hash, `R${line.replaceAll(/[\r\n]/g, ' ')}`);
    count += rows.length;
    if (rows.length < AT_ONCE) break;
  }
  await client.query('close rows');
  await put(gzip, hash, `E${count}`);
  return count;
}

async function putAll(client: pg.ClientBase, gzip: Gzip): Promise<Omit<BackupReport, 'bytes'>> {
  const hash = createHash('sha256');
  const steps = await stepsOf(client);
  const { rows } = await client.query<{ at: Date }>('select now() as at');
  const at = (rows[0]?.at ?? new Date()).toISOString();
  await put(gzip, hash, `H${JSON.stringify({ format: FORMAT, at, steps } satisfies Header)}`);
  const tables: Record<string, number> = {};
  for (const table of await tablesInOrder(client)) tables[table] = await putTable(client, gzip, hash, table);
  const sha256 = hash.digest('hex');
  gzip.write(`S${sha256}\n`);
  return { at, step: steps.at(-1) ?? '', tables, sha256 };
}

/** Writes all tables of a database, at one state of it, to a file that was not there. */
export async function writeBackup(url: string, file: string): Promise<Outcome<BackupReport>> {
  const client = new pg.Client({ connectionString: url, application_name: 'shiftcast backup' });
  client.on('error', () => undefined);
  await client.connect();
  const unfinished = `${file}.unfinished`;
  try {
    // Kept for its owner: the file holds personal data.
    const taken = await open(file, 'wx', 0o600);
    await taken.close();
    const handle = await open(unfinished, 'w', 0o600);
    const gzip = createGzip();
    const written = (async () => {
      const whole = createHash('sha256');
      for await (const chunk of gzip) {
        whole.update(chunk as Buffer);
        await handle.write(chunk as Buffer);
      }
      await handle.write(whole.digest());
    })();
    try {
      // Whoever may not see all rows is refused; a part would pass for the whole.
      await client.query('set row_security = off');
      await client.query('begin isolation level repeatable read read only');
      const report = await putAll(client, gzip);
      gzip.end();
      await written;
      await handle.sync();
      const { size } = await handle.stat();
      await rename(unfinished, file);
      return { ok: true, value: { ...report, bytes: size } };
    } catch (error) {
      gzip.destroy();
      await written.catch(() => undefined);
      await rm(file, { force: true });
      throw error;
    } finally {
      await handle.close();
      await rm(unfinished, { force: true });
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return { ok: false, issues: [unusableBackup(file, (error as Error).message)] };
  } finally {
    await client.end();
  }
}
