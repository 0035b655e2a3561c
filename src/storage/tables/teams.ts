import { type Selectable, sql } from 'kysely';
import type { Team } from '../../domain/team.ts';
import type { ExternalIdClash, StoredTeam, TeamSummary, TeamTable } from '../../planning/store.ts';
import type { Database } from '../database.ts';
import { missed, pageOf, versionedOf } from '../pages.ts';
import { isAmong, type Session } from '../session.ts';
import { byEmployee, type Change, type ChangedPart, differing } from '../trail/change.ts';

type TeamRow = Selectable<Database['teams']>;

function storedOf(row: TeamRow): StoredTeam {
  return { ...versionedOf(row), team: row.document };
}

function summaryOf(row: Omit<TeamRow, 'document'>): TeamSummary {
  const { id, name, site, zone, employees } = row;
  return { ...versionedOf(row), id, name: name ?? undefined, site: site ?? undefined, zone, employees };
}

/** What the trail says of a team: what concerns all, and each employee who is not as before. */
function changeOf(action: Change['action'], id: string, before: Team | undefined, after: Team | undefined): Change {
  const { employees: old = [], ...restBefore } = before ?? {};
  const { employees: now = [], ...restAfter } = after ?? {};
  const parts: readonly ChangedPart[] = [
    { before: before && restBefore, after: after && restAfter },
    ...byEmployee(({ id: employee }) => employee, old, now).map(
      ({ employee, before: [was] = [], after: [is] = [] }) => {
        return { employee, before: was, after: is };
      },
    ),
  ];
  return { action, kind: 'team', thing: id, parts: differing(parts) };
}

type ExternalId = { readonly system: string; readonly externalId: string; readonly employee: string };

function externalIdsOf(team: Team): readonly ExternalId[] {
  return team.employees.flatMap(({ id, externalIds = {} }) =>
    Object.entries(externalIds).map(([system, externalId]) => ({ system, externalId, employee: id })),
  );
}

/** Columns of the external ids, as arrays. */
function columnsOf(ids: readonly ExternalId[]) {
  const systems = ids.map(({ system }) => system);
  const externals = ids.map(({ externalId }) => externalId);
  const employees = ids.map(({ employee }) => employee);
  return sql`unnest(${systems}::text[], ${externals}::text[], ${employees}::text[]) as given (system, external_id, employee)`;
}

/** Takes a team's people and their external ids out; ids that no other team names are free again. */
async function removePeople(session: Session, team: string): Promise<void> {
  const { organisation } = session.scope;
  await session.count(session.remove('team_members').where('team', '=', team));
  await session.count(sql`
    with gone as (
      delete from team_external_ids where organisation = ${organisation} and team = ${team}
      returning system, external_id
    )
    delete from external_ids e using gone
    where e.organisation = ${organisation} and e.system = gone.system and e.external_id = gone.external_id
      and not exists (
        select from team_external_ids t
        where t.organisation = e.organisation and t.system = e.system and t.external_id = e.external_id
          and t.team <> ${team}
      )`);
}

async function enterPeople(session: Session, team: Team): Promise<void> {
  const { organisation, actor } = session.scope;
  const employees = team.employees.map(({ id }) => id);
  await session.count(sql`
    insert into employees (organisation, id, created_by)
    select ${organisation}, id, ${actor} from unnest(${employees}::text[]) as id order by id
    on conflict do nothing`);
  await session.count(sql`
    insert into team_members (organisation, team, employee)
    select ${organisation}, ${team.id}, id from unnest(${employees}::text[]) as id`);
  const ids = externalIdsOf(team);
  if (ids.length === 0) return;
  // An id that no team names any more changes hands. One that another person took in the meantime breaks the second insert: the work is
  // run again and finds the clash.
  await session.count(sql`
    insert into external_ids as e (organisation, system, external_id, employee)
    select ${organisation}, system, external_id, employee from ${columnsOf(ids)} order by system, external_id
    on conflict (organisation, system, external_id) do update set employee = excluded.employee
    where not exists (
      select from team_external_ids t
      where t.organisation = e.organisation and t.system = e.system and t.external_id = e.external_id
    )`);
  await session.count(sql`
    insert into team_external_ids (organisation, team, system, external_id, employee)
    select ${organisation}, ${team.id}, system, external_id, employee from ${columnsOf(ids)}`);
}

