import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import type { Logger } from 'pino';
import { createApp } from '../api/app.ts';
import type { ApiSettings, RequestTasks, RequestThreads } from '../api/dependencies.ts';
import { EXIT, type ExitCode } from '../cli/exit-codes.ts';
import { issuesText } from '../cli/messages.ts';
import type { Terminal } from '../cli/terminal.ts';
import type { Issue, Outcome } from '../domain/issue.ts';
import type { SolverProcess } from '../jobs/solver-process.ts';
import { openProvider } from '../identity/provider.ts';
import { startThreads } from '../jobs/threads.ts';
import { tracedThreads } from '../jobs/traced-threads.ts';
import type { Store } from '../planning/store.ts';
import type { Tracing } from '../planning/tracing.ts';
import { planExampleWeek } from './example-week.ts';
import { handleInterrupts, INTERRUPTED_CODE } from './interrupts.ts';
import { stderrLog } from './log.ts';
import { openapiTexts, productVersion } from './openapi.ts';
import type { Settings } from './settings.ts';
import { readSettings } from './settings.ts';
import { isLoopback } from './sign-in-settings.ts';
import { openStorage, startSolverOf, type Storage } from './storage.ts';
import { startTracing } from './tracing.ts';

/** Seconds that a solve has to answer once it is asked to stop; then its thread is killed and the request fails. */
const GRACE_SECONDS = 15;

/** Seconds in which the last answers must have reached their clients when nothing computes any more; then the connections are cut. */
const LAST_ANSWERS_SECONDS = 5;

/** How often connections are looked at that have become idle while the service ends. */
const IDLE_MILLISECONDS = 20;

/** Names that the service answers for, whatever its port: those of the machine itself. */
const OWN_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

export type ServiceOptions = {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Default: JSON lines on stderr at LOG_LEVEL. */
  readonly log?: Logger | undefined;
  /** Default: a pool of piscina threads, which the service closes. */
  readonly threads?: RequestThreads | undefined;
  /** What is stored; without one the stateless operations alone are served. The service does not close it. */
  readonly store?: Store | undefined;
  readonly tracing?: Tracing | undefined;
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
      resolve({ ok: true, value: { url: `http://${hostOf(host)}:${bound}` } });
    });
  });
}

/** The threads that compute requests. */
function requestThreads(settings: Settings): RequestThreads {
  return startThreads<RequestTasks>({
    file: new URL('thread.ts', import.meta.url),
    threads: settings.threads,
    solveThreads: settings.solveThreads,
    waiting: settings.queueLength,
    graceSeconds: GRACE_SECONDS,
    memoryMiB: settings.threadMemoryMiB,
  });
}

/** Wrong keys from one address, and for how long it is refused after them. */
const WRONG_KEYS = { guesses: 10, lockSeconds: 300 };

/** An address as a Host header has it. */
function hostOf(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function apiSettings(settings: Settings): ApiSettings {
  const { host, allowedHosts, signIn, requireKeys, keyRequests, trustedProxies, maxBodyBytes, requestSeconds } =
    settings;
  const { webhookAllow } = settings;
  return {
    hosts: [
      ...new Set([
        ...OWN_HOSTS,
        hostOf(host),
        ...allowedHosts,
        ...(signIn === undefined ? [] : [new URL(signIn.publicUrl).hostname]),
      ]),
    ],
    maxBodyBytes,
    requestSeconds,
    access: { requireKeys, requestsPerMinute: keyRequests, ...WRONG_KEYS },
    trustedProxies,
    webhookAllow,
  };
}

/** Whoever can reach the address could do everything: without an administrator key nobody could be let in, either. */
function keyMissing(host: string): Issue {
  return {
    code: 'administrator-key-missing',
    path: 'HOST',
    message: `Others can reach ${host}, and there is no administrator key.`,
    facts: { host },
    hint: 'Make one first: shiftcast keys create --name NAME --role administrator. Or give HOST=127.0.0.1.',
  };
}

/** The example week is loaded as anybody would load it, and nobody has a key yet. */
function exampleKeyless(): Issue {
  return {
    code: 'wrong-setting',
    path: 'REQUIRE_KEYS',
    message: 'REQUIRE_KEYS cannot be "yes" with --example.',
    facts: { name: 'REQUIRE_KEYS', received: 'yes', allowed: 'no' },
    hint: 'The example is for a service without keys: leave out --example, or REQUIRE_KEYS.',
  };
}

/** Wires the service: settings from the environment, threads, the API. Wrong settings are issues with the variables' names. */
export function createService({
  env,
  log: given,
  threads: givenThreads,
  store,
  tracing,
}: ServiceOptions): Outcome<Service> {
  const read = readSettings(env);
  if (!read.ok) return read;
  const settings = read.value;
  const log = given ?? stderrLog(settings.logLevel);
  const threads = givenThreads ?? requestThreads(settings);
  const ending = new AbortController();
  const app = createApp({
    threads: tracedThreads(threads, tracing),
    store,
    signIn: settings.signIn === undefined ? undefined : { ...settings.signIn, provider: openProvider(settings.signIn) },
    log,
    settings: apiSettings(settings),
    openapi: openapiTexts(),
    version: productVersion(),
    closing: ending.signal,
    tracing,
    newRequestId: randomUUID,
  });
  const server = createServer(app);
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => {
      // A server that never listened is closed already; it says so with an error.
      server.close(() => resolve());
    });
    // A connection that is kept for a next request is idle only once its last answer is out.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_MILLISECONDS);
    ending.abort();
    // The threads ask their tasks to stop: requests under way are answered with the best so far.
    await threads.close();
    const late = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_SECONDS * 1000);
    await closed;
    clearInterval(idle);
    clearTimeout(late);
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

