import { expect, it } from 'vitest';
import { exampleOf, expectPublished, OPERATION_PATHS, testService } from './service.ts';

const service = testService();

it.each(OPERATION_PATHS)('%s refuses a client that takes no JSON', async (path) => {
  const answer = await service.post(path).set('Accept', 'text/html').send(exampleOf(path));
  expect(answer.status).toBe(406);
  expectPublished(answer, 'POST', path);
});
