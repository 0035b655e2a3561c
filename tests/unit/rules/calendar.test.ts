import { describe, expect, test } from 'vitest';
import { teamWith, judge, shift } from './line.ts';
import { workSeconds } from '../../../src/domain/shift.ts';
import { nightSeconds } from '../../../src/rules/night.ts';

const HOUR = 3600;
const MEAL = { from: '03:30', to: '04:00' };

/** The nights in which the clocks change, with the working hours of 23:00-07:30 less half an hour. */
const NIGHTS = [
  { zone: 'Europe/Berlin', from: '2026-03-28', next: '2026-03-29', hours: 7, name: 'spring' },
  { zone: 'Europe/Berlin', from: '2026-10-24', next: '2026-10-25', hours: 9, name: 'autumn' },
  { zone: 'America/New_York', from: '2026-03-07', next: '2026-03-08', hours: 7, name: 'spring' },
  { zone: 'America/New_York', from: '2026-10-31', next: '2026-11-01', hours: 9, name: 'autumn' },
  { zone: 'Asia/Shanghai', from: '2026-03-28', next: '2026-03-29', hours: 8, name: 'spring without a change' },
  { zone: 'Asia/Shanghai', from: '2026-10-24', next: '2026-10-25', hours: 8, name: 'autumn without a change' },
  { zone: 'Asia/Kolkata', from: '2026-03-28', next: '2026-03-29', hours: 8, name: 'spring without a change' },
  { zone: 'Asia/Kolkata', from: '2026-10-31', next: '2026-11-01', hours: 8, name: 'autumn without a change' },
] as const;

describe.each(NIGHTS)('$zone in $name, night of $from', ({ zone, from, next, hours }) => {
  const night = shift(zone, `${from}T23:00`, `${next}T07:30`, {
    pause: [`${next}T${MEAL.from}`, `${next}T${MEAL.to}`],
  });

  test(`a night from 23:00 to 07:30 with a meal of 30 min is ${hours} h of work`, () => {
    expect(workSeconds(night)).toBe(hours * HOUR);
  });

  test('the daily maximum measures elapsed time', () => {
    const rules = [{ rule: 'maximum-hours-day', values: { maximumHours: hours } }];
    expect(judge(teamWith(zone, { rules }), from, 1, [night]).breaches).toEqual([]);
    const stricter = [{ rule: 'maximum-hours-day', values: { maximumHours: hours - 0.5 } }];
    const [breach] = judge(teamWith(zone, { rules: stricter }), from, 1, [night]).breaches;
    expect(breach).toMatchObject({ measured: hours * HOUR, limit: (hours - 0.5) * HOUR, excess: 0.5 * HOUR });
  });

  test('rest across the change is the difference of instants', () => {
    // On the wall 11 hours lie between 20:00 and 07:00.
    const rest = hours + 3;
    const evening = shift(zone, `${from}T12:00`, `${from}T20:00`);
    const morning = shift(zone, `${next}T07:00`, `${next}T15:00`);
    const allowed = [{ rule: 'minimum-rest', values: { minimumHours: rest } }];
    expect(judge(teamWith(zone, { rules: allowed }), from, 2, [evening, morning]).breaches).toEqual([]);
    const stricter = [{ rule: 'minimum-rest', values: { minimumHours: rest + 0.25 } }];
    expect(judge(teamWith(zone, { rules: stricter }), from, 2, [evening, morning]).breaches).toMatchObject([
      { ruleId: 'minimum-rest', measured: rest * HOUR, excess: 0.25 * HOUR },
    ]);
  });

  test('the night window is as long as the night was', () => {
    expect(nightSeconds(zone, { from: '23:00', to: '06:00' }, night)).toBe((hours - 1) * HOUR);
    expect(nightSeconds(zone, { from: '22:00', to: '07:30' }, night)).toBe((hours + 0.5) * HOUR);
  });

  test('the night belongs to the date on which it starts', () => {
    const rules = [{ rule: 'maximum-days-week', values: { maximumDays: 0 } }];
    const [breach] = judge(teamWith(zone, { rules }), from, 2, [night]).breaches;
    expect(breach).toMatchObject({ measured: 1, shiftIds: [night.id] });
    const dayOff = teamWith(zone, { employee: { daysOff: [next] } });
    expect(judge(dayOff, from, 2, [night]).breaches).toEqual([]);
    const onLeave = teamWith(zone, { employee: { leave: [{ from: next, to: next }] } });
    expect(judge(onLeave, from, 2, [night]).breaches).toMatchObject([
      { ruleId: 'availability', measured: (hours - 0.5) * HOUR, facts: { kind: 'leave' } },
    ]);
  });
});

