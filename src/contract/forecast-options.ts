import { z } from 'zod';
import { overridesSchema } from './forecast-overrides.ts';
import { forecastSourceShape } from './forecast-sources.ts';
import { LIMITS } from './limits.ts';
import { dateSchema, intervalNameSchema, nameSchema, timeSchema } from './scalars.ts';

const openSpansSchema = z
  .array(z.strictObject({ from: timeSchema, to: timeSchema }))
  .max(24)
  .meta({
    description: 'Open spans in order; an empty list is a closed day.',
    examples: [[{ from: '09:00', to: '18:00' }]],
  });

/** Weekdays and dates; the relations inside are checked where the hours are read. */
export const openingHoursSchema = z
  .strictObject({
    mon: openSpansSchema.optional(),
    tue: openSpansSchema.optional(),
    wed: openSpansSchema.optional(),
    thu: openSpansSchema.optional(),
    fri: openSpansSchema.optional(),
    sat: openSpansSchema.optional(),
    sun: openSpansSchema.optional(),
    dates: z
      .record(dateSchema, openSpansSchema)
      .optional()
      .meta({
        description: 'Single dates, in place of their weekday.',
        examples: [{ '2026-12-24': [{ from: '09:00', to: '12:00' }] }],
      }),
  })
  .meta({
    id: 'OpeningHours',
    description: 'When contacts can arrive, on the wall clock. A weekday that is left out is closed.',
    examples: [{ mon: [{ from: '09:00', to: '18:00' }], sat: [{ from: '10:00', to: '14:00' }] }],
  });

const specialDaySchema = z
  .strictObject({ date: dateSchema, name: nameSchema.min(1), kind: nameSchema.min(1).default('special') })
  .meta({
    id: 'SpecialDay',
    description: 'A day that is not like others. Several may share a date.',
    examples: [{ date: '2026-11-27', name: 'Black Friday', kind: 'sale' }],
  });

/** Names of models that are not the combination's own. */
export const outsideMemberSchema = z.enum(['mstl-ets', 'prophet']);

export const forecastOptionShape = {
  interval: intervalNameSchema
    .optional()
    .meta({ description: "Interval of the forecast, the history's or coarser; default the history's." }),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional()
    .meta({ description: 'ISO 3166-1 code of the country whose public holidays count.', examples: ['DE'] }),
  region: z
    .string()
    .max(10)
    .optional()
    .meta({ description: 'Region of the country with holidays of its own.', examples: ['BE'] }),
  specialDays: z.array(specialDaySchema).max(LIMITS.holidays).optional(),
  ...forecastSourceShape,
  overrides: overridesSchema.optional().meta({ description: 'Changes by hand, applied last and in order.' }),
  samplePaths: z
    .strictObject({ paths: z.int().min(1).max(LIMITS.samplePaths), seed: z.int().min(0).default(1) })
    .optional()
    .meta({
      description: 'Equally likely futures to draw, for a simulation. The same seed gives the same ones.',
      examples: [{ paths: 200, seed: 1 }],
    }),
  members: z
    .array(outsideMemberSchema)
    .max(outsideMemberSchema.options.length)
    .optional()
    .meta({
      description:
        'Models from elsewhere that may take part beside the own ones, where past errors are smaller with them; default mstl-ets. Prophet takes seconds.',
      examples: [['mstl-ets', 'prophet']],
    }),
  hours: openingHoursSchema.optional().meta({ description: 'Opening hours; absent: as the history shows them.' }),
};

/** Options of a forecast inside a plan, whose horizon is the plan's. */
export const planForecastSchema = z
  .strictObject(forecastOptionShape)
  .meta({ id: 'ForecastOptions', description: 'How to forecast.', examples: [{ interval: '30m', country: 'DE' }] });

export type ForecastOptionsRead = z.output<typeof planForecastSchema>;
