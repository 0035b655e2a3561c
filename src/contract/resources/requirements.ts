import { z } from 'zod';
import { PLANNERS } from '../access.ts';
import { exampleOf } from '../example.ts';
import { measuredDatesSchema } from '../measured-crew.ts';
import type { OperationDescription } from '../operations.ts';
import { requirementRequestSchema, requirementSchema } from '../requirement.ts';
import { idSchema } from '../scalars.ts';
import { CSV_TYPE, XLSX_TYPE } from '../sheet.ts';
import { formQuery, madeExample, madeShape } from './made.ts';
import { pageQuery, pageSchema } from './shapes.ts';

const measuredCrewSchema = z
  .strictObject({
    team: idSchema.optional().meta({ description: 'Default: the team that the forecast is for.' }),
    ...measuredDatesSchema.shape,
  })
  .meta({
    id: 'MeasuredCrew',
    description:
      'The crew as measured from the stored results of a team: its present employees with the skill, each with the proficiency of GET /v1/teams/{team}/measures, and with 1 where nothing was measured.',
    examples: [{ from: '2026-06-01', to: '2026-06-30' }],
  });

const newRequirementSchema = z
  .strictObject({
    parameters: requirementRequestSchema,
    measured: measuredCrewSchema.optional(),
  })
  .meta({
    id: 'NewRequirement',
    description: 'How the contacts of a forecast are to be answered.',
    examples: [{ parameters: exampleOf(requirementRequestSchema) }],
  });

const example = {
  ...madeExample,
  inputs: { forecast: '0199a0c2-6a3e-7cc0-8a53-1a6b9a3a7f0f', history: 'support-calls', historyVersion: 3 },
  parameters: { parameters: exampleOf(requirementRequestSchema) },
};

export const requirementHeadSchema = z.strictObject(madeShape).meta({
  id: 'RequirementHead',
  description: 'A stored requirement in short.',
  examples: [example],
});

const storedRequirementSchema = z.strictObject({ ...madeShape, requirement: requirementSchema }).meta({
  id: 'StoredRequirement',
  description: 'A requirement as it is stored.',
  examples: [{ ...example, requirement: exampleOf(requirementSchema) }],
});

const tag = 'Requirements';

export const requirementOperations = {
  createRequirement: {
    method: 'post',
    path: '/v1/forecasts/{forecast}/requirements',
    operationId: 'createRequirement',
    access: PLANNERS,
    summary: 'Requirement from a stored forecast',
    description:
      'As POST /v1/requirements does it. Where the parameters name no skill, it is that of the history. The requirement is stored and never changes.',
    tag,
    parameters: { forecast: 'Id of the forecast.' },
    body: newRequirementSchema,
    answers: {
      201: { description: 'The requirement.', schema: storedRequirementSchema, headers: ['ETag', 'Location'] },
    },
    problems: ['busy', 'thread-lost'],
  },
  listRequirements: {
    method: 'get',
    path: '/v1/requirements',
    operationId: 'listRequirements',
    access: PLANNERS,
    summary: 'Stored requirements, the newest first',
    tag,
    query: z.strictObject({
      team: idSchema.optional().meta({ description: 'Only requirements for this team.' }),
      forecast: idSchema.optional().meta({ description: 'Only requirements from this forecast.' }),
      ...pageQuery,
    }),
    answers: {
      200: {
        description: 'Requirements.',
        schema: pageSchema('RequirementPage', 'Part of the list of requirements.', requirementHeadSchema),
      },
    },
  },
  getRequirement: {
    method: 'get',
    path: '/v1/requirements/{requirement}',
    operationId: 'getRequirement',
    access: PLANNERS,
    summary: 'A stored requirement',
    description: 'As CSV and XLSX its intervals alone, a row each; the form is that of `format`, or else of Accept.',
    tag,
    parameters: { requirement: 'Id of the requirement.' },
    query: formQuery,
    answers: {
      200: {
        description: 'The requirement.',
        schema: storedRequirementSchema,
        text: [CSV_TYPE, XLSX_TYPE],
        headers: ['ETag'],
      },
    },
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;
