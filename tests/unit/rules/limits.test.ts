import { describe, expect, test } from 'vitest';
import { judge, shift, teamWith } from './line.ts';
import { addDays } from '../../../src/domain/calendar.ts';
import type { Shift } from '../../../src/domain/shift.ts';

const ZONE = 'Asia/Kolkata';
const MONDAY = '2026-06-01';

function days(count: number, to: string): readonly Shift[] {
  return Array.from({ length: count }, (_, index) => {
    const date = addDays(MONDAY, index);
    return shift(ZONE, `${date}T08:00`, `${date}T${to}`);
  });
}

type Case = readonly [rule: string, value: string, within: number, beyond: number, line: readonly Shift[]];

const nights = [0, 1].map((day) => {
  const date = addDays(MONDAY, day);
  return shift(ZONE, `${date}T20:00`, `${addDays(date, 1)}T01:00`);
});

const CASES: readonly Case[] = [
  ['minimum-rest', 'minimumHours', 16, 16.5, days(2, '16:00')],
  ['maximum-hours-day', 'maximumHours', 8, 7.5, days(1, '16:00')],
  ['maximum-hours-week', 'maximumHours', 42.5, 42, days(5, '16:30')],
  ['minimum-hours-week', 'minimumHours', 42.5, 43, days(5, '16:30')],
  ['maximum-days-week', 'maximumDays', 5, 4, days(5, '16:00')],
  ['days-off-week', 'minimumDays', 2, 3, days(5, '16:00')],
  ['maximum-consecutive-days', 'maximumDays', 5, 4, days(5, '16:00')],
  ['maximum-nights', 'maximumNights', 2, 1, nights],
  ['maximum-nights', 'countsFromMinutes', 181, 180, nights],
  ['maximum-overtime-month', 'maximumHours', 7.5, 7, days(5, '17:30')],
];

describe('a limit is kept at its value and broken a step beyond', () => {
  test.each(CASES)('%s: %s of %d is kept, of %d is broken', (rule, value, within, beyond, line) => {
    const more = rule === 'maximum-nights' && value === 'countsFromMinutes' ? { maximumNights: 1 } : {};
    const breaches = (limit: number): readonly string[] =>
      judge(teamWith(ZONE, { rules: [{ rule, values: { ...more, [value]: limit } }] }), MONDAY, 7, line).breaches.map(
        ({ ruleId }) => ruleId,
      );
    expect(breaches(within)).toEqual([]);
    expect(breaches(beyond)).toEqual([rule]);
  });
});
