import { setTimeout as pause } from 'node:timers/promises';
import { reasonOf } from './issues.ts';
import { settleLeftovers } from './leftovers.ts';
import { isForRoom, lacksRoom, launch, type LaunchOptions, type Postmaster, shutDown } from './postmaster.ts';

type Log = (
  level: 'info' | 'warn' | 'error',
  message: string,
  facts: Readonly<Record<string, string | number>>,
) => void;

export type Supervision = {
  readonly pid: () => number;
  /** `full` while the server is down because its disk has no room; undefined while it runs, or is down for another reason. */
  readonly fault: () => 'full' | undefined;
  /** Ends the supervision, then the server. */
  readonly stop: () => Promise<void>;
};

/** Pauses between attempts to start again, seconds; the last one is repeated for as long as it takes. */
const PAUSES_SECONDS: readonly number[] = [0, 1, 2, 5, 10, 30];

/** A server that ran for this long was sound: the next attempts begin without a pause again. */
const SOUND_SECONDS = 60;

/** Watches over a server and starts it again when it ends unasked, at the same address. */
export function supervise(
  first: Postmaster,
  {
    options,
    log,
    onStart,
  }: { readonly options: LaunchOptions; readonly log: Log; readonly onStart: (pid: number) => void },
): Supervision {
  const stopping = new AbortController();
  const asked = (): boolean => stopping.signal.aborted;
  let current: Postmaster | undefined = first;
  let pid = first.pid;
  let fault: 'full' | undefined;

  const restart = async (attempt: number): Promise<Postmaster | string> => {
    const seconds = PAUSES_SECONDS[Math.min(attempt, PAUSES_SECONDS.length - 1)] ?? 0;
    if (seconds > 0) await pause(seconds * 1000, undefined, { signal: stopping.signal }).catch(() => undefined);
    if (asked()) return 'stopped';
    try {
      // Children of a killed server may still be at work; a new one refuses to start beside them.
      await settleLeftovers(options.cluster);
      return await launch(options, stopping.signal);
    } catch (error) {
      return reasonOf(error);
    }
  };

  const watch = async (): Promise<void> => {
    let attempt = 0;
    while (!asked()) {
      if (current !== undefined) {
        const since = performance.now();
        const how = await current.ended;
        current = undefined;
        if (asked()) return;
        fault = lacksRoom(options.cluster) ? 'full' : undefined;
        if (performance.now() - since > SOUND_SECONDS * 1000) attempt = 0;
        log('error', 'database ended unasked and is started again', { pid, how });
      }
      const next = await restart(attempt);
      attempt += 1;
      fault = typeof next === 'string' && isForRoom(next) ? 'full' : undefined;
      if (typeof next === 'string') {
        if (!asked()) log('error', 'database does not start', { reason: next, attempt });
        continue;
      }
      current = next;
      pid = next.pid;
      onStart(pid);
      log('info', 'database started again', { pid });
    }
  };

  const watching = watch();
  const stop = async (): Promise<void> => {
    stopping.abort();
    if (current === undefined) await watching;
    if (current !== undefined) await shutDown(current);
    await watching;
    await settleLeftovers(options.cluster);
  };
  return { pid: () => pid, fault: () => fault, stop };
}
