import { describe, expect, test } from 'vitest';
import { judge, shift, teamWith } from './line.ts';
import { addDays } from '../../../src/domain/calendar.ts';
import type { Shift } from '../../../src/domain/shift.ts';
import type { RuleSetting, RuleValue } from '../../../src/domain/team.ts';
import { checkRuleSetting } from '../../../src/rules/settings.ts';

const ZONE = 'Europe/Berlin';
const HOUR = 3600;
// A Monday, two weeks before the clocks change.
const MONDAY = '2026-03-16';

function setting(rule: string, values: Readonly<Record<string, RuleValue>>): readonly RuleSetting[] {
  return [{ rule, values }];
}

function on(from: string, ...days: readonly number[]): readonly Shift[] {
  return days.map((day) => shift(ZONE, `${addDays(from, day)}T09:00`, `${addDays(from, day)}T17:00`));
}

describe('days off in several weeks', () => {
  const rules = setting('days-off-weeks', { minimumDays: 4, weeks: 2 });

  test('count the published days on both sides, and the date on which a night ends is off', () => {
    const past = on(MONDAY, -7, -6, -5, -4, -3);
    const line = on(MONDAY, 0, 1, 2, 3, 4);
    expect(judge(teamWith(ZONE, { rules }), MONDAY, 5, line, { past }).breaches).toEqual([]);
    const [breach] = judge(teamWith(ZONE, { rules }), MONDAY, 5, line, { past, future: on(MONDAY, 5) }).breaches;
    expect(breach).toMatchObject({ measured: 3, limit: 4, excess: 1, unit: 'days' });
    const night = shift(ZONE, `${addDays(MONDAY, 4)}T22:00`, `${addDays(MONDAY, 5)}T06:00`);
    const nights = [...on(MONDAY, 0, 1, 2, 3), night];
    expect(judge(teamWith(ZONE, { rules }), MONDAY, 5, nights, { past }).breaches).toEqual([]);
  });

  test('are unknown where unseen days could be worked, and not where they could not matter', () => {
    const about = (line: readonly Shift[]): readonly string[] =>
      judge(teamWith(ZONE, { rules }), MONDAY, 5, line, { past: undefined })
        .unknowns.filter(({ ruleId }) => ruleId === 'days-off-weeks')
        .map(({ reason }) => reason);
    expect(about(on(MONDAY, 0, 1))).toEqual(['past-missing']);
    expect(about([])).toEqual([]);
  });

  test('in fixed blocks are those of the block alone', () => {
    const past = on(MONDAY, -5, -4, -3, -2, -1);
    const line = on(MONDAY, 0, 1, 2, 3, 4, 5);
    const judged = (countedFrom: string) =>
      judge(
        teamWith(ZONE, {
          rules: setting('days-off-weeks', { minimumDays: 4, weeks: 2, window: 'fixed', countedFrom }),
        }),
        MONDAY,
        7,
        line,
        { past },
      ).breaches.length;
    expect([judged(MONDAY), judged(addDays(MONDAY, -7))]).toEqual([0, 1]);
  });
});

describe('hours of a period', () => {
  test('belong to the month, quarter and year of the shift’s start', () => {
    const night = shift(ZONE, '2026-12-31T22:00', '2027-01-01T08:00');
    for (const period of ['month', 'quarter', 'year']) {
      const rules = setting('maximum-hours-period', { maximumHours: 9, period });
      const { breaches } = judge(teamWith(ZONE, { rules }), '2026-12-28', 7, [night]);
      expect(breaches, period).toMatchObject([{ measured: 10 * HOUR, facts: { to: '2026-12-31' } }]);
    }
  });

  test('of the horizon are those of its own days, overtime by the weeks around it too', () => {
    const past = on(MONDAY, 0, 1);
    const line = on(MONDAY, 2, 3, 4, 5, 9);
    const judged = (values: Readonly<Record<string, RuleValue>>) => {
      const rules = setting('maximum-hours-period', { period: 'horizon', ...values });
      return judge(teamWith(ZONE, { rules }), addDays(MONDAY, 2), 8, line, { past }).breaches;
    };
    expect(judged({ maximumHours: 40 })).toEqual([]);
    expect(judged({ maximumHours: 39 })).toMatchObject([{ measured: 40 * HOUR, facts: { days: 8 } }]);
    const overtime = { measure: 'overtime', normalHoursDay: 7 };
    // An hour of each of the five days, and what the six days of the first week have beyond 40 hours.
    expect(judged({ maximumHours: 6, ...overtime })).toMatchObject([{ measured: 7 * HOUR }]);
    expect(judged({ maximumHours: 7, ...overtime })).toEqual([]);
  });

  test('are unknown without the year before the horizon, unless the rest of it could not fill them', () => {
    const about = (maximumHours: number): number =>
      judge(
        teamWith(ZONE, { rules: setting('maximum-hours-period', { maximumHours, period: 'year' }) }),
        '2026-01-03',
        7,
        on('2026-01-05', 0),
        { past: undefined },
      ).unknowns.filter(({ ruleId }) => ruleId === 'maximum-hours-period').length;
    expect([about(100), about(104)]).toEqual([1, 0]);
  });
});

