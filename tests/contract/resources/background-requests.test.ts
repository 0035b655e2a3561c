import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleOf, expectPublished } from '../service.ts';
import { type StoredService, storedService } from './stored-service.ts';

type Job = { readonly id: string; readonly state: string };

describe('a request in the background', () => {
  let stored: StoredService;
  let request: StoredService['request'];
  beforeAll(async () => {
    stored = await storedService();
    await stored.solve();
    ({ request } = stored);
  });
  afterAll(() => stored.close());

  it('a simulation becomes a job too, with the seed of its own limits, and its result is the same document', async () => {
    const body = { ...exampleOf('/v1/simulations'), simulate: { replications: 6, seed: 5 } };
    const plain = await request.post('/v1/simulations').send(body);
    const asked = await request.post('/v1/simulations').set('Prefer', 'respond-async').send(body);
    expect([asked.status, asked.headers['preference-applied']]).toEqual([202, 'respond-async']);
    expectPublished(asked, 'POST', '/v1/simulations');
    expect(asked.body).toMatchObject({ kind: 'simulation', state: 'queued', seed: 5 });
    const path = `/v1/jobs/${(asked.body as Job).id}`;
    await expect.poll(async () => ((await request.get(path)).body as Job).state, { timeout: 20_000 }).toBe('succeeded');
    const job = await request.get(path);
    expectPublished(job, 'GET', '/v1/jobs/{job}');
    expect(job.body).toMatchObject({ progress: { replications: 6, halfWidth: expect.any(Number) as number } });
    const result = await request.get(`${path}/result`);
    expectPublished(result, 'GET', '/v1/jobs/{job}/result');
    expect(result.text).toBe(plain.text);
    const waited = await request.post('/v1/simulations').set('Prefer', 'wait=30').send(body);
    expect([waited.status, waited.text]).toEqual([200, plain.text]);
    expectPublished(waited, 'POST', '/v1/simulations');
    const wrong = await request
      .post('/v1/simulations')
      .set('Prefer', 'respond-async')
      .send({ ...body, queues: [] });
    expect(wrong.status).toBe(422);
  });

  it.each([
    ['/v1/forecasts', 'forecast', 3, { samplePaths: { paths: 10, seed: 3 } }],
    ['/v1/queue-forecasts', 'queue-forecasts', 1, {}],
    ['/v1/skill-staffings', 'skill-staffing', 4, { seed: 4 }],
    ['/v1/risk-requirements', 'risk-requirement', 6, { check: { seed: 6, replications: 20 } }],
    ['/v1/outbound-plans', 'outbound-plan', 1, {}],
    ['/v1/workload-plans', 'workload-plan', 8, { solve: { seed: 8, iterations: 20 } }],
  ])('a request to %s becomes a job, and its result is the same document', async (path, kind, seed, limits) => {
    const body = { ...exampleOf(path), ...limits };
    const plain = await request.post(path).send(body);
    expect(plain.status).toBe(200);
    const asked = await request.post(path).set('Prefer', 'respond-async').send(body);
    expect(asked.status).toBe(202);
    expectPublished(asked, 'POST', path);
    expect(asked.body).toMatchObject({ kind, seed });
    const address = `/v1/jobs/${(asked.body as Job).id}`;
    await expect
      .poll(async () => ((await request.get(address)).body as Job).state, { timeout: 20_000 })
      .toBe('succeeded');
    expectPublished(await request.get(address), 'GET', '/v1/jobs/{job}');
    const result = await request.get(`${address}/result`);
    expectPublished(result, 'GET', '/v1/jobs/{job}/result');
    expect(result.text).toBe(plain.text);
  });
});
