import { createHash } from 'node:crypto';
import type { Express, Request, RequestHandler, Response } from 'express';
import type { OperationDescription } from '../../contract/operations.ts';
import { CSV_TYPE, XLSX_TYPE } from '../../contract/sheet.ts';
import { translateDocument } from '../../contract/translate-document.ts';
import type { KeyState, Store, Tables } from '../../planning/store.ts';
import { accessOf, admit } from '../access.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { onlyMethods } from '../guards.ts';
import { jsonBody } from '../json-body.ts';
import { tableBody } from '../table-body.ts';
import { languageOf, ProblemError } from '../problem.ts';
import { type Answer, type Bound, type Context, type Handler, OvertakenError } from './handler.ts';
import { settledAnswer } from './job-wait.ts';
import { type KeptAnswers, openKeptAnswers } from './kept-answers.ts';
import { contextOf } from './request-parts.ts';
import { storeRefusal } from './store-refusal.ts';
import { turnsOf } from './turns.ts';

const JSON_TYPE = 'application/json';

type Run = (context: Context, key: Key | undefined) => Promise<Answer>;

/** An Idempotency-Key with the fingerprint of its request. */
type Key = { readonly key: string; readonly fingerprint: string };

const KEY = /^[\x21-\x7e]{1,255}$/;

/** The key that a POST may carry; its fingerprint is of all that makes the request what it is. */
export function keyOf(request: Request): Key | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined || request.method !== 'POST') return undefined;
  if (typeof key !== 'string' || !KEY.test(key))
    throw new ProblemError('wrong-key', 'Idempotency-Key must be 1 to 255 visible ASCII characters without blanks.');
  const hash = createHash('sha256');
  for (const part of [request.method, request.originalUrl, request.headers['if-match'] ?? '']) hash.update(`${part}\n`);
  const body: unknown = request.body;
  hash.update(body instanceof Uint8Array ? body : '');
  return { key, fingerprint: hash.digest('base64url') };
}

const REUSED =
  'Another request was sent with this Idempotency-Key within the last 24 hours. Take a new key for a new request.';

/** The answer that was kept for a key, or undefined where it is free. */
async function keptFor(tables: Tables, { key, fingerprint }: Key): Promise<Answer | undefined> {
  return answerOf(await tables.idempotency.peek(key, fingerprint));
}

function answerOf(taken: KeyState): Answer | undefined {
  if (taken.state === 'other') throw new ProblemError('key-reused', REUSED);
  if (taken.state === 'new') return undefined;
  const { status, headers, body } = taken.answer;
  const { 'Content-Type': type, ETag: etag, 'Shiftcast-Job': job, ...rest } = headers;
  return {
    status,
    headers: { ...rest, 'Idempotency-Replayed': 'true' },
    body: body === '' ? undefined : body,
    type,
    etag: etag?.slice(1, -1),
    job,
  };
}

function textOf({ body }: Answer): string {
  if (body instanceof Uint8Array) throw new Error('bytes are no text');
  return body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
}

async function keep(tables: Tables, { key }: Key, answer: Answer): Promise<void> {
  const headers: Record<string, string> = { ...answer.headers, 'Content-Type': answer.type ?? 'application/json' };
  if (answer.etag !== undefined) headers['ETag'] = `"${answer.etag}"`;
  if (answer.job !== undefined) headers['Shiftcast-Job'] = answer.job;
  await tables.idempotency.keep(key, {
    status: answer.status,
    headers,
    body: textOf({ ...answer, body: answer.kept ?? answer.body }),
  });
}

/** Runs work in a transaction, and once for a key: the answer is kept in the transaction that has the effect, or neither is there. */
export async function once(
  store: Store,
  context: Pick<Context, 'scope'>,
  key: Key | undefined,
  work: (tables: Tables) => Promise<Answer>,
  how?: Parameters<Store['write']>[2],
): Promise<Answer> {
  const write = async (tables: Tables): Promise<Answer> => {
    if (key === undefined) return work(tables);
    const kept = answerOf(await tables.idempotency.take(key.key, key.fingerprint));
    if (kept !== undefined) return kept;
    const answer = await work(tables);
    await keep(tables, key, answer);
    return answer;
  };
  return store.write(context.scope, write, how);
}

