import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { StoreRefusal } from '../planning/store.ts';
import type { Scope } from '../planning/stored.ts';
import type { Tracing } from '../planning/tracing.ts';
import type { StorageLog } from './log.ts';
import { openPlaces } from './places.ts';
import { failureOf, refused, StoreError } from './refusal.ts';
import { maySwitch, ROWS_ROLE } from './row-security.ts';
import { openSession, type Session } from './session.ts';
import { announce } from './tables/webhooks.ts';
import { tracedClient } from './traced-client.ts';
import { appendTrail } from './trail/append.ts';

/** Transactions: begun, run again where that is right, and committed; with the errors that whoever asked can tell apart. */
export type Transactions = {
  /** All reads at one state of the store. */
  readonly read: <T>(scope: Scope, work: (session: Session) => Promise<T>) => Promise<T>;
  readonly write: <T>(scope: Scope, work: (session: Session) => Promise<T>) => Promise<T>;
  /** A single statement that no organisation owns. */
  readonly query: <R extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<readonly R[]>;
  readonly pool: pg.Pool;
  readonly close: () => Promise<void>;
};

export type TransactionOptions = {
  readonly url: string;
  readonly connections: number;
  /** Wraps the keys of persons. */
  readonly masterKey: Uint8Array;
  readonly log: StorageLog;
  /** How long a transaction waits for a server that is not there, as when it is started again. */
  readonly patienceSeconds: number;
  /** Why a server that is not there does not come back for now, where that is known: nobody waits for it then. */
  readonly fault?: (() => StoreRefusal | undefined) | undefined;
  readonly tracing?: Tracing | undefined;
};

/** Runs again after a conflict with another transaction. */
const CONFLICT_ATTEMPTS = 6;

const STATEMENT_TIMEOUT_MS = 60_000;
export const LOCK_TIMEOUT_MS = 20_000;
const IDLE_TIMEOUT_MS = 60_000;
const CONNECT_TIMEOUT_MS = 10_000;
/** A server that does not answer keeps nobody from closing. */
const CLOSE_TIMEOUT_MS = 5000;

/** Share of the connections that writes leave to reads: a write may wait for another one, and reading goes on meanwhile. */
const READERS_SHARE = 0.2;

/**
 * A write sees what others have committed before each of its statements (read committed): whoever changes a row takes its lock or names
 * the version in the same statement, and publications take one lock for the organisation, so no statement relies on an older state.
 */
const BEGIN = {
  read: 'begin isolation level repeatable read read only',
  write: 'begin isolation level read committed',
} as const;

/** The first statement after one that failed is refused: work that went on as if nothing were is a defect of its own. */
function hiding(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === '25P02')
    throw new Error('a statement had failed, and its transaction went on', { cause: error });
  throw error;
}

export function openTransactions(options: TransactionOptions): Transactions {
  const { url, connections, masterKey, log, patienceSeconds, fault = () => undefined, tracing } = options;
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'shiftcast',
    max: connections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: 300_000,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_TIMEOUT_MS,
    keepAlive: true,
  });
  // An idle connection that breaks is dropped by the pool; the next transaction makes another one.
  pool.on('error', (error) => log('warn', 'a database connection was lost', { err: error }));
  // `pool.end` asks the connections to close and does not wait until they have.
  const connected = new Set<pg.PoolClient>();
  let onRemoved: (() => void) | undefined;
  pool.on('connect', (client) => void connected.add(client));
  pool.on('remove', (client) => {
    connected.delete(client);
    onRemoved?.();
  });
  /** Waits until no connection is left, so that a server that is stopped next cuts none off. */
  const allClosed = async (): Promise<void> => {
    const late = AbortSignal.timeout(CLOSE_TIMEOUT_MS);
    while (connected.size > 0 && !late.aborted)
      await new Promise<void>((resolve) => {
        onRemoved = resolve;
        late.addEventListener('abort', () => resolve(), { once: true });
      });
  };
  const writers = openPlaces(Math.max(1, connections - Math.ceil(connections * READERS_SHARE)), CONNECT_TIMEOUT_MS);
  let closing = false;

  /** What makes a transaction run as the role that policies hold for; known once the first one has asked. */
  let switching: string | undefined;
  const asRows = async (client: pg.PoolClient): Promise<string> => {
    if (switching !== undefined) return switching;
    const can = await maySwitch(client);
    if (!can) log('warn', `row-level security is off: the database user may not run as ${ROWS_ROLE}`, {});
    return (switching = can ? `; set local role ${ROWS_ROLE}` : '');
  };

  /** Once from begin to commit. `committing` tells whether the commit was on its way when it failed. */
  const once = async <T>(
    kind: keyof typeof BEGIN,
    scope: Scope,
    work: (session: Session) => Promise<T>,
    mark: { committing: boolean },
  ): Promise<T> => {
    const client = await pool.connect();
    // Without a listener, the loss of a connection in use would end the process; its statements reject anyway.
    const ignore = (): void => undefined;
    client.on('error', ignore);
    const statements = tracedClient(client, tracing);
    const session = openSession(statements, scope, masterKey, tracing?.current());
    let broken: Error | undefined;
    try {
      const organisation = pg.escapeLiteral(scope.organisation);
      await statements.query(
        `${BEGIN[kind]}; select set_config('shiftcast.organisation', ${organisation}, true)${await asRows(client)}`,
      );
      const value = await work(session);
      if (kind === 'write') {
        await announce(session).catch(hiding);
        await appendTrail(session).catch(hiding);
      }
      await session.end();
      mark.committing = true;
      const { command } = await statements.query('commit');
      if (command !== 'COMMIT') throw new Error('a statement had failed, and its transaction went on');
      return value;
    } catch (error) {
      await session.end();
      if (failureOf(error) === 'connection') broken = error as Error;
      else await client.query('rollback').catch((lost: Error) => (broken = lost));
      throw error;
    } finally {
      client.removeListener('error', ignore);
      client.release(broken);
    }
  };

  const run = async <T>(kind: keyof typeof BEGIN, scope: Scope, work: (session: Session) => Promise<T>): Promise<T> => {
    const end = performance.now() + patienceSeconds * 1000;
    for (let conflicts = 0, waits = 0; ; ) {
      if (closing) throw new StoreError('closing', 'The store is closing.');
      const mark = { committing: false };
      try {
        const begun = (): Promise<T> => once(kind, scope, work, mark);
        return await (kind === 'read' ? begun() : writers.run(begun));
      } catch (error) {
        const failure = failureOf(error);
        if (failure === 'conflict' && ++conflicts < CONFLICT_ATTEMPTS) {
          await pause(2 ** conflicts * (1 + Math.random()));
          continue;
        }
        // A commit whose answer was lost may have been done: only who asked can tell whether asking again is right.
        const isOpen = kind === 'read' || !mark.committing;
        const known = failure === 'connection' && isOpen ? fault() : undefined;
        if (known !== undefined) throw new StoreError(known, 'The database is down.', error);
        if (failure === 'connection' && isOpen && performance.now() < end) {
          await pause(Math.min(50 * 2 ** waits++, 500));
          continue;
        }
        throw refused(error);
      }
    }
  };

  return {
    read: (scope, work) => run('read', scope, work),
    write: (scope, work) => run('write', scope, work),
    query: async <R extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) => {
      try {
        return (await pool.query<R>(text, [...values])).rows;
      } catch (error) {
        throw refused(error);
      }
    },
    pool,
    close: async () => {
      closing = true;
      await pool.end();
      await allClosed();
    },
  };
}
