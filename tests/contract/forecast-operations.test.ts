import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exampleOf, expectPublished, testService } from './service.ts';

const service = testService();

type Json = Record<string, unknown>;
type Told = { readonly issues: readonly { readonly code: string; readonly path: string }[] };

async function post(path: string, body: Json, status: number): Promise<Json> {
  const answer = await service.post(path).send(body);
  expectPublished(answer, 'POST', path);
  expect(answer.status).toBe(status);
  return answer.body as Json;
}

const places = (body: Json): readonly string[] => (body as Told).issues.map(({ code, path }) => `${code} ${path}`);
const example = (file: string): Json =>
  JSON.parse(readFileSync(new URL(`../../examples/${file}`, import.meta.url), 'utf8')) as Json;

describe('POST /v1/intraday-updates', () => {
  const path = '/v1/intraday-updates';
  const request = example('intraday/request.json');
  const actuals = request['actuals'] as readonly Json[];

  it('gives the forecast from now on, which a requirement takes', async () => {
    const body = await post(path, request, 200);
    const points = body['points'] as readonly { readonly start: string; readonly expected: number }[];
    expect(points[0]?.start).toBe('2026-03-09T12:00:00+01:00');
    expect(body['update']).toMatchObject({ asOf: '2026-03-09T12:00:00+01:00', intervals: 4, contacts: 1526 });
    expect(body).not.toHaveProperty('errors');
    const { parameters } = exampleOf('/v1/requirements');
    await post('/v1/requirements', { forecast: body, parameters }, 200);
  });

  it('takes the end of the last actual for now, and says what a forecast by hand leaves open', async () => {
    const { asOf: _asOf, ...rest } = request;
    expect(await post(path, rest, 200)).toMatchObject({ update: { asOf: '2026-03-09T12:00:00+01:00' } });
    const { errors: _errors, ...forecast } = request['forecast'] as Json;
    const body = await post(path, { ...rest, forecast }, 200);
    expect((body['notes'] as readonly Json[]).map(({ code }) => code)).toEqual(['errors-assumed']);
  });

  it('refuses actuals that are not of the forecast, twice, out of order or in the future, all at once', async () => {
    const [first, second, third] = actuals as [Json, Json, Json];
    const strange = { ...first, timestamp: '2026-03-09T08:15:00+01:00' };
    const body = { ...request, asOf: '2026-03-09T10:00:00+01:00', actuals: [second, first, second, strange, third] };
    expect(places(await post(path, body, 422))).toEqual([
      'actuals-out-of-order /actuals/1/timestamp',
      'actual-twice /actuals/2/timestamp',
      'actual-not-forecast /actuals/3/timestamp',
      'actual-in-future /actuals/4/timestamp',
    ]);
  });

  it('refuses no actuals, times that clocks repeat, counts below 0, and a forecast that is over or updated already', async () => {
    expect(places(await post(path, { ...request, actuals: [] }, 422))).toEqual(['too-few /actuals']);
    const late = { ...request, asOf: '2026-03-20T12:00:00+01:00' };
    expect(places(await post(path, late, 422))).toEqual(['nothing-to-update /asOf']);
    const repeated = { ...request, actuals: [{ timestamp: '2026-10-25T02:00', count: -1 }] };
    expect(places(await post(path, repeated, 422))).toEqual([
      'too-small /actuals/0/count',
      'local-time-repeated /actuals/0/timestamp',
    ]);
    const updated = await post(path, request, 200);
    expect(places(await post(path, { ...request, forecast: updated }, 422))).toEqual([
      'forecast-updated-before /forecast/update',
    ]);
  });

  it('notes gaps and contacts at closed times', async () => {
    const forecast = request['forecast'] as Json;
    const points = forecast['points'] as readonly Json[];
    const closed = points.map((point, index) => {
      const nothing = { expected: 0, lower80: 0, upper80: 0, lower95: 0, upper95: 0 };
      return index === 0 ? { ...point, ...nothing, open: false } : point;
    });
    const given = actuals.filter((_, index) => index !== 1);
    const body = await post(path, { ...request, forecast: { ...forecast, points: closed }, actuals: given }, 200);
    expect(body['notes']).toMatchObject([
      { code: 'actuals-missing', facts: { intervals: 1, firstInstant: '2026-03-09T09:00:00+01:00' } },
      { code: 'actuals-when-closed', facts: { intervals: 1, contacts: 255 } },
    ]);
  });
});

