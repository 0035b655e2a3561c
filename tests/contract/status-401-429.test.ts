import { expect, it } from 'vitest';
import { exampleOf, expectPublished, OPERATION_PATHS, testService } from './service.ts';

const asking = testService(undefined, { REQUIRE_KEYS: 'yes' });

it.each(OPERATION_PATHS)('%s is not for those without a key', async (path) => {
  const answer = await asking.post(path).send(exampleOf(path));
  expect(answer.status).toBe(401);
  expectPublished(answer, 'POST', path);
});

it.each(OPERATION_PATHS)('%s is closed for an address that many wrong keys came from', async (path) => {
  const guess = () => asking.post(path).set('Authorization', 'Bearer guessed').send(exampleOf(path));
  let answer = await guess();
  for (let more = 0; more < 10 && answer.status === 401; more += 1) answer = await guess();
  expect(answer.status).toBe(429);
  expectPublished(answer, 'POST', path);
});

it('health and the manual are told without a key', async () => {
  for (const address of ['/healthz/live', '/openapi.json', '/docs/'])
    expect((await asking.get(address)).status).toBe(200);
});
