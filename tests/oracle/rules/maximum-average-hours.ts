import { allShifts, type OracleBreach, type OracleWorld, plusDays, weekOf, worked } from './clock.ts';
import { breachesOfWindows, datesOf, isPlannedIn, type OracleWindow } from './windows.ts';

export type AverageTerms = {
  readonly maximumHours: number;
  /** Calendar weeks in a row, or a calendar period. */
  readonly reference: number | 'month' | 'quarter' | 'year';
  readonly leaveDays: 'left-out' | 'counted' | 'refilled';
  readonly strict: boolean;
  readonly leave: readonly { readonly from: string; readonly to: string }[];
};

function firstOfMonth(year: number, month: number): string {
  const whole = year * 12 + month;
  return `${Math.floor(whole / 12)}-${String((whole % 12) + 1).padStart(2, '0')}-01`;
}

/** Reference periods that begin from long before the horizon to its end. */
export function periods(
  world: OracleWorld,
  { reference }: Pick<AverageTerms, 'reference'>,
): readonly { from: string; end: string }[] {
  const last = plusDays(world.from, world.days - 1);
  const found: { from: string; end: string }[] = [];
  if (typeof reference === 'number') {
    let from = plusDays(weekOf(world, world.from), -7 * 3 * reference);
    for (; from <= last; from = plusDays(from, 7)) found.push({ from, end: plusDays(from, 7 * reference) });
    return found;
  }
  const months = { month: 1, quarter: 3, year: 12 }[reference];
  const year = Number(world.from.slice(0, 4)) - 3;
  for (let month = 0; firstOfMonth(year, month) <= last; month += months) {
    found.push({ from: firstOfMonth(year, month), end: firstOfMonth(year, month + months) });
  }
  return found;
}

/**
 * The average weekly working time of a reference period does not exceed so many hours. Days of leave are neither hours nor days of it, or count like
 * others, or the average is (A + B) / C: A the hours of the period, B the hours of the time behind it until as many days were worked as the period
 * has days of leave (no longer than the period again), C its weeks.
 */
export function maximumAverageHoursOracle(world: OracleWorld, terms: AverageTerms): readonly OracleBreach[] {
  const shifts = allShifts(world);
  const onLeave = (date: string): boolean => terms.leave.some(({ from, to }) => date >= from && date <= to);
  const hoursOn = (date: string): number =>
    shifts.filter((shift) => shift.date === date).reduce((sum, shift) => sum + worked(shift), 0);
  const windows: OracleWindow[] = periods(world, terms).map(({ from, end }) => {
    const dates = datesOf(from, end);
    const counted = terms.leaveDays === 'left-out' ? dates.filter((date) => !onLeave(date)) : dates;
    let measured = counted.map(hoursOn).reduce((a, b) => a + b, 0);
    let concerns = counted.some((date) => hoursOn(date) > 0 && isPlannedIn(shifts, date, plusDays(date, 1)));
    if (terms.leaveDays === 'refilled') {
      let owed = dates.filter(onLeave).length;
      for (const date of datesOf(end, plusDays(end, dates.length))) {
        if (owed === 0 || hoursOn(date) === 0) continue;
        owed--;
        measured += hoursOn(date);
        concerns ||= isPlannedIn(shifts, date, plusDays(date, 1));
      }
    }
    if (counted.length === 0) return { from, end, measured, excess: 0, concerns };
    const excess = measured * 7 - terms.maximumHours * 3600 * counted.length;
    const isPast = terms.strict ? excess >= 0 : excess > 0;
    // Scaled down again, so that windows of unlike lengths compare.
    return { from, end, measured, excess: isPast ? Math.max(excess / 7, 1e-9) : 0, concerns };
  });
  return breachesOfWindows(windows);
}
