import { fromAttendance, checkAttendance, toAttendances } from '../../contract/attendance.ts';
import { fromAllowances } from '../../contract/hours-mapping.ts';
import { hoursCsv } from '../../contract/hours-forms/csv.ts';
import { hoursHtml } from '../../contract/hours-forms/page.ts';
import { hoursSheets } from '../../contract/hours-forms/sheets.ts';
import type { HoursDocument } from '../../contract/hours.ts';
import { LIMITS } from '../../contract/limits.ts';
import { issue } from '../../contract/messages/render.ts';
import { fromTeam } from '../../contract/problem-mapping.ts';
import { daysIncluded } from '../../contract/resources/dates.ts';
import { HOURS_FORMS, type HoursForm, hoursOperations } from '../../contract/resources/hours.ts';
import { fromShift } from '../../contract/shift-mapping.ts';
import { allPages } from '../../planning/all-pages.ts';
import { enterAttendances, spanOfRows } from '../../planning/attendances.ts';
import { readDraft } from '../../planning/drafts/stored-draft.ts';
import { storedAllowances, storedHours, type StoredHours, tablesForHours } from '../../planning/hours-stored.ts';
import { employeeNamed } from '../../planning/schedules/schedule-question.ts';
import type { StoredTeam, Tables } from '../../planning/store.ts';
import { writeWorkbook } from '../../workbook/write-workbook.ts';
import type { Issue } from '../problem.ts';
import { type Answer, type Bound, computing, type Context, reading, writing } from './handler.ts';
import { absent, found, invalid } from './refusals.ts';
import { madeText, storeOf } from './thread-text.ts';

type Span = { readonly from: string; readonly to: string };

/** Days of one answer about adherence, at most. */
const MOST_DAYS = 62;

/** Refuses a span that is empty or too long; places of `at`: a query or a body. */
function checkSpan({ from, to }: Span, at: '?' | '/', maximum: number): void {
  if (to < from) throw invalid([issue('window-empty', `${at}to`, { from, to })]);
  const days = daysIncluded(from, to);
  if (days > maximum) throw invalid([issue('too-many-days', `${at}to`, { days, maximum })]);
}

/** The team of an address, and the employees that a query names: all of the team where it names none. */
async function teamOf(tables: Tables, id: string, employee: string | undefined) {
  const { team } = found(await tables.teams.get(id), 'team', id);
  if (employee !== undefined && !team.employees.some((one) => one.id === employee))
    throw invalid([issue('unknown-employee', '?employee', { id: employee })]);
  return { team, employees: employee === undefined ? undefined : [employee] };
}

/** What is stored, as parts of the bodies of the stateless operations. */
function bodyOf({ team, scheduled, attendance }: StoredHours, unrecordedBreaks: string) {
  const { zone } = team;
  return {
    team: fromTeam(team, 'hr'),
    shifts: scheduled.map((shift) => fromShift(zone, shift)),
    attendance: {
      spans: attendance.spans,
      rows: attendance.rows.map((row) => fromAttendance(zone, row)),
      unrecordedBreaks,
    },
  };
}

type HoursContext = Context<typeof hoursOperations.getHours> | Context<typeof hoursOperations.getEmployeeHours>;

function formOf({ query, accepted }: HoursContext): HoursForm {
  if (query.format !== undefined) return query.format;
  const forms = Object.entries(HOURS_FORMS) as readonly (readonly [HoursForm, string])[];
  return forms.find(([, type]) => type === accepted)?.[0] ?? 'json';
}

/** The ledger in the form that was asked for. */
function hoursAnswer(context: HoursContext, text: string): Answer {
  const form = formOf(context);
  const headers = { Vary: 'Accept, Accept-Language' };
  if (form === 'json') return { status: 200, headers, body: text };
  const hours = JSON.parse(text) as HoursDocument;
  const language = context.query.language ?? context.language;
  switch (form) {
    case 'csv':
      return { status: 200, headers, type: 'text/csv; charset=utf-8', body: hoursCsv(hours, context.query.table) };
    case 'xlsx':
      return { status: 200, headers, type: HOURS_FORMS.xlsx, body: writeWorkbook(hoursSheets(language, hours)) };
    case 'html':
      return { status: 200, headers, type: 'text/html; charset=utf-8', body: hoursHtml(language, hours) };
  }
}

/** What is counted from what was read, in a thread and in the form that was asked for. */
async function countedAnswer(
  context: HoursContext,
  { employees, stored }: { readonly employees: readonly string[] | undefined; readonly stored: StoredHours },
): Promise<Answer> {
  const { from, to, by, view, breaks } = context.query;
  const { knownFrom, knownTo, agreements, waivers } = stored;
  const body = { ...bodyOf(stored, breaks), from, to, by, view, agreements, waivers, knownFrom, knownTo, employees };
  return hoursAnswer(context, await madeText(context, 'hours', JSON.stringify(body), () => ''));
}

