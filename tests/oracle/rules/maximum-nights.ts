import { allShifts, group, localMinutes, type OracleBreach, type OracleWorld, weekOf } from './clock.ts';

export type OracleNight = {
  readonly fromMinutes: number;
  readonly toMinutes: number;
  readonly countsFromMinutes: number;
};

/** Half hours of attendance that the wall clock shows within the night; all times of the tests lie on half hours. */
function nightMinutesOracle(zone: string, night: OracleNight, start: number, end: number): number {
  let minutes = 0;
  for (let at = start; at < end; at += 1800) {
    const clock = localMinutes(zone, at);
    const { fromMinutes, toMinutes } = night;
    const within =
      toMinutes > fromMinutes ? clock >= fromMinutes && clock < toMinutes : clock >= fromMinutes || clock < toMinutes;
    if (within) minutes += 30;
  }
  return minutes;
}

/** Nobody works more than so many nights in a week, a month or the time planned; a night is so many minutes within the window. */
export function maximumNightsOracle(
  world: OracleWorld,
  maximumNights: number,
  window: 'week' | 'month' | 'horizon',
  night: OracleNight,
): readonly OracleBreach[] {
  const nights = allShifts(world).filter(
    ({ start, end, planned }) =>
      (window !== 'horizon' || planned) && nightMinutesOracle(world.zone, night, start, end) >= night.countsFromMinutes,
  );
  const keyOf = (date: string): string =>
    window === 'week' ? weekOf(world, date) : window === 'month' ? `${date.slice(0, 7)}-01` : world.from;
  return [...group(nights, ({ date }) => keyOf(date))].flatMap(([about, shifts]) =>
    shifts.length > maximumNights && shifts.some(({ planned }) => planned) ? [{ about, measured: shifts.length }] : [],
  );
}
