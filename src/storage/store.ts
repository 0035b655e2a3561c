import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { usualDays } from '../domain/retention.ts';
import type { JobLedger, Store, StoreRefusal, Tables } from '../planning/store.ts';
import type { Tracing } from '../planning/tracing.ts';
import type { DeliveryLedger } from '../planning/webhook-store.ts';
import { LOCK_CHANNEL, openAccessCounts } from './access-counts.ts';
import { openDeliveries } from './deliveries.ts';
import { figuresOf } from './figures.ts';
import { openLedger, type Silence } from './ledger.ts';
import { createListener } from './listener.ts';
import type { StorageLog } from './log.ts';
import { openOrganisations } from './organisations.ts';
import { openTurns } from './places.ts';
import { openQueue } from './queue.ts';
import { StoreError } from './refusal.ts';
import { builder } from './database.ts';
import { markOldExternalIds } from './people/external-marks.ts';
import { sealOldNames } from './people/name-seal.ts';
import { sealOldResults } from './people/result-seal.ts';
import { sealOldReasons } from './people/reason-seal.ts';
import { sealOldDocuments } from './people/sealed-rows.ts';
import { openRetention } from './retention/work.ts';
import type { Session } from './session.ts';
import { absenceTable, agreementTable } from './tables/absences.ts';
import { documentTable } from './tables/documents.ts';
import { draftTable } from './tables/drafts.ts';
import { historyTable } from './tables/histories.ts';
import { idempotencyTable } from './tables/idempotency.ts';
import { JOB_CHANNEL, jobTable } from './tables/jobs.ts';
import { keyTable } from './tables/keys.ts';
import { attendanceTable } from './tables/attendances.ts';
import { resultsTable } from './tables/results.ts';
import { peopleTable } from './tables/people.ts';
import { publicationTable } from './tables/publications.ts';
import { retentionTable } from './tables/retention.ts';
import { scheduleState, scheduleTable, stateOf } from './tables/schedules.ts';
import { teamTable } from './tables/teams.ts';
import { trailTable } from './tables/trail.ts';
import { openSessions } from './sessions.ts';
import { userTable } from './tables/users.ts';
import { calendarLinkTable, hashOfToken, type LinkRow, linkedOf } from './tables/calendar-links.ts';
import { webhookTable } from './tables/webhooks.ts';
import { LOCK_TIMEOUT_MS, openTransactions } from './transactions.ts';

export type StoreOptions = {
  /** postgres:// address of a database that `migrate` has completed. */
  readonly url: string;
  /** `api` writes jobs; `solver` works on them too, which keeps the queue tidy and listens for its entries. */
  readonly role: 'api' | 'solver';
  /** 32 bytes that wrap the keys of persons; the same for all processes of a database. */
  readonly masterKey: Uint8Array;
  readonly log?: StorageLog | undefined;
  /** Connections at a time besides the one that listens. */
  readonly connections?: number | undefined;
  /** Name of this process beside the jobs that it runs. */
  readonly worker?: string | undefined;
  /** When a process that runs jobs counts as dead; default 10 seconds, also after a start of the server. */
  readonly silence?: Silence | undefined;
  /** Jobs of one organisation that run at a time in all processes together; default as many as there are places. */
  readonly jobsPerOrganisation?: number | undefined;
  /** Days for which a job keeps request and result, where its organisation says nothing else; default 30. */
  readonly jobResultDays?: number | undefined;
  /** How long a call waits for a database that is not there, as when it is started again. */
  readonly patienceSeconds?: number | undefined;
  /** Why a server that is not there does not come back for now, where that is known. */
  readonly fault?: (() => StoreRefusal | undefined) | undefined;
  readonly tracing?: Tracing | undefined;
};

export type OpenStore = {
  readonly store: Store;
  readonly ledger: JobLedger;
  /** Seals what was written before it was sealed; gives how many rows. */
  readonly sealOld: () => Promise<number>;
  /** Messages for other services that are due. */
  readonly deliveries: DeliveryLedger;
  /** Ends fetching, waits for the transactions under way, and closes all connections; the same as the store's own. */
  readonly close: () => Promise<void>;
};

/** A change that was told while the connection was lost is looked up from a little before that. */
const LOOK_BACK_MS = 10_000;

/** How often entries of the trail are looked for whose process died before it linked them. */
const LINK_MILLISECONDS = 5000;

/** No limit: as many as PostgreSQL counts. */
const MOST_JOBS = 2_147_483_647;

const JOB_RESULT_DAYS = 30;

const SILENCE: Silence = { seconds: 10, sinceStartSeconds: 10 };

/** Names of the connection that a process keeps as long as it lives: by it others count the solvers. */
const LISTENER_NAMES = { api: 'shiftcast listener', solver: 'shiftcast solver' } as const;

const READY_TIMEOUT_MS = 2000;

