import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { pino } from 'pino';
import supertest from 'supertest';
import { parse } from 'yaml';
import { expect } from 'vitest';
import { STATELESS_OPERATIONS } from '../../src/contract/stateless-operations.ts';
import { createService } from '../../src/main/serve.ts';
import { runTask } from '../../src/main/thread.ts';
import { publishedResponse, type PublishedResponses } from '../fixtures/published-response.ts';
import type { RequestThreads } from '../../src/api/dependencies.ts';

/** What a published operation says of itself, as far as tests need it. */
type PublishedOperation = {
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly example: unknown } } };
  readonly responses: PublishedResponses;
};

type Published = { readonly paths: Readonly<Record<string, Readonly<Record<string, PublishedOperation>>>> };

const openapi = parse(readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8')) as Published;

const ajv = new Ajv2020.default({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(openapi, 'openapi');

/** Statuses that openapi.yaml publishes for an operation. */
export function publishedStatuses(method: string, path: string): readonly number[] {
  return Object.keys(openapi.paths[path]?.[method.toLowerCase()]?.responses ?? {}).map(Number);
}

/** Fails unless openapi.yaml holds the answer's operation, status, type, headers and body. */
export function expectPublished(answer: supertest.Response, method: string, path: string): void {
  const published = publishedResponse(openapi, { path, method: method.toLowerCase(), status: answer.status });
  expect(published, `${method} ${path} publishes ${answer.status}`).toBeDefined();
  const { content, headers = {} } = published?.response ?? {};
  for (const name of Object.keys(headers)) expect(answer.headers, name).toHaveProperty(name.toLowerCase());
  if (content === undefined) {
    expect(answer.text).toBe('');
    return;
  }
  const type = (answer.headers['content-type'] ?? '').split(';')[0] ?? '';
  expect(Object.keys(content)).toContain(type);
  if (!/[/+]json$/.test(type)) {
    expect(answer.text).not.toBe('');
    return;
  }
  const validate = ajv.compile({ $ref: `openapi${published?.schemaOf(type)}` });
  validate(JSON.parse(answer.text) as unknown);
  expect(validate.errors ?? []).toEqual([]);
}

/** Threads that compute in this process: the same code without the pool, so that the statuses are tested quickly. */
export const inProcess: RequestThreads = {
  run: async (task, input) => {
    const answer = await runTask({ task, input, stop: new SharedArrayBuffer(4) });
    if (!answer.ok) throw new Error(answer.message);
    // What a pool would do: plain data alone comes through.
    return structuredClone(answer.output) as never;
  },
  ready: () => true,
  close: () => Promise.resolve(),
};

/** A service for tests, and requests to it. */
export function testService(
  threads: RequestThreads = inProcess,
  env: Readonly<Record<string, string>> = {},
  lines?: string[],
) {
  const log = pino(
    { level: lines === undefined ? 'silent' : 'info' },
    { write: (line: string) => void lines?.push(line) },
  );
  const created = createService({ env, threads, log });
  if (!created.ok) throw new Error(JSON.stringify(created.issues));
  return supertest(created.value.app);
}

/** The example of an operation, as openapi.yaml publishes it. */
export function exampleOf(path: string): Record<string, unknown> {
  const example = openapi.paths[path]?.['post']?.requestBody?.content['application/json'].example;
  return structuredClone(example) as Record<string, unknown>;
}

export const OPERATION_PATHS: readonly string[] = Object.values(STATELESS_OPERATIONS).map(({ path }) => path);
