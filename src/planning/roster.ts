import { changesOf } from '../audit/changes.ts';
import { shortagesOf, uncoveredOf } from '../audit/cover.ts';
import { fairnessOf } from '../audit/fairness.ts';
import { scoreRoster } from '../audit/score.ts';
import { teamBreachesOf } from '../audit/team-rules.ts';
import { isLiftedThroughout } from '../domain/agreement.ts';
import type { Breach } from '../domain/breach.ts';
import { hasHard } from '../domain/hard-price.ts';
import type { Note } from '../domain/forecast.ts';
import type { Outcome } from '../domain/issue.ts';
import { withOtherWork } from '../domain/other-work.ts';
import type { Problem } from '../domain/problem.ts';
import type { ObjectivePart, Roster, SolveLimits } from '../domain/roster.ts';
import { compareShifts, type Shift } from '../domain/shift.ts';
import { SECONDS_PER_HOUR } from '../domain/units.ts';
import type { RosterEngines } from '../rostering/run-engine.ts';
import type { RosterAnswer } from '../rostering/solve.ts';
import { solveProblem } from '../rostering/solve.ts';
import { isHard } from '../rules/compile.ts';
import { auditTaskOf, makeAudit } from './audit.ts';
import { withKeptDays } from './kept-before.ts';
import { neverAllowedNotes, noTemplateFitsNotes } from './never-allowed.ts';
import { rosterWithPieces, wantsPlacement, withoutPlacement } from './placement.ts';
import type { SolveControl } from './ports.ts';
import { withFreeBreaks, withPublishedBreaks } from './published-breaks.ts';

/** Problem to roster: first who works when, then what is placed inside the shifts. */
export async function makeRoster(
  given: Problem,
  limits: SolveLimits,
  control: SolveControl,
  engines: RosterEngines,
): Promise<Outcome<Roster>> {
  control.phase?.('prepare');
  const { problem, notes } = withKeptDays(withOtherWork(given));
  const isPlaced = wantsPlacement(problem);
  const whole = isPlaced ? withoutPlacement(problem) : problem;
  const solved = await solvedRoster(withFreeBreaks(whole), limits, control, engines);
  if (!solved.ok) return solved;
  const settled = withPublishedBreaks(whole, { ...solved.value, notes: [...solved.value.notes, ...notes] }, toldBeside);
  const roster = consistent(settled, limits);
  return { ok: true, value: isPlaced ? rosterWithPieces(problem, roster, limits.seed) : roster };
}

/**
 * Who works when. The objective, its parts, the uncovered intervals and the breaches are the audit's, counted from the shifts alone; where the
 * solver counted something else, or where a line breaks a hard rule, that is a defect of the solver and throws.
 */
async function solvedRoster(
  problem: Problem,
  limits: SolveLimits,
  control: SolveControl,
  engines: RosterEngines,
): Promise<Outcome<Roster>> {
  const answer = await solveProblem(problem, limits, engines, control);
  control.phase?.('check');
  const { status, endedBy, bound, boundKind, seconds, iterations, engine, shifts, conflicts } = answer;
  const common = {
    problem,
    status,
    endedBy,
    boundKind,
    seconds,
    iterations,
    engine,
    seed: limits.seed,
    shifts,
    conflicts,
    ...(answer.proof === undefined ? {} : { proof: answer.proof }),
  };
  const notes = [
    ...answer.notes,
    ...missingNotes(problem),
    ...fixedNotes(answer),
    ...neverAllowedNotes(problem, shifts),
    ...noTemplateFitsNotes(problem, shifts),
  ];
  if (answer.points === null) {
    return {
      ok: true,
      value: { ...common, objective: null, objectiveParts: [], bound, gap: null, uncovered: [], breaches: [], notes },
    };
  }
  const breaches = checkedBreaches(problem, answer);
  const objectiveParts = scoreRoster(problem, shifts);
  const objective = objectiveParts.reduce((sum, part) => sum + part.points, 0);
  const given = betterStart(problem, answer.fixed, objective);
  if (given !== undefined) {
    const kept: Note = { code: 'start-kept', facts: { found: objective, given: given.objective } };
    // One that follows the templates would have been the search's beginning: this one does not, and the bound is not of its kind.
    const beside = toldBeside(problem, given.shifts);
    const isShort = isMissing(beside);
    const unproven = {
      proof: undefined,
      status: isShort ? (status === 'infeasible' ? status : 'unknown') : 'feasible',
      endedBy: isShort && status === 'infeasible' ? 'proof' : endedBySearch(answer.endedBy),
      bound: null,
      boundKind: 'none',
      gap: null,
    } as const;
    notes.push(kept, ...hardNotes(unproven.status, beside));
    return { ok: true, value: consistent({ ...common, ...given, ...unproven, ...beside, notes }, limits) };
  }
  if (Math.abs(objective - answer.points) > 1e-6 * Math.max(1, objective)) {
    throw new Error(`the solver counted ${answer.points} points, the audit ${objective}`);
  }
  const proven = bound === null ? null : Math.min(bound, objective);
  const gap = proven === null ? null : objective <= 0 ? 0 : (objective - proven) / objective;
  const beside = toldBeside(problem, shifts);
  notes.push(...shortageNotes(problem, objectiveParts), ...hardNotes(status, beside));
  const value = { ...common, objective, objectiveParts, bound: proven, gap, ...beside, breaches, notes };
  return { ok: true, value: consistent(value, limits) };
}

