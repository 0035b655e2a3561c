import { changesOf } from '../audit/changes.ts';
import { demandParts, scoreRoster } from '../audit/score.ts';
import { hardPrice } from '../domain/hard-price.ts';
import type { Problem } from '../domain/problem.ts';
import type { ObjectivePart, Roster } from '../domain/roster.ts';
import type { Shift } from '../domain/shift.ts';
import { isHard } from '../rules/compile.ts';
import { judgeLines } from './drafts/score-draft.ts';

/** The same problem where breaks of kept shifts move for nothing: the part of it that the search solves. */
export function withFreeBreaks(problem: Problem): Problem {
  const { baseline } = problem;
  if (baseline === undefined) return problem;
  const { movedBreak: _movedBreak, ...prices } = baseline.prices;
  return { ...problem, baseline: { ...baseline, prices } };
}

function sumOf(parts: readonly ObjectivePart[]): number {
  return parts.reduce((sum, { points }) => sum + points, 0);
}

/** Gap below which a bound is reached but for the rounding of sums. */
const NO_GAP = 1e-9;

type Moved = { readonly found: Shift; readonly told: Shift; readonly points: number };

/** Hard breaches of an employee's line. */
function hardBreaches(problem: Problem, shifts: readonly Shift[], employeeId: string): number {
  const { breaches } = judgeLines(problem, shifts, new Set([employeeId]));
  return breaches.filter(({ severity }) => isHard(severity)).length;
}

/** What the demands that lie within the times of a shift cost with the people beside it. */
function coverAround(problem: Problem, shifts: readonly Shift[], { start, end }: Shift, hard: number): number {
  const isBeside = (one: { readonly start: number; readonly end: number }): boolean =>
    one.start < end && one.end > start;
  const near: Problem = {
    ...problem,
    past: problem.past?.filter(isBeside),
    future: problem.future?.filter(isBeside),
    intervalDemands: problem.intervalDemands.filter(isBeside),
    templateDemands: [],
  };
  return sumOf(demandParts(near, shifts.filter(isBeside), hard));
}

/**
 * The shifts of a roster with the breaks of kept shifts back where they were published, but for those whose move gains more cover than it costs: one
 * after the other, in order of the changes. The best of this, the roster as it was found and the one with all breaks back, by the whole objective.
 */
function settled(problem: Problem, shifts: readonly Shift[]): readonly Shift[] {
  const moved = changesOf(problem, shifts).flatMap(({ kind, from, to, points }): Moved[] =>
    kind === 'breaks' && from !== undefined && to !== undefined && to.locked !== true
      ? [{ found: to, told: { ...to, breaks: from.breaks }, points }]
      : [],
  );
  if (moved.length === 0) return shifts;
  const at = new Map(shifts.map((shift, index) => [shift, index]));
  const now = [...shifts];
  const put = ({ found }: Moved, shift: Shift): void => {
    now[at.get(found) as number] = shift;
  };
  const back = moved.filter((one) => {
    const before = hardBreaches(problem, now, one.found.employeeId);
    put(one, one.told);
    if (hardBreaches(problem, now, one.found.employeeId) <= before) return true;
    put(one, one.found);
    return false;
  });
  const allBack = [...now];
  const hard = hardPrice(problem);
  for (const one of back) {
    const kept = coverAround(problem, now, one.found, hard);
    put(one, one.found);
    if (coverAround(problem, now, one.found, hard) + one.points >= kept) put(one, one.told);
  }
  const people = [...new Set(back.map(({ found }) => found.employeeId))];
  const isLegal = people.every((id) => hardBreaches(problem, now, id) <= hardBreaches(problem, shifts, id));
  const choices = [...(isLegal ? [now] : []), allBack, shifts].map((list) => ({
    list,
    points: sumOf(scoreRoster(problem, list)),
  }));
  return choices.reduce((best, one) => (one.points < best.points ? one : best)).list;
}

/**
 * A roster that was solved with breaks that move for nothing, with those of kept shifts settled and all moves counted. The bound holds as it is: moves only
 * add to what it was proven for. `besideOf`: what is told of a roster beside its points.
 */
export function withPublishedBreaks(
  problem: Problem,
  roster: Roster,
  besideOf: (problem: Problem, shifts: readonly Shift[]) => Partial<Roster>,
): Roster {
  if (problem.baseline === undefined || roster.objective === null) return { ...roster, problem };
  const shifts = settled(problem, roster.shifts);
  const objectiveParts = scoreRoster(problem, shifts);
  const objective = sumOf(objectiveParts);
  const { bound } = roster;
  const gap = bound === null ? null : objective <= 0 ? 0 : Math.max(0, (objective - bound) / objective);
  // What was proven is who works when; moves that remain are beyond the proof.
  const isLess = objective > roster.objective && (gap === null || gap > NO_GAP);
  const wasReached = roster.endedBy === 'proof' || roster.endedBy === 'gap';
  return {
    ...roster,
    problem,
    shifts,
    objectiveParts,
    objective,
    gap,
    ...(isLess && roster.status === 'optimal' ? { status: 'feasible' } : {}),
    ...(isLess && wasReached && roster.status !== 'infeasible' ? { endedBy: 'exhausted' } : {}),
    ...besideOf(problem, shifts),
    ...(shifts === roster.shifts ? {} : { breaches: judgeLines(problem, shifts).breaches }),
  };
}
