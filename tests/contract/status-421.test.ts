import { expect, it } from 'vitest';
import { exampleOf, expectPublished, OPERATION_PATHS, testService } from './service.ts';

const service = testService();

it.each(OPERATION_PATHS)('%s does not answer for a name that was pointed at this machine', async (path) => {
  const answer = await service.post(path).set('Host', 'rebound.example:8080').send(exampleOf(path));
  expect(answer.status).toBe(421);
  expectPublished(answer, 'POST', path);
});

it.each(['localhost', 'LOCALHOST:8080', '127.0.0.1:1', '[::1]:8080'])('the service answers for %s', async (host) => {
  const answer = await service.get('/healthz/live').set('Host', host);
  expect(answer.status).toBe(200);
});

it.each(['127.0.0.1.evil.example', 'localhost.evil.example', 'localhost@evil.example', '0.0.0.0', '[::1'])(
  'the service does not answer for %s',
  async (host) => {
    const answer = await service.get('/healthz/live').set('Host', host);
    expect(answer.status).toBe(421);
  },
);