/** Gap below which a bound is reached but for the rounding of sums. */
const NO_GAP = 1e-9;

/**
 * The roster, where what it says of itself is free of contradiction: optimal with no gap, proven or ended by the gap only where it is so, and never called
 * feasible or optimal where something is left open that must be met, nor infeasible where nothing is. Throws where it is not.
 */
function consistent(roster: Roster, { gap: asked = 0 }: SolveLimits): Roster {
  const { status, endedBy, gap, objective } = roster;
  if (objective === null) return roster;
  const isReached = gap !== null && gap <= NO_GAP;
  const isProven = status === 'optimal' || status === 'infeasible';
  const isOpen = status === 'infeasible' || status === 'unknown';
  const contradictions = [
    status === 'optimal' && !isReached,
    isProven !== (endedBy === 'proof'),
    endedBy === 'gap' && (gap === null || gap > asked * (1 + NO_GAP) + NO_GAP),
    isOpen !== isMissing(roster),
  ];
  if (contradictions.includes(true)) {
    throw new Error(
      `the roster is called ${status} and ended by ${endedBy} at a gap of ${gap}, with ${roster.shortages?.length ?? 0} shortages and ${broken(roster)} team breaches`,
    );
  }
  return roster;
}

/** What is told of a roster beside its points and the breaches of single employees, as far as the problem asks for it. */
type Beside = Pick<Roster, 'changes' | 'fairness' | 'uncovered' | 'shortages' | 'teamBreaches'>;

function toldBeside(problem: Problem, shifts: readonly Shift[]): Beside {
  const { team, baseline } = problem;
  return {
    uncovered: uncoveredOf(problem, shifts),
    ...(baseline === undefined ? {} : { changes: changesOf(problem, shifts) }),
    ...((team.fairness ?? []).length === 0 ? {} : { fairness: fairnessOf(problem, shifts) }),
    ...(hasHard(problem) ? { shortages: shortagesOf(problem, shifts) } : {}),
    ...((team.teamRules ?? []).length === 0 ? {} : { teamBreaches: teamBreachesOf(problem, shifts) }),
  };
}

/** Findings of rules of the team that must be kept. */
function broken({ teamBreaches = [] }: Beside): number {
  return teamBreaches.filter(({ severity }) => severity === 'block').length;
}

/** Whether something is not met that must be. */
function isMissing(beside: Beside): boolean {
  return (beside.shortages ?? []).length + broken(beside) > 0;
}

/** Why a search ended whose proof was not of the roster that is answered. */
function endedBySearch(endedBy: Roster['endedBy']): Roster['endedBy'] {
  return endedBy === 'proof' || endedBy === 'gap' ? 'exhausted' : endedBy;
}

