import { z } from 'zod';
import type { Issue, Outcome } from '../domain/issue.ts';
import {
  type EmployeeResult,
  MEASURE_FORMULAS,
  type MeasuresRequest,
  TEAM_MEASURES,
  type TeamMeasuresReport,
  USUAL_MEASURES,
} from '../domain/team-measures.ts';
import { type Cursor, list, member, number, text } from './cursor.ts';
import { type Add, type Check, listed, readDocument } from './documents.ts';
import { exampleOf } from './example.ts';
import { LIMITS } from './limits.ts';
import { issue } from './messages/render.ts';
import { dateSchema, idSchema, measuredSchema } from './scalars.ts';
import { crewSchema } from './shrinkage.ts';
import { readResultsCsv, type ResultTable } from './team-measures-rows.ts';

/** Characters of a CSV inside a document, at most. */
const MOST_CSV = 60_000_000;

const count = z.int().min(0).max(LIMITS.contacts);
const amount = z.number().min(0).max(1e12);

export const resultSchema = z
  .strictObject({
    employee: idSchema.meta({ description: 'Id of the employee.', examples: ['anna'] }),
    date: dateSchema,
    planned: amount.optional().meta({ description: 'What the plan of the date asks for, in any unit.' }),
    completed: amount.optional().meta({ description: 'What was reached of it, in the same unit.' }),
    enquiries: count.optional().meta({ description: 'Customers who enquired on the date.' }),
    converted: count.optional().meta({ description: 'Of these, who ordered on the same date.' }),
    convertedIn7Days: count
      .optional()
      .meta({ description: 'Of these, who ordered within 7 days; absent until the 7 days are over.' }),
    orders: count.optional().meta({ description: 'Orders placed.' }),
    successfulOrders: count.optional().meta({ description: 'Of these, paid and neither cancelled nor returned.' }),
    orderValue: amount.optional().meta({ description: 'What the successful orders come to, in one currency.' }),
    received: count.optional().meta({ description: 'Conversations that customers began.' }),
    replied: count.optional().meta({ description: 'Of these, with a reply.' }),
    responseSeconds: amount.optional().meta({ description: 'Seconds to the reply, all replied ones together.' }),
    handled: count.optional().meta({ description: 'Contacts handled, for proficiency.' }),
    handleSeconds: amount.optional().meta({ description: 'Seconds that they took, after-contact work included.' }),
    hours: z.number().min(0).max(24).optional().meta({ description: 'Hours on the work.' }),
  })
  .meta({
    id: 'EmployeeResult',
    description: 'The results of an employee on a date; a count that is absent is not known, which is not 0.',
    examples: [
      {
        employee: 'anna',
        date: '2026-06-01',
        planned: 20,
        completed: 21,
        enquiries: 120,
        converted: 30,
        convertedIn7Days: 36,
        orders: 32,
        successfulOrders: 30,
        orderValue: 5400,
        received: 130,
        replied: 128,
        responseSeconds: 3840,
        handled: 128,
        handleSeconds: 23_040,
        hours: 7.5,
      },
    ],
  });

const seasonSchema = z
  .strictObject({
    season: z.enum(['peak', 'slack']).meta({ description: 'What the dates are.' }),
    from: dateSchema,
    to: dateSchema.meta({ description: 'Last date, included.' }),
  })
  .meta({
    id: 'SeasonSpan',
    description: 'Dates of the peak or of the slack season.',
    examples: [{ season: 'peak', from: '2026-06-01', to: '2026-06-20' }],
  });

/** Results, row by row or as a table. */
export const resultsGiven = {
  rows: z.array(resultSchema).min(1).max(LIMITS.shifts).optional(),
  csv: z
    .string()
    .max(MOST_CSV)
    .optional()
    .meta({ description: 'The rows as CSV, in place of `rows`: employee, date and any of their counts.' }),
};

const { uplift, leastCases, priorCases, leastProficiency, mostProficiency } = USUAL_MEASURES;

