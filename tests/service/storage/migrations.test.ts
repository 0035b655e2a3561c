import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrate } from '../../../src/storage/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../../fixtures/postgres.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

async function sql(text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows ?? [];
  } finally {
    await client.end();
  }
}

const empty = () => sql('drop schema public cascade; create schema public; drop schema pgboss cascade');

const columns = () =>
  sql(
    `select table_schema, table_name, column_name, data_type from information_schema.columns
     where table_schema in ('public', 'pgboss') order by 1, 2, 3`,
  );

it('starts that come at once make the tables once', async () => {
  const complete = await columns();
  await empty();
  const outcomes = await Promise.all([migrate(database.url), migrate(database.url), migrate(database.url)]);
  expect(outcomes).toEqual(outcomes.map(() => ({ ok: true, value: null })));
  expect(await columns()).toEqual(complete);
  expect(await sql("select name from pgboss.queue where name = 'solve'")).toHaveLength(1);
});

it('a complete database stays as it is', async () => {
  const complete = await columns();
  const steps = await sql('select * from kysely_migration order by name');
  expect(await migrate(database.url)).toEqual({ ok: true, value: null });
  expect(await columns()).toEqual(complete);
  expect(await sql('select * from kysely_migration order by name')).toEqual(steps);
});

it('what was not finished is made at the next start', async () => {
  const complete = await columns();
  await sql('drop schema pgboss cascade');
  expect(await migrate(database.url)).toEqual({ ok: true, value: null });
  expect(await columns()).toEqual(complete);
});

it('a database of a later version is refused and not touched', async () => {
  await sql("insert into kysely_migration (name, timestamp) values ('9000-later', '2030-01-01')");
  await sql('drop schema pgboss cascade');
  const before = await columns();
  expect(await migrate(database.url)).toMatchObject({
    ok: false,
    issues: [{ code: 'database-newer', path: 'DATABASE_URL', facts: { steps: '9000-later' } }],
  });
  expect(await columns()).toEqual(before);
});

it('a queue of a later version is refused, at the setting that chose the database', async () => {
  await sql('update pgboss.version set version = version + 1');
  expect(await migrate(database.url, 'DATA_DIR')).toMatchObject({
    ok: false,
    issues: [{ code: 'database-newer', path: 'DATA_DIR' }],
  });
  expect(await migrate(database.url)).toMatchObject({ ok: false, issues: [{ code: 'database-newer' }] });
});

it('a server that is not there, or has no such database, is an issue', async () => {
  expect(await migrate('postgres://nobody@127.0.0.1:9/none')).toMatchObject({
    ok: false,
    issues: [{ code: 'database-unreachable', path: 'DATABASE_URL' }],
  });
  const missing = database.url.replace(/^postgres:\/\/\/[^?]*/u, 'postgres:///no_such_database');
  expect(await migrate(missing)).toMatchObject({ ok: false, issues: [{ code: 'database-unreachable' }] });
});
