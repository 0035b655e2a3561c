import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import { userFolder } from '../cli/files.ts';
import type { Outcome } from '../domain/issue.ts';
import type { Maintenance } from '../planning/maintenance.ts';
import { erasuresOf, restoreBackup } from '../storage/backup/restore.ts';
import { writeBackup } from '../storage/backup/write.ts';
import { startEmbedded } from '../storage/embedded/start.ts';
import { migrate } from '../storage/migrate.ts';
import { trailHeads, verifyTrails } from '../storage/trail/verify.ts';
import { plainLog } from './log.ts';
import { readSettings, type Settings } from './settings.ts';
import { masterKeyOf } from './storage.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a running service has its own server, as it noted; undefined where it did not yet. */
function runningUrl(dataDir: string): string | undefined {
  try {
    const { url } = JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8')) as { readonly url?: unknown };
    return typeof url === 'string' ? url : undefined;
  } catch {
    return undefined;
  }
}

type Opened = { readonly url: string; readonly close: () => Promise<void> };

/** The database of the settings. What only reads may use the server of a service that runs. */
async function openDatabase(
  settings: Settings,
  environment: Environment,
  log: Logger,
  reads: boolean,
): Promise<Outcome<Opened>> {
  const nothing = (): Promise<void> => Promise.resolve();
  if (settings.databaseUrl !== undefined) return { ok: true, value: { url: settings.databaseUrl, close: nothing } };
  const dataDir = resolve(userFolder(environment), settings.dataDir);
  const started = await startEmbedded({ dataDir, log: plainLog(log) });
  if (started.ok) return { ok: true, value: { url: started.value.url, close: started.value.stop } };
  const isInUse = started.issues.some(({ code }) => code === 'data-folder-in-use');
  const url = reads && isInUse ? runningUrl(dataDir) : undefined;
  return url === undefined ? started : { ok: true, value: { url, close: nothing } };
}

/** Maintenance of the database that the environment names. */
export function maintenanceOf(environment: Environment, log: Logger): Maintenance {
  const withDatabase = async <T>(
    reads: boolean,
    work: (url: string, settings: Settings) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> => {
    const read = readSettings(environment);
    if (!read.ok) return read;
    const opened = await openDatabase(read.value, environment, log, reads);
    if (!opened.ok) return opened;
    const { url, close } = opened.value;
    try {
      const migrated = await migrate(url, read.value.databaseUrl === undefined ? 'DATA_DIR' : 'DATABASE_URL');
      return migrated.ok ? await work(url, read.value) : migrated;
    } finally {
      await close();
    }
  };
  const reading = <T>(work: (url: string) => Promise<T>): Promise<Outcome<T>> =>
    withDatabase(true, async (url) => ({ ok: true, value: await work(url) }));

  return {
    heads: () => reading(trailHeads),
    verify: (anchors) => reading((url) => verifyTrails(url, anchors)),
    erasures: () => reading(erasuresOf),
    backup: (file) => withDatabase(true, (url) => writeBackup(url, file)),
    restore: (file, { replace, erasures }) =>
      withDatabase(false, async (url, settings) => {
        const key = await masterKeyOf(settings, environment, url);
        return key.ok ? restoreBackup(url, { file, replace, erasures, masterKey: key.value }) : key;
      }),
  };
}
