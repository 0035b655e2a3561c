import { expect, it } from 'vitest';
import { translateDocument } from '../../src/contract/translate-document.ts';
import { exampleOf, OPERATION_PATHS, testService } from './service.ts';

const service = testService();
const HAN = /\p{Script=Han}/u;

type Told = { readonly title: string; readonly detail: string };

it.each([
  ['404', 'get', '/v1/nothing', {}],
  ['405', 'put', '/v1/rosters', {}],
  ['406', 'post', '/v1/rosters', { Accept: 'text/html' }],
  ['415', 'post', '/v1/rosters', { 'Content-Type': 'text/plain' }],
  ['421', 'get', '/healthz/live', { Host: 'elsewhere.example' }],
  ['422', 'post', '/v1/rosters', { 'Content-Type': 'application/json' }],
] as const)('a problem of status %s is told in Chinese to who prefers it', async (status, method, path, headers) => {
  for (const [language, isHan] of [
    ['zh-CN,zh;q=0.9,en;q=0.5', true],
    ['en', false],
  ] as const) {
    const request = service[method](path).set({ ...headers, 'Accept-Language': language });
    const answer = await (method === 'post' ? request.send('{}') : request);
    expect(answer.status).toBe(Number(status));
    const { title, detail } = answer.body as Told;
    expect([HAN.test(title), HAN.test(detail)]).toEqual([isHan, isHan]);
    expect(answer.headers['content-language']).toBe(isHan ? 'zh' : 'en');
  }
});

it('an unknown address says where the addresses are, and the root leads there', async () => {
  const answer = await service.get('/v1');
  expect((answer.body as Told).detail).toContain('/openapi.json');
  const root = await service.get('/');
  expect([root.status, root.headers['location']]).toEqual([302, '/docs/']);
  expect((await service.post('/')).status).toBe(405);
});

it('what an answer tells is told in Chinese, and all else stays', async () => {
  const path = OPERATION_PATHS.find((one) => one.endsWith('/rosters')) ?? '';
  const ask = (language: string) => service.post(path).set('Accept-Language', language).send(exampleOf(path));
  const [english, chinese] = [await ask('en'), await ask('zh')];
  const withoutTimes = (body: unknown): object => ({ ...(body as object), seconds: 0, notes: [] });
  expect(withoutTimes(chinese.body)).toEqual(withoutTimes(english.body));
  const { notes } = chinese.body as { readonly notes: readonly { readonly message: string }[] };
  expect(notes.length).toBeGreaterThan(0);
  for (const { message } of notes) expect(message).toMatch(HAN);
});

it('breaches and questions are told anew from their facts', () => {
  const breach = {
    rule: 'minimum-rest',
    employee: 'anna',
    unit: 'seconds',
    start: '2026-03-02T22:00:00+01:00',
    end: '2026-03-03T06:00:00+01:00',
    measured: 28_800,
    limit: 39_600,
    excess: 10_800,
    facts: {},
    message: 'English',
  };
  const unknown = { rule: 'minimum-rest', employee: 'anna', reason: 'past-missing', message: 'English' };
  expect(translateDocument('zh', { parts: [{ ...breach }], unknown, message: 'kept' })).toEqual({
    parts: [
      { ...breach, message: 'anna 在 2026-03-02 22:00 至 2026-03-03 06:00 休息 8 小时，比应有的 11 小时 少 3 小时。' },
    ],
    unknown: { ...unknown, message: expect.stringMatching(HAN) as unknown },
    message: 'kept',
  });
});
