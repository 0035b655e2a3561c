import { describe, expect, test } from 'vitest';
import { problemWith, ZONE } from './problem.ts';
import { at, shift } from '../rules/line.ts';
import { coverOf, uncoveredOf } from '../../../src/audit/cover.ts';
import { scoreRoster } from '../../../src/audit/score.ts';
import { isGranted } from '../../../src/domain/request.ts';
import type { IntervalDemand } from '../../../src/domain/problem.ts';

function demand(from: string, to: string, levels: Partial<IntervalDemand>): IntervalDemand {
  return { start: at(ZONE, from), end: at(ZONE, to), floor: 0, target: 0, ...levels };
}

const MONDAY = '2026-06-01';

describe('cover of interval demands', () => {
  test('integrates over the moments of an interval longer than the pieces of cover', () => {
    const problem = problemWith(
      {},
      { intervalDemands: [demand(`${MONDAY}T08:00`, `${MONDAY}T12:00`, { floor: 1, target: 2, ceiling: 2 })] },
    );
    const shifts = [
      shift(ZONE, `${MONDAY}T09:00`, `${MONDAY}T17:00`, { id: 'a', pause: [`${MONDAY}T11:00`, `${MONDAY}T11:30`] }),
      shift(ZONE, `${MONDAY}T09:30`, `${MONDAY}T10:30`, { id: 'b' }),
      shift(ZONE, `${MONDAY}T10:00`, `${MONDAY}T11:30`, { id: 'c' }),
    ];
    // 8:00 nobody, 9:00 one, 9:30 two, 10:00 three, 10:30 two, 11:00 one (a is at the meal), 11:30 one.
    expect(coverOf(problem, shifts)).toMatchObject([
      { belowFloor: 1, belowTarget: 1 + 0.5 + 0.5 + 0.5, aboveTarget: 0.5, aboveCeiling: 0.5, least: 0, most: 3 },
    ]);
    // Each stretch that is short, with the people there; the two of one person from 11:00 on are one stretch.
    const short = (from: string, to: string, cover: number): object => ({
      start: at(ZONE, `${MONDAY}T${from}`),
      end: at(ZONE, `${MONDAY}T${to}`),
      floor: 1,
      target: 2,
      cover,
      short: 2 - cover,
    });
    expect(uncoveredOf(problem, shifts)).toEqual([
      short('08:00', '09:00', 0),
      short('09:00', '09:30', 1),
      short('11:00', '12:00', 1),
    ]);
  });

  test('counts a shift for its skill and for demands without one, and only activity `work`', () => {
    const span = [`${MONDAY}T08:00`, `${MONDAY}T09:00`] as const;
    const problem = problemWith(
      {},
      {
        intervalDemands: [demand(...span, { skill: 'voice' }), demand(...span, { skill: 'chat' }), demand(...span, {})],
      },
    );
    const shifts = [
      shift(ZONE, ...span, { id: 'a', skill: 'voice' }),
      shift(ZONE, ...span, { id: 'b', skill: 'chat' }),
      shift(ZONE, ...span, { id: 'c' }),
      shift(ZONE, ...span, { id: 'd', skill: 'voice', activity: 'training' }),
    ];
    expect(coverOf(problem, shifts).map(({ least }) => least)).toEqual([1, 1, 3]);
  });

  test('counts a published night that reaches into the horizon', () => {
    const problem = problemWith(
      {},
      {
        intervalDemands: [demand(`${MONDAY}T00:00`, `${MONDAY}T08:00`, { target: 1 })],
        past: [shift(ZONE, '2026-05-31T22:00', `${MONDAY}T06:00`)],
      },
    );
    expect(coverOf(problem, [])).toMatchObject([{ belowTarget: 2 }]);
  });

  test('is in elapsed hours where the clocks go back', () => {
    const problem = problemWith(
      {},
      { from: '2026-10-25', intervalDemands: [demand('2026-10-25T00:00', '2026-10-25T06:00', { target: 1 })] },
    );
    expect(coverOf(problem, [])).toMatchObject([{ belowTarget: 7 }]);
  });
});

describe('cover of template demands', () => {
  test('counts attendance on the date of the start, whatever breaks are taken', () => {
    const late = { date: MONDAY, template: 'late', floor: 1, target: 3, ceiling: 3 };
    const problem = problemWith(
      {},
      { templateDemands: [late, { ...late, skill: 'chat' }, { ...late, date: '2026-06-02' }] },
    );
    const night = (id: string, skill: string) =>
      shift(ZONE, `${MONDAY}T22:00`, '2026-06-02T06:00', { id, template: 'late', skill });
    const shifts = [night('a', 'voice'), night('b', 'voice'), shift(ZONE, '2026-06-02T09:00', '2026-06-02T10:00')];
    expect(coverOf(problem, shifts)).toMatchObject([
      { belowFloor: 0, belowTarget: 1, aboveTarget: 0, least: 2, most: 2 },
      { belowFloor: 1, belowTarget: 2 },
      { belowFloor: 1, belowTarget: 2 },
    ]);
    expect(uncoveredOf(problem, shifts)[1]).toMatchObject({ template: 'late', skill: 'chat', cover: 0, short: 3 });
    const crowd = ['c', 'd', 'e'].map((id) => night(id, 'chat'));
    expect(coverOf(problem, [...shifts, ...crowd])[0]).toMatchObject({ aboveTarget: 2, aboveCeiling: 2 });
  });
});

