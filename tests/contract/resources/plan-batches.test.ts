import { afterAll, beforeAll, expect, it } from 'vitest';
import { exampleOf, expectPublished } from '../service.ts';
import { planOf } from './cases-batches.ts';
import { storedTeam } from './cases-people.ts';
import type { Json } from './documents.ts';
import { type StoredService, storedService } from './stored-service.ts';

let service: StoredService;
beforeAll(async () => {
  service = await storedService();
});
afterAll(() => service.close());

type Batch = {
  readonly job: Json & { readonly state: string };
  readonly plans: readonly (Json & { readonly job: string; readonly state: string; readonly result?: string })[];
  readonly totals: Json;
};

const send = (body: Json) => service.request.post('/v1/plan-batches').send(body);
const batchAt = async (id: string): Promise<Batch> => {
  const answer = await service.request.get(`/v1/plan-batches/${id}`);
  expectPublished(answer, 'GET', '/v1/plan-batches/{batch}');
  return answer.body as Batch;
};
const idOf = ({ body }: { readonly body: unknown }): string => (body as { readonly id: string }).id;

/** A plan of one day, whose history ends too early to say anything. */
const tooShort = (): Json => {
  const { queues } = planOf() as { readonly queues: readonly Json[] };
  const history = { zone: 'Europe/Berlin', csv: 'timestamp,count\n2026-03-01T09:00,1\n2026-03-01T10:00,1\n' };
  return planOf({ queues: [{ ...queues[0], history }] });
};

it('a batch stops with all its plans, and can be asked for again whole', async () => {
  const team = await storedTeam(service);
  const asked = await send({
    plans: [
      { team, plan: planOf() },
      { id: 'own', plan: exampleOf('/v1/plans') },
    ],
  });
  expectPublished(asked, 'POST', '/v1/plan-batches');
  expect([asked.status, asked.headers['location']]).toEqual([202, `/v1/jobs/${idOf(asked)}`]);
  const waiting = await batchAt(idOf(asked));
  expect(waiting.job).toMatchObject({ kind: 'plan-batch', state: 'running', parts: { all: 2, ended: 0 } });
  expect(waiting.plans).toMatchObject([
    { id: team, team, number: 1, state: 'queued' },
    { id: 'own', number: 2, state: 'queued' },
  ]);
  // One plan alone, which is of the team; then the rest with the batch.
  await service.request.delete(`/v1/jobs/${waiting.plans[0]?.job}`);
  expect((await batchAt(idOf(asked))).job).toMatchObject({ state: 'running', parts: { ended: 1 } });
  await service.request.delete(`/v1/jobs/${idOf(asked)}`);
  const stopped = await batchAt(idOf(asked));
  expect([stopped.job.state, stopped.totals]).toMatchObject(['stopped', { plans: 2, stopped: 2, widestGap: null }]);
  const again = await service.request.post(`/v1/jobs/${idOf(asked)}/requeues`);
  expect([again.status, (await batchAt(idOf(again))).plans.map(({ id }) => id)]).toEqual([202, [team, 'own']]);
  await service.request.delete(`/v1/jobs/${idOf(again)}`);
});

it('refuses what is wrong with any plan before anything is begun, each at its place', async () => {
  const before = (await service.request.get('/v1/jobs')).body as { readonly items: readonly unknown[] };
  const answer = await send({
    plans: [
      { id: 'a', plan: exampleOf('/v1/plans') },
      { id: 'a', team: 'none', plan: planOf() },
      { team: 'none', plan: exampleOf('/v1/plans') },
    ],
  });
  const codes = ({ body }: { readonly body: unknown }) =>
    (body as { readonly issues: readonly { code: string; path: string }[] }).issues.map(
      (one) => `${one.code} ${one.path}`,
    );
  expect([answer.status, codes(answer)]).toEqual([
    422,
    ['duplicate-id /plans/1/id', 'unknown-team /plans/1/team', 'both-given /plans/2', 'unknown-team /plans/2/team'],
  ]);
  const second = await send({
    plans: [
      { id: 'a', plan: exampleOf('/v1/plans') },
      { id: 'a', plan: { ...exampleOf('/v1/plans'), queues: [] } },
      { plan: planOf() },
    ],
  });
  expect(codes(second)).toEqual([
    'duplicate-id /plans/1/id',
    'too-few /plans/1/plan/queues',
    'required /plans/2/plan/team',
  ]);
  expect((await service.request.get('/v1/jobs')).body).toEqual(before);
});

