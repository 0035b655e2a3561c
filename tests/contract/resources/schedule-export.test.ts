import type supertest from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromScheduledShift, scheduledShiftSchema } from '../../../src/contract/schedules/scheduled-shift.ts';
import { DEFAULT_ORGANISATION } from '../../../src/planning/access.ts';
import { compareShifts } from '../../../src/domain/shift.ts';
import { newPublication, scheduledOf, teamOf } from '../../fixtures/stores.ts';
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

it('gives each of more shifts than are read at a time once, in order, as they are written alone', async () => {
  const people = Array.from({ length: 60 }, (_, index) => `p${index}`);
  // Two of different lengths begin at a time: the order between them is that of their ids.
  const shifts = Array.from({ length: 40 }, (_, day) =>
    people.map((id, index) => {
      const shift = scheduledOf('many', id, day);
      const start = shift.start + 60 * (index - (index % 2));
      return { ...shift, start, end: start + 3600 * (4 + (index % 5)) };
    }),
  ).flat();
  const scope = { organisation: DEFAULT_ORGANISATION, actor: 'anna' };
  await service.store.write(scope, async ({ teams, publications }) => {
    await teams.create(teamOf('many', people));
    await publications.lock();
    await publications.create(newPublication('many', shifts), shifts);
  });
  const query = { team: 'many', from: '2026-03-04', to: '2026-04-06' };
  const answer = await service.request.get('/v1/schedules/export').query(query).buffer(true).parse(text);
  const wanted = shifts
    .filter(({ date }) => date >= query.from && date <= query.to)
    .toSorted((a, b) => a.start - b.start || compareShifts(a, { ...b, end: a.end }));
  expect(wanted.length).toBeGreaterThan(2000);
  expect(answer.body).toBe(wanted.map((shift) => `${JSON.stringify(fromScheduledShift(shift))}\n`).join(''));
});

/** Reads a body as text. */
function text(response: supertest.Response, done: (error: Error | null, body: unknown) => void): void {
  let read = '';
  const stream = response as unknown as NodeJS.ReadableStream;
  stream.on('data', (chunk: Buffer) => (read += chunk.toString('utf8')));
  stream.on('end', () => done(null, read));
}

/** Reads a body of JSON lines. */
function lines(response: supertest.Response, done: (error: Error | null, body: unknown) => void): void {
  text(response, (error, body) => {
    const written = String(body)
      .split('\n')
      .filter((line) => line !== '');
    done(
      error,
      written.map((line) => JSON.parse(line) as unknown),
    );
  });
}
