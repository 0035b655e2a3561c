import { describe, expect, test } from 'vitest';
import { hoursLedger } from '../../../src/audit/hours-ledger.ts';
import { allowancesOn } from '../../../src/audit/limits.ts';
import { workedShifts } from '../../../src/audit/worked-shifts.ts';
import { addDays, weekdayOf } from '../../../src/domain/calendar.ts';
import type { HoursLedger, HoursRequest } from '../../../src/domain/hours.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import { at, shift, teamWith, type TeamParts } from '../rules/line.ts';

const ZONE = 'Asia/Shanghai';
const HOUR = 3600;

function ledger(parts: TeamParts, scheduled: readonly Shift[], more: Partial<HoursRequest> = {}): HoursLedger {
  const span = { from: '2026-06-01', to: '2026-06-30', by: 'week' as const };
  return hoursLedger({ team: teamWith(ZONE, parts), ...span, scheduled, ...more });
}

/** Monday to Friday from 09:00 to 18:00 with an hour's meal. */
function officeDays(from: string, days: number, zone = ZONE): readonly Shift[] {
  return Array.from({ length: days }, (_, index) => addDays(from, index))
    .filter((date) => !['sat', 'sun'].includes(weekdayOf(date)))
    .map((date) => shift(zone, `${date}T09:00`, `${date}T18:00`, { pause: [`${date}T12:00`, `${date}T13:00`] }));
}

