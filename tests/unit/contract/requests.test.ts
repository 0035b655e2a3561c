import { describe, expect, it } from 'vitest';
import { parseAuditRequest } from '../../../src/contract/audit-request.ts';
import { exampleOf } from '../../../src/contract/example.ts';
import { fromForecast, parseForecast, parseHistory } from '../../../src/contract/forecast-mapping.ts';
import { forecastSchema } from '../../../src/contract/forecast.ts';
import { historyCsvSchema, historyRowsSchema } from '../../../src/contract/history.ts';
import { parsePlan } from '../../../src/contract/plan-mapping.ts';
import { planSchema } from '../../../src/contract/plan.ts';
import {
  forecastRequestSchema,
  parseForecastRequest,
  parseRequirementBody,
  parseRosterBody,
  requirementBodySchema,
  rosterBodySchema,
} from '../../../src/contract/requests.ts';
import { faults, valueOf } from './documents.ts';

type Json = Record<string, unknown>;

const example = (schema: Parameters<typeof exampleOf>[0], more: Json = {}): Json => ({
  ...structuredClone(exampleOf(schema) as Json),
  ...more,
});

describe('a forecast', () => {
  const point = (start: string, end: string): Json => ({
    start: `2026-03-02T${start}+01:00`,
    end: `2026-03-02T${end}+01:00`,
    expected: 4,
  });
  const forecast = (...points: Json[]): Json => ({ zone: 'Europe/Berlin', interval: '30m', points });

  it('written by hand has what is known of it and claims nothing else', () => {
    expect(valueOf(parseForecast(example(forecastSchema)))).toMatchObject({
      intervalLength: 1800,
      from: '2026-03-02',
      days: 1,
      models: [],
      backtest: { origins: 0, wape: null },
      points: [{ open: true, expected: 41.6, lower80: 41.6, upper95: 41.6 }, { expected: 52.2 }],
    });
  });

  it('goes out as it came in', () => {
    const read = valueOf(
      parseForecast(example(forecastSchema, { notes: [{ code: 'gap-before-forecast', facts: { days: 2 } }] })),
    );
    const out = fromForecast(read);
    expect(valueOf(parseForecast(out))).toEqual(read);
    expect(out.notes[0]?.message).toContain('2 days');
  });

  it.each([
    ['points that overlap', [point('09:00', '09:30'), point('09:00', '09:30')], ['intervals-overlap /points/1/start']],
    ['a point of another length', [point('09:00', '10:00')], ['interval-length /points/0/end']],
    ['a point without length', [point('09:00', '09:00')], ['span-not-positive /points/0/end']],
    ['no points', [], ['too-few /points']],
  ])('%s is refused', (_, points, expected) => {
    expect(faults(parseForecast(forecast(...points)))).toEqual(expected);
  });

  it('of days has days of 23 and 25 hours', () => {
    const days = (start: string, end: string): Json => ({
      zone: 'Europe/Berlin',
      interval: '1d',
      points: [{ start, end, expected: 4 }],
    });
    expect(valueOf(parseForecast(days('2026-03-29T00:00', '2026-03-30T00:00'))).points[0]).toMatchObject({
      start: 1774738800,
      end: 1774821600,
    });
    expect(valueOf(parseForecast(days('2026-10-25T00:00', '2026-10-26T00:00'))).intervalLength).toBe('day');
  });
});

describe('a history', () => {
  it.each([historyRowsSchema, historyCsvSchema])('of the manual is read', (schema) => {
    expect(valueOf(parseHistory(example(schema))).history).toMatchObject({
      zone: 'Europe/Berlin',
      intervalLength: 'day',
    });
  });

  it('is read at the interval that it names', () => {
    const rows = ['00', '15', '30', '45'].map((minute) => ({ timestamp: `2026-03-02T09:${minute}`, count: 2 }));
    const { history } = valueOf(parseHistory({ zone: 'UTC', interval: '60m', rows }));
    expect(history).toMatchObject({ intervalLength: 3600 });
    expect(history.intervals[9]).toMatchObject({ count: 8 });
  });

  it('in CSV has the places of its issues behind the pointer', () => {
    const csv = 'timestamp,count\n2026-03-02T09:00,-1\n2026-03-02T10:00,x\n';
    expect(faults(parseForecastRequest({ history: { zone: 'UTC', csv } }))).toEqual([
      'count-negative /history/csv line 2, column 2',
      'count-not-a-number /history/csv line 3, column 2',
    ]);
  });

  it('in rows has them as pointers', () => {
    const rows = [
      { timestamp: '2026-03-02T09:00', count: -1 },
      { timestamp: 'nine', count: 1 },
    ];
    expect(faults(parseForecastRequest({ history: { zone: 'UTC', rows } })).toSorted()).toEqual([
      'count-negative /history/rows/0/count',
      'timestamp-invalid /history/rows/1/timestamp',
    ]);
  });
});

