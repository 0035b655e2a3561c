import pg from 'pg';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../../fixtures/postgres.ts';

async function rows(url: string, statement: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

it('databases of tests have nothing in common, and are gone once dropped', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await rows(one.url, 'CREATE TABLE only_here (n int)');
  const tables = "SELECT count(*)::int AS n FROM pg_tables WHERE tablename = 'only_here'";
  expect(await rows(one.url, tables)).toEqual([{ n: 1 }]);
  expect(await rows(other.url, tables)).toEqual([{ n: 0 }]);
  await one.drop();
  await expect(rows(one.url, 'SELECT 1')).rejects.toThrow('does not exist');
  await other.drop();
});

it('a database of tests is dropped while it is in use, and twice is once', async () => {
  const { url, drop } = await createTestDatabase();
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  await drop();
  await expect(client.query('SELECT 1')).rejects.toThrow('connection error');
  await drop();
});
