import type { LedgerWeek } from '../domain/breach.ts';
import { datesFrom } from '../domain/calendar.ts';
import { type Line, spanSeconds, workSeconds } from '../domain/shift.ts';
import { SECONDS_PER_HOUR, type Seconds } from '../domain/units.ts';
import { isHard } from '../rules/compile.ts';
import { creditSeconds } from '../rules/leave-credit.ts';
import { type NightWindow, nightSeconds } from '../rules/night.ts';
import { byDate, inPeriod, type Period, periodsOfHorizon } from '../rules/period.ts';
import type { BoundRule, RuleContext } from '../rules/rule.ts';
import { hoursValueSeconds } from '../rules/values.ts';

/** Weekly limits in force: of several the strictest. */
type WeekLimits = { readonly minSeconds: Seconds | undefined; readonly maxSeconds: Seconds | undefined };

function weekLimits(bound: readonly BoundRule[]): WeekLimits {
  const hours = (id: string, name: string): readonly Seconds[] =>
    bound
      .filter(({ rule, severity }) => rule.id === id && isHard(severity))
      .map(({ values }) => hoursValueSeconds(values, name));
  const minima = hours('minimum-hours-week', 'minimumHours');
  const maxima = hours('maximum-hours-week', 'maximumHours');
  return {
    minSeconds: minima.length === 0 ? undefined : Math.max(...minima),
    maxSeconds: maxima.length === 0 ? undefined : Math.min(...maxima),
  };
}

function ledgerWeek(
  context: RuleContext,
  limits: WeekLimits,
  night: NightWindow,
  week: Period,
  shifts: Line,
): LedgerWeek {
  const { minHoursPerWeek } = context.contract;
  const contractSeconds = minHoursPerWeek === undefined ? (limits.minSeconds ?? 0) : minHoursPerWeek * SECONDS_PER_HOUR;
  const dates = byDate(context, shifts);
  const work = (list: Line): Seconds => list.reduce((sum, shift) => sum + workSeconds(shift), 0);
  const credit = datesFrom(week.from, 7).reduce(
    (sum, date) => sum + Math.max(0, creditSeconds(context, date, contractSeconds) - work(dates.get(date) ?? [])),
    0,
  );
  return {
    employeeId: context.employee.id,
    weekStart: week.from,
    shifts: shifts.length,
    days: dates.size,
    workSeconds: work(shifts),
    spanSeconds: shifts.reduce((sum, shift) => sum + spanSeconds(shift), 0),
    nightSeconds: shifts.reduce((sum, shift) => sum + nightSeconds(context.zone, night, shift), 0),
    creditSeconds: credit,
    ...limits,
  };
}

/**
 * Hours of an employee in each calendar week that has a day in the horizon, from all known shifts that start in the week. Credit is what
 * leave and holidays add to the work; night is attendance in the night window.
 */
export function employeeLedger(
  context: RuleContext,
  bound: readonly BoundRule[],
  night: NightWindow,
  shifts: Line,
): readonly LedgerWeek[] {
  const limits = weekLimits(bound);
  return periodsOfHorizon('week', context).map((week) =>
    ledgerWeek(context, limits, night, week, inPeriod(context, shifts, week)),
  );
}