const settingsShape = {
  seasons: z
    .array(seasonSchema)
    .max(200)
    .default([])
    .meta({ description: 'Peak and slack season, without overlap; dates of neither are `other`.' }),
  uplift: z.number().min(0).max(1).default(uplift).meta({
    description: 'How much better than the best of the team the next target is, as a share of it.',
  }),
  leastCases: z.number().min(0).max(LIMITS.contacts).default(leastCases).meta({
    description: 'Denominator that an employee needs in a season to be the best of it.',
  }),
  priorCases: z.number().min(0).max(LIMITS.contacts).default(priorCases).meta({
    description:
      'Contacts with which half of the measured proficiency is believed, and the rest is the mean of the team.',
  }),
  leastProficiency: z.number().min(0.1).max(1).default(leastProficiency),
  mostProficiency: z.number().min(1).max(2).default(mostProficiency),
};

export const measureSettingsSchema = z.strictObject(settingsShape).meta({
  id: 'MeasureSettings',
  description: 'The seasons of a team, and how its results are made measures and targets.',
  examples: [{ seasons: [exampleOf(seasonSchema)] }],
});

export const measuresBodySchema = z.strictObject({ ...resultsGiven, ...settingsShape }).meta({
  id: 'TeamMeasuresBody',
  description: 'Results of employees by date, and the seasons of the year.',
  examples: [{ rows: [exampleOf(resultSchema)], seasons: [exampleOf(seasonSchema)] }],
});

export const measureId = z.enum(TEAM_MEASURES).meta({ description: 'Which measure.' });

const valueSchema = z
  .strictObject({
    measure: measureId,
    numerator: z.number(),
    denominator: z.number(),
    value: measuredSchema.meta({ description: 'numerator / denominator; null where that is 0.' }),
  })
  .meta({
    id: 'MeasureValue',
    description: 'A measure with what it is made of, summed over the rows that know both.',
    unusedIO: 'output',
  });

const targetSchema = z
  .strictObject({
    measure: measureId,
    best: z.string().nullable().meta({ description: 'Who is best; null where nobody has leastCases.' }),
    bestValue: measuredSchema,
    target: measuredSchema.meta({
      description: 'bestValue x (1 + uplift), shares at most 1; response time x (1 - uplift).',
    }),
  })
  .meta({ id: 'MeasureTarget', description: 'The next target that is proposed.', unusedIO: 'output' });

const seasonMeasuresSchema = z
  .strictObject({
    season: z.enum(['all', 'peak', 'slack', 'other']),
    days: z.int().meta({ description: 'Dates that have a row.' }),
    team: z.array(valueSchema),
    employees: z.array(z.strictObject({ employee: z.string(), values: z.array(valueSchema) })),
    targets: z.array(targetSchema),
  })
  .meta({ id: 'SeasonMeasures', description: 'The measures of a season, or of all dates.', unusedIO: 'output' });

const proficiencySchema = z
  .strictObject({
    basis: z.enum(['handle-time', 'handled-per-hour']),
    formula: z.string(),
    employees: z.array(
      z.strictObject({
        employee: z.string(),
        cases: z.number().meta({ description: 'Contacts that it rests on.' }),
        measured: measuredSchema.meta({ description: 'Against the mean of the team in the same seasons.' }),
        weight: z.number().meta({ description: 'cases / (cases + priorCases).' }),
        proficiency: z.number().meta({ description: '1 + weight x (measured - 1), within the bounds.' }),
        bounded: z.boolean().meta({ description: 'Whether a bound made it what it is.' }),
      }),
    ),
    crew: crewSchema.meta({ description: 'The same as the `crew` of a requirement.' }),
  })
  .meta({ id: 'MeasuredProficiency', description: 'Proficiency from contacts handled.', unusedIO: 'output' });

export const teamMeasuresSchema = z
  .strictObject({
    kind: z.literal('team-measures').default('team-measures'),
    from: dateSchema.meta({ description: 'First date of the rows.' }),
    to: dateSchema.meta({ description: 'Last date of the rows.' }),
    measures: z.array(
      z.strictObject({
        measure: measureId,
        formula: z.string().meta({ description: 'Of which counts it is made.', examples: ['converted / enquiries'] }),
        unit: z.enum(['share', 'ratio', 'money', 'seconds']),
        better: z.enum(['higher', 'lower']),
      }),
    ),
    seasons: z
      .array(seasonMeasuresSchema)
      .meta({ description: 'All dates first, then each season of the request that has rows.' }),
    proficiency: proficiencySchema.nullable().meta({ description: 'Null where no row tells contacts and their time.' }),
  })
  .meta({
    id: 'TeamMeasures',
    description: 'Measures of a team, next targets by season, and proficiency for a requirement.',
    unusedIO: 'output',
  });

