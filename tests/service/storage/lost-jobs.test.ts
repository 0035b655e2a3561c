import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ClaimedJob } from '../../../src/planning/job-store.ts';
import { openLedger } from '../../../src/storage/ledger.ts';
import { openTransactions } from '../../../src/storage/transactions.ts';
import { TEST_KEY } from '../../fixtures/postgres.ts';
import { openTestStore, type TestStore } from '../../fixtures/stores.ts';

let at: TestStore;
beforeEach(async () => {
  at = await openTestStore({ silence: { seconds: 30, sinceStartSeconds: 0 } });
});
afterEach(() => at.close());

const get = (id: string) => at.read(({ jobs }) => jobs.get(id));
const types = async (id: string) => (await at.read(({ jobs }) => jobs.events(id, 0, 100))).map(({ type }) => type);

function create() {
  return at.write(({ jobs }) =>
    jobs.create({ kind: 'roster', team: undefined, seed: 1, request: { operation: 'rosters', body: '{}' } }),
  );
}

async function sql(text: string, values: unknown[] = []): Promise<number> {
  const client = new pg.Client({ connectionString: at.url });
  await client.connect();
  const { rowCount } = await client.query(text, values);
  await client.end();
  return rowCount ?? 0;
}

/** Fetches one job and leaves it as a process does that dies with it. */
async function claimAndDie(): Promise<ClaimedJob> {
  const solver = await at.openAnother({ role: 'solver' });
  const claimed = await new Promise<ClaimedJob>((resolve, reject) => {
    solver.ledger
      .work(1, (job) => {
        resolve(job);
        return Promise.resolve();
      })
      .catch(reject);
  });
  await solver.close();
  return claimed;
}

const silence = (id: string) =>
  sql("update jobs set heartbeat_at = heartbeat_at - interval '1 minute' where id = $1", [id]);

it('a job whose process is heard of is left alone', async () => {
  await create();
  const job = await claimAndDie();
  await silence(job.id);
  await at.ledger.beat(job, undefined);
  expect(await at.ledger.reclaim()).toBe(0);
  expect(await get(job.id)).toMatchObject({ state: 'running', attempt: 1 });
});

it('a job whose process died runs again, whatever the dead process says later', async () => {
  const { id } = await create();
  const dead = await claimAndDie();
  await silence(id);
  const both = await Promise.all([at.ledger.reclaim(), (await at.openAnother()).ledger.reclaim()]);
  expect(both.filter((count) => count === 1)).toHaveLength(1);
  expect(await get(id)).toMatchObject({ state: 'queued', attempt: 1 });
  expect(await at.ledger.end(dead, { state: 'succeeded' })).toBe(false);
  const next = await claimAndDie();
  expect(next).toMatchObject({ id, attempt: 2, request: dead.request, scope: dead.scope });
  expect(await at.ledger.end(dead, { state: 'succeeded' })).toBe(false);
  expect(await at.ledger.end(next, { state: 'succeeded' })).toBe(true);
  expect(await types(id)).toEqual(['queued', 'started', 'lost', 'started', 'ended']);
});

it('a job that takes five processes down fails', async () => {
  const { id } = await create();
  for (let attempt = 1; attempt <= 5; attempt++) {
    expect(await claimAndDie()).toMatchObject({ id, attempt });
    await silence(id);
    expect(await at.ledger.reclaim()).toBe(1);
  }
  expect(await get(id)).toMatchObject({ state: 'failed', attempt: 5, problem: { kind: 'job-lost' } });
  expect((await types(id)).filter((type) => type === 'ended')).toHaveLength(1);
  expect(await at.ledger.reclaim()).toBe(0);
});

it('a lost job that somebody wanted to stop does not run again', async () => {
  const { id } = await create();
  await claimAndDie();
  await at.write(({ jobs }) => jobs.stop(id));
  await silence(id);
  expect(await at.ledger.reclaim()).toBe(1);
  expect(await get(id)).toMatchObject({ state: 'stopped', hasResult: false });
  expect((await types(id)).at(-1)).toBe('ended');
});

it('a job that is given back after a wish to stop ends', async () => {
  const { id } = await create();
  const job = await claimAndDie();
  await at.write(({ jobs }) => jobs.stop(id));
  await at.ledger.release(job);
  expect(await get(id)).toMatchObject({ state: 'stopped' });
});

it('a job that waits without an entry in the queue gets a new one; one with an entry waits on', async () => {
  const { id } = await create();
  await sql("update jobs set queued_at = queued_at - interval '1 minute'");
  expect(await at.ledger.reclaim()).toBe(0);
  expect(await sql('delete from pgboss.job')).toBe(1);
  const both = await Promise.all([at.ledger.reclaim(), (await at.openAnother()).ledger.reclaim()]);
  expect(both.filter((count) => count === 1)).toHaveLength(1);
  expect(await claimAndDie()).toMatchObject({ id, attempt: 1 });
});

it('jobs that wait their turn cost one query together', async () => {
  for (let count = 0; count < 5; count += 1) await create();
  await sql("update jobs set queued_at = queued_at - interval '1 minute'");
  const transactions = openTransactions({
    url: at.url,
    masterKey: TEST_KEY,
    connections: 2,
    log: () => undefined,
    patienceSeconds: 1,
  });
  const asked: string[] = [];
  const elsewhere = (): Promise<never> => Promise.reject(new Error('not for jobs that wait'));
  const ledger = openLedger({
    transactions: {
      ...transactions,
      query: (text, values) => {
        asked.push(text);
        return transactions.query(text, values);
      },
      write: elsewhere,
    },
    queue: { send: elsewhere, work: elsewhere, close: elsewhere },
    tablesOf: () => {
      throw new Error('no tables here');
    },
    worker: 'test',
    silence: { seconds: 30, sinceStartSeconds: 0 },
    jobsPerOrganisation: 9,
    log: () => undefined,
  });
  expect(await ledger.reclaim()).toBe(0);
  expect(asked).toHaveLength(1);
  await transactions.close();
});

it('a job whose entry was fetched by a process that died before it took it up gets a new one', async () => {
  const { id } = await create();
  await sql("update pgboss.job set state = 'active', started_on = now()");
  await sql("update jobs set queued_at = queued_at - interval '1 minute'");
  expect(await at.ledger.reclaim()).toBe(1);
  expect(await claimAndDie()).toMatchObject({ id, attempt: 1 });
});

it('after a start of the server its clients get time to be heard of', async () => {
  const { id } = await create();
  await claimAndDie();
  await silence(id);
  const patient = await at.openAnother({ silence: { seconds: 30, sinceStartSeconds: 86_400 } });
  expect(await patient.ledger.reclaim()).toBe(0);
  expect(await at.ledger.reclaim()).toBe(1);
});

it('a job whose process is known to be dead waits again at once, and fails after five of them', async () => {
  const { id } = await create();
  for (let death = 1; death < 5; death++) {
    const job = await claimAndDie();
    await at.ledger.lose(job);
    expect(await get(id)).toMatchObject({ state: 'queued', attempt: death });
    // Whoever says so late takes it from nobody.
    await at.ledger.lose(job);
    expect((await types(id)).filter((type) => type === 'lost')).toHaveLength(death);
  }
  await at.ledger.lose(await claimAndDie());
  expect(await get(id)).toMatchObject({ state: 'failed', problem: { kind: 'job-lost' } });
});
