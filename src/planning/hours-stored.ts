import { allowancesOn } from '../audit/limits.ts';
import type { Lifting } from '../domain/agreement.ts';
import type { Attendance } from '../domain/attendance.ts';
import { addDays, dateOf, daysBetween, startOfDate } from '../domain/calendar.ts';
import type { Allowances, DateSpan, RecordedWaiver } from '../domain/hours.ts';
import { otherWorkOf } from '../domain/other-work.ts';
import { compareShifts, type Shift } from '../domain/shift.ts';
import type { Employee, Team } from '../domain/team.ts';
import type { LocalDate } from '../domain/units.ts';
import { agreementsOn } from './agreements.ts';
import { allPages } from './all-pages.ts';
import { spanOfRows } from './attendances.ts';
import { effectiveTeam } from './drafts/effective-team.ts';
import type { StoredDraft } from './drafts/stored-draft.ts';
import { asSeenBy, reachOfRules } from './publications/judge-publication.ts';
import { knownOfTeam } from './schedules/known-days.ts';
import { withOthers } from './restricted-tables.ts';
import type { Tables } from './store.ts';

/** Days around a span that pay may look at besides rules: the week and the month of its first and last day. */
const PAY_DAYS = 38;

/** What is stored of a team's hours on some dates: its people with their absences, all that is published for them, and what was worked. */
export type StoredHours = {
  readonly team: Team;
  readonly scheduled: readonly Shift[];
  readonly knownFrom: LocalDate | undefined;
  readonly knownTo: LocalDate | undefined;
  readonly attendance: { readonly spans: readonly DateSpan[]; readonly rows: readonly Attendance[] };
  readonly agreements: readonly Lifting[];
  readonly waivers: readonly RecordedWaiver[];
};

type ScheduleTables = Pick<Tables, 'schedules' | 'absences'>;

type Around = Pick<StoredHours, 'team' | 'scheduled' | 'knownFrom' | 'knownTo'> & { readonly dates: DateSpan };

/** What is published for employees of a team around some dates, as far as rules and pay look. */
async function publishedAround(
  tables: ScheduleTables,
  team: Team,
  { from, to }: DateSpan,
  members: readonly string[],
): Promise<Around> {
  const reach = reachOfRules(team, { from, to });
  const dates = {
    from: addDays(from, -Math.max(reach.daysBefore, PAY_DAYS)),
    to: addDays(to, Math.max(reach.daysAfter, PAY_DAYS)),
  };
  const span = { start: startOfDate(team.zone, dates.from), end: startOfDate(team.zone, addDays(dates.to, 1)) };
  const absences = await allPages((page) =>
    tables.absences.list({ employees: members, from: dates.from, to: dates.to }, page),
  );
  const published =
    members.length === 0 ? [] : (await withOthers(tables.schedules).list({ employees: members, span })).items;
  const { pastFrom, futureTo } = await knownOfTeam(tables, team.id, { from, to }, reach);
  return {
    team: effectiveTeam(team, absences),
    scheduled: published.map((shift) => asSeenBy(team, shift)).sort(compareShifts),
    knownFrom: pastFrom,
    knownTo: futureTo,
    dates,
  };
}

/** The waivers that publications of the team on the dates were let through by, each once. */
async function waiversOn(
  { publications }: Pick<Tables, 'publications'>,
  team: string,
  dates: DateSpan,
): Promise<readonly RecordedWaiver[]> {
  const waivers = await publications.waivers(team, dates);
  return [...new Map(waivers.map((waiver) => [JSON.stringify(waiver), waiver])).values()];
}

type HoursTables = Pick<Tables, 'teams' | 'schedules' | 'absences' | 'attendances' | 'agreements' | 'publications'>;

/** All that the hours of a team, or of some of its employees, are counted from. */
export async function storedHours(
  tables: Omit<HoursTables, 'teams'>,
  team: Team,
  { from, to }: DateSpan,
  employees: readonly string[] | undefined,
): Promise<StoredHours> {
  const members = employees ?? team.employees.map(({ id }) => id);
  const { dates, ...around } = await publishedAround(tables, team, { from, to }, members);
  const spans = await tables.attendances.spans(team.id, dates);
  const rows =
    spans.length === 0 || members.length === 0
      ? []
      : await tables.attendances.rows({ employees: members, span: spanOfRows(team, dates) });
  return {
    ...around,
    attendance: { spans, rows },
    agreements: await agreementsOn(tables, { team, from, days: daysBetween(from, to) + 1 }),
    waivers: await waiversOn(tables, team.id, { from, to }),
  };
}

/**
 * The tables as somebody's own hours are counted from: the team's rules, and what is published and agreed for all of it, are asked for by name. Whoever asks has
 * shown before that the employee is one whom they may ask about.
 */
export function tablesForHours(tables: Tables): HoursTables {
  const { teams, schedules, absences, attendances, agreements, publications } = tables;
  return {
    teams: withOthers(teams),
    schedules: withOthers(schedules),
    absences,
    attendances: withOthers(attendances),
    agreements: withOthers(agreements),
    publications: withOthers(publications),
  };
}

/** What is left to an employee on a date, by what is published for her or, on the days of a draft, by the draft. */
export async function storedAllowances(
  tables: ScheduleTables,
  team: Team,
  employee: Employee,
  date: LocalDate,
  draft: Pick<StoredDraft, 'head' | 'shifts'> | undefined,
): Promise<Allowances> {
  const around = await publishedAround(tables, team, { from: date, to: date }, [employee.id]);
  const isDrafted = ({ start, otherTeam }: Shift): boolean => {
    if (draft === undefined || otherTeam !== undefined) return false;
    const day = daysBetween(draft.head.from, dateOf(team.zone, start));
    return day >= 0 && day < draft.head.days;
  };
  const planned = (draft?.shifts ?? []).filter(({ employeeId }) => employeeId === employee.id);
  const line = [
    ...around.scheduled.filter((shift) => !isDrafted(shift)),
    ...planned,
    ...otherWorkOf(team.zone, employee),
  ].toSorted(compareShifts);
  const seen = around.team.employees.find(({ id }) => id === employee.id) ?? employee;
  const last = draft === undefined ? date : addDays(draft.head.from, draft.head.days - 1);
  const [knownFrom, knownTo] = [around.knownFrom, around.knownTo];
  return allowancesOn(around.team, seen, date, line, {
    knownFrom:
      draft !== undefined && knownFrom !== undefined && draft.head.from < knownFrom ? draft.head.from : knownFrom,
    knownTo: knownTo !== undefined && last > knownTo ? last : knownTo,
  });
}
