import { allShifts, group, localMinutes, type OracleBreach, type OracleWorld, weekOf } from './clock.ts';

/** Minutes of the shortest turn of a clock's hand that passes all of the times, tried from each of them. */
function turn(times: readonly number[]): number {
  const turns = times.map((from) => Math.max(...times.map((time) => (time < from ? time + 1440 : time) - from)));
  return Math.min(...turns);
}

/** In a week all work begins at the same time, give or take so many minutes in all. */
export function sameStartWeekOracle(world: OracleWorld, maximumMinutes: number): readonly OracleBreach[] {
  return [...group(allShifts(world), ({ date }) => weekOf(world, date))].flatMap(([about, shifts]) => {
    const minutes = turn(shifts.map(({ start }) => localMinutes(world.zone, start)));
    const concerns = shifts.some(({ planned }) => planned);
    return minutes > maximumMinutes && concerns ? [{ about, measured: minutes * 60 }] : [];
  });
}
