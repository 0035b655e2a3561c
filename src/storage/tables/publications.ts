import { type Selectable, sql } from 'kysely';
import type { PublicationGate, ScheduledShift } from '../../domain/schedule.ts';
import type { Publication, PublicationHead, PublicationTable } from '../../planning/store.ts';
import type { Database } from '../database.ts';
import { createdOf, pageOf } from '../pages.ts';
import { openDocument, sealDocument } from '../people/document-seal.ts';
import { openNames, sealNames } from '../people/name-seal.ts';
import { isAmong, newIds, type Session } from '../session.ts';
import { byEmployee } from '../trail/change.ts';

type PublicationRow = Selectable<Database['publications']>;
type Sealed = 'gate' | 'published' | 'sealed_gate' | 'sealed_published';
type HeadRow = Omit<PublicationRow, 'organisation' | 'team_version' | 'difference' | Sealed>;

const HEAD = [
  'id',
  'team',
  'number',
  'first_date',
  'last_date',
  'draft',
  'draft_version',
  'shifts',
  'created_at',
  'created_by',
] as const;

function headOf(row: HeadRow): PublicationHead {
  const { id, team, number, first_date: from, last_date: to, draft, draft_version: draftVersion, shifts } = row;
  return { ...createdOf(row), id, team, number, from, to, draft, draftVersion, shifts };
}

type GateRow = Pick<PublicationRow, 'id' | 'gate' | 'sealed_gate'>;

async function openGate(session: Session, { id, gate, sealed_gate: sealed }: GateRow): Promise<PublicationGate> {
  if (sealed !== null)
    return JSON.parse(await openDocument(session, 'publications.gate', id, sealed)) as PublicationGate;
  if (gate === null) throw new Error(`the publication ${id} has no gate`);
  return gate;
}

async function openPublication(session: Session, row: PublicationRow): Promise<Publication> {
  const { id, team_version: teamVersion, difference, sealed_published: sealed } = row;
  const published =
    sealed === null
      ? (row.published ?? [])
      : (JSON.parse(await openDocument(session, 'publications.published', id, sealed)) as readonly ScheduledShift[]);
  return { ...headOf(row), teamVersion, gate: await openGate(session, row), difference, published };
}

export function publicationTable(session: Session): PublicationTable {
  const { organisation, actor } = session.scope;

  const lock = async (): Promise<void> => {
    // The row's lock is held until the transaction ends, also by the update that changes nothing.
    await session.count(sql`
      insert into schedule_counters (organisation) values (${organisation})
      on conflict (organisation) do update set organisation = excluded.organisation`);
  };

  const nextNumber = async (team: string): Promise<number> => {
    const found = await session.first(sql<{ readonly number: number }>`
      select greatest(
        (select max(number) from publications where organisation = ${organisation} and team = ${team}),
        (select cleared_publications from teams where organisation = ${organisation} and id = ${team}), 0) + 1 as number`);
    return found?.number ?? 1;
  };

  return {
    lock,
    nextNumber,

    create: async (publication, shifts) => {
      await lock();
      const { team, from, to, draft, draftVersion, teamVersion, gate, difference, published } = publication;
      const number = await nextNumber(team);
      const [id = ''] = await newIds(session);
      const row = await session.first(sql<PublicationRow>`
        insert into publications (organisation, id, team, number, first_date, last_date, draft, draft_version,
          team_version, shifts, sealed_gate, difference, sealed_published, created_by)
        values (${organisation}, ${id}, ${team}, ${number}, ${from}, ${to}, ${draft}, ${draftVersion}, ${teamVersion},
          ${publication.shifts}, ${await sealDocument(session, 'publications.gate', id, JSON.stringify(gate))},
          ${JSON.stringify(difference)},
          ${await sealDocument(session, 'publications.published', id, JSON.stringify(published))}, ${actor})
        returning *`);
      if (row === undefined) throw new Error('a publication was not written');
      const before = shifts.length > 0 ? await statesOf(session, shifts) : [];
      if (shifts.length > 0) await writeShifts(session, shifts);
      const { unchanged, ...changed } = difference;
      const counts = Object.fromEntries(Object.entries(changed).map(([name, ids]) => [name, ids.length]));
      const after = { team, number, from, to, draft, draftVersion, teamVersion, unchanged, ...counts };
      const parts = [{ after }, ...byEmployee((shift) => shift.employeeId, before, shifts)];
      session.record({ action: 'create', kind: 'publication', thing: row.id, parts });
      return openPublication(session, row);
    },

    waivers: async (team, { from, to }) => {
      // Of a publication that alone is read: its shifts are many times as much.
      const rows = await session.rows(
        session
          .select('publications')
          .where('team', '=', team)
          .where('last_date', '>=', from)
          .where('first_date', '<=', to)
          .select(['id', 'first_date', 'last_date', 'gate', 'sealed_gate'])
          .orderBy('id', 'desc'),
      );
      const waivers: Awaited<ReturnType<PublicationTable['waivers']>>[number][] = [];
      for (const row of rows)
        for (const { waiver } of (await openGate(session, row)).breaches)
          if (waiver !== undefined)
            waivers.push({ ...waiver, from: row.first_date, to: row.last_date, publication: row.id });
      return waivers;
    },

    get: async (id) => {
      const row = await session.first(session.select('publications').where('id', '=', id).selectAll());
      return row === undefined ? undefined : openPublication(session, row);
    },

    list: async ({ team, from, to, among }, page) => {
      let query = session.select('publications').select(HEAD);
      if (team !== undefined) query = query.where('team', '=', team);
      query = query.where(isAmong('team', among));
      if (from !== undefined) query = query.where('last_date', '>=', from);
      if (to !== undefined) query = query.where('first_date', '<=', to);
      const after = page.after?.[0];
      if (after !== undefined) query = query.where('id', '<', after);
      const rows = await session.rows(query.orderBy('id', 'desc').limit(page.limit + 1));
      return pageOf(rows, page, headOf, ({ id }) => [id]);
    },
  };
}

