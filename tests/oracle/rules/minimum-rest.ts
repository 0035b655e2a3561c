import { allShifts, type OracleBreach, type OracleWorld } from './clock.ts';

/** Nobody starts work until so many hours have passed since the end of all work begun before. */
export function minimumRestOracle(world: OracleWorld, minimumHours: number): readonly OracleBreach[] {
  const shifts = allShifts(world);
  return shifts.flatMap((shift, index) => {
    const earlier = shifts.slice(0, index);
    if (earlier.length === 0) return [];
    const end = Math.max(...earlier.map((one) => one.end));
    const last = earlier.find((one) => one.end === end);
    const rest = shift.start - end;
    const concerns = shift.planned || last?.planned === true;
    return rest < minimumHours * 3600 && concerns ? [{ about: shift.id, measured: rest }] : [];
  });
}
