import { describe, expect, test } from 'vitest';
import { auditRoster } from '../../../src/audit/audit-roster.ts';
import { parseProblem } from '../../../src/contract/problem-mapping.ts';
import { readRosterCsv, writeRosterCsv } from '../../../src/contract/roster-csv.ts';
import { instantOfIso } from '../../../src/domain/calendar.ts';
import { type Shift, workSeconds } from '../../../src/domain/shift.ts';
import { faults, valueOf } from './documents.ts';

const problem = (template: object = {}) => ({
  team: {
    zone: 'UTC',
    contracts: [{ id: 'c', maxHoursPerDay: 8, maxDaysPerWeek: 2 }],
    employees: [{ id: 'anna', contract: 'c', leave: [{ from: '2026-03-05', to: '2026-03-05' }] }],
    shiftTemplates: [
      { id: 'day', start: '09:00', length: 480 },
      { id: 'duty', start: '17:00', length: 960, onCall: true, ...template },
    ],
    rules: [{ rule: 'minimum-rest', values: { minimumHours: 11 } }],
  },
  horizon: { from: '2026-03-02', days: 4 },
  cover: { templates: [{ template: 'duty', target: 1 }] },
  past: [],
  future: [],
});

const shift = (activity: string, start: string, end: string): Shift => {
  const [from, to] = [start, end].map((text) => instantOfIso(`2026-03-${text}:00Z`) ?? Number.NaN);
  const id = `anna@${start}`;
  return { id, employeeId: 'anna', start: from ?? 0, end: to ?? 0, activity, breaks: [] };
};

const judged = (...shifts: readonly Shift[]): readonly string[] => {
  const { team } = valueOf(parseProblem(problem()));
  const audit = valueOf(auditRoster({ team, from: '2026-03-02', days: 4, shifts, past: [], future: [] }));
  return audit.breaches.map(({ ruleId, measured }) => `${ruleId} ${measured}`);
};

describe('a duty on call', () => {
  const work = [shift('work', '02T09:00', '02T17:00'), shift('work', '03T09:00', '03T17:00')];

  test('is passed over by rules of hours, days and rest, and by the hours of the audit', () => {
    const duties = [shift('on-call', '02T17:00', '03T09:00'), shift('on-call', '03T17:00', '04T09:00')];
    expect(judged(...work, ...duties, shift('on-call', '04T10:00', '04T22:00'))).toEqual([]);
    expect(duties.map(workSeconds)).toEqual([0, 0]);
    const { team } = valueOf(parseProblem(problem()));
    const shifts = [...work, ...duties];
    const audit = valueOf(auditRoster({ team, from: '2026-03-02', days: 4, shifts, past: [], future: [] }));
    expect(audit.ledger).toMatchObject([{ workSeconds: 16 * 3600, days: 2, shifts: 2 }]);
  });

  test('overlaps nothing, and lies outside leave', () => {
    expect(judged(...work, shift('on-call', '02T16:00', '02T20:00'))).toEqual(['one-shift-a-day 3600']);
    expect(judged(...work, shift('on-call', '02T20:00', '03T10:00'))).toEqual(['one-shift-a-day 3600']);
    expect(judged(shift('on-call', '02T08:00', '02T20:00'), ...work)).toEqual(['one-shift-a-day 28800']);
    expect(judged(shift('on-call', '04T20:00', '05T02:00'))).toEqual(['availability 7200']);
    // Two shifts of one date stay two, with or without a duty between them.
    const early = [shift('work', '02T05:00', '02T06:00'), shift('work', '02T16:59', '02T17:00')];
    expect(judged(...early, shift('on-call', '02T06:00', '02T16:00'))).toContain('one-shift-a-day 2');
  });

  test('is a row of its own in a CSV, also where it touches the work', () => {
    const duty = shift('on-call', '02T17:00', '03T09:00');
    const { shifts } = valueOf(readRosterCsv(writeRosterCsv('UTC', [...work, duty])));
    expect(shifts.map(({ activity, pieces }) => [activity, pieces])).toEqual([
      ['work', undefined],
      ['on-call', undefined],
      ['work', undefined],
    ]);
  });

  test('has one start, one length and no breaks', () => {
    const at = '/team/shiftTemplates/1';
    expect(faults(parseProblem(problem()))).toEqual([]);
    const open = { earliest: '17:00', latest: '18:00' };
    expect(faults(parseProblem(problem({ start: open })))).toEqual([`on-call-not-plain ${at}/start`]);
    const lengths = { minMinutes: 480, maxMinutes: 960, stepMinutes: 60 };
    expect(faults(parseProblem(problem({ length: lengths })))).toEqual([`on-call-not-plain ${at}/length`]);
    expect(faults(parseProblem(problem({ meal: { lengthMinutes: 30 } })))).toEqual([`on-call-not-plain ${at}/meal`]);
    expect(faults(parseProblem(problem({ split: { gapMinutes: 60 } })))).toEqual([`on-call-not-plain ${at}/split`]);
  });
});