/** The roster that the problem brought along, where it keeps the hard rules and is better than what was found: as it may be with shifts of no template. */
function betterStart(
  problem: Problem,
  fixed: readonly string[],
  found: number,
): (Pick<Roster, 'shifts' | 'objective' | 'objectiveParts' | 'breaches'> & { readonly objective: number }) | undefined {
  const { start, locks } = problem;
  if (start === undefined) return undefined;
  const shifts = [...start, ...locks].sort(compareShifts);
  const objectiveParts = scoreRoster(problem, shifts);
  const objective = objectiveParts.reduce((sum, part) => sum + part.points, 0);
  if (objective >= found - 1e-6 * Math.max(1, found)) return undefined;
  const audit = makeAudit(auditTaskOf({ problem, shifts }));
  const added = new Set(start.map(({ employeeId }) => employeeId));
  const isExcused = (id: string): boolean => fixed.includes(id) && !added.has(id);
  if (!audit.ok) return undefined;
  if (audit.value.breaches.some((one) => mustKeep(problem, one) && !isExcused(one.employeeId))) return undefined;
  return { shifts, objective, objectiveParts, breaches: audit.value.breaches };
}

/** Whether a breach is of a rule that the solver must keep. */
function mustKeep(problem: Problem, { severity, ruleId, employeeId }: Breach): boolean {
  return isHard(severity) && !(severity === 'agreement' && isLiftedThroughout(problem, ruleId, employeeId));
}

/** The audit's breaches of a solved roster; throws when one is of a hard rule, but for locks that were to be kept whatever they break. */
function checkedBreaches(problem: Problem, { shifts, fixed }: RosterAnswer): readonly Breach[] {
  const audit = makeAudit(auditTaskOf({ problem, shifts }));
  if (!audit.ok)
    throw new Error(`the roster cannot be audited: ${audit.issues.map(({ message }) => message).join(' ')}`);
  const hard = audit.value.breaches.filter((one) => mustKeep(problem, one) && !fixed.includes(one.employeeId));
  const first = hard[0];
  if (first !== undefined) {
    throw new Error(
      `${hard.length} hard breaches, the first of ${first.ruleId} by ${first.employeeId}: ${first.measured} against ${first.limit}`,
    );
  }
  return audit.value.breaches;
}

/** Share of the hours wanted from which a shortage deserves a word about floors. */
const SHORT_SHARE = 0.05;

/**
 * An hour short costs the same wherever it falls, so a large shortage may leave one evening empty rather than every hour one short. Floors say
 * how far that may go; without any, the roster says so.
 */
function shortageNotes({ intervalDemands }: Problem, parts: readonly ObjectivePart[]): readonly Note[] {
  if (intervalDemands.some(({ floor }) => floor > 0)) return [];
  const wanted = intervalDemands.reduce(
    (sum, { target, start, end }) => sum + (target * (end - start)) / SECONDS_PER_HOUR,
    0,
  );
  const short = parts.find(({ part, unit }) => part === 'below-target' && unit === 'agent-hours')?.count ?? 0;
  if (short <= SHORT_SHARE * wanted) return [];
  return [{ code: 'short-without-floor', facts: { hours: short, share: short / wanted } }];
}

/** What is left open of what must be met, and whether that is proven to be so in any roster. */
function hardNotes(status: Roster['status'], beside: Beside): readonly Note[] {
  if (!isMissing(beside)) return [];
  const code = status === 'infeasible' ? 'hard-cover-impossible' : 'hard-cover-missed';
  return [{ code, facts: { demands: (beside.shortages ?? []).length, findings: broken(beside) } }];
}

function missingNotes({ from, days, past, future, pastFrom, futureTo }: Problem): readonly Note[] {
  const notes: Note[] = [];
  if (past === undefined) notes.push({ code: 'past-not-known', facts: { from } });
  else if (pastFrom !== undefined) notes.push({ code: 'past-known-in-part', facts: { from: pastFrom } });
  if (future === undefined) notes.push({ code: 'future-not-known', facts: { from, days } });
  else if (futureTo !== undefined) notes.push({ code: 'future-known-in-part', facts: { to: futureTo } });
  return notes;
}

function fixedNotes({ fixed }: RosterAnswer): readonly Note[] {
  if (fixed.length === 0) return [];
  return [{ code: 'kept-as-locked', facts: { employees: fixed.join(', '), count: fixed.length } }];
}
