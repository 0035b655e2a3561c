import { createHash } from 'node:crypto';
import { issue } from '../../contract/messages/render.ts';
import { daysIncluded } from '../../contract/resources/dates.ts';
import {
  MOST_PAGE_DAYS,
  MOST_SCHEDULE_DAYS,
  SCHEDULE_FORMS,
  type ScheduleForm,
  scheduleOperations,
} from '../../contract/resources/schedules.ts';
import { XLSX_TYPE } from '../../contract/sheet.ts';
import { scheduleCalendar } from '../../contract/schedules/schedule-calendar.ts';
import { scheduleSheet, writeScheduleCsv } from '../../contract/schedules/schedule-csv.ts';
import { scheduleHtml } from '../../contract/schedules/schedule-page.ts';
import { fromScheduledShift, scheduledShiftSchema } from '../../contract/schedules/scheduled-shift.ts';
import { feedShifts, publishedPage } from '../../planning/schedules/published-page.ts';
import {
  employeeNamed,
  isOnDates,
  isTeamKnown,
  MOST_SHIFTS,
  shiftsOnDates,
  widestSpan,
} from '../../planning/schedules/schedule-question.ts';
import type { Tables } from '../../planning/store.ts';
import { writeWorkbook } from '../../workbook/write-workbook.ts';
import type { Issue } from '../problem.ts';
import { type Answer, type Bound, type Context, reading } from './handler.ts';
import { listBody, pageOf, textOfToken } from './pages.ts';
import { found, invalid } from './refusals.ts';

type ScheduleContext = Context<typeof scheduleOperations.getSchedule>;
type Query = ScheduleContext['query'];

/** The shifts that a question is about. */
type Filter = {
  readonly site: string | undefined;
  readonly team: string | undefined;
  readonly employees: readonly string[] | undefined;
};

function hashOf(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 24);
}

/** The filter of a query; a team or employee that nobody knows is a slip and no empty schedule. */
export async function scheduleFilterOf(
  tables: Tables,
  { site, team, employee }: Partial<Pick<Query, 'site' | 'team' | 'employee'>>,
): Promise<Filter> {
  const issues: Issue[] = [];
  if (team !== undefined && !(await isTeamKnown(tables, team)))
    issues.push(issue('unknown-team', '?team', { id: team }));
  const id = employee === undefined ? undefined : await employeeNamed(tables, employee);
  if (employee !== undefined && id === undefined) issues.push(issue('unknown-employee', '?employee', { id: employee }));
  if (issues.length > 0) throw invalid(issues);
  return { site, team, employees: id === undefined ? undefined : [id] };
}

function formOf({ query, accepted }: ScheduleContext): ScheduleForm {
  if (query.format !== undefined) return query.format;
  const forms = Object.entries(SCHEDULE_FORMS) as readonly (readonly [ScheduleForm, string])[];
  return forms.find(([, type]) => type === accepted)?.[0] ?? 'json';
}

/** The dates of a query that must have both; refuses an empty span and one that is too long. */
export function scheduleDatesOf({
  from,
  to,
}: Readonly<Record<'from' | 'to', string>>): Readonly<Record<'from' | 'to', string>> {
  const issues: Issue[] = [];
  if (to < from) issues.push(issue('window-empty', '?to', { from, to }));
  const days = daysIncluded(from, to);
  if (days > MOST_SCHEDULE_DAYS) issues.push(issue('too-many-days', '?to', { days, maximum: MOST_SCHEDULE_DAYS }));
  if (issues.length > 0) throw invalid(issues);
  return { from, to };
}

/** What is wrong with the dates of a query, and with parts of it that a form has no use for. */
function checkQuery(query: Query, form: ScheduleForm): void {
  const { from, to, team, cursor, fields } = query;
  const issues: Issue[] = [];
  if (from !== undefined && to !== undefined && to < from) issues.push(issue('window-empty', '?to', { from, to }));
  if (form !== 'json') {
    const needed = { from, to, ...(form === 'html' ? { team } : {}) };
    for (const [field, value] of Object.entries(needed))
      if (value === undefined) issues.push(issue('needed-in-form', `?${field}`, { field, form }));
    for (const [field, value] of Object.entries({ cursor, fields }))
      if (value !== undefined) issues.push(issue('useless-in-form', `?${field}`, { field, form }));
    const maximum = form === 'html' ? MOST_PAGE_DAYS : MOST_SCHEDULE_DAYS;
    const days = from === undefined || to === undefined ? 0 : daysIncluded(from, to);
    if (days > maximum) issues.push(issue('too-many-days', '?to', { days, maximum }));
  }
  if (form === 'html') {
    const others = { site: query.site, employee: query.employee, cancelled: query.cancelled };
    for (const [field, value] of Object.entries(others))
      if (value !== undefined) issues.push(issue('useless-in-form', `?${field}`, { field, form }));
  }
  if (form !== 'csv' && query.bom !== undefined) issues.push(issue('useless-in-form', '?bom', { field: 'bom', form }));
  if (issues.length > 0) throw invalid(issues);
}

function tooMany(): Error {
  return invalid([issue('too-many-shifts', '?to', { maximum: MOST_SHIFTS })]);
}

async function jsonAnswer(tables: Tables, query: Query, filter: Filter): Promise<ReturnType<typeof listBody>> {
  const cancelled = query.cancelled === 'true';
  const part = pageOf(query, ['instant', 'id']);
  const page = await tables.schedules.list({ ...filter, span: widestSpan(query), cancelled }, part);
  const items = page.items.filter((shift) => isOnDates(shift, query));
  return listBody(query, { items, next: page.next }, scheduledShiftSchema, fromScheduledShift);
}

