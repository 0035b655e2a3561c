import { z } from 'zod';
import { PLANNERS } from '../access.ts';
import { exampleOf } from '../example.ts';
import { accuracySchema } from '../accuracy.ts';
import { forecastSchema } from '../forecast.ts';
import { LIMITS } from '../limits.ts';
import type { OperationDescription } from '../operations.ts';
import { forecastRequestSchema } from '../requests.ts';
import { dateSchema, idSchema } from '../scalars.ts';
import { CSV_TYPE, XLSX_TYPE } from '../sheet.ts';
import { formQuery, madeExample, madeShape } from './made.ts';
import { pageQuery, pageSchema } from './shapes.ts';

const newForecastSchema = z
  .strictObject(forecastRequestSchema.omit({ history: true }).shape)
  .meta({ id: 'NewForecast', description: 'What to forecast from a history.', examples: [{ days: 7, country: 'DE' }] });

const example = {
  ...madeExample,
  inputs: { history: 'support-calls', historyVersion: 3 },
  parameters: { days: 7, country: 'DE' },
};

export const forecastHeadSchema = z.strictObject(madeShape).meta({
  id: 'ForecastHead',
  description: 'A stored forecast in short.',
  examples: [example],
});

const storedForecastSchema = z.strictObject({ ...madeShape, forecast: forecastSchema }).meta({
  id: 'StoredForecast',
  description: 'A forecast as it is stored.',
  examples: [{ ...example, forecast: exampleOf(forecastSchema) }],
});

const tag = 'Forecasts';

export const forecastOperations = {
  createForecast: {
    method: 'post',
    path: '/v1/histories/{history}/forecasts',
    operationId: 'createForecast',
    access: PLANNERS,
    summary: 'Forecast from a stored history',
    description:
      'As POST /v1/forecasts does it, from the rows that the history holds now. The forecast is stored and never changes.',
    tag,
    parameters: { history: 'Id of the history.' },
    body: newForecastSchema,
    answers: {
      201: { description: 'The forecast.', schema: storedForecastSchema, headers: ['ETag', 'Location'] },
    },
    problems: ['busy', 'thread-lost'],
  },
  listForecasts: {
    method: 'get',
    path: '/v1/forecasts',
    operationId: 'listForecasts',
    access: PLANNERS,
    summary: 'Stored forecasts, the newest first',
    tag,
    query: z.strictObject({
      team: idSchema.optional().meta({ description: 'Only forecasts for this team.' }),
      history: idSchema.optional().meta({ description: 'Only forecasts from this history.' }),
      ...pageQuery,
    }),
    answers: {
      200: {
        description: 'Forecasts.',
        schema: pageSchema('ForecastPage', 'Part of the list of forecasts.', forecastHeadSchema),
      },
    },
  },
  getForecastAccuracy: {
    method: 'get',
    path: '/v1/forecasts/{forecast}/accuracy',
    operationId: 'getForecastAccuracy',
    access: PLANNERS,
    summary: 'A stored forecast against what came',
    description:
      'As POST /v1/forecast-accuracy does it, with the rows that its history holds now. Before any of its days came there are no scores.',
    tag,
    parameters: { forecast: 'Id of the forecast.' },
    answers: { 200: { description: 'Its accuracy.', schema: accuracySchema } },
    problems: ['busy', 'thread-lost'],
  },
  getHistoryAccuracy: {
    method: 'get',
    path: '/v1/histories/{history}/accuracy',
    operationId: 'getHistoryAccuracy',
    access: PLANNERS,
    summary: 'All stored forecasts from a history against what came',
    description: `As POST /v1/forecast-accuracy does it, with the rows that the history holds now: by days ahead, date and week, with alarms of bias by the newest forecast of each day. The newest ${LIMITS.trackedForecasts} forecasts are judged, of long ones as many as 50 million characters hold; \`forecasts\` of the answer names their days. Without any forecast there is nothing to judge, which is a 404.`,
    tag,
    parameters: { history: 'Id of the history.' },
    query: z.strictObject({
      since: dateSchema.optional().meta({ description: 'Only forecasts that reach this date or a later one.' }),
    }),
    answers: { 200: { description: 'Their accuracy.', schema: accuracySchema } },
    problems: ['busy', 'thread-lost'],
  },
  getForecast: {
    method: 'get',
    path: '/v1/forecasts/{forecast}',
    operationId: 'getForecast',
    access: PLANNERS,
    summary: 'A stored forecast',
    description: 'As CSV and XLSX its intervals alone, a row each; the form is that of `format`, or else of Accept.',
    tag,
    parameters: { forecast: 'Id of the forecast.' },
    query: formQuery,
    answers: {
      200: {
        description: 'The forecast.',
        schema: storedForecastSchema,
        text: [CSV_TYPE, XLSX_TYPE],
        headers: ['ETag'],
      },
    },
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;
