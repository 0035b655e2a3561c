import { z } from 'zod';
import type { Outcome, Issue } from '../domain/issue.ts';
import { intervalMinutes } from '../domain/history-grid.ts';
import type { ForecastAccuracy, TrackedQueue } from '../domain/tracking.ts';
import { list, member, text } from './cursor.ts';
import { type Check, readDocument } from './documents.ts';
import { checkPoints, toForecast, toHistory } from './forecast-mapping.ts';
import { forecastSchema } from './forecast.ts';
import { historyCsvSchema, historyRowsSchema } from './history.ts';
import { LIMITS } from './limits.ts';
import { issue, noteText } from './messages/render.ts';
import { countSchema, dateSchema, idSchema, measuredSchema, noteSchema, timeSchema } from './scalars.ts';
import { checkDistinct } from './team-checks.ts';

const scoresSchema = z
  .strictObject({
    points: countSchema.meta({
      description: 'Intervals judged, closed ones only where somebody came; days or weeks where their totals are.',
    }),
    actual: z.number().meta({ description: 'Contacts that came.' }),
    forecast: z.number().meta({ description: 'Contacts forecast of them.' }),
    wape: measuredSchema.meta({ description: 'Sum of absolute errors / sum of actual counts.' }),
    bias: measuredSchema.meta({
      description: 'Sum of (forecast - actual) / sum of actual; positive is over-forecast.',
    }),
    mase: measuredSchema.meta({
      description: 'Mean absolute error / that of the same slot in the last week before the forecast.',
    }),
    pinball: measuredSchema.meta({
      description: 'Mean loss of the 10, 50 and 90 % quantiles, twice, / mean actual, where there are ranges.',
    }),
    coverage80: measuredSchema.meta({ description: 'Share of open intervals whose count lay in the 80 % range.' }),
    coverage95: measuredSchema.meta({ description: 'Share of open intervals whose count lay in the 95 % range.' }),
  })
  .meta({
    id: 'AccuracyScores',
    description: 'How far forecasts were off. Ratios are null where there is nothing to measure.',
    examples: [
      {
        points: 336,
        actual: 9410,
        forecast: 9122,
        wape: 0.091,
        bias: -0.031,
        mase: 0.72,
        pinball: 0.06,
        coverage80: 0.79,
        coverage95: 0.94,
      },
    ],
  });

const scores = { scores: scoresSchema };

const biasSchema = z
  .strictObject({
    days: countSchema,
    falseAlarmDays: z.number(),
    limit: z.number().meta({ description: 'Of the sums, in standard deviations.' }),
    under: z.number().meta({ description: 'Sum of under-forecasts at the end.' }),
    over: z.number().meta({ description: 'Sum of over-forecasts at the end.' }),
    correlation: z.number().meta({ description: 'Of errors from day to day, which the sums allow for.' }),
    trackingSignal: measuredSchema.meta({ description: 'Sum of the errors / their mean absolute size.' }),
    alarms: z.array(
      z.strictObject({
        direction: z.enum(['over-forecast', 'under-forecast']),
        since: dateSchema,
        raised: dateSchema,
        bias: measuredSchema.meta({ description: '(forecast - actual) / actual over the days since.' }),
      }),
    ),
  })
  .meta({
    id: 'BiasWatch',
    description:
      "A two-sided cumulative sum (CUSUM) of the days' errors in standard deviations, by the newest forecast of each day. So many days lie between false alarms in the mean.",
    examples: [
      {
        days: 28,
        falseAlarmDays: 365,
        limit: 4.76,
        under: 1.2,
        over: 0,
        correlation: 0.1,
        trackingSignal: 2.1,
        alarms: [{ direction: 'under-forecast', since: '2026-03-02', raised: '2026-03-09', bias: -0.08 }],
      },
    ],
  });

export const accuracySchema = z
  .strictObject({
    kind: z.literal('forecast-accuracy').default('forecast-accuracy'),
    scores: scoresSchema,
    queues: z.array(
      z.strictObject({
        id: idSchema,
        scores: scoresSchema,
        dayTotals: scoresSchema,
        weekTotals: scoresSchema,
        forecasts: z.array(z.strictObject({ from: dateSchema, days: countSchema, ...scores })),
        horizons: z.array(
          z.strictObject({
            daysAhead: countSchema.meta({ description: '1 is the first day of a forecast.' }),
            ...scores,
          }),
        ),
        times: z.array(z.strictObject({ time: timeSchema, ...scores })),
        dates: z.array(z.strictObject({ date: dateSchema, ...scores })),
        weeks: z.array(z.strictObject({ week: dateSchema.meta({ description: 'Its Monday.' }), ...scores })),
        bias: biasSchema,
      }),
    ),
    notes: z.array(noteSchema).default([]),
  })
  .meta({
    id: 'ForecastAccuracy',
    description:
      'Forecasts against what came: by interval, day and week, by queue, by how far a day lay ahead, by time of day; and whether they are biased.',
    unusedIO: 'output',
  });