describe('ends of days, weeks, months and years', () => {
  const zone = 'Asia/Shanghai';

  test('a shift from midnight to midnight touches neither neighbour day of leave', () => {
    const day = shift(zone, '2026-06-02T00:00', '2026-06-03T00:00');
    const leave = [
      { from: '2026-06-01', to: '2026-06-01' },
      { from: '2026-06-03', to: '2026-06-03' },
    ];
    expect(judge(teamWith(zone, { employee: { leave } }), '2026-06-01', 3, [day]).breaches).toEqual([]);
  });

  test('a shift that starts at midnight belongs to the new day, one a minute earlier to the old', () => {
    const rules = [{ rule: 'maximum-hours-day', values: { maximumHours: 5 } }];
    const late = shift(zone, '2026-06-01T23:59', '2026-06-02T02:59');
    const early = shift(zone, '2026-06-02T03:00', '2026-06-02T08:00');
    const rest = judge(teamWith(zone, { rules }), '2026-06-01', 3, [late, early]).breaches;
    expect(rest.filter(({ ruleId }) => ruleId === 'maximum-hours-day')).toEqual([]);
    const midnight = shift(zone, '2026-06-02T00:00', '2026-06-02T02:59');
    const both = judge(teamWith(zone, { rules }), '2026-06-01', 3, [midnight, early]).breaches;
    expect(both.map(({ ruleId }) => ruleId)).toContain('maximum-hours-day');
  });

  test('a Sunday night counts in the week of its Sunday, or in the new week where weeks start on Sunday', () => {
    const rules = [{ rule: 'maximum-hours-week', values: { maximumHours: 9 } }];
    const saturday = shift(zone, '2026-06-06T08:00', '2026-06-06T13:00');
    const sunday = shift(zone, '2026-06-07T23:00', '2026-06-08T04:00');
    const weekRule = (weekStart: 'mon' | 'sun'): readonly (string | number)[] =>
      judge(teamWith(zone, { rules, weekStart }), '2026-06-01', 14, [saturday, sunday]).breaches.map(
        ({ measured }) => measured,
      );
    expect(weekRule('mon')).toEqual([10 * HOUR]);
    expect(weekRule('sun')).toEqual([]);
  });

  test('a night on the last day of the year counts as a night of December', () => {
    const values = { maximumNights: 1, window: 'month' };
    const rules = [{ rule: 'maximum-nights', values }];
    const nights = ['2026-12-30', '2026-12-31', '2027-01-01'].map((date, index) =>
      shift(zone, `${date}T22:00`, `${['2026-12-31', '2027-01-01', '2027-01-02'][index]}T06:00`),
    );
    expect(judge(teamWith(zone, { rules }), '2026-12-28', 7, nights).breaches).toMatchObject([
      { ruleId: 'maximum-nights', measured: 2, facts: { from: '2026-12-01', end: '2027-01-01' } },
    ]);
  });

  test('a run of days goes on over a leap day and over the new year', () => {
    const rules = [{ rule: 'maximum-consecutive-days', values: { maximumDays: 3 } }];
    const days = ['2024-02-27', '2024-02-28', '2024-02-29', '2024-03-01'];
    const leap = days.map((date) => shift(zone, `${date}T08:00`, `${date}T16:00`));
    expect(judge(teamWith(zone, { rules }), '2024-02-26', 7, leap).breaches).toMatchObject([{ measured: 4 }]);
    const newYear = ['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02'];
    const line = newYear.map((date) => shift(zone, `${date}T08:00`, `${date}T16:00`));
    expect(judge(teamWith(zone, { rules }), '2026-12-28', 7, line).breaches).toMatchObject([{ measured: 4 }]);
  });

  test('a week over two months gives each month the overtime of its own days', () => {
    // Monday 29 June to Saturday 4 July 2026: 40 h are full on Friday, and Saturday is overtime of July.
    const dates = ['2026-06-29', '2026-06-30', '2026-07-01', '2026-07-02', '2026-07-03', '2026-07-04'];
    const line = dates.map((date, index) => shift(zone, `${date}T08:00`, `${date}T${index === 0 ? '17' : '16'}:00`));
    const rules = [{ rule: 'maximum-overtime-month', values: { maximumHours: 0 } }];
    const breaches = judge(teamWith(zone, { rules }), '2026-06-29', 7, line).breaches;
    expect(breaches).toMatchObject([
      { measured: HOUR, facts: { from: '2026-06-01' } },
      { measured: 8 * HOUR, facts: { from: '2026-07-01' } },
    ]);
    expect(breaches[0]?.shiftIds).toEqual([line[0]?.id]);
  });
});
