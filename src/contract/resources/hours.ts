import { z } from 'zod';
import { OWN_HOURS_READERS, PEOPLE } from '../access.ts';
import { adherenceSchema } from '../adherence.ts';
import { attendanceRowSchema, rowsShape, unrecordedBreaksSchema } from '../attendance.ts';
import { exampleOf } from '../example.ts';
import { allowancesSchema, hoursSchema, periodSchema } from '../hours.ts';
import type { OperationDescription } from '../operations.ts';
import { viewSchema } from '../protected-view.ts';
import { countSchema, dateSchema, idSchema } from '../scalars.ts';
import { XLSX_TYPE } from '../sheet.ts';
import { dateQuery } from './shapes.ts';

/** Forms of an hours ledger by their name in a query. */
export const HOURS_FORMS = {
  json: 'application/json',
  csv: 'text/csv',
  xlsx: XLSX_TYPE,
  html: 'text/html',
} as const;

export type HoursForm = keyof typeof HOURS_FORMS;

const needed = (description: string) => dateQuery.unwrap().meta({ description, examples: ['2026-03-02'] });

const span = {
  from: needed('First date.'),
  to: needed('Last date, included.'),
};

const breaks = unrecordedBreaksSchema.meta({
  description: 'What becomes of scheduled breaks of a shift of which the attendance has none; default as-scheduled.',
});

const newAttendancesSchema = z
  .strictObject({
    from: dateSchema.meta({ description: 'First date of which this is all attendance of the team.' }),
    to: dateSchema.meta({ description: 'Last such date, included. A night of it may go on after midnight.' }),
    ...rowsShape,
    correct: z.boolean().default(false).meta({
      description:
        'Rows take the place of others that they overlap, and of those of the same employees that begin on the dates and are not given; what is replaced stays stored. Without it such rows are refused.',
    }),
  })
  .meta({
    id: 'NewAttendances',
    description: 'Attendance of some dates of a team. Rows that are there already are passed over.',
    examples: [{ from: '2026-03-02', to: '2026-03-02', rows: [exampleOf(attendanceRowSchema)] }],
  });

const enteredSchema = z
  .strictObject({
    team: z.string(),
    from: dateSchema,
    to: dateSchema,
    added: countSchema.meta({ description: 'New rows.' }),
    same: countSchema.meta({ description: 'Rows that were there already.' }),
    corrected: countSchema.meta({ description: 'Stored rows that gave way.' }),
  })
  .meta({
    id: 'EnteredAttendances',
    description: 'What came of an import.',
    examples: [{ team: 'support', from: '2026-03-02', to: '2026-03-08', added: 80, same: 0, corrected: 0 }],
  });

const listSchema = z
  .strictObject({
    team: z.string(),
    spans: z
      .array(z.strictObject({ from: dateSchema, to: dateSchema }))
      .meta({ description: 'Dates of which all attendance is there, as far as they touch those asked for.' }),
    items: z.array(attendanceRowSchema).meta({ description: 'In order of employee and start.' }),
  })
  .meta({
    id: 'AttendanceList',
    description: 'Attendance of some dates.',
    examples: [
      { team: 'support', spans: [{ from: '2026-03-02', to: '2026-03-08' }], items: [exampleOf(attendanceRowSchema)] },
    ],
  });

/** How a ledger is told. */
const told = {
  format: z
    .enum(['json', 'csv', 'xlsx', 'html'])
    .optional()
    .meta({ description: 'Form of the answer, whatever Accept says.' }),
  table: z.enum(['hours', 'totals', 'limits', 'breaches']).default('hours').meta({ description: 'What a CSV holds.' }),
  language: z
    .enum(['en', 'zh'])
    .optional()
    .meta({ description: 'Language of HTML and XLSX; default as Accept-Language says.' }),
};

const tag = 'Hours';
const team = { team: 'Id of the team.' };
const employeeQuery = idSchema.optional().meta({ description: 'Only this employee.' });

