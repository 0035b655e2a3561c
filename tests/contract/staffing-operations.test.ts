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

describe('POST /v1/head-counts', () => {
  const path = '/v1/head-counts';
  const solve = { iterations: 50 };

  it('counts people of each contract, and gives each a line', async () => {
    const body = await post(path, { ...exampleOf(path), solve }, 200);
    const groups = body['groups'] as readonly { count: number; lines: readonly { people: readonly string[] }[] }[];
    expect(body['people']).toBe(groups.reduce((sum, { count }) => sum + count, 0));
    expect(body['cover']).toMatchObject([{ shortHours: 0 }]);
    for (const { count, lines } of groups)
      expect(lines.flatMap(({ people }) => people).length).toBeLessThanOrEqual(count);
  });

  it('says why it is impossible', async () => {
    const groups = [{ contract: 'full-time', to: 1 }];
    const body = await post(path, { ...exampleOf(path), groups, solve }, 200);
    expect(body).toMatchObject({ status: 'infeasible', objective: null, people: 0 });
    expect(body['causes']).toMatchObject([{ code: 'limit-too-low', facts: { contract: 'full-time', to: 1 } }]);
  });

  it('refuses groups that there are not, that are listed twice, or that cost nothing', async () => {
    const groups = [
      { contract: 'full-time', skills: ['x'] },
      { contract: 'none' },
      { contract: 'part-time', costPerWeek: 0 },
      { contract: 'part-time', from: 3, to: 2 },
    ];
    expect(places(await post(path, { ...exampleOf(path), groups }, 422))).toEqual([
      'unknown-skill /groups/0/skills/0',
      'unknown-contract /groups/1/contract',
      'group-without-cost /groups/2/costPerWeek',
      'min-above-max /groups/3/from',
      'group-repeated /groups/3',
    ]);
    const service_ = { share: 1.2 };
    expect(places(await post(path, { ...exampleOf(path), service: service_ }, 422))).toEqual([
      'too-big /service/share',
    ]);
  });

  it('tells the mistakes of the problem at their places', async () => {
    const example = exampleOf(path);
    const problem = { ...(example['problem'] as Json), horizon: { from: '2026-02-30', days: 7 } };
    expect(places(await post(path, { ...example, problem }, 422))).toEqual(['wrong-date /problem/horizon/from']);
  });
});

describe('POST /v1/hiring-plans', () => {
  const path = '/v1/hiring-plans';
  const contractOf = (body: Json): Json => (body['contracts'] as readonly Json[])[0] as Json;

  it('plans hires, with working days by the public holidays', async () => {
    const body = await post(path, exampleOf(path), 200);
    expect(body).toMatchObject({ status: 'optimal', gap: 0 });
    // January 2026 has 22 weekdays, of which the first is a holiday.
    expect(body['months']).toMatchObject([{ month: '2026-01', workingDays: 21 }, {}, {}, {}, {}, { month: '2026-06' }]);
    const notes = body['notes'] as readonly { code: string }[];
    expect(notes.map(({ code }) => code)).toEqual(['staff-expected']);
  });

  it('says what stands in the way where all must be covered', async () => {
    const example = exampleOf(path);
    delete example['shortHour'];
    const demands = [{ fullTime: [14, 40, 40, 40, 40, 40] }];
    const body = await post(path, { ...example, demands }, 200);
    const causes = body['causes'] as readonly { code: string; message: string }[];
    expect(body).toMatchObject({ status: 'infeasible', objective: null });
    expect(causes.map(({ code }) => code)).toContain('limit-in-the-way');
    for (const { message } of causes) expect(message).not.toMatch(/[{}]|undefined/);
  });

  it('refuses what does not fit the months, tenure with gaps, and negative attrition', async () => {
    const example = exampleOf(path);
    const contract = contractOf(example);
    const contracts = [
      { ...contract, shrinkage: [0.1, 0.2], attrition: [{ fromMonth: 2, share: 0.1 }] },
      {
        ...contract,
        id: 'b',
        hoursPerMonth: 150,
        proficiency: [
          { fromMonth: 0, value: 1 },
          { fromMonth: 0, value: 1 },
        ],
      },
      { ...contract, id: 'c', mostClasses: 2, skills: ['s', 's'], attrition: [{ fromMonth: 0, share: -0.1 }] },
      { ...contract, hoursPerDay: undefined },
    ];
    const demands = [{ fullTime: [1, 2] }, { hours: [1, 1, 1, 1, 1, 1] }, { skill: 's' }];
    expect([...places(await post(path, { ...example, contracts, demands }, 422))].sort()).toEqual(
      [
        'both-given /contracts/1',
        'classes-without-size /contracts/2/mostClasses',
        'demand-repeated /demands/1',
        'duplicate-id /contracts/3/id',
        'months-differ /contracts/0/shrinkage',
        'months-differ /demands/0/fullTime',
        'one-needed /contracts/3',
        'one-needed /demands/2',
        'skill-repeated /contracts/2/skills/1',
        'tenure-not-from-start /contracts/0/attrition/0/fromMonth',
        'tenure-not-rising /contracts/1/proficiency/1/fromMonth',
        'too-small /contracts/2/attrition/0/share',
      ].sort(),
    );
    expect(places(await post(path, { ...example, from: '2026-13' }, 422))).toEqual(['wrong-month /from']);
  });

  it('refuses a country that there is not', async () => {
    const calendar = { country: 'XX' };
    expect(places(await post(path, { ...exampleOf(path), calendar }, 422))).toEqual([
      'country-unknown /calendar/country',
    ]);
  });
});
