import { expect, it } from 'vitest';
import { exampleOf, expectPublished, OPERATION_PATHS, testService } from './service.ts';

const service = testService();

it.each(OPERATION_PATHS)('%s refuses JSON that is sent as plain text', async (path) => {
  const answer = await service
    .post(path)
    .type('text/plain')
    .send(JSON.stringify(exampleOf(path)));
  expect(answer.status).toBe(415);
  expect(answer.headers['accept-post']).toBe('application/json');
  expectPublished(answer, 'POST', path);
});

it.each([
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/json; charset=latin1',
  'application/jsonp',
])('%s is refused', async (type) => {
  const answer = await service.post('/v1/audits').set('Content-Type', type).send('{}');
  expect(answer.status).toBe(415);
});

it('a body without a type is refused', async () => {
  const request = service.post('/v1/audits');
  request.write('{}');
  expect((await request).status).toBe(415);
});

it('an encoding that is not known is refused', async () => {
  const answer = await service.post('/v1/audits').type('application/json').set('Content-Encoding', 'zip').send('{}');
  expect(answer.status).toBe(415);
});

it('JSON with its charset named is taken', async () => {
  const answer = await service.post('/v1/audits').set('Content-Type', 'application/json; charset=UTF-8').send('{}');
  expect(answer.status).toBe(422);
});
