import { type Logger, pino } from 'pino';
import type { JobLog } from '../jobs/log.ts';

/** JSON lines on stderr, so that stdout is for people. */
export function stderrLog(level: string): Logger {
  return pino({ level, base: null }, pino.destination({ fd: 2, sync: true }));
}

/** The log as adapters want it. */
export function plainLog(log: Logger): JobLog {
  return (level, message, facts) => log[level](facts ?? {}, message);
}
