import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ClaimedJob } from '../../../src/planning/job-store.ts';
import { expectPublished } from '../service.ts';
import { SCOPE } from './publish.ts';
import { type StoredService, storedService } from './stored-service.ts';

/** Jobs that are solved in parts, as whoever asks for them sees them. */

let stored: StoredService;
beforeAll(async () => {
  stored = await storedService();
});
afterAll(() => stored.close());

type JobBody = { readonly id: string; readonly state: string; readonly part?: { readonly number: number } };

const PROGRESS = { seconds: 1, iterations: 0, objective: 5, bound: 1, gap: 0.8, firstFeasibleSeconds: 1 };

it('a job in parts runs until they have ended, lists them, tells their sum and is one job to the trail', async () => {
  const { id } = await stored.store.write(SCOPE, ({ jobs }) =>
    jobs.create({ kind: 'roster', team: undefined, seed: 1, request: { operation: 'rosters', body: '{}' } }),
  );
  const ledger = await stored.ledger();
  const asked = { bodies: ['{"number":1}', '{"number":2}'], points: 3, addsUp: true, seconds: 2 };
  let seen: { readonly whole: JobBody; readonly parts: readonly JobBody[] } | undefined;
  const divided: boolean[] = [];
  let joined: ClaimedJob['rounds'];
  const ended = Promise.withResolvers<void>();
  const partsOf = async (): Promise<readonly JobBody[]> => {
    const listed = await stored.request.get(`/v1/jobs?partsOf=${id}`);
    expectPublished(listed, 'GET', '/v1/jobs');
    return (listed.body as { readonly items: readonly JobBody[] }).items;
  };
  const work = await ledger.work(1, async (job) => {
    if (job.partOf === undefined && job.rounds === undefined) {
      divided.push(await ledger.divide({ ...job, attempt: 99 }, asked, undefined));
      divided.push(await ledger.divide(job, asked, undefined));
    } else if (job.partOf === undefined) {
      joined = job.rounds;
      await ledger.end(job, { state: 'succeeded', result: '{"kind":"roster"}' });
      ended.resolve();
    } else {
      await ledger.beat(job, PROGRESS);
      if (job.request.body.includes('2')) {
        seen = { whole: (await stored.request.get(`/v1/jobs/${id}`)).body as JobBody, parts: await partsOf() };
        await ledger.end(job, { state: 'failed', problem: { kind: 'memory', detail: 'Too large.' } });
      } else await ledger.end(job, { state: 'succeeded', result: '{"answer":1}' });
    }
  });
  await ended.promise;
  await work.stop();
  expect(divided).toEqual([false, true]);
  expect(seen?.whole).toMatchObject({
    state: 'running',
    parts: { round: 1, all: 2, ended: 1 },
    progress: { objective: 13, bound: 2, seconds: 4 },
  });
  expect(seen?.parts.map(({ state, part }) => [part?.number, state])).toEqual([
    [2, 'running'],
    [1, 'succeeded'],
  ]);
  expect(joined).toEqual([
    {
      seconds: 2,
      parts: [
        { state: 'succeeded', result: '{"answer":1}', problem: undefined },
        { state: 'failed', result: undefined, problem: { kind: 'memory', detail: 'Too large.' } },
      ],
    },
  ]);
  const whole = await stored.request.get(`/v1/jobs/${id}`);
  expectPublished(whole, 'GET', '/v1/jobs/{job}');
  expect(whole.body).toMatchObject({ state: 'succeeded', parts: { round: 1, all: 2, ended: 2 } });
  expect(((await stored.request.get('/v1/jobs')).body as { readonly items: readonly JobBody[] }).items).toHaveLength(1);

  // What parts were asked and found is not kept beside the whole, and a part is nobody's to run again.
  const [part] = await partsOf();
  const again = await stored.request.post(`/v1/jobs/${part?.id}/requeues`);
  expectPublished(again, 'POST', '/v1/jobs/{job}/requeues');
  expect([again.status, again.text]).toEqual([409, expect.stringContaining(`part of the job ${id}`)]);
  const result = await stored.request.get(`/v1/jobs/${part?.id}/result`);
  expect([result.status, result.text]).toEqual([409, expect.stringContaining(`the job ${id}`)]);
  const trail = await stored.request.get('/v1/trail');
  const things = (trail.body as { readonly items: readonly { readonly kind: string; readonly id?: string }[] }).items;
  expect(things.filter(({ kind }) => kind === 'job')).toHaveLength(2);
});

it('who stops a whole stops its parts, also those that nobody has begun', async () => {
  const { id } = await stored.store.write(SCOPE, ({ jobs }) =>
    jobs.create({ kind: 'roster', team: undefined, seed: 1, request: { operation: 'rosters', body: '{}' } }),
  );
  const ledger = await stored.ledger();
  const asked = { bodies: ['{}', '{}', '{}'], points: 0, addsUp: false, seconds: 1 };
  const told: (number | string | boolean)[] = [];
  const ended = Promise.withResolvers<ClaimedJob>();
  const work = await ledger.work(1, async (job) => {
    if (job.partOf === undefined && job.rounds === undefined) await ledger.divide(job, asked, undefined);
    else if (job.partOf === undefined) {
      told.push((await ledger.beat(job, undefined)).stop);
      await ledger.end(job, { state: 'stopped', result: '{"kind":"roster"}' });
      ended.resolve(job);
    } else {
      const stopped = await stored.request.delete(`/v1/jobs/${id}`);
      told.push(stopped.status, (stopped.body as JobBody).state, (await ledger.beat(job, undefined)).stop);
      await ledger.end(job, { state: 'stopped', result: '{"answer":1}' });
    }
  });
  const { rounds } = await ended.promise;
  await work.stop();
  // The answer to who stops it, then what the part hears, then the whole behind its parts.
  expect(told).toEqual([202, 'running', true, true]);
  expect(rounds?.[0]?.parts.map(({ state, result }) => [state, result])).toEqual([
    ['stopped', '{"answer":1}'],
    ['stopped', undefined],
    ['stopped', undefined],
  ]);
  expect((await stored.request.get(`/v1/jobs/${id}`)).body).toMatchObject({ state: 'stopped' });
});
