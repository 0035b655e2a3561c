import { describe, expect, test } from 'vitest';
import { judge, type Published, shift, teamWith } from './line.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import type { RuleValue } from '../../../src/domain/team.ts';

const ZONE = 'Europe/Berlin';
const UNKNOWN: Published = { past: undefined, future: undefined };

function day(date: string, from = '09:00', to = '17:00'): Shift {
  return shift(ZONE, `${date}T${from}`, `${date}T${to}`);
}

function night(date: string, next: string, to = '06:00'): Shift {
  return shift(ZONE, `${date}T22:00`, `${next}T${to}`);
}

function found(
  rule: string,
  values: Readonly<Record<string, RuleValue>>,
  from: string,
  days: number,
  line: readonly Shift[],
  published: Published = {},
): readonly string[] {
  const { breaches, unknowns } = judge(teamWith(ZONE, { rules: [{ rule, values }] }), from, days, line, published);
  return [
    ...breaches.map(({ ruleId, measured, limit, facts }) => `${ruleId} ${measured}/${limit} ${facts?.['from']}`),
    ...unknowns.map(({ ruleId, reason }) => `${ruleId} ${reason}`),
  ].filter((text) => text.startsWith(rule));
}

// 2026-06-01 is a Monday; 6 and 7 June are a weekend.
describe('maximum-weekends', () => {
  const rule = 'maximum-weekends';

  test('counts a weekend once, whichever of its days is worked', () => {
    const line = [day('2026-06-06'), day('2026-06-07'), day('2026-06-14')];
    expect(found(rule, { maximumWeekends: 2 }, '2026-06-01', 14, line)).toEqual([]);
    expect(found(rule, { maximumWeekends: 1 }, '2026-06-01', 14, line)).toEqual([`${rule} 2/1 2026-06-06`]);
    expect(found(rule, { maximumWeekends: 1, windowWeeks: 1 }, '2026-06-01', 14, line)).toEqual([]);
  });

  test('takes the days that are named as the weekend', () => {
    const line = [day('2026-06-05'), day('2026-06-06'), day('2026-06-14')];
    const friday = { weekendFrom: 'fri', weekendDays: 2 };
    expect(found(rule, { maximumWeekends: 0, ...friday }, '2026-06-01', 14, line)).toEqual([`${rule} 1/0 2026-06-05`]);
  });

  test('counts the night of a Friday by attendance alone, and only where it goes past midnight', () => {
    const line = [night('2026-06-05', '2026-06-06')];
    expect(found(rule, { maximumWeekends: 0 }, '2026-06-01', 7, line)).toEqual([]);
    const by = { maximumWeekends: 0, datesBy: 'attendance' };
    expect(found(rule, by, '2026-06-01', 7, line)).toEqual([`${rule} 1/0 2026-06-06`]);
    const late = shift(ZONE, '2026-06-05T16:00', '2026-06-06T00:00');
    expect(found(rule, by, '2026-06-01', 7, [late])).toEqual([]);
  });

  test('reads midnight on the wall in the night of a clock change', () => {
    // Summer time ends on Sunday, 25 October: the Sunday has 25 hours, and only Monday begins behind them.
    const monday = { maximumWeekends: 0, weekendFrom: 'mon', weekendDays: 1, datesBy: 'attendance' };
    const until = (to: string) => [shift(ZONE, '2026-10-25T12:00', to)];
    expect(found(rule, monday, '2026-10-24', 2, until('2026-10-26T00:00'))).toEqual([]);
    expect(found(rule, monday, '2026-10-24', 2, until('2026-10-26T00:30'))).toEqual([`${rule} 1/0 2026-10-26`]);
  });

  test('gives a weekend over the end of a month to the month of its first day', () => {
    // Saturday, 31 October and Sunday, 1 November.
    const line = [day('2026-11-01')];
    const past = [day('2026-10-24')];
    const month = { maximumWeekends: 1, window: 'month' };
    expect(found(rule, month, '2026-11-01', 1, line, { past })).toEqual([`${rule} 2/1 2026-10-01`]);
    expect(found(rule, month, '2026-11-01', 2, line, { future: [day('2026-11-08')] })).toEqual([]);
  });

  test('of the horizon counts what lies in it', () => {
    const horizon = { maximumWeekends: 0, window: 'horizon' };
    const past = [day('2026-05-30')];
    expect(found(rule, horizon, '2026-06-01', 5, [day('2026-06-02')], { past })).toEqual([]);
    expect(found(rule, horizon, '2026-05-31', 5, [day('2026-06-02')], { past })).toEqual([]);
    expect(found(rule, horizon, '2026-05-31', 5, [day('2026-05-31')], { past })).toEqual([`${rule} 1/0 2026-05-31`]);
  });

  test('is open where an unseen weekend could decide', () => {
    const values = { maximumWeekends: 1, windowWeeks: 2 };
    const about = (line: readonly Shift[], published = UNKNOWN) =>
      found(rule, values, '2026-06-01', 14, line, published);
    expect(about([day('2026-06-06')])).toEqual([`${rule} past-missing`]);
    expect(about([day('2026-06-06')], { past: [], future: undefined })).toEqual([]);
    expect(about([day('2026-06-14')])).toEqual([`${rule} future-missing`]);
    expect(about([day('2026-06-10')])).toEqual([]);
    // The night before the horizon may reach into its first day, where that is a Sunday.
    const sunday = { maximumWeekends: 0, window: 'horizon', datesBy: 'attendance' };
    expect(found(rule, sunday, '2026-06-07', 3, [day('2026-06-08')], UNKNOWN)).toEqual([]);
  });
});