/**
 * What a part of the schedule rests on. One that holds shifts proves that there is such a team and such an employee for as long as the schedule is as it was:
 * a shift that was published is not taken away but by what the state tells of. One without rests on more.
 */
function restingOn(
  filter: Filter,
  state: string,
  { employee }: Query,
  { items }: { readonly items: readonly object[] },
): Answer['rests'] {
  if (items.length === 0 || filter.employees?.some((id) => id !== employee) === true) return undefined;
  return { on: filter, state };
}

async function textAnswer(
  tables: Tables,
  query: Query,
  filter: Filter,
  form: 'csv' | 'ics' | 'xlsx',
  context: ScheduleContext,
): Promise<string | Uint8Array> {
  const cancelled = (query.cancelled ?? (form === 'ics' ? 'true' : 'false')) === 'true';
  const shifts = await shiftsOnDates(tables, { ...filter, cancelled }, query);
  if (shifts === 'too-many') throw tooMany();
  if (form === 'xlsx') return writeWorkbook([scheduleSheet(shifts)]);
  if (form === 'csv') return `${query.bom === 'true' ? '\uFEFF' : ''}${writeScheduleCsv(shifts)}`;
  const { organisation } = context.scope;
  const language = query.language ?? context.language;
  const team = query.team === undefined ? undefined : await tables.teams.get(query.team);
  const employee = filter.employees?.[0];
  const employeeName = employee === undefined ? undefined : (shifts.at(-1)?.employeeName ?? employee);
  const named = [team?.team.name ?? query.team, query.site, employeeName];
  const name = named.filter((part) => part !== undefined).join(' · ');
  const withEmployee = filter.employees === undefined;
  return scheduleCalendar({ organisation, shifts, name: name === '' ? organisation : name, language, withEmployee });
}

async function pageAnswer(tables: Tables, query: Query, context: ScheduleContext): Promise<Answer> {
  const { team = '', from = '', to = '' } = query;
  const stored = await tables.teams.get(team);
  if (stored === undefined) throw invalid([issue('unknown-team', '?team', { id: team })]);
  const page = await publishedPage(tables, { team: stored, from, to });
  if (page === 'too-many') throw tooMany();
  const body = scheduleHtml({ ...page, language: query.language ?? context.language });
  return { status: 200, type: 'text/html; charset=utf-8', etag: hashOf(body), body };
}

/** A place in the changes as clients see it: a position with the question that it belongs to. */
function tokenOf(filter: Filter, position: string): string {
  return Buffer.from(JSON.stringify([hashOf(filter), position])).toString('base64url');
}

function positionOf(filter: Filter, token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const wrong = invalid([issue('wrong-change-token', '?since')]);
  let read: unknown;
  try {
    read = JSON.parse(textOfToken(token));
  } catch (error) {
    if (error instanceof SyntaxError) throw wrong;
    throw error;
  }
  if (!Array.isArray(read)) throw wrong;
  const [question, position] = read as readonly unknown[];
  if (question !== hashOf(filter) || typeof position !== 'string' || !/^\d{1,15}$/.test(position)) throw wrong;
  return position;
}

const CALENDAR_TYPE = 'text/calendar; charset=utf-8';

export const schedules: readonly Bound[] = [
  reading(scheduleOperations.getSchedule, async (tables, context) => {
    const { query } = context;
    const form = formOf(context);
    checkQuery(query, form);
    const filter = await scheduleFilterOf(tables, query);
    const headers = { Vary: 'Accept, Accept-Language' };
    if (form === 'html') return { ...(await pageAnswer(tables, query, context)), headers };
    const state = await tables.schedules.state(filter);
    const etag = hashOf(state, form, query, filter, form === 'ics' ? context.language : undefined);
    if (form === 'json') {
      const body = await jsonAnswer(tables, query, filter);
      return { status: 200, headers, etag, body, rests: restingOn(filter, state, query, body) };
    }
    const type = { csv: 'text/csv; charset=utf-8', ics: CALENDAR_TYPE, xlsx: XLSX_TYPE }[form];
    return { status: 200, headers, etag, type, body: await textAnswer(tables, query, filter, form, context) };
  }),
  reading(scheduleOperations.getScheduleChanges, async (tables, { query }) => {
    const filter = await scheduleFilterOf(tables, query);
    const position = positionOf(filter, query.since);
    const changes = await tables.schedules.changes(filter, position, query.limit);
    const body = {
      items: changes.shifts.map(fromScheduledShift),
      next: tokenOf(filter, changes.position),
      more: changes.more,
    };
    return { status: 200, body };
  }),
  reading(scheduleOperations.getEmployeeCalendar, async (tables, context) => {
    const { employee } = context.parameters;
    const id = found(await employeeNamed(tables, employee), 'employee', employee);
    const { from } = context.query;
    const shifts = await feedShifts(tables, id, { from, now: Math.floor(Date.now() / 1000) });
    const name = shifts.at(-1)?.employeeName ?? id;
    const { organisation } = context.scope;
    const body = scheduleCalendar({ organisation, shifts, name, language: context.query.language ?? context.language });
    return { status: 200, headers: { Vary: 'Accept-Language' }, etag: hashOf(body), type: CALENDAR_TYPE, body };
  }),
];
