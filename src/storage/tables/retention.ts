import { type Selectable, sql } from 'kysely';
import type { RetentionDays } from '../../domain/retention.ts';
import type { RetentionTable, StoredRetention } from '../../planning/retention-store.ts';
import type { Database } from '../database.ts';
import { missed, writtenOf } from '../pages.ts';
import type { Session } from '../session.ts';

type Row = Selectable<Database['retention']>;

export function retentionTable(session: Session, usual: RetentionDays): RetentionTable {
  const { organisation, actor } = session.scope;

  const storedOf = (row: Row | undefined): StoredRetention => ({
    days: { ...usual, ...row?.days },
    given: row?.days ?? {},
    version: row?.version ?? 1,
    updated: row === undefined || row.version === 1 ? undefined : writtenOf(row.updated_at, row.updated_by),
    ranAt: row?.ran_at?.toISOString(),
  });

  const get = async (): Promise<StoredRetention> =>
    storedOf(await session.first(session.select('retention').selectAll()));

  return {
    get,

    replace: async (given, version) => {
      const before = await get();
      const row = await session.first(sql<Row>`
        insert into retention (organisation, created_by, updated_by, days, version)
        select ${organisation}, ${actor}, ${actor}, ${JSON.stringify(given)}::json, 2
        where ${version}::int = 1 or exists (select from retention where organisation = ${organisation})
        on conflict (organisation) do update set days = excluded.days, version = retention.version + 1,
          updated_at = now(), updated_by = ${actor}
        where retention.version = ${version}
        returning *`);
      if (row === undefined) return missed((await get()).version);
      session.record({
        action: 'change',
        kind: 'retention',
        thing: '',
        parts: [{ before: before.given, after: given }],
      });
      return { ok: true, value: storedOf(row) };
    },

    laws: async () =>
      session.rows(sql<{ readonly team: string; readonly packs: readonly string[] }>`
        select t.id as team, array(
          select distinct pack from (
            select json_array_elements_text(t.document -> 'packs') as pack
            union all
            select json_array_elements_text(contract -> 'packs')
            from json_array_elements(t.document -> 'contracts') as contract
          ) as named order by pack
        ) as packs
        from teams t where t.organisation = ${organisation} order by t.id`),
  };
}
