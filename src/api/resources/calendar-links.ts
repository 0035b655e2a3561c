import { calendarLinkOperations, calendarLinkSchema } from '../../contract/resources/calendar-links.ts';
import { detail } from '../../contract/messages/problem-texts.ts';
import { issue } from '../../contract/messages/render.ts';
import type { Access } from '../../planning/access.ts';
import type { CalendarLink, CalendarLinkGiven } from '../../planning/calendar-links.ts';
import { employeeNamed, isTeamKnown } from '../../planning/schedules/schedule-question.ts';
import type { Tables } from '../../planning/store.ts';
import { ProblemError } from '../problem.ts';
import { type Bound, type Context, reading, writing } from './handler.ts';
import { listBody, pageOf } from './pages.ts';
import { found, invalid } from './refusals.ts';

type Body = Context<typeof calendarLinkOperations.createCalendarLink>['body'];

function documentOf({ id, whose, thing, names, language, created }: CalendarLink): object {
  return { id, [whose]: thing, ...(names ? { names } : {}), ...(language === 'en' ? {} : { language }), created };
}

/** The one thing that a body names. */
function thingOf(body: Body): Pick<CalendarLinkGiven, 'whose' | 'thing'> {
  const given = (['employee', 'team', 'site'] as const).filter((whose) => body[whose] !== undefined);
  const [whose, second] = given;
  if (whose === undefined) throw invalid([issue('one-needed', '', { first: 'employee', second: 'team' })]);
  if (second !== undefined) throw invalid([issue('both-given', '', { first: whose, second })]);
  return { whose, thing: body[whose] ?? '' };
}

/** Whether somebody may see a calendar, and so give it away or take it back. */
async function mayHave(
  tables: Tables,
  { role, employee, teams }: Access,
  { whose, thing }: Pick<CalendarLink, 'whose' | 'thing'>,
): Promise<boolean> {
  if (role === 'employee') return whose === 'employee' && thing === employee;
  if (teams === 'all') return true;
  if (whose === 'team') return teams.includes(thing);
  if (whose === 'site') return false;
  const own = await tables.teams.list({ employee: thing }, { limit: 500 });
  return own.items.some(({ id }) => teams.includes(id));
}

async function checkKnown(tables: Tables, { whose, thing }: Pick<CalendarLink, 'whose' | 'thing'>): Promise<void> {
  if (whose === 'team' && !(await isTeamKnown(tables, thing)))
    throw invalid([issue('unknown-team', '/team', { id: thing })]);
  if (whose === 'employee' && (await employeeNamed(tables, thing)) !== thing)
    throw invalid([issue('unknown-employee', '/employee', { id: thing })]);
}

export const calendarLinks: readonly Bound[] = [
  writing(calendarLinkOperations.createCalendarLink, async (tables, { body, access }) => {
    const of = thingOf(body);
    if (!(await mayHave(tables, access, of))) throw new ProblemError('forbidden', detail('link-of-others'));
    await checkKnown(tables, of);
    const { names = false, language = 'en' } = body;
    const { link, token } = await tables.calendarLinks.create({
      ...of,
      names: names && of.whose !== 'employee',
      language,
    });
    const headers = { Location: `/v1/calendar-links/${link.id}` };
    return { status: 201, headers, body: { ...documentOf(link), address: `/v1/calendars/${token}.ics` } };
  }),
  reading(calendarLinkOperations.listCalendarLinks, async (tables, { query, access }) => {
    const own = access.role === 'employee' ? (access.employee ?? '') : undefined;
    const page = await tables.calendarLinks.list({ employee: own }, pageOf(query));
    const seen: CalendarLink[] = [];
    for (const link of page.items) if (await mayHave(tables, access, link)) seen.push(link);
    return { status: 200, body: listBody(query, { ...page, items: seen }, calendarLinkSchema, documentOf) };
  }),
  writing(calendarLinkOperations.removeCalendarLink, async (tables, { parameters: { link: id }, access }) => {
    const link = await tables.calendarLinks.get(id);
    // What is not theirs is nothing to them.
    const mine = link !== undefined && (await mayHave(tables, access, link)) ? link : undefined;
    found(mine, 'link', id);
    await tables.calendarLinks.remove(id);
    return { status: 204 };
  }),
];