describe('POST /v1/forecast-accuracy', () => {
  const path = '/v1/forecast-accuracy';
  const request = example('accuracy/request.json') as { readonly queues: readonly [Json] };

  it('judges forecasts by what came, and raises an alarm where they are biased', async () => {
    const body = await post(path, { ...request, falseAlarmDays: 100 }, 200);
    const [queue] = body['queues'] as readonly [{ readonly bias: Json; readonly horizons: readonly Json[] }];
    expect(body['scores']).toMatchObject({ points: 68 });
    expect(queue.horizons.map(({ daysAhead }) => daysAhead)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(queue.bias).toMatchObject({ falseAlarmDays: 100, alarms: [{ direction: 'under-forecast' }] });
  });

  it('refuses queues of one name, other zones, and actuals coarser than the forecast', async () => {
    const [queue] = request.queues;
    const rows = [0, 1, 2, 3, 4, 5, 6, 7].map((day) => ({ timestamp: `2026-03-0${day + 1}`, count: 9 }));
    const daily = { kind: 'history', zone: 'Europe/Berlin', rows };
    const other = { ...queue, actuals: { ...(queue['actuals'] as Json), zone: 'Asia/Shanghai' } };
    expect(places(await post(path, { queues: [queue, other], falseAlarmDays: 1 }, 422))).toEqual([
      'too-small /falseAlarmDays',
      'duplicate-id /queues/1/id',
      'actuals-zone /queues/1/forecasts/0/zone',
    ]);
    expect(places(await post(path, { queues: [{ ...queue, actuals: daily }] }, 422))).toEqual([
      'actuals-interval /queues/0/forecasts/0/interval',
    ]);
    const broken = { kind: 'history', zone: 'Europe/Berlin', csv: 'timestamp,count\n2026-03-02T09:00,x\n' };
    expect(places(await post(path, { queues: [{ ...queue, actuals: broken }] }, 422))[0]).toContain(
      '/queues/0/actuals/csv',
    );
  });
});

describe('POST /v1/service-misses', () => {
  const path = '/v1/service-misses';
  const request = example('service-miss/request.json') as { readonly intervals: readonly [Json, Json] };

  it('gives parts that sum to the miss', async () => {
    const body = await post(path, request, 200);
    const days = body['days'] as readonly {
      readonly miss: number;
      readonly unexplained: number;
      readonly parts: Readonly<Record<string, number>>;
    }[];
    for (const { miss, parts, unexplained } of days) {
      const sum = Object.values(parts).reduce((total, part) => total + part, unexplained);
      expect(sum).toBeCloseTo(miss, 10);
    }
    expect(days).toHaveLength(2);
  });

  it('refuses intervals out of order or empty, and loads that no formula takes', async () => {
    const [first, second] = request.intervals;
    const intervals = [
      second,
      { ...first, planned: { ...(first['planned'] as Json), contacts: 1e9 } },
      { ...second, end: second['start'] },
    ];
    expect(places(await post(path, { ...request, intervals }, 422))).toEqual([
      'intervals-overlap /intervals/1/start',
      'load-too-large /intervals/1',
      'span-not-positive /intervals/2/end',
    ]);
    const shares = { ...first, actual: { ...(first['actual'] as Json), shrinkage: 1, adherence: 1.1 } };
    const told = places(await post(path, { ...request, intervals: [shares] }, 422));
    expect(told.map((place) => place.split(' ')[1])).toEqual([
      '/intervals/0/actual/shrinkage',
      '/intervals/0/actual/adherence',
    ]);
  });
});
