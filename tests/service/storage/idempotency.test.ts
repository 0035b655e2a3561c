import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ANNAS, openTestStore, STRANGER, teamOf, type TestStore } from '../../fixtures/stores.ts';

let at: TestStore;
beforeAll(async () => {
  at = await openTestStore();
});
afterAll(() => at.close());

const ANSWER = { status: 201, headers: { location: '/v1/teams/a' }, body: '{"a":1}' };

async function age(key: string, hours: number): Promise<void> {
  const client = new pg.Client({ connectionString: at.url });
  await client.connect();
  await client.query("update idempotency_keys set created_at = now() - $2 * interval '1 hour' where key = $1", [
    key,
    hours,
  ]);
  await client.end();
}

it('the answer to a key is kept, and the key is refused for another request', async () => {
  const first = await at.write(async ({ idempotency }) => {
    const taken = await idempotency.take('key-1', 'body a');
    await idempotency.keep('key-1', ANSWER);
    return taken;
  });
  expect(first).toEqual({ state: 'new' });
  const kept = { state: 'kept', answer: ANSWER };
  expect(await at.write(({ idempotency }) => idempotency.take('key-1', 'body a'))).toEqual(kept);
  expect(await at.read(({ idempotency }) => idempotency.peek('key-1', 'body a'))).toEqual(kept);
  expect(await at.write(({ idempotency }) => idempotency.take('key-1', 'body b'))).toEqual({ state: 'other' });
  expect(await at.read(({ idempotency }) => idempotency.peek('key-1', 'body b'))).toEqual({ state: 'other' });
  const strangers = await at.store.read(STRANGER, ({ idempotency }) => idempotency.peek('key-1', 'body b'));
  expect(strangers).toEqual({ state: 'new' });
});

it('a key is free after a day', async () => {
  const take = (fingerprint: string) =>
    at.write(async ({ idempotency }) => {
      const taken = await idempotency.take('key-2', fingerprint);
      if (taken.state === 'new') await idempotency.keep('key-2', { ...ANSWER, body: fingerprint });
      return taken;
    });
  expect(await take('one')).toEqual({ state: 'new' });
  await age('key-2', 23.9);
  expect(await take('two')).toEqual({ state: 'other' });
  await age('key-2', 24.1);
  expect(await at.read(({ idempotency }) => idempotency.peek('key-2', 'one'))).toEqual({ state: 'new' });
  expect(await take('two')).toEqual({ state: 'new' });
  expect(await take('two')).toEqual({ state: 'kept', answer: { ...ANSWER, body: 'two' } });
});

it('a key of a transaction that was taken back is as it was', async () => {
  const failing = at.write(async ({ idempotency }) => {
    await idempotency.take('key-3', 'one');
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await at.write(({ idempotency }) => idempotency.take('key-3', 'two'))).toEqual({ state: 'new' });
});

it('of requests with one key that come at once, one works and the others get its answer', async () => {
  let worked = 0;
  const request = () =>
    at.store.write(ANNAS, async ({ idempotency, teams }) => {
      const taken = await idempotency.take('key-4', 'same');
      if (taken.state === 'kept') return taken.answer;
      worked += 1;
      await teams.create(teamOf('once'));
      await new Promise((resolve) => setTimeout(resolve, 50));
      await idempotency.keep('key-4', ANSWER);
      return ANSWER;
    });
  const answers = await Promise.all([request(), request(), request(), request()]);
  expect(answers).toEqual([ANSWER, ANSWER, ANSWER, ANSWER]);
  expect(worked).toBe(1);
});

it('keys past their time are removed by those who take others', async () => {
  for (const key of ['old-1', 'old-2']) {
    await at.write(({ idempotency }) => idempotency.take(key, 'x'));
    await age(key, 30);
  }
  for (let index = 0; index < 60; index++) await at.write(({ idempotency }) => idempotency.take(`fresh-${index}`, 'x'));
  const client = new pg.Client({ connectionString: at.url });
  await client.connect();
  const { rows } = await client.query('select key from idempotency_keys where key = any ($1)', [
    ['old-1', 'old-2', 'fresh-1'],
  ]);
  await client.end();
  expect(rows).toEqual([{ key: 'fresh-1' }]);
});
