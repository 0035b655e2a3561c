import { foldCeiling, type CeilingState } from './ceiling.ts';
import type { LineRule } from './rule.ts';
import { numberOf } from './values.ts';

/**
 * At most so many working days a calendar week. Day basis: a working day is a local date on which a shift starts, however many
 * start on it; the date on which a night ends is none.
 */
export const maximumDaysWeek: LineRule<CeilingState> = {
  id: 'maximum-days-week',
  title: 'Maximum working days a week',
  parameters: [{ name: 'maximumDays', title: 'Most working days of one week', unit: 'days', least: 0, most: 7 }],
  defaultSeverity: 'block',
  ...foldCeiling({
    period: () => 'week',
    weighDay: () => 1,
    maximum: (values) => numberOf(values, 'maximumDays'),
    mostPerDay: 1,
    unit: 'days',
  }),
};
