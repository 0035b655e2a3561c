import { describe, expect, it } from 'vitest';
import { instantOfIso } from '../../../src/domain/calendar.ts';
import { parseProblem, parseTeam } from '../../../src/contract/problem-mapping.ts';
import { problemWith, valueOf } from './documents.ts';

const at = (iso: string): number => instantOfIso(iso) ?? Number.NaN;
const problem = (changes: Readonly<Record<string, unknown>>) => valueOf(parseProblem(problemWith(changes)));
const rows = (...intervals: object[]): object => ({ intervals });

/** The demands that the document speaks of; the rest of the horizon is filled with rows that want nobody and name no ceiling. */
const spoken = (changes: Readonly<Record<string, unknown>>) =>
  problem(changes).intervalDemands.filter(({ target, ceiling }) => target > 0 || ceiling !== undefined);

it('what is left out has its stated default', () => {
  const { team, days, prices, locks, past, future } = problem({
    '/horizon': { from: '2026-03-02' },
    '/past': undefined,
  });
  expect(team).toMatchObject({ id: 'team', weekStart: 'mon', skills: [], packs: [], holidays: [] });
  expect({ days, locks, past, future }).toEqual({ days: 7, locks: [], past: undefined, future: undefined });
  expect(prices).toMatchObject({ belowFloorHour: 1000, belowTargetHour: 100, aboveTargetHour: 1, paidHour: 0 });
});

it('an empty past is known, an absent or null one is not', () => {
  expect(problem({ '/past': [] }).past).toEqual([]);
  expect(problem({ '/past': null }).past).toBeUndefined();
});

it('cover by weekday becomes a demand on each of these days of the horizon', () => {
  const intervalDemands = spoken({
    '/cover': rows({ days: ['tue', 'sun'], from: '09:00', to: '12:00', target: 2 }),
  });
  expect(intervalDemands).toEqual([
    { start: at('2026-03-03T09:00:00+08:00'), end: at('2026-03-03T12:00:00+08:00'), floor: 0, target: 2 },
    { start: at('2026-03-08T09:00:00+08:00'), end: at('2026-03-08T12:00:00+08:00'), floor: 0, target: 2 },
  ]);
});

it('the hours that cover leaves out want nobody, to the ends of the horizon', () => {
  const { intervalDemands } = problem({
    '/cover': rows({ days: ['tue'], from: '09:00', to: '12:00', target: 2 }),
  });
  expect(intervalDemands.slice(1)).toEqual([
    { start: at('2026-03-02T00:00:00+08:00'), end: at('2026-03-03T09:00:00+08:00'), floor: 0, target: 0 },
    { start: at('2026-03-03T12:00:00+08:00'), end: at('2026-03-09T00:00:00+08:00'), floor: 0, target: 0 },
  ]);
});

it('cover that ends at or before its start ends on the next day, 24:00 on its own', () => {
  const intervalDemands = spoken({
    '/cover': rows(
      { dates: ['2026-03-02'], from: '22:00', to: '06:00', target: 1 },
      { dates: ['2026-03-04'], from: '00:00', to: '24:00', target: 1 },
    ),
  });
  expect(intervalDemands.map(({ start, end }) => [start, end])).toEqual([
    [at('2026-03-02T22:00:00+08:00'), at('2026-03-03T06:00:00+08:00')],
    [at('2026-03-04T00:00:00+08:00'), at('2026-03-05T00:00:00+08:00')],
  ]);
});

describe('a requirement inside a problem', () => {
  const requirement = {
    zone: 'Asia/Shanghai',
    intervals: [
      { start: '2026-03-01T23:30:00+08:00', end: '2026-03-02T00:30:00+08:00', positions: 3, toSchedule: 4 },
      { start: '2026-03-02T09:00', end: '2026-03-02T09:30', positions: 7, toSchedule: 10 },
      { start: '2026-03-02T09:30', end: '2026-03-02T10:00', positions: 0, toSchedule: 0, open: false },
      { start: '2026-03-09T00:00', end: '2026-03-09T00:30', positions: 3, toSchedule: 4 },
    ],
  };

  it('gives its intervals inside the horizon, cut to it, with nobody wanted where it is closed', () => {
    expect(spoken({ '/requirement': requirement, '/cover': undefined })).toEqual([
      { start: at('2026-03-02T00:00:00+08:00'), end: at('2026-03-02T00:30:00+08:00'), floor: 0, target: 4 },
      { start: at('2026-03-02T09:00:00+08:00'), end: at('2026-03-02T09:30:00+08:00'), floor: 0, target: 10 },
      { start: at('2026-03-02T09:30:00+08:00'), end: at('2026-03-02T10:00:00+08:00'), floor: 0, target: 0, ceiling: 0 },
    ]);
  });

  it('gives positions where they are asked for, in the skill of its parameters', () => {
    const parameters = { target: { kind: 'asa', asaSeconds: 40 }, ahtSeconds: 180, skill: 'sales' };
    const days = ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07', '2026-03-08'];
    const intervals = days.map((day) => ({ start: `${day}T09:00`, end: `${day}T10:00`, positions: 7, toSchedule: 10 }));
    const demands = spoken({
      '/team/skills': [{ id: 'sales' }],
      '/requirement': { zone: 'Asia/Shanghai', parameters, intervals },
      '/coverFrom': 'positions',
    });
    expect(demands).toHaveLength(7);
    expect(demands.every(({ target, skill }) => target === 7 && skill === 'sales')).toBe(true);
  });
});

