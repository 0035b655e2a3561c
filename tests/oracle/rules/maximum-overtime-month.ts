import { allShifts, type Dated, type OracleBreach, type OracleWorld, weekOf, worked } from './clock.ts';

/**
 * Overtime half hour by half hour: one is ordinary while neither the day's nor the week's normal hours are full, else overtime of
 * the month of its day.
 */
function overtimeByMonth(
  world: OracleWorld,
  shifts: readonly Dated[],
  normalHoursDay: number,
  normalHoursWeek: number,
): ReadonlyMap<string, number> {
  const months = new Map<string, number>();
  const day = new Map<string, number>();
  const week = new Map<string, number>();
  for (const shift of shifts) {
    const ofWeek = weekOf(world, shift.date);
    const month = shift.date.slice(0, 7);
    for (let half = 0; half < worked(shift) / 1800; half++) {
      const today = day.get(shift.date) ?? 0;
      const thisWeek = week.get(ofWeek) ?? 0;
      if (today < normalHoursDay && thisWeek < normalHoursWeek) week.set(ofWeek, thisWeek + 0.5);
      else months.set(month, (months.get(month) ?? 0) + 1800);
      day.set(shift.date, today + 0.5);
    }
  }
  return months;
}

/** A month's overtime does not exceed so many hours. `added`: by how much the planned shifts raise it over the published ones alone. */
export function maximumOvertimeMonthOracle(
  world: OracleWorld,
  maximumHours: number,
  normalHoursDay: number,
  normalHoursWeek: number,
): readonly (OracleBreach & { readonly added: number })[] {
  const shifts = allShifts(world);
  const all = overtimeByMonth(world, shifts, normalHoursDay, normalHoursWeek);
  const published = shifts.filter(({ planned }) => !planned);
  const without = overtimeByMonth(world, published, normalHoursDay, normalHoursWeek);
  return [...all].flatMap(([about, measured]) =>
    measured > maximumHours * 3600 ? [{ about, measured, added: measured - (without.get(about) ?? 0) }] : [],
  );
}
