import { foldCeiling, type CeilingState } from './ceiling.ts';
import type { LineRule } from './rule.ts';
import { countWindowOf, countWindowParameter } from './shift-count.ts';
import { numberOf } from './values.ts';
import { isSplit } from '../domain/shift.ts';

/**
 * At most so many split dates in a calendar week, a calendar month or the horizon: dates with two shifts or more, or with a shift that a gap splits. Day
 * basis: the local date of the starts, so a night and the shift of the next evening are no split.
 */
export const maximumSplits: LineRule<CeilingState> = {
  id: 'maximum-splits',
  title: 'Maximum split days',
  parameters: [
    { name: 'maximumDays', title: 'Most split dates in the window', unit: 'days', least: 0, most: 366 },
    countWindowParameter,
  ],
  defaultSeverity: 'block',
  ...foldCeiling({
    period: countWindowOf,
    weighDay: (_values, _context, shifts) => (shifts.length > 1 || shifts.some(isSplit) ? 1 : 0),
    weighsTogether: true,
    maximum: (values) => numberOf(values, 'maximumDays'),
    mostPerDay: 1,
    unit: 'days',
  }),
};
