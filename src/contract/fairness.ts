import { z } from 'zod';
import type { FairnessSpread } from '../domain/fairness.ts';
import { LIMITS } from './limits.ts';
import { dateSchema, idSchema, timeSchema } from './scalars.ts';

const common = {
  id: idSchema.meta({ description: 'Name of the setting.', examples: ['nights'] }),
  weight: z
    .number()
    .positive()
    .max(1e9)
    .meta({
      description: 'Points by which each unit of an employee is dearer than the one before it.',
      examples: [20],
    }),
  since: dateSchema
    .optional()
    .meta({ description: 'First date from which past shifts count; absent: all known ones.' }),
  contracts: z.array(idSchema).max(LIMITS.contracts).optional().meta({ description: 'Among these contracts alone.' }),
  groups: z.array(idSchema).max(LIMITS.employees).optional().meta({ description: 'Among these groups alone.' }),
  employees: z.array(idSchema).max(LIMITS.employees).optional().meta({ description: 'Among these employees alone.' }),
};

export const fairnessSchema = z
  .discriminatedUnion('measure', [
    z.strictObject({
      measure: z.literal('nights'),
      nightFrom: timeSchema.optional().meta({ description: 'Start of the night, default 22:00.' }),
      nightTo: timeSchema.optional().meta({ description: 'End of the night, default 06:00.' }),
      countsFromMinutes: z
        .int()
        .min(1)
        .max(1440)
        .optional()
        .meta({ description: 'Time in the night from which a shift counts, default 180.', examples: [180] }),
      ...common,
    }),
    z.strictObject({ measure: z.literal('weekends'), ...common }),
    z.strictObject({ measure: z.literal('hours'), ...common }),
    z.strictObject({
      measure: z.literal('shifts-of'),
      templates: z.array(idSchema).min(1).max(LIMITS.shiftTemplates).meta({ description: 'Templates that count.' }),
      ...common,
    }),
    z.strictObject({
      measure: z.literal('starts'),
      startFrom: timeSchema.meta({ description: 'Earliest start that counts.' }),
      startBefore: timeSchema.meta({ description: 'Time before which a shift must start to count.' }),
      ...common,
    }),
    z.strictObject({ measure: z.literal('requests'), ...common }),
  ])
  .meta({
    id: 'Fairness',
    description:
      'Something that employees are to have equal shares of: nights, weekends, paid hours, shifts of templates, starts in a window, or requests that are not granted. The k-th unit above the least share of the past costs k - 1 times the weight.',
    examples: [{ id: 'nights', measure: 'nights', weight: 20, since: '2026-01-01' }],
  });

const count = z.number().min(0);
const spreadSchema = z.strictObject({ most: count, least: count, deviation: count }).meta({
  id: 'ShareSpread',
  description: 'The largest and the least share of a group, and the standard deviation.',
  examples: [{ most: 4, least: 2, deviation: 0.8 }],
});

export const fairnessSpreadSchema = z
  .strictObject({
    id: z.string(),
    measure: z.enum(['nights', 'weekends', 'hours', 'shifts-of', 'starts', 'requests']),
    before: spreadSchema,
    after: spreadSchema,
    employees: z.array(z.strictObject({ employee: z.string(), before: count, after: count })),
  })
  .meta({
    id: 'FairnessSpread',
    description: 'How something is shared by the past alone, and with the roster.',
    examples: [
      {
        id: 'nights',
        measure: 'nights',
        before: { most: 3, least: 1, deviation: 1 },
        after: { most: 4, least: 4, deviation: 0 },
        employees: [
          { employee: 'anna', before: 3, after: 4 },
          { employee: 'bo', before: 1, after: 4 },
        ],
      },
    ],
  });

export function fromFairness({
  id,
  measure,
  before,
  after,
  employees,
}: FairnessSpread): z.output<typeof fairnessSpreadSchema> {
  return {
    id,
    measure,
    before: { ...before },
    after: { ...after },
    employees: employees.map(({ employeeId, ...counts }) => ({ employee: employeeId, ...counts })),
  };
}
