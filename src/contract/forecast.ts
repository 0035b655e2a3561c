import { z } from 'zod';
import { errorStructureSchema } from './forecast-errors.ts';
import { appliedOverrideSchema } from './forecast-overrides.ts';
import { LIMITS } from './limits.ts';
import {
  absentSchema,
  countSchema,
  dateSchema,
  intervalNameSchema,
  measuredSchema,
  noteSchema,
  timestampSchema,
  zoneSchema,
} from './scalars.ts';
import { unusualTimeSchema } from './unusual-times.ts';

const contacts = z.number().min(0).max(LIMITS.contacts);

const ahtBound = z.number().min(0).max(LIMITS.contacts);

const forecastPointSchema = z
  .strictObject({
    start: timestampSchema,
    end: timestampSchema,
    open: z
      .boolean()
      .default(true)
      .meta({ description: 'Whether contacts can arrive; a closed interval has 0 everywhere.' }),
    expected: contacts.meta({ description: 'Expected contacts.', examples: [41.6] }),
    lower80: contacts.optional().meta({ description: '10 % of outcomes lie below.' }),
    upper80: contacts.optional().meta({ description: '10 % of outcomes lie above.' }),
    lower95: contacts.optional().meta({ description: '2.5 % of outcomes lie below.' }),
    upper95: contacts.optional().meta({ description: '2.5 % of outcomes lie above.' }),
    ahtSeconds: z
      .number()
      .gt(0)
      .max(86_400)
      .optional()
      .meta({ description: 'Average handle time, where the history holds one.' }),
    ahtRange: z
      .strictObject({ lower80: ahtBound, upper80: ahtBound, lower95: ahtBound, upper95: ahtBound })
      .optional()
      .meta({
        id: 'HandleTimeRange',
        description:
          'Ranges of the average handle time of the interval in seconds, by contacts expected and days ahead.',
        examples: [{ lower80: 214, upper80: 263, lower95: 203, upper95: 277 }],
      }),
  })
  .meta({
    id: 'ForecastPoint',
    description: 'Expected contacts in one interval with their ranges.',
    examples: [
      {
        start: '2026-03-02T09:00:00+01:00',
        end: '2026-03-02T09:30:00+01:00',
        open: true,
        expected: 41.6,
        lower80: 33,
        upper80: 50,
        lower95: 29,
        upper95: 55,
      },
    ],
  });

export const backtestSchema = z
  .strictObject({
    origins: countSchema,
    horizonDays: countSchema,
    points: countSchema,
    wape: measuredSchema.meta({ description: 'Sum of absolute errors / sum of actual counts.', examples: [0.12] }),
    bias: measuredSchema.meta({
      description: 'Sum of (forecast - actual) / sum of actual; positive is over-forecast.',
    }),
    mase: measuredSchema.meta({ description: 'Mean absolute error / that of the same slot a week before.' }),
    coverage80: measuredSchema.meta({ description: 'Share of open intervals whose count lay in the 80 % range.' }),
    coverage95: measuredSchema.meta({ description: 'Share of open intervals whose count lay in the 95 % range.' }),
    handleTime: z
      .strictObject({
        points: countSchema,
        wape: measuredSchema,
        bias: measuredSchema.meta({ description: 'Positive is over-forecast.' }),
        wapeOfMean: measuredSchema.meta({
          description: 'The same error of the mean of the last eight weeks by time of day.',
        }),
        coverage80: measuredSchema,
        coverage95: measuredSchema,
      })
      .optional()
      .meta({
        id: 'HandleTimeScore',
        description: 'How average handle times were forecast, intervals weighted by contacts; absent without any.',
        examples: [{ points: 2688, wape: 0.06, bias: 0.004, wapeOfMean: 0.08, coverage80: 0.8, coverage95: 0.95 }],
      }),
  })
  .meta({
    id: 'Backtest',
    description:
      'How the method did on origins inside the history. Ratios are 0-1; null where there is nothing to measure.',
    examples: [
      {
        origins: 8,
        horizonDays: 7,
        points: 2688,
        wape: 0.09,
        bias: 0.01,
        mase: 0.8,
        coverage80: 0.81,
        coverage95: 0.94,
      },
    ],
  });

const updatedDaySchema = z
  .strictObject({
    date: dateSchema,
    soFar: contacts.meta({ description: 'Contacts so far; where an actual is missing, as many as are likely.' }),
    soFarForecast: contacts.meta({ description: 'What had been forecast of them.' }),
    forecast: contacts.meta({ description: 'The whole day as forecast.' }),
    expected: contacts.meta({ description: 'The whole day as expected now.' }),
  })
  .meta({
    id: 'UpdatedDay',
    description: 'A day before and after an update.',
    examples: [{ date: '2026-03-02', soFar: 301, soFarForecast: 260.4, forecast: 941.2, expected: 1052.9 }],
  });

