import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Session } from '../session.ts';
import type { Transactions } from '../transactions.ts';

/** Ids of employees in other systems, which are found without being there: by marks (HMAC with the master key). What they say stands in the sealed team. */

export type ExternalId = { readonly system: string; readonly externalId: string; readonly employee: string };

/** Says nothing without the master key; another one in each organisation and for each system. */
export function externalMark(session: Session, { system, externalId }: Omit<ExternalId, 'employee'>): string {
  return createHmac('sha256', session.masterKey)
    .update(JSON.stringify(['external-id', session.scope.organisation, system, externalId]))
    .digest('hex');
}

/** Columns of marks, as arrays. */
export function marksOf(session: Session, ids: readonly ExternalId[]) {
  const systems = ids.map(({ system }) => system);
  const marks = ids.map((id) => externalMark(session, id));
  const employees = ids.map(({ employee }) => employee);
  return sql`unnest(${systems}::text[], ${marks}::text[], ${employees}::text[]) as given (system, external_id, employee)`;
}

type Row = { readonly system: string; readonly external_id: string; readonly employee: string };

const idOf = ({ system, external_id: externalId, employee }: Row): ExternalId => ({ system, externalId, employee });

/** Puts marks in the place of ids that were written before there were marks, of all organisations; gives how many ids. */
export async function markOldExternalIds(transactions: Transactions): Promise<number> {
  let all = 0;
  const organisations = await transactions.query<{ organisation: string }>(
    'select distinct organisation from external_ids where not marked order by organisation',
  );
  for (const { organisation } of organisations)
    all += await transactions.write({ organisation, actor: 'shiftcast' }, async (session) => {
      const rows = await session.rows(sql<Row>`
        select system, external_id, employee from external_ids
        where organisation = ${organisation} and not marked order by system, external_id for update`);
      await session.count(sql`
        insert into external_ids (organisation, system, external_id, employee, marked)
        select ${organisation}, system, external_id, employee, true from ${marksOf(session, rows.map(idOf))}
        on conflict do nothing`);
      const named = await session.rows(sql<Row & { readonly team: string }>`
        select team, system, external_id, employee from team_external_ids
        where organisation = ${organisation} and not marked order by team, system, external_id for update`);
      for (const [team, its] of Map.groupBy(named, (row) => row.team))
        await session.count(sql`
          insert into team_external_ids (organisation, team, system, external_id, employee, marked)
          select ${organisation}, ${team}, system, external_id, employee, true from ${marksOf(session, its.map(idOf))}
          on conflict do nothing`);
      await session.count(sql`delete from team_external_ids where organisation = ${organisation} and not marked`);
      await session.count(sql`delete from external_ids where organisation = ${organisation} and not marked`);
      const parts = [{ after: { externalIds: rows.length } }];
      if (rows.length > 0) session.record({ action: 'change', kind: 'sealing', thing: '', parts });
      return rows.length;
    });
  return all;
}