/** Columns of scheduled shifts, as arrays, each with its change number behind `before`. */
function given(shifts: readonly ScheduledShift[]) {
  const ids = shifts.map(({ id }) => id);
  const teams = shifts.map(({ teamId }) => teamId);
  const sites = shifts.map(({ site }) => site ?? null);
  const employees = shifts.map(({ employeeId }) => employeeId);
  const dates = shifts.map(({ date }) => date);
  const starts = shifts.map(({ start }) => start);
  const ends = shifts.map(({ end }) => end);
  const cancelled = shifts.map(({ status }) => status === 'cancelled');
  const texts = shifts.map((shift) => JSON.stringify(shift));
  return sql`unnest(${ids}::text[], ${teams}::text[], ${sites}::text[], ${employees}::text[], ${dates}::text[],
    ${starts}::bigint[], ${ends}::bigint[], ${cancelled}::boolean[], ${texts}::text[]) with ordinality
    as given (shift_id, team, site, employee, date, start_at, end_at, cancelled, data, place)`;
}

/** Shifts as they are published until now. */
async function statesOf(session: Session, shifts: readonly ScheduledShift[]): Promise<readonly ScheduledShift[]> {
  const rows = await session.rows(sql<{ readonly data: ScheduledShift }>`
    select data from scheduled_shifts
    where organisation = ${session.scope.organisation} and shift_id = any (${shifts.map(({ id }) => id)}::text[])
    order by shift_id`);
  return openNames(
    session,
    rows.map(({ data }) => data),
  );
}

type Moved = { readonly place: number; readonly data: ScheduledShift };

/** Leaves a tombstone where a shift was that is now another team's or at another site. */
async function writeDepartures(session: Session, shifts: readonly ScheduledShift[], before: number): Promise<void> {
  const { organisation } = session.scope;
  const moved = await session.rows(sql<Moved>`
    select given.place, s.data from ${given(shifts)}
    join scheduled_shifts s on s.organisation = ${organisation} and s.shift_id = given.shift_id
    where s.team <> given.team or s.site is distinct from given.site`);
  if (moved.length === 0) return;
  const gone = moved.map(({ place, data }): ScheduledShift => {
    const now = shifts[place - 1];
    if (now === undefined) throw new Error(`there is no shift ${place}`);
    return { ...data, status: 'cancelled', sequence: now.sequence, changedAt: now.changedAt };
  });
  const changes = moved.map(({ place }) => before + place);
  await session.count(sql`
    insert into schedule_departures (organisation, shift_id, team, site, employee, change, data, name_sealed)
    select ${organisation}, given.shift_id, given.team, coalesce(given.site, ''), given.employee, numbers.change,
      given.data::json, true
    from ${given(await sealNames(session, gone))}
    join unnest(${changes}::bigint[]) with ordinality as numbers (change, place) on numbers.place = given.place
    on conflict (organisation, shift_id, team, site) do update set change = excluded.change, data = excluded.data,
      name_sealed = true`);
}

/** Writes the new states of shifts, each under a change number of its own. The caller holds the lock. */
async function writeShifts(session: Session, shifts: readonly ScheduledShift[]): Promise<void> {
  const { organisation } = session.scope;
  const longest = Math.max(...shifts.map(({ start, end }) => end - start));
  const counter = await session.first(sql<{ readonly before: number }>`
    update schedule_counters
    set change = change + ${shifts.length}::int, longest_seconds = greatest(longest_seconds, ${longest}::bigint)
    where organisation = ${organisation}
    returning old.change as before`);
  if (counter === undefined) throw new Error('the schedule has no counter');
  const { before } = counter;
  await writeDepartures(session, shifts, before);
  await session.count(sql`
    delete from schedule_departures d using ${given(shifts)}
    where d.organisation = ${organisation} and d.shift_id = given.shift_id and d.team = given.team
      and d.site = coalesce(given.site, '')`);
  await session.count(sql`
    insert into scheduled_shifts (organisation, shift_id, team, site, employee, date, start_at, end_at, cancelled,
      change, data, name_sealed)
    select ${organisation}, shift_id, team, site, employee, date, start_at, end_at, cancelled,
      ${before}::bigint + place, data::json, true
    from ${given(await sealNames(session, shifts))}
    on conflict (organisation, shift_id) do update set team = excluded.team, site = excluded.site,
      employee = excluded.employee, date = excluded.date, start_at = excluded.start_at, end_at = excluded.end_at,
      cancelled = excluded.cancelled, change = excluded.change, data = excluded.data, name_sealed = true`);
}
