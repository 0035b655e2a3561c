import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { delivering } from '../../../src/webhooks/deliver.ts';
import { made201 } from './case.ts';
import { storedTeam } from './cases-people.ts';
import { madeDraft, published } from './drafting.ts';
import { type StoredService, storedService } from './stored-service.ts';

type Message = { readonly headers: Record<string, string>; readonly body: string };

const ALLOWED = ['127.0.0.1'];

let service: StoredService;
let receiver: Server;
let url: string;
let status = 204;
const got: Message[] = [];
let tell: () => void = () => undefined;

/** Waits until so many messages came. */
async function arrived(count: number): Promise<void> {
  while (got.length < count) await new Promise<void>((resolve) => (tell = resolve));
}

beforeAll(async () => {
  service = await storedService({ webhookAllow: ALLOWED });
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      got.push({ headers: request.headers as Record<string, string>, body });
      response.writeHead(status).end();
      tell();
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => receiver.once('listening', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
});
afterAll(async () => {
  receiver.close();
  await service.close();
});

type Listed = {
  readonly id: string;
  readonly state: string;
  readonly attempts: number;
  readonly message: string;
  readonly lastStatus?: number;
};

async function deliveries(webhook: unknown): Promise<readonly Listed[]> {
  const answer = await service.request.get(`/v1/webhooks/${String(webhook)}/deliveries`);
  return (answer.body as { readonly items: readonly Listed[] }).items;
}

/** Sends what is due until so many more messages have come. */
async function sending(count: number): Promise<void> {
  const wanted = got.length + count;
  const sender = delivering({ ledger: service.deliveries, allowed: ALLOWED, log: () => undefined, lookSeconds: 0.02 });
  await arrived(wanted);
  await sender.stop();
}

it('tells of a publication, signed, once it is committed, and says nothing of a person', async () => {
  const { id, secret } = await made201(service, '/v1/webhooks', { url, events: ['schedule.published'] });
  const { roster, anna } = await madeDraft(service);
  const publication = await published(service, roster);
  const [waiting] = await deliveries(id);
  expect(waiting).toMatchObject({ state: 'waiting', attempts: 0 });
  await sending(1);
  const [message] = got;
  const told = new Webhook(String(secret)).verify(message?.body ?? '', message?.headers ?? {});
  const data = { id: publication['id'], address: `/v1/publications/${String(publication['id'])}` };
  expect(told).toMatchObject({ type: 'schedule.published', data });
  expect(Object.keys(told as object)).toEqual(['type', 'timestamp', 'data']);
  expect(message?.body).not.toContain(anna);
  expect(await deliveries(id)).toMatchObject([{ state: 'delivered', attempts: 1, lastStatus: 204 }]);
  expect(message?.headers['webhook-id']).toBe(waiting?.message);
});

it('tells nobody of what was refused', async () => {
  const { id } = await made201(service, '/v1/webhooks', { url, events: ['team.created'] });
  const team = await storedTeam(service);
  expect((await service.request.post('/v1/teams').send({ id: team })).status).toBe(422);
  expect(await deliveries(id)).toHaveLength(1);
  await service.request.delete(`/v1/webhooks/${String(id)}`).set('If-Match', '"1"');
});

it('waits after a failure, signs by both secrets after a rotation, and sends again when asked', async () => {
  status = 500;
  const { id, secret } = await made201(service, '/v1/webhooks', { url, events: ['team.created'] });
  await storedTeam(service);
  await sending(1);
  const [failed] = await deliveries(id);
  expect(failed).toMatchObject({ state: 'waiting', attempts: 1, lastStatus: 500 });
  status = 204;
  const rotated = await service.request.post(`/v1/webhooks/${String(id)}/secrets`).set('If-Match', '"1"');
  const { secret: renewed } = rotated.body as { readonly secret: string };
  const replay = await service.request.post(`/v1/webhooks/${String(id)}/deliveries/${failed?.id}/replays`);
  expect([replay.status, replay.body]).toMatchObject([202, { state: 'waiting', attempts: 0 }]);
  await sending(1);
  const last = got.at(-1);
  for (const key of [String(secret), renewed]) new Webhook(key).verify(last?.body ?? '', last?.headers ?? {});
  expect(last?.headers['webhook-id']).toBe(failed?.message);
  const read = await service.request.get(`/v1/webhooks/${String(id)}`);
  expect(JSON.stringify(read.body)).not.toContain('whsec');
});

it('sends nothing more to a receiver that is gone, nor to one that is paused', async () => {
  status = 410;
  const { id } = await made201(service, '/v1/webhooks', { url, events: ['team.created'] });
  await made201(service, '/v1/webhooks', { url, events: ['team.created'], paused: true });
  const other = await made201(service, '/v1/webhooks', { url: 'https://hooks.example.com', events: ['job.ended'] });
  await storedTeam(service);
  // The one before still holds, too.
  await sending(2);
  const read = await service.request.get(`/v1/webhooks/${String(id)}`);
  expect(read.body).toMatchObject({ state: 'gone', version: 2 });
  expect(await deliveries(other['id'])).toEqual([]);
  expect(await deliveries(id)).toMatchObject([{ state: 'dead', lastStatus: 410 }]);
  status = 204;
});

it.each(['http://hooks.example.com', 'https://10.0.0.1/', 'https://[::1]/', 'https://user@hooks.example.com', 'text'])(
  'refuses %s',
  async (target) => {
    const answer = await service.request.post('/v1/webhooks').send({ url: target });
    const { issues } = answer.body as { readonly issues: readonly { readonly code: string; readonly path: string }[] };
    expect([answer.status, issues[0]?.code, issues[0]?.path]).toEqual([422, 'webhook-target', '/url']);
  },
);

it('gives a calendar by its link until that is taken back', async () => {
  const { team, anna } = await madeDraft(service);
  const make = (body: object) => made201(service, '/v1/calendar-links', { ...body });
  const link = await make({ employee: anna });
  const answer = await service.request.get(String(link['address']));
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
  expect(answer.text).toMatch(/^BEGIN:VCALENDAR\r\n/);
  const again = await service.request.get(String(link['address'])).set('If-None-Match', answer.headers['etag'] ?? '');
  expect(again.status).toBe(304);
  const listed = await service.request.get('/v1/calendar-links');
  expect(JSON.stringify(listed.body)).not.toContain(String(link['address']));
  const ofTeam = await make({ team, names: true, language: 'zh' });
  expect((await service.request.get(String(ofTeam['address']))).status).toBe(200);
  expect((await service.request.delete(`/v1/calendar-links/${String(link['id'])}`)).status).toBe(204);
  expect((await service.request.get(String(link['address']))).status).toBe(404);
  const wrong = await service.request.post('/v1/calendar-links').send({ employee: anna, team });
  expect(wrong.status).toBe(422);
  expect((await service.request.post('/v1/calendar-links').send({ team: 'nobody' })).status).toBe(422);
});

it('answers guesses at calendars less and less', async () => {
  const statuses: number[] = [];
  for (let guess = 0; guess < 22; guess += 1)
    statuses.push((await service.request.get(`/v1/calendars/${'x'.repeat(43)}.ics`)).status);
  expect(statuses.at(0)).toBe(404);
  expect(statuses.at(-1)).toBe(429);
});
