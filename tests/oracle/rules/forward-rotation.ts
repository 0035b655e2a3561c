import { allShifts, group, localMinutes, type OracleBreach, type OracleWorld, plusDays } from './clock.ts';

/**
 * From one working day to the next work begins at the same time of day or later; only after so many days off in a row may it begin
 * earlier. The time of a day is that at which its work first begins.
 */
export function forwardRotationOracle(world: OracleWorld, daysOff: number): readonly OracleBreach[] {
  const days = group(allShifts(world), ({ date }) => date);
  return [...days.keys()].flatMap((date) => {
    let off = 0;
    while (off < daysOff && !days.has(plusDays(date, off + 1))) off++;
    if (off === daysOff) return [];
    const firstOf = (on: string) => (days.get(on) ?? []).toSorted((a, b) => a.start - b.start)[0];
    const [one, next] = [firstOf(date), firstOf(plusDays(date, off + 1))];
    if (one === undefined || next === undefined || !(one.planned || next.planned)) return [];
    const earlier = localMinutes(world.zone, one.start) - localMinutes(world.zone, next.start);
    return earlier > 0 ? [{ about: `${one.id} ${next.id}`, measured: earlier * 60 }] : [];
  });
}
