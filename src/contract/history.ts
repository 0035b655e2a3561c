import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { absentSchema, doubledSchema, intervalNameSchema, zoneSchema } from './scalars.ts';

const common = {
  kind: z.literal('history').default('history'),
  zone: zoneSchema,
  absent: absentSchema.optional().meta({
    description: 'What an absent row means. Absent: decided by a stated rule, and the forecast says how.',
  }),
  doubled: doubledSchema.optional().meta({
    description: 'What a repeated local hour that is given once holds; default both, with a warning.',
  }),
  interval: intervalNameSchema.optional().meta({ description: 'Length of a row; absent: the step between the rows.' }),
};

const rowSchema = z.strictObject({
  timestamp: z
    .string()
    .max(40)
    .meta({
      description: 'Start of the interval: local wall clock, or with Z or an offset; a date for days.',
      examples: ['2026-02-02T09:00'],
    }),
  count: z.number().meta({ description: 'Contacts offered, from 0.', examples: [41] }),
  ahtSeconds: z.number().optional().meta({ description: 'Average handle time, after-contact work included.' }),
});

export const historyRowsSchema = z
  .strictObject({
    ...common,
    rows: z.array(rowSchema).min(1).max(LIMITS.historyRows),
  })
  .meta({
    id: 'HistoryRows',
    description: 'Contacts per interval as rows.',
    examples: [
      {
        kind: 'history',
        zone: 'Europe/Berlin',
        interval: '1d',
        rows: [
          { timestamp: '2026-02-02', count: 310 },
          { timestamp: '2026-02-03', count: 287 },
        ],
      },
    ],
  });

export const historyCsvSchema = z
  .strictObject({
    ...common,
    csv: z
      .string()
      .min(1)
      .meta({
        description: 'Text of a CSV file with the header timestamp,count[,ahtSeconds].',
        examples: ['timestamp,count\n2026-02-02,310\n2026-02-03,287\n'],
      }),
  })
  .meta({
    id: 'HistoryCsv',
    description: 'Contacts per interval as the text of a CSV file.',
    examples: [{ kind: 'history', zone: 'Europe/Berlin', csv: 'timestamp,count\n2026-02-02,310\n2026-02-03,287\n' }],
  });

export const historySchema = z.union([historyRowsSchema, historyCsvSchema]).meta({
  id: 'History',
  description: 'Contacts offered per interval in the past, as rows or as CSV text.',
  unusedIO: 'input',
});

export type HistoryRead = z.output<typeof historySchema>;
