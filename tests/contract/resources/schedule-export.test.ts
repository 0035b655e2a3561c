import type supertest from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { scheduledShiftSchema } from '../../../src/contract/schedules/scheduled-shift.ts';
import { madeDraft, published } from './drafting.ts';
import { type StoredService, storedService } from './stored-service.ts';

let service: StoredService;
beforeAll(async () => {
  service = await storedService();
});
afterAll(() => service.close());

it('gives the shifts that the list gives, one a line, and refuses dates that are missing, turned round or too many', async () => {
  const draft = await madeDraft(service);
  await published(service, draft.roster);
  const dates = { team: draft.team, from: '2026-03-01', to: '2026-03-31' };
  const answer = await service.request.get('/v1/schedules/export').query(dates).buffer(true).parse(lines);
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/x-ndjson']);
  const list = await service.request.get('/v1/schedules').query(dates);
  const { items } = list.body as { readonly items: readonly unknown[] };
  expect(items.length).toBeGreaterThan(0);
  expect(answer.body).toEqual(items);
  for (const shift of items) expect(scheduledShiftSchema.safeParse(shift).success).toBe(true);
  const none = await service.request
    .get('/v1/schedules/export')
    .query({ ...dates, from: '2026-05-01', to: '2026-05-02' })
    .buffer(true)
    .parse(lines);
  expect([none.status, none.body]).toEqual([200, []]);
  for (const wrong of [
    { from: '2026-03-01' },
    { from: '2026-03-02', to: '2026-03-01' },
    { from: '2020-01-01', to: '2026-01-01' },
    { ...dates, team: 'nobody' },
  ])
    expect((await service.request.get('/v1/schedules/export').query(wrong)).status).toBe(422);
});

/** Reads a body of JSON lines. */
function lines(response: supertest.Response, done: (error: Error | null, body: unknown) => void): void {
  let text = '';
  const stream = response as unknown as NodeJS.ReadableStream;
  stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  stream.on('end', () => {
    const written = text.split('\n').filter((line) => line !== '');
    done(
      null,
      written.map((line) => JSON.parse(line) as unknown),
    );
  });
}
