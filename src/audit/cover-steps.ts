import type { TemplateDemand } from '../domain/problem.ts';
import { ON_CALL, type Shift, WORK, workStretches } from '../domain/shift.ts';
import type { Team } from '../domain/team.ts';
import type { Instant, Interval } from '../domain/units.ts';

/** People on the work over time: `counts[i]` of them from `times[i]` up to `times[i + 1]`, none before the first and after the last time. */
export type CoverSteps = { readonly times: readonly Instant[]; readonly counts: readonly number[] };

/** A stretch with one number of people. */
export type CoverPiece = Interval & { readonly people: number };

/** Whether a shift is one of those that a demand counts on its date: attendances of the activity `work`, or duties where the template is of these. */
export function covers(
  shift: Shift,
  { template, skill }: TemplateDemand,
  { shiftTemplates }: Pick<Team, 'shiftTemplates'>,
): boolean {
  const isDuty = shiftTemplates.some(({ id, onCall }) => id === template && onCall === true);
  return (
    shift.template === template &&
    shift.activity === (isDuty ? ON_CALL : WORK) &&
    (skill === undefined || shift.skill === skill)
  );
}

/** People on the work, neither on a break nor on another activity, for a skill or, without one, in any or none. */
export function coverSteps(shifts: readonly Shift[], skill: string | undefined): CoverSteps {
  const changes = new Map<Instant, number>();
  for (const shift of shifts) {
    for (const stretch of workStretches(shift)) {
      if (skill !== undefined && stretch.skill !== skill) continue;
      changes.set(stretch.start, (changes.get(stretch.start) ?? 0) + 1);
      changes.set(stretch.end, (changes.get(stretch.end) ?? 0) - 1);
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
