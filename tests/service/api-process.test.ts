import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../fixtures/postgres.ts';
import { childrenOf, isAlive, shiftcast, type Spoken, whenReady } from './job-processes.ts';

let database: TestDatabase;
let folder: string;
const started: Spoken[] = [];

function serve(env: Readonly<Record<string, string>>): Spoken {
  const one = shiftcast('serve', env);
  started.push(one);
  return one;
}

async function exitCode({ process: { exitCode: code }, process: one }: Spoken): Promise<number | null> {
  if (code !== null) return code;
  const [ended] = (await once(one, 'exit')) as [number | null];
  return ended;
}

const urlOf = ({ out }: Spoken): string => /http:\/\/127\.0\.0\.1:\d+/.exec(out())?.[0] ?? '';

beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'shiftcast-serve-'));
});

afterEach(async () => {
  for (const one of started.splice(0)) {
    one.process.kill('SIGTERM');
    await exitCode(one);
  }
});

afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

it.each(['SIGTERM', 'SIGINT'] as const)('serves until %s, drains and leaves with 0', async (signal) => {
  const one = serve({ DATABASE_URL: database.url });
  await whenReady(one);
  const url = urlOf(one);
  expect((await fetch(`${url}/healthz/live`)).status).toBe(200);
  await expect.poll(async () => (await fetch(`${url}/healthz/ready`)).status, { timeout: 20_000 }).toBe(200);
  const children = childrenOf(one.process.pid);
  expect(children).toHaveLength(1);
  one.process.kill(signal);
  expect(await exitCode(one)).toBe(0);
  expect(children.filter(isAlive)).toEqual([]);
});

it('runs a database of its own, keeps what is stored, and lets no second service at it', async () => {
  const env = { DATA_DIR: join(folder, 'data'), SOLVERS: '0' };
  const first = serve(env);
  await whenReady(first);
  const team = {
    kind: 'team',
    id: 'shop',
    zone: 'Europe/Berlin',
    contracts: [{ id: 'c' }],
    employees: [{ id: 'anna', contract: 'c' }],
  };
  const entered = await fetch(`${urlOf(first)}/v1/teams`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(team),
  });
  expect(entered.status).toBe(201);
  const second = serve(env);
  expect(await exitCode(second)).toBe(2);
  expect(second.error()).toContain('[data-folder-in-use]');
  const children = childrenOf(first.process.pid);
  first.process.kill('SIGTERM');
  expect(await exitCode(first)).toBe(0);
  expect(children.filter(isAlive)).toEqual([]);
  const again = serve(env);
  await whenReady(again);
  expect((await fetch(`${urlOf(again)}/v1/teams/shop`)).status).toBe(200);
}, 60_000);

it('a second interrupt ends all at once, the database too', async () => {
  const one = serve({ DATA_DIR: join(folder, 'data') });
  await whenReady(one);
  const children = childrenOf(one.process.pid);
  expect(children).toHaveLength(2);
  // A request that never comes to its end: the service waits a while for it.
  const { port } = new URL(urlOf(one));
  const client = connect(Number(port), '127.0.0.1');
  client.on('error', () => undefined);
  await once(client, 'connect');
  client.write(
    'POST /v1/rosters HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\nContent-Type: application/json\r\n\r\n{',
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  one.process.kill('SIGINT');
  await new Promise((resolve) => setTimeout(resolve, 1100));
  one.process.kill('SIGINT');
  expect(await exitCode(one)).toBe(130);
  client.destroy();
  await expect.poll(() => children.filter(isAlive), { timeout: 10_000 }).toEqual([]);
});

it('a taken port is a clear error and exit code 2', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const one = serve({ PORT: String(port), DATABASE_URL: database.url });
  expect(await exitCode(one)).toBe(2);
  expect(one.error()).toContain(`Port ${port} of 127.0.0.1 is taken.`);
  holder.close();
});

it('wrong settings are refused with exit code 2', async () => {
  const one = serve({ HOST: 'everywhere', PORT: 'eighty' });
  expect(await exitCode(one)).toBe(2);
  expect(one.error()).toContain('HOST cannot be "everywhere"');
  expect(one.error()).toContain('PORT cannot be "eighty"');
});
