import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql as statement } from 'kysely';
import type { PoolClient } from 'pg';
import { failureOf, refused } from '../../../src/storage/refusal.ts';
import { openSession } from '../../../src/storage/session.ts';
import { openStore } from '../../../src/storage/store.ts';
import { openTransactions } from '../../../src/storage/transactions.ts';
import { TEST_KEY } from '../../fixtures/postgres.ts';
import { ANNAS, openTestStore, teamOf, type TestStore } from '../../fixtures/stores.ts';

let at: TestStore;
beforeAll(async () => {
  at = await openTestStore();
});
afterAll(() => at.close());

async function sql(text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: at.url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows ?? [];
  } finally {
    await client.end();
  }
}

/** Ends the connections of stores, as a server does that goes down; those that listen stay. */
const cutConnections = () =>
  sql(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'shiftcast'`,
  );

const isThere = async (id: string) => (await at.read(({ teams }) => teams.get(id))) !== undefined;

it('a transaction whose work throws leaves nothing behind, and the error comes as it was thrown', async () => {
  const error = new Error('mine');
  const failing = at.write(async ({ teams }) => {
    await teams.create(teamOf('never'));
    throw error;
  });
  await expect(failing).rejects.toBe(error);
  expect(await isThere('never')).toBe(false);
});

it('reads see one state of the store, and cannot write', async () => {
  const seen = await at.read(async ({ teams }) => {
    const before = await teams.get('meanwhile');
    await at.write((tables) => tables.teams.create(teamOf('meanwhile')));
    return [before, await teams.get('meanwhile')];
  });
  expect(seen).toEqual([undefined, undefined]);
  expect(await isThere('meanwhile')).toBe(true);
  await expect(at.read(({ teams }) => teams.create(teamOf('by-reading')))).rejects.toThrow('read-only');
});

it('statements that are asked for at once run one after the other', async () => {
  const found = await at.read(({ teams }) =>
    Promise.all([teams.get('meanwhile'), teams.get('never'), teams.list({}, { limit: 1 })]),
  );
  expect(found[0]?.team.id).toBe('meanwhile');
});

it('work that hides a failed statement is not taken for done', async () => {
  const hiding = at.write(async ({ teams, drafts }) => {
    await teams.create(teamOf('hidden'));
    await drafts.change('none', Number.NaN, { put: [], removed: [] }, { kind: 'created' }).catch(() => undefined);
  });
  await expect(hiding).rejects.toThrow('a statement had failed');
  expect(await isThere('hidden')).toBe(false);
});

it('of two transactions that wait for each other, the one that was aborted is run again', async () => {
  await at.write(({ teams }) => teams.create(teamOf('left')));
  await at.write(({ teams }) => teams.create(teamOf('right')));
  let runs = 0;
  let waiting = 0;
  let bothHold = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    bothHold = resolve;
  });
  const crossing = (first: string, second: string) =>
    at.write(async ({ teams }) => {
      runs += 1;
      await teams.replace(teamOf(first, [], { name: `run ${runs}` }), (await teams.get(first))?.version ?? 0);
      waiting += 1;
      if (waiting === 2) bothHold();
      await held;
      return teams.replace(teamOf(second), (await teams.get(second))?.version ?? 0);
    });
  const outcomes = await Promise.all([crossing('left', 'right'), crossing('right', 'left')]);
  expect(outcomes).toMatchObject([{ ok: true }, { ok: true }]);
  // The one that is run again may meet the other once more.
  expect(runs).toBeGreaterThan(2);
});

it('work whose connection is lost before its commit is run again', async () => {
  let runs = 0;
  const value = await at.write(async ({ teams }) => {
    runs += 1;
    const made = await teams.create(teamOf('kept'));
    if (runs === 1) await cutConnections();
    await teams.get('kept');
    return made;
  });
  expect(value).not.toBe('exists');
  expect(runs).toBe(2);
  expect(await isThere('kept')).toBe(true);
});

it('a connection lost while nobody used it is not noticed', async () => {
  await Promise.all([isThere('kept'), isThere('kept'), isThere('kept')]);
  await cutConnections();
  expect(await Promise.all([isThere('kept'), isThere('kept'), isThere('kept')])).toEqual([true, true, true]);
});

it('a commit whose answer is lost is refused and not run again, because it may have been done', async () => {
  const slow = await openTestStore();
  const client = new pg.Client({ connectionString: slow.url });
  await client.connect();
  // The trigger runs within the commit and waits there for a lock that the test holds.
  await client.query(`
    create function wait() returns trigger language plpgsql as $$
      begin perform pg_advisory_xact_lock(77); return null; end $$;
    create constraint trigger wait after insert on teams deferrable initially deferred
      for each row execute function wait();
    select pg_advisory_lock(77)`);
  let runs = 0;
  const writing = slow
    .write(({ teams }) => {
      runs += 1;
      return teams.create(teamOf('doubtful'));
    })
    .catch((error: unknown) => error);
  for (let cut = 0; cut === 0; ) {
    const { rowCount } = await client.query(
      `select pg_terminate_backend(pid) from pg_locks join pg_stat_activity using (pid)
       where locktype = 'advisory' and not granted and query = 'commit'`,
    );
    cut = rowCount ?? 0;
  }
  expect(await writing).toMatchObject({ refusal: 'unreachable' });
  expect(runs).toBe(1);
  await client.end();
  await slow.close();
});

it('a database that does not come back is refused as unreachable, without ending the process', async () => {
  const doomed = await openTestStore({ patienceSeconds: 0.3 });
  const gone = { refusal: 'unreachable' };
  const [, name = ''] = /postgres:\/\/\/([^?]*)/u.exec(doomed.url) ?? [];
  await sql(`drop database ${name} with (force)`);
  await expect(doomed.read(({ teams }) => teams.get('a'))).rejects.toMatchObject(gone);
  await expect(doomed.write(({ teams }) => teams.get('a'))).rejects.toMatchObject(gone);
  expect(await doomed.store.ready()).toBe(false);
  await doomed.close();
});

it('a database that is down for lack of room is refused as full at once, also to who reads', async () => {
  const doomed = await openTestStore({ patienceSeconds: 600, fault: () => 'full' });
  await doomed.write(({ teams }) => teams.create(teamOf('a')));
  const [, name = ''] = /postgres:\/\/\/([^?]*)/u.exec(doomed.url) ?? [];
  await sql(`drop database ${name} with (force)`);
  await expect(doomed.read(({ teams }) => teams.get('a'))).rejects.toMatchObject({ refusal: 'full' });
  await expect(doomed.write(({ teams }) => teams.get('a'))).rejects.toMatchObject({ refusal: 'full' });
  await doomed.close();
});

it('a store that is not there cannot be opened', async () => {
  const url = 'postgres://nobody@127.0.0.1:9/none';
  await expect(openStore({ url, role: 'api', masterKey: TEST_KEY })).rejects.toThrow('the store could not be opened');
});

it('closing lets a transaction end, and refuses those that come later', async () => {
  const { store, close } = await at.openAnother();
  expect(await store.ready()).toBe(true);
  let closing: Promise<void> | undefined;
  const written = store.write(ANNAS, async ({ teams }) => {
    closing = close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    return teams.create(teamOf('last'));
  });
  expect(await written).toMatchObject({ version: 1 });
  await closing;
  await store.close();
  await expect(store.read(ANNAS, ({ teams }) => teams.get('last'))).rejects.toMatchObject({ refusal: 'closing' });
  expect(await store.ready()).toBe(false);
  expect(await isThere('last')).toBe(true);
});

function fakeClient(asked: string[]): PoolClient {
  const query = ({ text }: { readonly text: string }) => {
    asked.push(text);
    return Promise.resolve({ rows: [{ n: 1 }], rowCount: 1 });
  };
  return { query } as unknown as PoolClient;
}

it('a statement that does not name its organisation is a defect and is never sent', async () => {
  const asked: string[] = [];
  const session = openSession(fakeClient(asked), ANNAS, TEST_KEY);
  await expect(session.rows(statement`select * from teams where organisation = ${'other'}`)).rejects.toThrow(
    'does not name its organisation',
  );
  expect(asked).toEqual([]);
  await session.rows(session.select('teams').selectAll());
  await session.rows(session.remove('drafts').where('id', '=', 'a').returningAll());
  expect(asked).toEqual([
    'select * from "teams" where "teams"."organisation" = $1',
    'delete from "drafts" where "drafts"."organisation" = $1 and "id" = $2 returning *',
  ]);
});

it('a statement that comes after its transaction is a defect and is never sent', async () => {
  const asked: string[] = [];
  const session = openSession(fakeClient(asked), ANNAS, TEST_KEY);
  await session.end();
  await expect(session.first(session.select('teams').selectAll())).rejects.toThrow('after the end of its transaction');
  expect(asked).toEqual([]);
});

it('errors of the database are told apart', () => {
  const failing = (code: string, message = 'x') => Object.assign(new Error(message), { code });
  expect(refused(failing('53100'))).toMatchObject({ refusal: 'full' });
  expect(refused(failing('58030', 'could not extend file: No space left on device'))).toMatchObject({
    refusal: 'full',
  });
  expect(refused(failing('57014'))).toMatchObject({ refusal: 'unreachable' });
  expect(refused(failing('ECONNREFUSED'))).toMatchObject({ refusal: 'unreachable' });
  expect(refused(new Error('Connection terminated unexpectedly'))).toMatchObject({ refusal: 'unreachable' });
  expect(failureOf(new AggregateError([failing('ECONNREFUSED')], ''))).toBe('connection');
  expect(failureOf(failing('40001'))).toBe('conflict');
  const defect = failing('42703');
  expect(refused(defect)).toBe(defect);
});

it('closing waits until all connections have ended, so that a server that stops next cuts none off', async () => {
  const options = { url: at.url, connections: 4, masterKey: TEST_KEY, log: () => undefined, patienceSeconds: 1 };
  const { pool, query, close } = openTransactions(options);
  const open = new Set<PoolClient>();
  pool.on('connect', (client) => {
    open.add(client);
    client.once('end', () => open.delete(client));
  });
  await Promise.all(Array.from({ length: 4 }, () => query('select pg_sleep(0.05)')));
  expect(open.size).toBe(4);
  await close();
  expect(open.size).toBe(0);
});
