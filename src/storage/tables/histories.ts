import { createHash } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { HistoryDay, HistoryHead, HistoryTable, StoredRow } from '../../planning/store.ts';
import type { Database } from '../database.ts';
import { missed, pageOf, versionedOf, writtenOf } from '../pages.ts';
import { isAmong, type Session } from '../session.ts';

type HeadRow = Selectable<Database['histories']>;

type RowRow = {
  readonly start: number;
  readonly timestamp: string;
  readonly date: string;
  readonly count: number;
  readonly aht_seconds: number | null;
};

function headOf(row: HeadRow): HistoryHead {
  return {
    ...versionedOf(row),
    id: row.id,
    name: row.name ?? undefined,
    team: row.team ?? undefined,
    skill: row.skill ?? undefined,
    options: row.options,
    rows: row.rows,
    firstDate: row.first_date ?? undefined,
    lastDate: row.last_date ?? undefined,
    removed: row.removed_at === null ? undefined : writtenOf(row.removed_at, row.updated_by),
  };
}

function rowOf({ start, timestamp, date, count, aht_seconds }: RowRow): StoredRow {
  return { timestamp, start, date, count, ahtSeconds: aht_seconds ?? undefined };
}

/** Rows as arrays of their columns: a hundred thousand are one statement. */
function given(rows: readonly StoredRow[]) {
  const starts = rows.map(({ start }) => start);
  const timestamps = rows.map(({ timestamp }) => timestamp);
  const dates = rows.map(({ date }) => date);
  const counts = rows.map(({ count }) => count);
  const ahts = rows.map(({ ahtSeconds }) => ahtSeconds ?? null);
  return sql`unnest(${starts}::bigint[], ${timestamps}::text[], ${dates}::text[], ${counts}::float8[],
    ${ahts}::float8[]) as given (start, timestamp, date, count, aht_seconds)`;
}

function extremes(rows: readonly StoredRow[]): { readonly first: string | null; readonly last: string | null } {
  let first: string | null = null;
  let last: string | null = null;
  for (const { date } of rows) {
    if (first === null || date < first) first = date;
    if (last === null || date > last) last = date;
  }
  return { first, last };
}

/** What the trail says of a history: its head, and what of its rows; those themselves are kept with who entered and who corrected them. */
function saidOf({ name, team, skill, options, rows, first_date: from, last_date: to, version }: HeadRow): object {
  return { name, team, skill, options, rows, from, to, version };
}

