import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openapiTexts } from '../../src/main/openapi.ts';
import { expectPublished, inProcess, testService } from './service.ts';

const service = testService();

it('a process that answers is live', async () => {
  const answer = await service.get('/healthz/live');
  expect(answer.body).toEqual({ status: 'live' });
  expectPublished(answer, 'GET', '/healthz/live');
});

it('readiness follows the threads', async () => {
  const warm = await service.get('/healthz/ready');
  expect([warm.status, warm.body]).toEqual([200, { status: 'ready' }]);
  expectPublished(warm, 'GET', '/healthz/ready');
  const cold = await testService({ ...inProcess, ready: () => false }).get('/healthz/ready');
  expect([cold.status, cold.body]).toEqual([503, { status: 'starting' }]);
  expectPublished(cold, 'GET', '/healthz/ready');
});

it('openapi.yaml in the checkout is what the schemas say', () => {
  const written = readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8');
  expect(written).toBe(openapiTexts().yaml);
});

it('the document is served as JSON and as YAML', async () => {
  const { document, yaml } = openapiTexts();
  const json = await service.get('/openapi.json');
  expect(json.body).toEqual(JSON.parse(JSON.stringify(document)));
  const text = await service
    .get('/openapi.yaml')
    .buffer(true)
    .parse((response, done) => {
      let data = '';
      response.on('data', (chunk: Buffer) => (data += chunk.toString()));
      response.on('end', () => done(null, data));
    });
  expect(text.body).toBe(yaml);
});

it('the manual is served from this machine alone', async () => {
  const page = await service.get('/docs/');
  expect(page.status).toBe(200);
  expect(page.text).toContain('swagger-ui');
  expect(page.text).not.toMatch(/(?:src|href)="https?:/);
  expect((await service.get('/docs/swagger-ui-bundle.js')).status).toBe(200);
  const [short, below] = [await service.get('/docs').redirects(1), await service.get('/docs/nothing')];
  expect([short.status, below.status]).toEqual([200, 404]);
  expect(short.redirects.every((url) => url.endsWith('/docs/'))).toBe(true);
});

it('answers are neither stored nor sniffed nor framed', async () => {
  const { headers } = await service.get('/healthz/live');
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  });
  expect(headers).not.toHaveProperty('x-powered-by');
});

it('a sane request id is taken and echoed, any other replaced', async () => {
  expect((await service.get('/healthz/live').set('X-Request-Id', 'a-1:b.c_2')).headers['x-request-id']).toBe(
    'a-1:b.c_2',
  );
  for (const id of ['two words', 'x'.repeat(101), '{"level":60}']) {
    const given = (await service.get('/healthz/live').set('X-Request-Id', id)).headers['x-request-id'];
    expect(given).toMatch(/^[\da-f-]{36}$/);
  }
});

it('the log holds the id, the path and the status of a request, and nothing of its body or query', async () => {
  const lines: string[] = [];
  const logged = testService(inProcess, {}, lines);
  await logged.post('/v1/rosters?name=Anna').set('X-Request-Id', 'log-1').send({ secretName: 'Anna' });
  const line = JSON.parse(lines.at(-1) ?? '{}') as object;
  expect(line).toMatchObject({ requestId: 'log-1', method: 'POST', path: '/v1/rosters', status: 422 });
  expect(lines.join('')).not.toMatch(/Anna|secretName/);
});
