import type pg from 'pg';
import { PgBoss } from 'pg-boss';
import bossPackage from 'pg-boss/package.json' with { type: 'json' };
import type { Listener } from './listener.ts';
import type { StorageLog } from './log.ts';
import type { QueueDatabase } from './session.ts';

/**
 * The queue tells solver processes which job to look at. What is true of a job stands in the table of jobs, so an entry may come twice
 * or be lost: it is taken up by one process alone, and written anew where it is missing.
 */

/** Version of the queue's tables that this version of the package reads. */
export const QUEUE_VERSION = bossPackage.pgboss.schema;

const QUEUE = 'solve';

const DAY_SECONDS = 86_400;

/** Entries are settled when their job ended, which may take as long as a job may. */
const QUEUE_OPTIONS = {
  notify: true,
  retryLimit: 0,
  expireInSeconds: DAY_SECONDS,
  retentionSeconds: 14 * DAY_SECONDS,
  deleteAfterSeconds: 600,
};

const POLLING_SECONDS = 0.5;

/** While notifications come, asking is only for those that were lost. */
const NOTIFIED_POLLING_SECONDS = 2;

/** Whether an entry of the queue still waits to be fetched, as a condition of SQL; `ticket` is a column. The name of the queue is its index. */
export function waitsInQueue(ticket: string): string {
  return `exists (
    select from pgboss.job entry
    where entry.name = '${QUEUE}' and entry.id = ${ticket} and entry.state in ('created', 'retry'))`;
}

export type QueuedJob = { readonly organisation: string; readonly id: string };

export type Queue = {
  /** Adds an entry within the transaction of `db`. */
  readonly send: (db: QueueDatabase, job: QueuedJob, ticket: string) => Promise<void>;
  /** Fetches entries, at most `concurrency` at a time; an entry is settled when its handler settles. */
  readonly work: (
    concurrency: number,
    handle: (job: QueuedJob) => Promise<void>,
  ) => Promise<{ readonly stop: () => Promise<void> }>;
  readonly close: () => Promise<void>;
};

/** Version of the queue's tables in the database; null where there are none. */
export async function queueVersion(client: pg.Client): Promise<number | null> {
  const found = await client.query("select where to_regclass('pgboss.version') is not null");
  if (found.rowCount === 0) return null;
  const queue = await client.query('select 1 from pgboss.queue where name = $1', [QUEUE]);
  if (queue.rowCount === 0) return null;
  const { rows } = await client.query<{ version: number }>('select version from pgboss.version');
  return rows[0]?.version ?? null;
}

/** Makes or completes the queue's tables; whoever calls sees to it that nobody else does so at the time. */
export async function installQueue(url: string): Promise<void> {
  const boss = new PgBoss({ connectionString: url, max: 2, supervise: false, schedule: false });
  let failure: Error | undefined;
  boss.on('error', (error) => {
    failure ??= error;
  });
  try {
    await boss.start();
    if ((await boss.getQueue(QUEUE)) === null) await boss.createQueue(QUEUE, QUEUE_OPTIONS);
    else await boss.updateQueue(QUEUE, QUEUE_OPTIONS);
  } finally {
    await boss.stop({ graceful: false });
  }
  if (failure !== undefined) throw failure;
}

/** Opens a queue whose tables are there. Only a process that works on jobs listens and tidies. */
export async function openQueue(options: {
  readonly pool: pg.Pool;
  readonly listener: Listener;
  readonly works: boolean;
  readonly log: StorageLog;
}): Promise<Queue> {
  const { pool, listener, works, log } = options;
  const boss = new PgBoss({
    db: {
      executeSql: (text, values) => pool.query(text, values),
      listen: (channel, onPayload, onBack) => listener.on(channel, onPayload, onBack),
    },
    migrate: false,
    createSchema: false,
    schedule: false,
    supervise: works,
    monitorVacuum: false,
    useListenNotify: works,
  });
  boss.on('error', (error) => log('warn', 'the queue met an error', { err: error }));
  boss.on('warning', (warning) => log('warn', 'the queue warns', { warning }));
  await boss.start();

  return {
    send: async (db, job, ticket) => {
      await boss.send(QUEUE, job, { id: ticket, db });
    },
    work: async (concurrency, handle) => {
      // One fetcher per place, each with an id of its own: the one whose job has ended fetches again at once, not at its next poll.
      const ids: string[] = [];
      for (let place = 0; place < concurrency; place++) {
        const id: string = await boss.work<QueuedJob>(
          QUEUE,
          { pollingIntervalSeconds: POLLING_SECONDS, notifyPollingIntervalSeconds: NOTIFIED_POLLING_SECONDS },
          async (entries) => {
            try {
              for (const { data } of entries) await handle(data);
            } finally {
              boss.notifyWorker(id);
            }
          },
        );
        ids.push(id);
      }
      return {
        stop: async () => {
          await Promise.all(ids.map((id) => boss.offWork(QUEUE, { id, wait: true })));
        },
      };
    },
    close: () => boss.stop({ graceful: false }),
  };
}
