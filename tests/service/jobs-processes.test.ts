import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { canonicalJson } from '../../src/contract/canonical.ts';
import { runWork } from '../../src/main/work.ts';
import { startSolver } from '../../src/jobs/solver-process.ts';
import { TEST_KEY } from '../fixtures/postgres.ts';
import { hardProblem } from './api-service.ts';
import { childrenOf, isAlive, type Jobs, jobsOfTest, shiftcast, type Spoken, whenReady } from './job-processes.ts';
import { exampleOf } from '../../src/contract/example.ts';
import { rosterBodySchema } from '../../src/contract/requests.ts';
import type { SimulationDocument } from '../../src/contract/simulation.ts';

let jobs: Jobs;
let started: Spoken[] = [];

function work(env: Readonly<Record<string, string>> = {}): Spoken {
  const one = shiftcast('work', { DATABASE_URL: jobs.url, ...env });
  started.push(one);
  return one;
}

async function solverOf(one: Spoken): Promise<number> {
  await whenReady(one);
  const [pid] = childrenOf(one.process.pid);
  return pid ?? 0;
}

const exampleProblem = (): object => (exampleOf(rosterBodySchema) as { readonly problem: object }).problem;

const stateOf = async (id: string): Promise<string> => (await jobs.job(id)).state;

beforeAll(async () => {
  jobs = await jobsOfTest();
});

afterEach(async () => {
  for (const { process: one } of started) {
    if (one.exitCode === null && one.signalCode === null) {
      one.kill('SIGTERM');
      await once(one, 'exit');
    }
  }
  started = [];
});

afterAll(async () => {
  await jobs.close();
});

it('two processes share the jobs of one database', async () => {
  await Promise.all([work(), work()].map(whenReady));
  const ids = await Promise.all(Array.from({ length: 4 }, () => jobs.add({ seconds: 1 }, exampleProblem())));
  const long = await Promise.all([1, 2].map(() => jobs.add({ seconds: 2 })));
  for (const id of [...ids, ...long]) await expect.poll(() => stateOf(id), { timeout: 20_000 }).toBe('succeeded');
  const client = new pg.Client({ connectionString: jobs.url });
  await client.connect();
  const { rows } = await client.query<{ workers: string }>('select count(distinct worker) as workers from jobs');
  await client.end();
  expect(Number(rows[0]?.workers)).toBe(2);
  expect(await Promise.all(ids.map(jobs.endings))).toEqual(ids.map(() => 1));
});

it('progress and a wish to stop reach across processes, and a process that is told to end hands its job on', async () => {
  const first = work();
  await whenReady(first);
  const id = await jobs.add({ seconds: 3000 });
  await expect
    .poll(async () => (await jobs.job(id)).progress, { timeout: 20_000 })
    .toMatchObject({ objective: expect.any(Number) as number });
  const second = work();
  await whenReady(second);
  first.process.kill('SIGTERM');
  expect(await once(first.process, 'exit')).toEqual([0, null]);
  await expect.poll(async () => (await jobs.job(id)).attempt, { timeout: 5000 }).toBe(2);
  await expect
    .poll(async () => (await jobs.job(id)).progress, { timeout: 20_000 })
    .toMatchObject({ objective: expect.any(Number) as number });
  await jobs.stop(id);
  await expect.poll(() => stateOf(id), { timeout: 10_000 }).toBe('stopped');
  expect(await jobs.result(id)).toMatchObject({ kind: 'roster', status: 'feasible', endedBy: 'cancel' });
  expect(await jobs.endings(id)).toBe(1);
}, 60_000);

it('a job whose process is killed runs again and gives the same roster', async () => {
  const one = work();
  const pid = await solverOf(one);
  const solve = { iterations: 20, seed: 5, engine: 'lines' };
  const undisturbed = await jobs.add(solve);
  await expect.poll(() => stateOf(undisturbed), { timeout: 30_000 }).toBe('succeeded');
  const id = await jobs.add(solve);
  await expect.poll(() => stateOf(id), { timeout: 10_000 }).toBe('running');
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => stateOf(id), { timeout: 40_000 }).toBe('succeeded');
  expect((await jobs.job(id)).attempt).toBe(2);
  expect(canonicalJson(await jobs.result(id))).toBe(canonicalJson(await jobs.result(undisturbed)));
  expect(await jobs.endings(id)).toBe(1);
}, 90_000);

it('a solver ends by itself when its parent is killed, and gives its job back', async () => {
  const one = work();
  const pid = await solverOf(one);
  const id = await jobs.add({ seconds: 3000 });
  await expect.poll(() => stateOf(id), { timeout: 10_000 }).toBe('running');
  // It gives way to whoever waits for an answer on the same machine.
  expect([getPriority(one.process.pid), getPriority(pid)]).toEqual([getPriority(), getPriority() + 5]);
  one.process.kill('SIGKILL');
  await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false);
  expect(await stateOf(id)).toBe('queued');
  await jobs.stop(id);
  expect(await stateOf(id)).toBe('stopped');
});

