import type { WebhookEvent } from '../domain/webhook-events.ts';
import type { Page, PageRequest, Versioned, WriteOutcome, Written } from './stored.ts';

/** Where messages are sent. `paused`: nothing is sent, and what happens meanwhile is not kept. `gone`: the receiver said 410. */
export type WebhookState = 'active' | 'paused' | 'gone';

export type WebhookGiven = {
  readonly url: string;
  /** Absent: all. */
  readonly events?: readonly WebhookEvent[] | undefined;
  readonly description?: string | undefined;
  readonly state: WebhookState;
};

export type Webhook = Versioned & WebhookGiven & { readonly id: string };

/** `waiting` for its first or next attempt; `dead` after the last one, until somebody has it sent again. */
export type DeliveryState = 'waiting' | 'delivered' | 'dead';

export type WebhookDelivery = {
  readonly id: string;
  readonly webhook: string;
  /** Id of the message: the same at every attempt and every receiver. */
  readonly message: string;
  readonly event: WebhookEvent;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly created: Written;
  readonly nextAt?: string | undefined;
  readonly lastStatus?: number | undefined;
  readonly lastError?: string | undefined;
};

export type WebhookTable = {
  /** The secret is given here and by `rotate`, and never again. */
  readonly create: (webhook: WebhookGiven) => Promise<{ readonly webhook: Webhook; readonly secret: string }>;
  readonly get: (id: string) => Promise<Webhook | undefined>;
  readonly list: (page: PageRequest) => Promise<Page<Webhook>>;
  readonly replace: (id: string, webhook: WebhookGiven, version: number) => Promise<WriteOutcome<Webhook>>;
  readonly remove: (id: string, version: number) => Promise<WriteOutcome<null>>;
  /** A new secret; messages carry the signatures of both for a day. */
  readonly rotate: (
    id: string,
    version: number,
  ) => Promise<WriteOutcome<{ readonly webhook: Webhook; readonly secret: string }>>;
  /** The newest first. */
  readonly deliveries: (
    webhook: string,
    state: DeliveryState | undefined,
    page: PageRequest,
  ) => Promise<Page<WebhookDelivery>>;
  /** Has a message sent again, from the first attempt on; undefined where there is none. */
  readonly replay: (webhook: string, delivery: string) => Promise<WebhookDelivery | undefined>;
};

/** A message on its way. */
export type DueDelivery = {
  readonly organisation: string;
  readonly id: string;
  readonly webhook: string;
  readonly message: string;
  readonly url: string;
  readonly body: string;
  /** Counts this one. */
  readonly attempt: number;
  /** The present one first; those before it that still hold. */
  readonly secrets: readonly Uint8Array[];
  /** The span that the message came from. */
  readonly traceparent?: string | undefined;
};

export type DeliveryEnd =
  | { readonly kind: 'delivered'; readonly status: number }
  | {
      readonly kind: 'failed';
      readonly status?: number | undefined;
      readonly error: string;
      /** Seconds until the next attempt; absent: there is none. */
      readonly againSeconds?: number | undefined;
    }
  /** The receiver wants no more. */
  | { readonly kind: 'gone'; readonly status: number };

/** What whoever sends needs of the store. */
export type DeliveryLedger = {
  /** Takes messages that are due, for so many seconds: whoever dies with one leaves it to others after that. */
  readonly take: (limit: number, leaseSeconds: number) => Promise<readonly DueDelivery[]>;
  readonly settle: (due: DueDelivery, end: DeliveryEnd) => Promise<void>;
};
