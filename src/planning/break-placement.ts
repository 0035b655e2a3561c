import { uncoveredOf } from '../audit/cover.ts';
import { scoreRoster } from '../audit/score.ts';
import type { Breach } from '../domain/breach.ts';
import type { Outcome } from '../domain/issue.ts';
import type { Problem } from '../domain/problem.ts';
import type { ObjectivePart, Uncovered } from '../domain/roster.ts';
import type { Shift } from '../domain/shift.ts';
import { placeBreaks } from '../rostering/place-breaks.ts';
import { auditTaskOf, makeAudit } from './audit.ts';

/** The worth of a roster as the audit counts it. */
type Worth = {
  readonly objective: number;
  readonly objectiveParts: readonly ObjectivePart[];
  readonly uncovered: readonly Uncovered[];
  readonly breaches: readonly Breach[];
};

/** A roster with its breaks placed, and its worth before and after. */
export type BreakPlacement = {
  readonly problem: Problem;
  readonly shifts: readonly Shift[];
  /** Shifts whose breaks are others now. */
  readonly moved: readonly string[];
  /** Shifts for whose breaks there is no place: they stay as they were. */
  readonly kept: readonly string[];
  readonly before: Worth;
  readonly after: Worth;
};

function worthOf(problem: Problem, shifts: readonly Shift[]): Outcome<Worth> {
  const audit = makeAudit(auditTaskOf({ problem, shifts }));
  if (!audit.ok) return audit;
  const objectiveParts = scoreRoster(problem, shifts);
  const objective = objectiveParts.reduce((sum, { points }) => sum + points, 0);
  return {
    ok: true,
    value: { objective, objectiveParts, uncovered: uncoveredOf(problem, shifts), breaches: audit.value.breaches },
  };
}

const placesOf = ({ breaks }: Shift): string =>
  JSON.stringify([...breaks].sort((a, b) => a.start - b.start).map(({ start, end, paid }) => [start, end, paid]));

/**
 * Places the breaks of a given roster where its cover loses least. A roster whose breaks are those of its templates already is never worse after it; one
 * that lacked breaks has less cover, and `before` and `after` say how much. Issues where it is no roster of the problem's team.
 */
export function makeBreakPlacement(problem: Problem, given: readonly Shift[], seed: number): Outcome<BreakPlacement> {
  const locks = new Set(problem.locks.map(({ id }) => id));
  const shifts = given.map((shift) => (locks.has(shift.id) ? { ...shift, locked: true } : shift));
  const before = worthOf(problem, shifts);
  if (!before.ok) return before;
  const placed = placeBreaks(problem, shifts, seed);
  const after = worthOf(problem, placed.shifts);
  if (!after.ok) throw new Error(`breaks made of a roster what is none: ${after.issues[0]?.message ?? ''}`);
  const moved = placed.shifts.filter((shift, index) => placesOf(shift) !== placesOf(shifts[index] as Shift));
  return {
    ok: true,
    value: {
      problem,
      shifts: placed.shifts,
      moved: moved.map(({ id }) => id),
      kept: placed.kept,
      before: before.value,
      after: after.value,
    },
  };
}
