import { z } from 'zod';
import { PUBLICATION_READERS } from '../access.ts';
import type { OperationDescription } from '../operations.ts';
import { packSchema } from '../pack.ts';

const packListSchema = z.strictObject({ items: z.array(packSchema) }).meta({
  id: 'PackList',
  description: 'Packs by id, each version by its dates.',
  examples: [{ items: [] }],
});

const tag = 'Packs';

export const packOperations = {
  listPacks: {
    method: 'get',
    path: '/v1/packs',
    operationId: 'listPacks',
    access: PUBLICATION_READERS,
    summary: 'The packs of law that the product holds, every version',
    description:
      'A team names them in `packs`, or a contract in its own `packs`, and keeps packs of its own in `ownPacks`. On each date the version in force then is judged by.',
    tag,
    answers: { 200: { description: 'Packs.', schema: packListSchema } },
  },
  getPack: {
    method: 'get',
    path: '/v1/packs/{pack}',
    operationId: 'getPack',
    access: PUBLICATION_READERS,
    summary: 'One pack in all its versions',
    tag,
    parameters: { pack: 'Id of the pack.' },
    answers: { 200: { description: 'Its versions, by their dates.', schema: packListSchema } },
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;
