import { allShifts, type OracleBreach, type OracleWorld, plusDays, weekday, weekOf, worked } from './clock.ts';

export type OracleCredit = {
  readonly mode: 'average-day' | 'fixed' | 'none';
  readonly contractHours: number;
  readonly fixedHours: number;
  readonly workdays: readonly number[];
  readonly holidays: readonly string[];
  readonly leave: readonly { readonly from: string; readonly to: string; readonly hours?: number | undefined }[];
};

/** Hours that a day without work counts for; a leave may bring its own. */
export function creditHours(credit: OracleCredit, date: string): number {
  if (!credit.workdays.includes(weekday(date))) return 0;
  const standard = {
    'average-day': credit.contractHours / credit.workdays.length,
    fixed: credit.fixedHours,
    none: 0,
  }[credit.mode];
  const onLeave = credit.leave.filter(({ from, to }) => date >= from && date <= to);
  const claims = onLeave.map(({ hours }) => hours ?? standard);
  if (credit.holidays.includes(date)) claims.push(standard);
  return Math.max(0, ...claims);
}

/** In every week planned, the hours worked and the hours credited for leave and holidays come to at least so many. */
export function minimumHoursWeekOracle(
  world: OracleWorld,
  minimumHours: number,
  credit: OracleCredit,
): readonly OracleBreach[] {
  const shifts = allShifts(world);
  const weeks = new Set<string>();
  for (let day = 0; day < world.days; day++) weeks.add(weekOf(world, plusDays(world.from, day)));
  return [...weeks].flatMap((about) => {
    let seconds = 0;
    for (let day = 0; day < 7; day++) {
      const date = plusDays(about, day);
      const work = shifts.filter((shift) => shift.date === date).reduce((sum, shift) => sum + worked(shift), 0);
      seconds += Math.max(work, Math.round(creditHours(credit, date) * 3600));
    }
    return seconds < minimumHours * 3600 ? [{ about, measured: seconds }] : [];
  });
}
