import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommandLine } from '../../../src/cli/program.ts';
import type { Session } from '../../../src/cli/run.ts';
import { expectPublished } from '../service.ts';
import { made201 } from './case.ts';
import { storedHistory } from './cases-histories.ts';
import { type Json, dailyRows } from './documents.ts';
import { type StoredService, storedService } from './stored-service.ts';

let stored: StoredService;
beforeAll(async () => {
  stored = await storedService();
});
afterAll(() => stored.close());

/** `shiftcast history-accuracy` on the same store. */
async function command(...args: readonly string[]) {
  let said = '';
  const tell = (text: string) => void (said += text);
  const session = {
    folder: '.',
    terminal: { out: tell, error: tell, watched: false },
    withStore: async (use: Parameters<Session['withStore']>[0]) => ({ ok: true, value: await use(stored.store) }),
  } as unknown as Session;
  const code = await runCommandLine(session, 'test', ['history-accuracy', ...args]);
  return { code, said, document: said.startsWith('{') ? (JSON.parse(said) as Json) : undefined };
}

async function accuracyOf(forecast: string): Promise<Json> {
  const answer = await stored.request.get(`/v1/forecasts/${forecast}/accuracy`);
  expectPublished(answer, 'GET', '/v1/forecasts/{forecast}/accuracy');
  expect(answer.status).toBe(200);
  return answer.body as Json;
}

it('judges a stored forecast by what came after it was made, also once its history is removed', async () => {
  const history = await storedHistory(stored);
  const { id } = await made201(stored, `/v1/histories/${history}/forecasts`, { days: 7 });
  const forecast = String(id);
  expect(await accuracyOf(forecast)).toMatchObject({
    scores: { points: 0, wape: null },
    notes: [{ code: 'nothing-came-yet', facts: { queue: history } }],
  });
  const came = dailyRows(3, '2026-02-02').map((row) => ({ ...row, count: 2 * row.count }));
  expect((await stored.request.post(`/v1/histories/${history}/rows`).send({ rows: came })).status).toBe(200);
  const judged = await accuracyOf(forecast);
  expect(judged).toMatchObject({
    scores: { points: 3, actual: 2 * (300 + 280 + 260) },
    queues: [{ id: history, dates: [{ date: '2026-02-02' }, { date: '2026-02-03' }, { date: '2026-02-04' }] }],
    notes: [],
  });
  const { bias } = judged['scores'] as { readonly bias: number };
  expect(bias).toBeLessThan(-0.3);
  await stored.request.delete(`/v1/histories/${history}`).set('If-Match', '*');
  expect((await accuracyOf(forecast))['scores']).toEqual(judged['scores']);
});

it('judges all forecasts stored from a history together, or those that reach a date, and refuses where there is none', async () => {
  const history = await storedHistory(stored);
  const path = `/v1/histories/${history}/accuracy`;
  const judge = async (query: Json = {}) => {
    const answer = await stored.request.get(path).query(query);
    expectPublished(answer, 'GET', '/v1/histories/{history}/accuracy');
    return answer;
  };
  expect(await judge()).toMatchObject({ status: 404, body: { type: expect.stringContaining('not-found') as string } });
  const made: Json[] = [];
  for (const from of ['2026-01-26', '2026-02-02'])
    made.push(await made201(stored, `/v1/histories/${history}/forecasts`, { days: 7, from }));
  const came = dailyRows(2, '2026-02-02');
  expect((await stored.request.post(`/v1/histories/${history}/rows`).send({ rows: came })).status).toBe(200);
  const all = await judge();
  expect(all.status).toBe(200);
  expect(all.body).toMatchObject({
    scores: { points: 9 },
    queues: [
      {
        id: history,
        forecasts: [{ from: '2026-01-26' }, { from: '2026-02-02' }],
        weeks: [{ week: '2026-01-26' }, { week: '2026-02-02' }],
        bias: { days: 9 },
      },
    ],
  });
  const alone = (await judge({ since: '2026-02-02' })).body as Json;
  expect(alone['queues']).toEqual((await accuracyOf(String(made[1]?.['id'])))['queues']);
  expect((await judge({ since: '2026-03-01' })).status).toBe(404);
  expect(await command(history, '--json')).toMatchObject({ document: all.body as object });
  expect(await command(history, '--json', '--since', '2026-02-02')).toMatchObject({ document: alone });
  expect((await command(history, '--lang', 'zh')).said).toMatch(/\p{Script=Han}/u);
  for (const [args, code] of [
    [[history, '--since', '2026-03-01'], 'history-without-forecast'],
    [['nobody-has-it'], 'history-absent'],
    [[history, '--since', 'tomorrow'], 'option-wrong'],
    [[history, '--organisation', 'nowhere'], 'history-absent'],
  ] as const)
    expect(await command(...args)).toMatchObject({ code: 2, said: expect.stringContaining(`[${code}]`) as string });
  expect((await judge({ since: 'tomorrow' })).status).toBe(422);
});