export type TeamMeasuresDocument = z.output<typeof teamMeasuresSchema>;

/** A question for the measures of a team. */
export type MeasuresQuestion = MeasuresRequest;

function checkParts(row: Cursor, add: Add): void {
  for (const { numerator, denominator, unit } of Object.values(MEASURE_FORMULAS)) {
    const [part, whole] = [number(row, numerator), number(row, denominator)];
    if (unit !== 'share' || part === undefined || whole === undefined || part <= whole) continue;
    add(issue('result-above-whole', `${row.path}/${numerator}`, { part, whole, numerator, denominator }));
  }
}

/** Parts above their whole, an employee with two rows of one date, and more employees than a crew may have. */
const checkRows: Check = (body, add) => {
  const first = new Map<string, string>();
  const employees = new Set<string>();
  for (const row of list(body, 'rows')) {
    checkParts(row, add);
    const [employee, date] = [text(row, 'employee'), text(row, 'date')];
    if (employee === undefined || date === undefined) continue;
    employees.add(employee);
    const key = JSON.stringify([employee, date]);
    const other = first.get(key);
    if (other === undefined) first.set(key, row.path);
    else add(issue('result-twice', row.path, { employee, date, other }));
  }
  if (employees.size > LIMITS.employees) {
    add(issue('results-of-too-many', '/rows', { count: employees.size, maximum: LIMITS.employees }));
  }
};

export const checkSeasons: Check = (body, add) => {
  const spans = list(body, 'seasons').flatMap((span) => {
    const [from, to] = [text(span, 'from'), text(span, 'to')];
    return from === undefined || to === undefined ? [] : [{ from, to, path: span.path }];
  });
  spans.forEach(({ from, to, path }, index) => {
    if (to < from) add(issue('window-empty', `${path}/to`, { from, to }));
    const other = spans.slice(0, index).find((before) => before.from <= to && from <= before.to);
    if (other !== undefined) add(issue('seasons-overlap', path, { from, to, other: other.path }));
  });
};

const checkGiven: Check = (body, add) => {
  const given = ['rows', 'csv'].filter((key) => member(body, key).value !== undefined);
  const facts = { first: 'rows', second: 'csv' };
  if (given.length === 2) add(issue('both-given', '', facts));
  if (given.length === 0) add(issue('one-needed', '', facts));
};

/** Reads the body of a question for measures; what is wrong in a CSV is told by line and column. */
export function parseTeamMeasures(input: unknown): Outcome<MeasuresQuestion> {
  const read = readResults(measuresBodySchema, input, [checkSeasons]);
  if (!read.ok) return read;
  const { rows, csv: _csv, ...rest } = read.value;
  return { ok: true, value: { ...rest, rows: toResults(rows) } };
}

/** Rows of a body as results. */
export function toResults(rows: readonly z.output<typeof resultSchema>[] = []): readonly EmployeeResult[] {
  return rows.map(({ employee, ...row }) => ({ employeeId: employee, ...row }));
}

/** Results as rows of a body. */
export function fromResults(results: readonly EmployeeResult[]) {
  return results.map(({ employeeId, ...row }) => ({ employee: employeeId, ...row }));
}

