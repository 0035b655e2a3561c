import { describe, expect, it } from 'vitest';
import { exampleOf, expectPublished, testService } from './service.ts';

const service = testService();

type Json = Record<string, unknown>;
type Told = { readonly issues: readonly { readonly code: string; readonly path: string }[] };

/** Posts, holds the answer to openapi.yaml, and gives it. */
async function post(path: string, body: Json, status: number): Promise<Json> {
  const answer = await service.post(path).send(body);
  expectPublished(answer, 'POST', path);
  expect(answer.status).toBe(status);
  return answer.body as Json;
}

const places = (body: Json): readonly string[] => (body as Told).issues.map(({ code, path }) => `${code} ${path}`);

describe('POST /v1/forecasts', () => {
  const path = '/v1/forecasts';

  it('forecasts a week of days with ranges around each of them', async () => {
    const { points } = (await post(path, exampleOf(path), 200)) as {
      readonly points: readonly Record<string, number>[];
    };
    expect(points).toHaveLength(7);
    for (const { lower95 = 0, lower80 = 0, expected = 0, upper80 = 0, upper95 = 0 } of points) {
      expect([lower95, lower80, expected, upper80, upper95]).toEqual(
        [lower95, lower80, expected, upper80, upper95].toSorted((a, b) => a - b),
      );
    }
  });

  it('refuses less history than a week at the place of the first day', async () => {
    const history = { zone: 'UTC', csv: 'timestamp,count\n2026-02-02,3\n2026-02-03,4\n' };
    expect(places(await post(path, { history }, 422))).toEqual(['history-too-short /from']);
  });

  it('refuses an interval that is finer than the history', async () => {
    expect(places(await post(path, { ...exampleOf(path), interval: '15m' }, 422))).toEqual([
      'interval-not-readable /interval',
    ]);
  });

  it('takes public holidays by country, and refuses one that there is not', async () => {
    await post(path, { ...exampleOf(path), country: 'DE', region: 'BE' }, 200);
    expect(places(await post(path, { ...exampleOf(path), country: 'XX' }, 422))).toEqual(['country-unknown /country']);
  });
});

describe('POST /v1/requirements', () => {
  const path = '/v1/requirements';

  it('carries the preset that was named', async () => {
    const body = await post(path, exampleOf(path), 200);
    expect(body).toMatchObject({
      model: 'erlang-a',
      parameters: { preset: 'voice-80-20', target: { share: 0.8, thresholdSeconds: 20 } },
    });
  });

  it('refuses a preset that there is not, and a preset without a target', async () => {
    const forecast = exampleOf(path)['forecast'];
    expect(places(await post(path, { forecast, parameters: { preset: 'best', ahtSeconds: 180 } }, 422))).toEqual([
      'unknown-preset /parameters/preset',
    ]);
    expect(
      places(await post(path, { forecast, parameters: { preset: 'occupancy-85', ahtSeconds: 180 } }, 422)),
    ).toEqual(['one-needed /parameters']);
  });

  it('says points in time in its notes as such', async () => {
    const parameters = {
      target: { kind: 'service-level', share: 0.5, thresholdSeconds: 60 },
      ahtSeconds: 600,
      patienceSeconds: 20,
    };
    const { notes } = (await post(path, { ...exampleOf(path), parameters }, 200)) as {
      readonly notes: readonly { readonly facts: Json }[];
    };
    expect(notes.find(({ facts }) => 'worstStart' in facts)?.facts['worstStart']).toMatch(
      /^2026-03-02T\d\d:\d\d:00\+01:00$/,
    );
  });
});

describe('POST /v1/rosters', () => {
  const path = '/v1/rosters';

  it('leaves short cover uncovered and is not infeasible for it', async () => {
    const problem = exampleOf(path)['problem'] as Json;
    const body = await post(
      path,
      { problem: { ...problem, cover: { templates: [{ template: 'day', target: 3 }] } } },
      200,
    );
    expect(body).toMatchObject({ status: 'optimal', endedBy: 'proof', gap: 0 });
    expect((body['uncovered'] as unknown[]).length).toBeGreaterThan(0);
  });

  it('is infeasible where locks break a hard rule, and names who and what', async () => {
    const problem = exampleOf(path)['problem'] as Json;
    const locks = [
      { employee: 'anna', start: '2026-03-02T09:00', end: '2026-03-02T18:00' },
      { employee: 'anna', start: '2026-03-02T20:00', end: '2026-03-02T23:00' },
    ];
    const body = await post(path, { problem: { ...problem, locks } }, 200);
    expect(body).toMatchObject({ status: 'infeasible', conflicts: [{ employee: 'anna' }] });
  });
});

