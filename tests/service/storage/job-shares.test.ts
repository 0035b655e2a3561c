import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ClaimedJob } from '../../../src/planning/job-store.ts';
import type { Scope } from '../../../src/planning/stored.ts';
import { ANNAS, openTestStore, STRANGER, type TestStore } from '../../fixtures/stores.ts';

let at: TestStore;
beforeEach(async () => {
  at = await openTestStore();
});
afterEach(() => at.close());

async function create(scope: Scope, urgency?: number): Promise<string> {
  const request = { operation: 'rosters', body: '{}' } as const;
  const made = await at.store.write(scope, ({ jobs }) =>
    jobs.create({ kind: 'roster', team: undefined, seed: 1, request, urgency }),
  );
  return made.id;
}

/** Runs jobs in as many places until so many were taken, each until `release` lets it go. */
async function takeAll(
  count: number,
  places: number,
  run: (job: ClaimedJob) => Promise<void>,
  jobsPerOrganisation?: number,
): Promise<readonly ClaimedJob[]> {
  const solver = await at.openAnother({ role: 'solver', jobsPerOrganisation });
  const taken: ClaimedJob[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const work = await solver.ledger.work(places, async (job) => {
    taken.push(job);
    await run(job);
    if (taken.length === count) resolve();
  });
  await promise;
  await work.stop();
  return taken;
}

const endsAt = async (job: ClaimedJob): Promise<void> => {
  await at.ledger.end(job, { state: 'succeeded' });
};

it('organisations take turns, however many jobs one of them has', async () => {
  for (let count = 0; count < 4; count++) await create(ANNAS);
  for (let count = 0; count < 2; count++) await create(STRANGER);
  const order = (await takeAll(6, 1, endsAt)).map(({ scope }) => scope.organisation);
  expect(order.slice(0, 4).toSorted()).toEqual(['acme', 'acme', 'other', 'other']);
  expect(order.slice(4)).toEqual(['acme', 'acme']);
});

it('of one organisation the most urgent job runs first, and of equals the oldest', async () => {
  const usual = await create(ANNAS);
  const later = await create(ANNAS, 7);
  const soon = await create(ANNAS, 0);
  const alsoUsual = await create(ANNAS);
  expect((await takeAll(4, 1, endsAt)).map(({ id }) => id)).toEqual([soon, usual, alsoUsual, later]);
});

it('parts have the turn of their whole, which takes no place while it waits for them', async () => {
  const whole = await create(ANNAS);
  const later = await create(ANNAS);
  const asked = { bodies: ['{}', '{}'], points: 0, addsUp: true, seconds: 0 };
  const run = async (job: ClaimedJob): Promise<void> => {
    if (job.id === whole && job.rounds === undefined) await at.ledger.divide(job, asked, undefined);
    else await endsAt(job);
  };
  const taken = await takeAll(5, 2, run, 1);
  expect(taken.map(({ id, partOf }) => partOf ?? id)).toEqual([whole, whole, whole, whole, later]);
});

it('no organisation has more running jobs than it may, and what waited for that runs as soon as it may', async () => {
  for (let count = 0; count < 4; count++) await create(ANNAS);
  await create(STRANGER);
  const running = new Map<string, number>();
  let most = 0;
  const run = async (job: ClaimedJob): Promise<void> => {
    const { organisation } = job.scope;
    running.set(organisation, (running.get(organisation) ?? 0) + 1);
    most = Math.max(most, running.get(organisation) ?? 0);
    await at.ledger.beat(job, undefined);
    running.set(organisation, (running.get(organisation) ?? 0) - 1);
    await endsAt(job);
  };
  expect(await takeAll(5, 3, run, 1)).toHaveLength(5);
  expect(most).toBe(1);
});

it('the best roster of an attempt that was lost comes with the next one, and goes with its end', async () => {
  const id = await create(ANNAS);
  const [first] = await takeAll(1, 1, async (job) => {
    await at.ledger.keepBest(job, '[{"employee":"anna"}]');
  });
  if (first === undefined) throw new Error('nothing was taken');
  expect(first.best).toBeUndefined();
  await at.ledger.lose(first);
  const [second] = await takeAll(1, 1, async (job) => {
    await at.ledger.keepBest(first, 'of the dead');
    await endsAt(job);
  });
  expect(second).toMatchObject({ id, attempt: 2, best: '[{"employee":"anna"}]' });
});

it('a job that failed runs again as a new one, and only in the hands of its organisation', async () => {
  const id = await create(ANNAS, 1);
  await takeAll(1, 1, async (job) => {
    await at.ledger.end(job, { state: 'failed', problem: { kind: 'job-lost', detail: 'It died.' } });
  });
  const dead = await at.read(({ jobs }) => jobs.list({ problem: 'job-lost' }, { limit: 10 }));
  expect(dead.items.map((job) => job.id)).toEqual([id]);
  expect((await at.read(({ jobs }) => jobs.list({ problem: 'defect' }, { limit: 10 }))).items).toEqual([]);
  const again = await at.write(({ jobs }) => jobs.repeat(id));
  expect(again).toMatchObject({ state: 'queued', urgency: 1, attempt: 0 });
  expect(again?.id).not.toBe(id);
});
