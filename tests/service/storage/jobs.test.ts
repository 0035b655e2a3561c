import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ClaimedJob, JobProgress } from '../../../src/planning/job-store.ts';
import { allPages, ANNAS, newDraft, openTestStore, shiftOf, teamOf, type TestStore } from '../../fixtures/stores.ts';

let at: TestStore;
beforeAll(async () => {
  at = await openTestStore();
  await at.write(({ teams }) => teams.create(teamOf('north')));
});
afterAll(() => at.close());

const BODY = '{"kind":"problem"}';

function create(more: { team?: string; seed?: number } = {}) {
  return at.write(({ jobs }) =>
    jobs.create({
      kind: 'roster',
      team: more.team,
      seed: more.seed ?? 7,
      request: { operation: 'rosters', body: BODY },
    }),
  );
}

const get = (id: string) => at.read(({ jobs }) => jobs.get(id));
const events = (id: string, after = 0, limit = 100) => at.read(({ jobs }) => jobs.events(id, after, limit));

function progressOf(objective: number, seconds = 1): JobProgress {
  return { seconds, iterations: 1, objective, bound: 0, gap: 1, firstFeasibleSeconds: 0.5 };
}

/** Solver processes that give every job they claim to `run`. */
async function withSolvers(
  count: number,
  run: (job: ClaimedJob, solver: number) => Promise<void>,
  work: () => Promise<void>,
): Promise<void> {
  const solvers = await Promise.all(
    Array.from({ length: count }, (_, index) => at.openAnother({ role: 'solver', worker: `solver-${index}` })),
  );
  const working = await Promise.all(solvers.map(({ ledger }, index) => ledger.work(2, (job) => run(job, index))));
  try {
    await work();
  } finally {
    await Promise.all(working.map(({ stop }) => stop()));
    await Promise.all(solvers.map(({ close }) => close()));
  }
}

