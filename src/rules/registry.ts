import { availability } from './availability.ts';
import { breaks } from './breaks.ts';
import { compensatedRest } from './compensated-rest.ts';
import { completeWeekends } from './complete-weekends.ts';
import { daysOffWeek } from './days-off-week.ts';
import { daysOffWeeks } from './days-off-weeks.ts';
import { forbiddenSuccession } from './forbidden-succession.ts';
import { forbiddenWindow } from './forbidden-window.ts';
import { forwardRotation } from './forward-rotation.ts';
import { freeSundays } from './free-sundays.ts';
import { maximumAverageHours } from './maximum-average-hours.ts';
import { maximumAverageOvertime } from './maximum-average-overtime.ts';
import { maximumConsecutiveDays } from './maximum-consecutive-days.ts';
import { maximumConsecutiveShiftsOf } from './maximum-consecutive-shifts-of.ts';
import { maximumDaysWeek } from './maximum-days-week.ts';
import { maximumHoursDay } from './maximum-hours-day.ts';
import { maximumHoursPeriod } from './maximum-hours-period.ts';
import { maximumHoursRolling } from './maximum-hours-rolling.ts';
import { maximumHoursWeek } from './maximum-hours-week.ts';
import { maximumNights } from './maximum-nights.ts';
import { maximumOvertimeMonth } from './maximum-overtime-month.ts';
import { maximumOvertimeTiers } from './maximum-overtime-tiers.ts';
import { maximumShiftsOf } from './maximum-shifts-of.ts';
import { maximumSplits } from './maximum-splits.ts';
import { maximumWeekends } from './maximum-weekends.ts';
import { minimumConsecutiveDaysOff } from './minimum-consecutive-days-off.ts';
import { minimumConsecutiveDays } from './minimum-consecutive-days.ts';
import { minimumConsecutiveShiftsOf } from './minimum-consecutive-shifts-of.ts';
import { minimumHoursPeriod } from './minimum-hours-period.ts';
import { minimumHoursWeek } from './minimum-hours-week.ts';
import { minimumRest } from './minimum-rest.ts';
import { minimumShiftsOf } from './minimum-shifts-of.ts';
import { nightShiftLength } from './night-shift-length.ts';
import { nightWorkerAverage } from './night-worker-average.ts';
import { oneShiftADay } from './one-shift-a-day.ts';
import type { LineRule } from './rule.ts';
import { rotationPattern } from './rotation-pattern.ts';
import { sameStartWeek } from './same-start-week.ts';
import { skill } from './skill.ts';
import { substituteRestDay } from './substitute-rest-day.ts';
import { weeklyRest } from './weekly-rest.ts';

/** Forgets the type of a rule's state: whoever folds hands it back untouched, so only the rule itself ever looks inside. */
function anyState<S>(rule: LineRule<S>): LineRule<unknown> {
  return rule as LineRule<unknown>;
}

/** Every rule there is, in the order in which breaches are told. */
export const rules: readonly LineRule<unknown>[] = [
  anyState(availability),
  anyState(skill),
  anyState(oneShiftADay),
  anyState(minimumRest),
  anyState(compensatedRest),
  anyState(maximumHoursDay),
  anyState(maximumHoursWeek),
  anyState(minimumHoursWeek),
  anyState(maximumDaysWeek),
  anyState(daysOffWeek),
  anyState(maximumConsecutiveDays),
  anyState(maximumNights),
  anyState(nightShiftLength),
  anyState(nightWorkerAverage),
  anyState(forbiddenWindow),
  anyState(forbiddenSuccession),
  anyState(maximumOvertimeMonth),
  anyState(maximumOvertimeTiers),
  anyState(maximumAverageOvertime),
  anyState(maximumWeekends),
  anyState(completeWeekends),
  anyState(freeSundays),
  anyState(substituteRestDay),
  anyState(daysOffWeeks),
  anyState(maximumHoursPeriod),
  anyState(minimumHoursPeriod),
  anyState(maximumAverageHours),
  anyState(minimumConsecutiveDays),
  anyState(minimumConsecutiveDaysOff),
  anyState(maximumConsecutiveShiftsOf),
  anyState(minimumConsecutiveShiftsOf),
  anyState(forwardRotation),
  anyState(maximumShiftsOf),
  anyState(minimumShiftsOf),
  anyState(maximumSplits),
  anyState(rotationPattern),
  anyState(sameStartWeek),
  anyState(weeklyRest),
  anyState(maximumHoursRolling),
  anyState(breaks),
];

const byId: ReadonlyMap<string, LineRule<unknown>> = new Map(rules.map((rule) => [rule.id, rule]));

/** A rule by its id; undefined for an id that no rule has. */
export function ruleOf(id: string): LineRule<unknown> | undefined {
  return byId.get(id);
}
