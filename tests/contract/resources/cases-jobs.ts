import { jobOperations as operations } from '../../../src/contract/resources/jobs.ts';
import type { Arrange, Case } from './case.ts';
import { SCOPE } from './publish.ts';
import type { StoredService } from './stored-service.ts';

/** A job that waits in the queue. */
async function queuedJob({ store }: StoredService): Promise<string> {
  const job = await store.write(SCOPE, (tables) =>
    tables.jobs.create({
      kind: 'roster',
      team: undefined,
      seed: 1,
      request: { operation: 'rosters', body: '{}' },
    }),
  );
  return job.id;
}

/** Lets a solver process take one job and do `run` with it. */
async function taken(
  service: StoredService,
  state: 'succeeded' | 'failed',
  run: (job: string, end: () => Promise<boolean>) => Promise<void>,
) {
  const id = await queuedJob(service);
  const ledger = await service.ledger();
  const reached = Promise.withResolvers<void>();
  const work = await ledger.work(1, async (job) => {
    const end = () => ledger.end(job, { state, result: '{"kind":"roster"}' });
    if (job.id !== id) return;
    await run(id, end);
    reached.resolve();
  });
  await reached.promise;
  await work.stop();
  return id;
}

const queued: Arrange = async (service) => ({ parameters: { job: await queuedJob(service) } });

const running: Arrange = async (service) => ({
  parameters: { job: await taken(service, 'failed', () => Promise.resolve()) },
});

const succeeded = async (service: StoredService, state: 'succeeded' | 'failed' = 'succeeded') => {
  const job = await taken(service, state, async (_id, end) => {
    await end();
  });
  return { parameters: { job } };
};

const failed: Arrange = (service) => succeeded(service, 'failed');

export const jobCases: readonly Case[] = [
  { operation: operations.listJobs, good: () => Promise.resolve({ query: { state: 'queued' } }) },
  { operation: operations.getJob, good: queued },
  { operation: operations.getJobResult, good: succeeded, other: { 409: queued } },
  {
    operation: operations.watchJob,
    good: succeeded,
    other: { 204: async (service) => ({ ...(await succeeded(service)), headers: { 'Last-Event-ID': '99' } }) },
  },
  {
    operation: operations.requeueJob,
    good: failed,
    other: { 409: queued },
  },
  { operation: operations.stopJob, good: queued, other: { 202: running } },
];
