import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { expectPublished, OPERATION_PATHS, testService } from './service.ts';

const service = testService();

it.each(OPERATION_PATHS)('%s answers JSON that is cut off with its line and column', async (path) => {
  const answer = await service.post(path).type('application/json').send('{\n  "kind": ');
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ issues: [{ code: 'malformed-json', facts: { line: 2, column: 11 } }] });
  expectPublished(answer, 'POST', path);
});

it('a body that is not UTF-8 is refused as such', async () => {
  const request = service.post('/v1/plans').type('application/json');
  request.write(Buffer.from([0x22, 0xff, 0x22]));
  const answer = await request;
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ detail: 'The body is not UTF-8.' });
  expectPublished(answer, 'POST', '/v1/plans');
});

it('an empty body is malformed', async () => {
  const answer = await service.post('/v1/plans').type('application/json').send('');
  expect(answer.status).toBe(400);
  expectPublished(answer, 'POST', '/v1/plans');
});

const WHOLE = Buffer.from(JSON.stringify({ kind: 'plan', text: 'abcdefghijklmnopqrstuvwxyz'.repeat(20) }));

it.each([
  ['gzip', Buffer.from('no gzip')],
  ['deflate', Buffer.from('no deflate')],
  ['br', Buffer.from('no brotli')],
  ['zstd', Buffer.from('no zstandard')],
  ['gzip', gzipSync(WHOLE).subarray(0, -12)],
  ['deflate', deflateSync(WHOLE).subarray(0, -6)],
  ['br', brotliCompressSync(WHOLE).subarray(0, -6)],
])('a body that does not decompress as %s is malformed', async (encoding, body) => {
  const request = service.post('/v1/plans').type('application/json').set('Content-Encoding', encoding);
  request.write(body);
  const answer = await request;
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ type: 'urn:shiftcast:problem:malformed-body' });
  expectPublished(answer, 'POST', '/v1/plans');
});
