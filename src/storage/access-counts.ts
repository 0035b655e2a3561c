import { createHmac } from 'node:crypto';
import type { AccessCounts, AddedCount, CountKind } from '../planning/access-store.ts';
import type { Transactions } from './transactions.ts';

/*
 * Counts of requests and guesses that all processes share. Whoever is locked is told to all of them as it happens, so that who asks with a good key pays
 * no statement: a lock is looked up in memory.
 */

/** Where processes tell each other who is locked, and for how many milliseconds. */
export const LOCK_CHANNEL = 'shiftcast_locks';

/** What is over is taken away at most so often by one process. */
const TIDY_MILLISECONDS = 30_000;

type OpenAccessCounts = AccessCounts & {
  /** Reads all locks that hold, as at the start and after notifications were lost. */
  readonly load: () => Promise<void>;
  /** Takes what another process tells on `LOCK_CHANNEL`. */
  readonly hear: (payload: string) => void;
};

type CountRow = { readonly locked: boolean; readonly milliseconds: number };
type AddedRow = {
  readonly kind: CountKind;
  readonly mark: Buffer;
  readonly count: number;
  readonly milliseconds: number;
};
type LockRow = { readonly lock: string; readonly milliseconds: number };

const LEFT = '(extract(epoch from c.until - now()) * 1000)::float8';

/** Where none is allowed, the first one locks. */
const COUNT = `
  insert into access_counts as c (kind, mark, count, locked, until)
    values ($1, $2, 1, $3 < 1, now() + coalesce(case when $3 < 1 then $5::float8 end, $4) * interval '1 second')
  on conflict (organisation, kind, mark) do update set
    count = case when c.until <= now() then 1 else c.count + 1 end,
    locked = case when c.until <= now() then excluded.locked else c.count >= $3 end,
    until = case when c.until <= now() then excluded.until
      when c.count >= $3 and not c.locked then now() + coalesce($5 * interval '1 second', c.until - now())
      else c.until end
  returning c.locked, ${LEFT} as milliseconds`;

const ADD = `
  insert into access_counts as c (kind, mark, count, until)
    select kind, mark, added, now() + span * interval '1 millisecond'
    from unnest($1::text[], $2::bytea[], $3::int[], $4::float8[]) as given (kind, mark, added, span) order by kind, mark
  on conflict (organisation, kind, mark) do update set
    count = excluded.count + case when c.until <= now() then 0 else c.count end,
    until = case when c.until <= now() then excluded.until else c.until end
  returning c.kind, c.mark, c.count, ${LEFT} as milliseconds`;

const LOCKS = `
  select kind || ' ' || encode(mark, 'hex') as lock, ${LEFT} as milliseconds from access_counts c
  where locked and until > now()`;

/** Rows that somebody counts at this moment stay. */
const TIDY = `
  delete from access_counts where ctid = any (array(
    select ctid from access_counts where organisation = '' and until <= now() for update skip locked))`;

const TELL = 'select pg_notify($1, $2)';

export function openAccessCounts({ query }: Pick<Transactions, 'query'>, masterKey: Uint8Array): OpenAccessCounts {
  /** When each lock ends, by kind and mark, on this process's own clock: the database's tells how long it holds. */
  const locks = new Map<string, number>();
  let tidiedAt = 0;

  const markOf = (kind: CountKind, name: string): Buffer =>
    createHmac('sha256', masterKey)
      .update(JSON.stringify(['count', kind, name]))
      .digest();
  const nameOf = (kind: CountKind, mark: Buffer): string => `${kind} ${mark.toString('hex')}`;

  const lock = (name: string, milliseconds: number): void => {
    const now = performance.now();
    for (const [one, end] of locks) if (end <= now) locks.delete(one);
    locks.set(name, now + milliseconds);
  };

  const tidy = async (): Promise<void> => {
    const now = performance.now();
    if (tidiedAt !== 0 && now - tidiedAt < TIDY_MILLISECONDS) return;
    tidiedAt = now;
    await query(TIDY);
  };

  return {
    count: async (kind, name, { most, seconds, lockSeconds }) => {
      await tidy();
      const mark = markOf(kind, name);
      const [row] = await query<CountRow>(COUNT, [kind, mark, most, seconds, lockSeconds ?? null]);
      if (row?.locked !== true) return 0;
      const milliseconds = Math.max(1, row.milliseconds);
      lock(nameOf(kind, mark), milliseconds);
      await query(TELL, [LOCK_CHANNEL, `${nameOf(kind, mark)} ${Math.ceil(milliseconds)}`]);
      return milliseconds;
    },

    locked: (kind, name) => {
      if (locks.size === 0) return 0;
      const end = locks.get(nameOf(kind, markOf(kind, name))) ?? 0;
      return Math.max(0, end - performance.now());
    },

    add: async (counts) => {
      if (counts.length === 0) return [];
      await tidy();
      const given = new Map<string, AddedCount>();
      const marks = counts.map((one) => {
        const mark = markOf(one.kind, one.name);
        given.set(nameOf(one.kind, mark), one);
        return mark;
      });
      const rows = await query<AddedRow>(ADD, [
        counts.map(({ kind }) => kind),
        marks,
        counts.map(({ by }) => by),
        counts.map(({ milliseconds }) => milliseconds),
      ]);
      return rows.flatMap(({ kind, mark, count, milliseconds }) => {
        const one = given.get(nameOf(kind, mark));
        return one === undefined ? [] : [{ kind, name: one.name, count, milliseconds: Math.max(1, milliseconds) }];
      });
    },

    load: async () => {
      for (const { lock: name, milliseconds } of await query<LockRow>(LOCKS)) lock(name, milliseconds);
    },

    hear: (payload) => {
      const [kind, mark, milliseconds] = payload.split(' ');
      lock(`${kind} ${mark}`, Number(milliseconds));
    },
  };
}
