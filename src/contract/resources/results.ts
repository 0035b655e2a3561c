import { z } from 'zod';
import { TARGET_SEASONS } from '../../domain/team-measures.ts';
import { OWN_HOURS_READERS, PEOPLE } from '../access.ts';
import { exampleOf } from '../example.ts';
import { LIMITS } from '../limits.ts';
import type { OperationDescription } from '../operations.ts';
import { countSchema, dateSchema, idSchema, measuredSchema } from '../scalars.ts';
import {
  checkSeasons,
  measureId,
  measureSettingsSchema,
  resultSchema,
  resultsGiven,
  teamMeasuresSchema,
} from '../team-measures.ts';
import { dateQuery, pageQuery, pageSchema, versionSchema, writtenSchema } from './shapes.ts';

const seasonId = z.enum(TARGET_SEASONS).meta({ description: '`all`: whatever the season.' });

export const newResultsSchema = z
  .strictObject({
    from: dateSchema.optional().meta({
      description: 'First date of which these are all results of the team; default that of the first row.',
    }),
    to: dateSchema.optional().meta({ description: 'Last such date, included; default that of the last row.' }),
    ...resultsGiven,
    rows: z
      .array(resultSchema)
      .max(LIMITS.shifts)
      .optional()
      .meta({ description: 'None: the stored results of the dates go, which are named then.' }),
  })
  .meta({
    id: 'NewResults',
    description:
      'Results of some dates of a team, in place of all that are stored of these dates. The same results again change nothing.',
    examples: [{ from: '2026-06-01', to: '2026-06-01', rows: [exampleOf(resultSchema)] }],
  });

const enteredSchema = z
  .strictObject({
    team: z.string(),
    from: dateSchema,
    to: dateSchema,
    added: countSchema.meta({ description: 'Rows of employees and dates that had none.' }),
    same: countSchema.meta({ description: 'Rows that were there already.' }),
    changed: countSchema.meta({ description: 'Rows with other counts than were stored.' }),
    removed: countSchema.meta({ description: 'Stored rows of the dates that were not given.' }),
  })
  .meta({
    id: 'EnteredResults',
    description: 'What came of an import of results.',
    examples: [{ team: 'support', from: '2026-06-01', to: '2026-06-30', added: 80, same: 0, changed: 0, removed: 0 }],
  });

const listSchema = z
  .strictObject({
    team: z.string(),
    items: z.array(resultSchema).meta({ description: 'In order of employee and date.' }),
  })
  .meta({
    id: 'ResultList',
    description: 'Stored results of a team.',
    examples: [{ team: 'support', items: [exampleOf(resultSchema)] }],
  });

const storedSettingsSchema = z
  .strictObject({
    team: z.string(),
    settings: measureSettingsSchema,
    version: versionSchema,
    updated: writtenSchema.optional(),
  })
  .meta({
    id: 'StoredMeasureSettings',
    description: 'How the results of a team are made measures; version 1 where nothing was set.',
    examples: [{ team: 'support', settings: exampleOf(measureSettingsSchema), version: 2 }],
  });

export const targetSchema = z
  .strictObject({
    id: z.string(),
    team: z.string(),
    season: seasonId,
    measure: measureId,
    state: z.enum(['proposed', 'accepted', 'replaced']).meta({
      description:
        'accepted: in force; replaced: another one of the same season and measure took its place, whether it was accepted or not.',
    }),
    from: dateSchema.meta({ description: 'First date of the results that it rests on.' }),
    to: dateSchema,
    best: z.string().meta({ description: 'Who was best.' }),
    bestValue: z.number(),
    proposed: z.number().meta({ description: 'The best value, better by `uplift` of the settings.' }),
    created: writtenSchema,
    target: z.number().optional().meta({ description: 'What was accepted.' }),
    accepted: writtenSchema.optional(),
    replaced: writtenSchema.optional(),
  })
  .meta({
    id: 'TeamTarget',
    description: 'A target of a team for a season, with who proposed and who accepted it.',
    examples: [
      {
        id: '0199a0c2-6a3e-7cc0-8a53-1a6b9a3a7f10',
        team: 'support',
        season: 'peak',
        measure: 'enquiry-conversion',
        state: 'accepted',
        from: '2026-06-01',
        to: '2026-06-20',
        best: 'anna',
        bestValue: 0.3,
        proposed: 0.315,
        created: { at: '2026-07-01T08:30:00.000Z', by: 'maria' },
        target: 0.31,
        accepted: { at: '2026-07-02T09:00:00.000Z', by: 'hana' },
      },
    ],
  });

