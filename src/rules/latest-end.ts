import type { Line, Shift } from '../domain/shift.ts';
import type { Instant } from '../domain/units.ts';

/**
 * The shift of a list that ends last. Not the last one to start: a short shift nested in a long one ends first, and what
 * follows must be measured from the long one.
 */
export function latestEnding(shifts: Line): Shift | undefined {
  let latest: Shift | undefined;
  for (const shift of shifts) latest = laterEnding(latest, shift);
  return latest;
}

/** The later ending of two shifts, the earlier seen where both end together. */
export function laterEnding(seen: Shift | undefined, next: Shift): Shift {
  return seen !== undefined && seen.end >= next.end ? seen : next;
}

/** Start of the first shift of a list; Infinity for an empty one. */
export function earliestStart(shifts: Line): Instant {
  return shifts.reduce((earliest, { start }) => Math.min(earliest, start), Number.POSITIVE_INFINITY);
}
