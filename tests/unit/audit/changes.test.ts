import { describe, expect, it } from 'vitest';
import { changesOf } from '../../../src/audit/changes.ts';
import { scoreRoster } from '../../../src/audit/score.ts';
import type { Baseline } from '../../../src/domain/changes.ts';
import { plannedInstant } from '../../../src/domain/calendar.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import { PRICES } from '../../fixtures/small-problems.ts';

const zone = 'Europe/Berlin';

/** A shift of a person on a day of March 2026, from and to an hour of that day. */
function shift(employeeId: string, day: number, from: number, to: number, said: Partial<Shift> = {}): Shift {
  const date = `2026-03-${String(day).padStart(2, '0')}`;
  const at = (hour: number): number => plannedInstant(zone, date, hour * 60);
  const id = `${employeeId}/${day}/${from}/${said.skill ?? ''}`;
  return { id, employeeId, start: at(from), end: at(to), activity: 'work', breaks: [], ...said };
}

const prices = { moved: 20, perHourMoved: 10, added: 60, removed: 30, otherWork: 5, notice: [] };

function problemWith(shifts: readonly Shift[], more: Partial<Baseline> = {}): Problem {
  return {
    team: {
      id: 't',
      zone,
      weekStart: 'mon',
      skills: [{ id: 'a' }, { id: 'b' }],
      contracts: [{ id: 'c' }],
      employees: ['ana', 'bo'].map((id) => ({ id, contract: 'c', skills: ['a', 'b'] })),
      shiftTemplates: [],
      rules: [],
      packs: [],
      holidays: [],
    },
    from: '2026-03-02',
    days: 7,
    intervalDemands: [],
    templateDemands: [],
    prices: { ...PRICES, labourCost: 2 },
    locks: [],
    past: [],
    future: [],
    baseline: { shifts, asOf: '2026-03-01', prices, ...more },
  };
}

function told(problem: Problem, shifts: readonly Shift[]): readonly unknown[] {
  return changesOf(problem, shifts).map(({ kind, employeeId, date, points }) => [kind, employeeId, date, points]);
}

describe('changes from what was published', () => {
  it('are named and priced by employee and day', () => {
    const problem = problemWith([
      shift('bo', 2, 9, 17),
      shift('ana', 2, 9, 17),
      shift('ana', 3, 9, 17, { skill: 'a' }),
      shift('ana', 4, 9, 17),
      shift('ana', 5, 9, 17),
    ]);
    const planned = [
      shift('ana', 2, 9, 17),
      shift('ana', 3, 9, 17, { skill: 'b' }),
      shift('ana', 4, 8, 18),
      shift('bo', 2, 10, 18),
      shift('bo', 6, 10, 18),
    ];
    expect(told(problem, planned)).toEqual([
      ['kept', 'ana', '2026-03-02', 0],
      ['other-work', 'ana', '2026-03-03', 5],
      ['moved', 'ana', '2026-03-04', 40],
      ['removed', 'ana', '2026-03-05', 30],
      ['moved', 'bo', '2026-03-02', 40],
      ['added', 'bo', '2026-03-06', 60],
    ]);
  });

  it('leave alone other breaks, a skill that is not said, other weeks and people who are gone', () => {
    const pause = { start: plannedInstant(zone, '2026-03-02', 720), end: plannedInstant(zone, '2026-03-02', 750) };
    const problem = problemWith([
      shift('ana', 2, 9, 17, { template: 'day' }),
      shift('ana', 1, 9, 17),
      shift('ana', 9, 9, 17),
      shift('cy', 3, 9, 17),
    ]);
    const planned = [shift('ana', 2, 9, 17, { skill: 'a', breaks: [{ ...pause, paid: false }] })];
    expect(told(problem, planned)).toEqual([['kept', 'ana', '2026-03-02', 0]]);
  });

  it('know a shift of several on a day by its times first', () => {
    const problem = problemWith([shift('ana', 2, 6, 10), shift('ana', 2, 14, 18)]);
    expect(told(problem, [shift('ana', 2, 14, 18)])).toEqual([
      ['kept', 'ana', '2026-03-02', 0],
      ['removed', 'ana', '2026-03-02', 30],
    ]);
  });

  it('grow dearer as the day comes nearer, and owe the premium of the nearest step', () => {
    const notice = [
      { withinDays: 4, factor: 2, premium: 10 },
      { withinDays: 1, factor: 5, premium: 40 },
    ];
    const published = [2, 3, 5, 6].map((day) => shift('ana', day, 9, 17));
    const problem = problemWith(published, { prices: { ...prices, notice } });
    expect(changesOf(problem, []).map(({ points, premium }) => [points, premium])).toEqual([
      [150, 40],
      [60, 10],
      [60, 10],
      [30, 0],
    ]);
    const parts = scoreRoster(problem, []).filter(({ part }) => part.startsWith('change'));
    expect(parts).toEqual([
      { part: 'changes', unit: 'changes', count: 4, points: 300 },
      { part: 'change-premiums', unit: 'money', count: 60, points: 120 },
    ]);
    expect(changesOf(problem, published).every(({ premium }) => premium === 0)).toBe(true);
  });

  it('are no part of the objective where nothing was published', () => {
    const { baseline: _baseline, ...problem } = problemWith([]);
    expect(changesOf(problem, [shift('ana', 2, 9, 17)])).toEqual([]);
    expect(scoreRoster(problem, []).some(({ part }) => part.startsWith('change'))).toBe(false);
  });
});
