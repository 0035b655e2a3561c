import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from 'kysely';
import pg from 'pg';
import { migrate } from '../../../src/storage/migrate.ts';
import { ROWS_ROLE } from '../../../src/storage/row-security.ts';
import { openTransactions } from '../../../src/storage/transactions.ts';
import { TEST_KEY } from '../../fixtures/postgres.ts';
import { askDatabase, storeTables } from '../../fixtures/rows.ts';
import { ANNAS, openTestStore, STRANGER, teamOf, type TestStore } from '../../fixtures/stores.ts';

let at: TestStore;
beforeAll(async () => {
  at = await openTestStore();
  for (const scope of [ANNAS, STRANGER])
    await at.store.write(scope, ({ teams }) => teams.create(teamOf(`of-${scope.organisation}`, [])));
});
afterAll(() => at.close());

const POLICIES = `
  select c.relname as name from pg_class c join pg_policy p on p.polrelid = c.oid
  where c.relrowsecurity and p.polcmd = '*' order by 1`;

it('every table has a policy, and a new one gets it at the next start', async () => {
  const named = async () => (await askDatabase(at.url, POLICIES)).map(({ name }) => name);
  expect(await named()).toEqual(await storeTables(at.url));
  await askDatabase(at.url, 'create table later (organisation text not null)');
  expect(await named()).not.toContain('later');
  expect(await migrate(at.url)).toEqual({ ok: true, value: null });
  expect(await named()).toContain('later');
  await askDatabase(at.url, 'drop table later');
});

it('a statement that forgot its organisation sees and changes rows of its own alone, whoever is connected', async () => {
  const transactions = openTransactions({
    url: at.url,
    connections: 1,
    masterKey: TEST_KEY,
    patienceSeconds: 1,
    log: () => undefined,
  });
  try {
    const superuser = await transactions.query<{ rolsuper: boolean }>(
      'select rolsuper from pg_roles where rolname = current_user',
    );
    expect(superuser).toEqual([{ rolsuper: true }]);
    const seen = await transactions.read(ANNAS, async (session) => {
      // The session refuses what does not name the organisation, so it is named where it filters nothing.
      const named = sql`${ANNAS.organisation}::text is not null`;
      return [
        await session.rows(sql<{ id: string }>`select id from teams where ${named}`),
        await session.first(sql<{ who: string }>`select current_user as who where ${named}`),
      ];
    });
    expect(seen).toEqual([[{ id: 'of-acme' }], { who: ROWS_ROLE }]);
    const changed = await transactions.write(ANNAS, (session) =>
      session.count(sql`update teams set name = 'mine' where ${ANNAS.organisation}::text is not null`),
    );
    expect(changed).toBe(1);
    const foreign = transactions.write(ANNAS, (session) =>
      session.count(sql`update teams set organisation = 'other' where organisation = ${ANNAS.organisation}`),
    );
    await expect(foreign).rejects.toMatchObject({ message: expect.stringContaining('row-level security') as string });
  } finally {
    await transactions.close();
  }
  const teams = await askDatabase(at.url, 'select id, name from teams order by id');
  expect(teams).toEqual([
    { id: 'of-acme', name: 'mine' },
    { id: 'of-other', name: null },
  ]);
});

it('outside of a scope the role sees nothing', async () => {
  const client = new pg.Client({ connectionString: at.url });
  await client.connect();
  await client.query(`set role ${ROWS_ROLE}`);
  const { rows } = await client.query('select * from teams');
  await client.end();
  expect(rows).toEqual([]);
});