/** Connects the ports to a database. Rejects where the database is not there or its tables are not those of this version. */
export async function openStore(options: StoreOptions): Promise<OpenStore> {
  const {
    url,
    role,
    masterKey,
    log = () => undefined,
    connections = 10,
    patienceSeconds = 5,
    silence = SILENCE,
    jobsPerOrganisation = MOST_JOBS,
    jobResultDays = JOB_RESULT_DAYS,
  } = options;
  const usual = usualDays(jobResultDays);
  const worker = options.worker ?? `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`;
  const { fault, tracing } = options;
  const transactions = openTransactions({ url, connections, masterKey, log, patienceSeconds, fault, tracing });
  const listener = createListener(url, log, LISTENER_NAMES[role]);
  const listeners = new Set<Parameters<Store['onJob']>[0]>();
  const tell = (payload: string): void => {
    const [id = '', type] = payload.split(' ');
    for (const listen of listeners) listen(id, type === 'stopping');
  };

  /** Tells of the jobs to which something may have happened while nobody listened. */
  const catchUp = async (lostAt: Date): Promise<void> => {
    const since = new Date(lostAt.getTime() - LOOK_BACK_MS);
    const changed = await transactions.query<{ id: string }>('select id from jobs where updated_at > $1', [since]);
    for (const { id } of changed) tell(id);
  };

  const accessCounts = openAccessCounts(transactions, masterKey);
  const catchLocks = (): void => {
    accessCounts.load().catch((error: unknown) => log('warn', 'locks could not be looked up', { err: error }));
  };

  const closeConnections = async (): Promise<void> => {
    await Promise.all([listener.close(), transactions.close()]);
  };

  try {
    const [queue] = await Promise.all([
      openQueue({ pool: transactions.pool, listener, works: role === 'solver', log }),
      listener.on(JOB_CHANNEL, tell, (lostAt) => {
        catchUp(lostAt).catch((error: unknown) =>
          log('warn', 'changes of jobs could not be looked up', { err: error }),
        );
      }),
    ]);
    await listener.on(LOCK_CHANNEL, accessCounts.hear, catchLocks);
    await accessCounts.load();

    const tablesOf = (session: Session): Tables => ({
      teams: teamTable(session),
      histories: historyTable(session),
      documents: documentTable(session),
      drafts: draftTable(session),
      publications: publicationTable(session),
      schedules: scheduleTable(session),
      absences: absenceTable(session),
      agreements: agreementTable(session),
      jobs: jobTable(session, queue),
      idempotency: idempotencyTable(session),
      keys: keyTable(session),
      users: userTable(session),
      trail: trailTable(session),
      people: peopleTable(session),
      webhooks: webhookTable(session),
      calendarLinks: calendarLinkTable(session),
      attendances: attendanceTable(session),
      results: resultsTable(session),
      retention: retentionTable(session, usual),
    });

    let linked = Promise.resolve();
    const linkAll = (): void => {
      const fail = (error: unknown): void => log('warn', 'entries of the trail were not linked yet', { err: error });
      linked = transactions.linkAll().catch(fail);
    };
    linkAll();
    const linking = setInterval(linkAll, LINK_MILLISECONDS).unref();

    let closing: Promise<void> | undefined;
    const close = (): Promise<void> =>
      (closing ??= (async () => {
        clearInterval(linking);
        await linked;
        await queue.close();
        await closeConnections();
      })());

    /** Of those that lock one organisation's schedule one waits at the database, the others here. */
    const scheduleTurns = openTurns(LOCK_TIMEOUT_MS);

    const store: Store = {
      read: (scope, work) => transactions.read(scope, (session) => work(tablesOf(session))),
      write: (scope, work, { locksSchedule = false } = {}) => {
        if (!locksSchedule) return transactions.write(scope, (session) => work(tablesOf(session)));
        return scheduleTurns(scope.organisation, () =>
          transactions.write(scope, async (session) => {
            const tables = tablesOf(session);
            await tables.publications.lock();
            return work(tables);
          }),
        );
      },
      scheduleState: async ({ organisation }, filter) => {
        const { sql, parameters } = scheduleState(organisation, filter).compile(builder);
        const [row] = await transactions.query<Parameters<typeof stateOf>[0] & object>(sql, parameters);
        return stateOf(row);
      },
      organisations: openOrganisations(transactions),
      retention: openRetention(transactions, log),
      sessions: openSessions(transactions, masterKey),
      accessCounts,
      onJob: (listen) => {
        listeners.add(listen);
        return () => {
          listeners.delete(listen);
        };
      },
      ready: async () => {
        const timeout = new Promise<boolean>((resolve) => {
          setTimeout(resolve, READY_TIMEOUT_MS, false).unref();
        });
        const answer = transactions.query('select 1').then(
          () => true,
          () => false,
        );
        return closing === undefined && (await Promise.race([answer, timeout]));
      },
      calendarLink: async (token) => {
        // Whoever has a link says nothing of an organisation: its hash tells.
        const [row] = await transactions.query<LinkRow>(
          'select * from calendar_links where token_hash = $1 and removed_at is null',
          [hashOfToken(token)],
        );
        return row === undefined ? undefined : linkedOf(row);
      },
      solvers: async () => {
        const [found] = await transactions.query<{ solvers: number }>(
          'select count(*)::int as solvers from pg_stat_activity where datname = current_database() and application_name = $1',
          [LISTENER_NAMES.solver],
        );
        return found?.solvers ?? 0;
      },
      figures: () => figuresOf(transactions),
      close,
    };
    return {
      store,
      ledger: openLedger({ transactions, queue, tablesOf, worker, silence, jobsPerOrganisation, log }),
      sealOld: async () => {
        const reasons = await sealOldReasons(transactions);
        const ids = await markOldExternalIds(transactions);
        const results = await sealOldResults(transactions);
        const documents = await sealOldDocuments(transactions);
        return reasons + ids + results + documents + (await sealOldNames(transactions));
      },
      deliveries: openDeliveries(transactions, masterKey),
      close,
    };
  } catch (error) {
    await closeConnections();
    throw error instanceof StoreError ? error : new Error('the store could not be opened', { cause: error });
  }
}
