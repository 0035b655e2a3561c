import { expect, it } from 'vitest';
import { gzipSync } from 'node:zlib';
import { expectPublished, OPERATION_PATHS, testService } from './service.ts';

const service = testService(undefined, { MAX_BODY_BYTES: '2000' });
const large = JSON.stringify({ kind: 'x'.repeat(2000) });

it.each(OPERATION_PATHS)('%s refuses a body above MAX_BODY_BYTES and names the limit', async (path) => {
  const answer = await service.post(path).type('application/json').send(large);
  expect(answer.status).toBe(413);
  expect(answer.body).toMatchObject({ detail: 'The body may have 2000 bytes.' });
  expectPublished(answer, 'POST', path);
});

it('a body that is small only while compressed is refused too', async () => {
  const request = service.post('/v1/rosters').type('application/json').set('Content-Encoding', 'gzip');
  request.write(gzipSync(large));
  const answer = await request;
  expect(answer.status).toBe(413);
});