/** Waits for something that another process does; the test's own limit ends the wait. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}

it('a job that waits can be read, listed and stopped, and then never runs', async () => {
  const ids: string[] = [];
  for (let index = 0; index < 5; index++) ids.unshift((await create({ team: index < 3 ? 'north' : 'south' })).id);
  const listed = (filter: object) =>
    at.read(async ({ jobs }) => (await allPages((page) => jobs.list(filter, page), 2)).map(({ id }) => id));
  expect(await listed({})).toEqual(ids);
  expect(await listed({ team: 'south' })).toEqual(ids.slice(0, 2));
  const [first = ''] = ids;
  expect(await get(first)).toMatchObject({
    kind: 'roster',
    state: 'queued',
    team: 'south',
    seed: 7,
    attempt: 0,
    asked: { by: 'anna' },
    hasResult: false,
  });
  const stopped = await at.write(({ jobs }) => jobs.stop(first));
  expect(stopped).toMatchObject({ state: 'stopped', stopRequested: { by: 'anna' } });
  expect(stopped?.endedAt).toBeDefined();
  const again = await at.store.write({ ...ANNAS, actor: 'bo' }, ({ jobs }) => jobs.stop(first));
  expect(again).toEqual(stopped);
  expect(await at.write(({ jobs }) => jobs.stop('none'))).toBeUndefined();
  expect((await events(first)).map(({ type }) => type)).toEqual(['queued', 'ended']);
  expect(await listed({ state: 'stopped' })).toEqual([first]);
  const ran: string[] = [];
  await withSolvers(
    1,
    async (job) => {
      ran.push(job.id);
      const solver = at.ledger;
      await solver.end(job, { state: 'succeeded' });
    },
    () => until(async () => (await listed({ state: 'succeeded' })).length === 4),
  );
  expect(ran.toSorted()).toEqual(ids.slice(1).toSorted());
});

it('solver processes are counted while they are connected', async () => {
  const before = await at.store.solvers();
  const solver = await at.openAnother({ role: 'solver' });
  expect(await at.store.solvers()).toBe(before + 1);
  await solver.close();
  await until(async () => (await at.store.solvers()) === before);
});

it('a job goes from process to process with what it needs, and its result and events are there for all', async () => {
  const told: string[] = [];
  const off = at.store.onJob((id) => told.push(id));
  const { id } = await create({ team: 'north', seed: 2 ** 40 });
  let claimed: ClaimedJob | undefined;
  await withSolvers(
    1,
    async (job) => {
      claimed = job;
      expect(await at.ledger.beat(job, progressOf(9))).toEqual({ stop: false, lost: false });
      // The same objective a second later is no news; a better one is.
      await at.ledger.beat(job, progressOf(9, 2));
      await at.ledger.beat(job, undefined);
      await at.ledger.beat(job, progressOf(8, 3));
      expect(await at.ledger.end(job, { state: 'succeeded', result: '{ "a": 1 }' })).toBe(true);
    },
    () => until(async () => (await get(id))?.state === 'succeeded'),
  );
  expect(claimed).toEqual({
    id,
    attempt: 1,
    scope: { ...ANNAS, origin: { operation: 'solve', via: 'solver', address: '' } },
    kind: 'roster',
    trace: { traceparent: undefined, queuedAt: claimed?.trace?.queuedAt },
    request: { operation: 'rosters', body: BODY, draft: undefined },
  });
  expect(await at.read(({ jobs }) => jobs.result(id))).toBe('{ "a": 1 }');
  const all = await events(id);
  expect(all.map(({ sequence, type }) => `${sequence} ${type}`)).toEqual([
    '1 queued',
    '2 started',
    '3 progress',
    '4 progress',
    '5 ended',
  ]);
  expect(all.map(({ job }) => job.state)).toEqual(['queued', 'running', 'running', 'running', 'succeeded']);
  expect(all[3]?.job.progress).toEqual(progressOf(8, 3));
  expect(all[4]?.job).toMatchObject({ hasResult: true, seed: 2 ** 40, attempt: 1 });
  expect(await events(id, 3, 1)).toEqual([all[3]]);
  await until(() => Promise.resolve(told.filter((one) => one === id).length === 5));
  off();
});

it('a job that was queued in a transaction taken back never was', async () => {
  let id = '';
  const failing = at.write(async ({ jobs }) => {
    id = (await jobs.create({ kind: 'plan', team: undefined, seed: 1, request: { operation: 'plans', body: '{}' } }))
      .id;
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  const later = await create();
  const ran: string[] = [];
  await withSolvers(
    1,
    async (job) => {
      ran.push(job.id);
      await at.ledger.end(job, { state: 'succeeded' });
    },
    () => until(async () => (await get(later.id))?.state === 'succeeded'),
  );
  expect(await get(id)).toBeUndefined();
  expect(ran).toEqual([later.id]);
});

it('two processes share jobs, each job runs once and no process takes more than its places', async () => {
  const jobs = await Promise.all(Array.from({ length: 10 }, () => create()));
  const ran: string[] = [];
  const running = [0, 0];
  const most = [0, 0];
  await withSolvers(
    2,
    async (job, solver) => {
      ran.push(job.id);
      running[solver] = (running[solver] ?? 0) + 1;
      most[solver] = Math.max(most[solver] ?? 0, running[solver]);
      // Long enough for each process to fill its places, however slow the machine is.
      await until(() => Promise.resolve(Math.min(...most) >= 2 || ran.length === jobs.length));
      await new Promise((resolve) => setTimeout(resolve, 30));
      running[solver] -= 1;
      await at.ledger.end(job, { state: 'succeeded' });
    },
    () =>
      until(async () => (await Promise.all(jobs.map(({ id }) => get(id)))).every((job) => job?.state === 'succeeded')),
  );
  expect(ran.toSorted()).toEqual(jobs.map(({ id }) => id).toSorted());
  expect(most).toEqual([2, 2]);
});

it('a wish to stop reaches the process that runs the job', async () => {
  const { id } = await create();
  await withSolvers(
    1,
    async (job) => {
      const told = new Promise<void>((resolve) => {
        at.store.onJob((one) => {
          if (one === id) resolve();
        });
      });
      const asked = await at.write(({ jobs }) => jobs.stop(id));
      expect(asked).toMatchObject({ state: 'running', stopRequested: { by: 'anna' } });
      await told;
      expect(await at.ledger.beat(job, undefined)).toEqual({ stop: true, lost: false });
      await at.write(({ jobs }) => jobs.stop(id));
      await at.ledger.end(job, { state: 'stopped', result: '{}' });
    },
    () => until(async () => (await get(id))?.state === 'stopped'),
  );
  expect((await events(id)).map(({ type }) => type)).toEqual(['queued', 'started', 'stopping', 'ended']);
});

it('a job ends once, with what its result leads to or not at all', async () => {
  const draft = await at.write(({ drafts }) => drafts.create(newDraft('north', [shiftOf('a', 'anna')])));
  const { id } = await at.write(({ jobs }) =>
    jobs.create({
      kind: 'draft',
      team: 'north',
      seed: 1,
      request: { operation: 'rosters', body: '{}', draft: { id: draft.id, version: 1 } },
    }),
  );
  await withSolvers(
    1,
    async (job) => {
      expect(job.request.draft).toEqual({ id: draft.id, version: 1 });
      const ending = { state: 'succeeded', result: '{}' } as const;
      await expect(
        at.ledger.end(job, ending, async ({ drafts }) => {
          await drafts.remove(draft.id, 1);
          throw new Error('the result cannot be applied');
        }),
      ).rejects.toThrow('cannot be applied');
      expect(await get(id)).toMatchObject({ state: 'running' });
      const apply = at.ledger.end(job, ending, async ({ drafts }) => {
        const changed = await drafts.change(draft.id, 1, { put: [], removed: ['a'] }, { kind: 'undone', to: 1 });
        return changed.ok ? { id: draft.id, version: changed.value.version } : undefined;
      });
      const other = at.ledger.end(job, { state: 'failed', problem: { kind: 'defect', detail: 'x' } });
      const ended = await Promise.all([apply, other]);
      expect(ended.filter(Boolean)).toHaveLength(1);
      expect(await at.ledger.end(job, ending)).toBe(false);
      expect(await at.ledger.beat(job, undefined)).toEqual({ stop: false, lost: true });
    },
    () => until(async () => (await get(id))?.endedAt !== undefined),
  );
  const job = await get(id);
  const version = (await at.read(({ drafts }) => drafts.get(draft.id)))?.version;
  expect([
    ['succeeded', { id: draft.id, version: 2 }, 2],
    ['failed', undefined, 1],
  ]).toContainEqual([job?.state, job?.resultDraft, version]);
  expect((await events(id)).filter(({ type }) => type === 'ended')).toHaveLength(1);
});

it('a job that is given back runs again under the next attempt, and the first one is void', async () => {
  const { id } = await create();
  const attempts: ClaimedJob[] = [];
  await withSolvers(
    2,
    async (job) => {
      attempts.push(job);
      if (job.attempt === 1) {
        await at.ledger.release(job);
        return;
      }
      const [first] = attempts as [ClaimedJob];
      expect(await at.ledger.end(first, { state: 'failed' })).toBe(false);
      expect(await at.ledger.beat(first, progressOf(1))).toMatchObject({ lost: true });
      await at.ledger.release(first);
      await at.ledger.end(job, { state: 'succeeded' });
    },
    () => until(async () => (await get(id))?.state === 'succeeded'),
  );
  expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2]);
  expect((await events(id)).map(({ type }) => type)).toEqual(['queued', 'started', 'queued', 'started', 'ended']);
});
