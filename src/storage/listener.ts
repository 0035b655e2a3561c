import pg from 'pg';
import type { StorageLog } from './log.ts';

/** Hears what other processes tell over the database, on one connection of its own that comes back when it was lost. */
export type Listener = {
  /**
   * Listens on a channel. `onBack`: the connection was lost and is there again; what was told in between is lost.
   * Resolves once it listens, or rejects where the database is not there at first.
   */
  readonly on: (
    channel: string,
    onPayload: (payload: string) => void,
    onBack: (lostAt: Date) => void,
  ) => Promise<{ readonly close: () => Promise<void> }>;
  readonly close: () => Promise<void>;
};

type Subscription = { readonly onPayload: (payload: string) => void; readonly onBack: (lostAt: Date) => void };

const BACKOFF_MS = [50, 100, 200, 400, 800, 1000] as const;

/** A connection that died without a word is found out by asking. */
const PROBE_MS = 5000;

/** `name` is what the database calls the connection. */
export function createListener(url: string, log: StorageLog, name: string): Listener {
  const channels = new Map<string, Set<Subscription>>();
  let client: pg.Client | undefined;
  let connecting: Promise<pg.Client> | undefined;
  let lostAt: Date | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const connect = async (): Promise<pg.Client> => {
    const next = new pg.Client({
      connectionString: url,
      application_name: name,
      connectionTimeoutMillis: 5000,
      query_timeout: PROBE_MS,
      keepAlive: true,
    });
    next.on('error', () => lose(next));
    next.on('end', () => lose(next));
    next.on('notification', ({ channel, payload = '' }) => {
      for (const { onPayload } of channels.get(channel) ?? []) onPayload(payload);
    });
    try {
      await next.connect();
      for (const channel of channels.keys()) await next.query(`listen ${pg.escapeIdentifier(channel)}`);
      if (closed) throw new Error('the listener was closed');
    } catch (error) {
      await next.end().catch(() => undefined);
      throw error;
    }
    client = next;
    probeLater(next);
    return next;
  };

  const probeLater = (target: pg.Client): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      target.query('select 1').then(
        () => (client === target ? probeLater(target) : undefined),
        () => lose(target),
      );
    }, PROBE_MS);
    timer.unref();
  };

  const lose = (target: pg.Client): void => {
    if (client !== target || closed) return;
    client = undefined;
    lostAt ??= new Date();
    void target.end().catch(() => undefined);
    log('warn', 'the connection that listens was lost', {});
    comeBack(0);
  };

  const tellBack = (): void => {
    const since = lostAt ?? new Date();
    lostAt = undefined;
    for (const subscriptions of channels.values()) for (const { onBack } of subscriptions) onBack(since);
  };

  const comeBack = (attempt: number): void => {
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        connecting = connect();
        connecting.then(tellBack, () => {
          if (!closed) comeBack(attempt + 1);
        });
      },
      BACKOFF_MS[Math.min(attempt, BACKOFF_MS.length - 1)],
    );
    timer.unref();
  };

  return {
    on: async (channel, onPayload, onBack) => {
      const subscription = { onPayload, onBack };
      const there = channels.get(channel);
      if (there === undefined) channels.set(channel, new Set([subscription]));
      else there.add(subscription);
      connecting ??= connect();
      try {
        const target = await connecting;
        if (there === undefined && client === target) await target.query(`listen ${pg.escapeIdentifier(channel)}`);
      } catch (error) {
        channels.get(channel)?.delete(subscription);
        if (client === undefined && lostAt === undefined) connecting = undefined;
        throw error;
      }
      return {
        close: () => {
          channels.get(channel)?.delete(subscription);
          return Promise.resolve();
        },
      };
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await connecting?.catch(() => undefined);
      await client?.end().catch(() => undefined);
    },
  };
}
