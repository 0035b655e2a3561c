import { z } from 'zod';
import { ROLES } from '../../domain/access.ts';
import type { Outcome } from '../../domain/issue.ts';
import { ADMINISTRATORS } from '../access.ts';
import { member, text } from '../cursor.ts';
import { type Check, readDocument } from '../documents.ts';
import { issue } from '../messages/render.ts';
import type { OperationDescription } from '../operations.ts';
import { countSchema, nameSchema } from '../scalars.ts';
import { checkKeyRole, scopeShape } from './api-keys.ts';
import { pageQuery, pageSchema, versionedShape } from './shapes.ts';

/** An address of RFC 5321 has at most 254 characters. */
const MOST_EMAIL = 254;

const roleSchema = z.enum(ROLES).exclude(['integration']).meta({
  description:
    'administrator: everything; supervisor: plans for the teams named; hr: all hours and protected attributes, solves nothing; employee: the own schedule.',
});

const shape = {
  name: nameSchema.optional().meta({ description: 'For people to read.', examples: ['Maria Weber'] }),
  email: z
    .string()
    .max(MOST_EMAIL)
    .refine((given) => /^[^\s@]+@[^\s@]+$/.test(given.trim()), {
      params: { code: 'wrong-email' },
    })
    .optional()
    .meta({
      description:
        'Finds the user at the first sign-in, where the issuer says that it was verified; from then on the subject does. Capitals make no difference.',
      examples: ['maria@example.com'],
    }),
  issuer: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional()
    .meta({ description: 'Who vouches for the user, as in OIDC_ISSUER.', examples: ['https://login.example.com'] }),
  subject: z
    .string()
    .min(1)
    .max(255)
    .optional()
    .meta({
      description: 'The `sub` of the user at the issuer; entered by the first sign-in.',
      examples: ['248289761001'],
    }),
  role: roleSchema,
  teams: scopeShape.teams,
  employee: scopeShape.employee,
};

const body = { name: 'Maria Weber', email: 'maria@example.com', role: 'supervisor', teams: ['support'] } as const;

const stateSchema = z
  .enum(['active', 'disabled'])
  .meta({ description: 'disabled: signs in no more, and all sessions are over.' });

const newUserSchema = z.strictObject({ ...shape, state: stateSchema.default('active') }).meta({
  id: 'NewUser',
  description:
    'Somebody who may sign in: who it is, by verified e-mail address or by issuer and subject, and what they may do.',
  examples: [body],
});

/** Who a user is has to be said in one way at least. */
const checkIdentity: Check = (root, add) => {
  const has = (field: string): boolean => member(root, field).value !== undefined;
  if (has('issuer') !== has('subject'))
    add(
      issue('subject-of-issuer', has('issuer') ? '/subject' : '/issuer', {
        field: has('issuer') ? 'subject' : 'issuer',
      }),
    );
  else if (!has('email') && !has('subject') && text(root, 'role') !== undefined)
    add(issue('user-without-identity', '/email'));
};

const checks = [checkKeyRole, checkIdentity];

const written = { at: '2026-03-01T08:30:00.000Z', by: 'local' };
const example = {
  id: 'k3v9q0x7m2ab',
  ...body,
  teams: [...body.teams],
  state: 'active',
  lastSignInAt: '2026-03-02T07:58:12Z',
  version: 2,
  created: written,
  updated: { at: '2026-03-02T07:58:12.000Z', by: 'user:k3v9q0x7m2ab' },
};

export const userSchema = z
  .strictObject({
    id: z
      .string()
      .meta({ description: 'Stands as `user:ID` beside what the user writes, and says nothing of who it is.' }),
    ...shape,
    state: stateSchema,
    fromClaims: z.literal(true).optional().meta({
      description:
        'The claims of the issuer say what the user may do, anew at each sign-in. A change by hand ends that.',
    }),
    lastSignInAt: z.string().optional().meta({ format: 'date-time' }),
    ...versionedShape,
  })
  .meta({ id: 'User', description: 'Somebody who may sign in.', examples: [example] });

const endedSchema = z
  .strictObject({ ended: countSchema.meta({ description: 'Sessions that there were.' }) })
  .meta({ id: 'EndedSessions', description: 'How many sessions ended.', examples: [{ ended: 2 }] });

const parameters = { user: 'Id of the user.' };
const tag = 'Access';
const access = ADMINISTRATORS;

export const userOperations = {
  createUser: {
    method: 'post',
    path: '/v1/users',
    operationId: 'createUser',
    access,
    summary: 'Let somebody sign in',
    description:
      'The user belongs to the organisation of whoever makes it. Who it is lies sealed in the database. Whoever is known by e-mail address is bound to ' +
      'the subject of the first sign-in, since an address may belong to somebody else one day.',
    tag,
    body: newUserSchema,
    checks,
    answers: { 201: { description: 'The user.', schema: userSchema, headers: ['ETag', 'Location'] } },
    problems: ['conflict'],
  },
  listUsers: {
    method: 'get',
    path: '/v1/users',
    operationId: 'listUsers',
    access,
    summary: 'Users, in the order in which they were made',
    tag,
    query: z.strictObject(pageQuery),
    answers: {
      200: { description: 'Users.', schema: pageSchema('UserPage', 'Part of the list of users.', userSchema) },
    },
  },
  getUser: {
    method: 'get',
    path: '/v1/users/{user}',
    operationId: 'getUser',
    access,
    summary: 'A user',
    tag,
    parameters,
    answers: { 200: { description: 'The user.', schema: userSchema, headers: ['ETag'] } },
  },
  replaceUser: {
    method: 'put',
    path: '/v1/users/{user}',
    operationId: 'replaceUser',
    access,
    summary: 'Replace what a user is and may do',
    description:
      'Where state, role, teams, employee or subject change, all sessions of the user end: nobody goes on with what was. Without issuer and subject the ' +
      'next sign-in with the e-mail address binds anew.',
    tag,
    parameters,
    body: newUserSchema,
    checks,
    ifMatch: 'required',
    answers: { 200: { description: 'The user.', schema: userSchema, headers: ['ETag'] } },
    problems: ['conflict'],
  },
  removeUser: {
    method: 'delete',
    path: '/v1/users/{user}',
    operationId: 'removeUser',
    access,
    summary: 'Remove a user with all that says who it was',
    description:
      'Sessions end. The trail keeps what `user:ID` did; of who that was it can be read no more, unless the user is an employee: then with her erasure.',
    tag,
    parameters,
    ifMatch: 'required',
    answers: { 204: { description: 'Removed.' } },
  },
  endUserSessions: {
    method: 'delete',
    path: '/v1/users/{user}/sessions',
    operationId: 'endUserSessions',
    access,
    summary: 'End all sessions of a user',
    tag,
    parameters,
    answers: { 200: { description: 'How many ended.', schema: endedSchema } },
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;

/** Reads what a user is to be from a document. */
export function parseUser(input: unknown): Outcome<z.output<typeof newUserSchema>> {
  return readDocument(newUserSchema, input, checks);
}