function digestOf(rows: readonly StoredRow[]): string {
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

type Span = { readonly from?: string | undefined; readonly end?: string | undefined };

function within({ from, end }: Span) {
  return sql`(${from ?? null}::text is null or date >= ${from ?? null}) and (${end ?? null}::text is null or date < ${end ?? null})`;
}

export function historyTable(session: Session): HistoryTable {
  const { organisation, actor } = session.scope;

  const get = async (id: string): Promise<HistoryHead | undefined> => {
    const row = await session.first(session.select('histories').where('id', '=', id).selectAll());
    return row === undefined ? undefined : headOf(row);
  };

  const enterRows = (id: string, rows: readonly StoredRow[]): Promise<number> =>
    session.count(sql`
      insert into history_rows (organisation, history, created_by, start, timestamp, date, count, aht_seconds)
      select ${organisation}, ${id}, ${actor}, given.* from ${given(rows)} order by start`);

  /** Replaces rows that are there with another value, and keeps what they were. */
  const correctRows = async (id: string, rows: readonly StoredRow[], version: number): Promise<void> => {
    await session.count(sql`
      with corrected as (
        update history_rows h
        set timestamp = given.timestamp, date = given.date, count = given.count, aht_seconds = given.aht_seconds
        from ${given(rows)}
        where h.organisation = ${organisation} and h.history = ${id} and h.start = given.start
        returning h.organisation, h.history, h.start, old.timestamp as old_timestamp, old.count as old_count,
          old.aht_seconds as old_aht_seconds, new.count as new_count, new.aht_seconds as new_aht_seconds
      )
      insert into history_corrections (organisation, history, start, version, old_timestamp, old_count,
        old_aht_seconds, new_count, new_aht_seconds, corrected_by)
      select organisation, history, start, ${version}, old_timestamp, old_count, old_aht_seconds, new_count,
        new_aht_seconds, ${actor}
      from corrected`);
  };

  return {
    create: async ({ id, name, team, skill, options, rows }) => {
      const { first, last } = extremes(rows);
      const row = await session.first(sql<HeadRow>`
        insert into histories (organisation, id, name, team, skill, options, rows, first_date, last_date, created_by,
          updated_by)
        values (${organisation}, coalesce(${id ?? null}, uuidv7()::text), ${name}, ${team}, ${skill},
          ${JSON.stringify(options)}, ${rows.length}, ${first}, ${last}, ${actor}, ${actor})
        on conflict do nothing
        returning *`);
      if (row === undefined) return 'exists';
      if (rows.length > 0) await enterRows(row.id, rows);
      const after = { ...saidOf(row), sha256: digestOf(rows) };
      session.record({ action: 'create', kind: 'history', thing: row.id, parts: [{ after }] });
      return headOf(row);
    },

    get,

    list: async ({ team, among }, page) => {
      let query = session.select('histories').where('removed_at', 'is', null).selectAll();
      if (team !== undefined) query = query.where('team', '=', team);
      query = query.where(isAmong('team', among));
      const after = page.after?.[0];
      if (after !== undefined) query = query.where('id', '>', after);
      const rows = await session.rows(query.orderBy('id').limit(page.limit + 1));
      return pageOf(rows, page, headOf, ({ id }) => [id]);
    },

    rows: async (id, span = {}) => {
      const rows = await session.rows(sql<RowRow>`
        select start, timestamp, date, count, aht_seconds from history_rows
        where organisation = ${organisation} and history = ${id} and ${within(span)}
        order by start`);
      return rows.map(rowOf);
    },

    days: async (id, span, page) => {
      const after = page.after?.[0] ?? null;
      const rows = await session.rows(sql<Omit<HistoryDay, 'ahtSeconds'> & { readonly aht_seconds: number | null }>`
        select date, count(*)::int as rows, sum(count) as count,
          sum(count * aht_seconds) / nullif(sum(count) filter (where aht_seconds is not null), 0) as aht_seconds
        from history_rows
        where organisation = ${organisation} and history = ${id} and ${within(span)}
          and (${after}::text is null or date > ${after})
        group by date order by date limit ${page.limit + 1}`);
      return pageOf(
        rows,
        page,
        ({ aht_seconds, ...day }) => ({ ...day, ahtSeconds: aht_seconds ?? undefined }),
        ({ date }) => [date],
      );
    },

    enter: async (id, rows, { correct, version }) => {
      const head = await session.first(sql<HeadRow>`
        select * from histories where organisation = ${organisation} and id = ${id} and removed_at is null
        for update`);
      if (head === undefined) return missed(undefined);
      if (version !== undefined && version !== head.version) return missed(head.version);
      const there = new Map(
        (
          await session.rows(sql<RowRow>`
            select h.start, h.timestamp, h.date, h.count, h.aht_seconds
            from history_rows h join ${given(rows)} on given.start = h.start
            where h.organisation = ${organisation} and h.history = ${id}
            order by h.start`)
        ).map((row) => [row.start, rowOf(row)]),
      );
      const added = rows.filter(({ start }) => !there.has(start));
      const differing = rows.filter(({ start, count, ahtSeconds }) => {
        const old = there.get(start);
        return old !== undefined && (old.count !== count || old.ahtSeconds !== ahtSeconds);
      });
      if (differing.length > 0 && !correct)
        return {
          ok: true,
          value: { ok: false, differing: differing.flatMap(({ start }) => there.get(start) ?? []) },
        };
      const same = rows.length - added.length - differing.length;
      const value = { ok: true, added: added.length, corrected: differing.length, same } as const;
      if (added.length + differing.length === 0) return { ok: true, value: { ...value, head: headOf(head) } };
      if (added.length > 0) await enterRows(id, added);
      if (differing.length > 0) await correctRows(id, differing, head.version + 1);
      const { first, last } = extremes(added);
      const written = await session.first(sql<HeadRow>`
        update histories set rows = rows + ${added.length}::int, first_date = least(first_date, ${first}::text),
          last_date = greatest(last_date, ${last}::text), version = version + 1, updated_at = now(),
          updated_by = ${actor}
        where organisation = ${organisation} and id = ${id}
        returning *`);
      const after = {
        ...saidOf(written ?? head),
        added: added.length,
        corrected: differing.length,
        sha256: digestOf([...added, ...differing]),
      };
      session.record({ action: 'change', kind: 'history', thing: id, parts: [{ before: saidOf(head), after }] });
      return { ok: true, value: { ...value, head: headOf(written ?? head) } };
    },

    remove: async (id, version) => {
      const removed = await session.first(sql<HeadRow>`
        update histories set removed_at = now(), version = version + 1, updated_at = now(), updated_by = ${actor}
        where organisation = ${organisation} and id = ${id} and version = ${version} and removed_at is null
        returning *`);
      if (removed !== undefined) {
        session.record({ action: 'remove', kind: 'history', thing: id, parts: [{ before: saidOf(removed) }] });
        return { ok: true, value: null };
      }
      const left = await get(id);
      return missed(left?.removed === undefined ? left?.version : undefined);
    },
  };
}
