import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectPublished, inProcess } from '../service.ts';
import { fresh } from './case.ts';
import { storedHistory } from './cases-histories.ts';
import { dailyRows, type Json, smallTeam } from './documents.ts';
import { type StoredService, storedService } from './stored-service.ts';

let stored: StoredService;
let request: StoredService['request'];
beforeAll(async () => {
  stored = await storedService();
  ({ request } = stored);
});
afterAll(() => stored.close());

type Told = { readonly issues: readonly { readonly code: string; readonly path: string }[] };

const told = (body: unknown): readonly string[] => (body as Told).issues.map(({ code, path }) => `${code} ${path}`);

const HALF_HOURS = ['09:00', '09:30', '10:00'].map((time, index) => ({
  timestamp: `2026-03-02T${time}`,
  count: 10 + index,
}));

const halfHours = (): Promise<string> =>
  storedHistory(stored, { history: { zone: 'Europe/Berlin', absent: 'zero', rows: HALF_HOURS } });

async function append(history: string, body: Json) {
  const answer = await request.post(`/v1/histories/${history}/rows`).send(body);
  expectPublished(answer, 'POST', '/v1/histories/{history}/rows');
  return answer;
}

async function correct(history: string, body: Json, match = '*') {
  const answer = await request.patch(`/v1/histories/${history}/rows`).set('If-Match', match).send(body);
  expectPublished(answer, 'PATCH', '/v1/histories/{history}/rows');
  return answer;
}

type Rows = {
  readonly items: readonly { readonly timestamp: string; readonly start: string; readonly count: number }[];
};

async function rowsOf(history: string, query: Record<string, string>): Promise<Rows['items']> {
  const answer = await request.get(`/v1/histories/${history}/rows`).query(query);
  expectPublished(answer, 'GET', '/v1/histories/{history}/rows');
  expect(answer.status).toBe(200);
  return (answer.body as Rows).items;
}

describe('POST /v1/histories', () => {
  const post = (body: Json) => request.post('/v1/histories').send(body);

  it('stores rows or CSV under the id given or one that is made, and says how they were read', async () => {
    const made = await post({
      name: 'Calls',
      history: { zone: 'UTC', csv: 'timestamp,count\n2026-01-05,3\n2026-01-06,9\n2026-01-08,4\n' },
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      rows: 3,
      firstDate: '2026-01-05',
      lastDate: '2026-01-08',
      zone: 'UTC',
      version: 1,
    });
    expect((made.body as { notes: { code: string }[] }).notes.map(({ code }) => code)).toEqual([
      'absent-decided',
      'history-read',
    ]);
    const { id } = made.body as { id: string };
    expect(made.headers['location']).toBe(`/v1/histories/${id}`);
    expect((await request.get(`/v1/histories/${id}`)).body).toMatchObject({ id, name: 'Calls', rows: 3 });
  });

  it('is refused with the reader of histories, at the places of the body', async () => {
    const rows = [
      { timestamp: '2026-01-05', count: 1 },
      { timestamp: '2026-01-05', count: 2 },
      { timestamp: 'soon', count: -1 },
    ];
    expect(told((await post({ history: { zone: 'UTC', rows } })).body)).toEqual(
      expect.arrayContaining([
        'timestamp-duplicate /history/rows/1/timestamp',
        'timestamp-invalid /history/rows/2/timestamp',
        'count-negative /history/rows/2/count',
      ]),
    );
    const csv = 'timestamp,count\n2026-01-05,x\n2026-01-06,1\n';
    expect(told((await post({ history: { zone: 'UTC', csv } })).body)).toEqual([
      'count-not-a-number /history/csv line 2, column 2',
    ]);
    expect(told((await post({ history: { zone: 'Mars/Base', csv } })).body)).toEqual(['wrong-zone /history/zone']);
    expect(told((await post({ name: 'a\u0000', history: { zone: 'UTC', rows: dailyRows(7) } })).body)).toEqual([
      'nul-character /name',
    ]);
    const half = JSON.stringify({ name: 'HALF', history: { zone: 'UTC', rows: dailyRows(7) } }).replace(
      'HALF',
      '\\ud800',
    );
    const cut = await request.post('/v1/histories').set('Content-Type', 'application/json').send(half);
    expect(told(cut.body)).toEqual(['half-character /name']);
  });

  it('is refused for a team that is not there, with the nearest, and for a skill that it does not have', async () => {
    await request.post('/v1/teams').send(smallTeam('north-support'));
    const history = { zone: 'UTC', rows: dailyRows(7) };
    const team = await post({ team: 'nort-support', history });
    expect(team.body).toMatchObject({
      issues: [{ code: 'unknown-team', path: '/team', facts: { nearest: 'north-support' } }],
    });
    expect(told((await post({ team: 'north-support', skill: 'sale', history })).body)).toEqual([
      'unknown-skill /skill',
    ]);
    expect((await post({ team: 'north-support', skill: 'sales', history })).status).toBe(201);
    const { items } = (await request.get('/v1/histories?team=north-support')).body as { items: Json[] };
    expect(items).toMatchObject([{ team: 'north-support', skill: 'sales' }]);
  });

  it('reads a large body in a thread', async () => {
    const tasks: string[] = [];
    const threads = {
      ...inProcess,
      run: ((task, input, control) => {
        tasks.push((input as { operation: string }).operation);
        return inProcess.run(task, input, control);
      }) satisfies (typeof inProcess)['run'],
    };
    const service = await stored.beside({ threads });
    const lines = Array.from({ length: 18_000 }, (_, index) => {
      return `${new Date(Date.UTC(2024, 0, 1) + index * 900_000).toISOString().slice(0, 16)},${index % 50}`;
    });
    const csv = `timestamp,count\n${lines.join('\n')}\n`;
    const made = await service.post('/v1/histories').send({ id: 'large', history: { zone: 'UTC', csv } });
    expect([made.status, (made.body as Json)['rows']]).toEqual([201, 18_000]);
    const next = { rows: [{ timestamp: '2024-07-06T12:00', count: 7 }] };
    expect((await service.post('/v1/histories/large/rows').send(next)).body).toMatchObject({ added: 1, rows: 18_001 });
    expect(tasks).toEqual(['new-history', 'history-rows']);
  });
});