describe('the average of a reference period', () => {
  const average = (values: Readonly<Record<string, RuleValue>>) =>
    setting('maximum-average-hours', { maximumHours: 40, referenceWeeks: 2, ...values });

  test('leaves days of leave out of the hours and of the weeks', () => {
    const leave = [{ from: addDays(MONDAY, 7), to: addDays(MONDAY, 13) }];
    const line = on(MONDAY, 0, 1, 2, 3, 4, 5);
    const judged = (leaveDays: string) =>
      judge(teamWith(ZONE, { rules: average({ leaveDays }), employee: { leave } }), MONDAY, 14, line).breaches;
    expect(judged('left-out')).toMatchObject([{ measured: 48 * HOUR, limit: 40 * HOUR }]);
    expect(judged('counted')).toEqual([]);
  });

  test('refills days of leave with the first days worked behind the period', () => {
    // 36 hours in two weeks with three days of leave: three days of 8 hours follow, the first of a long row.
    const leave = [{ from: addDays(MONDAY, 7), to: addDays(MONDAY, 9) }];
    const line = on(MONDAY, 0, 1, 2, 3, 4);
    const future = on(MONDAY, 14, 16, 17, 18, 19, 20);
    const rules = average({ leaveDays: 'refilled', maximumHours: 31.5 });
    const parts = { rules, employee: { leave } };
    const [breach] = judge(teamWith(ZONE, parts), MONDAY, 14, line, { future }).breaches;
    expect(breach).toMatchObject({ measured: 64 * HOUR, limit: 63 * HOUR, excess: HOUR });
    const milder = { rules: average({ leaveDays: 'refilled', maximumHours: 32 }), employee: { leave } };
    expect(judge(teamWith(ZONE, milder), MONDAY, 14, line, { future }).breaches).toEqual([]);
    const { unknowns } = judge(teamWith(ZONE, milder), MONDAY, 14, line, { future: undefined });
    expect(unknowns.filter(({ ruleId }) => ruleId === 'maximum-average-hours')).toHaveLength(1);
  });

  test('may be reached unless it is strict', () => {
    const line = on(MONDAY, 0, 1, 2, 3, 4, 7, 8, 9, 10, 11);
    const judged = (strict: boolean): number =>
      judge(teamWith(ZONE, { rules: average({ strict }) }), MONDAY, 14, line).breaches.length;
    expect([judged(false), judged(true)]).toEqual([0, 1]);
  });
});

describe('hours of a row', () => {
  test('of elapsed hours hold an hour more work in the night that the clocks go back', () => {
    const line = [
      shift(ZONE, '2026-10-24T23:00', '2026-10-25T07:00'),
      shift(ZONE, '2026-10-25T20:00', '2026-10-25T22:00'),
    ];
    const judged = (windowHours: number) =>
      judge(
        teamWith(ZONE, { rules: setting('maximum-hours-rolling', { maximumHours: 10, windowHours }) }),
        '2026-10-24',
        2,
        line,
      ).breaches.map(({ measured }) => measured / HOUR);
    // 9 hours of the night, and behind it 13 without work.
    expect([judged(23), judged(24)]).toEqual([[], [11]]);
  });

  test('of days count the night with its first date', () => {
    const line = [shift(ZONE, `${MONDAY}T22:00`, `${addDays(MONDAY, 1)}T06:00`), ...on(MONDAY, 2)];
    const judged = (windowDays: number): number =>
      judge(
        teamWith(ZONE, { rules: setting('maximum-hours-rolling', { maximumHours: 10, windowDays }) }),
        MONDAY,
        3,
        line,
      ).breaches.length;
    expect([judged(2), judged(3)]).toEqual([0, 1]);
  });
});

