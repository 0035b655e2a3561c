import { expect, it } from 'vitest';
import { exampleOf, expectPublished, OPERATION_PATHS, testService } from './service.ts';

const service = testService();

it.each(OPERATION_PATHS)('%s refuses an unknown key with its place', async (path) => {
  const answer = await service.post(path).send({ ...exampleOf(path), colour: 'red' });
  expect(answer.status).toBe(422);
  expect(answer.body).toMatchObject({ issues: [{ code: 'unknown-key', path: '/colour', facts: { key: 'colour' } }] });
  expectPublished(answer, 'POST', path);
});

it.each(OPERATION_PATHS)('%s refuses a body that is no object', async (path) => {
  for (const body of ['[]', 'null', '3', '"text"']) {
    const answer = await service.post(path).type('application/json').send(body);
    expect(answer.status).toBe(422);
    expectPublished(answer, 'POST', path);
  }
});

it('tells the issues in Chinese to whom prefers it', async () => {
  const answer = await service.post('/v1/rosters').set('Accept-Language', 'zh-CN, en;q=0.5').send({ colour: 1 });
  expect(answer.headers['content-language']).toBe('zh');
  expect(JSON.stringify(answer.body)).toContain('此处没有“colour”这一项');
  expectPublished(answer, 'POST', '/v1/rosters');
});

const employees = Array.from({ length: 5001 }, (_, index) => ({ id: `e${index}`, contract: 'full-time' }));
const team = {
  zone: 'UTC',
  contracts: [{ id: 'full-time' }],
  employees,
  shiftTemplates: [{ id: 'day', start: '09:00', length: 480 }],
};
const cover = { templates: [{ template: 'day', target: 1 }] };

it('more employees than one problem may have are refused by content', async () => {
  const answer = await service.post('/v1/rosters').send({ problem: { team, horizon: { from: '2026-03-02' }, cover } });
  expect(answer.status).toBe(422);
  expect(answer.body).toMatchObject({
    issues: [{ code: 'too-many', path: '/problem/team/employees', facts: { maximum: 5000, count: 5001 } }],
  });
});

it('more points than a forecast may have are refused by content', async () => {
  const forecast = exampleOf('/v1/requirements')['forecast'] as { readonly points: readonly unknown[] };
  const points = Array.from({ length: 26_221 }, () => forecast.points[0]);
  const answer = await service
    .post('/v1/requirements')
    .send({ ...exampleOf('/v1/requirements'), forecast: { ...forecast, points } });
  expect(answer.status).toBe(422);
  expect(JSON.stringify(answer.body)).toContain('too-many');
});

it('a horizon of more than 366 days is refused by content', async () => {
  const problem = exampleOf('/v1/rosters')['problem'] as object;
  const answer = await service
    .post('/v1/rosters')
    .send({ problem: { ...problem, horizon: { from: '2026-03-02', days: 367 } } });
  expect(answer.body).toMatchObject({
    issues: [{ code: 'too-big', path: '/problem/horizon/days', facts: { maximum: 366 } }],
  });
});