describe('rows of a history', () => {
  it('are appended, passed over where they are the same, and change nothing where one is wrong', async () => {
    const id = await halfHours();
    const first = await append(id, { rows: [HALF_HOURS[2], { timestamp: '2026-03-02T10:30', count: 20 }] });
    expect(first.body).toMatchObject({ added: 1, same: 1, corrected: 0, rows: 4, version: 2 });
    const again = await append(id, { csv: 'timestamp,count\n2026-03-02T10:30,20\n' });
    expect([again.body, again.headers['etag']]).toMatchObject([{ added: 0, same: 1, rows: 4, version: 2 }, '"2"']);
    const refused = await append(id, {
      rows: [
        { timestamp: '2026-03-02T11:00', count: 1 },
        { timestamp: '2026-03-02T09:00', count: 99 },
        { timestamp: '2026-03-02T11:10', count: 1 },
      ],
    });
    expect([refused.status, told(refused.body).toSorted()]).toEqual([
      422,
      ['row-differs /rows/1', 'timestamp-off-grid /rows/2/timestamp'],
    ]);
    expect((await request.get(`/v1/histories/${id}`)).body).toMatchObject({ rows: 4, version: 2 });
  });

  it('are either rows or CSV', async () => {
    const id = await halfHours();
    expect(told((await append(id, {})).body)).toEqual(['one-needed ']);
    expect(told((await append(id, { rows: HALF_HOURS, csv: 'x' })).body)).toEqual(['both-given ']);
    expect(told((await append(id, { row: [] })).body)).toEqual(['unknown-key /row']);
  });

  it('are appended by many at once, and none is lost', async () => {
    const id = await halfHours();
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, index) =>
        append(id, {
          rows: [{ timestamp: `2026-03-02T${10 + Math.ceil(index / 2)}:${index % 2 === 0 ? '30' : '00'}`, count: 1 }],
        }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await request.get(`/v1/histories/${id}`)).body).toMatchObject({ rows: 7, version: 5 });
  });

  it('are appended from a version where one is named', async () => {
    const id = await halfHours();
    const rows = [{ timestamp: '2026-03-02T10:30', count: 20 }];
    const path = `/v1/histories/${id}/rows`;
    expect((await request.post(path).set('If-Match', '"2"').send({ rows })).status).toBe(412);
    expect((await request.post(path).set('If-Match', '"1"').send({ rows })).status).toBe(200);
  });

  it('are corrected, and the old ones are kept with who replaced them', async () => {
    const id = await halfHours();
    const rows = [{ timestamp: '2026-03-02T09:00', count: 30, ahtSeconds: 200 }, HALF_HOURS[1]];
    const answer = await request
      .patch(`/v1/histories/${id}/rows`)
      .set({ 'If-Match': '"1"', 'X-Actor': 'Anna' })
      .send({ rows });
    expect(answer.body).toMatchObject({ corrected: 1, same: 1, added: 0, version: 2, updated: { by: 'Anna' } });
    expect(await rowsOf(id, { date: '2026-03-02' })).toMatchObject([{ count: 30, ahtSeconds: 200 }, {}, {}]);
    expect(told((await correct(id, { rows: [{ timestamp: '2026-03-02T12:00', count: 1 }] })).body)).toEqual([
      'row-absent /rows/0',
    ]);
    expect((await correct(id, { rows }, '"1"')).status).toBe(412);
  });

  it('tell both passes of a repeated hour apart', async () => {
    const hours = ['01', '02', '02', '03'].map((hour, index) => ({ timestamp: `2026-10-25T${hour}:00`, count: index }));
    const id = await storedHistory(stored, { history: { zone: 'Europe/Berlin', rows: hours } });
    await correct(id, { rows: [{ timestamp: '2026-10-25T02:00+01:00', count: 50 }] });
    const rows = await rowsOf(id, { date: '2026-10-25' });
    expect(rows.map(({ start, count }) => [start.slice(11), count])).toEqual([
      ['01:00:00+02:00', 0],
      ['02:00:00+02:00', 1],
      ['02:00:00+01:00', 50],
      ['03:00:00+01:00', 3],
    ]);
  });

  it('are asked for by a date or by a few weeks', async () => {
    const id = await storedHistory(stored);
    expect(await rowsOf(id, { from: '2026-01-06', to: '2026-01-08' })).toHaveLength(3);
    const refusals = {
      '': 'one-needed ?date',
      'date=2026-01-06&from=2026-01-06': 'both-given ?date',
      'from=2026-01-06': 'required ?to',
      'from=2026-01-06&to=2026-01-05': 'window-empty ?to',
      'from=2026-01-01&to=2026-12-31': 'too-many-days ?to',
      'date=2026-13-01': 'wrong-date ?date',
    };
    for (const [query, issue] of Object.entries(refusals)) {
      const answer = await request.get(`/v1/histories/${id}/rows?${query}`);
      expect([query, answer.status, told(answer.body)]).toEqual([query, 422, [issue]]);
    }
  });
});

