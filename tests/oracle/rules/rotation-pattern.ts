import { allShifts, localMinutes, type OracleBreach, type OracleWorld, plusDays, weekOf } from './clock.ts';

export type OracleRotation = {
  readonly pattern: readonly string[];
  readonly byWeek: boolean;
  readonly countedFrom: string;
  readonly offset: number;
  readonly earlyFrom: number;
  readonly lateFrom: number;
  readonly nightFrom: number;
};

/** Entries passed between two dates, found by walking from one to the other. */
function stepsBetween(from: string, to: string, days: number): number {
  let steps = 0;
  for (let date = from; date < to; date = plusDays(date, days)) steps++;
  for (let date = from; date > to; date = plusDays(date, -days)) steps--;
  return steps;
}

/** Every shift is of the class that the rotation has for its day; on a day off there is none. */
export function rotationPatternOracle(world: OracleWorld, rotation: OracleRotation): readonly OracleBreach[] {
  const { pattern, byWeek, countedFrom } = rotation;
  return allShifts(world).flatMap(({ id, start, date, planned }) => {
    const steps = byWeek
      ? stepsBetween(weekOf(world, countedFrom), weekOf(world, date), 7)
      : stepsBetween(countedFrom, date, 1);
    let entry = steps + rotation.offset;
    while (entry < 0) entry += pattern.length;
    while (entry >= pattern.length) entry -= pattern.length;
    const due = pattern[entry];
    const clock = localMinutes(world.zone, start);
    const isEarly = clock >= rotation.earlyFrom && clock < rotation.lateFrom;
    const isLate = clock >= rotation.lateFrom && clock < rotation.nightFrom;
    const is = isEarly ? 'early' : isLate ? 'late' : 'night';
    return planned && due !== 'any' && due !== is ? [{ about: id, measured: 1 }] : [];
  });
}
