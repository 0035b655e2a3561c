import { allShifts, type OracleBreach, type OracleWorld, plusDays } from './clock.ts';

/** After shift `first` on one day nobody works shift `next` on the day after. */
export function forbiddenSuccessionOracle(
  world: OracleWorld,
  pairs: readonly (readonly [first: string, next: string])[],
): readonly OracleBreach[] {
  const shifts = allShifts(world);
  return shifts.flatMap((first) =>
    shifts
      .filter(
        (next) =>
          next.date === plusDays(first.date, 1) &&
          (first.planned || next.planned) &&
          pairs.some(([a, b]) => a === first.template && b === next.template),
      )
      .map((next) => ({ about: `${first.id} ${next.id}`, measured: 1 })),
  );
}
