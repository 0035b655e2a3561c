import { z } from 'zod';
import { PEOPLE, PLANNERS } from '../access.ts';
import type { OperationDescription } from '../operations.ts';
import { idSchema } from '../scalars.ts';
import { comparisonSchema, editAnswerSchema, importAnswerSchema } from './draft-differences.ts';
import { editsSchema } from './draft-edits.ts';
import {
  createdDraftSchema,
  draftHeadSchema,
  draftSchema,
  draftSolveBodySchema,
  draftVersionSchema,
  newDraftSchema,
} from './drafts.ts';
import { jobSchema } from './jobs.ts';
import { dateQuery, fieldsQuery, pageQuery, pageSchema, versionQuery, versionSchema } from './shapes.ts';

const parameters = { roster: 'Id of the draft.' };
const tag = 'Rosters';

const undoSchema = z
  .strictObject({ to: versionSchema.meta({ description: 'The version whose shifts the draft is to have again.' }) })
  .meta({ id: 'Undo', description: 'Back to an earlier version.', examples: [{ to: 1 }] });

const importSchema = z
  .strictObject({ csv: z.string().max(20_000_000).meta({ description: 'The text of a CSV file.' }) })
  .meta({
    id: 'ShiftImport',
    description:
      'Shifts as a table: employee, start, end and, where they are there, activity and skill, rows of one employee that touch being one shift; or the CSV ' +
      'of a published schedule, a shift a row.',
    examples: [{ csv: 'employee,start,end\nanna,2026-03-02T08:00,2026-03-02T16:00\n' }],
  });

const jobAnswers = {
  202: { description: 'The job.', schema: jobSchema, headers: ['Location'] },
  200: { description: 'The job, which ended within the wait.', schema: jobSchema, headers: ['Preference-Applied'] },
} as const;

