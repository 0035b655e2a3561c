import { missingActivities } from '../audit/activities.ts';
import { shortagesOf, uncoveredOf } from '../audit/cover.ts';
import { scoreRoster } from '../audit/score.ts';
import { teamBreachesOf } from '../audit/team-rules.ts';
import type { MissingActivity } from '../domain/activity.ts';
import type { Breach } from '../domain/breach.ts';
import { hasHard } from '../domain/hard-price.ts';
import type { Note } from '../domain/forecast.ts';
import type { Outcome } from '../domain/issue.ts';
import type { Problem } from '../domain/problem.ts';
import type { Roster } from '../domain/roster.ts';
import { withoutOnCall } from '../domain/on-call.ts';
import { isOnCall, type Piece, type Shift } from '../domain/shift.ts';
import { placeOnCall } from '../rostering/place-on-call.ts';
import { coverState, mostSavedPerHour } from '../rostering/cover-state.ts';
import { mostActivityHours, placeActivities } from '../rostering/place-activities.ts';
import { splitSkills } from '../rostering/split-skills.ts';
import { isHard } from '../rules/compile.ts';
import { auditTaskOf, makeAudit } from './audit.ts';

/** A roster with its activities in it, counted by the audit from the shifts alone. */
export type PlacedRoster = Pick<
  Roster,
  'shifts' | 'objectiveParts' | 'uncovered' | 'shortages' | 'teamBreaches' | 'breaches'
> & {
  readonly objective: number;
  readonly missingActivities?: readonly MissingActivity[] | undefined;
};

/** Whether a problem wants anything put into its shifts once these are found. */
export function wantsPlacement(problem: Problem): boolean {
  const { activities = [], splitSkills } = problem;
  return activities.length > 0 || splitSkills !== undefined || withoutOnCall(problem) !== problem;
}

/** The problem that is solved first: of who works when. */
export function withoutPlacement(problem: Problem): Problem {
  return { ...withoutOnCall(problem), activities: undefined, splitSkills: undefined };
}

const keyOf = ({ ruleId, employeeId, span, shiftIds }: Breach): string =>
  JSON.stringify([ruleId, employeeId, span.start, span.end, shiftIds]);

/**
 * The shifts with as many of the new pieces as no hard rule minds: such as one that wants somebody senior on the work at every moment. What touches a
 * breach that was not there before is taken out, of everybody who takes part in it.
 */
function withoutNewBreaches(problem: Problem, before: readonly Shift[], after: readonly Shift[]): readonly Shift[] {
  const old = new Set(breachesOf(problem, before).map(keyOf));
  const had = new Map(before.map((shift) => [shift.id, shift.pieces ?? []]));
  const isNew = (shift: Shift, piece: Piece): boolean => had.get(shift.id)?.includes(piece) !== true;
  let shifts = after;
  for (;;) {
    const added = breachesOf(problem, shifts).filter((one) => isHard(one.severity) && !old.has(keyOf(one)));
    if (added.length === 0) return shifts;
    const pieces = shifts.flatMap((shift) => (shift.pieces ?? []).filter((piece) => isNew(shift, piece)));
    const touching = pieces.filter((piece) =>
      added.some(({ span }) => span.start < piece.end && span.end > piece.start),
    );
    const gone = new Set((touching.length > 0 ? touching : pieces).map(({ start, end }) => `${start} ${end}`));
    if (gone.size === 0) throw new Error('a roster has breaches that nothing placed in it has made');
    shifts = shifts.map((shift) => {
      const kept = shift.pieces?.filter((piece) => !isNew(shift, piece) || !gone.has(`${piece.start} ${piece.end}`));
      return kept === undefined || kept.length === shift.pieces?.length ? shift : { ...shift, pieces: kept };
    });
  }
}

function breachesOf(problem: Problem, shifts: readonly Shift[]): readonly Breach[] {
  const audit = makeAudit(auditTaskOf({ problem, shifts }));
  if (audit.ok) return audit.value.breaches;
  throw new Error(`the roster cannot be audited: ${audit.issues.map(({ message }) => message).join(' ')}`);
}