/** A text to be found as it stands. */
function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}

export function teamTable(session: Session): TeamTable {
  const { organisation, actor } = session.scope;
  const present = () => session.select('teams').where('teams.removed_at', 'is', null);

  const versionOf = async (id: string): Promise<number | undefined> =>
    (await session.first(present().where('id', '=', id).select('version')))?.version;

  return {
    create: async (team) => {
      const row = await session.first(sql<TeamRow>`
        insert into teams (organisation, id, name, site, zone, employees, document, created_by, updated_by)
        values (${organisation}, ${team.id}, ${team.name}, ${team.site}, ${team.zone}, ${team.employees.length},
          ${JSON.stringify(team)}, ${actor}, ${actor})
        on conflict do nothing
        returning *`);
      if (row === undefined) return 'exists';
      await enterPeople(session, team);
      session.record(changeOf('create', team.id, undefined, row.document));
      return storedOf(row);
    },

    get: async (id) => {
      const row = await session.first(present().where('id', '=', id).selectAll());
      return row === undefined ? undefined : storedOf(row);
    },

    list: async ({ site, employee, text, among }, page) => {
      let query = present()
        .select(['organisation', 'id', 'name', 'site', 'zone', 'employees', 'removed_at', 'version'])
        .select(['created_at', 'created_by', 'updated_at', 'updated_by']);
      if (site !== undefined) query = query.where('site', '=', site);
      query = query.where(isAmong('id', among));
      if (text !== undefined) {
        const pattern = containing(text);
        query = query.where((either) => either.or([either('name', 'ilike', pattern), either('id', 'ilike', pattern)]));
      }
      if (employee !== undefined) {
        const member = session.select('team_members').select('team').where('employee', '=', employee);
        query = query.where('id', 'in', member);
      }
      const after = page.after?.[0];
      if (after !== undefined) query = query.where('id', '>', after);
      const rows = await session.rows(query.orderBy('id').limit(page.limit + 1));
      return pageOf(rows, page, summaryOf, ({ id }) => [id]);
    },

    replace: async (team, version) => {
      const row = await session.first(sql<TeamRow & { readonly before: Team }>`
        update teams set name = ${team.name}, site = ${team.site}, zone = ${team.zone},
          employees = ${team.employees.length}, document = ${JSON.stringify(team)},
          version = version + 1, updated_at = now(), updated_by = ${actor}
        where organisation = ${organisation} and id = ${team.id} and version = ${version} and removed_at is null
        returning *, old.document as before`);
      if (row === undefined) return missed(await versionOf(team.id));
      await removePeople(session, team.id);
      await enterPeople(session, team);
      session.record(changeOf('change', team.id, row.before, row.document));
      return { ok: true, value: storedOf(row) };
    },

    remove: async (id, version) => {
      const removed = await session.first(sql<{ readonly before: Team }>`
        update teams set removed_at = now(), version = version + 1, updated_at = now(), updated_by = ${actor}
        where organisation = ${organisation} and id = ${id} and version = ${version} and removed_at is null
        returning document as before`);
      if (removed === undefined) return missed(await versionOf(id));
      await removePeople(session, id);
      session.record(changeOf('remove', id, removed.before, undefined));
      return { ok: true, value: null };
    },

    externalIdClashes: (team) => {
      const ids = externalIdsOf(team);
      return session.rows(sql<ExternalIdClash>`
        select given.system, given.external_id as "externalId", given.employee, taken.employee as other
        from ${columnsOf(ids)}
        join external_ids taken on taken.organisation = ${organisation}
          and taken.system = given.system and taken.external_id = given.external_id
        where taken.employee <> given.employee
          -- An id that only this team names moves with it from one of its people to another.
          and exists (
            select from team_external_ids t
            where t.organisation = taken.organisation and t.system = taken.system
              and t.external_id = taken.external_id and t.team <> ${team.id}
          )
        order by given.system, given.external_id`);
    },

    employeeByExternalId: async (system, externalId) => {
      const found = await session.first(
        session
          .select('external_ids')
          .where('system', '=', system)
          .where('external_id', '=', externalId)
          .select('employee'),
      );
      return found?.employee;
    },
  };
}