describe('the score of a roster', () => {
  const bob = { id: 'bob', contract: 'full', skills: [], costPerHour: 30 };
  const eve = { id: 'eve', contract: 'part', skills: [] };
  const team = {
    contract: { costPerHour: 20 },
    more: {
      contracts: [{ id: 'full', costPerHour: 20 }, { id: 'part' }],
      employees: [{ id: 'ana', contract: 'full', skills: [] }, bob, eve],
    },
  };
  const shifts = [
    shift(ZONE, `${MONDAY}T09:00`, `${MONDAY}T17:30`, { id: 'a', pause: [`${MONDAY}T12:00`, `${MONDAY}T12:30`] }),
    shift(ZONE, `${MONDAY}T09:00`, `${MONDAY}T13:00`, { id: 'b', employeeId: 'bob' }),
    shift(ZONE, '2026-06-02T09:00', '2026-06-02T14:00', { id: 'e', employeeId: 'eve' }),
  ];

  test('pays working hours, each at its own cost, and measures the spread within each contract', () => {
    expect(scoreRoster(problemWith(team, {}), shifts)).toEqual([
      { part: 'requests', unit: 'requests', count: 0, points: 0 },
      { part: 'paid-hours', unit: 'paid hours', count: 17, points: 17 },
      { part: 'labour-cost', unit: 'money', count: 8 * 20 + 4 * 30, points: 140 },
      { part: 'hours-spread', unit: 'hours', count: 4, points: 12 },
    ]);
    expect(scoreRoster(problemWith(team, {}), shifts.slice(0, 1)).at(-1)).toMatchObject({ count: 8, points: 24 });
  });

  test('prices agent-hours and people apart', () => {
    const problem = problemWith(team, {
      intervalDemands: [demand(`${MONDAY}T08:00`, `${MONDAY}T10:00`, { floor: 1, target: 3, ceiling: 3 })],
      templateDemands: [{ date: MONDAY, template: 'late', floor: 1, target: 2 }],
    });
    expect(scoreRoster(problem, shifts).slice(0, 8)).toEqual([
      { part: 'below-floor', unit: 'agent-hours', count: 1, points: 1000 },
      { part: 'below-target', unit: 'agent-hours', count: 3, points: 300 },
      { part: 'above-target', unit: 'agent-hours', count: 0, points: 0 },
      { part: 'above-ceiling', unit: 'agent-hours', count: 0, points: 0 },
      { part: 'below-floor', unit: 'people', count: 1, points: 2000 },
      { part: 'below-target', unit: 'people', count: 1, points: 200 },
      { part: 'above-target', unit: 'people', count: 0, points: 0 },
      { part: 'above-ceiling', unit: 'people', count: 0, points: 0 },
    ]);
    const crowded = problemWith(team, {
      intervalDemands: [demand(`${MONDAY}T09:00`, `${MONDAY}T10:00`, { target: 1, ceiling: 1 })],
    });
    expect(
      scoreRoster(crowded, shifts)
        .slice(0, 4)
        .map(({ points }) => points),
    ).toEqual([0, 0, 10, 50]);
  });

  test('counts and weighs the requests of the horizon that are not met', () => {
    const request = (kind: 'day-off' | 'work', date: string, weight: number) => ({ kind, date, weight });
    const requests = [
      request('day-off', MONDAY, 5),
      request('day-off', '2026-06-02', 7),
      request('work', '2026-06-03', 11),
      request('work', '2026-06-08', 100),
      request('work', '2026-05-31', 100),
    ];
    const problem = problemWith({ employee: { requests } }, {});
    expect(scoreRoster(problem, shifts.slice(0, 1))[0]).toEqual({
      part: 'requests',
      unit: 'requests',
      count: 2,
      points: 16,
    });
  });

  test('grants a request for a shift by exactly that template, and the wish to avoid one by any other day', () => {
    const late = [shift(ZONE, `${MONDAY}T14:00`, `${MONDAY}T22:00`, { template: 'late' })];
    const want = (kind: 'shift' | 'avoid-shift', template: string) => ({ kind, template, date: MONDAY, weight: 1 });
    expect(isGranted(want('shift', 'late'), late)).toBe(true);
    expect(isGranted(want('shift', 'early'), late)).toBe(false);
    expect(isGranted(want('shift', 'late'), [])).toBe(false);
    expect(isGranted(want('avoid-shift', 'late'), late)).toBe(false);
    expect(isGranted(want('avoid-shift', 'early'), late)).toBe(true);
    expect(isGranted(want('avoid-shift', 'late'), [])).toBe(true);
  });
});