describe('POST /v1/audits', () => {
  const path = '/v1/audits';
  const team = {
    zone: 'Asia/Shanghai',
    contracts: [{ id: 'c', maxHoursPerDay: 8 }],
    employees: [{ id: 'anna', contract: 'c' }],
  };
  const shifts = [{ employee: 'anna', start: '2026-03-02T09:00', end: '2026-03-02T19:00' }];

  it('tells a breach in facts and in words', async () => {
    const body = await post(path, { team, shifts }, 200);
    expect(body).toMatchObject({
      clean: false,
      breaches: [{ rule: 'maximum-hours-day', employee: 'anna', measured: 36_000, limit: 28_800, excess: 7200 }],
      ledger: [{ employee: 'anna', weekStart: '2026-03-02', workHours: 10 }],
    });
  });

  it('judges by packs that are asked for, and says what they do not judge', async () => {
    const body = await post(path, { team, shifts, packs: ['cn'] }, 200);
    expect((body['notChecked'] as unknown[]).length).toBeGreaterThan(0);
    expect(body['packs']).toMatchObject([{ id: 'cn', verified: false }]);
    expect(JSON.stringify(body['packs'])).toMatch(/"checkedOn":"\d{4}-\d{2}-\d{2}".*not legal advice/);
  });

  it('takes two shifts at once as a breach', async () => {
    const body = await post(path, { team, shifts: [...shifts, ...shifts] }, 200);
    expect(body['breaches']).toContainEqual(expect.objectContaining({ rule: 'one-shift-a-day' }));
  });
});

describe('POST /v1/break-placements', () => {
  const path = '/v1/break-placements';

  it('gives the roster with the breaks of its templates, never both at once, and the worth before and after', async () => {
    const body = await post(path, exampleOf(path), 200);
    const shifts = body['shifts'] as readonly { readonly breaks: readonly Record<string, string>[] }[];
    expect(shifts.map(({ breaks }) => breaks.filter(({ kind }) => kind === 'rest').length)).toEqual([2, 2]);
    expect(shifts.map(({ breaks }) => breaks.filter(({ kind }) => kind === 'meal').length)).toEqual([1, 1]);
    const starts = shifts.flatMap(({ breaks }) => breaks.map(({ start }) => start));
    expect(new Set(starts).size).toBe(6);
    expect(body).toMatchObject({
      moved: ['anna/2026-03-02', 'bo/2026-03-02'],
      kept: [],
      before: { breaches: [{ rule: 'breaks' }, { rule: 'breaks' }] },
      after: { breaches: [], uncovered: [] },
    });
  });

  it('refuses breaks that no shift of the template has a place for, and shifts of nobody', async () => {
    const body = exampleOf(path);
    const problem = body['problem'] as { readonly team: { readonly shiftTemplates: readonly Json[] } };
    const [template] = problem.team.shiftTemplates;
    const withBreaks = (breaks: readonly Json[], more: Json = {}): Json => ({
      ...problem,
      team: { ...problem.team, shiftTemplates: [{ ...template, breaks, ...more }] },
    });
    const refused = async (breaks: readonly Json[], more?: Json): Promise<readonly string[]> =>
      places(await post(path, { ...body, problem: withBreaks(breaks, more) }, 422));
    const rest = { kind: 'rest', lengthMinutes: 15 };
    const at = '/problem/team/shiftTemplates/0';
    expect(await refused([rest, { ...rest, notBeforeMinutes: 300, notInLastMinutes: 120 }])).toEqual([
      `break-does-not-fit ${at}/breaks/1`,
    ]);
    expect(await refused([{ ...rest, notBeforeMinutes: 60, notAfterMinutes: 60, count: 2 }])).toEqual([
      `breaks-do-not-fit ${at}/breaks`,
    ]);
    expect(await refused([], { longestStretchMinutes: 360 })).toEqual([
      `breaks-do-not-fit ${at}/longestStretchMinutes`,
    ]);
    expect(await refused([{ ...rest, count: 2, everyMinutes: 120 }])).toEqual([`both-given ${at}/breaks/0`]);
    expect(await refused([{ ...rest, notBeforeMinutes: 120, notAfterMinutes: 60 }])).toEqual([
      `min-above-max ${at}/breaks/0/notAfterMinutes`,
    ]);
    expect(await refused([{ ...rest, notBeforeMinutes: 40, stepMinutes: 15 }])).toEqual([
      `off-grid ${at}/breaks/0/notBeforeMinutes`,
    ]);
    expect(await refused(Array.from({ length: 4 }, () => ({ ...rest, count: 2 })))).toEqual([
      `too-many-breaks ${at}/breaks`,
    ]);
    const [first] = body['shifts'] as readonly Json[];
    expect(places(await post(path, { ...body, shifts: [{ ...first, employee: 'dee' }] }, 422))).toEqual([
      'unknown-employee /shifts/0/employee',
    ]);
  });
});

