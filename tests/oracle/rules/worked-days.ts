import { allShifts, group, type OracleBreach, type OracleWorld, plusDays, weekOf } from './clock.ts';

/** Nobody works on more than so many days of a week. */
export function maximumDaysWeekOracle(world: OracleWorld, maximumDays: number): readonly OracleBreach[] {
  return [...group(allShifts(world), ({ date }) => weekOf(world, date))].flatMap(([about, shifts]) => {
    const days = new Set(shifts.map(({ date }) => date)).size;
    return days > maximumDays && shifts.some(({ planned }) => planned) ? [{ about, measured: days }] : [];
  });
}

/** Of the seven days of a week at least so many are off: days on which no work begins. */
export function daysOffWeekOracle(world: OracleWorld, minimumDays: number): readonly OracleBreach[] {
  const shifts = allShifts(world);
  const weeks = new Set(shifts.filter(({ planned }) => planned).map(({ date }) => weekOf(world, date)));
  return [...weeks].flatMap((about) => {
    let off = 0;
    for (let day = 0; day < 7; day++) {
      if (!shifts.some(({ date }) => date === plusDays(about, day))) off++;
    }
    return off < minimumDays ? [{ about, measured: off }] : [];
  });
}

/** Nobody works on more than so many days in a row. Each row is told by its first day. */
export function consecutiveDaysOracle(world: OracleWorld, maximumDays: number): readonly OracleBreach[] {
  const shifts = allShifts(world);
  const dates = new Set(shifts.map(({ date }) => date));
  return [...dates].flatMap((about) => {
    if (dates.has(plusDays(about, -1))) return [];
    let measured = 0;
    while (dates.has(plusDays(about, measured))) measured++;
    const end = plusDays(about, measured);
    const concerns = shifts.some(({ date, planned }) => planned && date >= about && date < end);
    return measured > maximumDays && concerns ? [{ about, measured }] : [];
  });
}
