import type { Outcome } from '../domain/issue.ts';
import type { MissedReason, PlanTrial, TrialFound, TrialRound } from '../domain/plan-trial.ts';
import type { Requirement } from '../domain/requirement.ts';
import type { Roster } from '../domain/roster.ts';
import type { RequestedQueue, SimulationRequest } from '../domain/simulation-request.ts';
import type { KeptPromise, Simulation, SimulationModel } from '../domain/simulation.ts';
import type { Team } from '../domain/team.ts';
import { SECONDS_PER_HOUR } from '../domain/units.ts';
import { grossUp } from '../staffing/requirement.ts';
import { makeSimulation, runHere } from './simulation.ts';

/** Id of the queue that names no skill. */
const QUEUE_WITHOUT_SKILL = 'contacts';

/** More staffed time than this share of what was there counts as somebody who came. */
const LEAST_GAIN = 0.001;
/** Extra people as parts of the root of the load (square-root staffing), by how far the share of replications lacks the chance asked for. */
const LEAST_STEP = 0.1;
const STEP_RANGE = 0.5;

/** What a trial is about; `solve` makes a roster of requirements. */
export type TrialTask = {
  readonly team: Team;
  readonly requirements: readonly Requirement[];
  readonly trial: PlanTrial;
  readonly solve: (requirements: readonly Requirement[]) => Promise<Outcome<Roster>>;
};

export type TriedRoster = {
  readonly roster: Roster;
  readonly requirements: readonly Requirement[];
  readonly found: TrialFound;
};

function queueOf({ intervals, parameters }: Requirement, trial: PlanTrial): RequestedQueue {
  const { target, patienceSeconds, skill } = parameters;
  const level =
    target.kind === 'service-level'
      ? { thresholdSeconds: target.thresholdSeconds, base: target.base }
      : { thresholdSeconds: 20, base: 'offered' as const };
  return {
    id: skill ?? QUEUE_WITHOUT_SKILL,
    ...(skill === undefined ? {} : { skill }),
    intervals: intervals
      .filter(({ open }) => open)
      .map(({ start, end, contacts, ahtSeconds, positions }) => ({ start, end, contacts, ahtSeconds, positions })),
    process: 'poisson',
    rate: 'level',
    variation: { day: trial.dayVariation, interval: 0 },
    handling: trial.handling,
    ...(patienceSeconds === undefined ? {} : { patience: { kind: 'exponential', meanSeconds: patienceSeconds } }),
    priority: 1,
    concurrency: 1,
    stretch: 0,
    level,
  };
}