describe('POST /v1/activity-placements', () => {
  const path = '/v1/activity-placements';

  it('gives the roster with its activities, and says which are not held', async () => {
    const body = exampleOf(path);
    const placed = await post(path, body, 200);
    expect(placed).toMatchObject({
      missingActivities: [],
      shifts: [{ pieces: [{ activity: 'team-meeting' }] }, { pieces: [{ activity: 'team-meeting' }] }],
    });
    const [first] = body['shifts'] as readonly Json[];
    const long = { id: 'exam', lengthMinutes: 480, afterStartMinutes: 120 };
    const problem = { ...(body['problem'] as Json), activities: [long] };
    const missed = await post(path, { problem, shifts: [first] }, 200);
    expect(missed).toMatchObject({
      missingActivities: [
        { activity: 'exam', employee: 'anna', missing: 1 },
        { activity: 'exam', employee: 'bo', missing: 1 },
      ],
    });
    expect(missed['objectiveParts']).toContainEqual({
      part: 'activities',
      unit: 'activities',
      count: 2,
      points: 2000,
    });
  });

  it('refuses activities that nobody can hold, and shifts of nobody', async () => {
    const body = exampleOf(path);
    const activities = [
      { id: 'a', lengthMinutes: 60, from: '09:00', to: '09:30' },
      { id: 'b', lengthMinutes: 60, mode: 'pair' },
      { id: 'c', lengthMinutes: 60, coaches: ['anna'] },
      { id: 'd', lengthMinutes: 60, mode: 'pair', coaches: ['bo'], employees: ['bo', 'cy'] },
    ];
    const [first] = body['shifts'] as readonly Json[];
    const shifts = [{ ...first, employee: 'dee' }];
    const refused = await post(path, { problem: { ...(body['problem'] as Json), activities }, shifts }, 422);
    expect(places(refused)).toEqual([
      'activity-does-not-fit /problem/activities/0/to',
      'required /problem/activities/1/coaches',
      'coaches-without-pair /problem/activities/2/coaches',
      'unknown-employee /problem/activities/3/employees/1',
      'coach-of-herself /problem/activities/3/coaches/0',
      'unknown-employee /shifts/0/employee',
    ]);
  });
});

describe('POST /v1/plans', () => {
  const path = '/v1/plans';
  const [queue = {}] = exampleOf(path)['queues'] as readonly Json[];

  it('gives every step of the chain', async () => {
    const body = await post(path, exampleOf(path), 200);
    expect(body).toMatchObject({
      forecasts: [{ days: 2 }],
      requirements: [{ model: 'erlang-c' }],
      audit: { clean: true },
    });
  });

  it.each([
    [
      'a preset that there is not',
      { requirement: { preset: 'best', ahtSeconds: 60 } },
      'unknown-preset /queues/0/requirement/preset',
    ],
    ['a country that there is not', { forecast: { country: 'XX' } }, 'country-unknown /queues/0/forecast/country'],
    [
      'an interval that is too fine',
      { forecast: { interval: '15m' } },
      'interval-not-readable /queues/0/forecast/interval',
    ],
  ])('tells %s at its place in the plan', async (_, more, expected) => {
    expect(places(await post(path, { ...exampleOf(path), queues: [{ ...queue, ...more }] }, 422))).toEqual([expected]);
  });

  it('tells a horizon before the history at the horizon', async () => {
    const body = await post(path, { ...exampleOf(path), horizon: { from: '2026-01-20', days: 2 } }, 422);
    expect(places(body)).toEqual(['history-too-short /horizon/from']);
  });
});
