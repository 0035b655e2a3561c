import {
  type Compilable,
  type CompiledQuery,
  type DeleteQueryBuilder,
  type DeleteResult,
  type RawBuilder,
  type SelectQueryBuilder,
  sql,
  type SqlBool,
} from 'kysely';
import pg, { type QueryConfig, type QueryResult } from 'pg';
import type { Scope } from '../planning/stored.ts';
import { builder, type Database } from './database.ts';
import type { Client } from './traced-client.ts';
import { type Change, tablesWritten } from './trail/change.ts';

/**
 * One transaction of one scope. Every statement goes through here, and one that does not name the scope's organisation is a defect that
 * throws: a table cannot forget whose rows it reads.
 */
export type Session = {
  readonly scope: Scope;
  /** Rows of a statement. */
  readonly rows: <O>(query: Compilable<O> | RawBuilder<O>) => Promise<readonly O[]>;
  /** The only or first row. */
  readonly first: <O>(query: Compilable<O> | RawBuilder<O>) => Promise<O | undefined>;
  /** Rows that a statement wrote. */
  readonly count: (query: Compilable | RawBuilder<unknown>) => Promise<number>;
  /** The organisation's rows of a table. */
  readonly select: <T extends keyof Database>(table: T) => SelectQueryBuilder<Database, T, object>;
  readonly remove: <T extends keyof Database>(table: T) => DeleteQueryBuilder<Database, T, DeleteResult>;
  /** Statements of the queue, which has tables of its own that no organisation owns. */
  readonly queue: QueueDatabase;
  /** Whether all that was committed before this transaction was asked for has its place in the trail's chain. */
  readonly isLinked: boolean;
  /** Tells the trail what was changed; it is appended at the end of the transaction. */
  readonly record: (change: Change) => void;
  /** Wraps the keys of persons. */
  readonly masterKey: Uint8Array;
  /** The span that the transaction is a part of, where traces are wanted. */
  readonly traceparent: string | undefined;
};

/** Condition that a column names one of these teams; true where no teams are given. */
export function isAmong(column: string, among: readonly string[] | undefined): RawBuilder<SqlBool> {
  return among === undefined ? sql`true` : sql`${sql.ref(column)} = any (${among}::text[])`;
}

/** Ids for rows that are yet to be written, in order: what is sealed belongs to its row, which so has a name before it is there. */
export async function newIds(session: Session, count = 1): Promise<readonly string[]> {
  const rows = await session.rows(sql<{ readonly id: string }>`
    select uuidv7()::text as id from generate_series(1, ${count}::int) where ${session.scope.organisation}::text is not null`);
  return rows.map(({ id }) => id);
}

/** The connection that pg-boss is given, so that a job is queued in the transaction that writes it. */
// oxlint-disable-next-line typescript/no-explicit-any -- so pg-boss declares it; its rows are its own.
export type QueueDatabase = { readonly executeSql: (text: string, values?: unknown[]) => Promise<{ rows: any[] }> };

/** PostgreSQL keeps no NUL in a text; like half a surrogate pair, which `pg` writes so, it becomes U+FFFD. */
function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
  return Array.isArray(value) ? value.map(storable) : value;
}

/** Whole numbers of 64 bits come as numbers: none here is beyond 2^53. All else as `pg` reads it. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);

export type OpenSession = Session & {
  /** Waits for the statements that are under way; one that comes later is a defect. */
  readonly end: () => Promise<void>;
  /** What was recorded so far. */
  readonly changes: () => readonly Change[];
  /** Tables that were written, but for those of which the trail never tells. */
  readonly written: () => readonly string[];
};

/** A session on a connection that is in a transaction. Statements run one after the other, in the order they were asked for. */
export function openSession(
  client: Client,
  scope: Scope,
  masterKey: Uint8Array,
  { traceparent, isLinked = false }: Partial<Pick<Session, 'traceparent' | 'isLinked'>> = {},
): OpenSession {
  const { organisation } = scope;
  const changes: Change[] = [];
  const written = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();
  let ended = false;

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(() => {
      if (ended) throw new Error('a statement came after the end of its transaction');
      return work();
    });
    last = mine.catch(() => undefined);
    return mine;
  };

  const run = <O>(query: Compilable<O> | RawBuilder<O>): Promise<QueryResult> => {
    const compiled: CompiledQuery<O> = 'isRawBuilder' in query ? query.compile(builder) : query.compile();
    if (!compiled.parameters.includes(organisation))
      throw new Error(`a statement does not name its organisation: ${compiled.sql}`);
    return inTurn(async () => {
      const asked: QueryConfig = { text: compiled.sql, values: compiled.parameters.map(storable), types };
      const result = await client.query(asked);
      if ((result.rowCount ?? 0) > 0) for (const table of tablesWritten(compiled.sql)) written.add(table);
      return result;
    });
  };

  // What kysely cannot follow for a table that is yet to be named holds for each: they all have the column.
  const one = (table: keyof Database) => table as 'teams';
  const mine = (table: string) => sql<SqlBool>`${sql.ref(`${table}.organisation`)} = ${organisation}`;

  return {
    scope,
    rows: async <O>(query: Compilable<O> | RawBuilder<O>) => (await run(query)).rows as readonly O[],
    first: async <O>(query: Compilable<O> | RawBuilder<O>) => (await run(query)).rows[0] as O | undefined,
    count: async (query) => (await run(query)).rowCount ?? 0,
    select: (table) => builder.selectFrom(one(table)).where(mine(table)) as never,
    remove: (table) => builder.deleteFrom(one(table)).where(mine(table)) as never,
    isLinked,
    record: (change) => void changes.push(change),
    changes: () => changes,
    written: () => [...written],
    masterKey,
    traceparent,
    queue: { executeSql: (text, values = []) => inTurn(() => client.query(text, values)) },
    end: async () => {
      await last;
      ended = true;
    },
  };
}
