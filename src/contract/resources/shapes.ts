import { z } from 'zod';
import { exampleOf } from '../example.ts';
import { isLocalDate } from '../../domain/calendar.ts';
import { isDateAccepted } from '../scalars.ts';

/** Shapes that all resources share. */

/** Entries of one part of a list, at most. */
const MOST_ENTRIES = 500;

/** A whole number written in digits: `1e2`, `0x10` and a blank before it are slips. */
const textInteger = (least: number, most: number) =>
  z.preprocess(
    (given) => (typeof given === 'string' && /^-?\d+$/.test(given) ? Number(given) : given),
    z.int().min(least).max(most),
  );

/** Most changes of one thing: as many as the database counts, and more than anybody makes. */
const MOST_VERSIONS = 1_000_000_000;

export const versionSchema = z
  .int()
  .min(1)
  .max(MOST_VERSIONS)
  .meta({ description: 'Grows with every change; its text in quotes is the ETag.', examples: [3] });

export const writtenSchema = z
  .strictObject({
    at: z.string().meta({ format: 'date-time', description: 'UTC.' }),
    by: z.string().meta({ description: 'Who wrote it.' }),
  })
  .meta({
    id: 'Written',
    description: 'Who wrote something, and when.',
    examples: [{ at: '2026-03-01T08:30:00.000Z', by: 'local' }],
  });

/** The fields of everything that can change. */
export const versionedShape = { version: versionSchema, created: writtenSchema, updated: writtenSchema };

/** Which fields are wanted. */
export const fieldsQuery = {
  fields: z
    .string()
    .max(1000)
    .optional()
    .meta({ description: 'Only these fields of each entry, separated by commas; `id` always.', examples: ['id,name'] }),
};

/** Parameters of every list. */
export const pageQuery = {
  limit: textInteger(1, MOST_ENTRIES)
    .default(100)
    .meta({ description: `Entries of one answer, 1 to ${MOST_ENTRIES}.`, examples: ['50'] }),
  cursor: z.string().max(2000).optional().meta({ description: '`next` of the answer before; opaque.' }),
  ...fieldsQuery,
};

/** The query of an operation that takes none. */
export const noQuery = z.strictObject({});

/** A version in a query. */
export const versionQuery = textInteger(1, MOST_VERSIONS).optional();

/** A local date in a query. */
export const dateQuery = z
  .string()
  .refine(isLocalDate, { params: { code: 'wrong-date' } })
  .refine(isDateAccepted, { params: { code: 'date-out-of-range' } })
  .optional();

/** A part of a list. With `fields` entries hold only those, so all but the key, mostly `id`, may be missing. */
export function pageSchema(id: string, description: string, entry: z.ZodObject, key = 'id') {
  const items = z.array(
    entry
      .partial()
      .required({ [key]: true } as never)
      .meta({ id: `${id}Entry`, description: 'An entry of the list.' }),
  );
  return z
    .strictObject({
      items,
      next: z.string().nullable().meta({ description: '`cursor` of the next part; null at the end.' }),
    })
    .meta({ id, description, examples: [{ items: [exampleOf(entry)], next: null }] });
}
