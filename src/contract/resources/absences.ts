import { z } from 'zod';
import { PEOPLE } from '../access.ts';
import { isLocalDate } from '../../domain/calendar.ts';
import { exampleOf } from '../example.ts';
import type { OperationDescription } from '../operations.ts';
import { idSchema, isTimestamp, nameSchema } from '../scalars.ts';
import { scheduledShiftSchema } from '../schedules/scheduled-shift.ts';
import { dateQuery, pageQuery, pageSchema, versionedShape } from './shapes.ts';

const endSchema = z
  .string()
  .max(40)
  .refine((text) => isTimestamp(text) || (isLocalDate(text) && isTimestamp(`${text}T00:00`)), {
    params: { code: 'wrong-date-or-time' },
  });

const periodShape = {
  employee: idSchema.meta({ description: 'Id of the employee.', examples: ['anna'] }),
  from: endSchema.meta({
    description:
      'First local date, or the point in time at which the absence begins; without offset on the clocks of the team.',
    examples: ['2026-03-02'],
  }),
  to: endSchema.meta({
    description: 'Last local date, included, or the point in time at which the absence ends.',
    examples: ['2026-03-06'],
  }),
  creditHoursPerDay: z
    .number()
    .min(0)
    .max(24)
    .optional()
    .meta({ description: 'Hours credited a day; default as the contract credits leave.', examples: [8] }),
};

const reason = nameSchema.optional().meta({
  description: 'Why, as HR keeps it. It is given back here alone: not in lists, schedules or audits.',
  examples: ['Parental leave'],
});

export const absenceBodySchema = z.strictObject({ ...periodShape, reason }).meta({
  id: 'NewAbsence',
  description: 'An absence: whole local dates, or a span of time.',
  examples: [{ employee: 'anna', from: '2026-03-02', to: '2026-03-06', reason: 'Parental leave' }],
});

export type AbsenceRead = z.output<typeof absenceBodySchema>;

const written = { at: '2026-02-20T08:30:00.000Z', by: 'local' };
const example = {
  id: '0199a0c2-6a3e-7cc0-8a53-1a6b9a3a7f10',
  employee: 'anna',
  from: '2026-03-02',
  to: '2026-03-06',
  version: 1,
  created: written,
  updated: written,
};

export const absenceSchema = z.strictObject({ id: z.string(), ...periodShape, ...versionedShape }).meta({
  id: 'Absence',
  description: 'An absence as it is stored, without its reason.',
  examples: [example],
});

const wholeAbsenceSchema = z.strictObject({ ...absenceSchema.shape, reason }).meta({
  id: 'WholeAbsence',
  description: 'An absence with its reason.',
  examples: [{ ...example, reason: 'Parental leave' }],
});

const recordedSchema = z
  .strictObject({
    ...absenceSchema.shape,
    affected: z.array(scheduledShiftSchema).meta({ description: 'Published shifts that the absence touches.' }),
  })
  .meta({
    id: 'RecordedAbsence',
    description: 'An absence, and what it means for the published schedule. The shifts stay until another publication.',
    examples: [{ ...example, affected: [exampleOf(scheduledShiftSchema)] }],
  });

const parameters = { absence: 'Id of the absence.' };
const tag = 'Absences';

export const absenceOperations = {
  createAbsence: {
    method: 'post',
    path: '/v1/absences',
    operationId: 'createAbsence',
    access: PEOPLE,
    summary: 'Record an absence',
    tag,
    body: absenceBodySchema,
    answers: {
      201: {
        description: 'The absence with the shifts that it touches.',
        schema: recordedSchema,
        headers: ['ETag', 'Location'],
      },
    },
  },
  listAbsences: {
    method: 'get',
    path: '/v1/absences',
    operationId: 'listAbsences',
    access: PEOPLE,
    summary: 'Absences, the last recorded first',
    tag,
    query: z.strictObject({
      employee: idSchema.optional().meta({ description: 'Only absences of this employee.' }),
      team: idSchema.optional().meta({ description: 'Only absences of employees of this team.' }),
      from: dateQuery.meta({ description: 'Only absences that touch this local date or a later one.' }),
      to: dateQuery.meta({ description: 'Only absences that touch this local date or an earlier one.' }),
      ...pageQuery,
    }),
    answers: {
      200: {
        description: 'Absences.',
        schema: pageSchema('AbsencePage', 'Part of the list of absences.', absenceSchema),
      },
    },
  },
  getAbsence: {
    method: 'get',
    path: '/v1/absences/{absence}',
    operationId: 'getAbsence',
    access: PEOPLE,
    summary: 'An absence with its reason',
    tag,
    parameters,
    answers: { 200: { description: 'The absence.', schema: wholeAbsenceSchema, headers: ['ETag'] } },
  },
  replaceAbsence: {
    method: 'put',
    path: '/v1/absences/{absence}',
    operationId: 'replaceAbsence',
    access: PEOPLE,
    summary: 'Change an absence',
    description:
      'All of it is replaced, the reason too: send what GET of this absence gave, with the change. It stays one of the same employee.',
    tag,
    parameters,
    body: absenceBodySchema,
    ifMatch: 'required',
    answers: {
      200: { description: 'The absence with the shifts that it touches.', schema: recordedSchema, headers: ['ETag'] },
    },
  },
  removeAbsence: {
    method: 'delete',
    path: '/v1/absences/{absence}',
    operationId: 'removeAbsence',
    access: PEOPLE,
    summary: 'Remove an absence',
    tag,
    parameters,
    ifMatch: 'required',
    answers: { 204: { description: 'Removed.' } },
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;
