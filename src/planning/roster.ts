import { changesOf } from '../audit/changes.ts';
import { shortagesOf, uncoveredOf } from '../audit/cover.ts';
import { scoreRoster } from '../audit/score.ts';
import { isLiftedThroughout } from '../domain/agreement.ts';
import type { Breach } from '../domain/breach.ts';
import { hasHard } from '../domain/hard-price.ts';
import type { Note } from '../domain/forecast.ts';
import type { Outcome } from '../domain/issue.ts';
import { withOtherWork } from '../domain/other-work.ts';
import type { Problem } from '../domain/problem.ts';
import type { ObjectivePart, Roster, Shortage, SolveLimits } from '../domain/roster.ts';
import { compareShifts, type Shift } from '../domain/shift.ts';
import { SECONDS_PER_HOUR } from '../domain/units.ts';
import type { RosterAnswer, RosterEngines } from '../rostering/solve.ts';
import { solveProblem } from '../rostering/solve.ts';
import { isHard } from '../rules/compile.ts';
import { auditTaskOf, makeAudit } from './audit.ts';
import { rosterWithPieces, wantsPlacement, withoutPlacement } from './placement.ts';
import type { SolveControl } from './ports.ts';

/** Problem to roster: first who works when, then what is placed inside the shifts. */
export async function makeRoster(
  given: Problem,
  limits: SolveLimits,
  control: SolveControl,
  engines: RosterEngines,
): Promise<Outcome<Roster>> {
  const problem = withOtherWork(given);
  if (!wantsPlacement(problem)) return solvedRoster(problem, limits, control, engines);
  const solved = await solvedRoster(withoutPlacement(problem), limits, control, engines);
  return solved.ok ? { ok: true, value: rosterWithPieces(problem, solved.value, limits.seed) } : solved;
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
  };
  const notes = [...answer.notes, ...missingNotes(problem), ...fixedNotes(answer)];
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
    const uncovered = uncoveredOf(problem, given.shifts);
    const kept: Note = { code: 'start-kept', facts: { found: objective, given: given.objective } };
    // One that follows the templates would have been the search's beginning: this one does not, and the bound is not of its kind.
    const shortages = hasHard(problem) ? { shortages: shortagesOf(problem, given.shifts) } : {};
    const isShort = (shortages.shortages ?? []).length > 0;
    const unproven = {
      status: isShort ? (status === 'infeasible' ? status : 'unknown') : 'feasible',
      endedBy: endedBySearch(answer.endedBy),
      bound: null,
      boundKind: 'none',
      gap: null,
    } as const;
    const changes = changesWhere(problem, given.shifts);
    notes.push(kept, ...hardNotes(unproven.status, shortages.shortages ?? []));
    return { ok: true, value: { ...common, ...given, ...unproven, ...changes, uncovered, ...shortages, notes } };
  }
  if (Math.abs(objective - answer.points) > 1e-6 * Math.max(1, objective)) {
    throw new Error(`the solver counted ${answer.points} points, the audit ${objective}`);
  }
  const proven = bound === null ? null : Math.min(bound, objective);
  const gap = proven === null ? null : objective <= 0 ? 0 : (objective - proven) / objective;
  const uncovered = uncoveredOf(problem, shifts);
  notes.push(...shortageNotes(problem, objectiveParts));
  const shortages = hasHard(problem) ? { shortages: shortagesOf(problem, shifts) } : {};
  notes.push(...hardNotes(status, shortages.shortages ?? []));
  const told = { ...changesWhere(problem, shifts), uncovered, ...shortages, breaches, notes };
  return { ok: true, value: { ...common, objective, objectiveParts, bound: proven, gap, ...told } };
}

/** What became of the published shifts, where there are some to compare with. */
function changesWhere(problem: Problem, shifts: readonly Shift[]): Pick<Roster, 'changes'> {
  return problem.baseline === undefined ? {} : { changes: changesOf(problem, shifts) };
}

/** Why a search ended whose proof was not of the roster that is answered. */
function endedBySearch(endedBy: Roster['endedBy']): Roster['endedBy'] {
  return endedBy === 'proof' ? 'gap' : endedBy;
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

/** What is left open of the floors that must be met, and whether that is proven to be so in any roster. */
function hardNotes(status: Roster['status'], shortages: readonly Shortage[]): readonly Note[] {
  if (shortages.length === 0) return [];
  const code = status === 'infeasible' ? 'hard-cover-impossible' : 'hard-cover-missed';
  return [{ code, facts: { demands: shortages.length } }];
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
