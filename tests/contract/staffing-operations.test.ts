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

describe('POST /v1/queue-states', () => {
  const path = '/v1/queue-states';

  it('tells service, needs, reach and slopes of each queue', async () => {
    const body = await post(path, exampleOf(path), 200);
    expect(body['queues']).toMatchObject([
      { id: 'morning', model: 'erlang-a', loadErlang: 10, agents: 12, neededAgents: 12, thresholdSeconds: 20 },
    ]);
    const endless = [{ loadErlang: 9, ahtSeconds: 180, agents: 8 }];
    expect((await post(path, { queues: endless }, 200))['queues']).toMatchObject([
      { model: 'erlang-c', asaSeconds: null, meanQueue: null, sensitivity: null, neededAgents: null, mostErlang: null },
    ]);
  });

  it('answers from a hundredth to a million erlang, with more agents than erlang', async () => {
    const targets = [{ kind: 'service-level', share: 0.8, thresholdSeconds: 20 }];
    const queues = [
      { loadErlang: 0.01, ahtSeconds: 180, agents: 1, targets },
      { loadErlang: 1_000_000, ahtSeconds: 180, agents: 1_010_000, targets },
    ];
    const body = await post(path, { queues }, 200);
    expect(body['queues']).toMatchObject([{ neededAgents: 1 }, { agents: 1_010_000, neededAgents: 1_000_015 }]);
    const many = await post(path, { queues: [{ ...queues[1], agents: 2_000_001 }] }, 422);
    expect(places(many)).toEqual(['too-big /queues/0/agents']);
  });

  it('refuses what leaves load or agents open, and targets without patience', async () => {
    const abandonment = { kind: 'abandonment', share: 0.03 };
    const queues = [
      { id: 'a', ahtSeconds: 180, agents: 3 },
      { id: 'a', ahtSeconds: 180, loadErlang: 3, contacts: 10, intervalMinutes: 30, agents: 3 },
      { contacts: 10, ahtSeconds: 180 },
      { loadErlang: 3, ahtSeconds: 180, targets: [abandonment] },
      { contacts: 1e9, intervalMinutes: 1, ahtSeconds: 3600, agents: 3 },
    ];
    expect([...places(await post(path, { queues }, 422))].sort()).toEqual(
      [
        'both-given /queues/1',
        'duplicate-id /queues/1/id',
        'load-too-large /queues/4/contacts',
        'one-needed /queues/0',
        'one-needed /queues/2',
        'patience-required /queues/3/patienceSeconds',
        'required /queues/2',
      ].sort(),
    );
  });
});

describe('POST /v1/transient-states', () => {
  const path = '/v1/transient-states';

  it('begins each interval with what the one before has left', async () => {
    const body = await post(path, exampleOf(path), 200);
    const [first, rush, after] = body['intervals'] as readonly {
      [name: string]: number & { [name: string]: number };
    }[];
    expect(first?.['serviceLevelOffered']).toBeGreaterThan(first?.['steady']?.['serviceLevelOffered'] ?? 1);
    expect(rush?.['queueAtEnd']).toBeGreaterThan(1);
    expect(after?.['serviceLevelOffered']).toBeLessThan(after?.['steady']?.['serviceLevelOffered'] ?? 0);
    expect(after).toMatchObject({ contacts: 60, agents: 12, loadErlang: 8 });
  });

  it('refuses a threshold longer than an interval, and more than can be followed at once', async () => {
    expect(places(await post(path, { ...exampleOf(path), thresholdSeconds: 1801 }, 422))).toEqual([
      'threshold-too-long /thresholdSeconds',
    ]);
    const intervals = Array.from({ length: 500 }, () => ({ contacts: 5000, agents: 1000 }));
    expect(places(await post(path, { ...exampleOf(path), intervals }, 422))).toEqual([
      'transient-too-large /intervals',
    ]);
  });
});

describe('POST /v1/patience-estimates', () => {
  const path = '/v1/patience-estimates';

  it('estimates it from totals, and says what tells nothing', async () => {
    expect(await post(path, exampleOf(path), 200)).toMatchObject({
      patienceSeconds: (940 * 9 + 60 * 41) / 60,
      method: 'censored-waits',
      shape: null,
    });
    const waits = [{ seconds: 30, abandoned: false }];
    expect(places(await post(path, { data: { kind: 'waits', waits } }, 422))).toEqual(['no-hang-ups /data']);
    const counts = { kind: 'counts', answered: 0, abandoned: 9, loadErlang: 1, ahtSeconds: 60, agents: 9 };
    expect(places(await post(path, { data: counts }, 422))).toEqual(['no-such-patience /data']);
  });
});

