import { z } from 'zod';
import { EVERYBODY, PUBLICATION_READERS } from '../access.ts';
import { exampleOf } from '../example.ts';
import type { OperationDescription } from '../operations.ts';
import { idSchema } from '../scalars.ts';
import { XLSX_TYPE } from '../sheet.ts';
import { scheduledShiftSchema } from '../schedules/scheduled-shift.ts';
import { dateQuery, pageQuery, pageSchema } from './shapes.ts';

/** Forms of a schedule by their name in a query. */
export const SCHEDULE_FORMS = {
  json: 'application/json',
  csv: 'text/csv',
  ics: 'text/calendar',
  html: 'text/html',
  xlsx: XLSX_TYPE,
} as const;

export type ScheduleForm = keyof typeof SCHEDULE_FORMS;

/** Days of one answer that holds all of its shifts, at most. */
export const MOST_SCHEDULE_DAYS = 400;
/** Days of one page of HTML, at most. */
export const MOST_PAGE_DAYS = 35;

const whose = {
  site: idSchema.optional().meta({ description: 'Only shifts of teams of this site.' }),
  team: idSchema.optional().meta({ description: 'Only shifts of this team.' }),
  employee: idSchema.optional().meta({
    description: "Only shifts of this employee: our id, or another system's as SYSTEM:ID.",
    examples: ['payroll:4711'],
  }),
};

const languageQuery = z
  .enum(['en', 'zh'])
  .optional()
  .meta({ description: 'Language of HTML and iCalendar; default as Accept-Language says.' });

const changesSchema = z
  .strictObject({
    items: z.array(scheduledShiftSchema).meta({
      description:
        'Shifts that changed, in order of their changes, each once in its newest state; a shift that is no more is `cancelled`.',
    }),
    next: z.string().meta({ description: '`since` of the next question.' }),
    more: z.boolean().meta({ description: 'Whether there are more changes already.' }),
  })
  .meta({
    id: 'ScheduleChanges',
    description: 'What changed in the schedule.',
    examples: [{ items: [exampleOf(scheduledShiftSchema)], next: 'WyJhYmMiLCIxMiJd', more: false }],
  });

const tag = 'Schedules';

export const scheduleOperations = {
  getSchedule: {
    method: 'get',
    path: '/v1/schedules',
    operationId: 'getSchedule',
    access: EVERYBODY,
    summary: 'The published schedule',
    description:
      'Shifts that overlap the dates, on the clocks of their own zone, in order of start. JSON comes in parts; CSV, XLSX, iCalendar and HTML whole, for a span ' +
      `of at most ${MOST_SCHEDULE_DAYS} days (HTML: one team and ${MOST_PAGE_DAYS} days). The form is that of \`format\`, or else of Accept.`,
    tag,
    query: z.strictObject({
      ...whose,
      from: dateQuery.meta({ description: 'First date.' }),
      to: dateQuery.meta({ description: 'Last date, included.' }),
      cancelled: z
        .enum(['true', 'false'])
        .optional()
        .meta({ description: 'Whether cancelled shifts are given; default only in iCalendar. HTML never has them.' }),
      bom: z
        .enum(['true', 'false'])
        .optional()
        .meta({ description: 'Whether CSV begins with a byte-order mark, by which Excel knows UTF-8; default false.' }),
      format: z
        .enum(['json', 'csv', 'ics', 'html', 'xlsx'])
        .optional()
        .meta({ description: 'Form of the answer, whatever Accept says.' }),
      language: languageQuery,
      ...pageQuery,
    }),
    answers: {
      200: {
        description: 'The shifts.',
        schema: pageSchema('SchedulePage', 'Part of the schedule.', scheduledShiftSchema),
        text: ['text/csv', 'text/calendar', 'text/html', XLSX_TYPE],
        headers: ['ETag'],
      },
    },
  },
  exportSchedule: {
    method: 'get',
    path: '/v1/schedules/export',
    operationId: 'exportSchedule',
    access: PUBLICATION_READERS,
    summary: 'The published schedule as a stream, however long it is',
    description:
      'A ScheduledShift per line of JSON (NDJSON), in order of start, for shifts that overlap the dates; cancelled ones are left out. One state of the schedule: what is ' +
      'published meanwhile is not in it. A connection that is cut before its end has not given all.',
    tag,
    query: z.strictObject({
      site: whose.site,
      team: whose.team,
      from: dateQuery.unwrap().meta({ description: 'First date.' }),
      to: dateQuery
        .unwrap()
        .meta({ description: `Last date, included, at most ${MOST_SCHEDULE_DAYS} days from the first.` }),
    }),
    answers: { 200: { description: 'The shifts.', text: ['application/x-ndjson'] } },
  },
  getScheduleChanges: {
    method: 'get',
    path: '/v1/schedules/changes',
    operationId: 'getScheduleChanges',
    access: EVERYBODY,
    summary: 'What changed in the schedule',
    description:
      'From the beginning, or behind `since`. A shift that changed twice comes once. Nothing is missed: what is published while this is asked comes behind `next`.',
    tag,
    query: z.strictObject({
      ...whose,
      since: z
        .string()
        .max(2000)
        .optional()
        .meta({ description: '`next` of the answer before, with the same filters; opaque.' }),
      limit: pageQuery.limit,
    }),
    answers: { 200: { description: 'The changes.', schema: changesSchema } },
  },
  getEmployeeCalendar: {
    method: 'get',
    path: '/v1/employees/{employee}/calendar.ics',
    operationId: 'getEmployeeCalendar',
    access: EVERYBODY,
    summary: "An employee's shifts as a calendar feed",
    description: 'Published shifts of all teams, cancelled ones too, for calendar programs to subscribe to.',
    tag,
    parameters: { employee: "Our id of the employee, or another system's as SYSTEM:ID." },
    query: z.strictObject({
      from: dateQuery.meta({ description: 'First date; default five weeks ago.' }),
      language: languageQuery,
    }),
    answers: { 200: { description: 'The feed.', text: ['text/calendar'], headers: ['ETag'] } },
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;
