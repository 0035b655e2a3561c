import { foldMinimumHours, type PeriodsState } from './minimum-hours.ts';
import type { LineRule } from './rule.ts';

/**
 * At least so many hours a calendar week. Counted are working hours (elapsed time less unpaid breaks) and the credit of leave and
 * holidays by the contract's mode, on each date the larger of the two. Day basis: the local date on which a shift starts.
 * Judged is every week with a day in the horizon whose other days are known too; of another week nothing is said, because work
 * nobody has seen may fill it.
 */
export const minimumHoursWeek: LineRule<PeriodsState> = {
  id: 'minimum-hours-week',
  title: 'Minimum hours a week',
  parameters: [{ name: 'minimumHours', title: 'Fewest hours of one week', unit: 'hours', least: 0, most: 168 }],
  defaultSeverity: 'block',
  ...foldMinimumHours(() => 'week'),
};