describe('days of a history', () => {
  it('have counts, and handle times weighted by contacts, part by part', async () => {
    const rows = [
      { timestamp: '2026-03-02T09:00', count: 10, ahtSeconds: 100 },
      { timestamp: '2026-03-02T09:30', count: 30, ahtSeconds: 200 },
      { timestamp: '2026-03-02T10:00', count: 5 },
      { timestamp: '2026-03-03T09:00', count: 7 },
      { timestamp: '2026-03-04T09:00', count: 0, ahtSeconds: 50 },
    ];
    const id = await storedHistory(stored, { history: { zone: 'Europe/Berlin', rows } });
    const path = `/v1/histories/${id}/days`;
    const first = (await request.get(path).query({ limit: '2' })).body as { items: Json[]; next: string };
    expect(first.items).toEqual([
      { date: '2026-03-02', rows: 3, count: 45, ahtSeconds: 175 },
      { date: '2026-03-03', rows: 1, count: 7 },
    ]);
    const second = await request.get(path).query({ limit: '2', cursor: first.next });
    expect(second.body).toEqual({ items: [{ date: '2026-03-04', rows: 1, count: 0 }], next: null });
    const some = await request.get(path).query({ from: '2026-03-03', to: '2026-03-03', fields: 'count' });
    expect(some.body).toEqual({ items: [{ date: '2026-03-03', count: 7 }], next: null });
    expectPublished(some, 'GET', '/v1/histories/{history}/days');
  });
});

