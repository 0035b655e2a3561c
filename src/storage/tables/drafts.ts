import { type Selectable, sql, type SqlBool } from 'kysely';
import { addDays } from '../../domain/calendar.ts';
import type { DraftCause } from '../../domain/draft.ts';
import { compareShifts, type Shift } from '../../domain/shift.ts';
import type { DraftHead, DraftTable, DraftVersion } from '../../planning/store.ts';
import type { Database } from '../database.ts';
import { missed, pageOf, versionedOf, writtenOf } from '../pages.ts';
import { isAmong, type Session } from '../session.ts';
import { byEmployee, type ChangedPart } from '../trail/change.ts';

type DraftRow = Omit<Selectable<Database['drafts']>, 'frame' | 'organisation' | 'removed_at'>;

const HEAD = [
  'id',
  'team',
  'name',
  'first_date',
  'last_date',
  'days',
  'shifts',
  'solve',
  'solve_version',
  'version',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
] as const;

const head = sql.join(HEAD.map((column) => sql.ref(`drafts.${column}`)));

function headOf(row: DraftRow): DraftHead {
  const { id, team, name, first_date: from, days, shifts, solve, solve_version } = row;
  return {
    ...versionedOf(row),
    id,
    team,
    name: name ?? undefined,
    from,
    days,
    shifts,
    solve: solve === null || solve_version === null ? undefined : { ...solve, version: solve_version },
  };
}

/** What the trail says of a draft besides its shifts: nothing of persons. */
function saidOf({ team, name, days, from, shifts, version }: DraftHead, { kind }: DraftCause): object {
  return { team, name, from, days, shifts, version, cause: kind };
}

function shiftParts(before: readonly Shift[], after: readonly Shift[]): readonly ChangedPart[] {
  return byEmployee((shift) => shift.employeeId, before, after);
}

/** Rows of shifts, as arrays of their columns. */
function rowsOf(shifts: readonly Shift[]) {
  const ids = shifts.map(({ id }) => id);
  const employees = shifts.map(({ employeeId }) => employeeId);
  const texts = shifts.map((shift) => JSON.stringify(shift));
  return sql`unnest(${ids}::text[], ${employees}::text[], ${texts}::text[]) as given (shift_id, employee, data)`;
}

function solveOf(cause: DraftCause): string | null {
  return cause.kind === 'solved' ? JSON.stringify(cause.solve) : null;
}

