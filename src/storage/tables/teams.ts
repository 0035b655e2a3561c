import { type Selectable, sql } from 'kysely';
import type { Team } from '../../domain/team.ts';
import type { ExternalIdClash, StoredTeam, TeamSummary, TeamTable } from '../../planning/store.ts';
import type { Database } from '../database.ts';
import { missed, pageOf, versionedOf } from '../pages.ts';
import { type ExternalId, externalMark, marksOf } from '../people/external-marks.ts';
import { openTeam, sealTeam } from '../people/team-seal.ts';
import { isAmong, type Session } from '../session.ts';
import { byEmployee, type Change, type ChangedPart, differing } from '../trail/change.ts';

type TeamRow = Selectable<Database['teams']>;

function storedOf(row: TeamRow, team: Team): StoredTeam {
  return { ...versionedOf(row), team };
}

/** What a team was before it was changed. */
type Before = { readonly before: Team | null; readonly sealed_before: Buffer | null };

function openBefore(session: Session, id: string, { before, sealed_before }: Before): Promise<Team> {
  return openTeam(session, { id, document: before, sealed: sealed_before });
}

function summaryOf(row: Omit<TeamRow, 'document' | 'sealed'>): TeamSummary {
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

function externalIdsOf(team: Team): readonly ExternalId[] {
  return team.employees.flatMap(({ id, externalIds = {} }) =>
    Object.entries(externalIds).map(([system, externalId]) => ({ system, externalId, employee: id })),
  );
}

/** By system, then by id. */
function compareIds(left: Omit<ExternalId, 'employee'>, right: Omit<ExternalId, 'employee'>): number {
  const [a, b] = [left, right].map(({ system, externalId }) => JSON.stringify([system, externalId]));
  return a === b || a === undefined || b === undefined ? 0 : a < b ? -1 : 1;
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
    insert into external_ids as e (organisation, system, external_id, employee, marked)
    select ${organisation}, system, external_id, employee, true from ${marksOf(session, ids)} order by system, external_id
    on conflict (organisation, system, external_id) do update set employee = excluded.employee
    where not exists (
      select from team_external_ids t
      where t.organisation = e.organisation and t.system = e.system and t.external_id = e.external_id
    )`);
  await session.count(sql`
    insert into team_external_ids (organisation, team, system, external_id, employee, marked)
    select ${organisation}, ${team.id}, system, external_id, employee, true from ${marksOf(session, ids)}`);
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
        insert into teams (organisation, id, name, site, zone, employees, sealed, created_by, updated_by)
        values (${organisation}, ${team.id}, ${team.name}, ${team.site}, ${team.zone}, ${team.employees.length},
          ${await sealTeam(session, team)}, ${actor}, ${actor})
        on conflict do nothing
        returning *`);
      if (row === undefined) return 'exists';
      await enterPeople(session, team);
      const written = await openTeam(session, row);
      session.record(changeOf('create', team.id, undefined, written));
      return storedOf(row, written);
    },

    get: async (id) => {
      const row = await session.first(present().where('id', '=', id).selectAll());
      return row === undefined ? undefined : storedOf(row, await openTeam(session, row));
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
      const row = await session.first(sql<TeamRow & Before>`
        update teams set name = ${team.name}, site = ${team.site}, zone = ${team.zone},
          employees = ${team.employees.length}, document = null, sealed = ${await sealTeam(session, team)},
          version = version + 1, updated_at = now(), updated_by = ${actor}
        where organisation = ${organisation} and id = ${team.id} and version = ${version} and removed_at is null
        returning *, old.document as before, old.sealed as sealed_before`);
      if (row === undefined) return missed(await versionOf(team.id));
      await removePeople(session, team.id);
      await enterPeople(session, team);
      const written = await openTeam(session, row);
      session.record(changeOf('change', team.id, await openBefore(session, team.id, row), written));
      return { ok: true, value: storedOf(row, written) };
    },

    remove: async (id, version) => {
      const removed = await session.first(sql<Before>`
        update teams set removed_at = now(), version = version + 1, updated_at = now(), updated_by = ${actor}
        where organisation = ${organisation} and id = ${id} and version = ${version} and removed_at is null
        returning document as before, sealed as sealed_before`);
      if (removed === undefined) return missed(await versionOf(id));
      await removePeople(session, id);
      session.record(changeOf('remove', id, await openBefore(session, id, removed), undefined));
      return { ok: true, value: null };
    },

    externalIdClashes: async (team) => {
      const ids = externalIdsOf(team);
      const known = new Map(ids.map((id) => [externalMark(session, id), id.externalId]));
      const clashes = await session.rows(sql<Omit<ExternalIdClash, 'externalId'> & { readonly mark: string }>`
        select given.system, given.external_id as mark, given.employee, taken.employee as other
        from ${marksOf(session, ids)}
        join external_ids taken on taken.organisation = ${organisation}
          and taken.system = given.system and taken.external_id = given.external_id
        where taken.employee <> given.employee
          -- An id that only this team names moves with it from one of its people to another.
          and exists (
            select from team_external_ids t
            where t.organisation = taken.organisation and t.system = taken.system
              and t.external_id = taken.external_id and t.team <> ${team.id}
          )`);
      return clashes.map(({ mark, ...clash }) => ({ ...clash, externalId: known.get(mark) ?? '' })).sort(compareIds);
    },

    employeeByExternalId: async (system, externalId) => {
      const mark = externalMark(session, { system, externalId });
      const found = await session.first(
        session
          .select('external_ids')
          .where('system', '=', system)
          .where('external_id', '=', sql<string>`case when marked then ${mark}::text else ${externalId}::text end`)
          .select('employee'),
      );
      return found?.employee;
    },
  };
}
