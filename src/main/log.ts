import { type Logger, pino } from 'pino';
import type { JobLog } from '../jobs/log.ts';

/** An error with what led to it. Nothing else that hangs on it: a driver's error holds the connection, with where and as whom it was made. */
function errorOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? { code: error.code } : {};
  return { type: name, message, stack, ...code, ...(cause === undefined ? {} : { cause: errorOf(cause) }) };
}

/** Fields that are never told, wherever somebody put them: nothing logs headers, and this is for the day that something does. */
const SECRETS = ['authorization', 'cookie', 'set-cookie', 'key', 'name'].flatMap((name) => [
  `["${name}"]`,
  `*["${name}"]`,
  `*.*["${name}"]`,
]);

/** JSON lines on stderr, so that stdout is for people. */
export function stderrLog(level: string): Logger {
  return pino(
    { level, base: null, serializers: { err: errorOf }, redact: { paths: SECRETS, censor: '[hidden]' } },
    pino.destination({ fd: 2, sync: true }),
  );
}

/** The log as adapters want it. */
export function plainLog(log: Logger): JobLog {
  return (level, message, facts) => log[level](facts ?? {}, message);
}
