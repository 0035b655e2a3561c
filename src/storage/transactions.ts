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
import { linkPending, NotLinkedError, openLinks } from './trail/link.ts';

/** Transactions: begun, run again where that is right, and committed; with the errors that whoever asked can tell apart. */
export type Transactions = {
  /** All reads at one state of the store. */
  readonly read: <T>(scope: Scope, work: (session: Session) => Promise<T>) => Promise<T>;
  readonly write: <T>(scope: Scope, work: (session: Session) => Promise<T>) => Promise<T>;
  /** A single statement that no organisation owns. */
  readonly query: <R extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<readonly R[]>;
  /** Links what is committed and has no place in the trails' chains, as after the death of the process that wrote it. */
  readonly linkAll: () => Promise<void>;
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

/** The time as entries of the trail have it. */
const NOW = `to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"000Z"')`;

/** What is known of a transaction when it fails. */
type Mark = { committing: boolean; told: boolean; readonly isLinked: boolean };

const newMark = (isLinked = false): Mark => ({ committing: false, told: false, isLinked });

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

  /** Once from begin to commit. `committing` tells whether the commit was on its way when it failed, `told` whether the trail has entries of it. */
  const once = async <T>(
    kind: keyof typeof BEGIN,
    scope: Scope,
    work: (session: Session) => Promise<T>,
    mark: Mark,
  ): Promise<T> => {
    const client = await pool.connect();
    // Without a listener, the loss of a connection in use would end the process; its statements reject anyway.
    const ignore = (): void => undefined;
    client.on('error', ignore);
    const statements = tracedClient(client, tracing);
    const session = openSession(statements, scope, masterKey, {
      traceparent: tracing?.current(),
      isLinked: mark.isLinked,
    });
    let broken: Error | undefined;
    try {
      const organisation = pg.escapeLiteral(scope.organisation);
      const began = (await statements.query(
        `${BEGIN[kind]}; select set_config('shiftcast.organisation', ${organisation}, true), ${NOW} as at${await asRows(client)}`,
      )) as unknown as readonly pg.QueryResult<{ readonly at: string }>[];
      const value = await work(session);
      if (kind === 'write') {
        await announce(session).catch(hiding);
        mark.told = await appendTrail(session, began[1]?.rows[0]?.at ?? '').catch(hiding);
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

  /** Gives what was written its place in the chain. The write is done, so that nothing that happens here is its failure: the next link takes what is left. */
  const links = openLinks(async (organisation) => {
    const scope: Scope = { organisation, actor: 'shiftcast' };
    try {
      while (await once('write', scope, (session) => linkPending(session), newMark())) {
        // There may be more.
      }
    } catch (error) {
      log('warn', 'entries of the trail were not linked yet', { err: error });
    }
  });

  const run = async <T>(kind: keyof typeof BEGIN, scope: Scope, work: (session: Session) => Promise<T>): Promise<T> => {
    const end = performance.now() + patienceSeconds * 1000;
    for (let conflicts = 0, waits = 0, isLinked = false; ; ) {
      if (closing) throw new StoreError('closing', 'The store is closing.');
      const mark = newMark(isLinked);
      try {
        const begun = (): Promise<T> => once(kind, scope, work, mark);
        const value = await (kind === 'read' ? begun() : writers.run(begun));
        // Nobody waits for it: what was written is on the disk.
        if (mark.told) links.soon(scope.organisation);
        return value;
      } catch (error) {
        if (error instanceof NotLinkedError) {
          await links.now(scope.organisation);
          isLinked = true;
          continue;
        }
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
    linkAll: async () => {
      const { rows } = await pool.query<{ organisation: string }>('select distinct organisation from trail_pending');
      for (const { organisation } of rows) await links.now(organisation);
    },
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
      await links.idle();
      await pool.end();
      await allClosed();
    },
  };
}
