import { dateOf } from '../domain/calendar.ts';
import type { Forecast } from '../domain/forecast.ts';
import type { Outcome } from '../domain/issue.ts';
import type {
  MissedReason,
  PlanTrial,
  TrialFound,
  TrialQueue,
  TrialRound,
  TrialService,
} from '../domain/plan-trial.ts';
import type { Requirement } from '../domain/requirement.ts';
import type { Roster } from '../domain/roster.ts';
import type { SamplePaths } from '../domain/sample-paths.ts';
import type { SimulationRequest } from '../domain/simulation-request.ts';
import type { Simulation, SimulationModel } from '../domain/simulation.ts';
import type { Team } from '../domain/team.ts';
import { SECONDS_PER_HOUR } from '../domain/units.ts';
import { buildRequirement } from '../staffing/requirement.ts';
import { expectedLevels } from './plan-trials/expected.ts';
import { stepsOf } from './plan-trials/raise.ts';
import { rosteredProficiency } from './plan-trials/rostered-proficiency.ts';
import { trialRequest } from './plan-trials/request.ts';
import { wayOutOf } from './plan-trials/way-out.ts';
import { makeSimulation, runHere } from './simulation.ts';

/** More staffed time than this share of what was there counts as somebody who came. */
const LEAST_GAIN = 0.001;

/** What a trial is about; `solve` makes a roster of requirements in the round of this number, from 0 on. */
export type TrialTask = {
  readonly team: Team;
  /** What the requirements were made of, in their order. */
  readonly forecasts: readonly Pick<Forecast, 'zone' | 'points' | 'samplePaths'>[];
  readonly requirements: readonly Requirement[];
  readonly trial: PlanTrial;
  readonly solve: (requirements: readonly Requirement[], round: number) => Promise<Outcome<Roster>>;
  /** Ends the trial with the best roster until then. */
  readonly stopRequested: () => boolean;
};

export type TriedRoster = {
  readonly roster: Roster;
  readonly requirements: readonly Requirement[];
  readonly found: TrialFound;
};

/** The counts of the open intervals, path by path. */
function openPaths(
  { points }: Pick<Forecast, 'points'>,
  { paths, counts }: SamplePaths,
): readonly (readonly number[])[] {
  return Array.from({ length: paths }, (_, path) =>
    points.flatMap(({ open }, index) => (open ? [counts[path * points.length + index] ?? 0] : [])),
  );
}

function requestOf({ team, forecasts, requirements, trial }: TrialTask, roster: Roster): SimulationRequest {
  const request = trialRequest(team, requirements, trial, roster);
  if (trial.contacts === 'expected') return request;
  const queues = request.queues.map((queue, index) => {
    const forecast = forecasts[index];
    if (forecast?.samplePaths === undefined) throw new Error(`the queue ${queue.id} has no sample paths`);
    const paths = openPaths(forecast, forecast.samplePaths);
    return { ...queue, process: 'given', paths, variation: { day: 0, interval: 0 } } as const;
  });
  return { ...request, queues };
}

