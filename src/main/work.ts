import { EXIT, type ExitCode } from '../cli/exit-codes.ts';
import { issuesText } from '../cli/messages.ts';
import type { Terminal } from '../cli/terminal.ts';
import type { Issue } from '../domain/issue.ts';
import type { SolverProcess } from '../jobs/solver-process.ts';
import { migrate } from '../storage/migrate.ts';
import { handleInterrupts, INTERRUPTED_CODE } from './interrupts.ts';
import { stderrLog } from './log.ts';
import { readSettings } from './settings.ts';
import { masterKeyOf, startSolverOf } from './storage.ts';

export type WorkOptions = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  /** Ends the work; default: SIGINT and SIGTERM. */
  readonly signal?: AbortSignal | undefined;
};

function databaseMissing(): Issue {
  return {
    code: 'database-missing',
    path: 'DATABASE_URL',
    message: 'A solver process of its own needs a database that it shares with a service.',
    facts: {},
    hint: 'Give the connection string that the service has as DATABASE_URL. A service without one starts a solver itself.',
  };
}

function stopSignal(): AbortSignal {
  const stop = new AbortController();
  handleInterrupts(['SIGINT', 'SIGTERM'], {
    first: () => stop.abort(),
    again: () => process.exit(INTERRUPTED_CODE),
  });
  return stop.signal;
}

/** Solves jobs of a database until it is told to stop; then its jobs go back to the queue, for others to take up. Gives the exit code. */
export async function runWork({ environment, terminal, signal = stopSignal() }: WorkOptions): Promise<ExitCode> {
  const refuse = (issues: readonly Issue[]): ExitCode => {
    terminal.error(issuesText('en', 'shiftcast work', issues));
    return EXIT.badInput;
  };
  const read = readSettings(environment);
  if (!read.ok) return refuse(read.issues);
  const settings = read.value;
  const { databaseUrl } = settings;
  if (databaseUrl === undefined) return refuse([databaseMissing()]);
  const migrated = await migrate(databaseUrl);
  if (!migrated.ok) return refuse(migrated.issues);
  const unlocked = await masterKeyOf(settings, environment, databaseUrl);
  if (!unlocked.ok) return refuse(unlocked.issues);
  const database = { url: databaseUrl, masterKey: unlocked.value };
  const solver: SolverProcess = startSolverOf(settings, database, stderrLog(settings.logLevel));
  const stopped = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  try {
    await Promise.race([solver.ready, stopped]);
    if (!signal.aborted) terminal.out('solving jobs\nready\n');
    await stopped;
  } finally {
    await solver.close();
  }
  return EXIT.done;
}