/** Some 60,000 shifts before the horizon: to read them takes more memory than a small solver process may have. */
function memorableProblem(): object {
  const day = 86_400_000;
  const shift = (index: number): object => {
    const at = Date.UTC(2026, 1, 1, 8) - Math.floor(index / 40) * day;
    const clock = (time: number): string => new Date(time).toISOString();
    return { employee: `e${index % 40}`, start: clock(at), end: clock(at + day / 3) };
  };
  return { ...hardProblem(), past: Array.from({ length: 60_000 }, (_, index) => shift(index)) };
}

it('a job that needs too much memory fails and takes no other with it', async () => {
  const lines: string[] = [];
  const solver = startSolver({
    file: new URL('../../src/main/solver.ts', import.meta.url),
    start: {
      databaseUrl: jobs.url,
      masterKey: TEST_KEY.toString('hex'),
      threads: 1,
      solveThreads: 1,
      threadMemoryMiB: 4096,
      logLevel: 'silent',
    },
    memoryMiB: 300,
    log: (_level, message) => void lines.push(message),
  });
  try {
    await solver.ready;
    const id = await jobs.add({ seconds: 1 }, memorableProblem());
    await expect.poll(async () => (await jobs.job(id)).problem?.kind, { timeout: 30_000 }).toBe('memory');
    const next = await jobs.add({ seconds: 1 }, exampleProblem());
    await expect.poll(() => stateOf(next), { timeout: 20_000 }).toBe('succeeded');
    expect(await jobs.job(id)).toMatchObject({ state: 'failed', attempt: 1 });
    expect(await jobs.endings(id)).toBe(1);
    expect(lines).toContain('solver is killed for its memory');
  } finally {
    await solver.close();
  }
});

it('says when it is ready, ends when told, and tells what is wrong with its database', async () => {
  const run = (url: string, signal: AbortSignal) => {
    const heard = { out: '', error: '' };
    const terminal = {
      out: (text: string): void => void (heard.out += text),
      error: (text: string): void => void (heard.error += text),
      watched: false,
    };
    const keys = { MASTER_KEY: TEST_KEY.toString('hex') };
    const environment = { DATABASE_URL: url, SOLVER_THREADS: '1', LOG_LEVEL: 'silent', ...keys };
    return { heard, code: runWork({ environment, terminal, signal }) };
  };
  const stop = new AbortController();
  const { heard, code } = run(jobs.url, stop.signal);
  await expect.poll(() => heard.out, { timeout: 20_000 }).toContain('ready\n');
  stop.abort();
  expect(await code).toBe(0);
  for (const [url, issue] of [
    ['', 'DATABASE_URL  [database-missing]'],
    ['mysql://h/d', 'DATABASE_URL  [wrong-setting]'],
    ['postgres://nobody@127.0.0.1:1/none', 'DATABASE_URL  [database-unreachable]'],
  ] as const) {
    const refused = run(url, stop.signal);
    expect(await refused.code).toBe(2);
    expect(refused.heard.error).toContain(issue);
  }
});

it('a simulation tells its replications, keeps those until a stop, and is the same by one thread and by two', async () => {
  const file = new URL('../../examples/simulation/request.json', import.meta.url);
  const example = JSON.parse(readFileSync(file, 'utf8')) as object;
  const ended = async (env: Readonly<Record<string, string>>): Promise<unknown> => {
    const process = work(env);
    await whenReady(process);
    const id = await jobs.addSimulation({ ...example, against: undefined, simulate: { replications: 300 } });
    await expect.poll(() => stateOf(id), { timeout: 60_000 }).toBe('succeeded');
    process.process.kill('SIGTERM');
    await once(process.process, 'exit');
    return jobs.result(id);
  };
  const one = await ended({ SOLVE_THREADS: '1' });
  expect(one).toMatchObject({ replications: 300, endedBy: 'replications' });
  expect(await ended({ SOLVE_THREADS: '2' })).toEqual(one);

  await whenReady(work({ SOLVE_THREADS: '2' }));
  const long = await jobs.addSimulation({ ...example, simulate: { replications: 100_000 } });
  await expect
    .poll(async () => (await jobs.job(long)).progress, { timeout: 20_000 })
    .toMatchObject({ replications: expect.any(Number) as number, halfWidth: expect.any(Number) as number });
  await jobs.stop(long);
  await expect.poll(() => stateOf(long), { timeout: 20_000 }).toBe('stopped');
  const { replications, against } = (await jobs.result(long)) as SimulationDocument;
  expect(replications).toBeGreaterThan(0);
  expect(replications).toBeLessThan(100_000);
  expect(against?.compared.at(-1)?.serviceLevel.difference).toEqual(expect.any(Number));
  // Of both rosters.
  expect((await jobs.job(long)).progress).toMatchObject({ replications: replications * 2 });
  expect(await jobs.result(long)).toMatchObject({ kind: 'simulation', endedBy: 'stopped' });
});
