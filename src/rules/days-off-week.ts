import { foldCeiling, type CeilingState } from './ceiling.ts';
import type { LineRule } from './rule.ts';
import { numberOf } from './values.ts';

/**
 * At least so many days off in every calendar week. Day basis: a day off is a local date on which no shift starts; the date on
 * which a night ends is one too (a rule that wants a free stretch of hours is `minimum-rest`). Of a week that is only partly
 * known the known days are judged: more working days than 7 less the minimum are too many whatever the others hold. The measure is the
 * days that can still be off.
 */
export const daysOffWeek: LineRule<CeilingState> = {
  id: 'days-off-week',
  title: 'Days off a week',
  parameters: [{ name: 'minimumDays', title: 'Fewest days off in one week', unit: 'days', least: 0, most: 7 }],
  defaultSeverity: 'block',
  ...foldCeiling({
    period: () => 'week',
    weighDay: () => 1,
    maximum: (values) => 7 - numberOf(values, 'minimumDays'),
    mostPerDay: 1,
    unit: 'days',
    tell: (values, total) => ({ measured: 7 - total, limit: numberOf(values, 'minimumDays') }),
  }),
};
