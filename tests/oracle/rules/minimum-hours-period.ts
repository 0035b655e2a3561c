import { allShifts, type OracleBreach, type OracleWorld, plusDays, worked } from './clock.ts';
import { creditHours, type OracleCredit } from './minimum-hours-week.ts';

type PeriodName = 'month' | 'quarter' | 'year' | 'horizon';

/** What the date has in common with the others of its month, quarter or year. */
function nameOf(date: string, period: PeriodName): string {
  const [year = '', month = ''] = date.split('-');
  if (period === 'month') return `${year}-${month}`;
  return period === 'quarter' ? `${year} ${Math.ceil(Number(month) / 3)}` : year;
}

const found = new Map<string, readonly string[]>();

/** All dates of the period that a date of the horizon lies in; those of a calendar are looked up once for each name. */
function datesOf(world: OracleWorld, date: string, period: PeriodName): readonly string[] {
  if (period === 'horizon') return Array.from({ length: world.days }, (_, day) => plusDays(world.from, day));
  const name = nameOf(date, period);
  const known = found.get(name);
  if (known !== undefined) return known;
  const around = Array.from({ length: 800 }, (_, day) => plusDays(date, day - 400));
  const dates = around.filter((one) => nameOf(one, period) === name);
  found.set(name, dates);
  return dates;
}

/**
 * In every month, quarter or year with a day planned, or in the horizon, the hours worked and the hours credited for leave and holidays come to at least
 * so many. Without contract hours a day is credited as a share of seven days' part of the hours that are due.
 */
export function minimumHoursPeriodOracle(
  world: OracleWorld,
  minimumHours: number,
  period: PeriodName,
  credit: Omit<OracleCredit, 'contractHours'> & { readonly contractHours: number | undefined },
): readonly OracleBreach[] {
  const shifts = allShifts(world);
  const firsts = new Map<string, readonly string[]>();
  for (let day = 0; day < world.days; day++) {
    const dates = datesOf(world, plusDays(world.from, day), period);
    firsts.set(dates[0] ?? '', dates);
  }
  return [...firsts].flatMap(([about, dates]) => {
    const contractHours = credit.contractHours ?? (minimumHours * 7) / dates.length;
    let seconds = 0;
    for (const date of dates) {
      const work = shifts.filter((shift) => shift.date === date).reduce((sum, shift) => sum + worked(shift), 0);
      seconds += Math.max(work, Math.round(creditHours({ ...credit, contractHours }, date) * 3600));
    }
    return seconds < Math.round(minimumHours * 3600) ? [{ about, measured: seconds }] : [];
  });
}
