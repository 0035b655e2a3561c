import { afterAll, beforeAll, expect, it } from 'vitest';
import { canonicalJson } from '../../src/contract/canonical.ts';
import { exampleOf } from '../../src/contract/example.ts';
import { planSchema } from '../../src/contract/plan.ts';
import { rosterBodySchema } from '../../src/contract/requests.ts';
import { createService } from '../../src/main/serve.ts';
import { hardProblem, post, type Running, startService } from './api-service.ts';

const plan = exampleOf(planSchema);
const small = exampleOf(rosterBodySchema) as { readonly problem: object };

let running: Running;

beforeAll(async () => {
  running = await startService({ REQUEST_SECONDS: '2' });
});

afterAll(async () => {
  await running.service.close();
});

it('the whole chain runs in a thread: history to an audited roster', async () => {
  const { status, body } = await post(`${running.url}/v1/plans`, plan);
  expect(status).toBe(200);
  expect(body).toMatchObject({ kind: 'plan-result', audit: { clean: true }, roster: { kind: 'roster' } });
});

it('the same problem, seed and iterations give the same canonical roster', async () => {
  const body = { problem: small.problem, solve: { iterations: 50, seed: 7 } };
  const [first, second] = [
    await post(`${running.url}/v1/rosters`, body),
    await post(`${running.url}/v1/rosters`, body),
  ];
  expect(first.status).toBe(200);
  expect(canonicalJson(second.body)).toBe(canonicalJson(first.body));
});

it('a roster that was made can be audited as it came', async () => {
  const roster = await post(`${running.url}/v1/rosters`, small);
  const { status, body } = await post(`${running.url}/v1/audits`, { roster: roster.body });
  expect(status).toBe(200);
  expect(body).toMatchObject({ kind: 'audit', clean: true });
});

it('more seconds than a request may take are cut, with a note and the best so far', async () => {
  const { status, body } = await post(`${running.url}/v1/rosters`, { problem: hardProblem(), solve: { seconds: 600 } });
  expect(status).toBe(200);
  expect(body).toMatchObject({ status: 'feasible', endedBy: 'time' });
  expect(body['notes']).toContainEqual(
    expect.objectContaining({ code: 'seconds-clipped', facts: { asked: 600, maximum: 1.8 } }),
  );
});

it('a solve in iterations that outlasts its request is stopped and answers with the best so far', async () => {
  const { status, body } = await post(`${running.url}/v1/rosters`, {
    problem: hardProblem(),
    solve: { iterations: 1_000_000_000 },
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({ endedBy: 'cancel' });
});

/** Waits until the one thread is busy: with no room to wait, another request is refused. */
async function busy(url: string): Promise<void> {
  await expect.poll(async () => (await post(`${url}/v1/rosters`, small)).status, { timeout: 20_000 }).toBe(503);
}

it('a client that leaves gives its thread back', async () => {
  const { url, service } = await startService({ REQUEST_SECONDS: '3600', QUEUE_LENGTH: '0' });
  try {
    const leave = new AbortController();
    const left = post(`${url}/v1/rosters`, { problem: hardProblem(), solve: { seconds: 3000 } }, leave.signal);
    await busy(url);
    leave.abort();
    await expect(left).rejects.toThrow('aborted');
    await expect.poll(async () => (await post(`${url}/v1/rosters`, small)).status, { timeout: 20_000 }).toBe(200);
  } finally {
    await service.close();
  }
});

it('closing answers the requests under way with the best so far and takes no more', async () => {
  const { url, service } = await startService({ REQUEST_SECONDS: '3600', QUEUE_LENGTH: '0' });
  const under = post(`${url}/v1/rosters`, { problem: hardProblem(), solve: { seconds: 3000 } });
  await busy(url);
  await service.close();
  expect(await under).toMatchObject({ status: 200, body: { kind: 'roster', endedBy: 'cancel' } });
  await expect(fetch(`${url}/healthz/live`)).rejects.toThrow('fetch failed');
});

it('a port that is taken is an issue that names it', async () => {
  const { port } = new URL(running.url);
  const created = createService({ env: { PORT: port, THREADS: '1', LOG_LEVEL: 'silent' } });
  if (!created.ok) throw new Error('the settings were refused');
  expect(await created.value.listen()).toMatchObject({
    ok: false,
    issues: [{ code: 'port-taken', path: 'PORT', facts: { port: Number(port) } }],
  });
  await created.value.close();
});
