import { coverPieces, coverSteps } from '../../audit/cover-steps.ts';
import { addDays, datesFrom, daysBetween, spanOfDate } from '../../domain/calendar.ts';
import type { IntervalDemand } from '../../domain/problem.ts';
import type { ScheduledShift } from '../../domain/schedule.ts';
import type { Employee, Team } from '../../domain/team.ts';
import type { Instant, Interval, LocalDate } from '../../domain/units.ts';
import { allPages } from '../all-pages.ts';
import { effectiveTeam } from '../drafts/effective-team.ts';
import type { PublicationHead, StoredTeam, Tables } from '../store.ts';
import type { Written } from '../stored.ts';
import { isOnDates, shiftsOnDates, widestSpan } from './schedule-question.ts';

/** Days of a team, both ends included. */
export type PageQuestion = { readonly team: StoredTeam; readonly from: LocalDate; readonly to: LocalDate };

export type PublishedSpan = Interval & { readonly people: number; readonly target: number };

/** People on the work against the demand that was published for, of one skill or, without a name, of all. */
export type PublishedCover = { readonly name?: string | undefined; readonly intervals: readonly PublishedSpan[] };

/** The newest publication of each date; of two the one of the higher number. */
function newestByDate(
  heads: readonly PublicationHead[],
  dates: readonly LocalDate[],
): ReadonlyMap<LocalDate, PublicationHead> {
  const newest = new Map<LocalDate, PublicationHead>();
  for (const head of heads.toSorted((a, b) => a.number - b.number)) {
    for (const date of dates) if (date >= head.from && date <= head.to) newest.set(date, head);
  }
  return newest;
}

/** The demand of a date, cut to it. */
function demandOn(demands: readonly IntervalDemand[], day: Interval): readonly IntervalDemand[] {
  return demands.flatMap((demand) => {
    const start = Math.max(day.start, demand.start);
    const end = Math.min(day.end, demand.end);
    return end > start ? [{ ...demand, start, end }] : [];
  });
}

/** The demand of the published dates: of each date that of the draft which it was published from, as far as that is there still. */
async function publishedDemand(
  tables: Tables,
  { zone }: Team,
  newest: ReadonlyMap<LocalDate, PublicationHead>,
): Promise<readonly IntervalDemand[]> {
  const frames = new Map<string, readonly IntervalDemand[]>();
  const demands: IntervalDemand[] = [];
  for (const [date, { draft }] of newest) {
    const known = frames.get(draft) ?? (await tables.drafts.frame(draft))?.intervalDemands ?? [];
    frames.set(draft, known);
    demands.push(...demandOn(known, spanOfDate(zone, date)));
  }
  return demands;
}

function coverOf(
  team: Team,
  demands: readonly IntervalDemand[],
  shifts: readonly ScheduledShift[],
): readonly PublishedCover[] {
  // Demand that wants nobody of any skill only says that the hour is closed; beside demand by skill it would be a chart of nothing.
  const bySkill = Map.groupBy(demands, ({ skill }) => skill);
  const wanted = [...bySkill].filter(([, some]) => some.some(({ target }) => target > 0));
  return wanted.map(([skill, some]) => {
    const steps = coverSteps(shifts, skill);
    const intervals = some
      .toSorted((a, b) => a.start - b.start)
      .flatMap(({ target, ...span }) => coverPieces(steps, span).map((piece) => ({ ...piece, target })));
    const name = skill === undefined ? undefined : (team.skills.find(({ id }) => id === skill)?.name ?? skill);
    return { ...(name === undefined ? {} : { name }), intervals };
  });
}

function awayDates({ leave = [] }: Employee, from: LocalDate, to: LocalDate): readonly LocalDate[] {
  const dates = leave.flatMap((away) => {
    const first = away.from > from ? away.from : from;
    const last = away.to < to ? away.to : to;
    return last < first ? [] : datesFrom(first, daysBetween(first, last) + 1);
  });
  return [...new Set(dates)].sort();
}

function instantOf(at: string): Instant {
  return Math.floor(Date.parse(at) / 1000);
}

/** The last of several changes. */
function lastOf(changes: readonly Written[]): Instant {
  return Math.max(...changes.map(({ at }) => instantOf(at)));
}

/** What a printed page of a team's published schedule shows; 'too-many' where its shifts are more than one answer can hold. */
export async function publishedPage(tables: Tables, { team: stored, from, to }: PageQuestion) {
  const shifts = await shiftsOnDates(tables, { team: stored.team.id }, { from, to });
  if (shifts === 'too-many') return shifts;
  const { team } = stored;
  const days = daysBetween(from, to) + 1;
  const employees = team.employees.map(({ id }) => id);
  const absences = await allPages((page) =>
    tables.absences.list({ employees, from: addDays(from, -1), to: addDays(to, 1) }, page),
  );
  const heads = await allPages((page) => tables.publications.list({ team: team.id, from, to }, page));
  const newest = newestByDate(heads, datesFrom(from, days));
  const demands = await publishedDemand(tables, team, newest);
  const last = [...newest.values()].toSorted((a, b) => a.number - b.number).at(-1);
  const contracts = new Map(team.contracts.map((contract) => [contract.id, contract]));
  return {
    team: { id: team.id, name: team.name, site: team.site },
    zone: team.zone,
    from,
    days,
    employees: effectiveTeam(team, absences).employees.map((employee) => ({
      id: employee.id,
      name: employee.name,
      minHoursPerWeek: contracts.get(employee.contract)?.minHoursPerWeek,
      maxHoursPerWeek: contracts.get(employee.contract)?.maxHoursPerWeek,
      awayDates: awayDates(employee, from, to),
    })),
    shifts,
    holidays: team.holidays,
    cover: coverOf(team, demands, shifts),
    changedAt: lastOf([
      stored.updated,
      ...heads.map(({ created }) => created),
      ...absences.map(({ updated }) => updated),
    ]),
    publication:
      last === undefined
        ? undefined
        : {
            number: last.number,
            at: instantOf(last.created.at),
            by: last.created.by,
            all: [...new Set([...newest.values()].map(({ number }) => number))].sort((a, b) => a - b),
          },
  };
}

/** Days of a feed before today. */
const FEED_DAYS = 35;

/** An employee's published shifts from a date on, or else from five weeks before an instant, cancelled ones too. */
export async function feedShifts(
  tables: Tables,
  employee: string,
  { from, now }: { readonly from: LocalDate | undefined; readonly now: Instant },
): Promise<readonly ScheduledShift[]> {
  const today = new Date(now * 1000).toISOString().slice(0, 10);
  const dates = { from: from ?? addDays(today, -FEED_DAYS) };
  const span = widestSpan(dates);
  const { items } = await tables.schedules.list({ employees: [employee], span, cancelled: true });
  return items.filter((shift) => isOnDates(shift, dates));
}
