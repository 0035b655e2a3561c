import { fromFairness } from './fairness.ts';
import { isoOf } from '../domain/calendar.ts';
import type { Conflict, Roster, Shortage, Uncovered } from '../domain/roster.ts';
import type { Team } from '../domain/team.ts';
import type { Zone } from '../domain/units.ts';
import { fromActivities, fromMissing } from './activities.ts';
import { fromBreach } from './audit-mapping.ts';
import { fromBoundProof } from './bound-proof.ts';
import { fromBaseline, fromChanges } from './baseline.ts';
import { conflictText } from './conflict-text.ts';
import { fromDemands, fromLevels } from './demands.ts';
import { fromNote } from './notes.ts';
import { fromTeam } from './problem-mapping.ts';
import { fromTeamBreach } from './team-rules.ts';
import type { RosterDocument } from './roster.ts';
import { fromShift, fromSurroundings } from './shift-mapping.ts';

/** A demand left short, as a document. */
export function fromUncovered(
  zone: Zone,
  { start, end, template, ...rest }: Uncovered,
): RosterDocument['uncovered'][number] {
  const { cover, short } = rest;
  return {
    start: isoOf(zone, start),
    end: isoOf(zone, end),
    ...(template === undefined ? {} : { template }),
    ...fromLevels(rest),
    cover,
    short,
  };
}

/** A floor that must be met and is not, as a document. */
export function fromShortage(
  zone: Zone,
  { start, end, ...rest }: Shortage,
): NonNullable<RosterDocument['shortages']>[number] {
  return { start: isoOf(zone, start), end: isoOf(zone, end), ...rest };
}

function fromConflict(team: Team, conflict: Conflict): RosterDocument['conflicts'][number] {
  const { employeeId, ruleIds, dates } = conflict;
  return { employee: employeeId, rules: [...ruleIds], dates: [...dates], message: conflictText(team, conflict) };
}

/** The roster as a document that stands alone: team, past, future and demand go with it. */
export function fromRoster(roster: Roster): RosterDocument {
  const {
    problem,
    shifts,
    uncovered,
    shortages,
    teamBreaches,
    breaches,
    conflicts,
    notes,
    objectiveParts,
    changes,
    missingActivities,
    fairness,
    ...result
  } = roster;
  const { team } = problem;
  const { zone } = team;
  return {
    kind: 'roster',
    status: result.status,
    endedBy: result.endedBy,
    objective: result.objective,
    objectiveParts: objectiveParts.map((part) => ({ ...part })),
    bound: result.bound,
    boundKind: result.boundKind,
    ...(result.proof === undefined ? {} : { proof: fromBoundProof(zone, result.proof) }),
    gap: result.gap,
    seconds: result.seconds,
    iterations: result.iterations,
    engine: result.engine,
    seed: result.seed,
    shifts: shifts.map((shift) => fromShift(zone, shift)),
    ...(changes === undefined ? {} : { changes: fromChanges(zone, changes) }),
    ...(fairness === undefined ? {} : { fairness: fairness.map(fromFairness) }),
    uncovered: uncovered.map((one) => fromUncovered(zone, one)),
    ...(shortages === undefined ? {} : { shortages: shortages.map((one) => fromShortage(zone, one)) }),
    ...(missingActivities === undefined ? {} : { missingActivities: missingActivities.map(fromMissing) }),
    breaches: breaches.map((breach) => fromBreach(zone, breach)),
    ...(teamBreaches === undefined ? {} : { teamBreaches: teamBreaches.map((one) => fromTeamBreach(zone, one)) }),
    conflicts: conflicts.map((conflict) => fromConflict(team, conflict)),
    notes: notes.map((note) => fromNote(zone, note)),
    horizon: { from: problem.from, days: problem.days },
    team: fromTeam(team, 'everybody'),
    ...fromSurroundings(zone, problem),
    ...(problem.activities === undefined ? {} : { activities: fromActivities(problem.activities) }),
    ...(problem.baseline === undefined ? {} : { baseline: fromBaseline(zone, problem.baseline) }),
    prices: { ...problem.prices },
    demands: fromDemands(zone, problem),
  };
}
