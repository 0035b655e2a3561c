import { describe, expect, it } from 'vitest';
import { exampleOf, expectPublished, testService } from './service.ts';

const service = testService();

type Json = Record<string, unknown>;
type Told = { readonly issues: readonly { readonly code: string; readonly path: string }[] };

/** Posts, holds the answer to openapi.yaml, and gives it. */
async function post(path: string, body: Json, status: number): Promise<Json> {
  const answer = await service.post(path).send(body);
  expectPublished(answer, 'POST', path);
  expect(answer.status, answer.text).toBe(status);
  return answer.body as Json;
}

async function issuesOf(path: string, change: Json): Promise<readonly string[]> {
  const told = (await post(path, { ...(exampleOf(path) as Json), ...change }, 422)) as unknown as Told;
  return told.issues.map(({ code, path: place }) => `${code} ${place}`);
}

const stranger = { employee: 'zoe', start: '2026-03-02T09:00:00+08:00', end: '2026-03-02T18:00:00+08:00' };
const late = { employee: 'anna', start: '2026-04-02T09:00:00+08:00', end: '2026-04-02T18:00:00+08:00' };

describe('POST /v1/scores', () => {
  const path = '/v1/scores';

  it('counts a roster and what makes it out of another one', async () => {
    const score = await post(path, exampleOf(path), 200);
    expect(score).toMatchObject({ kind: 'score', difference: { employees: ['bo'], shifts: [{ kind: 'added' }] } });
    const { objective, difference } = score as { objective: number; difference: { objective: { after: number } } };
    expect(difference.objective.after).toBe(objective);
  });

  it('refuses strangers and shifts of other days, in either roster', async () => {
    expect(await issuesOf(path, { shifts: [stranger], against: [late] })).toEqual([
      'unknown-employee /shifts/0/employee',
      'outside-horizon /against/0',
    ]);
  });

  it('tells the changes from what was published, each with its price', async () => {
    const { problem, shifts } = exampleOf(path) as { problem: Json; shifts: readonly Json[] };
    const notice = [{ withinDays: 3, factor: 2, premium: 7 }];
    const baseline = { shifts: shifts.slice(0, 1), asOf: '2026-03-01', prices: { added: 100, notice } };
    const score = await post(path, { problem: { ...problem, baseline }, shifts }, 200);
    expect(score['changes']).toMatchObject({
      kept: 1,
      list: [{ kind: 'added', employee: 'bo', date: '2026-03-03', points: 200, premium: 7 }],
    });
    const twice = { ...baseline, prices: { notice: [...notice, ...notice] } };
    expect(await issuesOf(path, { problem: { ...problem, baseline: twice } })).toEqual([
      'notice-repeated /problem/baseline/prices/notice/1/withinDays',
    ]);
  });
});

describe('POST /v1/replacements', () => {
  const path = '/v1/replacements';

  it('names who could work the shifts of somebody absent', async () => {
    const { vacancies } = (await post(path, exampleOf(path), 200)) as { vacancies: readonly Json[] };
    expect(vacancies).toMatchObject([{ shift: { id: 'anna-monday' }, candidates: [{ employee: 'bo', way: 'take' }] }]);
  });

  it('refuses what is vacant nowhere', async () => {
    expect(await issuesOf(path, { absences: [] })).toEqual(['one-needed ']);
    expect(await issuesOf(path, { vacated: ['gone'] })).toEqual(['shift-not-in-roster /vacated/0']);
    const backwards = { employee: 'zoe', from: '2026-03-04', to: '2026-03-02' };
    expect(await issuesOf(path, { absences: [backwards] })).toEqual([
      'unknown-employee /absences/0/employee',
      'absence-backwards /absences/0/to',
    ]);
  });
});

describe('POST /v1/swaps', () => {
  const path = '/v1/swaps';

  it('judges an exchange for both', async () => {
    const swap = await post(path, exampleOf(path), 200);
    expect(swap).toMatchObject({ verdict: 'allowed', sides: [{ employee: 'anna' }, { employee: 'bo' }] });
  });

  it('refuses to move what is locked, and says so in both languages', async () => {
    const body = exampleOf(path) as { shifts: readonly Json[] } & Json;
    const shifts = body.shifts.map((shift) => ({ ...shift, locked: true }));
    const swap = await post(path, { ...body, shifts }, 200);
    expect(swap).toMatchObject({ verdict: 'refused', reasons: [{ code: 'swap-locked' }, { code: 'swap-locked' }] });
    const chinese = await service
      .post(path)
      .set('Accept-Language', 'zh')
      .send({ ...body, shifts });
    expect(JSON.stringify(chinese.body)).toContain('已锁定');
  });

  it('refuses a swap with nobody, with both, with oneself and of shifts that are not there', async () => {
    expect(await issuesOf(path, { take: undefined })).toEqual(['one-needed ']);
    expect(await issuesOf(path, { to: 'bo' })).toEqual(['both-given ']);
    expect(await issuesOf(path, { take: 'anna-monday' })).toEqual(['swap-with-self /take']);
    expect(await issuesOf(path, { give: 'x', take: 'y' })).toEqual([
      'shift-not-in-roster /give',
      'shift-not-in-roster /take',
    ]);
  });
});