function counted(problem: Problem, shifts: readonly Shift[]): PlacedRoster {
  const objectiveParts = scoreRoster(problem, shifts);
  return {
    shifts,
    objectiveParts,
    objective: objectiveParts.reduce((sum, { points }) => sum + points, 0),
    uncovered: uncoveredOf(problem, shifts),
    ...(hasHard(problem) ? { shortages: shortagesOf(problem, shifts) } : {}),
    ...((problem.team.teamRules ?? []).length === 0 ? {} : { teamBreaches: teamBreachesOf(problem, shifts) }),
    breaches: breachesOf(problem, shifts),
    ...(problem.activities === undefined ? {} : { missingActivities: missingActivities(problem, shifts) }),
  };
}

/** Puts what a problem wants into given shifts; never worse than these as they are. */
function place(problem: Problem, shifts: readonly Shift[], seed: number): PlacedRoster {
  const before = counted(problem, shifts);
  const withActivities = placeActivities(problem, shifts, seed);
  const found = withoutNewBreaches(
    problem,
    shifts,
    problem.splitSkills === undefined
      ? withActivities
      : splitSkills(problem, withActivities, problem.splitSkills.leastMinutes, seed),
  );
  const after = counted(problem, found);
  const isShorter = (after.shortages ?? []).length > (before.shortages ?? []).length;
  return after.objective < before.objective && !isShorter ? after : before;
}

/** The activities of a problem placed in a roster that was given; issues where it is no roster of this team. */
export function placeInRoster(problem: Problem, shifts: readonly Shift[], seed: number): Outcome<PlacedRoster> {
  const audit = makeAudit(auditTaskOf({ problem, shifts }));
  return audit.ok ? { ok: true, value: place(problem, shifts, seed) } : audit;
}

/**
 * A solved roster with its duties on call and activities, and its people divided over their skills. Duties cost nothing but where they are missing. Its bound was proven for rosters without them. A piece takes people from the cover, which is dearer for it or
 * as dear, except where there are too many already and each hour less saves the price of one above target: so much for each hour of all
 * activities is taken off the bound, and what is left holds for every roster with activities too. Where shifts may be divided over skills there is no
 * bound: one person may then meet needs that no roster of whole shifts meets.
 */
export function rosterWithPieces(problem: Problem, roster: Roster, seed: number): Roster {
  if (roster.objective === null) return { ...roster, problem };
  const placed = place(problem, placeOnCall(problem, [...roster.shifts, ...problem.locks.filter(isOnCall)]), seed);
  const { objective } = placed;
  const state = coverState(problem, roster.shifts, []);
  const saved = mostActivityHours(problem) * mostSavedPerHour(state, problem.team.employees.length);
  const isDivided = problem.splitSkills !== undefined;
  const bound = roster.bound === null || isDivided ? null : Math.min(objective, Math.max(0, roster.bound - saved));
  const isOptimal = bound !== null && objective - bound <= 1e-5 * Math.max(1, objective);
  // Without everything that must be covered it is the roster of a problem that has none.
  const isFound = roster.status === 'optimal' || roster.status === 'feasible';
  const notes: Note[] = [...roster.notes];
  if (roster.bound !== null && bound !== null && bound < roster.bound) {
    notes.push({ code: 'bound-with-activities', facts: { points: roster.bound - bound } });
  }
  if (isDivided) notes.push({ code: 'bound-not-of-splits', facts: {} });
  return {
    ...roster,
    ...placed,
    ...(bound === null ? { proof: undefined } : {}),
    problem,
    bound,
    boundKind: bound === null ? 'none' : roster.boundKind,
    gap: bound === null ? null : objective <= 0 ? 0 : (objective - bound) / objective,
    status: isFound ? (isOptimal ? 'optimal' : 'feasible') : roster.status,
    // What was proven is who works when, not where the activities are.
    endedBy:
      isOptimal || !isFound || (roster.endedBy !== 'proof' && roster.endedBy !== 'gap') ? roster.endedBy : 'exhausted',
    notes,
  };
}
