import { foldCeiling, type CeilingState } from './ceiling.ts';
import type { LineRule } from './rule.ts';
import { countWindowOf, countWindowParameter } from './shift-count.ts';
import { numberOf } from './values.ts';

/**
 * At most so many dates with two shifts or more in a calendar week, a calendar month or the horizon. Day basis: the local date of the starts, so a
 * night and the shift of the next evening are no split. As long as `one-shift-a-day` holds for everybody, no solved roster has a split:
 * this rule then judges rosters that come from elsewhere.
 */
export const maximumSplits: LineRule<CeilingState> = {
  id: 'maximum-splits',
  title: 'Maximum split days',
  parameters: [
    { name: 'maximumDays', title: 'Most dates with two shifts in the window', unit: 'days', least: 0, most: 366 },
    countWindowParameter,
  ],
  defaultSeverity: 'block',
  ...foldCeiling({
    period: countWindowOf,
    weighDay: (_values, _context, shifts) => (shifts.length > 1 ? 1 : 0),
    weighsTogether: true,
    maximum: (values) => numberOf(values, 'maximumDays'),
    mostPerDay: 1,
    unit: 'days',
  }),
};