describe('POST /v1/requirements with parts of shrinkage, a crew and several targets', () => {
  const path = '/v1/requirements';
  const asked = (more: Json): Json => ({
    ...exampleOf(path),
    parameters: { target: { kind: 'asa', asaSeconds: 40 }, ahtSeconds: 180, patienceSeconds: 120, ...more },
  });

  it('tells the people of each part and which target asks for most', async () => {
    const furtherTargets = [{ kind: 'abandonment', share: 0.01 }];
    const shrinkageParts = [
      { kind: 'sickness', share: 0.05 },
      { kind: 'breaks', share: 0.1, placedByRoster: true },
    ];
    const crew = [{ count: 9 }, { employee: 'anna', proficiency: 0.5 }];
    const more = { furtherTargets, shrinkageParts, crew, load: 'modified-offered-load' };
    const body = await post(path, asked(more), 200);
    expect(body['parameters']).toMatchObject({ shrinkageParts: [{ id: 'sickness', of: 'paid', planned: false }, {}] });
    expect((body['intervals'] as readonly Json[])[0]).toMatchObject({ boundTarget: 1, proficiency: 0.95 });
    const codes = (body['notes'] as readonly { code: string }[]).map(({ code }) => code);
    expect(codes).toContain('shrinkage-placed');
  });

  it('takes chats, and refuses stretches by which more at once is less', async () => {
    const chat = await post(path, asked({ concurrency: { most: 3, stretch: [1, 1.2] } }), 200);
    expect(chat).toMatchObject({ model: 'chat', parameters: { concurrency: { most: 3 } } });
    const [first] = chat['intervals'] as readonly Record<string, number>[];
    expect(first?.['handleSeconds']).toBeGreaterThan(180);
    expect(first?.['meanConcurrency']).toBeLessThanOrEqual(3);
    expect(places(await post(path, asked({ concurrency: { most: 3, stretch: [1.1, 1, 4] } }), 422))).toEqual([
      'stretch-out-of-range /parameters/concurrency/stretch/0',
      'stretch-out-of-range /parameters/concurrency/stretch/1',
      'stretch-out-of-range /parameters/concurrency/stretch/2',
    ]);
  });

  it('refuses shrinkage said twice, windows that end before they begin, and ramps without a start or an order', async () => {
    const windows = [{ from: '10:00', to: '09:00', share: 0.1 }];
    const shrinkageParts = [{ kind: 'breaks', windows }, { kind: 'breaks' }];
    const crew = [{ ramp: [{ fromDay: 3, value: 0.5 }] }];
    expect([...places(await post(path, asked({ shrinkage: 0.1, shrinkageParts, crew }), 422))].sort()).toEqual(
      [
        'both-given /parameters',
        'duplicate-id /parameters/shrinkageParts/1',
        'ramp-not-rising /parameters/crew/0/ramp/0/fromDay',
        'ramp-without-start /parameters/crew/0/ramp',
        'span-not-positive /parameters/shrinkageParts/0/windows/0/to',
      ].sort(),
    );
    const wholly = [
      { kind: 'leave', share: 0.6 },
      { kind: 'sickness', share: 0.5 },
    ];
    expect(places(await post(path, asked({ shrinkageParts: wholly }), 422))).toEqual([
      'shrinkage-leaves-nothing /parameters/shrinkageParts',
    ]);
  });
});

describe('POST /v1/workload-plans', () => {
  const path = '/v1/workload-plans';

  it('puts work beside contacts, and gives the requirement of all together', async () => {
    const body = await post(path, { ...exampleOf(path), solve: { iterations: 200 } }, 200);
    const intervals = body['intervals'] as readonly Record<string, number>[];
    const { intervals: rows } = body['requirement'] as { readonly intervals: readonly Record<string, number>[] };
    expect(rows.map((row) => row['positions'])).toEqual(intervals.map((row) => row['positions']));
    expect(body['works']).toMatchObject([{ id: 'e-mail' }, { id: 'call-back', hours: expect.any(Number) as number }]);
  });

  it('refuses work without pieces, dues before they come, and intervals out of order', async () => {
    const example = exampleOf(path);
    const requirement = example['requirement'] as Json;
    const [first, second] = requirement['intervals'] as readonly Json[];
    const at = '2026-03-02T09:00:00+01:00';
    const due = { kind: 'minutes', minutes: 60 };
    const works = [
      { id: 'a', handleSeconds: 60, due },
      { id: 'a', handleSeconds: 60, due, items: [{ at, due: at }] },
    ];
    const body = { ...example, requirement: { ...requirement, intervals: [second, first] }, works };
    expect([...places(await post(path, body, 422))].sort()).toEqual([
      'duplicate-id /works/1/id',
      'intervals-overlap /requirement/intervals/1/start',
      'one-needed /works/0',
      'span-not-positive /works/1/items/0/due',
    ]);
    const calendar = { country: 'XX' };
    expect(places(await post(path, { ...example, calendar }, 422))).toEqual(['country-unknown /calendar/country']);
  });
});

describe('POST /v1/outbound-plans', () => {
  const path = '/v1/outbound-plans';

  it('plans dials and head-count, and other cases beside', async () => {
    const body = await post(path, exampleOf(path), 200);
    expect(body).toMatchObject({ status: 'optimal', notes: [], cases: [{ id: 'fewer answer' }] });
    expect(body['days']).toHaveLength(5);
  });

  it('refuses a goal without stages, hours that hold no working date, windows that end before they begin, and what is too large', async () => {
    const example = exampleOf(path);
    const [first] = example['lists'] as readonly Json[];
    const lists = [
      { ...first, stages: [] },
      { ...first, callingHours: [{ from: '18:00', to: '09:00' }] },
    ];
    const method = { kind: 'goal', successes: 10 };
    expect([...places(await post(path, { ...example, method, lists }, 422))].sort()).toEqual([
      'duplicate-id /lists/1/id',
      'span-not-positive /lists/1/callingHours/0/to',
      'stages-needed /lists/0',
    ]);
    const weekend = { from: '2026-03-07', days: 2 };
    expect(places(await post(path, { ...example, ...weekend }, 422))).toEqual(['no-calling-hours /hours']);
    const many = Array.from({ length: 20 }, (_, index) => ({ ...first, id: String(index), mostAttempts: 12 }));
    expect(places(await post(path, { ...example, days: 92, lists: many }, 422))).toEqual(['outbound-too-large /lists']);
  });
});
