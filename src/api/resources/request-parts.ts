import type { Request, Response } from 'express';
import type { OperationDescription } from '../../contract/operations.ts';
import { type Check, readDocument } from '../../contract/documents.ts';
import { detail } from '../../contract/messages/problem-texts.ts';
import { parseJson } from '../../contract/json-text.ts';
import { noQuery } from '../../contract/resources/shapes.ts';
import { checkStorable, mayNotBeStorable } from '../../contract/resources/storable.ts';
import { accessOf } from '../access.ts';
import { type Access, scopeOf, seesProtected } from '../../planning/access.ts';
import type { Origin } from '../../planning/stored.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { ProblemError } from '../problem.ts';
import type { Context, IfMatch, Preference } from './handler.ts';
import { invalid } from './refusals.ts';

function queryOf({ query = noQuery }: OperationDescription, request: Request): unknown {
  const given: Record<string, unknown> = { ...request.query };
  const read = readDocument(query, given, [checkStorable]);
  if (read.ok) return read.value;
  throw invalid(read.issues.map((issue) => ({ ...issue, path: `?${issue.path.slice(1)}` })));
}

function bytesOf(request: Request): Uint8Array {
  const body: unknown = request.body;
  return body instanceof Uint8Array ? body : new Uint8Array();
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ProblemError('malformed-body', 'The body is not UTF-8.');
  }
}

/** A body as it was written, and what to look at in it besides its schema. */
type Written = { readonly value: unknown; readonly checks: readonly Check[] };

function writtenOf(bytes: Uint8Array): Written {
  const text = textOf(bytes);
  const parsed = parseJson(text);
  if (parsed.ok) return { value: parsed.value, checks: mayNotBeStorable(text) ? [checkStorable] : [] };
  throw new ProblemError('malformed-body', parsed.issues[0]?.message ?? '', { issues: parsed.issues });
}

/** Ids of the address: one that no id can be names nothing. */
function checkParameters(parameters: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(parameters))
    if (String(value).includes('\u0000')) throw new ProblemError('not-found', detail('id-with-nul', { what: name }));
}

function ifMatchOf({ ifMatch }: OperationDescription, request: Request): IfMatch | undefined {
  const header = request.headers['if-match']?.trim();
  if (ifMatch === undefined) return undefined;
  if (header === undefined || header === '') {
    if (ifMatch === 'optional') return undefined;
    throw new ProblemError(
      'version-missing',
      'Send If-Match with the ETag of the version that this change starts from.',
    );
  }
  if (header === '*') return '*';
  // Behind the version an ETag may name the state of all else that an answer shows.
  const version = /^"(\d{1,15})(?:\.[\w-]{1,64})?"$/.exec(header)?.[1];
  if (version === undefined) throw new ProblemError('stale-version', detail('etag-unknown', { received: header }));
  return Number(version);
}

/** Reads `respond-async` and `wait=N` of RFC 7240; preferences that nobody knows are passed over, as it says. */
function preferOf({ prefer }: OperationDescription, request: Request): Preference {
  const header = request.headers.prefer;
  if (prefer !== true || header === undefined) return { waitSeconds: undefined, async: false };
  const parts = [header]
    .flat()
    .join(',')
    .split(/[,;]/)
    .map((part) => part.trim().toLowerCase());
  const wait = parts.map((part) => /^wait\s*=\s*"?(\d{1,6})"?$/.exec(part)?.[1]).find((text) => text !== undefined);
  return { waitSeconds: wait === undefined ? undefined : Number(wait), async: parts.includes('respond-async') };
}

/** How soon a job is to run: the urgency of RFC 9218, `u=0` to `u=7`; other parameters are passed over, as it says. */
function urgencyOf({ prefer }: OperationDescription, request: Request): number | undefined {
  if (prefer !== true) return undefined;
  const parts = [request.headers['priority'] ?? []].flat().join(',').split(',');
  const urgency = parts
    .map((part) => /^\s*u\s*=\s*([0-7])\s*(?:;|$)/.exec(part)?.[1])
    .findLast((text) => text !== undefined);
  return urgency === undefined ? undefined : Number(urgency);
}

/** Media types that the operation's good answers may have, the usual one first. */
function typesOf({ answers }: OperationDescription): readonly string[] {
  const types = Object.values(answers).flatMap(({ schema, text = [] }) => [
    ...(schema === undefined ? [] : ['application/json']),
    ...text,
  ]);
  return [...new Set(types)];
}

function acceptedOf(operation: OperationDescription, request: Request): string {
  const types = typesOf(operation);
  if (types.length === 0) return 'application/json';
  const accepted = request.accepts([...types, 'application/problem+json']);
  if (accepted === false)
    throw new ProblemError('not-acceptable', detail('accept-excludes', { types: types.join(', ') }));
  return accepted === 'application/problem+json' ? (types[0] ?? 'application/json') : accepted;
}

/** How the one who asks came, for the trail. */
function originOf({ via, key, address = '' }: Access, { operationId: operation }: OperationDescription): Origin {
  return { operation, via: key === undefined ? via : `${via} ${key}`, address };
}

/**
 * Reads and checks all parts of a request; throws a problem at the first part that is wrong, with all that is wrong in it. With `leaveBody`
 * the body stays bytes.
 */
export function contextOf(
  operation: OperationDescription,
  service: ApiDependencies,
  request: Request,
  response: Response,
  leaveBody = false,
): Context {
  const leaving = new AbortController();
  const leave = (): void => leaving.abort();
  response.once('close', () => {
    leave();
    service.closing?.removeEventListener('abort', leave);
  });
  if (service.closing?.aborted === true) leave();
  service.closing?.addEventListener('abort', leave, { once: true });
  const access = accessOf(response, operation);
  const accepted = acceptedOf(operation, request);
  checkParameters(request.params);
  const query = queryOf(operation, request);
  const prefer = preferOf(operation, request);
  const bytes = bytesOf(request);
  const { body: schema, checks = [] } = operation;
  const written = schema === undefined || leaveBody ? undefined : writtenOf(bytes);
  const ifMatch = ifMatchOf(operation, request);
  const body =
    schema === undefined || written === undefined
      ? undefined
      : bodyOf(schema, { ...written, checks: [...checks, ...written.checks] });
  checkView(access, query, body);
  return {
    scope: { ...scopeOf(access), origin: originOf(access, operation) },
    access,
    parameters: request.params,
    query,
    body,
    written: written?.value,
    bytes,
    ifMatch,
    prefer,
    urgency: urgencyOf(operation, request),
    accepted,
    language: request.acceptsLanguages('en', 'zh') === 'zh' ? 'zh' : 'en',
    service,
    signal: leaving.signal,
  } as unknown as Context;
}

/** Refuses whoever asks to see as human resources do and is somebody else. */
function checkView(access: Access, ...parts: readonly unknown[]): void {
  const asks = parts.some((part) => typeof part === 'object' && part !== null && 'view' in part && part.view === 'hr');
  if (asks && !seesProtected(access)) throw new ProblemError('forbidden', detail('view-of-hr', { role: access.role }));
}

function bodyOf(schema: NonNullable<OperationDescription['body']>, { value, checks }: Written): unknown {
  const read = readDocument(schema, value, checks);
  if (!read.ok) throw invalid(read.issues);
  return read.value;
}