describe('a request for a forecast', () => {
  it('has seven days and the options in the words of the domain', () => {
    const read = valueOf(
      parseForecastRequest(
        example(forecastRequestSchema, {
          days: undefined,
          interval: '1d',
          hours: { mon: [{ from: '09:00', to: '18:00' }] },
        }),
      ),
    );
    expect(read).toMatchObject({
      days: 7,
      options: { intervalLength: 'day', hours: { weekly: { mon: [{ fromMinutes: 540, toMinutes: 1080 }], tue: [] } } },
    });
  });

  it('tells issues of history and hours together', () => {
    const body = {
      history: { zone: 'UTC', csv: 'x\n' },
      hours: { mon: [{ from: '09:00', to: '09:00' }], dates: { someday: [] } },
    };
    expect(faults(parseForecastRequest(body))).toEqual(['wrong-date /hours/dates/someday']);
    const dated = { ...body, hours: { mon: [{ from: '09:00', to: '09:00' }] } };
    const found = faults(parseForecastRequest(dated));
    expect(found).toContain('span-empty /hours/mon/0');
    expect(found.some((fault) => fault.includes('/history/csv'))).toBe(true);
  });

  it.each([
    [{ days: 92 }, 'too-big /days'],
    [{ country: 'Germany' }, 'wrong-format /country'],
    [{ interval: '20m' }, 'not-one-of /interval'],
    [{ history: { zone: 'UTC' } }, 'required /history/rows'],
  ])('%j is refused', (more, expected) => {
    expect(faults(parseForecastRequest(example(forecastRequestSchema, more)))).toContain(expected);
  });
});

describe('a request for a requirement', () => {
  const parameters = (more: Json): Json => example(requirementBodySchema, { parameters: { ahtSeconds: 180, ...more } });

  it.each([
    ['neither target nor preset', {}, ['one-needed /parameters']],
    ['a share in per cent', { target: { kind: 'abandonment', share: 80 } }, ['not-below /parameters/target/share']],
    ['shrinkage in per cent', { preset: 'asa-40', shrinkage: 30 }, ['not-below /parameters/shrinkage']],
    ['no handle time', { preset: 'asa-40', ahtSeconds: 0 }, ['not-above /parameters/ahtSeconds']],
    ['a floor above the ceiling', { preset: 'asa-40', floor: 3, ceiling: 2 }, ['min-above-max /parameters/floor']],
    ['a target of a kind that is not there', { target: { kind: 'sla' } }, ['not-one-of /parameters/target/kind']],
    ['a target that is no object', { target: '80/20' }, ['wrong-type /parameters/target']],
  ])('%s is refused', (_, more, expected) => {
    expect(faults(parseRequirementBody(parameters(more)))).toEqual(expected);
  });
});

it('a request for a roster names each shift once', () => {
  const lock = { id: 'x', employee: 'anna', start: '2026-03-02T09:00', end: '2026-03-02T18:00' };
  const past = [{ ...lock, start: '2026-03-01T09:00', end: '2026-03-01T18:00' }];
  const problem = { ...(example(rosterBodySchema)['problem'] as Json), locks: [lock], past };
  expect(faults(parseRosterBody({ problem }))).toEqual(['duplicate-id /problem/past/0/id']);
});

it('a request for a roster has seed 1 and no other limit of its own', () => {
  expect(valueOf(parseRosterBody(example(rosterBodySchema, { solve: undefined }))).limits).toEqual({ seed: 1 });
});

