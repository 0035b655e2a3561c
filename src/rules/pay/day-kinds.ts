import { datesFrom, weekStartOf } from '../../domain/calendar.ts';
import type { PayPlan } from '../../domain/pay.ts';
import type { LocalDate } from '../../domain/units.ts';
import type { RuleContext } from '../rule.ts';
import { holidayKindOf, isWorkday } from '../workdays.ts';

/** What a worked day is besides a day: any, none or all of these. */
export type DayKind = { readonly isHoliday: boolean; readonly isRestDay: boolean; readonly isSeventhDay: boolean };

/** First workday of the plan's week that a workday lies in. */
export function payWeekOf(context: RuleContext, plan: PayPlan, date: LocalDate): LocalDate {
  return weekStartOf(date, plan.weekStart ?? context.weekStart);
}

function restDaysOfWeek(
  context: RuleContext,
  plan: PayPlan,
  weekStart: LocalDate,
  worked: readonly LocalDate[],
): readonly LocalDate[] {
  const isOff = (date: LocalDate): boolean => ['statutory', 'adjustment'].includes(holidayKindOf(context, date) ?? '');
  const isAdjusted = (date: LocalDate): boolean => holidayKindOf(context, date) === 'adjustment';
  switch (plan.restDays ?? 'fixed') {
    case 'count':
      return worked.slice(Math.max(0, 7 - (plan.restDaysPerWeek ?? 0)));
    case 'fixed':
      return worked.filter((date) => isAdjusted(date) || !isWorkday(context, date));
    case 'floating': {
      const due = datesFrom(weekStart, 7).filter((date) => isWorkday(context, date) && !isOff(date)).length;
      return [...worked.filter(isAdjusted), ...worked.filter((date) => !isOff(date)).slice(due)];
    }
  }
}

/** What each worked day is, from all worked days of a line in order. */
export function dayKinds(
  context: RuleContext,
  plan: PayPlan,
  worked: readonly LocalDate[],
): ReadonlyMap<LocalDate, DayKind> {
  const kinds = new Map<LocalDate, DayKind>();
  for (const [weekStart, dates] of Map.groupBy(worked, (date) => payWeekOf(context, plan, date))) {
    const rest = restDaysOfWeek(context, plan, weekStart, dates);
    for (const [index, date] of dates.entries()) {
      kinds.set(date, {
        isHoliday: holidayKindOf(context, date) === 'statutory',
        isRestDay: rest.includes(date),
        isSeventhDay: index === 6,
      });
    }
  }
  return kinds;
}
