import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import { userFolder } from '../cli/files.ts';
import type { Outcome } from '../domain/issue.ts';
import { usualThreads } from '../jobs/threads.ts';
import type { SolverProcess } from '../jobs/solver-process.ts';
import { startSolver } from '../jobs/solver-process.ts';
import type { JobLedger, Store } from '../planning/store.ts';
import type { Tracing } from '../planning/tracing.ts';
import { type EmbeddedServer, startEmbedded } from '../storage/embedded/start.ts';
import { migrate } from '../storage/migrate.ts';
import { openMasterKey } from '../storage/people/master-key.ts';
import { openStore } from '../storage/store.ts';
import { delivering } from '../webhooks/deliver.ts';
import { plainLog } from './log.ts';
import { usualSolverMiB } from './memory.ts';
import { clearing, reclaiming } from './reclaiming.ts';
import { readSettings, type Settings } from './settings.ts';

/** The database of a service, its own or another one, brought to this version and opened. */
export type Storage = {
  readonly url: string;
  readonly masterKey: Buffer;
  readonly store: Store;
  readonly ledger: JobLedger;
  /** Sends the own database home without waiting: for a process that ends at once. */
  readonly abandon: () => void;
  /** Closes the store, then the own database. */
  readonly close: () => Promise<void>;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** The key of the settings or of the data folder; where the database is new and none is given, the folder gets one. */
export function masterKeyOf(settings: Settings, environment: Environment, url: string): Promise<Outcome<Buffer>> {
  const file = join(resolve(userFolder(environment), settings.dataDir), 'master.key');
  return openMasterKey(url, { given: settings.masterKey, file });
}

/**
 * Opens the database, or says what keeps it from being opened. Of several starts on one database one changes its tables. `keepsHouse`: gives lost jobs back, removes
 * what is past its time and delivers messages to webhooks while it is open, as a service does.
 */
export async function openStorage(
  settings: Settings,
  environment: Environment,
  log: Logger,
  { keepsHouse, tracing }: { readonly keepsHouse: boolean; readonly tracing?: Tracing | undefined },
): Promise<Outcome<Storage>> {
  const tell = plainLog(log);
  let own: EmbeddedServer | undefined;
  if (settings.databaseUrl === undefined) {
    const dataDir = resolve(userFolder(environment), settings.dataDir);
    const started = await startEmbedded({ dataDir, log: tell });
    if (!started.ok) return started;
    own = started.value;
  }
  const url = own?.url ?? settings.databaseUrl ?? '';
  try {
    const migrated = await migrate(url, own === undefined ? 'DATABASE_URL' : 'DATA_DIR');
    if (!migrated.ok) {
      await own?.stop();
      return migrated;
    }
    const unlocked = await masterKeyOf(settings, environment, url);
    if (!unlocked.ok) {
      await own?.stop();
      return unlocked;
    }
    const masterKey = unlocked.value;
    const { store, ledger, deliveries, sealOld, close } = await openStore({
      url,
      role: 'api',
      masterKey,
      log: tell,
      fault: own?.fault,
      tracing,
      jobResultDays: settings.jobDays,
    });
    if (keepsHouse)
      await sealOld().catch((error: unknown) =>
        tell('warn', 'personal data of before cannot be sealed', { err: error }),
      );
    const chores = keepsHouse
      ? [
          reclaiming(ledger, tell),
          clearing(store, tell),
          delivering({ ledger: deliveries, allowed: settings.webhookAllow, log: tell, tracing }),
        ]
      : [];
    return {
      ok: true,
      value: {
        url,
        masterKey,
        store,
        ledger,
        abandon: () => {
          try {
            if (own !== undefined) process.kill(own.pid(), 'SIGINT');
          } catch {
            // It has ended already.
          }
        },
        async close() {
          await Promise.all(chores.map(({ stop }) => stop()));
          await close();
          await own?.stop();
        },
      },
    };
  } catch (error) {
    await own?.stop();
    throw error;
  }
}

/** Opens the database for one piece of work and closes it again: what a service does beside is not begun. */
export async function withStorage<T>(
  environment: Environment,
  log: Logger,
  work: (store: Store) => Promise<T>,
): Promise<Outcome<T>> {
  const settings = readSettings(environment);
  if (!settings.ok) return settings;
  const opened = await openStorage(settings.value, environment, log, { keepsHouse: false });
  if (!opened.ok) return opened;
  try {
    return { ok: true, value: await work(opened.value.store) };
  } finally {
    await opened.value.close();
  }
}

/** Starts a solver process on a database, as the settings want it. */
export function startSolverOf(
  settings: Settings,
  { url: databaseUrl, masterKey }: { readonly url: string; readonly masterKey: Buffer },
  log: Logger,
): SolverProcess {
  return startSolver({
    file: new URL('solver.ts', import.meta.url),
    start: {
      databaseUrl,
      masterKey: masterKey.toString('hex'),
      threads: settings.solverThreads ?? usualThreads(),
      solveThreads: settings.solveThreads,
      threadMemoryMiB: settings.threadMemoryMiB,
      jobsPerOrganisation: settings.jobsPerOrganisation,
      logLevel: settings.logLevel,
    },
    memoryMiB: settings.solverMemoryMiB ?? usualSolverMiB(),
    log: plainLog(log),
  });
}
