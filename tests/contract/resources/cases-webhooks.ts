import { calendarLinkOperations as links } from '../../../src/contract/resources/calendar-links.ts';
import { webhookOperations as operations } from '../../../src/contract/resources/webhooks.ts';
import { type Arrange, type Case, made201, type Sent } from './case.ts';
import { storedTeam } from './cases-people.ts';
import type { StoredService } from './stored-service.ts';

const HOOK = { url: 'https://hooks.example.com/shiftcast', events: ['team.created'] };

const withWebhook = (sent: Sent = {}): Arrange => {
  return async (service) => {
    const { id } = await made201(service, '/v1/webhooks', HOOK);
    return { parameters: { webhook: String(id) }, ...sent };
  };
};

const first = { headers: { 'If-Match': '"1"' } };

async function withDelivery(service: StoredService): Promise<Sent> {
  const { id } = await made201(service, '/v1/webhooks', HOOK);
  await storedTeam(service);
  const answer = await service.request.get(`/v1/webhooks/${String(id)}/deliveries`);
  const [delivery] = (answer.body as { readonly items: readonly { readonly id: string }[] }).items;
  return { parameters: { webhook: String(id), delivery: delivery?.id ?? '' } };
}

async function ofAnna(service: StoredService): Promise<Sent> {
  return { body: { employee: `${await storedTeam(service)}-anna` } };
}

export const webhookCases: readonly Case[] = [
  { operation: operations.createWebhook, good: () => Promise.resolve({ body: HOOK }) },
  { operation: operations.listWebhooks, good: () => Promise.resolve({ query: { limit: '5' } }) },
  { operation: operations.getWebhook, good: withWebhook() },
  { operation: operations.replaceWebhook, good: withWebhook({ body: { ...HOOK, paused: true }, ...first }) },
  { operation: operations.removeWebhook, good: withWebhook(first) },
  { operation: operations.rotateWebhookSecret, good: withWebhook(first) },
  { operation: operations.listWebhookDeliveries, good: withWebhook({ query: { state: 'dead' } }) },
  { operation: operations.replayWebhookDelivery, good: withDelivery },
  { operation: links.createCalendarLink, good: ofAnna },
  { operation: links.listCalendarLinks, good: () => Promise.resolve({}) },
  {
    operation: links.removeCalendarLink,
    good: async (service) => {
      const { id } = await made201(service, '/v1/calendar-links', (await ofAnna(service)).body ?? {});
      return { parameters: { link: String(id) } };
    },
  },
];
