import { instantsOf, localOf, offsetSecondsAt, plannedInstant } from '../../domain/calendar.ts';
import type { Shift } from '../../domain/shift.ts';
import type { Instant, Interval, LocalDate, Seconds, Zone } from '../../domain/units.ts';
import { SECONDS_PER_MINUTE } from '../../domain/units.ts';

/** What the clock on the wall says passes between two instants. */
function wallSeconds(zone: Zone, start: Instant, end: Instant): Seconds {
  return end - start + offsetSecondsAt(zone, end) - offsetSecondsAt(zone, start);
}

/**
 * The first instant after `after` at which the wall clock shows the time. For a repeated time that is the one that follows, so that a shift that
 * starts in the second of the two hours does not end in the first.
 */
function nextShown(zone: Zone, date: LocalDate, minutes: number, after: Instant): Instant {
  return instantsOf(zone, date, minutes).find((instant) => instant > after) ?? plannedInstant(zone, date, minutes);
}

/** Breaks and pieces from their wanted starts, in order, none over another and none beyond the shift; each as long as it was. */
function fitted<P extends Interval>(breaks: readonly P[], start: Instant, end: Instant): readonly P[] {
  const forwards: P[] = [];
  let free = start;
  for (const pause of breaks) {
    const at = Math.max(free, pause.start);
    free = at + (pause.end - pause.start);
    forwards.push({ ...pause, start: at, end: free });
  }
  let last = end;
  for (let index = forwards.length - 1; index >= 0; index--) {
    const pause = forwards[index] as P;
    const until = Math.min(last, pause.end);
    last = until - (pause.end - pause.start);
    forwards[index] = { ...pause, start: last, end: until };
  }
  return forwards;
}

/**
 * The shift from another start, planned for `minutes` of wall clock on `date`; `start` is the instant of that.
 *
 * Length and breaks' places move by the wall clock, as templates are: a night from 23:00 to 07:30 is put on the night of a clock change as 23:00
 * to 07:30, which its people expect, though it is then an hour shorter or longer. Breaks and pieces keep their elapsed length. Where the clocks
 * change within the old shift so that the wall clock ran backwards over it, and where the new end would not lie behind the start, elapsed time
 * is what is kept.
 */
function laidFrom<S extends Shift>(zone: Zone, shift: S, start: Instant, date: LocalDate, minutes: number): S {
  const length = wallSeconds(zone, shift.start, shift.end);
  const shown = (wall: Seconds): Instant => nextShown(zone, date, minutes + wall / SECONDS_PER_MINUTE, start);
  const byWall = length > 0 ? shown(length) : start;
  const end = byWall > start ? byWall : start + (shift.end - shift.start);
  const laid = <P extends Interval>(inner: P): P => {
    const offset = wallSeconds(zone, shift.start, inner.start);
    const at = offset > 0 ? shown(offset) : start + (inner.start - shift.start);
    return { ...inner, start: at, end: at + (inner.end - inner.start) };
  };
  type Inner = { readonly of: 'breaks' | 'pieces'; readonly index: number } & Interval;
  const inners: Inner[] = [
    ...shift.breaks.map((pause, index) => ({ ...laid(pause), of: 'breaks' as const, index })),
    ...(shift.pieces ?? []).map((piece, index) => ({ ...laid(piece), of: 'pieces' as const, index })),
  ];
  const placed = fitted(
    inners.sort((a, b) => a.start - b.start),
    start,
    end,
  );
  const of = <P extends Interval>(part: Inner['of'], list: readonly P[]): readonly P[] =>
    placed.flatMap((one) => {
      const inner = one.of === part ? list[one.index] : undefined;
      return inner === undefined ? [] : [{ ...inner, start: one.start, end: one.end }];
    });
  const moved = { ...shift, start, end, breaks: of('breaks', shift.breaks) };
  return shift.pieces === undefined ? moved : { ...moved, pieces: of('pieces', shift.pieces) };
}

/** The shift with another start: see `laidFrom`. The instant decides which of two equal wall-clock times is meant. */
export function movedTo<S extends Shift>(zone: Zone, shift: S, start: Instant): S {
  if (start === shift.start) return shift;
  const { date, minutes } = localOf(zone, start);
  return laidFrom(zone, shift, start, date, minutes);
}

/** The shift on another date at the same times of day: of a repeated time the first, for a skipped one the instant of the change. */
export function laidOnDate<S extends Shift>(zone: Zone, shift: S, date: LocalDate): S {
  const { minutes } = localOf(zone, shift.start);
  return laidFrom(zone, shift, plannedInstant(zone, date, minutes), date, minutes);
}
