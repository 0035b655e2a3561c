import { allShifts, type OracleBreach, type OracleWorld, plusDays, weekOf } from './clock.ts';
import { breachesOfWindows, datesOf, isPlannedIn } from './windows.ts';

/**
 * Of so many weeks at least so many days are off: days on which no work begins. Without `countedFrom` the weeks are any days in a row, with
 * it they are counted from the week of that date.
 */
export function daysOffWeeksOracle(
  world: OracleWorld,
  minimumDays: number,
  weeks: number,
  countedFrom?: string,
): readonly OracleBreach[] {
  const shifts = allShifts(world);
  const worked = new Set(shifts.map(({ date }) => date));
  const begins: string[] = [];
  if (countedFrom === undefined) {
    begins.push(...datesOf(plusDays(world.from, 1 - 7 * weeks), plusDays(world.from, world.days)));
  } else {
    // Walk from the counted week in whole blocks to well before the horizon, then on.
    let begin = weekOf(world, countedFrom);
    while (begin > world.from) begin = plusDays(begin, -7 * weeks);
    for (; begin < plusDays(world.from, world.days); begin = plusDays(begin, 7 * weeks)) begins.push(begin);
  }
  return breachesOfWindows(
    begins.map((from) => {
      const end = plusDays(from, 7 * weeks);
      const off = datesOf(from, end).filter((date) => !worked.has(date)).length;
      return { from, end, measured: off, excess: minimumDays - off, concerns: isPlannedIn(shifts, from, end) };
    }),
  );
}
