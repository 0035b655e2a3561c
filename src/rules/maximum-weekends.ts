import { foldDateCeiling } from './date-ceiling.ts';
import { weekendOf, weekendParameters, type WindowKind } from './recurring-dates.ts';
import type { LineRule } from './rule.ts';
import { numberOf, textOf } from './values.ts';
import { datesByParameter } from './worked-dates.ts';
import type { Line } from '../domain/shift.ts';

function windowOf(text: string): WindowKind {
  if (text === 'weeks' || text === 'month' || text === 'horizon') return text;
  throw new Error(`maximum-weekends knows no window ${text}`);
}

/**
 * At most so many weekends worked of any so many that follow each other, of a calendar month or of the horizon. A weekend is worked when any of its
 * dates is. Day basis: local dates, worked by a shift that starts on them or, where `datesBy` is `attendance`, by any attendance: the
 * night of a Friday then works on Saturday. A weekend belongs to the month of its first date; in the horizon it counts with the dates that lie there.
 */
export const maximumWeekends: LineRule<Line> = {
  id: 'maximum-weekends',
  title: 'Maximum weekends worked',
  parameters: [
    { name: 'maximumWeekends', title: 'Most weekends worked in the window', unit: 'weekends', least: 0, most: 53 },
    {
      name: 'window',
      title: 'Time in which weekends are counted',
      unit: 'choice',
      choices: ['weeks', 'month', 'horizon'],
      default: 'weeks',
    },
    {
      name: 'windowWeeks',
      title: 'Weekends of a window that rolls',
      unit: 'weeks',
      least: 1,
      most: 53,
      default: 4,
    },
    ...weekendParameters(1),
    datesByParameter('start'),
  ],
  defaultSeverity: 'block',
  ...foldDateCeiling({
    recurring: weekendOf,
    window: (values) => ({ kind: windowOf(textOf(values, 'window')), weeks: numberOf(values, 'windowWeeks') }),
    maximum: (values) => numberOf(values, 'maximumWeekends'),
    unit: 'none',
    tell: (_, measured, limit, weekends) => ({ measured, limit, facts: { weekends } }),
  }),
};
