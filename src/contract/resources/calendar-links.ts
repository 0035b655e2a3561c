import { z } from 'zod';
import { EVERYBODY } from '../access.ts';
import type { OperationDescription } from '../operations.ts';
import { idSchema } from '../scalars.ts';
import { pageQuery, pageSchema, writtenSchema } from './shapes.ts';

const shape = {
  employee: idSchema.optional().meta({ description: 'Shifts of this employee, of all teams.', examples: ['anna'] }),
  team: idSchema.optional().meta({ description: 'Shifts of this team.' }),
  site: idSchema.optional().meta({ description: 'Shifts of the teams of this site.' }),
  names: z
    .boolean()
    .optional()
    .meta({ description: 'Whether the events of a team or a site name their employees; default false.' }),
  language: z.enum(['en', 'zh']).optional().meta({ description: 'Language of the calendar; default en.' }),
};

const written = { at: '2026-02-20T08:30:00.000Z', by: 'local' };
const example = { id: '0199a0c2-6a3e-7cc0-8a53-1a6b9a3a7f10', employee: 'anna', created: written };

const newLinkSchema = z.strictObject(shape).meta({
  id: 'NewCalendarLink',
  description: 'Whose calendar is to have a link: one of employee, team and site.',
  examples: [{ employee: 'anna' }],
});

export const calendarLinkSchema = z
  .strictObject({ id: z.string(), ...shape, created: writtenSchema })
  .meta({ id: 'CalendarLink', description: 'A link to a calendar, without its secret.', examples: [example] });

const withAddressSchema = calendarLinkSchema
  .extend({
    address: z.string().meta({
      description: 'Where the calendar is: whoever knows it reads it without a key. It is shown here and never again.',
      examples: ['/v1/calendars/mF_9B5f-4.1JqM0uZ7xk2Yt3aVb8cNd6eWg1hXi.ics'],
    }),
  })
  .meta({
    id: 'CalendarLinkWithAddress',
    description: 'A link to a calendar with its address.',
    examples: [{ ...example, address: '/v1/calendars/mF_9B5f-4JqM0uZ7xk2Yt3aVb8cNd6eWg1hXi.ics' }],
  });

const tag = 'Schedules';
const parameters = { link: 'Id of the link.' };

export const calendarLinkOperations = {
  createCalendarLink: {
    method: 'post',
    path: '/v1/calendar-links',
    operationId: 'createCalendarLink',
    access: EVERYBODY,
    summary: 'Make a link to a calendar',
    description:
      'For calendar programs, which have no key: GET of its address gives published shifts from five weeks ago to half a year ahead as iCalendar, until the link is ' +
      'removed. The role employee makes links to its own shifts alone, and whoever is given some teams to those.',
    tag,
    body: newLinkSchema,
    answers: {
      201: { description: 'The link, with its address.', schema: withAddressSchema, headers: ['Location'] },
    },
  },
  listCalendarLinks: {
    method: 'get',
    path: '/v1/calendar-links',
    operationId: 'listCalendarLinks',
    access: EVERYBODY,
    summary: 'Links to calendars, the newest first',
    tag,
    query: z.strictObject(pageQuery),
    answers: {
      200: {
        description: 'Links; of an employee those to their own calendar.',
        schema: pageSchema('CalendarLinkPage', 'Part of the list of links.', calendarLinkSchema),
      },
    },
  },
  removeCalendarLink: {
    method: 'delete',
    path: '/v1/calendar-links/{link}',
    operationId: 'removeCalendarLink',
    access: EVERYBODY,
    summary: 'Take a link back',
    description: 'At once: its address is nothing any more.',
    tag,
    parameters,
    answers: { 204: { description: 'Removed.' } },
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;
