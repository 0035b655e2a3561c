import { isIP } from 'node:net';
import { isAllowEntry } from '../webhooks/targets.ts';
import type { Issue, Outcome } from '../domain/issue.ts';
import { isLoopback, readSignIn, type SignInSettings } from './sign-in-settings.ts';

/** Configuration of the service, from environment variables. */
export type Settings = {
  /** PORT: 0 to 65535, 0 for any free one; default 8080. */
  readonly port: number;
  /** HOST: an address of this machine, or localhost; default 127.0.0.1. One that is not loopback needs an administrator key. */
  readonly host: string;
  /** REQUIRE_KEYS: whether nobody may ask without a key; default yes where HOST is not loopback, which no other value suits. */
  readonly requireKeys: boolean;
  /** KEY_REQUESTS: requests of one key within a minute; default 1200. */
  readonly keyRequests: number;
  /** ALLOWED_HOSTS: names, besides this machine's own, that the service answers for; default none. */
  readonly allowedHosts: readonly string[];
  /** TRUSTED_PROXIES: addresses and networks of proxies whose word for the client's address is taken; default none. */
  readonly trustedProxies: readonly string[];
  /** REQUEST_SECONDS: after these a request is answered with the best so far; default 120. */
  readonly requestSeconds: number;
  /** MAX_BODY_BYTES: largest body; default 20,000,000. */
  readonly maxBodyBytes: number;
  /** THREADS: solving threads; default the processors less one, 1 to 4. */
  readonly threads: number | undefined;
  /** QUEUE_LENGTH: requests that may wait for a thread; default 16. */
  readonly queueLength: number;
  /** THREAD_MEMORY_MIB: largest JavaScript heap of a thread; default 4096. */
  readonly threadMemoryMiB: number;
  /** LOG_LEVEL: fatal, error, warn, info, debug, trace or silent; default info. */
  readonly logLevel: string;
  /** DATA_DIR: folder of the service's own database; default `.shiftcast`. A relative one starts where the user stands. */
  readonly dataDir: string;
  /** DATABASE_URL: connection string of a PostgreSQL server to use instead. */
  readonly databaseUrl: string | undefined;
  /** MASTER_KEY: 64 hexadecimal digits that wrap the keys of persons; default the file master.key in DATA_DIR. */
  readonly masterKey: string | undefined;
  /** SOLVERS: solver processes that the service starts, 0 or 1; default 1. */
  readonly solvers: number;
  /** SOLVER_THREADS: jobs that a solver process runs at a time, each in a thread; default the processors less one, 1 to 4. */
  readonly solverThreads: number | undefined;
  /** SOLVE_THREADS: threads that search one large problem or run a long simulation, 1 or 2; default 1. */
  readonly solveThreads: number;
  /** SOLVER_MEMORY_MIB: most memory of a solver process, all of it; default half of the machine's, at most 8192. */
  readonly solverMemoryMiB: number | undefined;
  /** JOBS_PER_ORGANISATION: jobs of one organisation that run at a time, in all solver processes together; default no limit. */
  readonly jobsPerOrganisation: number | undefined;
  /** WEBHOOK_ALLOW: hosts, addresses and networks that webhooks may reach although they are not on the open internet; default none. */
  readonly webhookAllow: readonly string[];
  /** OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_AUDIENCE, OIDC_SCOPE, OIDC_ROLE_CLAIM, OIDC_ROLES, PUBLIC_URL, SESSION_IDLE_MINUTES, SESSION_HOURS: how people sign in; default nobody. */
  readonly signIn: SignInSettings | undefined;
  /** JOB_DAYS: days after its end for which a job keeps its request and result, where its organisation says nothing else; default 30. */
  readonly jobDays: number;
};

/** A name, or an address, of IPv6 in brackets, without port. */
function isHost(text: string): boolean {
  return /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[\da-f:.]+\])$/i.test(text) && URL.canParse(`http://${text}`);
}

/** An address, a network as 10.0.0.0/8, or a name for well-known ones. */
function isNetwork(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', bits = '0', ...more] = text.split('/');
  const family = isIP(address);
  return more.length === 0 && family !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}