/** What runs, for its end in order and for one at once. */
type Parts = {
  service?: Service;
  storage?: Storage;
  solver?: SolverProcess;
  tracing?: Tracing | undefined;
};

/** Ends the parts against the order in which they began. The solver gives its jobs back while requests are answered. */
async function closeParts({ service, storage, solver, tracing }: Parts): Promise<void> {
  await Promise.all([solver?.close(), service?.close()]);
  await storage?.close();
  // A receiver that is not there keeps nobody from ending.
  await tracing?.close().catch(() => undefined);
}

/** Aborted by SIGINT or SIGTERM; a deliberate second one of them ends the process at once. The solver ends when its parent is gone. */
function stopSignal(parts: Parts): AbortSignal {
  const stop = new AbortController();
  handleInterrupts(['SIGINT', 'SIGTERM'], {
    first: () => stop.abort(),
    again: () => {
      parts.storage?.abandon();
      process.exit(INTERRUPTED_CODE);
    },
  });
  return stop.signal;
}

/** Serves until it is told to stop, and says where; gives the exit code. Logs are JSON lines on stderr, so that stdout is for people. */
export async function runService({ environment, example, terminal, signal }: RunOptions): Promise<ExitCode> {
  const parts: Parts = {};
  const stop = signal ?? stopSignal(parts);
  const refuse = (issues: Parameters<typeof issuesText>[2]): ExitCode => {
    terminal.error(issuesText('en', 'shiftcast serve', issues));
    return EXIT.badInput;
  };
  const read = readSettings(environment);
  if (!read.ok) return refuse(read.issues);
  const settings = read.value;
  const log = stderrLog(settings.logLevel);
  // They load while the database starts.
  const threads = requestThreads(settings);
  try {
    if (example && settings.requireKeys) return refuse([exampleKeyless()]);
    const tracing = await startTracing(environment, 'shiftcast-api');
    parts.tracing = tracing;
    const opened = await openStorage(settings, environment, log, { keepsHouse: true, tracing });
    if (!opened.ok) return refuse(opened.issues);
    parts.storage = opened.value;
    const { store } = opened.value;
    if (!isLoopback(settings.host) && !(await store.organisations.hasAdministratorKey()))
      return refuse([keyMissing(settings.host)]);
    const created = createService({ env: environment, log, threads, store, tracing });
    if (!created.ok) return refuse(created.issues);
    parts.service = created.value;
    const listening = await created.value.listen();
    if (!listening.ok) return refuse(listening.issues);
    if (settings.solvers > 0) parts.solver = startSolverOf(settings, opened.value, log);
    const { url } = listening.value;
    const stopped = new Promise<void>((resolve) => {
      if (stop.aborted) resolve();
      else stop.addEventListener('abort', () => resolve(), { once: true });
    });
    if (example) await Promise.race([planExampleWeek(url).then((text) => terminal.out(`${text}\n`)), stopped]);
    if (!settings.requireKeys) log.info('no key is asked for: whoever is at this machine is administrator');
    if (!stop.aborted) terminal.out(`API     ${url}/v1\nmanual  ${url}/docs\nhealth  ${url}/healthz/ready\nready\n`);
    await stopped;
    return EXIT.done;
  } finally {
    await closeParts(parts);
    await threads.close();
  }
}
