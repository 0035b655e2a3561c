import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { ScheduledShift } from '../../domain/schedule.ts';
import { compareShifts } from '../../domain/shift.ts';
import type { ScheduleFilter, ScheduleTable } from '../../planning/store.ts';
import { openNames } from '../people/name-seal.ts';
import { isAmong, type Session } from '../session.ts';

const dataOf = (rows: readonly { readonly data: ScheduledShift }[]): readonly ScheduledShift[] =>
  rows.map(({ data }) => data);

type Place = Pick<ScheduleFilter, 'site' | 'team' | 'employees' | 'among'>;

/** Conditions on a table with the columns team, site and employee. */
function inPlace({ site, team, employees, among }: Place): RawBuilder<SqlBool> {
  const conditions = [isAmong('team', among)];
  if (team !== undefined) conditions.push(sql`team = ${team}`);
  if (site !== undefined) conditions.push(sql`site = ${site}`);
  if (employees !== undefined) conditions.push(sql`employee = any (${employees}::text[])`);
  return sql.join(conditions, sql` and `);
}

/**
 * Where a shift that is gone from the filter's team or site left its tombstone. One that left the team but is at the same site is there
 * still, so only a departure that the filter's present shifts do not contradict counts.
 */
function departed(organisation: string, place: Place): RawBuilder<SqlBool> {
  return sql`${inPlace(place)} and not exists (
    select from scheduled_shifts s
    where s.organisation = ${organisation} and s.shift_id = schedule_departures.shift_id
      and (${place.team ?? null}::text is null or s.team = ${place.team ?? null})
      and ${isAmong('s.team', place.among)}
      and (${place.site ?? null}::text is null or s.site = ${place.site ?? null}))`;
}

type StateRow = Readonly<Record<'change' | 'cleared' | 'erased', number | string>>;

export function stateOf(row: StateRow | undefined): string {
  return `${row?.change ?? 0}.${row?.cleared ?? 0}.${row?.erased ?? 0}`;
}

/** The newest change of a filter. Only teams and employees have an index by change; any other filter counts every change of the organisation. */
export function scheduleState(
  organisation: string,
  { team, employees, among }: Pick<ScheduleFilter, 'team' | 'employees' | 'among'>,
): RawBuilder<StateRow> {
  const newest =
    team === undefined && employees === undefined && among === undefined
      ? sql`(select change from schedule_counters where organisation = ${organisation})`
      : sql`greatest(
          (select max(change) from scheduled_shifts
            where organisation = ${organisation} and ${inPlace({ team, employees, among })}),
          (select max(change) from schedule_departures
            where organisation = ${organisation} and ${inPlace({ team, employees, among })}))`;
  // Shifts that are past their time go without a change of their own, and whoever is erased has another name in shifts that stay as they are.
  return sql`select coalesce(${newest}, 0) as change,
    coalesce((select cleared from schedule_counters where organisation = ${organisation}), 0) as cleared,
    (select count(*) from erasures where organisation = ${organisation}) as erased`;
}

export function scheduleTable(session: Session): ScheduleTable {
  const { organisation } = session.scope;

  /**
   * Overlap with a span behind a place in the list, by an index on starts: no shift that reaches into the span started earlier than the longest one could.
   * The place and that earliest start are one bound: given both, PostgreSQL begins at the earliest start and walks to the place, for each part anew.
   */
  const inSpan = (
    { span, notTeam, cancelled = false }: ScheduleFilter,
    [start, id]: readonly string[] = [],
  ): RawBuilder<SqlBool> => {
    const conditions = [cancelled ? sql<SqlBool>`true` : sql<SqlBool>`not cancelled`];
    if (notTeam !== undefined) conditions.push(sql`team <> ${notTeam}`);
    const earliest =
      span === undefined
        ? undefined
        : sql`${span.start}::bigint - (
            select longest_seconds from schedule_counters where organisation = ${organisation})`;
    if (span !== undefined) conditions.push(sql`start_at < ${span.end} and end_at > ${span.start}`);
    if (start !== undefined && id !== undefined) {
      const place = sql`${Number(start)}::bigint`;
      const from = earliest === undefined ? place : sql`greatest(${place}, ${earliest})`;
      conditions.push(sql`(start_at, shift_id) > (${from}, ${id})`);
    } else if (earliest !== undefined) conditions.push(sql`start_at > ${earliest}`);
    return sql.join(conditions, sql` and `);
  };

  return {
    list: async (filter, page) => {
      const rows = await session.rows(sql<{ readonly data: ScheduledShift }>`
        select data from scheduled_shifts
        where organisation = ${organisation} and ${inPlace(filter)} and ${inSpan(filter, page?.after)}
        order by start_at, shift_id
        limit ${page === undefined ? null : page.limit + 1}::bigint`);
      const shifts = await openNames(session, dataOf(rows));
      if (page === undefined || shifts.length <= page.limit) return { items: shifts, next: null };
      const items = shifts.slice(0, page.limit);
      const last = items.at(-1);
      return { items, next: last === undefined ? null : [String(last.start), last.id] };
    },

    state: async (filter) => stateOf(await session.first(scheduleState(organisation, filter))),

    changes: async (filter, after, limit) => {
      const position = Number(after ?? 0);
      const { team, site, among } = filter;
      const tombstones =
        team === undefined && site === undefined && among === undefined
          ? sql``
          : sql`union all
              (select change, data from (
                select distinct on (shift_id) change, data from schedule_departures
                where organisation = ${organisation} and ${departed(organisation, filter)}
                order by shift_id, change desc) as departures
              where change > ${position} order by change limit ${limit + 1})`;
      const rows = await session.rows(sql<{ readonly change: number; readonly data: ScheduledShift }>`
        select change, data from (
          (select change, data from scheduled_shifts
            where organisation = ${organisation} and change > ${position} and ${inPlace(filter)}
            order by change limit ${limit + 1})
          ${tombstones}
        ) as changes
        order by change limit ${limit + 1}`);
      const shown = rows.slice(0, limit);
      return {
        shifts: await openNames(session, dataOf(shown)),
        position: String(shown.at(-1)?.change ?? position),
        more: rows.length > limit,
      };
    },

    named: async (ids) => {
      const rows = await session.rows(sql<{ readonly data: ScheduledShift }>`
        select data from scheduled_shifts
        where organisation = ${organisation} and shift_id = any (${ids}::text[])`);
      return [...(await openNames(session, dataOf(rows)))].sort(compareShifts);
    },

    firstPublished: async (employees, from, to) => {
      const rows = await session.rows(sql<{ readonly data: ScheduledShift }>`
        select data from scheduled_shifts
        where organisation = ${organisation} and employee = any (${employees}::text[])
          and date >= ${from} and date <= ${to}`);
      return [...(await openNames(session, dataOf(rows)))].sort(compareShifts);
    },

    publishedSpans: async (team, from, to) => {
      const rows = await session.rows(
        session
          .select('publications')
          .where('team', '=', team)
          .where('last_date', '>=', from)
          .where('first_date', '<=', to)
          .select(['first_date', 'last_date'])
          .distinct()
          .orderBy('first_date')
          .orderBy('last_date'),
      );
      return rows.map((row) => ({ from: row.first_date, to: row.last_date }));
    },
  };
}
