import { type Selectable, sql, type SqlBool } from 'kysely';
import { addDays } from '../../domain/calendar.ts';
import type { Absence, Agreement } from '../../domain/schedule.ts';
import type { AbsenceRecord, AbsenceTable, AgreementRecord, AgreementTable } from '../../planning/store.ts';
import type { Database } from '../database.ts';
import { missed, pageOf, versionedOf, writtenOf } from '../pages.ts';
import { openReasons, sealReason } from '../people/reason-seal.ts';
import { isAmong, newIds, type Session } from '../session.ts';
import type { Change } from '../trail/change.ts';

type AbsenceRow = Selectable<Database['absences']>;

function absenceOf(row: AbsenceRow, reason: string | undefined): AbsenceRecord {
  const { id, employee, period, credit_hours_per_day } = row;
  return {
    ...versionedOf(row),
    id,
    employee,
    when: period,
    reason,
    creditHoursPerDay: credit_hours_per_day ?? undefined,
  };
}

/** What somebody said of an absence or an agreement: without what the store adds. */
function saidOf(record: (AbsenceRecord | AgreementRecord) | undefined): object | undefined {
  if (record === undefined) return undefined;
  const { id: _id, version: _version, created: _created, updated: _updated, ...said } = record;
  return said;
}

function changeOf(
  action: Change['action'],
  kind: 'absence' | 'agreement',
  id: string,
  before: AbsenceRecord | AgreementRecord | undefined,
  after: AbsenceRecord | AgreementRecord | undefined,
): Change {
  const employee = (after ?? before)?.employee;
  return { action, kind, thing: id, parts: [{ employee, before: saidOf(before), after: saidOf(after) }] };
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

  const opened = async (row: AbsenceRow): Promise<AbsenceRecord> =>
    absenceOf(row, (await openReasons(session, [row])).get(row.id));

  const get = async (id: string): Promise<AbsenceRecord | undefined> => {
    const row = await session.first(present().where('id', '=', id).selectAll());
    return row === undefined ? undefined : opened(row);
  };

  return {
    create: async ({ employee, when, reason, creditHoursPerDay }) => {
      const [first, last] = reach(when);
      const [id = ''] = await newIds(session);
      const row = await session.first(sql<AbsenceRow>`
        insert into absences (organisation, id, employee, period, first_date, last_date, sealed_reason,
          credit_hours_per_day, created_by, updated_by)
        values (${organisation}, ${id}, ${employee}, ${JSON.stringify(when)}, ${first}, ${last},
          ${await sealReason(session, { id, employee }, reason)}, ${creditHoursPerDay}, ${actor}, ${actor})
        returning *`);
      if (row === undefined) throw new Error('an absence was not written');
      const absence = absenceOf(row, reason);
      session.record(changeOf('create', 'absence', absence.id, undefined, absence));
      return absence;
    },

    get,

    replace: async ({ id, employee, when, reason, creditHoursPerDay }, version) => {
      const [first, last] = reach(when);
      const before = await get(id);
      const row = await session.first(sql<AbsenceRow>`
        update absences set employee = ${employee}, period = ${JSON.stringify(when)}, first_date = ${first},
          last_date = ${last}, reason = null, sealed_reason = ${await sealReason(session, { id, employee }, reason)},
          credit_hours_per_day = ${creditHoursPerDay}, version = version + 1, updated_at = now(), updated_by = ${actor}
        where organisation = ${organisation} and id = ${id} and version = ${version} and removed_at is null
        returning *`);
      if (row === undefined) return missed((await get(id))?.version);
      const absence = absenceOf(row, reason);
      session.record(changeOf('change', 'absence', id, before, absence));
      return { ok: true, value: absence };
    },

    remove: async (id, version) => {
      const removed = await session.first(sql<AbsenceRow>`
        update absences set removed_at = now(), version = version + 1, updated_at = now(), updated_by = ${actor}
        where organisation = ${organisation} and id = ${id} and version = ${version} and removed_at is null
        returning *`);
      if (removed === undefined) return missed((await get(id))?.version);
      session.record(changeOf('remove', 'absence', id, await opened(removed), undefined));
      return { ok: true, value: null };
    },

    list: async ({ employees, from, to }, page) => {
      let query = present().selectAll();
      if (employees !== undefined) query = query.where(sql<SqlBool>`employee = any (${employees}::text[])`);
      if (from !== undefined) query = query.where('last_date', '>=', addDays(from, -1));
      if (to !== undefined) query = query.where('first_date', '<=', addDays(to, 1));
      const after = page.after?.[0];
      if (after !== undefined) query = query.where('id', '<', after);
      const rows = await session.rows(query.orderBy('id', 'desc').limit(page.limit + 1));
      const reasons = await openReasons(session, rows);
      return pageOf(
        rows,
        page,
        (row) => absenceOf(row, reasons.get(row.id)),
        ({ id }) => [id],
      );
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
      const agreement = agreementOf(row);
      session.record(changeOf('create', 'agreement', agreement.id, undefined, agreement));
      return agreement;
    },

    get,

    remove: async (id, version) => {
      const removed = await session.first(sql<AgreementRow>`
        update agreements set removed_at = now(), version = version + 1, updated_at = now(), updated_by = ${actor}
        where organisation = ${organisation} and id = ${id} and version = ${version} and removed_at is null
        returning *`);
      if (removed !== undefined) {
        session.record(changeOf('remove', 'agreement', id, agreementOf({ ...removed, removed_at: null }), undefined));
        return { ok: true, value: null };
      }
      const left = await get(id);
      return missed(left?.removed === undefined ? left?.version : undefined);
    },

    list: async ({ team, from, to, among }, page) => {
      let query = session.select('agreements').where('removed_at', 'is', null).selectAll();
      if (team !== undefined) query = query.where('team', '=', team);
      query = query.where(isAmong('team', among));
      if (from !== undefined) query = query.where('last_date', '>=', from);
      if (to !== undefined) query = query.where('first_date', '<=', to);
      const after = page.after?.[0];
      if (after !== undefined) query = query.where('id', '<', after);
      const rows = await session.rows(query.orderBy('id', 'desc').limit(page.limit + 1));
      return pageOf(rows, page, agreementOf, ({ id }) => [id]);
    },
  };
}
