import type { RuleContext } from './rule.ts';
import { weekdayOf } from '../domain/calendar.ts';
import { type LocalDate, SECONDS_PER_HOUR, type Seconds, type Weekday } from '../domain/units.ts';

const MONDAY_TO_FRIDAY: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

/**
 * Seconds credited towards contract hours for leave or a public holiday on a date, 0 on other days and on days that are none of the
 * contract's working days. `average-day` credits `weeklySeconds` over the number of working days, rounded to whole seconds; `fixed` credits
 * `leaveCreditHours`; a leave with hours of its own credits those. A holiday within a leave is one day: the larger credit counts.
 */
export function creditSeconds(context: RuleContext, date: LocalDate, weeklySeconds: Seconds): Seconds {
  const { contract, employee, holidays } = context;
  const workdays = contract.workdays ?? MONDAY_TO_FRIDAY;
  if (!workdays.includes(weekdayOf(date))) return 0;
  const leave = (employee.leave ?? []).filter(({ from, to }) => from <= date && date <= to);
  const own = leave.flatMap(({ creditHoursPerDay }) => (creditHoursPerDay === undefined ? [] : [creditHoursPerDay]));
  const holiday = holidays.some((day) => day.date === date);
  const byMode = holiday || leave.length > own.length ? modeSeconds(context, weeklySeconds / workdays.length) : 0;
  return Math.max(byMode, ...own.map((hours) => Math.round(hours * SECONDS_PER_HOUR)));
}

function modeSeconds({ contract }: RuleContext, averageDaySeconds: Seconds): Seconds {
  switch (contract.leaveCredit ?? 'average-day') {
    case 'average-day':
      return Math.round(averageDaySeconds);
    case 'fixed':
      return Math.round((contract.leaveCreditHours ?? 0) * SECONDS_PER_HOUR);
    case 'none':
      return 0;
  }
}