export const rosterOperations = {
  createDraft: {
    method: 'post',
    path: '/v1/teams/{team}/rosters',
    operationId: 'createDraft',
    access: PLANNERS,
    summary: 'Make a draft',
    description:
      'A draft is a roster that people and solves change, version by version, until it is published. What is wanted and what it costs stays as it is ' +
      'given here. With `solve` the answer is 202 with a job, whose `draft` is the new draft.',
    tag,
    parameters: { team: 'Id of the team.' },
    body: newDraftSchema,
    prefer: true,
    answers: {
      201: { description: 'The draft.', schema: createdDraftSchema, headers: ['ETag', 'Location'] },
      ...jobAnswers,
    },
  },
  listDrafts: {
    method: 'get',
    path: '/v1/rosters',
    operationId: 'listDrafts',
    access: PEOPLE,
    summary: 'Drafts, the newest first',
    tag,
    query: z.strictObject({
      team: idSchema.optional().meta({ description: 'Only drafts of this team.' }),
      from: dateQuery.meta({ description: 'Only drafts with days on or after this date.' }),
      to: dateQuery.meta({ description: 'Only drafts with days on or before this date.' }),
      ...pageQuery,
    }),
    answers: {
      200: {
        description: 'Drafts.',
        schema: pageSchema('DraftPage', 'Part of the list of drafts.', draftHeadSchema),
      },
    },
  },
  getDraft: {
    method: 'get',
    path: '/v1/rosters/{roster}',
    operationId: 'getDraft',
    access: PEOPLE,
    summary: 'A draft, judged',
    description:
      'Judged by the team, the absences and the schedule as they are now. The ETag begins with the version, and changes with all that it is judged by.',
    tag,
    parameters,
    query: z.strictObject({
      version: versionQuery.meta({ description: 'An earlier version; default the newest.' }),
      ...fieldsQuery,
    }),
    answers: {
      200: {
        description: 'The draft. With `fields` only those of it.',
        schema: draftSchema
          .partial()
          .required({ id: true })
          .meta({ id: 'DraftRead', description: draftSchema.description }),
        headers: ['ETag'],
      },
    },
  },
  removeDraft: {
    method: 'delete',
    path: '/v1/rosters/{roster}',
    operationId: 'removeDraft',
    access: PLANNERS,
    summary: 'Remove a draft',
    description: 'What was published from it stays published.',
    tag,
    parameters,
    ifMatch: 'required',
    answers: { 204: { description: 'Removed.' } },
  },
  editDraft: {
    method: 'post',
    path: '/v1/rosters/{roster}/edits',
    operationId: 'editDraft',
    access: PLANNERS,
    summary: 'Edit a draft',
    description:
      'All edits are made, as one new version, or none. The answer tells what they did to the audit and the cover of those whom they touched, and to the ' +
      'objective. A breach is told and not refused: only publishing refuses it.',
    tag,
    parameters,
    body: editsSchema,
    ifMatch: 'required',
    answers: { 200: { description: 'What the edits did.', schema: editAnswerSchema, headers: ['ETag'] } },
  },
  importShifts: {
    method: 'post',
    path: '/v1/rosters/{roster}/imports',
    operationId: 'importShifts',
    access: PLANNERS,
    summary: 'Bring shifts of a table into a draft',
    description:
      'By edits, which are judged as all are: all of the table, as one new version, or none. A CSV file or a workbook may be sent as it is, with its own ' +
      'Content-Type. Times carry an offset, or are those on the clocks of the team. Shifts that the draft has already stay as they are; issues name line and column.',
    tag,
    parameters,
    query: z.strictObject({
      replace: z.enum(['none', 'dates', 'all']).optional().meta({
        description:
          'What gives way: nothing (the default), the shifts of the draft that start between the first and the last date of the table, or all. A locked shift never does.',
      }),
    }),
    body: importSchema,
    takesTables: true,
    ifMatch: 'required',
    answers: { 200: { description: 'What the import did.', schema: importAnswerSchema, headers: ['ETag'] } },
    problems: ['busy', 'thread-lost'],
  },
  undoDraft: {
    method: 'post',
    path: '/v1/rosters/{roster}/undo',
    operationId: 'undoDraft',
    access: PLANNERS,
    summary: 'Go back to an earlier version',
    description: 'As a new version, so that this can be undone as well.',
    tag,
    parameters,
    body: undoSchema,
    ifMatch: 'required',
    answers: { 200: { description: 'What that did.', schema: editAnswerSchema, headers: ['ETag'] } },
  },
  listDraftVersions: {
    method: 'get',
    path: '/v1/rosters/{roster}/versions',
    operationId: 'listDraftVersions',
    access: PEOPLE,
    summary: 'Versions of a draft, the newest first',
    tag,
    parameters,
    query: z.strictObject(pageQuery),
    answers: {
      200: {
        description: 'Versions.',
        schema: pageSchema('DraftVersionPage', 'Part of the list of versions.', draftVersionSchema, 'version'),
      },
    },
  },
  compareDrafts: {
    method: 'get',
    path: '/v1/rosters/{roster}/comparison',
    operationId: 'compareDrafts',
    access: PEOPLE,
    summary: 'Two drafts, or two versions of one, side by side',
    tag,
    parameters,
    query: z.strictObject({
      version: versionQuery.meta({ description: 'Version of this draft; default the newest.' }),
      with: idSchema.optional().meta({ description: 'Id of the other draft, of the same team; default this one.' }),
      withVersion: versionQuery.meta({ description: 'Version of the other one; default the newest.' }),
    }),
    answers: { 200: { description: 'What makes the other one out of this one.', schema: comparisonSchema } },
  },
  solveDraft: {
    method: 'post',
    path: '/v1/rosters/{roster}/solves',
    operationId: 'solveDraft',
    access: PLANNERS,
    summary: 'Solve from a draft',
    description:
      'The roster becomes the next version of the draft. Where the draft was changed meanwhile it becomes a new draft, named by `resultDraft` of the job.',
    tag,
    parameters,
    body: draftSolveBodySchema,
    ifMatch: 'optional',
    prefer: true,
    answers: jobAnswers,
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;
