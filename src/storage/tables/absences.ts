import { type Selectable, sql, type SqlBool } from 'kysely';
import { addDays } from '../../domain/calendar.ts';
import type { Absence, Agreement } from '../../domain/schedule.ts';
import type { AbsenceRecord, AbsenceTable, AgreementRecord, AgreementTable } from '../../planning/store.ts';
import type { Database } from '../database.ts';
import { missed, pageOf, versionedOf, writtenOf } from '../pages.ts';
import type { Session } from '../session.ts';

type AbsenceRow = Selectable<Database['absences']>;

function absenceOf(row: AbsenceRow): AbsenceRecord {
  const { id, employee, period, reason, credit_hours_per_day } = row;
  return {
    ...versionedOf(row),
    id,
    employee,
    when: period,
    reason: reason ?? undefined,
    creditHoursPerDay: credit_hours_per_day ?? undefined,
  };
}

/** First and last date that an absence may touch on anybody's clock. */
function reach(when: Absence['when']): readonly [from: string, to: string] {
  if (when.kind === 'dates') return [when.from, when.to];
  const date = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);
  return [addDays(date(when.start), -1), addDays(date(when.end), 1)];
}

export function absenceTable(session: Session): AbsenceTable {
  const { organisation, actor } = session.scope;

  const present = () => session.select('absences').where('removed_at', 'is', null);

  const get = async (id: string): Promise<AbsenceRecord | undefined> => {
    const row = await session.first(present().where('id', '=', id).selectAll());
    return row === undefined ? undefined : absenceOf(row);
  };

  return {
    create: async ({ employee, when, reason, creditHoursPerDay }) => {
      const [first, last] = reach(when);
      const row = await session.first(sql<AbsenceRow>`
        insert into absences (organisation, employee, period, first_date, last_date, reason, credit_hours_per_day,
          created_by, updated_by)
        values (${organisation}, ${employee}, ${JSON.stringify(when)}, ${first}, ${last}, ${reason},
          ${creditHoursPerDay}, ${actor}, ${actor})
        returning *`);
      if (row === undefined) throw new Error('an absence was not written');
      return absenceOf(row);
    },

    get,

    replace: async ({ id, employee, when, reason, creditHoursPerDay }, version) => {
      const [first, last] = reach(when);
      const row = await session.first(sql<AbsenceRow>`
        update absences set employee = ${employee}, period = ${JSON.stringify(when)}, first_date = ${first},
          last_date = ${last}, reason = ${reason}, credit_hours_per_day = ${creditHoursPerDay},
          version = version + 1, updated_at = now(), updated_by = ${actor}
        where organisation = ${organisation} and id = ${id} and version = ${version} and removed_at is null
        returning *`);
      return row === undefined ? missed((await get(id))?.version) : { ok: true, value: absenceOf(row) };
    },

    remove: async (id, version) => {
      const removed = await session.count(sql`
        update absences set removed_at = now(), version = version + 1, updated_at = now(), updated_by = ${actor}
        where organisation = ${organisation} and id = ${id} and version = ${version} and removed_at is null`);
      return removed === 0 ? missed((await get(id))?.version) : { ok: true, value: null };
    },

    list: async ({ employees, from, to }, page) => {
      let query = present().selectAll();
      if (employees !== undefined) query = query.where(sql<SqlBool>`employee = any (${employees}::text[])`);
      if (from !== undefined) query = query.where('last_date', '>=', addDays(from, -1));
      if (to !== undefined) query = query.where('first_date', '<=', addDays(to, 1));
      const after = page.after?.[0];
      if (after !== undefined) query = query.where('id', '<', after);
      const rows = await session.rows(query.orderBy('id', 'desc').limit(page.limit + 1));
      return pageOf(rows, page, absenceOf, ({ id }) => [id]);
    },
  };
}

type AgreementRow = Selectable<Database['agreements']>;

function agreementOf(row: AgreementRow): AgreementRecord {
  const { id, team, employee, rule, first_date: from, last_date: to, reference, signed_on: signedOn } = row;
  const { removed_at, updated_by } = row;
  return {
    ...versionedOf(row),
    id,
    team,
    employee: employee ?? undefined,
    rule,
    from,
    to,
    reference,
    signedOn,
    removed: removed_at === null ? undefined : writtenOf(removed_at, updated_by),
  };
}

export function agreementTable(session: Session): AgreementTable {
  const { organisation, actor } = session.scope;

  const get = async (id: string): Promise<AgreementRecord | undefined> => {
    const row = await session.first(session.select('agreements').where('id', '=', id).selectAll());
    return row === undefined ? undefined : agreementOf(row);
  };

  return {
    create: async ({ team, employee, rule, from, to, reference, signedOn }: Omit<Agreement, 'id'>) => {
      const row = await session.first(sql<AgreementRow>`
        insert into agreements (organisation, team, employee, rule, first_date, last_date, reference, signed_on,
          created_by, updated_by)
        values (${organisation}, ${team}, ${employee}, ${rule}, ${from}, ${to}, ${reference}, ${signedOn}, ${actor},
          ${actor})
        returning *`);
      if (row === undefined) throw new Error('an agreement was not written');
      return agreementOf(row);
    },

    get,

    remove: async (id, version) => {
      const removed = await session.count(sql`
        update agreements set removed_at = now(), version = version + 1, updated_at = now(), updated_by = ${actor}
        where organisation = ${organisation} and id = ${id} and version = ${version} and removed_at is null`);
      if (removed > 0) return { ok: true, value: null };
      const left = await get(id);
      return missed(left?.removed === undefined ? left?.version : undefined);
    },

    list: async ({ team, from, to }, page) => {
      let query = session.select('agreements').where('removed_at', 'is', null).selectAll();
      if (team !== undefined) query = query.where('team', '=', team);
      if (from !== undefined) query = query.where('last_date', '>=', from);
      if (to !== undefined) query = query.where('first_date', '<=', to);
      const after = page.after?.[0];
      if (after !== undefined) query = query.where('id', '<', after);
      const rows = await session.rows(query.orderBy('id', 'desc').limit(page.limit + 1));
      return pageOf(rows, page, agreementOf, ({ id }) => [id]);
    },
  };
}
