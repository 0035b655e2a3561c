import { allShifts, type OracleBreach, type OracleWorld, plusDays, weekday, worked } from './clock.ts';
import { type AverageTerms, periods } from './maximum-average-hours.ts';
import { type OracleClockWindow, secondsWithin } from './night-attendance.ts';
import { breachesOfWindows, datesOf, isPlannedIn, type OracleWindow } from './windows.ts';

export type NightWorkerTerms = AverageTerms & {
  readonly averageOver: 'days' | 'workdays';
  readonly nightsAYear: number;
  readonly countsFromMinutes: number;
  readonly holidays: readonly string[];
};

/**
 * The hours of a night worker do not exceed so many a day on average. A night worker has so many night shifts in the calendar year in which the period
 * begins. A / (B - C): A the hours of the period, B its days, C the days of weekly rest, one in seven; or A over its working days, which are those from
 * Monday to Saturday that are no public holidays. Days of leave are neither hours nor days, or days like others, or refilled with the hours of as many days
 * worked behind the period.
 */
export function nightWorkerAverageOracle(
  world: OracleWorld,
  night: OracleClockWindow,
  terms: NightWorkerTerms,
): readonly OracleBreach[] {
  const shifts = allShifts(world);
  const onLeave = (date: string): boolean => terms.leave.some(({ from, to }) => date >= from && date <= to);
  const hoursOn = (date: string): number =>
    shifts.filter((shift) => shift.date === date).reduce((sum, shift) => sum + worked(shift), 0);
  const isNightWorker = (year: string): boolean =>
    shifts.filter(
      (shift) => shift.date.startsWith(year) && secondsWithin(world.zone, night, shift) >= terms.countsFromMinutes * 60,
    ).length >= terms.nightsAYear;
  const windows: OracleWindow[] = periods(world, terms).flatMap(({ from, end }) => {
    if (!isNightWorker(from.slice(0, 4))) return [];
    const dates = datesOf(from, end);
    const counted = terms.leaveDays === 'left-out' ? dates.filter((date) => !onLeave(date)) : dates;
    if (counted.length === 0) return [];
    let measured = 0;
    let concerns = false;
    const add = (date: string): void => {
      measured += hoursOn(date);
      concerns ||= hoursOn(date) > 0 && isPlannedIn(shifts, date, plusDays(date, 1));
    };
    for (const date of counted) add(date);
    if (terms.leaveDays === 'refilled') {
      const worked = datesOf(end, plusDays(end, dates.length)).filter((date) => hoursOn(date) > 0);
      for (const date of worked.slice(0, dates.filter(onLeave).length)) add(date);
    }
    const workdays = counted.filter((date) => weekday(date) < 6 && !terms.holidays.includes(date)).length;
    // Sevenths, so that nothing is rounded.
    const sevenths = terms.averageOver === 'days' ? counted.length * 6 : workdays * 7;
    if (terms.averageOver === 'workdays' && workdays === 0 && terms.leaveDays === 'left-out') return [];
    // A limit of a third of an hour is no exact number; what differs by less than a thousandth of a second is equal.
    const excess = Math.round((measured * 7 - terms.maximumHours * 3600 * sevenths) * 1000) / 1000;
    const isPast = terms.strict ? excess >= 0 : excess > 0;
    return [{ from, end, measured, excess: isPast ? Math.max(excess / 7, 1e-9) : 0, concerns }];
  });
  return breachesOfWindows(windows);
}
