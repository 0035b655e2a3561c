import { expect, it } from 'vitest';
import { exampleOf, expectPublished, OPERATION_PATHS, testService } from './service.ts';

const service = testService();

it.each(OPERATION_PATHS)(
  'the published example of %s works when pasted and its answer is as published',
  async (path) => {
    const answer = await service.post(path).send(exampleOf(path));
    expect(answer.body).not.toHaveProperty('issues');
    expect(answer.status).toBe(200);
    expectPublished(answer, 'POST', path);
  },
);