it('a lock is a locked shift whose id comes from employee and start', () => {
  const locks = [
    {
      employee: 'anna',
      start: '2026-03-02T09:00',
      end: '2026-03-02T18:00',
      breaks: [{ start: '2026-03-02T13:00', end: '2026-03-02T14:00' }],
    },
  ];
  expect(problem({ '/locks': locks }).locks).toEqual([
    {
      id: 'anna@2026-03-02T09:00:00+08:00',
      employeeId: 'anna',
      start: at('2026-03-02T09:00:00+08:00'),
      end: at('2026-03-02T18:00:00+08:00'),
      activity: 'work',
      breaks: [{ start: at('2026-03-02T13:00:00+08:00'), end: at('2026-03-02T14:00:00+08:00'), paid: false }],
      locked: true,
    },
  ]);
});

it('a team stands alone too, with paths of its own', () => {
  const { team } = problemWith({}) as { readonly team: object };
  expect(valueOf(parseTeam(team)).employees).toHaveLength(2);
  expect(parseTeam({ ...team, contracts: [] })).toMatchObject({
    ok: false,
    issues: [{ code: 'too-few', path: '/contracts' }],
  });
});

describe.each([
  ['Asia/Shanghai', '2026-03-28', [86_400, 86_400]],
  ['Europe/Berlin', '2026-03-28', [86_400, 82_800]],
  ['Europe/Berlin', '2026-10-24', [86_400, 90_000]],
  ['America/New_York', '2026-03-07', [86_400, 82_800]],
  ['America/New_York', '2026-10-31', [86_400, 90_000]],
  ['Asia/Kolkata', '2026-10-24', [86_400, 86_400]],
] as const)('in %s from %s', (zone, from, lengths) => {
  it('a day of cover is as long as the clocks make it', () => {
    const changes = {
      '/team/zone': zone,
      '/horizon': { from, days: 2 },
      '/cover': rows({ from: '00:00', to: '24:00', target: 1 }),
    };
    expect(spoken(changes).map(({ start, end }) => end - start)).toEqual(lengths);
  });
});

describe('on the clocks of Berlin', () => {
  const berlin = { '/team/zone': 'Europe/Berlin' };

  it('cover inside the skipped hour vanishes, cover over it is shorter', () => {
    const changes = {
      ...berlin,
      '/horizon': { from: '2026-03-29', days: 1 },
      '/cover': rows(
        { from: '02:00', to: '03:00', target: 1 },
        { from: '01:00', to: '02:00', target: 1 },
        { from: '03:00', to: '04:30', target: 1 },
      ),
    };
    expect(spoken(changes).map(({ start, end }) => end - start)).toEqual([3600, 5400]);
  });

  const lockAt = (start: string, end: string, from: string): unknown =>
    problemWith({ ...berlin, '/horizon': { from, days: 1 }, '/locks': [{ employee: 'anna', start, end }] });

  it('a lock at a time that is skipped is refused', () => {
    expect(parseProblem(lockAt('2026-03-29T02:30', '2026-03-29T08:00', '2026-03-29'))).toMatchObject({
      ok: false,
      issues: [{ code: 'local-time-skipped', path: '/locks/0/start' }],
    });
  });

  it('a lock at a time that is repeated is refused with both of its offsets', () => {
    const facts = { first: '2026-10-25T02:30:00+02:00', second: '2026-10-25T02:30:00+01:00' };
    expect(parseProblem(lockAt('2026-10-25T02:30', '2026-10-25T08:00', '2026-10-25'))).toMatchObject({
      ok: false,
      issues: [{ code: 'local-time-repeated', facts }],
    });
    expect(parseProblem(lockAt(facts.second, '2026-10-25T08:00', '2026-10-25')).ok).toBe(true);
  });
});
