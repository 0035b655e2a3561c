import type { Shift } from '../domain/shift.ts';
import type { Interval, Seconds } from '../domain/units.ts';

/** The work of a shift: its attendance without the unpaid breaks, in order. */
export function workOf(shift: Shift): readonly Interval[] {
  const pieces: Interval[] = [];
  let { start } = shift;
  for (const pause of shift.breaks.filter(({ paid }) => !paid).toSorted((a, b) => a.start - b.start)) {
    pieces.push({ start, end: pause.start });
    start = pause.end;
  }
  return [...pieces, { start, end: shift.end }].filter((piece) => piece.end > piece.start);
}

/** Seconds of the pieces within [start, end). */
export function secondsWithin(pieces: readonly Interval[], { start, end }: Interval): Seconds {
  return pieces.reduce((sum, piece) => sum + Math.max(0, Math.min(end, piece.end) - Math.max(start, piece.start)), 0);
}