it('a plan of a batch is divided into its sites like any other, and stops with the batch', async () => {
  const asked = await send({ plans: [{ id: 'sites', plan: exampleOf('/v1/plans') }] });
  const ledger = await service.ledger();
  const over = Promise.withResolvers<void>();
  const seen: unknown[] = [];
  const work = await ledger.work(1, async (job) => {
    if (job.kind === 'part') seen.push('a part was taken');
    else if (job.rounds === undefined) {
      await ledger.divide(job, { bodies: ['{}', '{}'], points: 0, addsUp: true, seconds: 0 }, undefined);
      await service.request.delete(`/v1/jobs/${idOf(asked)}`);
    } else {
      seen.push(job.rounds.map(({ parts }) => parts.map(({ state }) => state)));
      await ledger.end(job, { state: 'stopped', result: '{"kind":"plan-result"}' });
      over.resolve();
    }
  });
  await over.promise;
  await work.stop();
  expect(seen).toEqual([[['stopped', 'stopped']]]);
  expect((await batchAt(idOf(asked))).job).toMatchObject({ state: 'stopped', parts: { all: 1, ended: 1 } });
});

it('staffs with the proficiency of stored results where that is asked for', async () => {
  const team = await storedTeam(service);
  const measured = { from: '2026-06-01', to: '2026-06-30' };
  const codes = ({ body }: { readonly body: unknown }) =>
    (body as { readonly issues: readonly { code: string; path: string }[] }).issues.map(
      (one) => `${one.code} ${one.path}`,
    );
  const wrong = await send({
    plans: [
      { id: 'nothing', team, measured, plan: planOf() },
      { id: 'own', measured, plan: exampleOf('/v1/plans') },
    ],
  });
  expect([wrong.status, codes(wrong)]).toEqual([
    422,
    ['no-proficiency /plans/0/measured', 'measured-without-team /plans/1/measured'],
  ]);
  const turned = { from: '2026-06-30', to: '2026-06-01' };
  expect(codes(await send({ plans: [{ team, measured: turned, plan: planOf() }] }))).toEqual([
    'window-empty /plans/0/measured/to',
  ]);
  const who = `${team}-anna`;
  const csv = `employee,date,handled,handleSeconds\n${who},2026-06-01,300,30000\n${who},2026-06-02,300,30000\n`;
  const entered = await service.request.post(`/v1/teams/${team}/results`).send({ csv });
  expect(entered.status).toBe(201);
  const { queues } = planOf() as { readonly queues: readonly { readonly requirement: Json }[] };
  const [queue] = queues;
  const twice = planOf({ queues: [{ ...queue, requirement: { ...queue?.requirement, crew: [{ count: 1 }] } }] });
  expect(codes(await send({ plans: [{ team, measured, plan: twice }] }))).toEqual([
    'both-given /plans/0/plan/queues/0',
  ]);
  const asked = await send({ plans: [{ team, measured, plan: planOf() }] });
  expect(asked.status).toBe(202);
  const bodies: string[] = [];
  const ledger = await service.ledger();
  const work = await ledger.work(1, async (job) => {
    bodies.push(job.request.body);
    await ledger.end(job, { state: 'stopped' });
  });
  await expect.poll(() => bodies.length, { timeout: 10_000 }).toBe(1);
  await work.stop();
  const plan = JSON.parse(bodies[0] ?? '') as {
    readonly queues: readonly { readonly requirement: { readonly crew: readonly Json[] } }[];
  };
  const measures = (await service.request.get(`/v1/teams/${team}/measures`).query(measured)).body as {
    readonly measures: { readonly proficiency: { readonly employees: readonly { readonly proficiency: number }[] } };
  };
  const [known] = measures.measures.proficiency.employees;
  expect(plan.queues[0]?.requirement.crew).toContainEqual({ employee: who, count: 1, proficiency: known?.proficiency });
});