describe('a request for an audit', () => {
  const team = { zone: 'Europe/Berlin', contracts: [{ id: 'c' }], employees: [{ id: 'anna', contract: 'c' }] };
  const shifts = [
    { employee: 'anna', start: '2026-03-04T09:00', end: '2026-03-04T17:00' },
    { employee: 'anna', start: '2026-03-02T09:00', end: '2026-03-02T17:00' },
  ];

  it('without a horizon judges the days from the first to the last shift', () => {
    expect(valueOf(parseAuditRequest({ team, shifts }))).toMatchObject({
      from: '2026-03-02',
      days: 3,
      packs: [],
      past: undefined,
    });
  });

  it('prefers what stands beside the roster to what is in it', () => {
    const roster = {
      kind: 'roster',
      team: { ...team, zone: 'UTC' },
      shifts,
      horizon: { from: '2026-03-02', days: 7 },
      past: [],
    };
    const read = valueOf(parseAuditRequest({ roster, team, past: null, horizon: { from: '2026-03-01', days: 9 } }));
    expect([read.team.zone, read.past, read.from, read.days]).toEqual(['Europe/Berlin', undefined, '2026-03-01', 9]);
    expect(valueOf(parseAuditRequest({ roster })).past).toEqual([]);
  });

  it('takes shifts that overlap: they are a breach and no mistake of the document', () => {
    const ids = valueOf(
      parseAuditRequest({ team, shifts: [shifts[0], shifts[0], { ...shifts[0], id: 'own' }] }),
    ).shifts.map(({ id }) => id);
    expect(ids).toEqual(['anna@2026-03-04T09:00:00+01:00', 'anna@2026-03-04T09:00:00+01:00#2', 'own']);
  });

  it.each([
    ['nothing', {}, ['one-needed ', 'team-missing /team']],
    ['shifts without a team', { shifts }, ['team-missing /team']],
    ['a roster and shifts', { team, shifts, roster: { shifts } }, ['both-given ']],
    ['no shifts and no horizon', { team, shifts: [] }, ['horizon-missing /horizon']],
    ['an unknown pack', { team, shifts, packs: ['atlantis'] }, ['unknown-pack /packs/0']],
    [
      'a shift outside the horizon',
      { team, shifts, horizon: { from: '2026-03-02', days: 2 } },
      ['outside-horizon /shifts/0'],
    ],
    [
      'years of shifts',
      { team, shifts: [shifts[0], { ...shifts[1], start: '2024-03-02T09:00', end: '2024-03-02T17:00' }] },
      ['too-much /shifts'],
    ],
  ])('%s is refused', (_, body, expected) => {
    expect(faults(parseAuditRequest(body))).toEqual(expected);
  });
});

describe('a plan', () => {
  it('without a first day begins on the day after its histories', () => {
    expect(valueOf(parsePlan(example(planSchema, { horizon: { days: 2 } })))).toMatchObject({
      from: '2026-02-25',
      days: 2,
      coverFrom: 'toSchedule',
    });
  });

  const plan = example(planSchema) as { readonly queues: readonly Json[]; readonly team: Json };
  const [queue = {}] = plan.queues;
  const daily = (last: number): Json => ({
    zone: 'Europe/Berlin',
    rows: Array.from({ length: last }, (_, day) => ({
      timestamp: `2026-02-${String(day + 1).padStart(2, '0')}`,
      count: 9,
    })),
  });
  const team = { ...plan.team, skills: [{ id: 'a' }] };

  it.each([
    ['two queues for the same people', { queues: [queue, queue] }, ['queue-repeated /queues/1']],
    [
      'a queue for a skill that is not there',
      { queues: [{ ...queue, skill: 'x' }] },
      ['unknown-skill /queues/0/skill'],
    ],
    [
      'a history of another zone',
      { queues: [{ ...queue, history: { ...(queue['history'] as Json), zone: 'UTC' } }] },
      ['zones-differ /queues/0/history/zone'],
    ],
    [
      'a queue without a target',
      { queues: [{ ...queue, requirement: { ahtSeconds: 3 } }] },
      ['one-needed /queues/0/requirement'],
    ],
    [
      'a past inside the horizon',
      { past: [{ employee: 'anna', start: '2026-03-02T09:00', end: '2026-03-02T12:00' }] },
      ['past-not-before /past/0'],
    ],
    [
      'a past inside a horizon that follows from the history',
      { horizon: {}, past: [{ employee: 'anna', start: '2026-02-26T09:00', end: '2026-02-26T12:00' }] },
      ['past-not-before /past/0'],
    ],
    [
      'histories that end on different days, without a first day',
      {
        team,
        horizon: {},
        queues: [
          { ...queue, history: daily(14) },
          { ...queue, skill: 'a', history: daily(15) },
        ],
      },
      ['horizons-differ /horizon'],
    ],
    [
      'a history that cannot be read',
      { queues: [{ ...queue, history: { zone: 'Europe/Berlin', csv: 'when,what\n' } }] },
      ['/queues/0/history/csv'],
    ],
  ])('%s is refused', (_, more, expected) => {
    const found = faults(parsePlan({ ...plan, ...more }));
    for (const fault of expected) expect(found.join('\n')).toContain(fault);
    expect(found.length).toBeGreaterThan(0);
  });
});
