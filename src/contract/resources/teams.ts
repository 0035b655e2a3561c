import { z } from 'zod';
import { ADMINISTRATORS, FOUNDERS, PEOPLE } from '../access.ts';
import { exampleOf } from '../example.ts';
import type { OperationDescription } from '../operations.ts';
import { viewSchema } from '../protected-view.ts';
import { checkRules } from '../rule-checks.ts';
import { countSchema, idSchema, nameSchema, zoneSchema } from '../scalars.ts';
import { checkTeam } from '../team-checks.ts';
import { employeesSchema, teamSchema } from '../team.ts';
import { pageQuery, pageSchema, versionedShape } from './shapes.ts';

const keptTeamSchema = teamSchema.extend({ employees: employeesSchema }).meta({
  id: 'KeptTeam',
  description: 'A team as it is stored: it may have nobody left, where its last employee was erased.',
  examples: [exampleOf(teamSchema)],
});

const storedTeamSchema = z.strictObject({ id: idSchema, ...versionedShape, team: keptTeamSchema }).meta({
  id: 'StoredTeam',
  description: 'A team as it is stored.',
  examples: [
    {
      id: 'team',
      version: 1,
      created: { at: '2026-03-01T08:30:00.000Z', by: 'local' },
      updated: { at: '2026-03-01T08:30:00.000Z', by: 'local' },
      team: exampleOf(teamSchema),
    },
  ],
});

export const teamSummarySchema = z
  .strictObject({
    id: idSchema,
    name: nameSchema.optional(),
    site: idSchema.optional(),
    zone: zoneSchema,
    employees: countSchema.meta({ description: 'Number of employees.' }),
    ...versionedShape,
  })
  .meta({
    id: 'TeamSummary',
    description: 'A stored team in short.',
    examples: [
      {
        id: 'support',
        name: 'Support',
        site: 'berlin',
        zone: 'Europe/Berlin',
        employees: 12,
        version: 1,
        created: { at: '2026-03-01T08:30:00.000Z', by: 'local' },
        updated: { at: '2026-03-01T08:30:00.000Z', by: 'local' },
      },
    ],
  });

const parameters = { team: 'Id of the team.' };
const tag = 'Teams';

export const teamOperations = {
  createTeam: {
    method: 'post',
    path: '/v1/teams',
    operationId: 'createTeam',
    access: FOUNDERS,
    summary: 'Store a team',
    description:
      'The id is that of the document. The same employee id in two teams is the same person; an external id belongs to one employee.',
    tag,
    body: teamSchema,
    checks: [checkTeam, checkRules],
    answers: { 201: { description: 'The team as stored.', schema: storedTeamSchema, headers: ['ETag', 'Location'] } },
    problems: ['conflict'],
  },
  listTeams: {
    method: 'get',
    path: '/v1/teams',
    operationId: 'listTeams',
    access: PEOPLE,
    summary: 'Teams by id',
    tag,
    query: z.strictObject({
      site: idSchema.optional().meta({ description: 'Only teams of this site.' }),
      employee: idSchema.optional().meta({ description: 'Only teams with this employee.' }),
      text: nameSchema.optional().meta({ description: 'Part of the id or name.' }),
      ...pageQuery,
    }),
    answers: {
      200: { description: 'Teams.', schema: pageSchema('TeamPage', 'Part of the list of teams.', teamSummarySchema) },
    },
  },
  getTeam: {
    method: 'get',
    path: '/v1/teams/{team}',
    operationId: 'getTeam',
    access: PEOPLE,
    summary: 'A team',
    description: 'Protected records of employees are told with `view=hr` alone.',
    tag,
    parameters,
    query: z.strictObject({ view: viewSchema }),
    answers: { 200: { description: 'The team.', schema: storedTeamSchema, headers: ['ETag'] } },
  },
  replaceTeam: {
    method: 'put',
    path: '/v1/teams/{team}',
    operationId: 'replaceTeam',
    access: PEOPLE,
    summary: 'Replace a team',
    description:
      'Drafts are judged by the new team from now on; what is published stays as it was published. The zone stays ' +
      'while shifts of the team are published. Employees without `protected` keep the records that they have; an empty list removes them.',
    tag,
    parameters,
    body: teamSchema,
    checks: [checkTeam, checkRules],
    ifMatch: 'required',
    answers: { 200: { description: 'The team as stored.', schema: storedTeamSchema, headers: ['ETag'] } },
  },
  removeTeam: {
    method: 'delete',
    path: '/v1/teams/{team}',
    operationId: 'removeTeam',
    access: ADMINISTRATORS,
    summary: 'Remove a team',
    description: 'Refused while the schedule holds shifts of the team that were published.',
    tag,
    parameters,
    ifMatch: 'required',
    answers: { 204: { description: 'Removed.' } },
    problems: ['conflict'],
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;