/** Reads a document with results in `rows` or `csv`, which are `rows` then; what is wrong in a CSV is told by line and column. */
export function readResults<S extends z.ZodType>(
  schema: S,
  input: unknown,
  checks: readonly Check[],
): Outcome<z.output<S>> {
  const csv = member({ value: input, path: '' }, 'csv').value;
  const isTable =
    typeof csv === 'string' && csv.length <= MOST_CSV && member({ value: input, path: '' }, 'rows').value === undefined;
  if (!isTable) return readDocument(schema, input, [checkGiven, checkRows, ...checks]);
  const table = readResultsCsv(csv);
  const { csv: _csv, ...rest } = input as Readonly<Record<string, unknown>>;
  const read = readDocument(schema, { ...rest, rows: table.rows }, [checkRows, ...checks]);
  // Where the header is wrong there are no rows, which would be told besides.
  const isNoise = ({ path }: Issue): boolean => path === '/rows' && table.issues.length > 0;
  const placed = placedIn(table);
  const later = read.ok ? [] : read.issues.filter((one) => !isNoise(one)).map((one) => inTable(one, placed));
  const issues = [...table.issues.map((one) => ({ ...one, path: `/csv ${one.path}`.trimEnd() })), ...later];
  return issues.length > 0 ? { ok: false, issues: listed(issues) } : read;
}

/** The places of rows of a table, by line and column. */
function placedIn(table: Pick<ResultTable, 'placeOf'>): (path: string) => string {
  return (path) =>
    path.replace(/^\/rows(?:\/(\d+)(?:\/(\w+))?)?$/, (_, index?: string, column?: string) =>
      index === undefined ? '/csv' : `/csv ${table.placeOf(Number(index), column ?? '')}`,
    );
}

/** Where a row of a body stands in it: in its list, or in its CSV by line. */
export function resultPlaces({ csv }: { readonly csv?: string | undefined }): (index: number) => string {
  const placed = csv === undefined ? (path: string) => path : placedIn(readResultsCsv(csv));
  return (index) => placed(`/rows/${index}`);
}

/** An issue of a row at its place in the table, and in the words of one that names another row. */
function inTable(one: Issue, placed: (path: string) => string): Issue {
  const path = placed(one.path);
  const other = one.facts['other'];
  if (one.code !== 'result-twice' || typeof other !== 'string') return { ...one, path };
  return issue(one.code, path, { ...one.facts, other: placed(other).replace('/csv ', '') });
}

const PROFICIENCY_FORMULAS = {
  'handle-time': "sum of handled x the team's handleSeconds / handled of the season, over handleSeconds",
  'handled-per-hour': "handled, over the sum of hours x the team's handled / hours of the season",
} as const;

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function ratio(value: number | null): number | null {
  return value === null ? null : rounded(value);
}

function fromValues(values: TeamMeasuresReport['seasons'][number]['team']): z.output<typeof valueSchema>[] {
  return values.map(({ measure, numerator, denominator, value }) => ({
    measure,
    numerator: rounded(numerator),
    denominator: rounded(denominator),
    value: ratio(value),
  }));
}

/** The report as a document. */
export function fromTeamMeasures(report: TeamMeasuresReport): TeamMeasuresDocument {
  const { from, to, seasons, proficiency } = report;
  return {
    kind: 'team-measures',
    from,
    to,
    measures: TEAM_MEASURES.map((measure) => {
      const { numerator, denominator, unit, better } = MEASURE_FORMULAS[measure];
      return { measure, formula: `${numerator} / ${denominator}`, unit, better };
    }),
    seasons: seasons.map(({ season, days, team, employees, targets }) => ({
      season,
      days,
      team: fromValues(team),
      employees: employees.map(({ employeeId, values }) => ({ employee: employeeId, values: fromValues(values) })),
      targets: targets.map((one) => ({ ...one, bestValue: ratio(one.bestValue), target: ratio(one.target) })),
    })),
    proficiency:
      proficiency === undefined
        ? null
        : {
            basis: proficiency.basis,
            formula: PROFICIENCY_FORMULAS[proficiency.basis],
            employees: proficiency.employees.map(({ employeeId, measured, weight, ...rest }) => ({
              employee: employeeId,
              ...rest,
              measured: ratio(measured),
              weight: rounded(weight),
            })),
            crew: proficiency.crew.map(({ employee, count: people, proficiency: value }) => ({
              ...(employee === undefined ? {} : { employee }),
              count: people,
              proficiency: value,
            })),
          },
  };
}

/** The crew of measures, for a requirement; any other document as it is. */
export function crewIn(document: unknown): unknown {
  const read = teamMeasuresSchema.safeParse(document);
  return read.success && read.data.proficiency !== null ? read.data.proficiency.crew : document;
}
