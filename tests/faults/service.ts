import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The service as an operator sees it from outside: a process that is started, killed and started again on one DATA_DIR. */

const root = fileURLToPath(new URL('../../', import.meta.url));
const node = join(root, 'node_modules/.bin/node');

/** Longest time from the start of the process to `ready`. */
const START_MILLISECONDS = 60_000;

export type Service = {
  readonly url: string;
  readonly process: ChildProcess;
  readonly startSeconds: number;
  /** The end of what it has said. */
  readonly said: () => string;
};

/** Starts `shiftcast serve` and waits until it is ready. Throws with its output when it ends before. */
export function startService(
  dataDir: string,
  port: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<Service> {
  const started = performance.now();
  const child = spawn(node, ['src/main/cli.ts', 'serve'], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the service was not ready in time:\n${said}`));
    }, START_MILLISECONDS);
    const hear = (chunk: Buffer): void => {
      said = (said + chunk.toString('utf8')).slice(-20_000);
      const url = /API\s+(http:\S+)\/v1/.exec(said)?.[1];
      if (url === undefined || !/^ready$/m.test(said)) return;
      clearTimeout(timer);
      resolve({ url, process: child, startSeconds: (performance.now() - started) / 1000, said: () => said });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString('utf8')).slice(-20_000)));
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      reject(new Error(`the service ended with ${code ?? signal ?? 'nothing'} before it was ready:\n${said}`));
    });
  });
}

/** Resolves when a process has ended. */
export function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
  });
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Command line of a process; empty where it is gone. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
      } catch {
        return false;
      }
    });
}

/** The solver child of a service. */
export function solverOf(service: Service): number | undefined {
  return childrenOf(service.process.pid ?? 0).find((pid) => /solver\.ts/.test(commandOf(pid)));
}

/** The database server of a DATA_DIR, by its own pid file. */
export function databaseOf(dataDir: string): number | undefined {
  let text: string;
  try {
    text = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8');
  } catch (error) {
    // A server that is being started again has none for a moment.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const pid = Number(text.split('\n')[0]);
  return Number.isInteger(pid) && isAlive(pid) ? pid : undefined;
}
