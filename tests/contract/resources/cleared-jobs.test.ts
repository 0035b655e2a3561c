import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ClaimedJob } from '../../../src/planning/job-store.ts';
import { runRetention } from '../../../src/planning/retention.ts';
import { expectPublished } from '../service.ts';
import { SCOPE } from './publish.ts';
import { type StoredService, storedService } from './stored-service.ts';

/** Jobs whose request and result are no longer kept. */

let stored: StoredService;
beforeAll(async () => {
  stored = await storedService();
});
afterAll(() => stored.close());

async function create(): Promise<string> {
  const request = { operation: 'rosters', body: '{}' } as const;
  const job = await stored.store.write(SCOPE, ({ jobs }) =>
    jobs.create({ kind: 'roster', team: undefined, seed: 1, request }),
  );
  return job.id;
}

/** Lets a solver process end the job that waits, with a result. */
async function solved(): Promise<string> {
  const id = await create();
  const ledger = await stored.ledger();
  const ended = Promise.withResolvers<void>();
  const work = await ledger.work(1, async (job: ClaimedJob) => {
    const progress = { seconds: 1, iterations: 1, objective: 5, bound: 1, gap: 4, firstFeasibleSeconds: 1 };
    await ledger.beat(job, progress);
    await ledger.end(job, { state: 'succeeded', result: '{"kind":"roster"}' });
    ended.resolve();
  });
  await ended.promise;
  await work.stop();
  return id;
}

/** Jobs that lose request and result so many days from now. */
async function cleared(days: number): Promise<number> {
  const now = new Date(Date.now() + days * 86_400_000);
  const run = await runRetention(stored.store, SCOPE, { now });
  if (run === 'busy') throw new Error('somebody else is at it');
  return run.lines.find(({ kind }) => kind === 'job-results')?.rows['job_contents'] ?? -1;
}

it('a job that ended long enough ago loses request, result and progress, once, and stays', async () => {
  const [ended, waiting] = [await solved(), await create()];
  const address = `/v1/jobs/${ended}`;
  expect(await cleared(29.9)).toBe(0);
  expect((await stored.request.get(`${address}/result`)).status).toBe(200);

  expect(await cleared(30.1)).toBe(1);
  expect(await cleared(30.1)).toBe(0);
  const job = await stored.request.get(address);
  expectPublished(job, 'GET', '/v1/jobs/{job}');
  expect(job.body).toMatchObject({ state: 'succeeded', clearedAt: expect.any(String) as string });
  expect(job.body).not.toHaveProperty('result');
  const result = await stored.request.get(`${address}/result`);
  expectPublished(result, 'GET', '/v1/jobs/{job}/result');
  expect([result.status, result.text]).toEqual([409, expect.stringContaining('were removed at')]);
  const events = await stored.store.read(SCOPE, ({ jobs }) => jobs.events(ended, 0, 100));
  expect(events.map(({ type }) => type)).toEqual(['queued', 'started', 'ended']);
  expect((await stored.request.get(`/v1/jobs/${waiting}`)).body).not.toHaveProperty('clearedAt');
});