/**
 * Keeps the answer of a request that has no effect in the store. One whose work was stopped, because the client left or the service ends, holds what
 * there was by then: whoever repeats the request is to have the whole.
 */
export async function keepAnswer(
  store: Store,
  context: Pick<Context, 'scope' | 'signal'>,
  key: Key,
  make: () => Promise<Answer>,
): Promise<Answer> {
  // Equal requests that come meanwhile wait for the first, and take what it has kept.
  return turnsOf(store)(JSON.stringify(['key', context.scope.organisation, key.key]), async () => {
    const kept = await store.read(context.scope, (tables) => keptFor(tables, key));
    if (kept !== undefined) return kept;
    // Whoever waited in vain has left, or the service ends.
    if (context.signal.aborted) throw new ProblemError('closing', 'The request has ended.');
    const answer = await make();
    if (context.signal.aborted) return answer;
    return once(store, context, key, () => Promise.resolve(answer));
  });
}

/** Preparations of one request; by then as many changes of others have come between. */
const MOST_ATTEMPTS = 10;

/** Whether another change came between what the work read and what it wrote, and the client named no version that it starts from. */
function isOvertaken(error: unknown, { ifMatch }: Pick<Context, 'ifMatch'>): boolean {
  if (error instanceof OvertakenError) return true;
  return ifMatch === '*' && error instanceof ProblemError && error.kind === 'stale-version';
}

/** Does the work, and again where another change has overtaken it. */
async function repeated(context: Context, work: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isOvertaken(error, context)) throw error;
      if (attempt >= MOST_ATTEMPTS) throw new OvertakenError();
    }
  }
}

/** Changes of one thing that name no version go one after the other: each is made of what it finds. */
function inTurnOf(store: Store, context: Context, work: () => Promise<Answer>): Promise<Answer> {
  const { ifMatch, parameters, scope } = context;
  if (typeof ifMatch === 'number' || Object.keys(parameters).length === 0) return work();
  return turnsOf(store)(JSON.stringify(['change', scope.organisation, parameters]), work);
}

function runnerOf(store: Store, handler: Handler<OperationDescription>): Run {
  if ('look' in handler) return (context) => store.read(context.scope, (tables) => handler.look(tables, context));
  if ('commit' in handler) {
    const commit = (context: Context, key: Key | undefined): Promise<Answer> =>
      once(store, context, key, (tables) => handler.commit(tables, context), handler);
    return (context, key) =>
      context.ifMatch === '*'
        ? inTurnOf(store, context, () => repeated(context, () => commit(context, key)))
        : commit(context, key);
  }
  const { prepare, commitPrepared, isOneByOne = false } = handler;
  return async (context, key) => {
    if (key !== undefined) {
      const kept = await store.read(context.scope, (tables) => keptFor(tables, key));
      if (kept !== undefined) return kept;
    }
    const work = async (): Promise<Answer> => {
      const prepared = await prepare(context);
      return once(store, context, key, (tables) => commitPrepared(tables, context, prepared as never));
    };
    return isOneByOne ? inTurnOf(store, context, () => repeated(context, work)) : repeated(context, work);
  };
}