describe('forecasts and requirements', () => {
  async function made(path: string, template: string, body: Json): Promise<Json> {
    const answer = await request.post(path).send(body);
    expectPublished(answer, 'POST', template);
    expect(answer.status).toBe(201);
    return answer.body as Json;
  }
  const forecastOf = (history: string, body: Json = {}) =>
    made(`/v1/histories/${history}/forecasts`, '/v1/histories/{history}/forecasts', body);
  const parameters = { preset: 'voice-80-20', ahtSeconds: 180 };
  const requirementOf = (forecast: unknown, more: Json = {}) =>
    made(`/v1/forecasts/${String(forecast)}/requirements`, '/v1/forecasts/{forecast}/requirements', {
      parameters: { ...parameters, ...more },
    });

  it('are what the stateless operations make of the same rows, and stay so', async () => {
    const history = await storedHistory(stored);
    const forecast = await forecastOf(history, { days: 14 });
    const stateless = await request
      .post('/v1/forecasts')
      .send({ history: { zone: 'Europe/Berlin', rows: dailyRows(28) }, days: 14 });
    expect(forecast['forecast']).toEqual(stateless.body);
    expect(forecast).toMatchObject({
      from: '2026-02-02',
      to: '2026-02-15',
      inputs: { history, historyVersion: 1 },
      parameters: { days: 14 },
      engine: 'test',
    });
    await append(history, { rows: [{ timestamp: '2026-02-02', count: 1 }] });
    expect((await request.get(`/v1/forecasts/${String(forecast['id'])}`)).body).toEqual(forecast);
    const requirement = await requirementOf(forecast['id']);
    const same = await request.post('/v1/requirements').send({ forecast: stateless.body as Json, parameters });
    expect(requirement['requirement']).toEqual(same.body);
    expect(requirement['inputs']).toEqual({ history, historyVersion: 1, forecast: forecast['id'] });
    const read = await request.get(`/v1/requirements/${String(requirement['id'])}`);
    expect(read.body).toEqual(requirement);
  });

  it('are listed by what they were made from', async () => {
    const [history, other] = [await storedHistory(stored), await storedHistory(stored)];
    const [one, two] = [await forecastOf(history), await forecastOf(history, { days: 1 })];
    await forecastOf(other);
    const requirement = await requirementOf(one['id']);
    const listed = async (path: string) =>
      ((await request.get(path)).body as { items: Json[] }).items.map(({ id }) => id);
    expect(await listed(`/v1/forecasts?history=${history}`)).toEqual([two['id'], one['id']]);
    expect(await listed(`/v1/requirements?forecast=${String(one['id'])}`)).toEqual([requirement['id']]);
    expect(await listed(`/v1/requirements?forecast=${String(two['id'])}`)).toEqual([]);
    const { items } = (await request.get('/v1/forecasts?fields=from')).body as { items: Json[] };
    expect(items.every((item) => Object.keys(item).length === 2)).toBe(true);
  });

  it('carry the team and the skill of the history', async () => {
    const team = fresh('team');
    await request.post('/v1/teams').send(smallTeam(team));
    const history = await storedHistory(stored, { team, skill: 'sales' });
    const forecast = await forecastOf(history);
    const requirement = await requirementOf(forecast['id']);
    expect(requirement).toMatchObject({ team, requirement: { parameters: { skill: 'sales' } } });
    const wrong = await request
      .post(`/v1/forecasts/${String(forecast['id'])}/requirements`)
      .send({ parameters: { ...parameters, skill: 'sailing' } });
    expect(told(wrong.body)).toEqual(['unknown-skill /parameters/skill']);
    expect(((await request.get(`/v1/forecasts?team=${team}`)).body as { items: Json[] }).items).toHaveLength(1);
  });

  it('are refused at the places of what was sent', async () => {
    const history = await storedHistory(stored);
    const forecast = async (body: Json) =>
      told((await request.post(`/v1/histories/${history}/forecasts`).send(body)).body);
    expect(await forecast({ days: 0, from: '2026-02-30' })).toEqual(['wrong-date /from', 'too-small /days']);
    expect(await forecast({ from: '2026-01-07' })).toEqual(['history-too-short /from']);
    expect(await forecast({ interval: '15m' })).toEqual(['interval-not-readable /interval']);
    expect(await forecast({ country: 'XX' })).toEqual(['country-unknown /country']);
    const { id } = await forecastOf(history);
    const requirement = async (body: Json) =>
      told((await request.post(`/v1/forecasts/${String(id)}/requirements`).send(body)).body);
    expect(await requirement({ parameters: { ahtSeconds: 180 } })).toEqual(['one-needed /parameters']);
    expect(await requirement({ parameters: { ...parameters, preset: 'best' } })).toEqual([
      'unknown-preset /parameters/preset',
    ]);
    expect(await requirement({})).toEqual(['required /parameters']);
  });

  it('of rows with a repeated hour are those of the history as it came', async () => {
    const rows = Array.from({ length: 24 * 30 + 1 }, (_, hour) => ({
      timestamp: new Date(Date.UTC(2026, 8, 26, 0) + hour * 3_600_000).toISOString(),
      count: 10 + (hour % 24),
    })).filter((_row, index) => index !== 24 * 29 + 1);
    const history = { zone: 'Europe/Berlin', rows };
    const id = await storedHistory(stored, { history });
    const stateless = await request.post('/v1/forecasts').send({ history, days: 2 });
    expect(stateless.status).toBe(200);
    expect((await forecastOf(id, { days: 2 }))['forecast']).toEqual(stateless.body);
  });

  it('stay when their history is removed', async () => {
    const history = await storedHistory(stored);
    const { id } = await forecastOf(history);
    expect((await request.delete(`/v1/histories/${history}`).set('If-Match', '"1"')).status).toBe(204);
    expect((await request.get(`/v1/forecasts/${String(id)}`)).status).toBe(200);
    // What it was made from can still be read, and nothing else can be done with it.
    const left = await request.get(`/v1/histories/${history}`);
    expectPublished(left, 'GET', '/v1/histories/{history}');
    expect(left.body).toMatchObject({ version: 2, removed: { by: 'local' } });
    const rows = await request.get(`/v1/histories/${history}/rows?date=2026-01-05`);
    expect([rows.status, (rows.body as { readonly items: unknown[] }).items.length]).toEqual([200, 1]);
    const more = { rows: [{ timestamp: '2027-01-01', count: 5 }] };
    const refused = [
      await request.post(`/v1/histories/${history}/rows`).set('If-Match', '"2"').send(more),
      await request.patch(`/v1/histories/${history}/rows`).set('If-Match', '"2"').send(more),
      await request.post(`/v1/histories/${history}/forecasts`).send({}),
      await request.delete(`/v1/histories/${history}`).set('If-Match', '"2"'),
    ];
    expect(refused.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect((await request.get('/v1/histories?limit=500')).text).not.toContain(`"${history}"`);
    // What the forecast names by this id and version is never another history.
    const again = await request
      .post('/v1/histories')
      .send({ id: history, history: { kind: 'history', zone: 'UTC', rows: dailyRows(7) } });
    expectPublished(again, 'POST', '/v1/histories');
    expect(again.status).toBe(409);
  });
});

describe('threads that cannot serve', () => {
  it.each([
    ['queue-full', 503, 'busy', '5'],
    ['closing', 503, 'closing', '5'],
    ['thread-lost', 500, 'thread-lost', undefined],
  ])('%s is told, and nothing is stored', async (refusal, status, kind, retryAfter) => {
    const run = () => Promise.reject(Object.assign(new Error(refusal), { refusal }));
    const service = await stored.beside({ threads: { ...inProcess, run } });
    const history = await storedHistory(stored);
    const answer = await service.post(`/v1/histories/${history}/forecasts`).set('Idempotency-Key', history).send({});
    expectPublished(answer, 'POST', '/v1/histories/{history}/forecasts');
    expect([answer.status, answer.headers['retry-after']]).toEqual([status, retryAfter]);
    expect(answer.body).toMatchObject({ type: `urn:shiftcast:problem:${kind}` });
    expect((await request.get(`/v1/forecasts?history=${history}`)).body).toMatchObject({ items: [] });
    const again = await request.post(`/v1/histories/${history}/forecasts`).set('Idempotency-Key', history).send({});
    expect(again.status).toBe(201);
  });
});

it('an append that others keep overtaking is told to come again', async () => {
  const id = await halfHours();
  let minute = 0;
  const service = await stored.beside({
    store: (store) => ({
      ...store,
      // Between what is read and what is written somebody else appends.
      write: async (scope, work) => {
        minute += 1;
        const timestamp = `2026-03-0${3 + Math.floor(minute / 20)}T${String(minute % 20).padStart(2, '0')}:00`;
        await append(id, {
          rows: [
            { timestamp, count: 1 },
            { timestamp: timestamp.replace(':00', ':30'), count: 1 },
          ],
        });
        return store.write(scope, work);
      },
    }),
  });
  const path = `/v1/histories/${id}/rows`;
  const answer = await service.post(path).send({ rows: [{ timestamp: '2026-03-02T10:30', count: 1 }] });
  expect([answer.status, answer.headers['retry-after']]).toEqual([503, '2']);
  expectPublished(answer, 'POST', '/v1/histories/{history}/rows');
});
