import type { Break, Shift } from '../domain/shift.ts';
import type { Instant, Interval } from '../domain/units.ts';

/** People on the work over time: `counts[i]` of them from `times[i]` up to `times[i + 1]`, none before the first and after the last time. */
export type CoverSteps = { readonly times: readonly Instant[]; readonly counts: readonly number[] };

/** A stretch with one number of people. */
export type CoverPiece = Interval & { readonly people: number };

/** Only the activity `work` covers demand: somebody in training or a meeting attends, and is not on the work. */
export function covers(shift: Shift, skill: string | undefined): boolean {
  return shift.activity === 'work' && (skill === undefined || shift.skill === skill);
}

function workSpans(shift: Shift): readonly Interval[] {
  const spans: Interval[] = [];
  let start = shift.start;
  for (const pause of [...shift.breaks].sort((a: Break, b: Break) => a.start - b.start)) {
    if (pause.start > start) spans.push({ start, end: Math.min(pause.start, shift.end) });
    start = Math.max(start, pause.end);
  }
  if (shift.end > start) spans.push({ start, end: shift.end });
  return spans;
}

/** People on the work and not on a break, for a skill or, without one, in any or none. */
export function coverSteps(shifts: readonly Shift[], skill: string | undefined): CoverSteps {
  const changes = new Map<Instant, number>();
  for (const shift of shifts) {
    if (!covers(shift, skill)) continue;
    for (const { start, end } of workSpans(shift)) {
      changes.set(start, (changes.get(start) ?? 0) + 1);
      changes.set(end, (changes.get(end) ?? 0) - 1);
    }
  }
  const times = [...changes.keys()].sort((a, b) => a - b);
  let people = 0;
  const counts = times.map((time) => (people += changes.get(time) ?? 0));
  return { times, counts };
}

/** Index of the last time at or before an instant, -1 where all lie behind it. */
function lastAtOrBefore(times: readonly Instant[], instant: Instant): number {
  let low = -1;
  let high = times.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Number.POSITIVE_INFINITY) <= instant) low = middle;
    else high = middle;
  }
  return low;
}

/** The stretches of a span in order; together they fill it exactly. */
export function coverPieces({ times, counts }: CoverSteps, span: Interval): readonly CoverPiece[] {
  const pieces: CoverPiece[] = [];
  let index = lastAtOrBefore(times, span.start);
  for (let start = span.start; start < span.end; index++) {
    const end = Math.min(span.end, times[index + 1] ?? Number.POSITIVE_INFINITY);
    pieces.push({ start, end, people: counts[index] ?? 0 });
    start = end;
  }
  return pieces;
}