export function draftTable(session: Session): DraftTable {
  const { organisation, actor } = session.scope;

  const present = () => session.select('drafts').where('removed_at', 'is', null);

  /** Versions and shifts of a removed draft stay, and are of no draft that can be asked for. */
  const isPresent = (id: string) => sql<SqlBool>`exists (
    select from drafts where organisation = ${organisation} and id = ${id} and removed_at is null)`;

  const get = async (id: string): Promise<DraftHead | undefined> => {
    const row = await session.first(present().where('id', '=', id).select(HEAD));
    return row === undefined ? undefined : headOf(row);
  };

  const versionOf = async (id: string): Promise<number | undefined> =>
    (await session.first(present().where('id', '=', id).select('version')))?.version;

  const isVersion = async (id: string, version: number | undefined): Promise<boolean> =>
    version === undefined ||
    (await session.first(
      session.select('draft_versions').where('draft', '=', id).where('version', '=', version).select('version'),
    )) !== undefined;

  return {
    create: async ({ team, name, days, frame, shifts, cause }) => {
      const solve = solveOf(cause);
      const row = await session.first(sql<DraftRow>`
        with made as (
          insert into drafts (organisation, team, name, first_date, last_date, days, frame, shifts, solve,
            solve_version, created_by, updated_by)
          values (${organisation}, ${team}, ${name}, ${days.from}, ${addDays(days.from, days.days - 1)}, ${days.days},
            ${JSON.stringify(frame)}, ${shifts.length}, ${solve}::json,
            case when ${solve}::text is null then null else 1 end, ${actor}, ${actor})
          returning *
        ), version as (
          insert into draft_versions (organisation, draft, version, cause, shifts, written_by)
          select organisation, id, 1, ${JSON.stringify(cause)}::json, shifts, ${actor} from made
        ), entered as (
          insert into draft_shifts (organisation, draft, shift_id, from_version, employee, data)
          select made.organisation, made.id, given.shift_id, 1, given.employee, given.data::json
          from made, ${rowsOf(shifts)}
        )
        select ${head} from made as drafts`);
      if (row === undefined) throw new Error('a draft was not written');
      const made = headOf(row);
      const parts = [{ after: saidOf(made, cause) }, ...shiftParts([], shifts)];
      session.record({ action: 'create', kind: 'draft', thing: made.id, parts });
      return made;
    },

    get,

    frame: async (id) => (await session.first(present().where('id', '=', id).select('frame')))?.frame,

    list: async ({ team, from, to, among }, page) => {
      let query = present().select(HEAD);
      if (team !== undefined) query = query.where('team', '=', team);
      query = query.where(isAmong('team', among));
      if (from !== undefined) query = query.where('last_date', '>=', from);
      if (to !== undefined) query = query.where('first_date', '<=', to);
      const after = page.after?.[0];
      if (after !== undefined) query = query.where('id', '<', after);
      const rows = await session.rows(query.orderBy('id', 'desc').limit(page.limit + 1));
      return pageOf(rows, page, headOf, ({ id }) => [id]);
    },

    shifts: async (id, { version, employees } = {}) => {
      // The newest version is in force, which has an index of its own.
      const inVersion =
        version === undefined
          ? sql`s.to_version is null`
          : sql`s.from_version <= ${version} and (s.to_version is null or s.to_version > ${version})`;
      const rows = await session.rows(sql<{ readonly data: Shift }>`
        select s.data from draft_shifts s
        where s.organisation = ${organisation} and s.draft = ${id} and ${isPresent(id)} and ${inVersion}
          and (${employees === undefined} or s.employee = any (${employees ?? []}::text[]))`);
      if (rows.length === 0 || version !== undefined) {
        // A version that was superseded long ago may be gone, though shifts of it are those of others too.
        if ((await versionOf(id)) === undefined || !(await isVersion(id, version))) return undefined;
      }
      return rows.map(({ data }) => data).sort(compareShifts);
    },

    versions: async (id, page) => {
      let query = session.select('draft_versions').where('draft', '=', id).where(isPresent(id));
      const after = page.after?.[0];
      if (after !== undefined) query = query.where('version', '<', Number(after));
      const rows = await session.rows(
        query
          .select(['version', 'cause', 'shifts', 'written_at', 'written_by'])
          .orderBy('version', 'desc')
          .limit(page.limit + 1),
      );
      const valueOf = ({ version, cause, shifts, written_at, written_by }: (typeof rows)[number]): DraftVersion => ({
        version,
        written: writtenOf(written_at, written_by),
        cause,
        shifts,
      });
      return pageOf(rows, page, valueOf, ({ version }) => [String(version)]);
    },

    change: async (id, version, { put, removed }, cause) => {
      const next = version + 1;
      const solve = solveOf(cause);
      const touched = [...new Set([...removed, ...put.map((shift) => shift.id)])];
      // One statement: the update of the head waits for a change that is under way and then no longer finds its version.
      const row = await session.first(sql<DraftRow & { readonly ended: readonly Shift[] | null }>`
        with touched as (
          select count(*)::int as shifts from draft_shifts
          where organisation = ${organisation} and draft = ${id} and to_version is null
            and shift_id = any (${touched}::text[])
        ), head as (
          update drafts set version = ${next}, shifts = drafts.shifts - touched.shifts + ${put.length}::int,
            solve = coalesce(${solve}::json, solve),
            solve_version = case when ${solve}::text is null then solve_version else ${next} end,
            updated_at = now(), updated_by = ${actor}
          from touched
          where organisation = ${organisation} and id = ${id} and version = ${version} and removed_at is null
          returning drafts.*
        ), ended as (
          update draft_shifts s set to_version = ${next} from head
          where s.organisation = ${organisation} and s.draft = head.id and s.to_version is null
            and s.shift_id = any (${touched}::text[])
          returning s.data
        ), entered as (
          insert into draft_shifts (organisation, draft, shift_id, from_version, employee, data)
          select head.organisation, head.id, given.shift_id, ${next}, given.employee, given.data::json
          from head, ${rowsOf(put)}
        ), version as (
          insert into draft_versions (organisation, draft, version, cause, shifts, written_by)
          select organisation, id, version, ${JSON.stringify(cause)}::json, shifts, ${actor} from head
        )
        select ${head}, (select json_agg(ended.data) from ended) as ended from head as drafts`);
      if (row === undefined) return missed(await versionOf(id));
      const changed = headOf(row);
      const parts = [{ after: saidOf(changed, cause) }, ...shiftParts(row.ended ?? [], put)];
      session.record({ action: 'change', kind: 'draft', thing: id, parts });
      return { ok: true, value: changed };
    },

    remove: async (id, version) => {
      const removed = await session.count(sql`
        update drafts set removed_at = now(), version = version + 1, updated_at = now(), updated_by = ${actor}
        where organisation = ${organisation} and id = ${id} and version = ${version} and removed_at is null`);
      if (removed === 0) return missed(await versionOf(id));
      session.record({ action: 'remove', kind: 'draft', thing: id, parts: [{ before: { version } }] });
      return { ok: true, value: null };
    },
  };
}
