import { foldMinimumRun } from './minimum-run.ts';
import type { LineRule } from './rule.ts';
import { numberOf } from './values.ts';
import type { SeenShifts } from './whole-line.ts';

/**
 * At least so many working days in a row: no single day of work between days off. Day basis: a working day is a local date on which a
 * shift starts; a date on which a night only ends is a day off and ends the run. A run next to leave is not judged, because leave and not
 * the roster made it short. Judged is every run with a day in the horizon or next to it; where the horizon's edge cuts through it
 * and nobody knows what lies beyond, nothing is said.
 */
export const minimumConsecutiveDays: LineRule<SeenShifts> = {
  id: 'minimum-consecutive-days',
  title: 'Minimum consecutive working days',
  parameters: [{ name: 'minimumDays', title: 'Fewest working days in a row', unit: 'days', least: 1, most: 31 }],
  defaultSeverity: 'block',
  ...foldMinimumRun({
    minimum: (values) => numberOf(values, 'minimumDays'),
    classOf: () => () => 'in',
    facts: () => ({}),
  }),
};
