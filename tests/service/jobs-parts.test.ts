import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { canonicalJson } from '../../src/contract/canonical.ts';
import type { RosterDocument } from '../../src/contract/roster.ts';
import { type JobTasks, startRunner } from '../../src/jobs/runner.ts';
import { startThreads, TaskError } from '../../src/jobs/threads.ts';
import { applySolve } from '../../src/planning/drafts/apply-solve.ts';
import type { Job } from '../../src/planning/job-store.ts';
import { openStore } from '../../src/storage/store.ts';
import { TEST_KEY } from '../fixtures/postgres.ts';
import { hardPlan } from '../fixtures/hard-plan.ts';
import { twoSites } from '../fixtures/two-sites.ts';
import { type Jobs, jobsOfTest, SCOPE, shiftcast, type Spoken, whenReady } from './job-processes.ts';

const SOLVE = { iterations: 20, seed: 3, engine: 'lines' };

let jobs: Jobs | undefined;
let started: Spoken[] = [];

function work(url: string, env: Readonly<Record<string, string>> = {}): Spoken {
  const one = shiftcast('work', { DATABASE_URL: url, ...env });
  started.push(one);
  return one;
}

afterEach(async () => {
  for (const { process: one } of started) {
    if (one.exitCode !== null || one.signalCode !== null) continue;
    one.kill('SIGTERM');
    await once(one, 'exit');
  }
  started = [];
  await jobs?.close();
  jobs = undefined;
});

const threadsOfTest = () =>
  startThreads<JobTasks>({
    file: new URL('../../src/main/thread.ts', import.meta.url),
    threads: 1,
    waiting: 2,
    graceSeconds: 15,
  });

/** What one process makes of a problem by itself. */
async function alone(problem: object): Promise<unknown> {
  const threads = threadsOfTest();
  try {
    const body = new TextEncoder().encode(JSON.stringify({ problem, solve: SOLVE }));
    const answer = await threads.run('request', { operation: 'rosters', body, requestSeconds: 600 }, {});
    if (answer.ok !== true) throw new Error(JSON.stringify(answer));
    return JSON.parse(answer.text);
  } finally {
    await threads.close();
  }
}

const partsOf = async ({ open }: Jobs, whole: string): Promise<readonly Job[]> =>
  (await open.store.read(SCOPE, (tables) => tables.jobs.list({ partsOf: whole }, { limit: 100 }))).items;

/** What a roster that is solved costs so far. */
const objectiveOf = ({ progress }: Partial<Pick<Job, 'progress'>> = {}): number | undefined =>
  progress !== undefined && 'objective' in progress ? (progress.objective ?? undefined) : undefined;

async function asked<T extends object>(url: string, text: string, values: readonly unknown[] = []) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<T>(text, [...values]);
  await client.end();
  return rows;
}

/** The processes that run parts of a job. */
async function workersOf(url: string, whole: string): Promise<readonly number[]> {
  const running = "select worker from jobs where part_of = $1 and state = 'running'";
  const rows = await asked<{ worker: string }>(url, running, [whole]);
  return rows.map(({ worker }) => Number(worker.split('-').at(-2)));
}

test('sites of one job are solved by two processes, of which one dies, and the roster is that of one process', async () => {
  jobs = await jobsOfTest();
  const mine = jobs;
  await Promise.all([work(mine.url), work(mine.url)].map(whenReady));
  const id = await mine.add(SOLVE, twoSites());
  let workers: readonly number[] = [];
  await expect
    .poll(async () => new Set((workers = await workersOf(mine.url, id))).size, { timeout: 30_000, interval: 20 })
    .toBe(2);
  // Whoever waits for parts runs, in no process.
  expect(await mine.job(id)).toMatchObject({ state: 'running', parts: { round: 1, all: 2 } });
  process.kill(workers[0] ?? 0, 'SIGKILL');
  await expect.poll(async () => (await mine.job(id)).state, { timeout: 60_000 }).toBe('succeeded');
  expect(canonicalJson(await mine.result(id))).toBe(canonicalJson(await alone(twoSites())));
  const parts = (await partsOf(mine, id)).toReversed();
  expect(parts.map(({ part, state, kind }) => [part, kind, state])).toEqual(
    [1, 2].map((number) => [{ of: id, round: 1, number }, 'part', 'succeeded']),
  );
  expect(parts.map(({ attempt }) => attempt).toSorted((a, b) => a - b)).toEqual([1, 2]);
  const all = await mine.open.store.read(SCOPE, (tables) => tables.jobs.list({}, { limit: 100 }));
  expect(all.items.map((job) => job.id)).toEqual([id]);
  expect(await mine.endings(id)).toBe(1);
}, 120_000);

/** Points of a roster that somebody has worked on for a while; a first one has thousands. */
const GOOD = 300;