describe('the weekly rest', () => {
  const rest = (...alternatives: readonly string[]) => ({
    rules: setting('weekly-rest', { alternatives, countedFrom: MONDAY }),
  });

  test('is measured in elapsed time over a clock change', () => {
    // On the wall 24 hours from Saturday 09:00 on; on 29 March the clocks skip one.
    const line = [
      ...on('2026-03-23', 0, 1, 2, 3, 4),
      shift(ZONE, '2026-03-28T01:00', '2026-03-28T09:00'),
      shift(ZONE, '2026-03-29T09:00', '2026-03-29T17:00'),
    ];
    const judged = (hours: number) =>
      judge(teamWith(ZONE, rest(`1x${hours}h/7d`)), '2026-03-23', 7, line).breaches.map(({ measured }) => measured);
    expect([judged(23), judged(24)]).toEqual([[], [23 * HOUR]]);
  });

  test('is none where it lies in two weeks, but one in the days that roll', () => {
    const line = on(MONDAY, 0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13);
    const week = judge(teamWith(ZONE, rest('1x35h/7d')), MONDAY, 14, line).breaches;
    expect(week.map(({ measured, facts }) => [measured / HOUR, facts?.['from']])).toEqual([
      [31, MONDAY],
      [33, addDays(MONDAY, 7)],
    ]);
  });

  test('may be kept by any alternative, in each part of the longest', () => {
    const line = on(MONDAY, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    const judged = (...alternatives: readonly string[]): number =>
      judge(teamWith(ZONE, rest(...alternatives)), MONDAY, 14, line).breaches.length;
    expect(judged('1x24h/7d')).toBe(1);
    expect(judged('2x24h/14d')).toBe(0);
    expect(judged('1x24h/7d', '1x48h/14d')).toBe(0);
    expect(judged('1x24h/7d', '1x60h/14d')).toBe(1);
  });

  test('does not hold the daily rest that it is added to', () => {
    const rules = (dailyRestHours: number) => ({
      rules: setting('weekly-rest', { alternatives: ['1x35h/7d'], dailyRestHours }),
    });
    const line = on(MONDAY, 0, 1, 2, 3, 4, 6);
    const judged = (hours: number) =>
      judge(teamWith(ZONE, rules(hours)), MONDAY, 7, line).breaches.map(({ measured }) => measured / HOUR);
    expect([judged(0), judged(5), judged(11)]).toEqual([[], [], [29]]);
  });

  test('is unknown where only unseen days could hold it', () => {
    const reasons = (line: readonly Shift[], days: number): readonly string[] =>
      judge(teamWith(ZONE, rest('1x35h/7d')), MONDAY, days, line, { future: undefined })
        .unknowns.filter(({ ruleId }) => ruleId === 'weekly-rest')
        .map(({ reason }) => reason);
    expect(reasons(on(MONDAY, 0, 1, 2, 3, 4), 5)).toEqual(['future-missing']);
    expect(reasons(on(MONDAY, 0, 3, 4), 5)).toEqual([]);
  });

  test('refuses alternatives that nobody could keep or that are no rests', () => {
    const issues = (alternatives: readonly string[]): readonly string[] =>
      checkRuleSetting({ rule: 'weekly-rest', values: { alternatives } }, '/rules/0').map(({ code }) => code);
    expect(issues(['1x35h/7d', '2x24h/14d', '1x36.5h/7d'])).toEqual([]);
    for (const wrong of ['35h', '0x35h/7d', '1x35h/6d', '8x24h/7d', '1x0h/7d', '1x35h/35d']) {
      expect(issues([wrong]), wrong).toEqual(['bad-rule-value']);
    }
    expect(issues([])).toEqual(['bad-rule-value']);
  });
});
