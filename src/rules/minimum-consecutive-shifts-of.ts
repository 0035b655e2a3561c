import { kindsOfDates } from './date-runs.ts';
import { foldMinimumRun } from './minimum-run.ts';
import { horizonEnd } from './period.ts';
import type { LineRule } from './rule.ts';
import { classFacts, classOf, classParameters } from './shift-class.ts';
import { numberOf } from './values.ts';
import type { SeenShifts } from './whole-line.ts';
import { addDays } from '../domain/calendar.ts';
import { shiftDate } from '../domain/shift.ts';

/**
 * Once on shifts of a class, at least so many days in a row with one: no single night between day shifts. Day basis: the local date on
 * which a shift starts, also for nights. Days off and other shifts end the run alike. A run next to leave is not judged, nor one
 * next to a shift without a template where the class is told by templates: the rule is left open there.
 */
export const minimumConsecutiveShiftsOf: LineRule<SeenShifts> = {
  id: 'minimum-consecutive-shifts-of',
  title: 'Minimum consecutive days with shifts of a class',
  parameters: [
    { name: 'minimumDays', title: 'Fewest days in a row with such a shift', unit: 'days', least: 1, most: 31 },
    ...classParameters,
  ],
  defaultSeverity: 'block',
  ...foldMinimumRun({ minimum: (values) => numberOf(values, 'minimumDays'), classOf, facts: classFacts }),
  lackTemplate: (values, context, line) => {
    const limit = numberOf(values, 'minimumDays');
    if (limit <= 1) return [];
    const member = classOf(values, context);
    const kinds = kindsOfDates(context, line, member);
    // From farther away than the limit no date decides over a run of the horizon.
    const first = addDays(context.from, -limit);
    const end = addDays(horizonEnd(context), limit);
    return line.filter((shift) => {
      const date = shiftDate(context.zone, shift);
      return member(shift) === 'open' && kinds.get(date) === 'open' && date >= first && date < end;
    });
  },
};