export const hoursOperations = {
  enterAttendances: {
    method: 'post',
    path: '/v1/teams/{team}/attendances',
    operationId: 'enterAttendances',
    access: PEOPLE,
    summary: 'Enter attendance',
    description: 'Worked hours feed the hours of the team; on the dates whoever has no row did not work.',
    tag,
    parameters: team,
    body: newAttendancesSchema,
    answers: { 201: { description: 'What came of it.', schema: enteredSchema } },
  },
  listAttendances: {
    method: 'get',
    path: '/v1/teams/{team}/attendances',
    operationId: 'listAttendances',
    access: PEOPLE,
    summary: 'Attendance of a team',
    tag,
    parameters: team,
    query: z.strictObject({ ...span, employee: employeeQuery }),
    answers: { 200: { description: 'Attendance in force.', schema: listSchema } },
  },
  getHours: {
    method: 'get',
    path: '/v1/teams/{team}/hours',
    operationId: 'getHours',
    access: PEOPLE,
    summary: 'Hours of a team',
    description:
      'What is published and worked, as `POST /v1/hours` counts it, with the absences, agreements and waivers on record. The form is that of `format`, or else of Accept.',
    tag,
    parameters: team,
    query: z.strictObject({
      ...span,
      by: periodSchema.default('month'),
      employee: employeeQuery,
      breaks,
      view: viewSchema,
      ...told,
    }),
    answers: { 200: { description: 'The hours.', schema: hoursSchema, text: ['text/csv', XLSX_TYPE, 'text/html'] } },
    problems: ['busy', 'thread-lost'],
  },
  getEmployeeHours: {
    method: 'get',
    path: '/v1/employees/{employee}/hours',
    operationId: 'getEmployeeHours',
    access: OWN_HOURS_READERS,
    summary: 'Hours of an employee',
    description:
      'What `GET /v1/teams/{team}/hours` tells of one employee. Employees read their own, and nothing of anybody else; what they work in other teams counts as there.',
    tag,
    parameters: { employee: 'Id of the employee.' },
    query: z.strictObject({
      ...span,
      by: periodSchema.default('month'),
      team: idSchema.optional().meta({ description: 'Whose rules; default the first team that has the employee.' }),
      breaks,
      view: viewSchema,
      ...told,
    }),
    answers: { 200: { description: 'The hours.', schema: hoursSchema, text: ['text/csv', XLSX_TYPE, 'text/html'] } },
    problems: ['busy', 'thread-lost'],
  },
  getAdherence: {
    method: 'get',
    path: '/v1/teams/{team}/adherence',
    operationId: 'getAdherence',
    access: PEOPLE,
    summary: 'Adherence of a team',
    description: 'The published schedule against stored attendance, as `POST /v1/adherence` counts it.',
    tag,
    parameters: team,
    query: z.strictObject({
      ...span,
      employee: employeeQuery,
      breaks,
      interval: z
        .enum(['5', '10', '15', '30', '60'])
        .default('30')
        .meta({ description: 'Length of an interval in minutes.' }),
    }),
    answers: { 200: { description: 'Adherence and conformance.', schema: adherenceSchema } },
    problems: ['busy', 'thread-lost'],
  },
  getAllowances: {
    method: 'get',
    path: '/v1/employees/{employee}/allowances',
    operationId: 'getAllowances',
    access: PEOPLE,
    summary: 'What is left to an employee on a date',
    description:
      'Hours left to each limit of the day, week, month, year or any row of days, for a screen on which a shift is dragged. By what is published or, on its days, by a draft.',
    tag,
    parameters: { employee: 'Id of the employee.' },
    query: z.strictObject({
      date: needed('The date.'),
      team: idSchema
        .optional()
        .meta({ description: 'Whose rules; default the first team that has the employee, or that of the draft.' }),
      draft: idSchema
        .optional()
        .meta({ description: 'A draft that stands in place of what is published on its days.' }),
      view: viewSchema,
    }),
    answers: { 200: { description: 'What is left.', schema: allowancesSchema } },
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;
