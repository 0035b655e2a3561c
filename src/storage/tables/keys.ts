import { type Selectable, sql } from 'kysely';
import type { ApiKey, KeyTable } from '../../planning/access-store.ts';
import type { Database } from '../database.ts';
import { createdOf, pageOf, writtenOf } from '../pages.ts';
import type { Session } from '../session.ts';

type KeyRow = Selectable<Database['api_keys']>;

function keyOf(row: KeyRow): ApiKey {
  const { id, name, role, teams, employee, operations, expires_at, last_used_at, revoked_at, revoked_by } = row;
  return {
    id,
    name,
    role,
    teams: teams ?? 'all',
    employee: employee ?? undefined,
    operations: operations ?? 'all',
    ...createdOf(row),
    expiresAt: expires_at.toISOString(),
    lastUsedAt: last_used_at?.toISOString(),
    revoked: revoked_at === null || revoked_by === null ? undefined : writtenOf(revoked_at, revoked_by),
  };
}

const listed = (values: 'all' | readonly string[]): string | null => (values === 'all' ? null : JSON.stringify(values));

export function keyTable(session: Session): KeyTable {
  const { organisation, actor } = session.scope;

  const get = async (id: string): Promise<ApiKey | undefined> => {
    const row = await session.first(session.select('api_keys').where('id', '=', id).selectAll());
    return row === undefined ? undefined : keyOf(row);
  };

  return {
    create: async ({ id, name, hash, role, teams, employee, operations, days }) => {
      const row = await session.first(sql<KeyRow>`
        insert into api_keys (organisation, id, name, hash, role, teams, employee, operations, expires_at, created_by)
        values (${organisation}, ${id}, ${name}, ${hash}, ${role}, ${listed(teams)}, ${employee}, ${listed(operations)},
          now() + ${days} * interval '1 day', ${actor})
        on conflict do nothing
        returning *`);
      if (row === undefined) return 'exists';
      const made = keyOf(row);
      session.record({ action: 'create', kind: 'key', thing: id, parts: [{ after: made }] });
      return made;
    },

    get,

    list: async (page) => {
      let query = session.select('api_keys').selectAll();
      const after = page.after?.[0];
      if (after !== undefined) query = query.where('name', '>', after);
      const rows = await session.rows(query.orderBy('name').limit(page.limit + 1));
      return pageOf(rows, page, keyOf, ({ name }) => [name]);
    },

    valid: async (id) => {
      const row = await session.first(
        session
          .select('api_keys')
          .where('id', '=', id)
          .where('revoked_at', 'is', null)
          .where(sql<boolean>`expires_at > now()`)
          .selectAll(),
      );
      return row === undefined ? undefined : { key: keyOf(row), hash: row.hash };
    },

    revoke: async (id) => {
      const row = await session.first(sql<KeyRow>`
        update api_keys set revoked_at = coalesce(revoked_at, now()), revoked_by = coalesce(revoked_by, ${actor})
        where organisation = ${organisation} and id = ${id}
        returning *`);
      if (row === undefined) return undefined;
      const revoked = keyOf(row);
      session.record({ action: 'remove', kind: 'key', thing: id, parts: [{ before: revoked }] });
      return revoked;
    },

    used: async (id) => {
      await session.count(sql`
        update api_keys set last_used_at = now()
        where organisation = ${organisation} and id = ${id}
          and (last_used_at is null or last_used_at < now() - interval '1 minute')`);
    },
  };
}
