import { foldCeiling, type CeilingState } from './ceiling.ts';
import { nightSeconds } from './night.ts';
import type { PeriodKind } from './period.ts';
import type { LineRule } from './rule.ts';
import { minutesValueSeconds, numberOf, textOf } from './values.ts';

function windowOf(text: string): PeriodKind {
  if (text === 'week' || text === 'month' || text === 'horizon') return text;
  throw new Error(`maximum-nights knows no window ${text}`);
}

/**
 * At most so many night shifts in a calendar week, a calendar month or the horizon. A shift is a night when its attendance lies
 * in the wall-clock window for at least `countsFromMinutes` of elapsed time, breaks included. Day basis: a night belongs to
 * the local date on which its shift starts, also where most of it lies in the next week or month.
 */
export const maximumNights: LineRule<CeilingState> = {
  id: 'maximum-nights',
  title: 'Maximum night shifts',
  parameters: [
    { name: 'maximumNights', title: 'Most night shifts in the window', unit: 'shifts', least: 0, most: 366 },
    {
      name: 'window',
      title: 'Time in which nights are counted',
      unit: 'choice',
      choices: ['week', 'month', 'horizon'],
      default: 'week',
    },
    { name: 'nightFrom', title: 'Start of the night', unit: 'time', default: '22:00' },
    { name: 'nightTo', title: 'End of the night', unit: 'time', default: '06:00' },
    {
      name: 'countsFromMinutes',
      title: 'Time within the night from which a shift is a night shift',
      unit: 'minutes',
      least: 1,
      most: 1440,
      default: 180,
    },
  ],
  defaultSeverity: 'block',
  ...foldCeiling({
    period: (values) => windowOf(textOf(values, 'window')),
    weighDay: (values, context, shifts) => {
      const night = { from: textOf(values, 'nightFrom'), to: textOf(values, 'nightTo') };
      const from = minutesValueSeconds(values, 'countsFromMinutes');
      return shifts.filter((shift) => nightSeconds(context.zone, night, shift) >= from).length;
    },
    maximum: (values) => numberOf(values, 'maximumNights'),
    // One before dawn and one in the evening.
    mostPerDay: 2,
    unit: 'shifts',
  }),
};
