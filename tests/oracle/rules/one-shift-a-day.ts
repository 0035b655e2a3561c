import { allShifts, type OracleWorld } from './clock.ts';

/** The planned shifts that begin on a day with another shift, or are worked while another is. */
export function oneShiftADayOracle(world: OracleWorld): readonly string[] {
  const shifts = allShifts(world);
  return shifts
    .filter(
      (shift) =>
        shift.planned &&
        shifts.some(
          (other) =>
            other.id !== shift.id &&
            (other.date === shift.date || (other.start < shift.end && shift.start < other.end)),
        ),
    )
    .map(({ id }) => id);
}
