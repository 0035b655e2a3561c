import { z } from 'zod';
import { dateSchema, idSchema } from '../scalars.ts';
import { CSV_TYPE, XLSX_TYPE } from '../sheet.ts';
import { writtenSchema } from './shapes.ts';

/** Shapes of what is made once and never changed: forecasts, requirements, audits. */

const inputsSchema = z.record(z.string(), z.union([z.string(), z.number()])).meta({
  description: 'Ids and versions of what it was made from.',
  examples: [{ history: 'support-calls', historyVersion: 3 }],
});

/** The fields of every such document; `parameters` is the body of the request. */
export const madeShape = {
  id: z.string(),
  team: idSchema.optional(),
  created: writtenSchema,
  from: dateSchema.optional().meta({ description: 'First local date that it speaks of.' }),
  to: dateSchema.optional().meta({ description: 'Last local date that it speaks of, included.' }),
  inputs: inputsSchema,
  parameters: z.looseObject({}).meta({ description: 'As they were asked for.' }),
  engine: z.string().meta({ description: 'Version of Shiftcast that made it.' }),
};

export const madeExample = {
  id: '0199a0c2-6a3e-7cc0-8a53-1a6b9a3a7f10',
  team: 'support',
  created: { at: '2026-03-01T08:30:00.000Z', by: 'local' },
  from: '2026-03-02',
  to: '2026-03-08',
  engine: '0.1.0',
};

/** Forms of a stored table by their name in a query. */
export const TABLE_FORMS = { json: 'application/json', csv: CSV_TYPE, xlsx: XLSX_TYPE } as const;

/** The query of an answer that has the forms of a table. */
export const formQuery = z.strictObject({
  format: z.enum(['json', 'csv', 'xlsx']).optional().meta({ description: 'Form of the answer, whatever Accept says.' }),
});
