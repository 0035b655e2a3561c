import { expect, it } from 'vitest';
import { exampleOf, expectPublished, OPERATION_PATHS, testService } from './service.ts';

const service = testService();

it.each(OPERATION_PATHS)('%s refuses a page of another origin', async (path) => {
  const answer = await service.post(path).set('Origin', 'http://evil.example').send(exampleOf(path));
  expect(answer.status).toBe(403);
  expectPublished(answer, 'POST', path);
});

it('a page without an origin of its own is foreign too', async () => {
  const answer = await service.get('/healthz/live').set('Origin', 'null');
  expect(answer.status).toBe(403);
  expectPublished(answer, 'GET', '/healthz/live');
});

it("the service's own pages may call it", async () => {
  const answer = await service
    .get('/healthz/live')
    .set('Host', 'localhost:8080')
    .set('Origin', 'http://localhost:8080');
  expect(answer.status).toBe(200);
});
