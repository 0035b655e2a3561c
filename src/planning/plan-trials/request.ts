import type { PlanTrial } from '../../domain/plan-trial.ts';
import type { Concurrency, Requirement } from '../../domain/requirement.ts';
import type { Roster } from '../../domain/roster.ts';
import type { RequestedQueue, SimulationRequest } from '../../domain/simulation-request.ts';
import type { Team } from '../../domain/team.ts';

/** Id of the queue that names no skill. */
const QUEUE_WITHOUT_SKILL = 'contacts';
/** Threshold of targets that are no service level. */
const USUAL_THRESHOLD_SECONDS = 20;

/** Id of the queue of a requirement in the simulation. */
export function queueIdOf({ parameters }: Requirement): string {
  return parameters.skill ?? QUEUE_WITHOUT_SKILL;
}

/** How much longer contacts take for each one more at once, so that they take as long as the requirement says when all places are taken. */
function stretchOf({ most, stretch }: Concurrency): number {
  const full = stretch[Math.min(most, stretch.length) - 1] ?? 1;
  return most === 1 ? 0 : (full - 1) / (most - 1);
}

function queueOf(requirement: Requirement, trial: PlanTrial): RequestedQueue {
  const { intervals, parameters } = requirement;
  const { target, patienceSeconds, skill, concurrency, crew } = parameters;
  const level =
    target.kind === 'service-level'
      ? { thresholdSeconds: target.thresholdSeconds, base: target.base }
      : { thresholdSeconds: USUAL_THRESHOLD_SECONDS, base: 'offered' as const };
  return {
    id: queueIdOf(requirement),
    ...(skill === undefined ? {} : { skill }),
    intervals: intervals
      .filter(({ open }) => open)
      .map(({ start, end, contacts, ahtSeconds, positions }) => ({ start, end, contacts, ahtSeconds, positions })),
    ...(crew === undefined ? {} : { crew, timesOf: crew }),
    process: 'poisson',
    rate: 'level',
    variation: { day: trial.dayVariation, interval: 0 },
    handling: trial.handling,
    ...(patienceSeconds === undefined ? {} : { patience: { kind: 'exponential', meanSeconds: patienceSeconds } }),
    priority: 1,
    concurrency: concurrency?.most ?? 1,
    stretch: concurrency === undefined ? 0 : stretchOf(concurrency),
    level,
  };
}

/** The simulation of a roster with the contacts of its requirements. */
export function trialRequest(
  team: Team,
  requirements: readonly Requirement[],
  trial: PlanTrial,
  roster: Roster,
): SimulationRequest {
  return {
    zone: team.zone,
    weekStart: team.weekStart,
    queues: requirements.map((requirement) => queueOf(requirement, trial)),
    staff: { team, shifts: roster.shifts, skills: 'shift', absence: trial.absence, groupBy: 'skills' },
    routing: 'least-skilled',
    promises: trial.promises,
    limits: { seed: trial.seed, replications: trial.replications },
  };
}
