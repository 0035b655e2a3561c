import { expect, it } from 'vitest';
import { expectPublished, OPERATION_PATHS, testService } from './service.ts';

const service = testService();

it('an unknown address is a problem that names it', async () => {
  const answer = await service.get('/v2/rosters');
  expect(answer.status).toBe(404);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(answer.body).toMatchObject({ type: 'urn:shiftcast:problem:not-found', status: 404 });
});

it('an address that is not well formed is not found, not a defect', async () => {
  const answer = await service.get('/docs/%E0%A4%A');
  expect([400, 404]).toContain(answer.status);
});

it.each(OPERATION_PATHS)('%s allows POST alone and says so', async (path) => {
  const answer = await service.get(path);
  expect(answer.status).toBe(405);
  expect(answer.headers['allow']).toBe('POST');
  expectPublished(answer, 'POST', path);
});

it('health is read, not written', async () => {
  const answer = await service.post('/healthz/ready').send({});
  expect(answer.status).toBe(405);
  expect(answer.headers['allow']).toBe('GET, HEAD');
});
