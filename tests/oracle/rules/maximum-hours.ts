import { allShifts, type Dated, group, type OracleBreach, type OracleWorld, weekOf, worked } from './clock.ts';

function over(
  groups: ReadonlyMap<string, readonly Dated[]>,
  measure: (shifts: readonly Dated[]) => number,
  maximumHours: number,
): readonly OracleBreach[] {
  return [...groups].flatMap(([about, shifts]) =>
    measure(shifts) > maximumHours * 3600 && shifts.some(({ planned }) => planned)
      ? [{ about, measured: measure(shifts) }]
      : [],
  );
}

function workOf(shifts: readonly Dated[]): number {
  return shifts.map(worked).reduce((a, b) => a + b, 0);
}

/** The working time of a day does not exceed so many hours; the day is the one on which the work begins. */
export function maximumHoursDayOracle(world: OracleWorld, maximumHours: number): readonly OracleBreach[] {
  return over(
    group(allShifts(world), ({ date }) => date),
    workOf,
    maximumHours,
  );
}

/** From the first start of a day to its last end lie no more than so many hours. */
export function maximumSpreadDayOracle(world: OracleWorld, maximumHours: number): readonly OracleBreach[] {
  const spread = (shifts: readonly Dated[]): number => {
    const starts = shifts.map(({ start }) => start).sort((a, b) => a - b);
    const ends = shifts.map(({ end }) => end).sort((a, b) => b - a);
    return (ends[0] ?? 0) - (starts[0] ?? 0);
  };
  return over(
    group(allShifts(world), ({ date }) => date),
    spread,
    maximumHours,
  );
}

/** The working time of a week does not exceed so many hours. */
export function maximumHoursWeekOracle(world: OracleWorld, maximumHours: number): readonly OracleBreach[] {
  return over(
    group(allShifts(world), ({ date }) => weekOf(world, date)),
    workOf,
    maximumHours,
  );
}
