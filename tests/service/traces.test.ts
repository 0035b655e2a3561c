import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { wantsTraces } from '../../src/main/tracing.ts';
import { TEST_KEY, createTestDatabase, type TestDatabase } from '../fixtures/postgres.ts';
import { hardProblem } from './api-service.ts';
import { shiftcast, type Spoken, whenReady } from './job-processes.ts';

type OtlpSpan = {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly service: string;
  readonly facts: Readonly<Record<string, unknown>>;
};

type Resource = {
  readonly resource: { readonly attributes: readonly Attribute[] };
  readonly scopeSpans: readonly {
    readonly spans: readonly (OtlpSpan & { readonly attributes: readonly Attribute[] })[];
  }[];
};
type Attribute = { readonly key: string; readonly value: Readonly<Record<string, unknown>> };

const factsOf = (attributes: readonly Attribute[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

/** Where the caller of this test says that its own span is. */
const CALLER = { trace: '0af7651916cd43dd8448eb211c80319c', span: 'b7ad6b7169203331' };

const spans: OtlpSpan[] = [];
let sent = '';
/** Headers of messages of webhooks. */
const heard: IncomingMessage['headers'][] = [];
let receiver: Server;
let database: TestDatabase;
let api: Spoken | undefined;
let solver: Spoken | undefined;
let url: string;

/** A receiver of traces and messages, and a service with a solver process of its own that send to it. */
async function begin(): Promise<void> {
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (request.url === '/hook') heard.push(request.headers);
      else {
        sent += body;
        for (const { resource, scopeSpans } of (JSON.parse(body) as { resourceSpans: readonly Resource[] })
          .resourceSpans)
          for (const { spans: some } of scopeSpans)
            for (const { attributes, ...span } of some)
              spans.push({
                ...span,
                service: String(factsOf(resource.attributes)['service.name']),
                facts: factsOf(attributes),
              });
      }
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const at = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  database = await createTestDatabase();
  const env = {
    DATABASE_URL: database.url,
    SOLVERS: '0',
    WEBHOOK_ALLOW: '127.0.0.1',
    OTEL_EXPORTER_OTLP_ENDPOINT: at,
    OTEL_BSP_SCHEDULE_DELAY: '100',
  };
  api = shiftcast('serve', env);
  await whenReady(api);
  solver = shiftcast('work', env);
  await whenReady(solver);
  url = /API +(\S+)/.exec(api.out())?.[1] ?? '';
  const made = await fetch(`${url}/webhooks`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ url: `${at}/hook`, events: ['job.ended'] }),
  });
  expect(made.status).toBe(201);
}

afterAll(async () => {
  for (const spoken of [api, solver]) {
    spoken?.process.kill('SIGTERM');
    if (spoken?.process.exitCode === null) await new Promise((resolve) => spoken.process.once('exit', resolve));
  }
  receiver.close();
  await database.drop();
});

test('one trace goes from the caller over the API and the queue to a solver process, and on to a webhook', async () => {
  await begin();
  const asked = await fetch(`${url}/rosters`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Prefer: 'respond-async',
      traceparent: `00-${CALLER.trace}-${CALLER.span}-01`,
    },
    body: JSON.stringify({ problem: hardProblem(), solve: { iterations: 5 } }),
  });
  expect(asked.status).toBe(202);
  const { id } = (await asked.json()) as { id: string };
  const named = (name: string): OtlpSpan | undefined =>
    spans.find((span) => span.name === name && span.traceId === CALLER.trace);
  await expect.poll(() => named('deliver webhook'), { timeout: 30_000 }).toBeDefined();
  for (const name of ['job roster', 'POST /v1/rosters'])
    await expect.poll(() => named(name), { timeout: 10_000 }).toBeDefined();

  const request = named('POST /v1/rosters');
  expect(request).toMatchObject({
    service: 'shiftcast-api',
    parentSpanId: CALLER.span,
    facts: { 'http.route': '/v1/rosters', 'http.response.status_code': 202, 'shiftcast.organisation': 'default' },
  });
  const job = named('job roster');
  expect(job).toMatchObject({
    service: 'shiftcast-solver',
    parentSpanId: request?.spanId,
    facts: { 'shiftcast.job': id },
  });
  expect(named('job waits')).toMatchObject({ service: 'shiftcast-solver', parentSpanId: request?.spanId });
  const thread = named('thread request');
  expect(thread).toMatchObject({ parentSpanId: job?.spanId, facts: { 'shiftcast.operation': 'rosters' } });
  const phases = spans.filter(({ parentSpanId }) => parentSpanId === thread?.spanId).map(({ name }) => name);
  expect(phases).toEqual(['read body', 'compute', 'prepare', 'search', 'check', 'write answer']);
  const message = named('deliver webhook');
  expect(message).toMatchObject({ service: 'shiftcast-api', parentSpanId: job?.spanId });
  expect(heard.map(({ traceparent }) => traceparent)).toEqual([`00-${CALLER.trace}-${message?.spanId}-01`]);

  // Statements belong to what asked for them, and tell no values.
  const statements = spans.filter(({ name, traceId }) => name.startsWith('postgresql') && traceId === CALLER.trace);
  for (const service of ['shiftcast-api', 'shiftcast-solver']) {
    const parents = statements.filter((span) => span.service === service).map(({ parentSpanId }) => parentSpanId);
    expect(parents).toContain(service === 'shiftcast-api' ? request?.spanId : job?.spanId);
  }
  expect(sent).not.toMatch(/\be17\b/);
  expect(sent).not.toContain(TEST_KEY.toString('hex'));
  // What only looks for work is told of nowhere.
  const rootless = spans.filter(
    ({ parentSpanId, name }) => (parentSpanId ?? '') === '' && name.startsWith('postgresql'),
  );
  expect(rootless).toEqual([]);
}, 60_000);

test('nothing is loaded where no traces are wanted', () => {
  expect(wantsTraces({})).toBe(false);
  expect(wantsTraces({ OTEL_EXPORTER_OTLP_ENDPOINT: '' })).toBe(false);
  expect(wantsTraces({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://x', OTEL_SDK_DISABLED: 'true' })).toBe(false);
  expect(wantsTraces({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://x', OTEL_TRACES_EXPORTER: 'none' })).toBe(false);
  expect(wantsTraces({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://x/v1/traces' })).toBe(true);
});
