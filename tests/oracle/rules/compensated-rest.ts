import { allShifts, localDate, type OracleBreach, type OracleWorld, plusDays } from './clock.ts';

export type OracleCompensation = {
  readonly minimumHours: number;
  readonly reducedToHours: number;
  readonly compensatingHours: number;
  readonly withinDays: number;
};

/**
 * Rest is so many hours. It may be cut to fewer if each such cut is made good by a later rest of more hours within so many days; one rest makes good one cut, and
 * earlier cuts come first. Nobody can tell that a cut was not made good before work goes on behind its days.
 */
export function compensatedRestOracle(world: OracleWorld, rule: OracleCompensation): readonly OracleBreach[] {
  const shifts = allShifts(world);
  const rests = shifts.slice(1).map((next, index) => {
    const before = shifts.slice(0, index + 1);
    const end = Math.max(...before.map((shift) => shift.end));
    return { next, end, last: before.find((shift) => shift.end === end), seconds: next.start - end };
  });
  const given = new Set<number>();
  return rests.flatMap(({ next, last, seconds }, index) => {
    const pair = next.planned || last?.planned === true;
    if (seconds >= rule.minimumHours * 3600) return [];
    if (seconds < rule.reducedToHours * 3600) return pair ? [{ about: `${next.id} short`, measured: seconds }] : [];
    const until = plusDays(next.date, rule.withinDays);
    const long = rests.findIndex(
      (rest, at) =>
        at > index &&
        !given.has(at) &&
        rest.seconds >= rule.compensatingHours * 3600 &&
        localDate(world.zone, rest.end + rule.compensatingHours * 3600) <= until,
    );
    if (long >= 0) given.add(long);
    const goesOn = shifts.some(({ date }) => date > until);
    const within = shifts.slice(index + 2).some(({ date, planned }) => planned && date <= until);
    return long < 0 && goesOn && (pair || within) ? [{ about: `${next.id} owed`, measured: seconds }] : [];
  });
}