describe('complete-weekends', () => {
  const rule = 'complete-weekends';

  test('is broken by one day of two, whichever it is', () => {
    expect(found(rule, {}, '2026-06-01', 7, [])).toEqual([]);
    expect(found(rule, {}, '2026-06-01', 7, [day('2026-06-06'), day('2026-06-07')])).toEqual([]);
    expect(found(rule, {}, '2026-06-01', 7, [day('2026-06-06')])).toEqual([`${rule} 1/2 2026-06-06`]);
    expect(found(rule, {}, '2026-06-01', 7, [day('2026-06-07')])).toEqual([`${rule} 1/2 2026-06-06`]);
  });

  test('two shifts on one day of it are one day', () => {
    const line = [day('2026-06-06', '06:00', '10:00'), day('2026-06-06', '16:00', '20:00')];
    expect(found(rule, {}, '2026-06-01', 7, line)).toEqual([`${rule} 1/2 2026-06-06`]);
  });

  test('leave on one day of a weekend keeps the other free', () => {
    const employee = { leave: [{ from: '2026-06-01', to: '2026-06-06' }] };
    const team = teamWith(ZONE, { employee, rules: [{ rule }] });
    const broken = judge(team, '2026-06-01', 7, [day('2026-06-07')]).breaches;
    expect(broken.map(({ ruleId }) => ruleId)).toEqual([rule]);
    expect(judge(team, '2026-06-01', 7, []).breaches).toEqual([]);
  });

  test('asks for the Sunday of a Saturday that is published, and for the Saturday before a published Sunday', () => {
    expect(found(rule, {}, '2026-06-07', 3, [], { past: [day('2026-06-06')] })).toEqual([`${rule} 1/2 2026-06-06`]);
    expect(found(rule, {}, '2026-06-07', 3, [day('2026-06-07')], { past: [day('2026-06-06')] })).toEqual([]);
    expect(found(rule, {}, '2026-06-04', 3, [], { future: [day('2026-06-07')] })).toEqual([`${rule} 1/2 2026-06-06`]);
  });

  test('a Friday night begins the weekend by attendance, also on the last day of the horizon', () => {
    const by = { datesBy: 'attendance' };
    const line = [night('2026-06-05', '2026-06-06')];
    expect(found(rule, {}, '2026-06-01', 5, line)).toEqual([]);
    expect(found(rule, by, '2026-06-01', 5, line)).toEqual([`${rule} 1/2 2026-06-06`]);
    expect(found(rule, by, '2026-06-01', 5, line, { future: [day('2026-06-07')] })).toEqual([]);
    expect(found(rule, by, '2026-06-01', 7, [...line, day('2026-06-07')])).toEqual([]);
  });

  test('what was broken before the horizon is not told again', () => {
    const long = { weekendFrom: 'fri', weekendDays: 3 };
    const past = [day('2026-06-05')];
    expect(found(rule, long, '2026-06-07', 3, [], { past })).toEqual([]);
    expect(found(rule, long, '2026-06-06', 3, [], { past })).toEqual([`${rule} 1/3 2026-06-05`]);
  });

  test('is open where a day of it is not known, unless the known ones differ', () => {
    expect(found(rule, {}, '2026-06-07', 3, [day('2026-06-07')], UNKNOWN)).toEqual([`${rule} past-missing`]);
    expect(found(rule, {}, '2026-06-04', 3, [], UNKNOWN)).toEqual([`${rule} future-missing`]);
    expect(found(rule, {}, '2026-06-01', 7, [day('2026-06-06')], UNKNOWN)).toEqual([`${rule} 1/2 2026-06-06`]);
    const long = { weekendFrom: 'fri', weekendDays: 3 };
    expect(found(rule, long, '2026-06-06', 3, [day('2026-06-06')], UNKNOWN)).toEqual([`${rule} 1/3 2026-06-05`]);
  });
});

