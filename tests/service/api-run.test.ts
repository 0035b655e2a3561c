import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeKey } from '../../src/planning/keys.ts';
import { openStore } from '../../src/storage/store.ts';
import { planExampleWeek } from '../../src/main/example-week.ts';
import { runService } from '../../src/main/serve.ts';
import { createTestDatabase, type TestDatabase, TEST_KEY } from '../fixtures/postgres.ts';
import { startService } from './api-service.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.drop();
});

type Heard = { out: string; error: string };

function run(environment: Readonly<Record<string, string>>, example: boolean, signal: AbortSignal) {
  const heard: Heard = { out: '', error: '' };
  const terminal = {
    out: (text: string): void => void (heard.out += text),
    error: (text: string): void => void (heard.error += text),
    watched: false,
  };
  const code = runService({
    environment: {
      DATABASE_URL: database.url,
      MASTER_KEY: TEST_KEY.toString('hex'),
      THREADS: '1',
      LOG_LEVEL: 'silent',
      ...environment,
    },
    example,
    terminal,
    signal,
  });
  return { heard, code };
}

/** Publishes a day without shifts for the only team. */
async function publishEmptyDay(url: string, from: string): Promise<void> {
  const headers = { 'Content-Type': 'application/json' };
  const teams = (await (await fetch(`${url}/v1/teams`)).json()) as { items: readonly { id: string }[] };
  const body = JSON.stringify({ name: 'later', horizon: { from, days: 1 } });
  const made = await fetch(`${url}/v1/teams/${teams.items[0]?.id}/rosters`, { method: 'POST', headers, body });
  expect(made.status).toBe(201);
  const draft = (await made.json()) as { id: string };
  const published = await fetch(`${url}/v1/rosters/${draft.id}/publications`, {
    method: 'POST',
    headers: { ...headers, 'If-Match': '*' },
    body: '{}',
  });
  expect(await published.json()).toMatchObject({ number: 2, from });
}

it('loads, plans and publishes the example week, says where to look, ends when told, and finds it again', async () => {
  for (const time of ['first', 'second']) {
    const stop = new AbortController();
    const { heard, code } = run({ PORT: '0', SOLVER_THREADS: '1' }, true, stop.signal);
    const isReady = async (): Promise<void> => {
      await expect.poll(() => heard.out, { timeout: 100_000 }).toContain('ready\n');
    };
    // A step that is refused ends the service: its reason is told here and not after all the time.
    await Promise.race([isReady(), code]);
    expect(heard.out, time).toMatch(/example week from 2026-03-16, 60 employees, publication 1\n[^]*to print {2}http/);
    expect(heard.out).toMatch(/http:\/\/127\.0\.0\.1:\d+\/docs/);
    // The second summary is of the week that its links show, whatever the team published since.
    expect(heard.out).toMatch(/ {2}roster {4}\d{3} shifts, /);
    if (time === 'first') await publishEmptyDay(/http:\/\/127\.0\.0\.1:\d+/.exec(heard.out)?.[0] ?? '', '2026-06-03');
    stop.abort();
    expect(await code).toBe(0);
  }
}, 120_000);

it('a stop before the example is planned ends the service at once', async () => {
  const { heard, code } = run({ PORT: '0' }, true, AbortSignal.abort());
  expect(await code).toBe(0);
  expect(heard.out).not.toContain('example week');
});

it('a data folder that cannot be used is told, with exit code 2', async () => {
  const { heard, code } = run({ DATABASE_URL: '', DATA_DIR: '/dev/null/data' }, false, AbortSignal.abort());
  expect(await code).toBe(2);
  expect(heard.error).toContain('DATA_DIR  [data-folder-unusable]');
});

it('wrong settings and a taken port are told, with exit code 2', async () => {
  const wrong = run({ HOST: 'everywhere' }, false, AbortSignal.abort());
  expect(await wrong.code).toBe(2);
  expect(wrong.heard.error).toContain('HOST');
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const taken = run({ PORT: String(port) }, false, AbortSignal.abort());
  expect(await taken.code).toBe(2);
  expect(taken.heard.error).toContain('taken');
  holder.close();
});

it('what others can reach starts with an administrator key alone, and then answers nobody without one', async () => {
  const env = { HOST: '0.0.0.0', PORT: '0', SOLVERS: '0' };
  const refused = run(env, false, AbortSignal.abort());
  expect([await refused.code, refused.heard.error]).toEqual([
    2,
    expect.stringContaining('[administrator-key-missing]'),
  ]);
  const { store, close } = await openStore({ url: database.url, role: 'api', masterKey: TEST_KEY });
  const { text, id, hash } = makeKey('default');
  const all = { teams: 'all', employee: undefined, operations: 'all' } as const;
  await store.write({ organisation: 'default', actor: 'test' }, ({ keys }) =>
    keys.create({ id, hash, name: 'first', role: 'administrator', days: 1, ...all }),
  );
  await close();
  const stop = new AbortController();
  const { heard, code } = run(env, false, stop.signal);
  await expect.poll(() => heard.out, { timeout: 30_000 }).toContain('ready\n');
  const url = (/http:\/\/0\.0\.0\.0:\d+/.exec(heard.out)?.[0] ?? '').replace('0.0.0.0', '127.0.0.1');
  expect((await fetch(`${url}/v1/teams`)).status).toBe(401);
  expect((await fetch(`${url}/v1/teams`, { headers: { Authorization: `Bearer ${text}` } })).status).toBe(200);
  stop.abort();
  expect(await code).toBe(0);
}, 60_000);

it('an example that is refused is a failure with the answer', async () => {
  const { url, service } = await startService();
  await expect(planExampleWeek(url)).rejects.toThrow('was answered with 404');
  await service.close();
});
