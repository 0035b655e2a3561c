import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ClaimedJob } from '../../../src/planning/job-store.ts';
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

it('a job that ended long enough ago loses request, result and progress, once, and stays', async () => {
  const ledger = await stored.ledger();
  const [ended, waiting] = [await solved(), await create()];
  const address = `/v1/jobs/${ended}`;
  expect(await ledger.clear(1)).toBe(0);
  expect((await stored.request.get(`${address}/result`)).status).toBe(200);

  // By now its end lies in the past.
  expect(await ledger.clear(0)).toBe(1);
  expect(await ledger.clear(0)).toBe(0);
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