it('is waited for where that is preferred: 202 with the job after a time that is too short, 200 with the batch at its end', async () => {
  const wait = (prefer: string, priority = 'u=3') =>
    send({ plans: [{ id: 'short', plan: { ...tooShort(), team: exampleOf('/v1/plans')['team'] } }] })
      .set('Prefer', prefer)
      .set('Priority', priority);
  const short = await wait('wait=1', 'u=1');
  expectPublished(short, 'POST', '/v1/plan-batches');
  expect([short.status, short.headers['preference-applied']]).toEqual([202, 'wait=1']);
  expect(short.headers['location']).toBe(`/v1/jobs/${idOf(short)}`);
  expect(short.body).toMatchObject({ kind: 'plan-batch', state: 'running', urgency: 1 });
  await service.request.delete(`/v1/jobs/${idOf(short)}`);
  const none = await wait('respond-async');
  expect([none.status, none.headers['preference-applied']]).toEqual([202, undefined]);
  await service.request.delete(`/v1/jobs/${idOf(none)}`);
  const ledger = await service.ledger();
  const problem = { kind: 'invalid-input', detail: 'Too short.' };
  const work = await ledger.work(1, async (job) => void (await ledger.end(job, { state: 'failed', problem })));
  const ended = await wait('wait=30');
  await work.stop();
  expectPublished(ended, 'POST', '/v1/plan-batches');
  const { job, plans } = ended.body as Batch;
  expect([ended.status, ended.headers['preference-applied'], job.state]).toEqual([200, 'wait=30', 'failed']);
  expect(ended.headers['location']).toBe(`/v1/jobs/${job['id'] as string}`);
  expect(plans).toMatchObject([{ id: 'short', state: 'failed', problem }]);
});

it('joins its plans, of which one fails and the others are what each would be alone', async () => {
  const asked = await send({
    plans: [
      { id: 'first', plan: exampleOf('/v1/plans') },
      { id: 'short', plan: { ...tooShort(), team: exampleOf('/v1/plans')['team'] } },
      { id: 'last', plan: { ...exampleOf('/v1/plans'), solve: { iterations: 50, seed: 2 } } },
    ],
  });
  expect(asked.status).toBe(202);
  await service.solve();
  await expect.poll(async () => (await batchAt(idOf(asked))).job.state, { timeout: 60_000 }).toBe('failed');
  const { job, plans, totals } = await batchAt(idOf(asked));
  expect(job).toMatchObject({
    problem: { kind: 'part-failed', detail: expect.stringContaining('1 of 3 plans failed: short') as string },
  });
  expect(plans.map(({ id, state }) => [id, state])).toEqual([
    ['first', 'succeeded'],
    ['short', 'failed'],
    ['last', 'succeeded'],
  ]);
  expect(plans[1]).toMatchObject({ problem: { kind: 'invalid-input' } });
  const alone = (await service.request.post('/v1/plans').send(exampleOf('/v1/plans'))).body as {
    readonly roster: {
      readonly shifts: readonly { readonly paidHours: number }[];
      readonly objective: number;
      readonly gap: number;
    };
  };
  const result = (await service.request.get(plans[0]?.result ?? '')).body as typeof alone;
  expect(result.roster.shifts).toEqual(alone.roster.shifts);
  const paidHours = alone.roster.shifts.reduce((sum, shift) => sum + shift.paidHours, 0);
  const { shifts, objective, gap } = alone.roster;
  expect(plans[0]?.['summary']).toMatchObject({ paidHours, shifts: shifts.length, objective, gap, days: 2 });
  expect(totals).toMatchObject({ plans: 3, succeeded: 2, failed: 1, running: 0 });
  // The batch keeps what was joined as its own result.
  const joined = (await service.request.get(`/v1/jobs/${idOf(asked)}/result`)).body as Json;
  expect(joined).toMatchObject({ kind: 'plan-batch', totals });
});
