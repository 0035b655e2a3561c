import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore, type OpenStore } from '../../../src/storage/store.ts';
import { TEST_KEY } from '../../fixtures/postgres.ts';
import { askDatabase } from '../../fixtures/rows.ts';
import { fresh, made201 } from './case.ts';
import { type StoredService, storedService } from './stored-service.ts';

/** Two processes of one service: what a guesser does at one counts at the other. */

type Asking = Awaited<ReturnType<StoredService['beside']>>;

let service: StoredService;
let other: OpenStore;
let doors: readonly [Asking, Asking];
const ASKING = { requireKeys: true, requestsPerMinute: 4, guesses: 3, lockSeconds: 50 };

beforeAll(async () => {
  service = await storedService();
  other = await openStore({ url: service.url, role: 'api', masterKey: TEST_KEY, connections: 3 });
  const change = { access: ASKING, trustedProxies: ['loopback'] };
  doors = [await service.beside(change), await service.beside({ ...change, store: () => other.store })];
});
afterAll(async () => {
  await other.close();
  await service.close();
});

const keyOf = async () => String((await made201(service, '/v1/api-keys', { name: fresh('key'), role: 'hr' }))['key']);
const teams = (door: Asking, key: string, address: string) =>
  door.get('/v1/teams').set('Authorization', `Bearer ${key}`).set('X-Forwarded-For', address);

it('guesses are counted over all processes, and the lock holds in all of them at once', async () => {
  const key = await keyOf();
  const address = '198.51.100.1';
  const [one, two] = doors;
  const statuses: number[] = [];
  for (const door of [one, two, one, two]) statuses.push((await teams(door, 'shc_wrong', address)).status);
  expect(statuses).toEqual([401, 401, 401, 429]);
  for (const door of doors) await expect.poll(async () => (await teams(door, key, address)).status).toBe(429);
  const refused = await teams(one, key, address);
  const seconds = Number(refused.headers['retry-after']);
  expect([seconds > 40, seconds <= 50]).toEqual([true, true]);
  expect((await teams(one, key, '198.51.100.2')).status).toBe(200);
});

it('a process that starts knows who is locked', async () => {
  const limit = { most: 1, seconds: 60, lockSeconds: 60 };
  for (const locked of [0, 60_000])
    expect(Math.ceil((await service.store.accessCounts.count('stray', '198.51.100.3', limit)) / 1000)).toBe(
      locked / 1000,
    );
  const late = await openStore({ url: service.url, role: 'api', masterKey: TEST_KEY, connections: 2 });
  try {
    expect(late.store.accessCounts.locked('stray', '198.51.100.3')).toBeGreaterThan(50_000);
    expect(late.store.accessCounts.locked('guess', '198.51.100.3')).toBe(0);
  } finally {
    await late.close();
  }
});

it('a count begins anew when its time is over, and a lock ends', async () => {
  const limit = { most: 1, seconds: 60, lockSeconds: 60 };
  const { accessCounts } = service.store;
  const count = () => accessCounts.count('calendar-miss', '198.51.100.4', limit);
  expect([await count(), (await count()) > 0]).toEqual([0, true]);
  await askDatabase(service.url, "update access_counts set until = now() where kind = 'calendar-miss'");
  expect([await count(), (await count()) > 0]).toEqual([0, true]);
});

it('where none is allowed the first one locks, and again once the lock is over', async () => {
  const limit = { most: 0, seconds: 1, lockSeconds: 60 };
  const count = () => service.store.accessCounts.count('calendar-miss', '198.51.100.7', limit);
  expect(await count()).toBeGreaterThan(50_000);
  await askDatabase(service.url, "update access_counts set until = now() where kind = 'calendar-miss'");
  expect(await count()).toBeGreaterThan(50_000);
});

it('requests of a key are counted over all processes, with no statement for each of them', async () => {
  const key = await keyOf();
  const [one, two] = doors;
  for (let count = 0; count < 4; count += 1) expect((await teams(one, key, '198.51.100.5')).status).toBe(200);
  // The other process is told within a second of its own next request.
  const asked: number[] = [];
  const ask = async () => {
    const { status } = await teams(two, key, '198.51.100.5');
    asked.push(status);
    return status;
  };
  await expect.poll(ask, { interval: 500, timeout: 10_000 }).toBe(429);
  expect(asked.length).toBeLessThanOrEqual(5);
});

it('a key that asks seldom costs no write, and a good one none of its address', async () => {
  const calm = await service.beside({ access: { ...ASKING, requestsPerMinute: 1000 }, trustedProxies: ['loopback'] });
  const key = await keyOf();
  const rows = () => askDatabase(service.url, 'select kind, count from access_counts order by kind, mark');
  const before = await rows();
  for (let count = 0; count < 20; count += 1) expect((await teams(calm, key, '198.51.100.6')).status).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, 1200));
  expect(await rows()).toEqual(before);
});

it('addresses and keys are in no count', async () => {
  const text = JSON.stringify(await askDatabase(service.url, 'select t::text from access_counts t'));
  expect(text).toContain('guess');
  expect(text).not.toMatch(/198\.51|default/);
});
