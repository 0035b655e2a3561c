import { z } from 'zod';
import { ROLES } from '../../domain/access.ts';
import { EVERYBODY } from '../access.ts';
import type { OperationDescription } from '../operations.ts';
import { idSchema } from '../scalars.ts';

const sessionSchema = z
  .strictObject({
    organisation: z.string(),
    actor: z.string().meta({ description: 'The name that stands beside what is written.' }),
    role: z.enum(ROLES),
    teams: z.array(idSchema).optional().meta({ description: 'Whose things are seen; absent: those of all teams.' }),
    employee: idSchema.optional().meta({ description: 'Of the role employee: whose schedule it is.' }),
    via: z.enum(['local', 'key', 'session', 'token']).meta({
      description:
        'local: at the machine itself, without a key; key: an API key; session: the cookie of a browser; token: an access token of the issuer.',
    }),
    user: z.string().optional().meta({ description: 'Id of the user.' }),
    csrfToken: z.string().optional().meta({
      description:
        'Of a session: every request that is no GET or HEAD has it in its header X-CSRF-Token. The same as long as the session.',
    }),
    expiresAt: z.string().optional().meta({
      format: 'date-time',
      description: 'When the session is over at the latest; without requests it is over earlier.',
    }),
  })
  .meta({
    id: 'Session',
    description: 'Who asks, and what is theirs.',
    examples: [
      {
        organisation: 'default',
        actor: 'user:k3v9q0x7m2ab',
        role: 'supervisor',
        teams: ['support'],
        via: 'session',
        user: 'k3v9q0x7m2ab',
        csrfToken: 'q1Zt0mS4w8c5Jr3n7vXe2yHb6kLd9fGpAaUiOoTtEsM',
        expiresAt: '2026-03-02T20:30:00.000Z',
      },
    ],
  });

const endedSchema = z
  .strictObject({
    ended: z.boolean().meta({ description: 'False where whoever asks has no session.' }),
    signOutUrl: z.string().optional().meta({ description: 'Where the browser may sign out at the issuer, too.' }),
  })
  .meta({
    id: 'EndedSession',
    description: 'The end of a session.',
    examples: [{ ended: true, signOutUrl: 'https://login.example.com/session/end?client_id=shiftcast' }],
  });

const path = '/v1/session';
const tag = 'Access';
const access = EVERYBODY;

export const sessionOperations = {
  getSession: {
    method: 'get',
    path,
    operationId: 'getSession',
    access,
    summary: 'Who I am',
    description: 'Also for keys. A browser without a session begins one at /v1/session/sign-in.',
    tag,
    answers: { 200: { description: 'Who asks.', schema: sessionSchema } },
  },
  endSession: {
    method: 'delete',
    path,
    operationId: 'endSession',
    access,
    summary: 'Sign out',
    description: 'The session is over at once, in all processes, and the cookie is taken away.',
    tag,
    answers: { 200: { description: 'Signed out.', schema: endedSchema } },
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;
