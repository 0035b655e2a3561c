import type { RuleContext } from './rule.ts';
import { weekdayOf } from '../domain/calendar.ts';
import type { HolidayKind } from '../domain/team.ts';
import type { LocalDate, Weekday } from '../domain/units.ts';

const MONDAY_TO_FRIDAY: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

/** Weekdays that the contract works on in an ordinary week. */
export function workdaysOf({ contract }: Pick<RuleContext, 'contract'>): readonly Weekday[] {
  return contract.workdays ?? MONDAY_TO_FRIDAY;
}

/** What the calendar makes of a date: a statutory holiday, a day off by adjustment, an ordinary day by adjustment, or nothing. */
export function holidayKindOf({ holidays }: Pick<RuleContext, 'holidays'>, date: LocalDate): HolidayKind | undefined {
  const found = holidays.filter((holiday) => holiday.date === date).map(({ kind }) => kind ?? 'statutory');
  return (['statutory', 'adjustment', 'make-up'] as const).find((kind) => found.includes(kind));
}

/** Whether a date is one of the contract's workdays; a make-up day is. Holidays do not matter. */
export function isWorkday(context: Pick<RuleContext, 'contract' | 'holidays'>, date: LocalDate): boolean {
  return workdaysOf(context).includes(weekdayOf(date)) || holidayKindOf(context, date) === 'make-up';
}
