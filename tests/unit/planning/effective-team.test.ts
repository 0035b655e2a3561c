import { describe, expect, it } from 'vitest';
import { auditRoster } from '../../../src/audit/audit-roster.ts';
import type { Absence, ScheduledShift } from '../../../src/domain/schedule.ts';
import { effectiveTeam } from '../../../src/planning/drafts/effective-team.ts';
import { affectedByAbsence } from '../../../src/planning/publications/affected-by-absence.ts';
import { AUTUMN, local, shiftOf, smallTeam, ZONE } from './drafts.ts';

const absence = (when: Absence['when'], more: Partial<Absence> = {}): Absence => ({
  id: 'x',
  employee: 'ana',
  when,
  reason: 'hospital',
  creditHoursPerDay: undefined,
  ...more,
});

const ana = (absences: readonly Absence[]) => effectiveTeam(smallTeam(), absences).employees[0];

describe('a team with its absences', () => {
  it('has whole days as leave with their credit, and spans as times of no work', () => {
    const made = ana([
      absence({ kind: 'dates', from: '2026-10-19', to: '2026-10-20' }, { creditHoursPerDay: 8 }),
      absence({ kind: 'span', start: local('2026-10-21T10:00') + 30, end: local('2026-10-21T12:00') + 30 }),
    ]);
    expect(made?.leave).toEqual([{ from: '2026-10-19', to: '2026-10-20', creditHoursPerDay: 8 }]);
    expect(made?.unavailable).toEqual([{ from: '2026-10-21T10:00', to: '2026-10-21T12:01' }]);
  });

  it('keeps what it had, and stays itself where nobody of it is away', () => {
    const leave = [{ from: '2026-12-24', to: '2026-12-31' }];
    const team = smallTeam({ employees: [{ id: 'ana', contract: 'full', skills: [], leave }] });
    const away = absence({ kind: 'dates', from: '2026-10-19', to: '2026-10-19' });
    expect(effectiveTeam(team, [away]).employees[0]?.leave).toHaveLength(2);
    expect(effectiveTeam(team, [{ ...away, employee: 'eve' }])).toBe(team);
  });

  it('says nothing of the reason', () => {
    const away = absence({ kind: 'dates', from: '2026-10-19', to: '2026-10-19' });
    expect(JSON.stringify(effectiveTeam(smallTeam(), [away]))).not.toContain('hospital');
  });

  const second = local('2026-10-25T02:00') + 3600;
  it.each([
    ['before the change', local('2026-10-25T00:30'), local('2026-10-25T01:30')],
    ['over the repeated hour', local('2026-10-25T01:00'), local('2026-10-25T04:00')],
    ['ending in the first of two hours', local('2026-10-25T01:00'), local('2026-10-25T02:30')],
    ['ending in the second', local('2026-10-25T01:00'), second + 1800],
    ['within the second', second + 600, second + 1200],
    ['over the skipped hour', local('2026-03-29T01:30'), local('2026-03-29T03:30')],
  ])('keeps every moment of a span %s free', (_, start, end) => {
    const team = effectiveTeam(smallTeam(), [absence({ kind: 'span', start, end })]);
    const busy = (from: number, to: number): number => {
      const shift = { id: 's', employeeId: 'ana', start: from, end: to, activity: 'work', breaks: [] };
      const date = from < local('2026-06-01T00:00') ? '2026-03-23' : AUTUMN.from;
      const audit = auditRoster({ team, from: date, days: 7, shifts: [shift], past: [], future: [] });
      if (!audit.ok) throw new Error(JSON.stringify(audit.issues));
      return audit.value.breaches.filter(({ ruleId }) => ruleId === 'availability')[0]?.measured ?? 0;
    };
    for (let at = start; at < end; at += 600) expect(busy(at, at + 600)).toBe(600);
    // Wider than the span by an hour at most, where a local text cannot say which of two hours is meant.
    expect(busy(start - 7200, start - 3600)).toBe(0);
    expect(busy(end + 3600, end + 7200)).toBe(0);
  });
});

const scheduled = (
  employeeId: string,
  from: string,
  to: string,
  more: Partial<ScheduledShift> = {},
): ScheduledShift => ({
  ...shiftOf(employeeId, from, to),
  template: undefined,
  skill: undefined,
  teamId: 'desk',
  site: undefined,
  zone: ZONE,
  date: from.slice(0, 10),
  ordinal: 1,
  status: 'published',
  sequence: 0,
  publication: 1,
  changedAt: 0,
  employeeName: undefined,
  templateName: undefined,
  skillName: undefined,
  ...more,
});

describe('shifts that an absence touches', () => {
  const night = scheduled('ana', '2026-10-19T22:00', '2026-10-20T06:00');
  const day = scheduled('ana', '2026-10-20T08:00', '2026-10-20T16:00');
  const after = scheduled('ana', '2026-10-21T00:00', '2026-10-21T08:00');
  const shifts = [after, day, night, scheduled('ben', '2026-10-20T08:00', '2026-10-20T16:00')];

  it('are those of the employee that reach into the dates, both included', () => {
    const away = absence({ kind: 'dates', from: '2026-10-20', to: '2026-10-20' });
    expect(affectedByAbsence(away, shifts)).toEqual([night, day]);
    expect(affectedByAbsence(away, [{ ...day, status: 'cancelled' }])).toEqual([]);
  });

  it('are read on the clocks of the place where they are worked', () => {
    const away = absence({ kind: 'dates', from: '2026-10-21', to: '2026-10-21' });
    const there = { ...day, zone: 'Pacific/Auckland' };
    expect(affectedByAbsence(away, [day])).toEqual([]);
    expect(affectedByAbsence(away, [there])).toEqual([there]);
  });

  it('are those that overlap a span', () => {
    const away = absence({ kind: 'span', start: local('2026-10-20T06:00'), end: local('2026-10-20T08:00') });
    expect(affectedByAbsence(away, shifts)).toEqual([]);
    const longer = absence({ kind: 'span', start: local('2026-10-20T05:59'), end: local('2026-10-20T08:01') });
    expect(affectedByAbsence(longer, shifts)).toEqual([night, day]);
  });
});
