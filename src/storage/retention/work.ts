import { sql } from 'kysely';
import type { RetentionKind } from '../../domain/retention.ts';
import type { RetentionLine, RetentionPlan, RetentionWork } from '../../planning/retention-store.ts';
import type { Scope } from '../../planning/stored.ts';
import type { StorageLog } from '../log.ts';
import type { Session } from '../session.ts';
import { publicationTable } from '../tables/publications.ts';
import type { Transactions } from '../transactions.ts';
import type { Gone } from './effects.ts';
import { limitsOf } from './limits.ts';
import { type Part, partsOf } from './parts.ts';

/** Any number: who holds it with an organisation's name clears its things, and nobody else does meanwhile. */
const LOCK = 5_170_427;

/** Counting all that goes of a large store takes longer than a request may. */
const PREVIEW_TIMEOUT_MS = 600_000;

type Count = { readonly rows: number; readonly oldest: string | null; readonly newest: string | null };

const NOTHING: Count = { rows: 0, oldest: null, newest: null };

/** Rows of two parts together; dates are texts, which compare as they are. */
function together(one: Count, other: Count): Count {
  const [oldest] = [one.oldest, other.oldest].filter((date) => date !== null).toSorted();
  const newest = [one.newest, other.newest]
    .filter((date) => date !== null)
    .toSorted()
    .at(-1);
  return { rows: one.rows + other.rows, oldest: oldest ?? null, newest: newest ?? null };
}

type Counted = readonly (readonly [Part, Count])[];

/** One line for each kind that has a period. */
function linesOf(counted: Counted): readonly RetentionLine[] {
  const lines = new Map<RetentionKind, { readonly all: Count; readonly rows: Readonly<Record<string, number>> }>();
  for (const [{ kind, table }, count] of counted) {
    const before = lines.get(kind) ?? { all: NOTHING, rows: {} };
    const rows = { ...before.rows, [table]: (before.rows[table] ?? 0) + count.rows };
    lines.set(kind, { all: together(before.all, count), rows });
  }
  return [...lines].map(([kind, { all, rows }]) => ({
    kind,
    rows,
    ...(all.oldest === null || all.newest === null ? {} : { oldest: all.oldest, newest: all.newest }),
  }));
}

async function count(session: Session, { table, date, due }: Part): Promise<Count> {
  const { organisation } = session.scope;
  const found = await session.first(sql<Count>`
    select count(*)::int as rows, min(date) as oldest, max(date) as newest from (
      select ${date} as date from ${sql.table(table)} t where t.organisation = ${organisation} and ${due}) as going`);
  return found ?? NOTHING;
}

/** Removes as many rows as one transaction takes, tells the trail of them, and says what they were. */
async function removeSome(session: Session, part: Part, days: number | null): Promise<Count> {
  const { organisation } = session.scope;
  const { kind, table, key, date, due, also, atOnce, order, locksSchedule, before, after } = part;
  if (locksSchedule === true) await publicationTable(session).lock();
  await before?.(session);
  const columns = sql.join(key.map((column) => sql.ref(`t.${column}`)));
  const same = sql.join(
    key.map((column) => sql`gone.${sql.ref(column)} = going.${sql.ref(column)}`),
    sql` and `,
  );
  const gone = await session.rows(sql<Gone & { readonly going_date: string }>`
    with going as materialized (
      select ${columns}, ${date} as going_date ${also === undefined ? sql`` : sql`, ${also}`}
      from ${sql.table(table)} t
      where t.organisation = ${organisation} and ${due}
      ${order === undefined ? sql`` : sql`order by ${order}`} limit ${atOnce} for update of t
    )
    delete from ${sql.table(table)} gone using going
    where gone.organisation = ${organisation} and ${same}
    returning going.*`);
  if (gone.length === 0) return NOTHING;
  await after?.(session, gone);
  const dates = gone.map(({ going_date }) => going_date).toSorted();
  const counted = { rows: gone.length, oldest: dates[0] ?? null, newest: dates.at(-1) ?? null };
  session.record({
    action: 'remove',
    kind: 'retention',
    thing: kind,
    parts: [{ after: { table, days, ...counted } }],
  });
  return counted;
}

export function openRetention(transactions: Transactions, log: StorageLog): RetentionWork {
  /** Does the work while nobody else does it for the organisation; a process that dies leaves the lock. */
  const alone = async <T>(organisation: string, work: () => Promise<T>): Promise<T | 'busy'> => {
    const client = await transactions.pool.connect();
    let broken: Error | undefined;
    // The lock is the connection's: where that is lost, another process may begin, and each transaction is whole anyway.
    const lose = (error: Error): void => void (broken = error);
    client.on('error', lose);
    try {
      const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as mine', [
        LOCK,
        organisation,
      ]);
      if (rows[0]?.mine !== true) return 'busy';
      try {
        return await work();
      } finally {
        await client.query('select pg_advisory_unlock($1, hashtext($2))', [LOCK, organisation]).catch(lose);
      }
    } finally {
      client.removeListener('error', lose);
      client.release(broken);
    }
  };

  const clearPart = async (scope: Scope, part: Part, plan: RetentionPlan, signal?: AbortSignal): Promise<Count> => {
    const isOver = (): boolean => signal?.aborted === true;
    let all = NOTHING;
    for (let last = part.atOnce; last >= part.atOnce && !isOver(); ) {
      const some = await transactions.write(scope, (session) => removeSome(session, part, plan.days[part.kind]));
      all = together(all, some);
      last = some.rows;
    }
    return all;
  };

  return {
    preview: (scope, plan) =>
      transactions.read(scope, async (session) => {
        const { organisation } = scope;
        await session.rows(sql`
          select set_config('statement_timeout', ${String(PREVIEW_TIMEOUT_MS)}, true)
          where ${organisation}::text is not null`);
        const counted: (readonly [Part, Count])[] = [];
        for (const part of partsOf(organisation, limitsOf(plan))) counted.push([part, await count(session, part)]);
        return linesOf(counted);
      }),

    clear: (scope, plan, signal) =>
      alone(scope.organisation, async () => {
        const { organisation, actor } = scope;
        const counted: (readonly [Part, Count])[] = [];
        for (const part of partsOf(organisation, limitsOf(plan)))
          counted.push([part, await clearPart(scope, part, plan, signal)]);
        const complete = signal?.aborted !== true;
        if (complete)
          await transactions.write(scope, (session) =>
            session.count(sql`
              insert into retention (organisation, ran_at, created_by, updated_by)
              values (${organisation}, clock_timestamp(), ${actor}, ${actor})
              on conflict (organisation) do update set ran_at = excluded.ran_at`),
          );
        const lines = linesOf(counted);
        for (const { kind, rows, oldest, newest } of lines)
          if (oldest !== undefined) log('info', 'what was past its time was removed', { kind, rows, oldest, newest });
        return { lines, complete };
      }),

    due: async (hours) => {
      // Of whatever organisation: time passes for all of them.
      const rows = await transactions.query<{ organisation: string }>(
        `select o.organisation from organisations o left join retention r on r.organisation = o.organisation
         where r.ran_at is null or r.ran_at < clock_timestamp() - $1 * interval '1 hour' order by o.organisation`,
        [hours],
      );
      return rows.map(({ organisation }) => organisation);
    },
  };
}
