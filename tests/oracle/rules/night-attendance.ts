import { allShifts, localMinutes, type OracleBreach, type OracleShift, type OracleWorld, worked } from './clock.ts';

/** A window of the wall clock in minutes of the day; an end at or before the start is on the next day. */
export type OracleClockWindow = { readonly fromMinutes: number; readonly toMinutes: number };

/** Seconds of attendance that the wall clock shows within the window; all times of the tests lie on half hours. */
export function secondsWithin(zone: string, window: OracleClockWindow, shift: OracleShift): number {
  const { fromMinutes, toMinutes } = window;
  let seconds = 0;
  for (let at = shift.start; at < shift.end; at += 1800) {
    const clock = localMinutes(zone, at);
    const isAfter = clock >= fromMinutes;
    const isBefore = clock < toMinutes;
    if (toMinutes > fromMinutes ? isAfter && isBefore : isAfter || isBefore) seconds += 1800;
  }
  return seconds;
}

/** Nobody of the group is at work between these times of the day, or only so many minutes of a shift. */
export function forbiddenWindowOracle(
  world: OracleWorld,
  window: OracleClockWindow,
  maximumMinutes: number,
): readonly OracleBreach[] {
  return allShifts(world).flatMap((shift) => {
    const measured = secondsWithin(world.zone, window, shift);
    return shift.planned && measured > maximumMinutes * 60 ? [{ about: shift.id, measured }] : [];
  });
}

/** A night shift, which is one with so many minutes of night, lasts no longer than so many hours (or is shorter than that). */
export function nightShiftLengthOracle(
  world: OracleWorld,
  night: OracleClockWindow & { readonly countsFromMinutes: number },
  terms: { readonly maximumHours: number; readonly measure: 'work' | 'span'; readonly strict: boolean },
): readonly OracleBreach[] {
  return allShifts(world).flatMap((shift) => {
    if (!shift.planned || secondsWithin(world.zone, night, shift) < night.countsFromMinutes * 60) return [];
    const measured = terms.measure === 'span' ? shift.end - shift.start : worked(shift);
    const hours = measured / 3600;
    const isTooLong = terms.strict ? hours >= terms.maximumHours : hours > terms.maximumHours;
    return isTooLong ? [{ about: shift.id, measured }] : [];
  });
}