const updateSchema = z
  .strictObject({
    asOf: timestampSchema.meta({ description: 'Actuals are complete up to here.' }),
    intervals: countSchema.meta({ description: 'Intervals with an actual.' }),
    contacts,
    days: z.array(updatedDaySchema).max(LIMITS.forecastDays),
    handleTime: z
      .strictObject({ factor: z.number(), lower80: z.number(), upper80: z.number() })
      .optional()
      .meta({ description: 'Handle time on the day of the update / forecast, with its 80 % range.' }),
  })
  .meta({
    id: 'ForecastUpdate',
    description: 'What an updated forecast was made of.',
    examples: [
      {
        asOf: '2026-03-02T12:00:00+01:00',
        intervals: 6,
        contacts: 301,
        days: [{ date: '2026-03-02', soFar: 301, soFarForecast: 260.4, forecast: 941.2, expected: 1052.9 }],
      },
    ],
  });

export const forecastSchema = z
  .strictObject({
    kind: z.literal('forecast').default('forecast'),
    zone: zoneSchema,
    interval: intervalNameSchema,
    from: dateSchema.optional().meta({ description: 'First day forecast; no row at or after its midnight was read.' }),
    days: z.int().min(1).max(LIMITS.forecastDays).optional(),
    absent: absentSchema.optional(),
    absentDecidedBy: z.enum(['caller', 'rule']).optional().meta({ description: 'Who said what an absent row means.' }),
    points: z.array(forecastPointSchema).min(1).max(LIMITS.forecastPoints),
    dayRanges: z
      .array(
        z
          .strictObject({
            date: dateSchema,
            expected: contacts,
            lower80: contacts,
            upper80: contacts,
            lower95: contacts,
            upper95: contacts,
          })
          .meta({
            id: 'DayRange',
            description: 'Contacts of a whole day; its range is not the sum of those of its intervals.',
            examples: [
              { date: '2026-03-02', expected: 941.2, lower80: 870, upper80: 1012, lower95: 829, upper95: 1058 },
            ],
          }),
      )
      .max(LIMITS.forecastDays)
      .optional(),
    overrides: z
      .array(appliedOverrideSchema)
      .max(LIMITS.overrides)
      .optional()
      .meta({ description: 'What was changed by hand, in the order of the changes.' }),
    samplePaths: z
      .strictObject({
        seed: z.int().min(0),
        counts: z
          .array(z.array(z.int().min(0).max(LIMITS.contacts)).max(LIMITS.forecastPoints))
          .min(1)
          .max(LIMITS.samplePaths)
          .meta({ description: 'Per path the contacts of each interval, in the order of the points.' }),
      })
      .optional()
      .meta({
        id: 'SamplePaths',
        description: 'Equally likely futures, the scatter of counts included.',
        examples: [
          {
            seed: 1,
            counts: [
              [38, 55],
              [47, 49],
            ],
          },
        ],
      }),
    specialDays: z
      .array(
        z.strictObject({ date: dateSchema, name: z.string() }).meta({
          id: 'NamedDay',
          description: 'A special day by its name.',
          examples: [{ date: '2026-12-25', name: 'Christmas Day' }],
        }),
      )
      .max(LIMITS.holidays)
      .optional()
      .meta({ description: 'Holidays and other special days among those forecast.' }),
    unusual: z.array(unusualTimeSchema).max(LIMITS.unusual).optional().meta({
      description: 'What is odd in the history, in order of time, the newest so many; absent where nothing is.',
    }),
    models: z
      .array(
        z.strictObject({ model: z.string(), weight: z.number(), wape: measuredSchema }).meta({
          id: 'ModelShare',
          description: 'A model, its weight (they sum to 1) and its own error.',
          examples: [{ model: 'weekday-mean', weight: 0.4, wape: 0.11 }],
        }),
      )
      .default([]),
    backtest: backtestSchema.optional(),
    errors: errorStructureSchema.optional(),
    update: updateSchema.optional(),
    notes: z.array(noteSchema).default([]),
  })
  .meta({
    id: 'Forecast',
    description:
      'Expected contacts per interval. Written by hand, it needs zone, interval and points with start, end and expected alone.',
    examples: [
      {
        kind: 'forecast',
        zone: 'Europe/Berlin',
        interval: '30m',
        points: [
          { start: '2026-03-02T09:00:00+01:00', end: '2026-03-02T09:30:00+01:00', expected: 41.6 },
          { start: '2026-03-02T09:30:00+01:00', end: '2026-03-02T10:00:00+01:00', expected: 52.2 },
        ],
      },
    ],
  });

export type ForecastRead = z.output<typeof forecastSchema>;
