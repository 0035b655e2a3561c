/** Points are counted in whole units of 2^-20: values on a grid of 1/1024 and prices in whole points are whole units, and sums of units have no rounding. */
export const UNITS_PER_POINT = 2 ** 20;

/** A number that a proof cannot be counted with exactly. */
export class BeyondExact extends Error {}

/** Units of some points, rounded down. */
export function unitsBelow(points: number): number {
  const units = Math.floor(points * UNITS_PER_POINT);
  if (!Number.isSafeInteger(units)) throw new BeyondExact(`${points} points cannot be counted exactly`);
  return units;
}

/** A number of units that sums of so many like it leave exact. */
export function safeUnits(units: bigint, terms = 64n): number {
  const limit = BigInt(Number.MAX_SAFE_INTEGER) / terms;
  if (units > limit || units < -limit) throw new BeyondExact(`${units} units cannot be summed exactly`);
  return Number(units);
}

/** Quotient of whole numbers, rounded down; `by` is positive. */
export function floorDivided(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}
