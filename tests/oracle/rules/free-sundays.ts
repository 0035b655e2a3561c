import { allShifts, type OracleBreach, type OracleWorld, plusDays, weekday } from './clock.ts';
import { type OracleDatesBy, worksOn } from './weekends.ts';

/** The days of the law: which weekday, and what takes one. */
export type OracleSunday = { readonly weekday: number; readonly by: OracleDatesBy };

/** Every so-and-so-many Sundays from a worked one on, or the Sundays of a month (`2026-03`) or a year (`2026`). */
export type OracleSundays = 'month' | 'year' | number;

function sundaysOf(sunday: OracleSunday, from: string, end: string): readonly string[] {
  const found: string[] = [];
  for (let date = from; date < end; date = plusDays(date, 1)) if (weekday(date) === sunday.weekday) found.push(date);
  return found;
}

function periodFrom(date: string, sundays: OracleSundays): readonly [from: string, end: string] {
  if (typeof sundays === 'number') return [date, plusDays(date, 7 * sundays)];
  const [year = 0, month = 0] = date.split('-').map(Number);
  if (sundays === 'year') return [`${year}-01-01`, `${year + 1}-01-01`];
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
  return [`${date.slice(0, 7)}-01`, next];
}

/** At least so many Sundays of each period remain free of work, or all where the period has no more. */
export function freeSundaysOracle(
  world: OracleWorld,
  sunday: OracleSunday,
  minimum: number,
  sundays: OracleSundays,
): readonly OracleBreach[] {
  const shifts = allShifts(world).map((shift) => ({ ...shift, dates: worksOn(world, sunday.by, shift) }));
  const periods = new Map<string, readonly string[]>();
  for (const date of new Set(shifts.flatMap(({ dates }) => dates))) {
    if (weekday(date) !== sunday.weekday) continue;
    const [from, end] = periodFrom(date, sundays);
    periods.set(from, sundaysOf(sunday, from, end));
  }
  return [...periods].flatMap(([about, dates]) => {
    const free = dates.filter((date) => !shifts.some((shift) => shift.dates.includes(date))).length;
    const concerns = shifts.some((shift) => shift.planned && shift.dates.some((date) => dates.includes(date)));
    return free < Math.min(minimum, dates.length) && concerns ? [{ about, measured: free }] : [];
  });
}
