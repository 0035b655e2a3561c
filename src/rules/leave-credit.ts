import type { RuleContext } from './rule.ts';
import { holidayKindOf, isWorkday, workdaysOf } from './workdays.ts';
import { type LocalDate, SECONDS_PER_HOUR, type Seconds } from '../domain/units.ts';

/**
 * Seconds credited towards contract hours for leave or a public holiday on a date, 0 on other days and on days that are none of the
 * contract's working days, to which make-up days belong. `average-day` credits `weeklySeconds` over the number of working days, rounded to whole seconds; `fixed` credits
 * `leaveCreditHours`; a leave with hours of its own credits those. A holiday within a leave is one day: the larger credit counts.
 */
export function creditSeconds(context: RuleContext, date: LocalDate, weeklySeconds: Seconds): Seconds {
  if (!isWorkday(context, date)) return 0;
  const { employee } = context;
  const workdays = workdaysOf(context);
  const leave = (employee.leave ?? []).filter(({ from, to }) => from <= date && date <= to);
  const own = leave.flatMap(({ creditHoursPerDay }) => (creditHoursPerDay === undefined ? [] : [creditHoursPerDay]));
  const holiday = ['statutory', 'adjustment'].includes(holidayKindOf(context, date) ?? '');
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
