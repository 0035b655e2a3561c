import { DateTime } from 'luxon';
import { allShifts, type OracleBreach, type OracleWorld, plusDays, weekOf } from './clock.ts';
import { breachesOfWindows, type OracleWindow } from './windows.ts';

export type RestWays = {
  /** So many rests of so many hours in so many days; one of these ways is enough. */
  readonly ways: readonly { readonly count: number; readonly hours: number; readonly days: number }[];
  /** Windows are counted from the week of this date; any days in a row where it is absent. */
  readonly countedFrom?: string | undefined;
  readonly dailyRestHours: number;
};

function midnight(zone: string, date: string): number {
  return DateTime.fromISO(date, { zone }).startOf('day').toSeconds();
}

/**
 * In every so many days the employee has so many uninterrupted rests of so many hours, besides the daily rest that follows work, in one of the ways
 * allowed. A rest counts as far as it lies in these days; a long rest is as many as fit into it. A way for fewer days than the longest one's must
 * be kept in all of these.
 */
export function weeklyRestOracle(
  world: OracleWorld,
  { ways, countedFrom, dailyRestHours }: RestWays,
): readonly OracleBreach[] {
  const daily = dailyRestHours * 3600;
  const shifts = allShifts(world);
  let length = 7;
  while (ways.some(({ days }) => length % days !== 0)) length += 7;

  // Time at which nobody works and no daily rest is due, cut out of [from, to) shift by shift.
  const freeIn = (from: number, to: number): readonly (readonly [number, number])[] => {
    let free: (readonly [number, number])[] = [[from, to]];
    for (const { start, end } of shifts) {
      free = free.flatMap(([a, b]): (readonly [number, number])[] => [
        [a, Math.min(b, start)],
        [Math.max(a, end + daily), b],
      ]);
      free = free.filter(([a, b]) => b > a);
    }
    return free;
  };
  /** Hours of the longest rest of which there are `count`. */
  const longest = (from: string, days: number, count: number): number => {
    const free = freeIn(midnight(world.zone, from), midnight(world.zone, plusDays(from, days)));
    const has = (seconds: number): boolean =>
      free.reduce((rests, [a, b]) => rests + Math.floor((b - a) / seconds), 0) >= count;
    let [low, high] = [0, days * 90_000];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (has(middle)) low = middle;
      else high = middle;
    }
    return low;
  };

  const begins: string[] = [];
  const last = plusDays(world.from, world.days + 5);
  let begin = countedFrom === undefined ? plusDays(world.from, -length - 5) : weekOf(world, countedFrom);
  while (begin > plusDays(world.from, -length)) begin = plusDays(begin, -length);
  for (; begin <= last; begin = plusDays(begin, countedFrom === undefined ? 1 : length)) begins.push(begin);

  const windows = begins.map((from): OracleWindow => {
    const end = plusDays(from, length);
    const best = ways
      .map(({ count, hours, days }) => {
        let measured = Number.POSITIVE_INFINITY;
        for (let part = 0; part + days <= length; part += countedFrom === undefined ? 1 : days) {
          measured = Math.min(measured, longest(plusDays(from, part), days, count));
        }
        return { measured, excess: hours * 3600 - measured };
      })
      .reduce((nearest, one) => (one.excess < nearest.excess ? one : nearest));
    const [start, stop] = [midnight(world.zone, from), midnight(world.zone, end)];
    const concerns = shifts.some((shift) => shift.planned && shift.start < stop && shift.end + daily > start);
    return { from, end, ...best, concerns };
  });
  return breachesOfWindows(windows);
}
