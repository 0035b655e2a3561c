import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type Selectable, sql, type SqlBool } from 'kysely';
import type { WebhookEvent } from '../../domain/webhook-events.ts';
import type { Webhook, WebhookDelivery, WebhookGiven, WebhookTable } from '../../planning/webhook-store.ts';
import type { Database } from '../database.ts';
import { createdOf, missed, pageOf, versionedOf } from '../pages.ts';
import { seal } from '../people/cipher.ts';
import type { Session } from '../session.ts';
import type { Change } from '../trail/change.ts';

type WebhookRow = Selectable<Database['webhooks']>;
type DeliveryRow = Selectable<Database['webhook_deliveries']>;

/** Bytes of a secret; the specification wants 24 to 64. */
const SECRET_BYTES = 32;
/** Hours for which messages carry the signature of the secret before, too. */
const HOURS_OF_BOTH = 24;

/** What a sealed secret belongs to. */
export function besideSecret(organisation: string): string {
  return `webhook ${organisation}`;
}

function webhookOf(row: WebhookRow): Webhook {
  const { id, url, events, description, state } = row;
  return {
    ...versionedOf(row),
    id,
    url,
    events: (events as readonly WebhookEvent[] | null) ?? undefined,
    description: description ?? undefined,
    state,
  };
}

function deliveryOf(row: DeliveryRow): WebhookDelivery {
  const { id, webhook, message, event, state, attempts, next_at, last_status, last_error } = row;
  return {
    ...createdOf(row),
    id,
    webhook,
    message,
    event: event as WebhookEvent,
    state,
    attempts,
    nextAt: state === 'waiting' ? next_at.toISOString() : undefined,
    lastStatus: last_status ?? undefined,
    lastError: last_error ?? undefined,
  };
}

function changeOf(
  action: Change['action'],
  thing: string,
  before: Webhook | undefined,
  after: Webhook | undefined,
): Change {
  const said = (one: Webhook | undefined) =>
    one === undefined
      ? undefined
      : { url: one.url, events: one.events, description: one.description, state: one.state };
  return { action, kind: 'webhook', thing, parts: [{ before: said(before), after: said(after) }] };
}

export function webhookTable(session: Session): WebhookTable {
  const { organisation, actor } = session.scope;
  const newSecret = (): { readonly sealed: Buffer; readonly shown: string } => {
    const secret = randomBytes(SECRET_BYTES);
    const sealed = seal(session.masterKey, secret, besideSecret(organisation));
    return { sealed, shown: `whsec_${secret.toString('base64')}` };
  };
  const get = async (id: string): Promise<Webhook | undefined> => {
    const row = await session.first(
      session.select('webhooks').where('id', '=', id).where('removed_at', 'is', null).selectAll(),
    );
    return row === undefined ? undefined : webhookOf(row);
  };

  return {
    create: async ({ url, events, description, state }) => {
      const { sealed, shown } = newSecret();
      const row = await session.first(sql<WebhookRow>`
        insert into webhooks (organisation, url, events, description, state, secret, created_by, updated_by)
        values (${organisation}, ${url}, ${events ?? null}::text[], ${description ?? null}, ${state}, ${sealed}, ${actor},
          ${actor})
        returning *`);
      if (row === undefined) throw new Error('a webhook was not written');
      const webhook = webhookOf(row);
      session.record(changeOf('create', webhook.id, undefined, webhook));
      return { webhook, secret: shown };
    },

    get,

    list: async (page) => {
      let query = session.select('webhooks').where('removed_at', 'is', null).selectAll();
      const after = page.after?.[0];
      if (after !== undefined) query = query.where('id', '<', after);
      const rows = await session.rows(query.orderBy('id', 'desc').limit(page.limit + 1));
      return pageOf(rows, page, webhookOf, ({ id }) => [id]);
    },

    replace: async (id, { url, events, description, state }: WebhookGiven, version) => {
      const before = await get(id);
      const row = await session.first(sql<WebhookRow>`
        update webhooks set url = ${url}, events = ${events ?? null}::text[], description = ${description ?? null},
          state = ${state}, version = version + 1, updated_at = now(), updated_by = ${actor}
        where organisation = ${organisation} and id = ${id} and version = ${version} and removed_at is null
        returning *`);
      if (row === undefined) return missed((await get(id))?.version);
      const webhook = webhookOf(row);
      session.record(changeOf('change', id, before, webhook));
      return { ok: true, value: webhook };
    },

    remove: async (id, version) => {
      const before = await get(id);
      const removed = await session.count(sql`
        update webhooks set removed_at = now(), version = version + 1, updated_at = now(), updated_by = ${actor}
        where organisation = ${organisation} and id = ${id} and version = ${version} and removed_at is null`);
      if (removed === 0) return missed((await get(id))?.version);
      await session.count(sql`
        update webhook_deliveries set state = 'dead', ended_at = now(), last_error = 'the webhook was removed'
        where organisation = ${organisation} and webhook = ${id} and state = 'waiting'`);
      session.record(changeOf('remove', id, before, undefined));
      return { ok: true, value: null };
    },

    rotate: async (id, version) => {
      const { sealed, shown } = newSecret();
      const row = await session.first(sql<WebhookRow>`
        update webhooks set secret = ${sealed}, secret_before = secret,
          secret_before_until = now() + ${HOURS_OF_BOTH} * interval '1 hour', version = version + 1, updated_at = now(),
          updated_by = ${actor}
        where organisation = ${organisation} and id = ${id} and version = ${version} and removed_at is null
        returning *`);
      if (row === undefined) return missed((await get(id))?.version);
      const webhook = webhookOf(row);
      const hash = createHash('sha256').update(sealed).digest('hex');
      session.record({ action: 'change', kind: 'webhook', thing: id, parts: [{ after: { secret: hash } }] });
      return { ok: true, value: { webhook, secret: shown } };
    },

    deliveries: async (webhook, state, page) => {
      let query = session.select('webhook_deliveries').where('webhook', '=', webhook).selectAll();
      if (state !== undefined) query = query.where(sql<SqlBool>`state = ${state}`);
      const after = page.after?.[0];
      if (after !== undefined) query = query.where('id', '<', after);
      const rows = await session.rows(query.orderBy('id', 'desc').limit(page.limit + 1));
      return pageOf(rows, page, deliveryOf, ({ id }) => [id]);
    },

    replay: async (webhook, delivery) => {
      const row = await session.first(sql<DeliveryRow>`
        update webhook_deliveries set state = 'waiting', attempts = 0, next_at = now(), ended_at = null
        where organisation = ${organisation} and webhook = ${webhook} and id = ${delivery} returning *`);
      if (row === undefined) return undefined;
      session.record({ action: 'change', kind: 'webhook', thing: webhook, parts: [{ after: { replayed: delivery } }] });
      return deliveryOf(row);
    },
  };
}

