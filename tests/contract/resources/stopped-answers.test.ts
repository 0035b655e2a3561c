import { once } from 'node:events';
import { request as send } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RequestThreads } from '../../../src/api/dependencies.ts';
import { exampleOf, inProcess } from '../service.ts';
import { fresh } from './case.ts';
import { type StoredService, storedService } from './stored-service.ts';

/** Answers with what there was when the work was stopped, and the Idempotency-Key of their request. */

let stored: StoredService;
beforeAll(async () => {
  stored = await storedService();
});
afterAll(() => stored.close());

const path = '/v1/rosters';

/** Threads whose work goes on until it is stopped, and then ends with what it has. */
function untilStopped() {
  let begun = (): void => undefined;
  const beginning = new Promise<void>((resolve) => (begun = resolve));
  let ended = (): void => undefined;
  const ending = new Promise<void>((resolve) => (ended = resolve));
  const threads: RequestThreads = {
    ...inProcess,
    run: async (_task, _input, { signal }) => {
      begun();
      if (signal !== undefined && !signal.aborted) await once(signal, 'abort');
      ended();
      return { ok: true, text: '{"cut":true}' } as never;
    },
  };
  return { threads, beginning, ending };
}

/** The answer to a repetition, by a service that is well. */
async function repeated(key: string) {
  const answer = await stored.request.post(path).set('Idempotency-Key', key).send(exampleOf(path));
  return [answer.status, answer.headers['idempotency-replayed'], (answer.body as { readonly cut?: boolean }).cut];
}

const WHOLE = [200, undefined, undefined];

it('what was stopped because its client left is not kept: the repetition gets the whole', async () => {
  const { threads, beginning, ending } = untilStopped();
  const service = await stored.beside({ threads });
  const key = fresh('key');
  const leaving = send(service.post(path).url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
  });
  leaving.on('error', () => undefined);
  leaving.end(JSON.stringify(exampleOf(path)));
  await beginning;
  leaving.destroy();
  await ending;
  // Whatever is to be kept of it is kept by the time that another request with a key has its answer.
  await repeated(fresh('key'));
  expect(await repeated(key)).toEqual(WHOLE);
});

it('what was stopped because the service ended reaches its client, and is not kept', async () => {
  const { threads, beginning } = untilStopped();
  const closing = new AbortController();
  const stopping: RequestThreads = {
    ...threads,
    // As the pool does when it is closed.
    run: (task, input, control) => threads.run(task, input, { ...control, signal: closing.signal }),
  };
  const service = await stored.beside({ threads: stopping, closing: closing.signal });
  const key = fresh('key');
  const answering = service
    .post(path)
    .set('Idempotency-Key', key)
    .send(exampleOf(path))
    .then((answer) => answer);
  await beginning;
  closing.abort();
  expect((await answering).body).toEqual({ cut: true });
  expect(await repeated(key)).toEqual(WHOLE);
});
