import { issue } from '../../contract/messages/render.ts';
import { deliverySchema, webhookOperations, webhookSchema } from '../../contract/resources/webhooks.ts';
import type { Webhook, WebhookDelivery, WebhookGiven } from '../../planning/webhook-store.ts';
import { targetFault } from '../../webhooks/targets.ts';
import { type Answer, type Bound, type Context, reading, writing } from './handler.ts';
import { listBody, pageOf } from './pages.ts';
import { changed, found, invalid, versionFrom } from './refusals.ts';

type Body = Context<typeof webhookOperations.createWebhook>['body'];

function plain(document: object): object {
  return Object.fromEntries(Object.entries(document).filter(([, value]) => value !== undefined));
}

function answerWith(status: number, webhook: Webhook, secret?: string): Answer {
  const headers = status === 201 ? { Location: `/v1/webhooks/${webhook.id}` } : undefined;
  return { status, headers, etag: String(webhook.version), body: plain({ ...webhook, secret }) };
}

/** What was given, where its target may be reached. The name behind it is looked up at each attempt. */
function givenOf(
  { service }: Pick<Context, 'service'>,
  { url, events, description, paused = false }: Body,
): WebhookGiven {
  const reason = targetFault(url, service.settings.webhookAllow ?? []);
  if (reason !== undefined) throw invalid([issue('webhook-target', '/url', { reason })]);
  return { url, events, description, state: paused ? 'paused' : 'active' };
}

const deliveryDocument = (delivery: WebhookDelivery): object => plain(delivery);

export const webhooks: readonly Bound[] = [
  writing(webhookOperations.createWebhook, async (tables, context) => {
    const { webhook, secret } = await tables.webhooks.create(givenOf(context, context.body));
    return answerWith(201, webhook, secret);
  }),
  reading(webhookOperations.listWebhooks, async (tables, { query }) => {
    const page = await tables.webhooks.list(pageOf(query));
    return { status: 200, body: listBody(query, page, webhookSchema, plain) };
  }),
  reading(webhookOperations.getWebhook, async (tables, { parameters: { webhook: id } }) =>
    answerWith(200, found(await tables.webhooks.get(id), 'webhook', id)),
  ),
  writing(webhookOperations.replaceWebhook, async (tables, context) => {
    const { webhook: id } = context.parameters;
    const version = versionFrom(context.ifMatch, found(await tables.webhooks.get(id), 'webhook', id), 'webhook', id);
    const given = givenOf(context, context.body);
    return answerWith(200, changed(await tables.webhooks.replace(id, given, version), 'webhook', id));
  }),
  writing(webhookOperations.removeWebhook, async (tables, { parameters: { webhook: id }, ifMatch }) => {
    const version = versionFrom(ifMatch, found(await tables.webhooks.get(id), 'webhook', id), 'webhook', id);
    changed(await tables.webhooks.remove(id, version), 'webhook', id);
    return { status: 204 };
  }),
  writing(webhookOperations.rotateWebhookSecret, async (tables, { parameters: { webhook: id }, ifMatch }) => {
    const version = versionFrom(ifMatch, found(await tables.webhooks.get(id), 'webhook', id), 'webhook', id);
    const { webhook, secret } = changed(await tables.webhooks.rotate(id, version), 'webhook', id);
    return answerWith(200, webhook, secret);
  }),
  reading(webhookOperations.listWebhookDeliveries, async (tables, { parameters: { webhook: id }, query }) => {
    found(await tables.webhooks.get(id), 'webhook', id);
    const page = await tables.webhooks.deliveries(id, query.state, pageOf(query));
    return { status: 200, body: listBody(query, page, deliverySchema, deliveryDocument) };
  }),
  writing(webhookOperations.replayWebhookDelivery, async (tables, { parameters: { webhook: id, delivery } }) => {
    found(await tables.webhooks.get(id), 'webhook', id);
    const again = found(await tables.webhooks.replay(id, delivery), 'message', delivery);
    return { status: 202, body: deliveryDocument(again) };
  }),
];
