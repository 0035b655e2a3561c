import { type Selectable, sql } from 'kysely';
import type { RetentionDays } from '../../domain/retention.ts';
import type { RetentionTable, StoredRetention } from '../../planning/retention-store.ts';
import type { Database } from '../database.ts';
import { missed, writtenOf } from '../pages.ts';
import { openTeam } from '../people/team-seal.ts';
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

    laws: async () => {
      const rows = await session.rows(session.select('teams').select(['id', 'document', 'sealed']).orderBy('id'));
      const laws: { readonly team: string; readonly packs: readonly string[] }[] = [];
      for (const row of rows) {
        const { packs, contracts } = await openTeam(session, row);
        const named = new Set([...packs, ...contracts.flatMap((contract) => contract.packs ?? [])]);
        laws.push({ team: row.id, packs: [...named].sort() });
      }
      return laws;
    },
  };
}
