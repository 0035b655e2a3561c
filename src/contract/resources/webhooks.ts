import { z } from 'zod';
import { WEBHOOK_EVENTS } from '../../domain/webhook-events.ts';
import { ADMINISTRATORS } from '../access.ts';
import type { OperationDescription } from '../operations.ts';
import { countSchema, nameSchema } from '../scalars.ts';
import { pageQuery, pageSchema, versionedShape, writtenSchema } from './shapes.ts';

const eventSchema = z.enum(WEBHOOK_EVENTS);

const shape = {
  url: z
    .string()
    .min(1)
    .max(2000)
    .meta({
      description: 'Where messages are sent: https, and on the open internet unless WEBHOOK_ALLOW names the host.',
      examples: ['https://hooks.example.com/shiftcast'],
    }),
  events: z
    .array(eventSchema)
    .min(1)
    .max(WEBHOOK_EVENTS.length)
    .optional()
    .meta({ description: 'What is told; absent: all.', examples: [['schedule.published']] }),
  description: nameSchema.optional().meta({ description: 'What it is for.', examples: ['Payroll'] }),
};

const paused = z
  .boolean()
  .optional()
  .meta({ description: 'Nothing is sent, and what happens meanwhile is not told later. Default false.' });

const body = { url: 'https://hooks.example.com/shiftcast', events: ['schedule.published'], description: 'Payroll' };

const newWebhookSchema = z
  .strictObject({ ...shape, paused })
  .meta({ id: 'NewWebhook', description: 'A receiver of messages.', examples: [body] });

const written = { at: '2026-02-20T08:30:00.000Z', by: 'local' };
const example = {
  id: '0199a0c2-6a3e-7cc0-8a53-1a6b9a3a7f10',
  ...body,
  state: 'active',
  version: 1,
  created: written,
  updated: written,
};

export const webhookSchema = z
  .strictObject({
    id: z.string(),
    ...shape,
    state: z
      .enum(['active', 'paused', 'gone'])
      .meta({ description: '`gone`: the receiver answered 410, and is sent nothing until it is given anew.' }),
    ...versionedShape,
  })
  .meta({ id: 'Webhook', description: 'A receiver of messages.', examples: [example] });

const withSecretSchema = webhookSchema
  .extend({
    secret: z.string().meta({
      description: 'Signs the messages (Standard Webhooks). It is shown here and never again.',
      examples: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo='],
    }),
  })
  .meta({
    id: 'WebhookWithSecret',
    description: 'A receiver with its secret.',
    examples: [{ ...example, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=' }],
  });

export const deliverySchema = z
  .strictObject({
    id: z.string(),
    webhook: z.string(),
    message: z.string().meta({ description: 'The `webhook-id` of the message, the same at every attempt.' }),
    event: eventSchema,
    state: z.enum(['waiting', 'delivered', 'dead']).meta({ description: '`dead`: ten attempts failed.' }),
    attempts: countSchema,
    created: writtenSchema,
    nextAt: z.string().optional().meta({ description: 'When it is tried again.', format: 'date-time' }),
    lastStatus: z.int().optional().meta({ description: 'Status that the receiver answered last.' }),
    lastError: z.string().optional().meta({ description: 'Why the last attempt failed.' }),
  })
  .meta({
    id: 'WebhookDelivery',
    description: 'A message to a receiver, and what became of it.',
    examples: [
      {
        id: '0199a0c2-6a3e-7cc0-8a53-1a6b9a3a7f11',
        webhook: example.id,
        message: 'msg_0b9f4c1e-3f0a-4b52-9d0f-1f1f3c5a2a11',
        event: 'schedule.published',
        state: 'delivered',
        attempts: 1,
        created: written,
        lastStatus: 204,
      },
    ],
  });

const parameters = { webhook: 'Id of the webhook.' };
const tag = 'Webhooks';
const access = ADMINISTRATORS;

export const webhookOperations = {
  createWebhook: {
    method: 'post',
    path: '/v1/webhooks',
    operationId: 'createWebhook',
    access,
    summary: 'Have messages sent',
    description:
      'A message says what happened to which thing, with its id and address, and nothing of a person; whoever may know more asks for it. It is ' +
      'written with the change itself, signed after the Standard Webhooks specification, and tried ten times over some three days.',
    tag,
    body: newWebhookSchema,
    answers: {
      201: { description: 'The webhook, with its secret.', schema: withSecretSchema, headers: ['ETag', 'Location'] },
    },
  },
  listWebhooks: {
    method: 'get',
    path: '/v1/webhooks',
    operationId: 'listWebhooks',
    access,
    summary: 'Webhooks, the newest first',
    tag,
    query: z.strictObject(pageQuery),
    answers: {
      200: {
        description: 'Webhooks.',
        schema: pageSchema('WebhookPage', 'Part of the list of webhooks.', webhookSchema),
      },
    },
  },
  getWebhook: {
    method: 'get',
    path: '/v1/webhooks/{webhook}',
    operationId: 'getWebhook',
    access,
    summary: 'A webhook, without its secret',
    tag,
    parameters,
    answers: { 200: { description: 'The webhook.', schema: webhookSchema, headers: ['ETag'] } },
  },
  replaceWebhook: {
    method: 'put',
    path: '/v1/webhooks/{webhook}',
    operationId: 'replaceWebhook',
    access,
    summary: 'Replace a webhook',
    description: 'Its secret stays. One that was gone is active again.',
    tag,
    parameters,
    body: newWebhookSchema,
    ifMatch: 'required',
    answers: { 200: { description: 'The webhook.', schema: webhookSchema, headers: ['ETag'] } },
  },
  removeWebhook: {
    method: 'delete',
    path: '/v1/webhooks/{webhook}',
    operationId: 'removeWebhook',
    access,
    summary: 'Remove a webhook',
    description: 'Messages that wait are not sent any more.',
    tag,
    parameters,
    ifMatch: 'required',
    answers: { 204: { description: 'Removed.' } },
  },
  rotateWebhookSecret: {
    method: 'post',
    path: '/v1/webhooks/{webhook}/secrets',
    operationId: 'rotateWebhookSecret',
    access,
    summary: 'Give a webhook a new secret',
    description: 'For 24 hours messages carry the signatures of both, so that no message is refused meanwhile.',
    tag,
    parameters,
    ifMatch: 'required',
    answers: { 200: { description: 'The webhook, with its new secret.', schema: withSecretSchema, headers: ['ETag'] } },
  },
  listWebhookDeliveries: {
    method: 'get',
    path: '/v1/webhooks/{webhook}/deliveries',
    operationId: 'listWebhookDeliveries',
    access,
    summary: 'Messages of a webhook, the newest first',
    description: 'Those that ended are kept for 30 days.',
    tag,
    parameters,
    query: z.strictObject({
      state: deliverySchema.shape.state.optional().meta({ description: 'Only messages in this state.' }),
      ...pageQuery,
    }),
    answers: {
      200: {
        description: 'Messages.',
        schema: pageSchema('WebhookDeliveryPage', 'Part of the list of messages.', deliverySchema),
      },
    },
  },
  replayWebhookDelivery: {
    method: 'post',
    path: '/v1/webhooks/{webhook}/deliveries/{delivery}/replays',
    operationId: 'replayWebhookDelivery',
    access,
    summary: 'Send a message again',
    description: 'The same message under the same id, from the first attempt on, whatever became of it.',
    tag,
    parameters: { ...parameters, delivery: 'Id of the message to this receiver.' },
    answers: { 202: { description: 'The message, which waits.', schema: deliverySchema } },
  },
} as const satisfies Readonly<Record<string, OperationDescription>>;
