import type { DeliveryEnd, DeliveryLedger, DueDelivery } from '../planning/webhook-store.ts';
import { traced, type Tracing } from '../planning/tracing.ts';
import { type Sent, sendOnce } from './send.ts';
import type { AllowedTargets } from './targets.ts';

type Log = (level: 'info' | 'warn', message: string, facts: Readonly<Record<string, unknown>>) => void;

/** Seconds between attempts: ten of them over some three days, as the specification proposes. */
const AGAIN_SECONDS: readonly number[] = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];

/** A receiver that asks for time is given no more than this. */
const MOST_RETRY_AFTER_SECONDS = 86_400;

/** Messages under way at a time. */
const AT_ONCE = 8;
/** A message whose sender died is sent again after this; longer than an attempt may take. */
const LEASE_SECONDS = 60;
const LOOK_SECONDS = 1;

const GONE = 410;

/** What becomes of a message after an attempt; `share` 0-1 spreads receivers that failed together. */
export function endOf(sent: Sent, attempt: number, share: number): DeliveryEnd {
  if ('status' in sent && sent.status >= 200 && sent.status < 300) return { kind: 'delivered', status: sent.status };
  if ('status' in sent && sent.status === GONE) return { kind: 'gone', status: sent.status };
  const planned = AGAIN_SECONDS[attempt - 1];
  const asked = 'status' in sent ? Math.min(sent.retryAfterSeconds ?? 0, MOST_RETRY_AFTER_SECONDS) : 0;
  const againSeconds = planned === undefined ? undefined : Math.max(asked, planned * (0.9 + 0.2 * share));
  if ('status' in sent) return { kind: 'failed', status: sent.status, error: `status ${sent.status}`, againSeconds };
  return { kind: 'failed', error: sent.error, againSeconds };
}

export type DeliveringOptions = {
  readonly ledger: DeliveryLedger;
  readonly allowed: AllowedTargets;
  readonly log: Log;
  /** How often due messages are looked for. */
  readonly lookSeconds?: number | undefined;
  readonly tracing?: Tracing | undefined;
};

/** Sends what is due until it is stopped; whatever is under way then ends first. */
export function delivering({ ledger, allowed, log, lookSeconds = LOOK_SECONDS, tracing }: DeliveringOptions): {
  readonly stop: () => Promise<void>;
} {
  /** Sends within a span, which the receiver is told of; where to is not told. */
  const sendTraced = (due: DueDelivery): Promise<Sent> => {
    const facts = {
      'http.request.method': 'POST',
      'shiftcast.organisation': due.organisation,
      'shiftcast.webhook': due.webhook,
      'shiftcast.attempt': due.attempt,
    };
    const asked = { name: 'deliver webhook', kind: 'client', parent: due.traceparent, facts } as const;
    return traced(tracing, asked, async (span) => {
      const nowSeconds = Math.floor(Date.now() / 1000);
      const sent = await sendOnce(due, { allowed, nowSeconds, traceparent: span?.traceparent });
      if ('status' in sent) span?.tell({ 'http.response.status_code': sent.status });
      if ('error' in sent || sent.status >= 400) span?.fail('error' in sent ? 'not sent' : String(sent.status));
      return sent;
    });
  };
  const one = async (due: DueDelivery): Promise<void> => {
    const sent = await sendTraced(due);
    const end = endOf(sent, due.attempt, Math.random());
    await ledger.settle(due, end);
    if (end.kind === 'failed' && end.againSeconds === undefined)
      log('warn', 'a webhook message is dead', { webhook: due.webhook, delivery: due.id, error: end.error });
  };
  const ending = new AbortController();
  const look = async (): Promise<void> => {
    try {
      for (let taken = AT_ONCE; taken === AT_ONCE && !ending.signal.aborted; ) {
        const due = await ledger.take(AT_ONCE, LEASE_SECONDS);
        taken = due.length;
        await Promise.all(due.map(one));
      }
    } catch (error) {
      log('warn', 'webhook messages cannot be sent', { err: error });
    }
  };
  let underWay = look();
  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    underWay = underWay.then(look).finally(() => {
      isLooking = false;
    });
  }, lookSeconds * 1000);
  return {
    stop: async () => {
      ending.abort();
      clearInterval(timer);
      await underWay;
    },
  };
}
