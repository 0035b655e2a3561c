import { byDate, holdsDate, type Period, periodOf } from './period.ts';
import type { RuleContext } from './rule.ts';
import { type Line, workSeconds } from '../domain/shift.ts';
import type { LocalDate, Seconds } from '../domain/units.ts';

/** Hours beyond which work is overtime, in a day and in a calendar week. */
export type NormalHours = { readonly daySeconds: Seconds; readonly weekSeconds: Seconds };

/** Overtime of one local date, and the shifts without which there would be less of it. */
export type OvertimeDay = {
  readonly date: LocalDate;
  readonly daySeconds: Seconds;
  readonly weekSeconds: Seconds;
  readonly shifts: Line;
};

/**
 * Overtime day by day, for shifts in order of start. A date's work beyond the normal day is overtime; what is left of it is ordinary and
 * becomes overtime as far as the ordinary hours of the calendar week so far exceed the normal week, so no hour counts twice. Where
 * the week is full, all shifts of that week up to the date have a part in it.
 */
export function overtimeDays(context: RuleContext, normal: NormalHours, shifts: Line): readonly OvertimeDay[] {
  const days: OvertimeDay[] = [];
  let week: Period | undefined;
  let ordinary = 0;
  let soFar: Line = [];
  for (const [date, onDate] of byDate(context, shifts)) {
    if (week === undefined || !holdsDate(week, date)) {
      week = periodOf('week', context, date);
      ordinary = 0;
      soFar = [];
    }
    const work = onDate.reduce((sum, shift) => sum + workSeconds(shift), 0);
    const daySeconds = Math.max(0, work - normal.daySeconds);
    const before = Math.max(0, ordinary - normal.weekSeconds);
    ordinary += work - daySeconds;
    const weekSeconds = Math.max(0, ordinary - normal.weekSeconds) - before;
    soFar = [...soFar, ...onDate];
    if (daySeconds + weekSeconds > 0) {
      days.push({ date, daySeconds, weekSeconds, shifts: weekSeconds > 0 ? soFar : onDate });
    }
  }
  return days;
}

/** Overtime seconds of the dates of one calendar month, or of another period. */
export function monthSeconds(days: readonly OvertimeDay[], month: Period): Seconds {
  let seconds = 0;
  for (const { date, daySeconds, weekSeconds } of days) {
    if (holdsDate(month, date)) seconds += daySeconds + weekSeconds;
  }
  return seconds;
}