/** A target in force beside what was measured. */
const reachedSchema = z
  .strictObject({
    season: seasonId,
    measure: measureId,
    target: z.number(),
    accepted: writtenSchema,
    value: measuredSchema.meta({ description: 'What was measured in the season; null where nothing was.' }),
    reached: z.boolean().nullable().meta({ description: 'Whether the value is as good as the target.' }),
  })
  .meta({
    id: 'ReachedTarget',
    description: 'A target in force, and whether it was reached.',
    unusedIO: 'output',
  });

const storedMeasuresSchema = z
  .strictObject({
    team: z.string(),
    rows: countSchema.meta({ description: 'Stored results of the dates.' }),
    measures: teamMeasuresSchema.nullable().meta({ description: 'Null where no results are stored of the dates.' }),
    accepted: z.array(reachedSchema).meta({ description: 'Targets in force, beside the measures of the whole team.' }),
  })
  .meta({
    id: 'StoredMeasures',
    description: 'Measures of a team from its stored results.',
    unusedIO: 'output',
  });

const ownMeasuresSchema = z
  .strictObject({
    employee: z.string(),
    team: z.string(),
    rows: countSchema,
    from: dateSchema.optional().meta({ description: 'First date that has results.' }),
    to: dateSchema.optional(),
    seasons: z.array(
      z.strictObject({
        season: seasonId,
        days: z.int(),
        values: z.array(
          z.strictObject({ measure: measureId, numerator: z.number(), denominator: z.number(), value: measuredSchema }),
        ),
      }),
    ),
    accepted: z.array(reachedSchema).meta({ description: 'Targets in force of the team, beside the own measures.' }),
  })
  .meta({
    id: 'EmployeeMeasures',
    description: 'Measures of one employee from the own stored results alone.',
    unusedIO: 'output',
  });

const newTargetsSchema = z
  .strictObject({
    from: dateSchema
      .optional()
      .meta({ description: 'First date of the results that count; default the first stored.' }),
    to: dateSchema.optional().meta({ description: 'Last such date, included; default the last stored.' }),
    seasons: z
      .array(seasonId)
      .min(1)
      .max(TARGET_SEASONS.length)
      .optional()
      .meta({ description: 'Default: peak, slack and other where the settings name seasons, and `all` otherwise.' }),
    measures: z.array(measureId).min(1).max(20).optional().meta({ description: 'Default: all that can be told.' }),
  })
  .meta({
    id: 'NewTargets',
    description: 'Which targets are to be proposed, and from which stored results.',
    examples: [{ from: '2026-06-01', to: '2026-06-30', seasons: ['peak'] }],
  });

const targetsSchema = z.strictObject({ items: z.array(targetSchema) }).meta({
  id: 'TeamTargets',
  description: 'Targets of a team.',
  examples: [{ items: [exampleOf(targetSchema)] }],
});

const acceptanceSchema = z
  .strictObject({
    targets: z
      .array(
        z.strictObject({
          id: z.string().min(1).max(100).meta({ description: 'Id of a proposed target.' }),
          target: z.number().min(0).max(1e12).optional().meta({ description: 'Another value than the proposed one.' }),
        }),
      )
      .min(1)
      .max(100),
  })
  .meta({
    id: 'NewTargetAcceptance',
    description: 'Proposed targets that are to be in force, in place of those of the same season and measure.',
    examples: [{ targets: [{ id: '0199a0c2-6a3e-7cc0-8a53-1a6b9a3a7f10', target: 0.31 }] }],
  });

const span = {
  from: dateQuery.meta({ description: 'First date; default the first that has results.', examples: ['2026-06-01'] }),
  to: dateQuery.meta({
    description: 'Last date, included; default the last that has results.',
    examples: ['2026-06-30'],
  }),
};

const tag = 'Measures';
const team = { team: 'Id of the team.' };
const access = PEOPLE;

