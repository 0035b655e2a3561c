import { expect, it } from 'vitest';
import { TaskError } from '../../src/jobs/threads.ts';
import type { RequestThreads } from '../../src/api/dependencies.ts';
import { exampleOf, expectPublished, inProcess, OPERATION_PATHS, testService } from './service.ts';

function failing(error: Error): RequestThreads {
  return {
    ...inProcess,
    run: async () => {
      throw error;
    },
  };
}

it.each(OPERATION_PATHS)('%s tells a defect by the request id and nothing from inside', async (path) => {
  const lines: string[] = [];
  const service = testService(failing(new Error('secret of the inside')), {}, lines);
  const answer = await service.post(path).set('X-Request-Id', 'mine-1').send(exampleOf(path));
  expect(answer.status).toBe(500);
  expect(answer.text).not.toContain('secret');
  expect(answer.body).toMatchObject({ type: 'urn:shiftcast:problem:defect', requestId: 'mine-1' });
  expect(lines.some((line) => line.includes('secret of the inside') && line.includes('mine-1'))).toBe(true);
  expectPublished(answer, 'POST', path);
});

it.each(OPERATION_PATHS)('%s tells a client to come again when too many wait', async (path) => {
  const answer = await testService(failing(new TaskError('queue-full', 'full')))
    .post(path)
    .send(exampleOf(path));
  expect(answer.status).toBe(503);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  expect(answer.body).toMatchObject({ type: 'urn:shiftcast:problem:busy' });
  expectPublished(answer, 'POST', path);
});

it('a service that is closing takes no work', async () => {
  const answer = await testService(failing(new TaskError('closing', 'closing')))
    .post('/v1/plans')
    .send(exampleOf('/v1/plans'));
  expect(answer.status).toBe(503);
  expect(answer.body).toMatchObject({ type: 'urn:shiftcast:problem:closing' });
  expectPublished(answer, 'POST', '/v1/plans');
});

it('a thread that died is told apart from a defect', async () => {
  const answer = await testService(failing(new TaskError('thread-lost', 'gone')))
    .post('/v1/plans')
    .send(exampleOf('/v1/plans'));
  expect(answer.status).toBe(500);
  expect(answer.body).toMatchObject({ type: 'urn:shiftcast:problem:thread-lost' });
  expectPublished(answer, 'POST', '/v1/plans');
});
