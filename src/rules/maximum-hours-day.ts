import { foldCeiling, type CeilingState } from './ceiling.ts';
import type { LineRule } from './rule.ts';
import { hoursValueSeconds, textOf } from './values.ts';
import { type Shift, workSeconds } from '../domain/shift.ts';
import { SECONDS_PER_DAY, type Seconds } from '../domain/units.ts';

/** From the first start to the last end: in a split day the gap counts, as it does in laws on the spread of a day. */
export function spreadSeconds(shifts: readonly Shift[]): Seconds {
  return Math.max(...shifts.map(({ end }) => end)) - Math.min(...shifts.map(({ start }) => start));
}

/**
 * At most so many hours a day. Day basis: the local date on which a shift starts; all shifts of that date count together.
 * `work` is elapsed time less unpaid breaks, `span` elapsed time from the day's first start to its last end.
 */
export const maximumHoursDay: LineRule<CeilingState> = {
  id: 'maximum-hours-day',
  title: 'Maximum hours a day',
  parameters: [
    { name: 'maximumHours', title: 'Most hours of one day', unit: 'hours', least: 0, most: 48 },
    {
      name: 'measure',
      title: 'Working time, or time from first start to last end',
      unit: 'choice',
      choices: ['work', 'span'],
      default: 'work',
    },
  ],
  defaultSeverity: 'block',
  ...foldCeiling({
    period: () => 'day',
    weighDay: (values, _, shifts) =>
      textOf(values, 'measure') === 'span'
        ? spreadSeconds(shifts)
        : shifts.reduce((sum, shift) => sum + workSeconds(shift), 0),
    maximum: (values) => hoursValueSeconds(values, 'maximumHours'),
    // Two shifts that begin on one date may last until the end of the next.
    mostPerDay: 2 * SECONDS_PER_DAY,
    unit: 'seconds',
  }),
};