export type AccuracyDocument = z.output<typeof accuracySchema>;

const example = {
  id: 'service',
  forecasts: [
    {
      kind: 'forecast' as const,
      zone: 'Europe/Berlin',
      interval: '60m' as const,
      points: [
        { start: '2026-03-02T09:00:00+01:00', end: '2026-03-02T10:00:00+01:00', expected: 41.6 },
        { start: '2026-03-02T10:00:00+01:00', end: '2026-03-02T11:00:00+01:00', expected: 52.2 },
      ],
    },
  ],
  actuals: {
    kind: 'history' as const,
    zone: 'Europe/Berlin',
    absent: 'closed' as const,
    rows: [
      { timestamp: '2026-03-02T09:00', count: 58 },
      { timestamp: '2026-03-02T10:00', count: 49 },
    ],
  },
};

export const accuracyBodySchema = z
  .strictObject({
    queues: z
      .array(
        z
          .strictObject({
            id: idSchema,
            forecasts: z.array(forecastSchema).min(1).max(LIMITS.trackedForecasts),
            actuals: z.union([historyRowsSchema, historyCsvSchema]).meta({
              description:
                'Rows of the days forecast, and of a week before them for MASE. What lies behind the last row is not judged.',
            }),
          })
          .meta({ id: 'TrackedQueue', description: 'Forecasts of a queue, and what came.', examples: [example] }),
      )
      .min(1)
      .max(LIMITS.queues),
    falseAlarmDays: z
      .number()
      .min(20)
      .max(100_000)
      .default(365)
      .meta({ description: 'Days that are to lie between false alarms of bias in the mean.' }),
  })
  .meta({
    id: 'AccuracyBody',
    description: 'Forecasts by queue with what came.',
    examples: [{ queues: [example] }],
  });

export type AccuracyRequest = { readonly queues: readonly TrackedQueue[]; readonly falseAlarmDays: number };

/** Every forecast on the clocks of its actuals, ids of queues once. */
const checkQueues: Check = (body, add) => {
  checkDistinct(list(body, 'queues'), add);
  for (const queue of list(body, 'queues')) {
    const zone = text(member(queue, 'actuals'), 'zone');
    for (const forecast of list(queue, 'forecasts')) {
      checkPoints(forecast, add);
      const own = text(forecast, 'zone');
      if (zone !== undefined && own !== undefined && own !== zone)
        add(issue('actuals-zone', `${forecast.path}/zone`, { received: own, expected: zone }));
    }
  }
};

/** Reads the body: forecasts and histories of the domain, or all that is wrong with them. */
export function parseAccuracy(input: unknown): Outcome<AccuracyRequest> {
  const read = readDocument(accuracyBodySchema, input, [checkQueues]);
  if (!read.ok) return read;
  const issues: Issue[] = [];
  const queues = read.value.queues.flatMap((queue, index): TrackedQueue[] => {
    const path = `/queues/${index}`;
    const history = toHistory(queue.actuals, `${path}/actuals`, {});
    if (!history.ok) {
      issues.push(...history.issues);
      return [];
    }
    const actuals = history.value.history;
    const forecasts = queue.forecasts.map(toForecast);
    const historyMinutes = intervalMinutes(actuals.intervalLength);
    forecasts.forEach(({ intervalLength }, place) => {
      const facts = { historyMinutes, intervalMinutes: intervalMinutes(intervalLength) };
      if (facts.intervalMinutes % historyMinutes !== 0)
        issues.push(issue('actuals-interval', `${path}/forecasts/${place}/interval`, facts));
    });
    return [{ id: queue.id, forecasts, actuals }];
  });
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, value: { queues, falseAlarmDays: read.value.falseAlarmDays } };
}

/** The accuracy as a document. */
export function fromAccuracy({ scores: all, queues, notes }: ForecastAccuracy): AccuracyDocument {
  return {
    kind: 'forecast-accuracy',
    scores: { ...all },
    queues: queues.map((queue) => structuredClone(queue) as AccuracyDocument['queues'][number]),
    notes: notes.map(({ code, facts }) => ({ code, message: noteText('en', code, facts), facts: { ...facts } })),
  };
}
