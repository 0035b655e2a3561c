import { z } from 'zod';
import type { Outcome } from '../domain/issue.ts';
import type { Forecast } from '../domain/forecast.ts';
import type { Problem } from '../domain/problem.ts';
import type { SolveLimits } from '../domain/roster.ts';
import { exampleOf } from './example.ts';
import { checkAt, readDocument } from './documents.ts';
import type { ForecastOptions, HistoryInput } from './forecast-mapping.ts';
import { checkPoints, toForecast, toForecastOptions, toHistory } from './forecast-mapping.ts';
import { forecastOptionShape } from './forecast-options.ts';
import { forecastSchema } from './forecast.ts';
import { historyCsvSchema, historyRowsSchema } from './history.ts';
import { LIMITS } from './limits.ts';
import { problemChecks, toProblem } from './problem-mapping.ts';
import { problemSchema } from './problem.ts';
import type { RequirementRequest } from './requirement-mapping.ts';
import { checkRequirementRequest, toRequirementRequest } from './requirement-mapping.ts';
import { requirementRequestSchema } from './requirement.ts';
import { solveSchema } from './roster.ts';
import { dateSchema } from './scalars.ts';

/** Bodies of the API's operations: whole documents with what to do to them. */

const weekOfRows = ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-02-21', '2026-02-22'];

export const forecastRequestSchema = z
  .strictObject({
    history: z.union([historyRowsSchema, historyCsvSchema]),
    from: dateSchema.optional().meta({ description: 'First day to forecast; default the day after the last row.' }),
    days: z
      .int()
      .min(1)
      .max(LIMITS.forecastDays)
      .default(7)
      .meta({ description: 'Days to forecast, 1 to 91.', examples: [7] }),
    ...forecastOptionShape,
  })
  .meta({
    id: 'ForecastRequest',
    description: 'A history, and what to forecast from it.',
    examples: [
      {
        history: {
          kind: 'history',
          zone: 'Europe/Berlin',
          rows: weekOfRows.map((timestamp, index) => ({ timestamp, count: 300 - 20 * index })),
        },
        days: 7,
      },
    ],
  });

export const requirementBodySchema = z
  .strictObject({ forecast: forecastSchema, parameters: requirementRequestSchema })
  .meta({
    id: 'RequirementBody',
    description: 'A forecast, and how its contacts are to be answered.',
    examples: [
      {
        forecast: exampleOf(forecastSchema),
        parameters: exampleOf(requirementRequestSchema),
      },
    ],
  });

export const rosterBodySchema = z.strictObject({ problem: problemSchema, solve: solveSchema.prefault({}) }).meta({
  id: 'RosterBody',
  description: 'A problem, and how to solve it.',
  examples: [{ problem: exampleOf(problemSchema), solve: { seconds: 10, seed: 1 } }],
});

/** What is forecast, from which day, and how. */
export type ForecastRequest = HistoryInput & {
  readonly from?: string | undefined;
  readonly days: number;
  readonly options: ForecastOptions;
};

/** Reads the body of a request for a forecast. */
export function parseForecastRequest(input: unknown): Outcome<ForecastRequest> {
  const read = readDocument(forecastRequestSchema, input, []);
  if (!read.ok) return read;
  const { history, from, days, ...rest } = read.value;
  const given = toHistory(history, '/history', { before: from });
  const options = toForecastOptions(rest, '', { before: from });
  if (!given.ok || !options.ok) {
    return { ok: false, issues: [...(given.ok ? [] : given.issues), ...(options.ok ? [] : options.issues)] };
  }
  return { ok: true, value: { ...given.value, from, days, options: options.value } };
}

/** Reads the body of a request for a requirement. */
export function parseRequirementBody(
  input: unknown,
): Outcome<{ readonly forecast: Forecast; readonly parameters: RequirementRequest }> {
  const read = readDocument(requirementBodySchema, input, [
    checkAt('forecast', checkPoints),
    checkAt('parameters', checkRequirementRequest),
  ]);
  if (!read.ok) return read;
  return {
    ok: true,
    value: { forecast: toForecast(read.value.forecast), parameters: toRequirementRequest(read.value.parameters) },
  };
}

/** Reads the body of a request for a roster. */
export function parseRosterBody(input: unknown): Outcome<{ readonly problem: Problem; readonly limits: SolveLimits }> {
  const checks = problemChecks.map((check) => checkAt('problem', check));
  const read = readDocument(rosterBodySchema, input, checks);
  if (!read.ok) return read;
  return { ok: true, value: { problem: toProblem(read.value.problem), limits: read.value.solve } };
}