describe('free-sundays', () => {
  const rule = 'free-sundays';

  test('counts the Sundays of the month that are left', () => {
    // June 2026 has the Sundays 7, 14, 21, 28; May has five.
    const line = ['07', '14', '21'].map((date) => day(`2026-06-${date}`));
    expect(found(rule, { minimumDays: 1 }, '2026-06-01', 30, line)).toEqual([]);
    expect(found(rule, { minimumDays: 2 }, '2026-06-01', 30, line)).toEqual([`${rule} 1/2 2026-06-01`]);
    const may = ['03', '10', '17'].map((date) => day(`2026-05-${date}`));
    expect(found(rule, { minimumDays: 2 }, '2026-05-01', 31, may)).toEqual([]);
  });

  test('a Saturday night takes the Sunday, unless starts alone are asked for', () => {
    const line = [night('2026-06-06', '2026-06-07', '00:30')];
    const week = { minimumDays: 1, window: 'weeks', windowWeeks: 1 };
    expect(found(rule, week, '2026-06-01', 7, line)).toEqual([`${rule} 0/1 2026-06-07`]);
    expect(found(rule, { ...week, datesBy: 'start' }, '2026-06-01', 7, line)).toEqual([]);
  });

  test('holds for another weekday, over the end of a year', () => {
    const values = { minimumDays: 1, window: 'weeks', windowWeeks: 2, weekday: 'thu' };
    const line = [day('2026-12-31'), day('2027-01-07')];
    expect(found(rule, values, '2026-12-28', 14, line)).toEqual([`${rule} 0/1 2026-12-31`]);
    expect(found(rule, { ...values, window: 'year', minimumDays: 52 }, '2026-12-28', 3, [])).toEqual([]);
    // 2026 has 53 Thursdays.
    expect(found(rule, { ...values, window: 'year', minimumDays: 52 }, '2026-12-28', 14, line)).toEqual([
      `${rule} 51/52 2027-01-01`,
    ]);
  });

  test('asks for no more Sundays than there are', () => {
    expect(found(rule, { minimumDays: 53 }, '2026-06-01', 30, [])).toEqual([]);
    expect(found(rule, { minimumDays: 53 }, '2026-06-01', 30, [day('2026-06-07')])).toEqual([`${rule} 3/4 2026-06-01`]);
  });

  test('is open while unseen Sundays may be worked, and a breach once too many known ones are', () => {
    const line = [day('2026-06-07'), day('2026-06-14')];
    const about = (minimumDays: number, published = UNKNOWN) =>
      found(rule, { minimumDays }, '2026-06-01', 14, line, published);
    expect(about(1)).toEqual([`${rule} future-missing`]);
    expect(about(3)).toEqual([`${rule} 2/3 2026-06-01`]);
    expect(about(1, { past: undefined, future: [] })).toEqual([]);
    expect(found(rule, { minimumDays: 1 }, '2026-06-01', 6, [day('2026-06-02')], UNKNOWN)).toEqual([]);
  });
});
