import type { Issue, Outcome } from '../domain/issue.ts';

/** Configuration of the service, from environment variables. */
export type Settings = {
  /** PORT: 0 to 65535, 0 for any free one; default 8080. */
  readonly port: number;
  /** HOST: a loopback address; default 127.0.0.1. */
  readonly host: string;
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
};

const LOOPBACK: readonly string[] = ['127.0.0.1', '::1', 'localhost'];
const LEVELS: readonly string[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

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
  const settings: Settings = {
    port: number('PORT', 0, 65_535, true, 8080),
    host: choice(
      'HOST',
      LOOPBACK,
      '127.0.0.1',
      `Give one of ${LOOPBACK.join(', ')}: without access control the service answers this machine alone.`,
    ),
    requestSeconds: number('REQUEST_SECONDS', 1, 86_400, false, 120),
    maxBodyBytes: number('MAX_BODY_BYTES', 1024, 500_000_000, true, 20_000_000),
    threads: number('THREADS', 1, 64, true, undefined),
    queueLength: number('QUEUE_LENGTH', 0, 10_000, true, 16),
    threadMemoryMiB: number('THREAD_MEMORY_MIB', 128, 1_048_576, true, 4096),
    logLevel: choice('LOG_LEVEL', LEVELS, 'info', `Give one of ${LEVELS.join(', ')}.`),
  };
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: settings };
}
