import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from '../../../src/planning/store.ts';
import { publishedFrom } from '../../fixtures/published.ts';
import { made201 } from './case.ts';
import { type Json, smallTeam } from './documents.ts';
import { publishShifts } from './publish.ts';
import { type StoredService, storedService } from './stored-service.ts';

/** A schedule that was answered is given again for as long as it is so, and never to others. */

let service: StoredService;
/** Reads of schedules by transactions, and questions whether all is as it was. */
const asked = { reads: 0, states: 0 };

/** Questions whether all is as it was are answered when it ends. */
let held: Promise<void> | undefined;

const counting = (store: Store): Store => ({
  ...store,
  read: (scope, work) => {
    asked.reads += 1;
    return store.read(scope, work);
  },
  scheduleState: async (scope, filter) => {
    asked.states += 1;
    await held;
    return store.scheduleState(scope, filter);
  },
});

const shift = (team: string, employee: string, day: string, end = '16') =>
  publishedFrom(`2026-03-${day}T08:00:00+01:00`, `2026-03-${day}T${end}:00:00+01:00`, {
    employeeId: employee,
    teamId: team,
  });

beforeAll(async () => {
  service = await storedService({ store: counting });
  await made201(service, '/v1/teams', smallTeam('north'));
  await made201(service, '/v1/teams', smallTeam('south'));
  await publishShifts(service, 'north', [shift('north', 'north-anna', '02'), shift('north', 'north-ben', '03')]);
  await publishShifts(service, 'south', [shift('south', 'south-anna', '04')]);
});
afterAll(() => service.close());

const NORTH = '/v1/schedules?team=north&from=2026-03-01&to=2026-03-31';

const got = (path = NORTH, headers: Readonly<Record<string, string>> = {}) => service.request.get(path).set(headers);

/** The headers that a repetition must have, too. */
const lasting = (headers: unknown): Json => {
  const { 'x-request-id': _id, date: _date, ...rest } = headers as Json;
  return rest;
};

it('the same bytes and headers come again without a read, and 304 to who has them', async () => {
  const first = await got();
  expect(first.status).toBe(200);
  const before = { ...asked };
  const again = await got();
  expect([again.status, again.text, lasting(again.headers)]).toEqual([200, first.text, lasting(first.headers)]);
  const known = await got(NORTH, { 'If-None-Match': String(first.headers['etag']) });
  expect([known.status, known.text, known.headers['etag']]).toEqual([304, '', first.headers['etag']]);
  expect((await service.request.head(NORTH)).headers['content-length']).toBe(first.headers['content-length']);
  expect(asked).toEqual({ reads: before.reads, states: before.states + 3 });
});

it('many who ask at once cost few questions', async () => {
  await got();
  const before = { ...asked };
  const { promise, resolve: release } = Promise.withResolvers<void>();
  held = promise;
  const all = Array.from({ length: 30 }, () => got().then((answer) => answer));
  await expect.poll(() => asked.states - before.states).toBe(1);
  // The server is in this process: by now the others have come, too, while the first question is under way.
  for (let turn = 0; turn < 500; turn++) await new Promise((resolve) => void setImmediate(resolve));
  release();
  const answers = await Promise.all(all);
  held = undefined;
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(asked.reads).toBe(before.reads);
  expect(asked.states - before.states).toBeLessThan(30);
});

it('what is published elsewhere leaves an answer as it is, and what is published here is told at once', async () => {
  const first = await got();
  await publishShifts(service, 'south', [shift('south', 'south-ben', '05')]);
  const reads = asked.reads;
  expect((await got()).headers['etag']).toBe(first.headers['etag']);
  expect(asked.reads).toBe(reads);
  await publishShifts(service, 'north', [shift('north', 'north-ben', '06', '14')]);
  const changed = await got(NORTH, { 'If-None-Match': String(first.headers['etag']) });
  expect(changed.status).toBe(200);
  expect(changed.text).toContain('north-ben@2026-03-06#1');
});

it('another language, form or part is another answer', async () => {
  const english = await got();
  const chinese = await got(NORTH, { 'Accept-Language': 'zh' });
  expect(chinese.body).toEqual(english.body);
  const csv = await got(NORTH, { Accept: 'text/csv' });
  expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect((await got(`${NORTH}&limit=1`)).text).not.toBe(english.text);
});

it('nobody is given what others were told', async () => {
  const whole = await got('/v1/schedules');
  expect(whole.text).toContain('south-anna');
  const key = async (name: string, scope: Json): Promise<Readonly<Record<string, string>>> => ({
    Authorization: `Bearer ${String((await made201(service, '/v1/api-keys', { name, ...scope }))['key'])}`,
  });
  const north = await key('north', { role: 'supervisor', teams: ['north'] });
  const anna = await key('anna', { role: 'employee', employee: 'north-anna' });
  for (let repeat = 0; repeat < 2; repeat++) {
    expect((await got('/v1/schedules', north)).text).not.toContain('south-anna');
    expect((await got('/v1/schedules', anna)).text).not.toMatch(/south-anna|north-ben/);
    expect((await got('/v1/schedules?team=south', north)).status).toBe(422);
  }
});

it('whoever is erased is told of under her name no more', async () => {
  const first = await got();
  expect(first.text).toContain('north-ben');
  const erased = await service.request.post('/v1/employees/north-ben/erasures').send({});
  expect(erased.status).toBe(201);
  const now = await got(NORTH, { 'If-None-Match': String(first.headers['etag']) });
  expect(now.status).toBe(200);
  expect(now.text).not.toContain('north-ben');
});
