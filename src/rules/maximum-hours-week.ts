import { foldCeiling, type CeilingState } from './ceiling.ts';
import type { LineRule } from './rule.ts';
import { hoursValueSeconds } from './values.ts';
import { workSeconds } from '../domain/shift.ts';
import { SECONDS_PER_DAY } from '../domain/units.ts';

/**
 * At most so many working hours (elapsed time less unpaid breaks) a calendar week. Day basis: the local date on which a shift
 * starts, so a night from Sunday to Monday belongs to the week of its Sunday. The week begins on the team's `weekStart`.
 */
export const maximumHoursWeek: LineRule<CeilingState> = {
  id: 'maximum-hours-week',
  title: 'Maximum hours a week',
  parameters: [{ name: 'maximumHours', title: 'Most hours of one week', unit: 'hours', least: 0, most: 168 }],
  defaultSeverity: 'block',
  ...foldCeiling({
    period: () => 'week',
    weighDay: (_values, _context, shifts) => shifts.reduce((sum, shift) => sum + workSeconds(shift), 0),
    maximum: (values) => hoursValueSeconds(values, 'maximumHours'),
    // Two shifts that begin on one date may last until the end of the next.
    mostPerDay: 2 * SECONDS_PER_DAY,
    unit: 'seconds',
  }),
};