describe('an hours ledger', () => {
  test('cuts weeks at the ends of the span, and its rows add up to the total', () => {
    const { rows, totals } = ledger({ contract: { minHoursPerWeek: 40 } }, officeDays('2026-05-25', 40));
    expect(rows.map(({ from, to, isWhole }) => [from, to, isWhole])).toEqual([
      ['2026-06-01', '2026-06-07', true],
      ['2026-06-08', '2026-06-14', true],
      ['2026-06-15', '2026-06-21', true],
      ['2026-06-22', '2026-06-28', true],
      ['2026-06-29', '2026-06-30', false],
    ]);
    expect(rows.map(({ countedSeconds }) => countedSeconds / HOUR)).toEqual([40, 40, 40, 40, 16]);
    expect(rows.map(({ balanceSeconds }) => balanceSeconds)).toEqual([0, 0, 0, 0, 0]);
    expect(totals).toMatchObject([{ countedSeconds: 176 * HOUR, contractSeconds: 176 * HOUR, balanceSeconds: 0 }]);
  });

  test('counts a night by the date on which it starts, and its hours of Sunday and of the night by the clock', () => {
    const night = shift(ZONE, '2026-06-06T22:00', '2026-06-07T06:00', {
      pause: ['2026-06-07T01:00', '2026-06-07T01:30'],
    });
    const [first] = ledger({}, [night]).rows;
    expect(first).toMatchObject({
      shifts: 1,
      days: 1,
      countedSeconds: 7.5 * HOUR,
      nightSeconds: 7.5 * HOUR,
      sundaySeconds: 5.5 * HOUR,
      freeDays: 6,
      contractSeconds: undefined,
      balanceSeconds: undefined,
    });
  });

  test('has the hours that a night of a clock change really had', () => {
    const zone = 'Europe/Berlin';
    const night = shift(zone, '2026-10-24T22:00', '2026-10-25T06:00');
    const { totals } = hoursLedger({
      team: teamWith(zone),
      from: '2026-10-01',
      to: '2026-10-31',
      by: 'month',
      scheduled: [night],
    });
    expect(totals).toMatchObject([{ countedSeconds: 9 * HOUR, nightSeconds: 9 * HOUR, sundaySeconds: 7 * HOUR }]);
  });

  test('tells overtime by tier and multiplier, holidays at three times the pay', () => {
    const holidays = [{ date: '2026-06-19', name: 'Dragon Boat' }];
    const long = shift(ZONE, '2026-06-01T09:00', '2026-06-01T19:00');
    const holiday = shift(ZONE, '2026-06-19T09:00', '2026-06-19T17:00');
    const rest = shift(ZONE, '2026-06-13T09:00', '2026-06-13T17:00');
    const { totals } = ledger({ packs: ['cn'], more: { holidays } }, [long, holiday, rest]);
    expect(totals[0]?.pay?.tiers.map(({ id, seconds, multiplier }) => [id, seconds / HOUR, multiplier])).toEqual([
      ['workday', 2, 1.5],
      ['rest-day', 8, 2],
      ['holiday', 8, 3],
    ]);
    expect(totals[0]).toMatchObject({ holidaySeconds: 8 * HOUR, pay: { ordinarySeconds: 8 * HOUR, premiumHours: 25 } });
  });

  test('credits leave and holidays, and tells time off in lieu that is owed and taken', () => {
    const contract = {
      minHoursPerWeek: 40,
      pay: { tiers: [{ id: 'extra', basis: 'day' as const, fromHours: 8, multiplier: 1, timeOffInLieu: true }] },
    };
    const leave = [
      { from: '2026-06-02', to: '2026-06-02', kind: 'annual' },
      { from: '2026-06-03', to: '2026-06-03', kind: 'lieu' },
    ];
    const long = shift(ZONE, '2026-06-01T09:00', '2026-06-01T21:00');
    const [row] = ledger({ contract, employee: { leave } }, [long]).rows;
    expect(row).toMatchObject({
      leaveDays: 2,
      creditSeconds: 16 * HOUR,
      lieuTakenSeconds: 8 * HOUR,
      pay: { lieuSeconds: 4 * HOUR },
      balanceSeconds: (12 + 16 - 40) * HOUR,
    });
  });

  test('counts the contract that holds on a date, and judges by it', () => {
    const more = {
      contracts: [
        { id: 'full', minHoursPerWeek: 40, maxHoursPerDay: 9 },
        { id: 'half', minHoursPerWeek: 20, maxHoursPerDay: 4 },
      ],
    };
    const earlierContracts = [{ contract: 'half', to: '2026-06-10' }];
    const shifts = [
      shift(ZONE, '2026-06-10T09:00', '2026-06-10T17:00'),
      shift(ZONE, '2026-06-11T09:00', '2026-06-11T17:00'),
    ];
    const { rows, breaches } = ledger({ employee: { earlierContracts }, more }, shifts);
    expect(rows[1]).toMatchObject({ contracts: ['half', 'full'], contractSeconds: (3 * 4 + 2 * 8) * HOUR });
    expect(breaches.filter(({ ruleId }) => ruleId === 'maximum-hours-day')).toMatchObject([
      { shiftIds: ['2026-06-10T09:00'], source: 'contract half', measured: 8 * HOUR, limit: 4 * HOUR },
    ]);
  });

  test('counts what was worked in place of what was scheduled, on the dates of which that is known', () => {
    const scheduled = officeDays('2026-06-01', 12);
    const attended = [
      { employeeId: 'ana', activity: 'work', start: at(ZONE, '2026-06-01T08:30'), end: at(ZONE, '2026-06-01T12:00') },
      { employeeId: 'ana', activity: 'meal', start: at(ZONE, '2026-06-01T12:00'), end: at(ZONE, '2026-06-01T12:30') },
      { employeeId: 'ana', activity: 'work', start: at(ZONE, '2026-06-01T12:30'), end: at(ZONE, '2026-06-01T20:00') },
    ];
    const worked = {
      spans: [{ from: '2026-06-01', to: '2026-06-02' }],
      shifts: workedShifts(attended, scheduled, 'as-scheduled'),
    };
    const [row] = ledger({ packs: ['cn'] }, scheduled, { worked }).rows;
    expect(row).toMatchObject({ scheduledSeconds: 40 * HOUR, workedSeconds: 11 * HOUR, countedSeconds: 35 * HOUR });
    expect(row?.pay?.tiers).toMatchObject([{ id: 'workday', seconds: 3 * HOUR }]);
  });

  test('names each breach with its rule, source and the waiver that was given for its date', () => {
    const late = [
      shift(ZONE, '2026-06-03T09:00', '2026-06-03T21:00'),
      shift(ZONE, '2026-06-10T09:00', '2026-06-10T21:00'),
    ];
    const waiver = {
      rule: 'maximum-hours-day',
      employee: 'ana',
      reason: 'Flood',
      name: 'Wei',
      from: '2026-06-01',
      to: '2026-06-07',
    };
    const { breaches } = ledger({ packs: ['cn'] }, late, { waivers: [waiver] });
    const hard = breaches.filter(({ ruleId, severity }) => ruleId === 'maximum-hours-day' && severity === 'block');
    expect(hard.map((one) => one.waiver?.reason)).toEqual(['Flood', undefined]);
    expect(hard[0]?.source).toContain('Labor Law of the PRC, Art. 41');
  });
});

describe('what is left', () => {
  test('of each limit on a date counts the same week, month and average as the rules do', () => {
    const rules = [{ rule: 'maximum-average-hours', values: { maximumHours: 48, reference: 'month' } }];
    const team = teamWith(ZONE, { packs: ['cn'], contract: { maxHoursPerWeek: 44 }, rules });
    const [ana] = team.employees;
    const line = [...officeDays('2026-06-01', 3), shift(ZONE, '2026-06-04T09:00', '2026-06-04T19:00')];
    const found = allowancesOn(team, ana ?? { id: '', contract: '', skills: [] }, '2026-06-05', line, {});
    const left = found.limits.map(({ ruleId, severity, measured, limit }) => [
      ruleId,
      severity,
      measured / HOUR,
      limit / HOUR,
    ]);
    expect(left).toContainEqual(['maximum-hours-week', 'block', 34, 44]);
    expect(left).toContainEqual(['maximum-overtime-month', 'block', 2, 36]);
    expect(found.limits.find(({ ruleId }) => ruleId === 'maximum-average-hours')).toMatchObject({
      from: '2026-06-01',
      to: '2026-06-30',
      weeklySeconds: Math.round((34 * HOUR * 7) / 30),
    });
    expect(found).toMatchObject({ leftSeconds: 10 * HOUR, leftBy: 'maximum-hours-week' });
  });
});
