import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import type { Logger } from 'pino';
import { pino } from 'pino';
import { createApp } from '../api/app.ts';
import type { RequestTasks, RequestThreads } from '../api/dependencies.ts';
import { EXIT, type ExitCode } from '../cli/exit-codes.ts';
import { issuesText } from '../cli/messages.ts';
import type { Terminal } from '../cli/terminal.ts';
import type { Outcome } from '../domain/issue.ts';
import { startThreads } from '../jobs/threads.ts';
import { planExampleWeek } from './example-week.ts';
import { handleInterrupts, INTERRUPTED_CODE } from './interrupts.ts';
import { openapiTexts } from './openapi.ts';
import type { Settings } from './settings.ts';
import { readSettings } from './settings.ts';

/** Seconds that a solve has to answer once it is asked to stop; then its thread is killed and the request fails. */
const GRACE_SECONDS = 15;

/** Names that the service answers for, whatever its port: those of the machine itself. */
const OWN_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

export type ServiceOptions = {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Default: JSON lines on stderr at LOG_LEVEL. */
  readonly log?: Logger | undefined;
  /** Default: a pool of piscina threads, which the service closes. */
  readonly threads?: RequestThreads | undefined;
};

export type Service = {
  readonly app: Express;
  readonly settings: Settings;
  /** Starts to listen; a port that is taken is an issue, not a throw. */
  readonly listen: () => Promise<Outcome<{ readonly url: string }>>;
  /** Takes no more requests, lets those under way end with the best so far, then stops the threads. */
  readonly close: () => Promise<void>;
};

function listenOn(server: Server, { port, host }: Settings): Promise<Outcome<{ readonly url: string }>> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE') {
        const message = `Port ${port} of ${host} is taken.`;
        const hint = 'End the other program, or choose another port with PORT.';
        resolve({ ok: false, issues: [{ code: 'port-taken', path: 'PORT', message, facts: { port, host }, hint }] });
      } else if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL') {
        const message = `Port ${port} of ${host} cannot be used: ${error.code}.`;
        const hint = 'Choose a port above 1023, and an address that this machine has.';
        resolve({ ok: false, issues: [{ code: 'port-refused', path: 'PORT', message, facts: { port, host }, hint }] });
      } else reject(error);
    };
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      const { port: bound } = server.address() as AddressInfo;
      resolve({ ok: true, value: { url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}` } });
    });
  });
}

/** Wires the service: settings from the environment, threads, the API. Wrong settings are issues with the variables' names. */
export function createService({ env, log: given, threads: givenThreads }: ServiceOptions): Outcome<Service> {
  const read = readSettings(env);
  if (!read.ok) return read;
  const settings = read.value;
  const log = given ?? pino({ level: settings.logLevel, base: null }, pino.destination({ fd: 2, sync: true }));
  const threads =
    givenThreads ??
    startThreads<RequestTasks>({
      file: new URL('thread.ts', import.meta.url),
      threads: settings.threads,
      waiting: settings.queueLength,
      graceSeconds: GRACE_SECONDS,
      memoryMiB: settings.threadMemoryMiB,
    });
  const app = createApp({
    threads,
    log,
    settings: { hosts: OWN_HOSTS, maxBodyBytes: settings.maxBodyBytes, requestSeconds: settings.requestSeconds },
    openapi: openapiTexts(),
    newRequestId: randomUUID,
  });
  const server = createServer(app);
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => {
      // A server that never listened is closed already; it says so with an error.
      server.close(() => resolve());
    });
    server.closeIdleConnections();
    // The threads ask their tasks to stop: requests under way are answered with the best so far.
    await threads.close();
    server.closeIdleConnections();
    await closed;
  };
  return {
    ok: true,
    value: {
      app,
      settings,
      listen: () => listenOn(server, settings),
      close: () => (closing ??= close()),
    },
  };
}

export type RunOptions = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Plan the example week through the API once it listens. */
  readonly example: boolean;
  readonly terminal: Terminal;
  /** Ends the service; default: SIGINT and SIGTERM. */
  readonly signal?: AbortSignal | undefined;
};

/** Aborted by SIGINT or SIGTERM; a deliberate second one of them ends the process at once. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  handleInterrupts(['SIGINT', 'SIGTERM'], {
    first: () => stop.abort(),
    again: () => process.exit(INTERRUPTED_CODE),
  });
  return stop.signal;
}

/** Serves until it is told to stop, and says where; gives the exit code. Logs are JSON lines on stderr, so that stdout is for people. */
export async function runService({
  environment,
  example,
  terminal,
  signal = stopSignal(),
}: RunOptions): Promise<ExitCode> {
  const created = createService({ env: environment });
  if (!created.ok) {
    terminal.error(issuesText('en', 'shiftcast serve', created.issues));
    return EXIT.badInput;
  }
  const service = created.value;
  const listening = await service.listen();
  if (!listening.ok) {
    terminal.error(issuesText('en', 'shiftcast serve', listening.issues));
    await service.close();
    return EXIT.badInput;
  }
  const { url } = listening.value;
  const stopped = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  try {
    if (example) await Promise.race([planExampleWeek(url).then((text) => terminal.out(`${text}\n`)), stopped]);
    terminal.out(`API     ${url}/v1\nmanual  ${url}/docs\nhealth  ${url}/healthz/ready\nready\n`);
    await stopped;
  } finally {
    await service.close();
  }
  return EXIT.done;
}