/** The team by whose rules the hours of an employee are counted: one that has them, and that whoever asks may know of. */
async function teamOfEmployee(tables: Tables, id: string, wanted: string | undefined): Promise<StoredTeam['team']> {
  const teams = await allPages((page) => tables.teams.list({ employee: id }, page));
  const [first] = teams;
  if (first === undefined) throw absent('employee', id);
  const chosen = wanted === undefined ? first : teams.find((team) => team.id === wanted);
  const team = chosen === undefined ? undefined : await tablesForHours(tables).teams.get(chosen.id);
  if (team === undefined) throw invalid([issue('unknown-team', '?team', { id: wanted ?? '' })]);
  return team.team;
}

const answered = (_tables: Tables, _context: unknown, answer: Answer): Promise<Answer> => Promise.resolve(answer);

export const hours: readonly Bound[] = [
  writing(
    hoursOperations.enterAttendances,
    async (tables, { parameters, body }) => {
      const { team } = found(await tables.teams.get(parameters.team), 'team', parameters.team);
      const { from, to, correct } = body;
      checkSpan(body, '/', LIMITS.auditDays);
      const issues: Issue[] = [];
      const members = new Set(team.employees.map(({ id }) => id));
      const placed = checkAttendance({ value: body, path: '' }, team.zone, members, (one) => issues.push(one));
      const begins = spanOfRows(team, body);
      for (const { start, path } of placed) {
        if (start >= begins.start && start < begins.end) continue;
        issues.push(issue('attendance-elsewhere', path, { from, to }));
      }
      if (issues.length > 0) throw invalid(issues);
      const entered = await enterAttendances(tables, team, { from, to }, toAttendances(body, team.zone), correct);
      if (entered.ok) {
        const { added, same, corrected } = entered;
        return { status: 201, body: { team: team.id, from, to, added, same, corrected } };
      }
      throw invalid(
        entered.differing.slice(0, 200).map(({ index, stored }) => {
          const { start, end } = fromAttendance(team.zone, stored);
          return issue('attendance-differs', placed[index]?.path ?? '', { employee: stored.employeeId, start, end });
        }),
      );
    },
    { locksSchedule: true },
  ),
  reading(hoursOperations.listAttendances, async (tables, { parameters, query }) => {
    checkSpan(query, '?', MOST_DAYS);
    const { team, employees } = await teamOf(tables, parameters.team, query.employee);
    const all = await tables.attendances.rows({
      employees: employees ?? team.employees.map(({ id }) => id),
      span: spanOfRows(team, query),
    });
    const spans = await tables.attendances.spans(team.id, query);
    const items = all.map((row) => fromAttendance(team.zone, row));
    const isOn = ({ start, end }: { readonly start: string; readonly end: string }): boolean =>
      end.slice(0, 10) >= query.from && start.slice(0, 10) <= query.to;
    return { status: 200, body: { team: team.id, spans, items: items.filter(isOn) } };
  }),
  computing(
    hoursOperations.getHours,
    async (context): Promise<Answer> => {
      const { query, parameters } = context;
      checkSpan(query, '?', LIMITS.auditDays);
      const read = await storeOf(context).read(context.scope, async (tables) => {
        const { team, employees } = await teamOf(tables, parameters.team, query.employee);
        return { employees, stored: await storedHours(tables, team, query, employees) };
      });
      return countedAnswer(context, read);
    },
    answered,
  ),
  computing(
    hoursOperations.getEmployeeHours,
    async (context): Promise<Answer> => {
      const { query, parameters } = context;
      checkSpan(query, '?', LIMITS.auditDays);
      const read = await storeOf(context).read(context.scope, async (tables) => {
        const id = found(await employeeNamed(tables, parameters.employee), 'employee', parameters.employee);
        const team = await teamOfEmployee(tables, id, query.team);
        return { employees: [id], stored: await storedHours(tablesForHours(tables), team, query, [id]) };
      });
      return countedAnswer(context, read);
    },
    answered,
  ),
  computing(
    hoursOperations.getAdherence,
    async (context): Promise<Answer> => {
      const { query, parameters } = context;
      const { from, to, interval } = query;
      checkSpan(query, '?', MOST_DAYS);
      const read = await storeOf(context).read(context.scope, async (tables) => {
        const { team, employees } = await teamOf(tables, parameters.team, query.employee);
        return { employees, stored: await storedHours(tables, team, query, employees) };
      });
      const { employees } = read;
      const body = { ...bodyOf(read.stored, query.breaks), from, to, intervalMinutes: Number(interval), employees };
      return { status: 200, body: await madeText(context, 'adherence', JSON.stringify(body), () => '') };
    },
    answered,
  ),
  reading(hoursOperations.getAllowances, async (tables, { parameters: { employee: id }, query }) => {
    const { date, view } = query;
    const draft = query.draft === undefined ? undefined : await readDraft(tables, query.draft);
    if (query.draft !== undefined && draft === undefined)
      throw invalid([issue('unknown-draft', '?draft', { id: query.draft })]);
    const [first] = (await tables.teams.list({ employee: id }, { limit: 1 })).items;
    const teamId = query.team ?? draft?.head.team ?? found(first, 'employee', id).id;
    const { team } = found(await tables.teams.get(teamId), 'team', teamId);
    const employee = found(
      team.employees.find((one) => one.id === id),
      'employee',
      id,
    );
    return {
      status: 200,
      body: fromAllowances(team, await storedAllowances(tables, team, employee, date, draft), view),
    };
  }),
];