const LEVELS: readonly string[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/**
 * Where the data lie unless DATA_DIR says otherwise: beside whoever starts the service, where they are seen, copied and removed like any other files.
 * Two folders are two stores, and nothing is left in a home that is not there for a service's account.
 */
const DATA_FOLDER = '.shiftcast';

/** A solver process with less than this cannot load its engines. */
const LEAST_SOLVER_MIB = 512;

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the settings, or says all that is wrong with them; paths are names of variables. An empty variable counts as unset. */
export function readSettings(env: Environment): Outcome<Settings> {
  const issues: Issue[] = [];
  const refuse = (name: string, received: string, allowed: string, hint: string): void => {
    issues.push({
      code: 'wrong-setting',
      path: name,
      message: `${name} cannot be "${received}".`,
      facts: { name, received, allowed },
      hint,
    });
  };
  const number = <F>(name: string, least: number, most: number, whole: boolean, fallback: F): number | F => {
    const text = env[name]?.trim();
    if (text === undefined || text === '') return fallback;
    const value = Number(text);
    const fits = /^\d+(?:\.\d+)?$/.test(text) && value >= least && value <= most && (!whole || Number.isInteger(value));
    if (fits) return value;
    const allowed = `${whole ? 'a whole number' : 'a number'} from ${least} to ${most}`;
    refuse(name, text, allowed, `Give ${allowed}.`);
    return fallback;
  };
  const choice = (name: string, allowed: readonly string[], fallback: string, hint: string): string => {
    const text = env[name]?.trim();
    if (text === undefined || text === '') return fallback;
    if (!allowed.includes(text)) refuse(name, text, allowed.join(', '), hint);
    return text;
  };
  const database = (name: string): string | undefined => {
    const text = env[name]?.trim();
    if (text === undefined || text === '') return undefined;
    // The text may hold a password: what is wrong with it is told without it.
    if (!/^postgres(?:ql)?:\/\//.test(text) || !URL.canParse(text.replace(/^postgres(?:ql)?:\/\/\/?/, 'http://host/')))
      refuse(name, '...', 'a connection string', 'Give postgres://USER:PASSWORD@HOST:PORT/DATABASE.');
    return text;
  };
  const list = (name: string, fits: (text: string) => boolean, allowed: string): readonly string[] => {
    const parts = (env[name] ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    for (const part of parts) if (!fits(part)) refuse(name, part, allowed, `Give ${allowed}, separated by commas.`);
    return parts.filter(fits);
  };
  const address = (name: string, fallback: string): string => {
    const text = env[name]?.trim();
    if (text === undefined || text === '') return fallback;
    const allowed = 'an IP address, or localhost';
    if (text !== 'localhost' && isIP(text) === 0) refuse(name, text, allowed, `Give ${allowed}.`);
    return text;
  };
  const host = address('HOST', '127.0.0.1');
  const required = choice('REQUIRE_KEYS', ['yes', 'no'], isLoopback(host) ? 'no' : 'yes', 'Give yes or no.');
  if (required === 'no' && !isLoopback(host))
    refuse('REQUIRE_KEYS', 'no', 'yes', `Others can reach ${host}: leave it out, or give HOST=127.0.0.1.`);
  const secret = (name: string): string | undefined => {
    const text = env[name]?.trim();
    if (text === undefined || text === '') return undefined;
    if (!/^[0-9a-fA-F]{64}$/.test(text))
      refuse(name, '...', '64 hexadecimal digits', 'Give 64 hexadecimal digits, such as openssl rand -hex 32 makes.');
    return text;
  };
  const targets = (name: string): readonly string[] => {
    const entries = (env[name] ?? '')
      .toLowerCase()
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '');
    const wrong = entries.find((entry) => !isAllowEntry(entry));
    if (wrong !== undefined)
      refuse(
        name,
        wrong,
        'hosts, addresses and networks',
        'Give names, addresses or networks such as 10.1.0.0/16, separated by commas.',
      );
    return entries;
  };
  choice('OTEL_EXPORTER_OTLP_PROTOCOL', ['http/json'], 'http/json', 'Traces go out as http/json: leave it out.');
  const settings: Settings = {
    port: number('PORT', 0, 65_535, true, 8080),
    host,
    requireKeys: required === 'yes',
    keyRequests: number('KEY_REQUESTS', 1, 1_000_000, true, 1200),
    allowedHosts: list('ALLOWED_HOSTS', isHost, 'names of hosts'),
    trustedProxies: list('TRUSTED_PROXIES', isNetwork, 'addresses, or networks such as 10.0.0.0/8'),
    requestSeconds: number('REQUEST_SECONDS', 1, 86_400, false, 120),
    maxBodyBytes: number('MAX_BODY_BYTES', 1024, 500_000_000, true, 20_000_000),
    threads: number('THREADS', 1, 64, true, undefined),
    queueLength: number('QUEUE_LENGTH', 0, 10_000, true, 16),
    threadMemoryMiB: number('THREAD_MEMORY_MIB', 128, 1_048_576, true, 4096),
    logLevel: choice('LOG_LEVEL', LEVELS, 'info', `Give one of ${LEVELS.join(', ')}.`),
    dataDir: env['DATA_DIR']?.trim() || DATA_FOLDER,
    databaseUrl: database('DATABASE_URL'),
    masterKey: secret('MASTER_KEY'),
    solvers: number('SOLVERS', 0, 1, true, 1),
    solverThreads: number('SOLVER_THREADS', 1, 64, true, undefined),
    solveThreads: number('SOLVE_THREADS', 1, 2, true, 1),
    solverMemoryMiB: number('SOLVER_MEMORY_MIB', LEAST_SOLVER_MIB, 1_048_576, true, undefined),
    jobsPerOrganisation: number('JOBS_PER_ORGANISATION', 1, 10_000, true, undefined),
    webhookAllow: targets('WEBHOOK_ALLOW'),
    signIn: readSignIn({ env, refuse, number }),
    jobDays: number('JOB_DAYS', 1, 36_500, true, 30),
  };
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: settings };
}
