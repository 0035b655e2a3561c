import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { planResultSchema } from '../../src/contract/plan.ts';
import { createTestDatabase, type TestDatabase, TEST_KEY } from '../fixtures/postgres.ts';
import { hardProblem, post } from '../service/api-service.ts';
import { ROOT } from './command.ts';

let child: ChildProcess | undefined;
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.drop();
});

afterEach(() => {
  if (child?.pid !== undefined && child.exitCode === null) child.kill('SIGKILL');
});

/** Shows the progress of a solve although nobody watches. */
const WATCHED = 'data:text/javascript,process.stderr.isTTY=true';

type Started = {
  readonly out: () => string;
  readonly error: () => string;
  readonly interrupt: () => void;
  readonly ended: Promise<unknown>;
  readonly code: () => number | null;
};

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Started {
  const started = spawn(process.execPath, ['--import', WATCHED, `${ROOT}src/main/cli.ts`, ...args], {
    cwd: ROOT,
    env: {
      ...process.env,
      INIT_CWD: undefined,
      PORT: '0',
      THREADS: '1',
      QUEUE_LENGTH: '0',
      REQUEST_SECONDS: '3600',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  child = started;
  const texts = { out: '', error: '' };
  started.stdout.on('data', (chunk: Buffer) => (texts.out += chunk.toString()));
  started.stderr.on('data', (chunk: Buffer) => (texts.error += chunk.toString()));
  return {
    out: () => texts.out,
    error: () => texts.error,
    // The whole group, as a terminal does it.
    interrupt: () => void process.kill(-(started.pid ?? 0), 'SIGINT'),
    ended: once(started, 'close'),
    code: () => started.exitCode,
  };
}

/** The terminal's signal, and copies of it as npm hands them on, until the process is gone: one of them comes while it is ending. */
async function interruptUntilEnd(started: Started): Promise<void> {
  started.interrupt();
  const copies = setInterval(() => {
    if (started.code() === null) started.interrupt();
  }, 5);
  const enough = setTimeout(() => clearInterval(copies), 900);
  await started.ended;
  clearInterval(copies);
  clearTimeout(enough);
}

it('an interrupt that comes many times at once ends a solve with the best roster so far', async () => {
  const started = start(['plan', 'examples/call-centre-week/plan.json', '--seconds', '300', '--json']);
  await expect.poll(started.error, { timeout: 30_000 }).toContain(': objective');
  await interruptUntilEnd(started);
  expect([0, 1]).toContain(started.code());
  const { roster } = planResultSchema.parse(JSON.parse(started.out()));
  expect([roster.status, roster.endedBy]).toEqual(['feasible', 'cancel']);
  expect(roster.shifts.length).toBeGreaterThan(0);
}, 60_000);

it('an interrupt that comes many times at once lets the service answer what is under way', async () => {
  const started = start(['serve'], { DATABASE_URL: database.url, MASTER_KEY: TEST_KEY.toString('hex') });
  await expect.poll(started.out, { timeout: 20_000 }).toContain('ready\n');
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(started.out())?.[0] ?? '';
  const problem = hardProblem();
  const under = post(`${url}/v1/rosters`, { problem, solve: { seconds: 3000 } });
  // With no room to wait, another request is refused as soon as the one thread is busy.
  const other = { problem, solve: { iterations: 1 } };
  await expect.poll(async () => (await post(`${url}/v1/rosters`, other)).status, { timeout: 20_000 }).toBe(503);
  const ended = interruptUntilEnd(started);
  expect(await under).toMatchObject({ status: 200, body: { kind: 'roster', endedBy: 'cancel' } });
  await ended;
  expect(started.code()).toBe(0);
}, 60_000);
