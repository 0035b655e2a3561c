import { z } from 'zod';
import { ADMINISTRATORS } from '../access.ts';
import { exampleOf } from '../example.ts';
import type { OperationDescription } from '../operations.ts';
import { idSchema } from '../scalars.ts';
import { dateQuery, pageQuery, pageSchema } from './shapes.ts';

const changeSchema = z
  .strictObject({
    employee: z.string().optional().meta({ description: 'Whom it is about; absent: nobody in particular.' }),
    erased: z.literal(true).optional().meta({ description: 'The person was erased: nobody can read it any more.' }),
    before: z.unknown().optional().meta({ description: 'As it was; absent where there was nothing.' }),
    after: z.unknown().optional().meta({ description: 'As it is then; absent where there is nothing any more.' }),
  })
  .meta({
    id: 'TrailChange',
    description: 'What an entry says of one person, or of the thing as a whole.',
    examples: [{ employee: 'anna', before: { reason: 'flu' }, after: { reason: 'fracture' } }],
  });

export const trailEntrySchema = z
  .strictObject({
    number: z
      .int()
      .min(1)
      .meta({ description: '1, 2, 3 ... of the organisation, without a gap.', examples: [12] }),
    at: z.string().meta({ format: 'date-time', description: 'UTC.', examples: ['2026-03-01T08:30:00.000Z'] }),
    actor: z.string().meta({ description: 'Who did it.', examples: ['maria'] }),
    via: z.string().meta({
      description:
        'How they came: `local`, `session`, `key` with its id, `command`; `solver` and `service` are processes.',
      examples: ['local'],
    }),
    address: z.string().meta({ description: 'Network address; empty for this machine.', examples: ['127.0.0.1'] }),
    operation: z.string().meta({
      description: 'Operation of this document, or command; empty where nobody asked.',
      examples: ['replaceAbsence'],
    }),
    action: z.string().meta({ description: 'What was done.', examples: ['change'] }),
    kind: z.string().meta({ description: 'Kind of what was changed.', examples: ['absence'] }),
    thing: z.string().meta({ description: 'Its id.', examples: ['0199a0c2-6a3e-7cc0-8a53-1a6b9a3a7f10'] }),
    changes: z.array(changeSchema).meta({ examples: [[exampleOf(changeSchema)]] }),
    hash: z.string().meta({
      description: 'SHA-256 over the entry, as it is stored and sealed, and the hash of the one before; hexadecimal.',
      examples: ['9f2c6f0d1c7c7d6a2f0f4f6f8f4a6a0b3a1b7d5b0e6a1c8d2e4f6a8b0c1d2e3f'],
    }),
  })
  .meta({
    id: 'TrailEntry',
    description: 'Something that somebody did.',
    examples: [
      {
        number: 12,
        at: '2026-03-01T08:30:00.000Z',
        actor: 'maria',
        via: 'local',
        address: '127.0.0.1',
        operation: 'replaceAbsence',
        action: 'change',
        kind: 'absence',
        thing: '0199a0c2-6a3e-7cc0-8a53-1a6b9a3a7f10',
        changes: [exampleOf(changeSchema)],
        hash: '9f2c6f0d1c7c7d6a2f0f4f6f8f4a6a0b3a1b7d5b0e6a1c8d2e4f6a8b0c1d2e3f',
      },
    ],
  });

export const trailOperations = {
  listTrail: {
    method: 'get',
    path: '/v1/trail',
    operationId: 'listTrail',
    access: ADMINISTRATORS,
    summary: 'Who did what, the newest first',
    description:
      'Every change of what is stored has its entry, written in the transaction of the change. Entries are never changed; `shiftcast trail verify` checks that.',
    tag: 'Trail',
    query: z.strictObject({
      kind: idSchema.optional().meta({ description: 'Only changes of things of this kind, such as `absence`.' }),
      thing: idSchema.optional().meta({ description: 'Only changes of the thing with this id.' }),
      actor: idSchema.optional().meta({ description: 'Only what this actor did.' }),
      from: dateQuery.meta({ description: 'Only what was done on this date (UTC) or later.' }),
      to: dateQuery.meta({ description: 'Only what was done on this date (UTC) or earlier.' }),
      ...pageQuery,
    }),
    answers: {
      200: {
        description: 'Entries.',
        schema: pageSchema('TrailPage', 'Part of the trail.', trailEntrySchema, 'number'),
      },
    },
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;
