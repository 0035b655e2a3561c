import { z } from 'zod';
import { ROLES } from '../../domain/access.ts';
import type { Outcome } from '../../domain/issue.ts';
import { ADMINISTRATORS } from '../access.ts';
import { member, text } from '../cursor.ts';
import { type Check, readDocument } from '../documents.ts';
import { issue } from '../messages/render.ts';
import type { OperationDescription } from '../operations.ts';
import { idSchema } from '../scalars.ts';
import { pageQuery, pageSchema, writtenSchema } from './shapes.ts';

/** Entries of a list of a key, at most. */
const MOST = 500;

/** Days for which a key is good, at most: ten years. */
const MOST_DAYS = 3650;

const roleSchema = z.enum(ROLES).meta({
  description:
    'administrator: everything; supervisor: plans for the teams named; hr: all hours and protected attributes, solves nothing; employee: the own schedule and hours; ' +
    'integration: reads what is published.',
});

/** What of the organisation is a key's or a user's, beside the role. */
export const scopeShape = {
  teams: z.array(idSchema).min(1).max(MOST).optional().meta({
    description:
      'Only these teams. Of a supervisor: the own ones, which must be named; of an integration: absent, all of them.',
  }),
  employee: idSchema.optional().meta({ description: 'Of the role employee: whose schedule it is.' }),
};

const shape = {
  name: idSchema.max(80).meta({
    description: 'Unlike all others of the organisation, also revoked ones: it stands beside what is written with it.',
    examples: ['payroll export'],
  }),
  role: roleSchema,
  ...scopeShape,
  operations: z
    .array(z.string().max(100))
    .min(1)
    .max(MOST)
    .optional()
    .meta({ description: 'Only these operations, by `operationId`; absent: all that the role may call.' }),
};

const body = { name: 'payroll export', role: 'integration', operations: ['getSchedule'], days: 90 } as const;

const newKeySchema = z
  .strictObject({
    ...shape,
    days: z
      .int()
      .min(1)
      .max(MOST_DAYS)
      .default(365)
      .meta({ description: `Days for which it is good, 1 to ${MOST_DAYS}.`, examples: [90] }),
  })
  .meta({ id: 'NewApiKey', description: 'A key for a program, and what it may do.', examples: [body] });

/** Which fields a role has, of keys and users alike. */
export const checkKeyRole: Check = (root, add) => {
  const role = text(root, 'role');
  const has = (field: string): boolean => member(root, field).value !== undefined;
  if (role === 'employee' && !has('employee')) add(issue('role-needs', '/employee', { role, field: 'employee' }));
  if (role !== undefined && role !== 'employee' && has('employee'))
    add(issue('role-without', '/employee', { role, field: 'employee' }));
  if (role === 'supervisor' && !has('teams')) add(issue('role-needs', '/teams', { role, field: 'teams' }));
  if (role !== undefined && role !== 'supervisor' && role !== 'integration' && has('teams'))
    add(issue('role-without', '/teams', { role, field: 'teams' }));
};

const { days: _days, ...example } = { ...body, id: 'k3v9q0x7m2ab' };

export const apiKeySchema = z
  .strictObject({
    id: z.string(),
    ...shape,
    created: writtenSchema,
    expiresAt: z.string().meta({ format: 'date-time', description: 'From then on it is refused.' }),
    lastUsedAt: z.string().optional().meta({ format: 'date-time', description: 'To the minute.' }),
    revoked: writtenSchema.optional().meta({ description: 'Who revoked it, and when.' }),
  })
  .meta({
    id: 'ApiKey',
    description: 'A key as it is stored: without its text, of which only a hash is kept.',
    examples: [
      {
        ...example,
        operations: [...example.operations],
        created: { at: '2026-03-01T08:30:00.000Z', by: 'local' },
        expiresAt: '2026-05-30T08:30:00.000Z',
      },
    ],
  });

const madeKeySchema = z
  .strictObject({
    ...apiKeySchema.shape,
    key: z.string().optional().meta({
      description:
        'The key itself, for `Authorization: Bearer`. Told once: a repetition of the request by its Idempotency-Key has it no more.',
    }),
  })
  .meta({ id: 'MadeApiKey', description: 'A key that was made just now, with its text.' });

const parameters = { key: 'Id of the key.' };
const tag = 'Access';

export const apiKeyOperations = {
  createApiKey: {
    method: 'post',
    path: '/v1/api-keys',
    operationId: 'createApiKey',
    access: ADMINISTRATORS,
    summary: 'Make a key',
    description: 'The answer has the text of the key, which nobody can be told again.',
    tag,
    body: newKeySchema,
    checks: [checkKeyRole],
    answers: { 201: { description: 'The key with its text.', schema: madeKeySchema, headers: ['Location'] } },
    problems: ['conflict'],
  },
  listApiKeys: {
    method: 'get',
    path: '/v1/api-keys',
    operationId: 'listApiKeys',
    access: ADMINISTRATORS,
    summary: 'Keys by name, also revoked ones',
    tag,
    query: z.strictObject(pageQuery),
    answers: {
      200: { description: 'Keys.', schema: pageSchema('ApiKeyPage', 'Part of the list of keys.', apiKeySchema) },
    },
  },
  getApiKey: {
    method: 'get',
    path: '/v1/api-keys/{key}',
    operationId: 'getApiKey',
    access: ADMINISTRATORS,
    summary: 'A key',
    tag,
    parameters,
    answers: { 200: { description: 'The key, without its text.', schema: apiKeySchema } },
  },
  revokeApiKey: {
    method: 'delete',
    path: '/v1/api-keys/{key}',
    operationId: 'revokeApiKey',
    access: ADMINISTRATORS,
    summary: 'Revoke a key',
    description:
      'From the next request on it is refused. Its name stays taken: it stands beside what was written with it.',
    tag,
    parameters,
    answers: { 200: { description: 'The key, which is revoked.', schema: apiKeySchema } },
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;

/** Reads what a key is to be from a document. */
export function parseNewKey(input: unknown): Outcome<z.output<typeof newKeySchema>> {
  return readDocument(newKeySchema, input, [checkKeyRole]);
}
