import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { dateSchema, idSchema, nameSchema } from './scalars.ts';

/** Agreements on record, where they go with a problem or a roster. */
export const agreementsSchema = z
  .array(
    z.strictObject({
      id: idSchema.optional().meta({ description: 'Id of the agreement, where it is stored.' }),
      reference: nameSchema.optional().meta({ description: 'Where the paper is.', examples: ['Opt-out 7/2026'] }),
      rule: idSchema,
      employee: idSchema.optional().meta({ description: 'Absent: everybody.' }),
      from: dateSchema,
      to: dateSchema.meta({ description: 'Last date, included.' }),
    }),
  )
  .max(LIMITS.coverRows);
