import { foldDateCeiling } from './date-ceiling.ts';
import { weekdayValue, type WindowKind } from './recurring-dates.ts';
import type { LineRule } from './rule.ts';
import { numberOf, textOf } from './values.ts';
import { datesByParameter } from './worked-dates.ts';
import type { Line } from '../domain/shift.ts';
import { WEEKDAYS } from '../domain/units.ts';

function windowOf(text: string): WindowKind {
  if (text === 'weeks' || text === 'month' || text === 'year') return text;
  throw new Error(`free-sundays knows no window ${text}`);
}

/**
 * At least so many Sundays (or another weekday) without work among any so many that follow each other, in a calendar month or a calendar year.
 * Day basis: local dates; by default any attendance works on a date, so a Saturday night until Sunday morning takes the Sunday (`datesBy` `start`:
 * only a shift that starts on it does). A window with fewer such days than are due has all of them free. Of a window that is only partly
 * known the known days are judged; the measure is the days that can still be free.
 */
export const freeSundays: LineRule<Line> = {
  id: 'free-sundays',
  title: 'Free Sundays',
  parameters: [
    { name: 'minimumDays', title: 'Fewest days without work in the window', unit: 'days', least: 0, most: 53 },
    {
      name: 'window',
      title: 'Time in which the days are counted',
      unit: 'choice',
      choices: ['weeks', 'month', 'year'],
      default: 'month',
    },
    { name: 'windowWeeks', title: 'Weeks of a window that rolls', unit: 'weeks', least: 1, most: 53, default: 4 },
    { name: 'weekday', title: 'Which weekday', unit: 'choice', choices: [...WEEKDAYS], default: 'sun' },
    datesByParameter('attendance'),
  ],
  defaultSeverity: 'block',
  ...foldDateCeiling({
    recurring: (values) => ({ weekday: weekdayValue(values, 'weekday'), days: 1 }),
    window: (values) => ({ kind: windowOf(textOf(values, 'window')), weeks: numberOf(values, 'windowWeeks') }),
    maximum: (values, groups) => Math.max(0, groups - numberOf(values, 'minimumDays')),
    unit: 'days',
    tell: (values, worked, maximum, groups) => ({
      measured: groups - worked,
      limit: groups - maximum,
      facts: { dates: groups, weekday: weekdayValue(values, 'weekday') },
    }),
  }),
};
