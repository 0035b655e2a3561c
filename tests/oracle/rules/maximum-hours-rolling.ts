import { allShifts, type Dated, type OracleBreach, type OracleWorld, plusDays, worked } from './clock.ts';
import { breachesOfWindows, isPlannedIn } from './windows.ts';

/** In any so many days in a row no more than so many hours are worked; a day's work is that which begins on it. */
export function maximumHoursInDaysOracle(
  world: OracleWorld,
  maximumHours: number,
  windowDays: number,
): readonly OracleBreach[] {
  const shifts = allShifts(world);
  return breachesOfWindows(
    Array.from({ length: windowDays - 1 + world.days }, (_, index) => {
      const from = plusDays(world.from, index - windowDays + 1);
      const end = plusDays(from, windowDays);
      const within = shifts.filter(({ date }) => date >= from && date < end);
      const measured = within.map(worked).reduce((a, b) => a + b, 0);
      return { from, end, measured, excess: measured - maximumHours * 3600, concerns: isPlannedIn(shifts, from, end) };
    }),
  );
}

function isAtWork(shift: Dated, instant: number): boolean {
  const isPause = shift.breaks.some(({ start, end, paid }) => !paid && start <= instant && instant < end);
  return shift.start <= instant && instant < shift.end && !isPause;
}

/**
 * In any so many hours in a row no more than so many are worked. Tried is a window from every half hour, which is where work begins and ends; told are the
 * planned shifts that are worked in one with too much, and the hours of the fullest.
 */
export function maximumHoursInHoursOracle(
  world: OracleWorld,
  maximumHours: number,
  windowHours: number,
): { readonly shifts: readonly string[]; readonly measured: number } {
  const shifts = allShifts(world);
  const half = 1800;
  const first = Math.min(...shifts.map(({ start }) => start)) - windowHours * 3600;
  const last = Math.max(...shifts.map(({ end }) => end));
  const guilty = new Set<string>();
  let most = 0;
  // What is worked in each half hour, and by which shifts.
  const slots: (readonly Dated[])[] = [];
  for (let at = first; at < last; at += half) slots.push(shifts.filter((shift) => isAtWork(shift, at)));
  for (let index = 0; index < slots.length; index++) {
    const within = slots.slice(index, index + windowHours * 2).flat();
    const measured = within.length * half;
    const planned = within.filter((shift) => shift.planned);
    if (measured <= maximumHours * 3600 || planned.length === 0) continue;
    most = Math.max(most, measured);
    for (const { id } of planned) guilty.add(id);
  }
  return { shifts: [...guilty].sort(), measured: most };
}