export const resultOperations = {
  enterResults: {
    method: 'post',
    path: '/v1/teams/{team}/results',
    operationId: 'enterResults',
    access,
    summary: 'Enter results of employees',
    description:
      'They take the place of all that is stored of the dates from `from` to `to`. Employees are of the team, or have stored results in it. As CSV or XLSX the dates are those of the first and last row.',
    tag,
    parameters: team,
    body: newResultsSchema,
    takesTables: true,
    answers: { 201: { description: 'What came of it.', schema: enteredSchema } },
  },
  listResults: {
    method: 'get',
    path: '/v1/teams/{team}/results',
    operationId: 'listResults',
    access,
    summary: 'Stored results of a team',
    description: 'At most 200,000 rows; ask for fewer dates where there are more.',
    tag,
    parameters: team,
    query: z.strictObject({ ...span, employee: idSchema.optional().meta({ description: 'Only this employee.' }) }),
    answers: { 200: { description: 'Results.', schema: listSchema } },
  },
  getMeasures: {
    method: 'get',
    path: '/v1/teams/{team}/measures',
    operationId: 'getMeasures',
    access,
    summary: 'Measures of a team',
    description:
      'As `POST /v1/team-measures` makes them, from what is stored and with the settings of the team, beside the targets in force.',
    tag,
    parameters: team,
    query: z.strictObject({
      ...span,
      employee: idSchema.optional().meta({ description: 'Of the employees only this one; the team stays whole.' }),
    }),
    answers: { 200: { description: 'The measures.', schema: storedMeasuresSchema } },
    problems: ['busy', 'thread-lost'],
  },
  getEmployeeMeasures: {
    method: 'get',
    path: '/v1/employees/{employee}/measures',
    operationId: 'getEmployeeMeasures',
    access: OWN_HOURS_READERS,
    summary: 'Measures of an employee',
    description: 'From the own results in one team alone, with the targets in force of the team and nobody else.',
    tag,
    parameters: { employee: 'Id of the employee.' },
    query: z.strictObject({
      ...span,
      team: idSchema.optional().meta({ description: 'One of the teams of the employee; default the first by id.' }),
    }),
    answers: { 200: { description: 'The measures.', schema: ownMeasuresSchema } },
  },
  getMeasureSettings: {
    method: 'get',
    path: '/v1/teams/{team}/measure-settings',
    operationId: 'getMeasureSettings',
    access,
    summary: 'Seasons and settings of the measures of a team',
    tag,
    parameters: team,
    answers: { 200: { description: 'The settings.', schema: storedSettingsSchema, headers: ['ETag'] } },
  },
  replaceMeasureSettings: {
    method: 'put',
    path: '/v1/teams/{team}/measure-settings',
    operationId: 'replaceMeasureSettings',
    access,
    summary: 'Say the seasons of a team, and how its measures are made',
    description: 'Measures are made anew at each question; targets that were proposed or accepted stay as they are.',
    tag,
    parameters: team,
    body: measureSettingsSchema,
    checks: [checkSeasons],
    ifMatch: 'required',
    answers: { 200: { description: 'The settings as they are now.', schema: storedSettingsSchema, headers: ['ETag'] } },
  },
  proposeTargets: {
    method: 'post',
    path: '/v1/teams/{team}/targets',
    operationId: 'proposeTargets',
    access,
    summary: 'Propose the next targets of a team',
    description:
      'By measure and season: the best of the team, better by `uplift`. A proposal takes the place of one of the same season and measure that nobody has accepted, and of none in force.',
    tag,
    parameters: team,
    body: newTargetsSchema,
    answers: { 201: { description: 'The proposals.', schema: targetsSchema } },
    problems: ['busy', 'thread-lost'],
  },
  listTargets: {
    method: 'get',
    path: '/v1/teams/{team}/targets',
    operationId: 'listTargets',
    access,
    summary: 'Targets of a team, the newest first',
    tag,
    parameters: team,
    query: z.strictObject({
      season: seasonId.optional(),
      state: z
        .enum(['proposed', 'accepted', 'replaced'])
        .optional()
        .meta({ description: 'Only targets of this state.' }),
      ...pageQuery,
    }),
    answers: {
      200: {
        description: 'Targets.',
        schema: pageSchema('TeamTargetPage', 'Part of the list of targets.', targetSchema),
      },
    },
  },
  acceptTargets: {
    method: 'post',
    path: '/v1/teams/{team}/target-acceptances',
    operationId: 'acceptTargets',
    access,
    summary: 'Accept proposed targets',
    description: 'All or none of them. What was in force of the same season and measure is replaced, and stays stored.',
    tag,
    parameters: team,
    body: acceptanceSchema,
    answers: { 201: { description: 'The targets, which are in force.', schema: targetsSchema } },
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;
