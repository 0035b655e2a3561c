import { availableParallelism } from 'node:os';
import packageDocument from '../../package.json' with { type: 'json' };
import { publicHolidays } from '../calendars/public-holidays.ts';
import { EXIT, type ExitCode } from '../cli/exit-codes.ts';
import { userFolder } from '../cli/files.ts';
import { runCommandLine } from '../cli/program.ts';
import type { Terminal } from '../cli/terminal.ts';
import { startThreads } from '../jobs/threads.ts';
import type { Outcome } from '../domain/issue.ts';
import type { Store } from '../planning/store.ts';
import type { Maintenance } from '../planning/maintenance.ts';
import type { PlanningTasks, PlanningThreads } from '../planning/tasks.ts';
import { seriesModels } from './series-models.ts';
import { exitIfInterrupted, handleInterrupts, INTERRUPTED_CODE } from './interrupts.ts';

/** Time that a solve has to answer once it is interrupted; its thread is killed after it. */
const GRACE_SECONDS = 20;

const terminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
  watched: process.stderr.isTTY,
};

const interrupt = new AbortController();
let threads: PlanningThreads | undefined;

/** One thread is enough for a command that solves. From here on the first interrupt asks the solve for its best, the second one ends all. */
function commandThreads(count = 1): PlanningThreads {
  if (threads !== undefined) return threads;
  handleInterrupts(['SIGINT'], {
    first: () => interrupt.abort(),
    again: () => process.exit(INTERRUPTED_CODE),
  });
  threads = startThreads<PlanningTasks>({
    file: new URL('thread.ts', import.meta.url),
    threads: count,
    solveThreads: Math.min(2, availableParallelism()),
    waiting: 1,
    graceSeconds: GRACE_SECONDS,
  });
  return threads;
}

async function serve({ example }: { readonly example: boolean }): Promise<ExitCode> {
  // The server and its packages are loaded for this command alone: the others start in half the time without them.
  const { runService } = await import('./serve.ts');
  return runService({ example, environment: process.env, terminal });
}

async function work(): Promise<ExitCode> {
  const { runWork } = await import('./work.ts');
  return runWork({ environment: process.env, terminal });
}

async function withStore<T>(use: (store: Store) => Promise<T>): Promise<Outcome<T>> {
  const { withStorage } = await import('./storage.ts');
  const { stderrLog } = await import('./log.ts');
  return withStorage(process.env, stderrLog('warn'), use);
}

async function maintenance(): Promise<Maintenance> {
  const { maintenanceOf } = await import('./maintenance.ts');
  const { stderrLog } = await import('./log.ts');
  return maintenanceOf(process.env, stderrLog('warn'));
}

async function main(): Promise<ExitCode> {
  try {
    const folder = userFolder(process.env);
    const session = {
      terminal,
      folder,
      holidays: publicHolidays,
      models: seriesModels,
      threads: commandThreads,
      serve,
      work,
      withStore,
      maintenance,
      interrupted: interrupt.signal,
    };
    return await runCommandLine(session, packageDocument.version, process.argv.slice(2));
  } catch (error) {
    terminal.error(`shiftcast: defect, please report it with the command and its input\n${describe(error)}\n`);
    return EXIT.defect;
  } finally {
    await threads?.close();
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${describe(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

// A reader that has seen enough (`| head`) closes the pipe: nothing is wrong then.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  terminal.error(`shiftcast: the result cannot be written: ${error.message}\n`);
  process.exit(EXIT.badInput);
});

const code = await main();
process.exitCode = code;
await exitIfInterrupted(code);