/** The requirements with more positions where promises are missed, up to their ceilings, and what is to be expected of those. */
function raised(task: TrialTask, requirements: readonly Requirement[], simulation: Simulation): readonly Requirement[] {
  const steps = stepsOf(requirements, simulation, (index) => requirements[index]?.parameters.ceiling ?? Infinity);
  return requirements.map((requirement, index) => {
    const forecast = task.forecasts[index];
    if (forecast === undefined) throw new Error(`requirement ${index} has no forecast`);
    const { parameters, intervals } = requirement;
    const positions = intervals.map((interval, place) => interval.positions + (steps[index]?.[place] ?? 0));
    const made = buildRequirement(forecast, parameters, positions);
    if (!made.ok) throw new Error(`a requirement that was made is refused: ${JSON.stringify(made.issues)}`);
    return made.value;
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

function uncoveredHours({ uncovered }: Roster): number {
  return uncovered.reduce(
    (sum, { start, end, short, template }) =>
      template === undefined ? sum + (short * (end - start)) / SECONDS_PER_HOUR : sum,
    0,
  );
}

/** How far a simulation is from what was promised: 0 or more where everything is kept. */
function worthOf({ promises }: Simulation): number {
  return promises.reduce((least, { kept, promise }) => Math.min(least, kept.value - promise.chance), 0);
}

/** What each queue was given by day, and what came of it. */
function queuesOf(
  task: TrialTask,
  requirements: readonly Requirement[],
  simulation: Simulation,
  withFormula = false,
): readonly TrialQueue[] {
  const { model } = simulation;
  const zone = task.team.zone;
  const dates = [...new Set(model.intervals.map(({ start }) => dateOf(zone, start)))];
  return simulation.queues.map((queue, index) => {
    const own = model.queues[index];
    const expected = own === undefined || !withFormula ? undefined : expectedLevels(model, own);
    const raisedOn = (isIn: (date: string) => boolean): number =>
      (requirements[index]?.intervals ?? []).reduce((sum, { start, end, positions }, place) => {
        const more = positions - (task.requirements[index]?.intervals[place]?.positions ?? 0);
        return isIn(dateOf(zone, start)) ? sum + (more * (end - start)) / SECONDS_PER_HOUR : sum;
      }, 0);
    const serviceOf = (
      { serviceLevel }: (typeof queue)['horizon'],
      isIn: (interval: number) => boolean,
      isOn: (date: string) => boolean,
    ): TrialService => {
      const hasCrew = task.requirements[index]?.parameters.crew !== undefined;
      const proficiency = hasCrew ? rosteredProficiency(model, queue.id, zone, isOn) : undefined;
      return {
        raisedHours: raisedOn(isOn),
        serviceLevel,
        expected: expected?.share(isIn) ?? null,
        expectedOverFutures: expected?.shareOverFutures(isIn) ?? null,
        ...(proficiency === undefined ? {} : { proficiency }),
      };
    };
    return {
      id: queue.id,
      days: queue.day.map((service, day) => ({
        date: dates[day] ?? '',
        ...serviceOf(
          service,
          (interval) => model.cells.day[interval] === day,
          (date) => date === dates[day],
        ),
      })),
      horizon: serviceOf(
        queue.horizon,
        () => true,
        () => true,
      ),
    };
  });
}

function roundOf(
  task: TrialTask,
  requirements: readonly Requirement[],
  roster: Roster,
  simulation: Simulation,
): TrialRound {
  return {
    raisedHours: hoursOf(requirements) - hoursOf(task.requirements),
    staffedHours: staffedHours(simulation.model),
    uncoveredHours: uncoveredHours(roster),
    status: roster.status,
    gap: roster.gap,
    replications: simulation.replications,
    kept: simulation.promises.map(({ kept }) => kept.value),
    queues: queuesOf(task, requirements, simulation),
  };
}

type Tried = {
  readonly roster: Roster;
  readonly requirements: readonly Requirement[];
  readonly request: SimulationRequest;
  readonly simulation: Simulation;
};

/**
 * Rosters for requirements that rise where the simulation of the one before missed a promise, until all are kept, the rounds are over, nothing more can be
 * asked for, or more was asked for and nobody more came. The best one is the answer, of equals the first. A stop keeps the best one until then; what a
 * stopped round found counts only where it is the first.
 */
export async function tryRosters(task: TrialTask): Promise<Outcome<TriedRoster>> {
  const rounds: TrialRound[] = [];
  let requirements = task.requirements;
  let best: Tried | undefined;
  let chosen = 0;
  let missed: MissedReason | undefined = 'rounds';
  for (let round = 0; round < task.trial.rounds; round++) {
    const solved = await task.solve(requirements, round);
    if (!solved.ok) return solved;
    const roster = solved.value;
    if (best !== undefined && task.stopRequested()) {
      missed = 'stopped';
      break;
    }
    if (roster.objective === null) {
      missed = task.stopRequested() ? 'stopped' : 'no-roster';
      if (best === undefined) return { ok: true, value: untried(roster, requirements, missed) };
      break;
    }
    const request = requestOf(task, roster);
    const { simulation } = await makeSimulation(request, runHere(task.stopRequested));
    const isStopped = simulation.endedBy === 'stopped';
    if (isStopped && best !== undefined) {
      missed = 'stopped';
      break;
    }
    const before = rounds.at(-1)?.staffedHours ?? 0;
    rounds.push(roundOf(task, requirements, roster, simulation));
    const isBetter = best === undefined || worthOf(simulation) > worthOf(best.simulation);
    if (isBetter) {
      best = { roster, requirements, request, simulation };
      chosen = round;
    }
    if (!isStopped && simulation.promises.every(({ isKept }) => isKept)) {
      missed = undefined;
      break;
    }
    if (task.stopRequested()) {
      missed = 'stopped';
      break;
    }
    const now = rounds.at(-1)?.staffedHours ?? 0;
    // Where everything asked for is there, nobody is missing: it was there before it was asked for.
    if (round > 0 && !isBetter && uncoveredHours(roster) > 0 && now <= before * (1 + LEAST_GAIN)) {
      missed = 'people';
      break;
    }
    const next = raised(task, requirements, simulation);
    if (hoursOf(next) === hoursOf(requirements)) {
      missed = 'ceiling';
      break;
    }
    requirements = next;
  }
  if (best === undefined) throw new Error('a trial without rounds was accepted');
  const { roster, simulation, request } = best;
  const { stopRequested } = task;
  const told = rounds[chosen];
  if (told !== undefined && task.trial.formula && !stopRequested()) {
    rounds[chosen] = { ...told, queues: queuesOf(task, best.requirements, simulation, true) };
  }
  const isAsked = missed !== undefined && missed !== 'stopped' && !stopRequested();
  const wayOut = isAsked
    ? await wayOutOf({ request, requirements: best.requirements, simulation, stopRequested })
    : undefined;
  const found: TrialFound = {
    rounds,
    chosen,
    promises: simulation.promises,
    ...(missed === undefined ? {} : { missed }),
    ...(wayOut === undefined ? {} : { wayOut }),
  };
  return { ok: true, value: { roster, requirements: best.requirements, found } };
}

/** Where there is no roster to try. */
function untried(roster: Roster, requirements: readonly Requirement[], missed: MissedReason): TriedRoster {
  return { roster, requirements, found: { rounds: [], chosen: 0, promises: [], missed } };
}
