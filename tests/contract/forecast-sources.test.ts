import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectPublished, testService } from './service.ts';

const service = testService();
const PATH = '/v1/forecasts';
const csv = (name: string) => readFileSync(`examples/forecasts/${name}`, 'utf8');
const history = (name: string) => ({ kind: 'history', zone: 'Europe/Berlin', csv: csv(name) });

async function post(body: object, status: number) {
  const answer = await service.post(PATH).send(body);
  expectPublished(answer, 'POST', PATH);
  expect(answer.status).toBe(status);
  return answer.body as {
    readonly points: readonly unknown[];
    readonly models: readonly { readonly model: string }[];
    readonly notes: readonly { readonly code: string }[];
    readonly issues: readonly { readonly code: string; readonly path: string }[];
  };
}

describe('POST /v1/forecasts with more than its history', () => {
  it('borrows, spreads and adds campaigns', async () => {
    const borrowed = await post({ history: history('new-queue.csv'), like: history('voice.csv') }, 200);
    expect(borrowed.notes.map(({ code }) => code)).toContain('queue-borrowed');
    const campaigns = [
      { date: '2026-02-18', name: 'Letter', kind: 'letter', size: 15_000 },
      { date: '2026-03-18', name: 'Letter', kind: 'letter', size: 25_000 },
    ];
    const spread = await post(
      { history: history('days.csv'), profile: { history: history('voice.csv') }, campaigns },
      200,
    );
    expect(spread.points).toHaveLength(7 * 24);
    expect(spread.notes.map(({ code }) => code)).toEqual(expect.arrayContaining(['campaign-lift', 'days-spread']));
    const shares = { interval: '60m', shares: [{ from: '09:00', share: 1 }] };
    expect((await post({ history: history('days.csv'), profile: shares }, 200)).points).toHaveLength(7 * 24);
  });

  it('tells what does not fit at its place', async () => {
    const places = async (body: object) => (await post(body, 422)).issues.map(({ code, path }) => `${code} ${path}`);
    const shares = { interval: '60m', shares: [{ from: '09:10', share: 1 }] };
    expect(
      await places({
        history: history('days.csv'),
        profile: shares,
        like: { kind: 'history', zone: 'Europe/Berlin', rows: [{ timestamp: '2026-02-40', count: 1 }] },
      }),
    ).toEqual(['timestamp-invalid /like/rows/0/timestamp', 'profile-off-grid /profile/shares/0/from']);
    expect(await places({ history: history('voice.csv'), profile: { history: history('voice.csv') } })).toEqual([
      'profile-without-days /profile',
    ]);
    expect(await places({ history: history('voice.csv'), like: history('new-queue.csv') })).toEqual([
      'like-not-older /like',
    ]);
    const campaigns = [{ date: '2026-02-18', name: 'Letter', size: 0 }];
    expect(await places({ history: history('voice.csv'), campaigns })).toEqual(['not-above /campaigns/0/size']);
  });
});

describe('POST /v1/queue-forecasts', () => {
  const path = '/v1/queue-forecasts';
  const queues = [
    { id: 'orders', history: history('voice.csv') },
    { id: 'messages', channel: 'chat', history: history('chat.csv') },
  ];

  it('forecasts queues so that they add up', async () => {
    const answer = await service.post(path).send({ queues, days: 7, samplePaths: { paths: 5 } });
    expectPublished(answer, 'POST', path);
    expect(answer.status).toBe(200);
    type Level = {
      readonly id: string;
      readonly forecast: {
        readonly points: readonly { readonly expected: number }[];
        readonly samplePaths: { readonly counts: readonly (readonly number[])[] };
      };
    };
    const made = answer.body as {
      readonly total: Level;
      readonly channels: readonly Level[];
      readonly queues: readonly Level[];
    };
    expect(made.channels.map(({ id }) => id)).toEqual(['voice', 'chat']);
    made.total.forecast.points.forEach(({ expected }, index) => {
      expect(expected).toBeCloseTo(
        made.queues.reduce((sum, { forecast }) => sum + (forecast.points[index]?.expected ?? 0), 0),
        6,
      );
    });
    expect(made.total.forecast.samplePaths.counts).toHaveLength(5);
  });

  it('tells all that is wrong with the queues at once', async () => {
    const places = async (body: object) => {
      const answer = await service.post(path).send(body);
      expectPublished(answer, 'POST', path);
      expect(answer.status).toBe(422);
      const { issues } = answer.body as {
        readonly issues: readonly { readonly code: string; readonly path: string }[];
      };
      return issues.map((one) => `${one.code} ${one.path}`);
    };
    expect(await places({ queues: [queues[0], queues[0]], method: 'top-down' })).toEqual([
      'not-one-of /method',
      'duplicate-id /queues/1/id',
    ]);
    const away = { id: 'away', history: { ...history('chat.csv'), zone: 'Asia/Tokyo' } };
    expect(await places({ queues: [...queues, away] })).toEqual(['queues-in-zones /queues/2/history/zone']);
    expect(await places({ queues, country: 'DE', region: 'XX' })).toEqual(['region-unknown /region']);
  });
});

describe('POST /v1/forecasts with models from elsewhere', () => {
  it('tells the share of each that takes part, and refuses one that there is not', async () => {
    const modelsOf = async (members: readonly string[] | undefined) => {
      const made = await post({ history: history('voice.csv'), ...(members === undefined ? {} : { members }) }, 200);
      return made.models.map(({ model }) => model);
    };
    const own = await modelsOf([]);
    expect(await modelsOf(undefined)).toEqual([...own, 'MSTL+ETS']);
    expect(await modelsOf(['prophet', 'prophet'])).toEqual([...own, 'Prophet']);
    const refused = await post({ history: history('voice.csv'), members: ['arima'] }, 422);
    expect(refused.issues.map(({ path }) => path)).toEqual(['/members/0']);
  });
});
