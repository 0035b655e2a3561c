import type { z } from 'zod';
import type { Role } from './access.ts';
import type { Check } from './documents.ts';
import type { ProblemKind } from './problem-details.ts';

/** What an answer of a status holds. */
export type DescribedAnswer = {
  readonly description: string;
  /** Absent: no content. */
  readonly schema?: z.ZodType | undefined;
  /** Other forms of the same answer, by media type. */
  readonly text?: readonly string[] | undefined;
  /** Headers besides X-Request-Id. */
  readonly headers?: readonly ('ETag' | 'Location' | 'Retry-After' | 'Preference-Applied')[] | undefined;
};

/**
 * One operation of the service: what it reads, answers and refuses. The API binds a handler to it, openapi.yaml is made of it, and the contract
 * tests go through it, so nothing of an operation is said twice.
 */
export type OperationDescription = {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Parameters in braces: `/v1/teams/{team}`. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string | undefined;
  readonly tag: string;
  /** Where it goes away: from when it is deprecated, and when it is removed at the earliest; both dates in UTC. */
  readonly deprecated?:
    | { readonly from: string; readonly sunset: string; readonly by?: string | undefined }
    | undefined;
  /** Roles that may call it. */
  readonly access: readonly Role[];
  /** Parameters of the path by name, in words. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** Parameters of the query: texts that the schema turns into values. */
  readonly query?: z.ZodObject | undefined;
  readonly body?: z.ZodType | undefined;
  /** A CSV or a workbook may be sent in place of the body: it is the body's `csv`. */
  readonly takesTables?: boolean | undefined;
  /** Relations inside the body that no schema says; their issues are told with those of the schema. */
  readonly checks?: readonly Check[] | undefined;
  /** Answers by status. */
  readonly answers: Readonly<Record<number, DescribedAnswer>>;
  /** `required`: what is changed has a version, and a change names the one it starts from. */
  readonly ifMatch?: 'required' | 'optional' | undefined;
  /** Takes Prefer: wait=N and respond-async. */
  readonly prefer?: boolean | undefined;
  /** Refusals besides those that every operation of its kind has. */
  readonly problems?: readonly ProblemKind[] | undefined;
};

/** What a schema of an operation makes of what was sent; undefined where there is none. */
export type Read<S> = S extends z.ZodType ? z.output<S> : undefined;

/** Refusals of every operation, whatever it does. */
const ALWAYS: readonly ProblemKind[] = [
  'unauthenticated',
  'foreign-origin',
  'forbidden',
  'wrong-method',
  'wrong-host',
  'invalid-input',
  'too-many-requests',
  'defect',
];
/** A disk that is full keeps the database from starting too: then nothing can be read either. */
const STORED: readonly ProblemKind[] = ['store-unreachable', 'store-full'];

/** All refusals that an operation may answer with. */
export function problemsOf(operation: OperationDescription): readonly ProblemKind[] {
  const { method, body, ifMatch, parameters, answers, problems = [] } = operation;
  const kinds: ProblemKind[] = [...ALWAYS, ...STORED];
  const hasForm = Object.values(answers).some(({ schema, text }) => schema !== undefined || text !== undefined);
  if (hasForm) kinds.push('not-acceptable');
  if (parameters !== undefined) kinds.push('not-found');
  if (body !== undefined) kinds.push('malformed-body', 'too-large', 'wrong-type');
  if (method === 'post') kinds.push('wrong-key', 'key-reused');
  if (ifMatch !== undefined) kinds.push('stale-version');
  if (ifMatch === 'required') kinds.push('version-missing');
  return [...new Set([...kinds, ...problems])];
}