/** What the trail's words for a change are as an event; nothing for what nobody is told of. */
const EVENT_OF: Readonly<Record<string, WebhookEvent>> = {
  'publication create': 'schedule.published',
  'job end': 'job.ended',
  'absence create': 'absence.recorded',
  'absence change': 'absence.changed',
  'absence remove': 'absence.removed',
  'agreement create': 'agreement.recorded',
  'agreement remove': 'agreement.removed',
  'draft create': 'draft.created',
  'draft change': 'draft.changed',
  'draft remove': 'draft.removed',
  'team create': 'team.created',
  'team change': 'team.changed',
  'team remove': 'team.removed',
  'history create': 'history.created',
  'history change': 'history.changed',
  'history remove': 'history.removed',
  'forecast create': 'forecast.created',
  'requirement create': 'requirement.created',
};

const ADDRESS_OF: Readonly<Record<string, string>> = {
  publication: 'publications',
  job: 'jobs',
  absence: 'absences',
  agreement: 'agreements',
  draft: 'rosters',
  team: 'teams',
  history: 'histories',
  forecast: 'forecasts',
  requirement: 'requirements',
};

/**
 * Writes the messages of what a transaction changed, as a part of it: told is what was done, and nothing else. A message says what happened to
 * what, and nothing of a person: whoever may know more asks with a key.
 */
export async function announce(session: Session & { readonly changes: () => readonly Change[] }): Promise<void> {
  const { organisation, actor } = session.scope;
  const seen = new Set<string>();
  for (const { action, kind, thing } of session.changes()) {
    const event = EVENT_OF[`${kind} ${action}`];
    const key = `${event} ${thing}`;
    if (event === undefined || seen.has(key)) continue;
    seen.add(key);
    const address = `/v1/${ADDRESS_OF[kind]}/${encodeURIComponent(thing)}`;
    const body = JSON.stringify({ type: event, timestamp: new Date().toISOString(), data: { id: thing, address } });
    await session.count(sql`
      insert into webhook_deliveries (organisation, webhook, message, event, body, traceparent, created_by)
      select organisation, id, ${`msg_${randomUUID()}`}, ${event}, ${body}, ${session.traceparent ?? null}, ${actor}
      from webhooks
      where organisation = ${organisation} and removed_at is null and state = 'active'
        and (events is null or ${event} = any (events))`);
  }
}
