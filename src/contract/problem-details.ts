import { z } from 'zod';
import type { Issue } from '../domain/issue.ts';
import { exampleOf } from './example.ts';
import { factsSchema } from './scalars.ts';

export const issueSchema = z
  .strictObject({
    code: z.string().meta({ description: 'Stable name of the kind of mistake.' }),
    path: z.string().meta({ description: 'Where: a JSON pointer; inside a CSV text also line and column.' }),
    message: z.string(),
    facts: factsSchema,
    hint: z.string().meta({ description: 'What to do about it.' }),
  })
  .meta({
    id: 'Issue',
    description: 'One thing wrong with the input.',
    examples: [
      {
        code: 'unknown-contract',
        path: '/problem/team/employees/0/contract',
        message: 'There is no contract "fulltime".',
        facts: { id: 'fulltime', known: 'full-time', nearest: 'full-time' },
        hint: 'Did you mean "full-time"?',
      },
    ],
  });

/** Every kind of problem with its status and title; a kind is the last part of the problem's type. */
export const PROBLEM_KINDS = {
  'malformed-body': { status: 400, title: 'The body cannot be read' },
  'wrong-key': { status: 400, title: 'The Idempotency-Key cannot be used' },
  unauthenticated: { status: 401, title: 'A key or a session is needed' },
  'sign-in-refused': { status: 403, title: 'The sign-in was refused' },
  'foreign-origin': { status: 403, title: 'Pages of other origins may not call this service' },
  forbidden: { status: 403, title: 'This is not yours to ask for' },
  'not-found': { status: 404, title: 'There is nothing at this address' },
  'wrong-method': { status: 405, title: 'This address does not take that method' },
  'not-acceptable': { status: 406, title: 'The answer has no form that the Accept header names' },
  conflict: { status: 409, title: 'That does not fit what is stored' },
  'not-ready': { status: 409, title: 'There is no result yet' },
  'stale-version': { status: 412, title: 'It has changed since that version' },
  'too-large': { status: 413, title: 'The body is too large' },
  'wrong-type': { status: 415, title: 'The body must be JSON' },
  'wrong-host': { status: 421, title: 'This service does not answer for that host' },
  'invalid-input': { status: 422, title: 'The input has mistakes' },
  'not-publishable': { status: 422, title: 'Breaches stand against the publication' },
  'key-reused': { status: 422, title: 'The Idempotency-Key belongs to another request' },
  'version-missing': { status: 428, title: 'A change names the version that it starts from' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  defect: { status: 500, title: 'The service failed' },
  'thread-lost': { status: 500, title: 'The computation was lost' },
  busy: { status: 503, title: 'All threads are busy' },
  contended: { status: 503, title: 'Others keep changing the same thing' },
  closing: { status: 503, title: 'The service is closing' },
  'issuer-unreachable': { status: 503, title: 'The issuer does not answer' },
  'store-unreachable': { status: 503, title: 'The database does not answer' },
  'store-full': { status: 507, title: 'The database has no room left' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly title: string }>>;

export type ProblemKind = keyof typeof PROBLEM_KINDS;

export const problemDetailsSchema = z
  .strictObject({
    type: z.string().meta({ description: 'Kind of problem: urn:shiftcast:problem:KIND.' }),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    requestId: z.string().meta({ description: 'Also in the header X-Request-Id and in the log.' }),
    issues: z.array(issueSchema).optional().meta({ description: 'All that is wrong with the input, at most 200.' }),
  })
  .meta({
    id: 'ProblemDetails',
    description: 'A problem as of RFC 9457.',
    examples: [
      {
        type: 'urn:shiftcast:problem:invalid-input',
        title: 'The input has mistakes',
        status: 422,
        detail: '1 mistake in the input.',
        requestId: '0b9f4c1e-3f0a-4b52-9d0f-1f1f3c5a2a11',
        issues: [exampleOf(issueSchema)],
      },
    ],
  });

export type ProblemDetails = z.output<typeof problemDetailsSchema>;

/** A problem as it goes out. */
export function problemDetails(
  kind: ProblemKind,
  detail: string,
  requestId: string,
  issues?: readonly Issue[],
  title: string = PROBLEM_KINDS[kind].title,
): ProblemDetails {
  const { status } = PROBLEM_KINDS[kind];
  const listed = issues?.map((issue) => ({ ...issue, facts: { ...issue.facts } }));
  return {
    type: `urn:shiftcast:problem:${kind}`,
    title,
    status,
    detail,
    requestId,
    ...(listed === undefined ? {} : { issues: listed }),
  };
}