/** Plans of a batch go to both processes; that of the one that is killed goes on from its best roster, and all are joined. */
async function killedBatch(mine: Jobs): Promise<void> {
  const body = JSON.stringify(hardPlan(3000));
  const plans = ['north', 'south'].map((label) => ({ label, team: undefined, seed: 1, body }));
  const { id: batch } = await mine.open.store.write(SCOPE, (tables) => tables.jobs.createBatch({ plans }));
  const found = async (): Promise<readonly Job[]> => (await partsOf(mine, batch)).toReversed();
  // Both have a roster that is far better than the first one, and have kept it by their next beat.
  await expect
    .poll(async () => (await found()).filter((one) => (objectiveOf(one) ?? GOOD) < GOOD).length, { timeout: 30_000 })
    .toBe(2);
  await setTimeout(4500);
  const workers = await workersOf(mine.url, batch);
  expect(new Set(workers).size).toBe(2);
  const before = new Map((await found()).map((one) => [one.label, objectiveOf(one) ?? 0]));
  process.kill(workers[0] ?? 0, 'SIGKILL');
  // Stopped as soon as it goes on, it has what was found before, which a solve from the beginning would not have yet.
  const again = async (): Promise<Job | undefined> =>
    (await found()).find(({ attempt, progress }) => attempt === 2 && progress !== undefined);
  await expect.poll(again, { timeout: 40_000, interval: 50 }).toBeDefined();
  const lost = (await again())?.label;
  await mine.stop(batch);
  await expect.poll(async () => (await mine.job(batch)).state, { timeout: 20_000 }).toBe('stopped');
  // The other one may have proven its roster by now.
  const stoppedOrNot = expect.stringMatching('stopped|succeeded') as string;
  expect((await found()).map(({ label, state, attempt }) => [label, state, attempt === 1])).toEqual(
    ['north', 'south'].map((label) => (label === lost ? [label, 'stopped', false] : [label, stoppedOrNot, true])),
  );
  const ended = (await found()).find(({ label }) => label === lost);
  expect(ended?.summary?.objective).toBeLessThanOrEqual(before.get(lost) ?? 0);
  const summaries = (await found()).map(({ summary }) => summary?.shifts ?? 0);
  const stopped = (await found()).filter(({ state }) => state === 'stopped').length;
  expect(await mine.result(batch)).toMatchObject({
    kind: 'plan-batch',
    plans: [
      { id: 'north', summary: { status: expect.stringMatching('feasible|optimal') as string } },
      { id: 'south', summary: { status: expect.stringMatching('feasible|optimal') as string } },
    ],
    totals: { plans: 2, stopped, shifts: summaries.reduce((sum, shifts) => sum + shifts, 0) },
  });
  expect(await mine.endings(batch)).toBe(1);
}

test('a job and its parts have one progress and one end, which reach all processes, and so have plans of a batch', async () => {
  jobs = await jobsOfTest();
  const mine = jobs;
  await Promise.all([work(mine.url), work(mine.url)].map(whenReady));
  const id = await mine.add({ seconds: 3000, engine: 'lines' }, twoSites());
  // Points less than those of the beginning, and as many as the parts have together.
  await expect
    .poll(
      async () => {
        const parts = await partsOf(mine, id);
        const sum = parts.reduce((total, part) => total + (objectiveOf(part) ?? Number.NaN), 0);
        return parts.length === 2 && Math.abs(sum - (objectiveOf(await mine.job(id)) ?? Number.NaN)) < 1e-6;
      },
      { timeout: 30_000 },
    )
    .toBe(true);
  await mine.stop(id);
  await expect.poll(async () => (await mine.job(id)).state, { timeout: 20_000 }).toBe('stopped');
  expect((await partsOf(mine, id)).map(({ state }) => state)).toEqual(['stopped', 'stopped']);
  const { kind, endedBy, shifts } = (await mine.result(id)) as RosterDocument;
  expect([kind, endedBy]).toEqual(['roster', 'cancel']);
  expect(new Set(shifts.map(({ employee }) => employee)).size).toBe(12);
  await killedBatch(mine);
}, 120_000);

test('a whole needs no place while it waits, and one of which a part fails keeps the roster of the others', async () => {
  jobs = await jobsOfTest();
  const mine = jobs;
  const threads = threadsOfTest();
  let parts = 0;
  const failing: typeof threads = {
    ...threads,
    run: (task, input, control) => {
      if (task === 'part' && ++parts === 2) return Promise.reject(new TaskError('thread-lost', 'lost'));
      return threads.run(task, input, control);
    },
  };
  const solver = await openStore({ url: mine.url, role: 'solver', masterKey: TEST_KEY, jobsPerOrganisation: 1 });
  const runner = await startRunner({
    ledger: solver.ledger,
    onJob: solver.store.onJob,
    threads: failing,
    applySolve,
    concurrency: 2,
    log: () => undefined,
  });
  try {
    const id = await mine.add(SOLVE, twoSites());
    await expect.poll(async () => (await mine.job(id)).state, { timeout: 30_000 }).toBe('failed');
    expect((await mine.job(id)).problem).toMatchObject({
      kind: 'part-failed',
      detail: expect.stringContaining('1 of 2 parts were not solved') as string,
    });
    const { shifts, status } = (await mine.result(id)) as RosterDocument;
    expect(status).toBe('feasible');
    const solved = (await alone(twoSites())) as RosterDocument;
    const north = ({ skill }: { readonly skill?: string | undefined }): boolean => skill === 'north';
    expect(shifts.filter(north).map(({ start }) => start)).toEqual(
      solved.shifts.filter(north).map(({ start }) => start),
    );
    expect(shifts.some((shift) => !north(shift))).toBe(true);
  } finally {
    await runner.close();
    await solver.close();
    await threads.close();
  }
}, 120_000);
