import { sql } from 'kysely';
import type { IdempotencyTable, KeptAnswer } from '../../planning/store.ts';
import { sealDocument, textOf } from '../people/document-seal.ts';
import type { Session } from '../session.ts';

const KEPT_HOURS = 24;

/** Every so many keys that are taken, those that are past their time are removed. */
const TIDY_EVERY = 50;

type KeyRow = {
  readonly fingerprint: string;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>> | null;
  readonly body: string | null;
  readonly sealed: Buffer | null;
};

async function answerOf(session: Session, key: string, row: KeyRow): Promise<KeptAnswer | undefined> {
  const { status, headers } = row;
  const body = await textOf(session, 'idempotency_keys.body', key, row.body, row.sealed);
  return status === null || headers === null || body === undefined ? undefined : { status, headers, body };
}

type Taken = Awaited<ReturnType<IdempotencyTable['take']>>;

/** A key without an answer belongs to a request that ended without one: it is as good as new for the same request. */
async function stateOf(session: Session, key: string, row: KeyRow | undefined, fingerprint: string): Promise<Taken> {
  if (row === undefined) return { state: 'new' };
  if (row.fingerprint !== fingerprint) return { state: 'other' };
  const answer = await answerOf(session, key, row);
  return answer === undefined ? { state: 'new' } : { state: 'kept', answer };
}

let taken = 0;

export function idempotencyTable(session: Session): IdempotencyTable {
  const { organisation, actor } = session.scope;
  const isFresh = sql`idempotency_keys.created_at > now() - ${KEPT_HOURS} * interval '1 hour'`;

  const find = (key: string): Promise<KeyRow | undefined> =>
    session.first(sql<KeyRow>`
      select fingerprint, status, headers, body, sealed from idempotency_keys
      where organisation = ${organisation} and key = ${key} and ${isFresh}`);

  return {
    peek: async (key, fingerprint) => stateOf(session, key, await find(key), fingerprint),

    take: async (key, fingerprint) => {
      taken += 1;
      if (taken % TIDY_EVERY === 0)
        await session.count(sql`
          delete from idempotency_keys where organisation = ${organisation} and not (${isFresh}) and key in (
            select key from idempotency_keys where organisation = ${organisation} and not (${isFresh})
            limit 1000 for update skip locked)`);
      // Waits where another transaction has just entered the key, and then meets what that one left.
      const mine = await session.count(sql`
        insert into idempotency_keys (organisation, key, fingerprint, created_by)
        values (${organisation}, ${key}, ${fingerprint}, ${actor})
        on conflict (organisation, key) do update set fingerprint = excluded.fingerprint, status = null,
          headers = null, body = null, sealed = null, created_at = now(), created_by = excluded.created_by
        where not (${isFresh})`);
      return mine > 0 ? { state: 'new' } : stateOf(session, key, await find(key), fingerprint);
    },

    keep: async (key, { status, headers, body }) => {
      await session.count(sql`
        update idempotency_keys set status = ${status}, headers = ${JSON.stringify(headers)}, body = null,
          sealed = ${await sealDocument(session, 'idempotency_keys.body', key, body)}
        where organisation = ${organisation} and key = ${key}`);
    },
  };
}