/** Whether If-None-Match names the answer's ETag. */
function isKnown(request: Request, etag: string): boolean {
  const header = request.headers['if-none-match'];
  if (header === undefined) return false;
  return header.split(',').some((part) => part.trim() === '*' || part.trim().replace(/^W\//, '') === etag);
}

/** The answer in the language of the client: what a document tells is told anew, and its ETag is another one. */
function inLanguageOf(request: Request, answer: Answer): Answer {
  const language = languageOf(request);
  if (language === 'en' || answer.body === undefined || (answer.type ?? JSON_TYPE) !== JSON_TYPE) return answer;
  const text = textOf(answer);
  const body = JSON.stringify(translateDocument(language, JSON.parse(text)));
  const { etag } = answer;
  if (body === text || etag === undefined) return { ...answer, body };
  return { ...answer, body, etag: etag.includes('.') ? `${etag}-${language}` : `${etag}.${language}` };
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes);
}

/** Sends an answer in the language of the client; a GET whose client has it already gets 304. */
export function sendAnswer(request: Request, response: Response, made: Answer): void {
  send(request, response, inLanguageOf(request, made));
}

function send(request: Request, response: Response, answer: Answer): void {
  if (response.destroyed) return;
  response.vary('Accept-Language');
  if (answer.headers !== undefined) response.set(answer.headers);
  if (answer.etag !== undefined) {
    const etag = `"${answer.etag}"`;
    response.set('ETag', etag);
    if (request.method === 'GET' || request.method === 'HEAD') {
      response.set('Cache-Control', 'private, no-cache');
      if (isKnown(request, etag)) {
        response.status(304).end();
        return;
      }
    }
  }
  response.status(answer.status);
  if (answer.body === undefined) response.end();
  else if (answer.body instanceof Uint8Array)
    response.type(answer.type ?? 'application/octet-stream').send(bufferOf(answer.body));
  else response.type(answer.type ?? JSON_TYPE).send(textOf(answer));
}

/** Reads for a GET, unless the answer to the same question is known and holds. */
function lookerOf(
  { description, handler }: Bound,
  service: ApiDependencies,
  store: Store,
  answers: KeptAnswers,
): RequestHandler {
  const run = runnerOf(store, handler);
  return async (request, response) => {
    const access = accessOf(response, description);
    try {
      const kept = await answers.find(description, request, access);
      if (kept !== undefined) {
        send(request, response, kept);
        return;
      }
      const context = contextOf(description, service, request, response);
      const read = await run(context, undefined);
      const made = read.job === undefined ? read : await settledAnswer(store, context, read);
      send(request, response, answers.keep(description, request, access, inLanguageOf(request, made)));
    } catch (error) {
      throw storeRefusal(error);
    }
  };
}

function handlerOf(bound: Bound, service: ApiDependencies, store: Store, answers: KeptAnswers): RequestHandler {
  const { description, handler } = bound;
  if ('look' in handler && description.method === 'get') return lookerOf(bound, service, store, answers);
  const run = runnerOf(store, handler);
  const leaveBody = 'leaveBody' in handler && handler.leaveBody === true;
  return async (request, response) => {
    const context = contextOf(description, service, request, response, leaveBody);
    const key = keyOf(request);
    try {
      const answer = await run(context, key);
      answer.committed?.();
      sendAnswer(request, response, answer.job === undefined ? answer : await settledAnswer(store, context, answer));
    } catch (error) {
      throw storeRefusal(error);
    }
  };
}

/** `/v1/teams/{team}` as Express writes it. */
function routeOf(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

/** Mounts the operations, by path; other methods of their paths are refused with those that there are. */
export function mountOperations(
  app: Express,
  operations: readonly Bound[],
  service: ApiDependencies,
  store: Store,
  alsoPosts: readonly string[] = [],
): void {
  const { maxBodyBytes } = service.settings;
  const answers = openKeptAnswers(store);
  const read = jsonBody(maxBodyBytes);
  const readTable = [jsonBody(maxBodyBytes, [CSV_TYPE, XLSX_TYPE]), tableBody(service)];
  for (const [path, bound] of Map.groupBy(operations, ({ description }) => description.path)) {
    const route = app.route(routeOf(path));
    for (const operation of bound) {
      const { method, body, takesTables } = operation.description;
      const before = body === undefined ? [] : takesTables === true ? readTable : [read];
      route[method](admit(operation.description), ...before, handlerOf(operation, service, store, answers));
    }
    const methods = bound.map(({ description }) => description.method.toUpperCase());
    const all = [
      ...methods,
      ...(methods.includes('GET') ? ['HEAD'] : []),
      ...(alsoPosts.includes(path) ? ['POST'] : []),
    ];
    if (!alsoPosts.includes(path)) route.all(onlyMethods(...all));
  }
}