function requestOf({ team, requirements, trial }: TrialTask, roster: Roster): SimulationRequest {
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

function isLate(promise: KeptPromise, cell: number): boolean {
  return (promise.cells[cell] ?? 1) < promise.promise.chance;
}

/** Intervals of the model in which a missed promise asks for more people, with the part of the root of their load. */
function lackingIntervals(simulation: Simulation, kept: KeptPromise): ReadonlyMap<number, number> {
  const { model } = simulation;
  const cells = model.cells[kept.promise.scope];
  const late = cells.map((cell) => isLate(kept, cell));
  // Where it is kept in each cell and not in all of them at once, all cells have to be better.
  const isAny = late.some((one) => one);
  const service = simulation.queues.find(({ id }) => id === kept.promise.queue) ?? simulation.all;
  const levels = service.interval.map(({ serviceLevel }) => serviceLevel.value ?? 1);
  const lacking = new Map<number, number>();
  for (const [cell, indices] of Map.groupBy(cells.keys(), (index) => cells[index] ?? 0)) {
    if (isAny && !isLate(kept, cell)) continue;
    const mean = indices.reduce((sum, index) => sum + (levels[index] ?? 1), 0) / indices.length;
    const step = LEAST_STEP + STEP_RANGE * Math.max(0, kept.promise.chance - (kept.cells[cell] ?? 1));
    // Those that are worse than the rest give the most for one more person.
    for (const index of indices) if ((levels[index] ?? 1) <= mean) lacking.set(index, step);
  }
  return lacking;
}

/** The requirements with more positions where promises are missed. */
function raised(requirements: readonly Requirement[], simulation: Simulation): readonly Requirement[] {
  const { model } = simulation;
  return requirements.map((requirement) => {
    const id = requirement.parameters.skill ?? QUEUE_WITHOUT_SKILL;
    const steps = simulation.promises
      .filter(({ isKept, promise }) => !isKept && (promise.queue === undefined || promise.queue === id))
      .map((promise) => lackingIntervals(simulation, promise));
    const stepAt = (start: number, end: number): number =>
      steps.reduce((most, lacking) => {
        for (const [index, step] of lacking) {
          const span = model.intervals[index];
          if (span !== undefined && span.start < end && span.end > start && step > most) return step;
        }
        return most;
      }, 0);
    const intervals = requirement.intervals.map((interval) => {
      const step = interval.open ? stepAt(interval.start, interval.end) : 0;
      if (step === 0) return interval;
      const positions = interval.positions + Math.max(1, Math.ceil(step * Math.sqrt(interval.loadErlang)));
      const shrinkage = interval.positions === 0 ? 0 : 1 - interval.positions / interval.toScheduleExact;
      const toScheduleExact = grossUp(positions, shrinkage);
      return { ...interval, positions, toScheduleExact, toSchedule: Math.ceil(toScheduleExact - 1e-9) };
    });
    return { ...requirement, intervals };
  });
}

function hoursOf(requirements: readonly Requirement[]): number {
  return requirements
    .flatMap(({ intervals }) => intervals)
    .reduce((sum, { start, end, positions }) => sum + (positions * (end - start)) / SECONDS_PER_HOUR, 0);
}

function staffedHours({ employees }: SimulationModel): number {
  return employees
    .flatMap(({ attendances }) => attendances.flatMap(({ stretches }) => stretches))
    .reduce((sum, { start, end }) => sum + (end - start) / SECONDS_PER_HOUR, 0);
}

/** How far a simulation is from what was promised: 0 or more where everything is kept. */
function worthOf({ promises }: Simulation): number {
  return promises.reduce((least, { kept, promise }) => Math.min(least, kept.value - promise.chance), 0);
}

/**
 * Rosters for requirements that rise where the simulation of the one before missed a promise, until all are kept, the rounds are over, or more was asked
 * for and nobody more came. The best one is the answer, of equals the first.
 */
export async function tryRosters(task: TrialTask): Promise<Outcome<TriedRoster>> {
  const rounds: TrialRound[] = [];
  const asked = hoursOf(task.requirements);
  let requirements = task.requirements;
  let best:
    | { readonly roster: Roster; readonly requirements: readonly Requirement[]; simulation?: Simulation }
    | undefined;
  let chosen = 0;
  let missed: MissedReason | undefined = 'rounds';
  for (let round = 0; round < task.trial.rounds; round++) {
    const roster = await task.solve(requirements);
    if (!roster.ok) return roster;
    if (roster.value.objective === null) {
      best ??= { roster: roster.value, requirements };
      missed = 'no-roster';
      break;
    }
    const { simulation } = await makeSimulation(
      requestOf(task, roster.value),
      runHere(() => false),
    );
    const before = rounds.at(-1)?.staffedHours ?? 0;
    rounds.push({
      raisedHours: hoursOf(requirements) - asked,
      staffedHours: staffedHours(simulation.model),
      uncoveredHours: roster.value.uncovered.reduce(
        (sum, { start, end, short, template }) =>
          template === undefined ? sum + (short * (end - start)) / SECONDS_PER_HOUR : sum,
        0,
      ),
      kept: simulation.promises.map(({ kept }) => kept.value),
    });
    const isBetter = best?.simulation === undefined || worthOf(simulation) > worthOf(best.simulation);
    if (isBetter) {
      best = { roster: roster.value, requirements, simulation };
      chosen = round;
    }
    if (simulation.promises.every(({ isKept }) => isKept)) {
      missed = undefined;
      break;
    }
    const now = rounds.at(-1)?.staffedHours ?? 0;
    if (round > 0 && !isBetter && now <= before * (1 + LEAST_GAIN)) {
      missed = 'people';
      break;
    }
    requirements = raised(requirements, simulation);
  }
  if (best === undefined) throw new Error('a trial without rounds was accepted');
  const found: TrialFound = {
    rounds,
    chosen,
    promises: best.simulation?.promises ?? [],
    ...(missed === undefined ? {} : { missed }),
  };
  return { ok: true, value: { roster: best.roster, requirements: best.requirements, found } };
}
