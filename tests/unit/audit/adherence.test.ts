import { describe, expect, test } from 'vitest';
import { adherenceReport, type AdherenceRequest } from '../../../src/audit/adherence.ts';
import type { Attendance } from '../../../src/domain/attendance.ts';
import { at, shift } from '../rules/line.ts';

const ZONE = 'Asia/Shanghai';
const MINUTE = 60;

function done(from: string, to: string, activity = 'work', zone = ZONE): Attendance {
  return { employeeId: 'ana', activity, start: at(zone, from), end: at(zone, to) };
}

function report(attendances: readonly Attendance[], more: Partial<AdherenceRequest> = {}) {
  return adherenceReport({
    zone: ZONE,
    from: '2026-06-01',
    to: '2026-06-01',
    intervalSeconds: 30 * MINUTE,
    employees: ['ana'],
    scheduled: [
      shift(ZONE, '2026-06-01T09:00', '2026-06-01T13:00', { pause: ['2026-06-01T11:00', '2026-06-01T11:30'] }),
    ],
    attendances,
    unrecordedBreaks: 'as-scheduled',
    ...more,
  });
}

describe('adherence', () => {
  test('of somebody who came late, took the break late and stayed longer, by hand', () => {
    const { employees, days, intervals } = report([
      done('2026-06-01T09:10', '2026-06-01T11:15'),
      done('2026-06-01T11:15', '2026-06-01T11:45', 'meal'),
      done('2026-06-01T11:45', '2026-06-01T13:20'),
    ]);
    // Out of state: 10 min late, 15 min of work in the break, 15 min of break in the work.
    expect(employees).toEqual([
      {
        employeeId: 'ana',
        scheduledSeconds: 240 * MINUTE,
        adherentSeconds: 200 * MINUTE,
        scheduledWorkSeconds: 210 * MINUTE,
        workedSeconds: 220 * MINUTE,
        outsideSeconds: 20 * MINUTE,
        adherence: 200 / 240,
        conformance: 220 / 210,
      },
    ]);
    expect(days).toMatchObject([{ date: '2026-06-01', adherence: 200 / 240 }]);
    expect(intervals.map(({ adherence }) => adherence)).toEqual([20 / 30, 1, 1, 1, 0.5, 0.5, 1, 1, null]);
  });

  test('takes breaks that nobody recorded as scheduled, or as worked', () => {
    const whole = [done('2026-06-01T09:00', '2026-06-01T13:00')];
    expect(report(whole).team).toMatchObject({ adherence: 1, conformance: 1 });
    expect(report(whole, { unrecordedBreaks: 'worked' }).team).toMatchObject({
      adherence: 210 / 240,
      conformance: 240 / 210,
    });
  });

  test('asks for the activity that was scheduled', () => {
    const scheduled = [shift(ZONE, '2026-06-01T09:00', '2026-06-01T10:00', { activity: 'training' })];
    expect(report([done('2026-06-01T09:00', '2026-06-01T10:00')], { scheduled }).team).toMatchObject({
      adherence: 0,
      conformance: 1,
    });
  });

  test('gives each date of a night its own hours, through a clock change', () => {
    const zone = 'Europe/Berlin';
    const scheduled = [shift(zone, '2026-10-24T22:00', '2026-10-25T06:00')];
    const { days, employees } = report([done('2026-10-24T22:00', '2026-10-25T06:00', 'work', zone)], {
      zone,
      scheduled,
      from: '2026-10-24',
      to: '2026-10-25',
    });
    expect(days.map(({ date, scheduledSeconds }) => [date, scheduledSeconds / 3600])).toEqual([
      ['2026-10-24', 2],
      ['2026-10-25', 7],
    ]);
    expect(employees).toMatchObject([{ adherence: 1, scheduledSeconds: 9 * 3600 }]);
  });
});
