import { addDays, startOfDate } from '../domain/calendar.ts';
import type { ActivityToPlace } from '../domain/activity.ts';
import type { Audit } from '../domain/breach.ts';
import type { CoverFrom } from '../domain/demand.ts';
import { completeDemands, demandOfRequirement } from '../domain/demand.ts';
import type { Forecast } from '../domain/forecast.ts';
import type { Issue, Outcome } from '../domain/issue.ts';
import type { PlanTrial, TrialFound } from '../domain/plan-trial.ts';
import type { Prices, Problem } from '../domain/problem.ts';
import type { Requirement } from '../domain/requirement.ts';
import type { Roster, SolveLimits } from '../domain/roster.ts';
import type { Shift } from '../domain/shift.ts';
import type { Team } from '../domain/team.ts';
import type { LocalDate } from '../domain/units.ts';
import { auditTaskOf, makeAudit } from './audit.ts';
import type { ForecastTask } from './forecast.ts';
import { makeForecast, modelsOf } from './forecast.ts';
import type { HolidayCalendar, SeriesModels, SolveProgress, TellPhase } from './ports.ts';
import type { RequirementRequest } from './requirement.ts';
import { tryRosters } from './plan-trial.ts';
import { withPlacedParts } from './placed-shrinkage.ts';
import { makeRequirement } from './requirement.ts';

/** One kind of contacts: its history, and how it is to be answered by people of one skill (or of any). */
export type PlanQueue = Pick<ForecastTask, 'history' | 'notes' | 'options'> & {
  readonly skill?: string | undefined;
  readonly requirement: RequirementRequest;
};

/** The whole chain's input. */
export type PlanTask = {
  readonly queues: readonly PlanQueue[];
  readonly from: LocalDate;
  readonly days: number;
  readonly team: Team;
  readonly coverFrom: CoverFrom;
  readonly prices: Prices;
  readonly activities?: readonly ActivityToPlace[] | undefined;
  readonly splitSkills?: Problem['splitSkills'];
  readonly locks: readonly Shift[];
  /** A roster to begin with. */
  readonly start?: readonly Shift[] | undefined;
  readonly past: readonly Shift[] | undefined;
  readonly future: readonly Shift[] | undefined;
  readonly limits: SolveLimits;
  /** Absent: the roster is not tried by simulation. */
  readonly trial?: PlanTrial | undefined;
};

/** What the chain made, step by step; forecasts and requirements in order of the queues. */
export type PlanResult = {
  readonly forecasts: readonly Forecast[];
  readonly requirements: readonly Requirement[];
  readonly roster: Roster;
  readonly audit: Audit;
  /** Where the plan asked for one; requirements and roster are then those of the round chosen. */
  readonly trial?: TrialFound | undefined;
};

/** What the chain needs from outside itself. */
export type PlanSteps = {
  readonly holidays: HolidayCalendar;
  readonly models: SeriesModels;
  /** `told` makes of a solve's progress what is reported; absent: the progress as it is. */
  readonly solve: (
    problem: Problem,
    limits: SolveLimits,
    told?: (progress: SolveProgress) => SolveProgress,
  ) => Promise<Outcome<Roster>>;
  readonly stopRequested: () => boolean;
  readonly phase?: TellPhase | undefined;
};

type Answered = { readonly forecast: Forecast; readonly requirement: Requirement };

/** Paths of a step's own request, as paths of the plan. */
function inPlan(queue: number, issues: readonly Issue[]): readonly Issue[] {
  const places: readonly (readonly [string, string])[] = [
    ['/from', '/horizon/from'],
    ['/days', '/horizon/days'],
    ['/forecast/', `/queues/${queue}/history/`],
    ['/parameters', `/queues/${queue}/requirement`],
  ];
  return issues.map((issue) => {
    const place = places.find(([own]) => issue.path.startsWith(own));
    const path =
      place === undefined ? `/queues/${queue}/forecast${issue.path}` : issue.path.replace(place[0], place[1]);
    return { ...issue, path };
  });
}

async function answer(
  task: PlanTask,
  queue: PlanQueue,
  { holidays, models, phase }: PlanSteps,
): Promise<Outcome<Answered>> {
  const { history, notes, options, requirement: asked } = queue;
  phase?.('forecast');
  const made = makeForecast(
    { history, notes, options, from: task.from, days: task.days },
    holidays,
    await modelsOf(options, models),
  );
  if (!made.ok) return made;
  phase?.('requirement');
  const parts = asked.shrinkageParts && withPlacedParts(asked.shrinkageParts, task.team, task.activities ?? []);
  const parameters = parts === undefined ? asked : { ...asked, shrinkageParts: parts };
  const needed = makeRequirement({ forecast: made.value, parameters });
  return needed.ok ? { ok: true, value: { forecast: made.value, requirement: needed.value } } : needed;
}

/** The problem that the requirements of a plan make of its team. */
export function problemOfPlan(task: PlanTask, requirements: readonly Requirement[]): Problem {
  const { team, from, days, coverFrom, prices, activities, splitSkills, locks, start, past, future } = task;
  const horizon = { start: startOfDate(team.zone, from), end: startOfDate(team.zone, addDays(from, days)) };
  const intervalDemands = requirements.flatMap(({ intervals, parameters }) =>
    demandOfRequirement(intervals, coverFrom, parameters.skill, horizon),
  );
  return {
    team,
    from,
    days,
    intervalDemands: completeDemands(intervalDemands, horizon),
    templateDemands: [],
    prices,
    ...(activities === undefined ? {} : { activities }),
    ...(splitSkills === undefined ? {} : { splitSkills }),
    locks,
    ...(start === undefined ? {} : { start }),
    past,
    future,
  };
}

type Rostered = Pick<PlanResult, 'requirements' | 'roster' | 'trial'>;

/** The roster of requirements, tried and with them raised where the plan asks for that; seconds that no round before has used are shared out over the rest. */
async function rosterOf(
  task: PlanTask,
  answered: readonly Answered[],
  { solve, stopRequested }: PlanSteps,
): Promise<Outcome<Rostered>> {
  const requirements = answered.map(({ requirement }) => requirement);
  const { team, trial, limits } = task;
  if (trial === undefined) {
    const roster = await solve(problemOfPlan(task, requirements), limits);
    return roster.ok ? { ok: true, value: { requirements, roster: roster.value } } : roster;
  }
  let [used, before] = [0, 0];
  const tried = await tryRosters({
    team,
    forecasts: answered.map(({ forecast }) => forecast),
    requirements,
    trial,
    stopRequested,
    solve: async (asked, round) => {
      const seconds = limits.seconds === undefined ? undefined : (limits.seconds - used) / (trial.rounds - round);
      const { rounds } = trial;
      const roster = await solve(problemOfPlan(task, asked), { ...limits, seconds }, (progress) => ({
        ...progress,
        seconds: before + progress.seconds,
        round: round + 1,
        rounds,
      }));
      if (roster.ok) {
        before += roster.value.seconds;
        used += Math.min(roster.value.seconds, seconds ?? 0);
      }
      return roster;
    },
  });
  if (!tried.ok) return tried;
  const { found, ...made } = tried.value;
  return { ok: true, value: { ...made, trial: found } };
}

/** The whole chain: every queue's history to its forecast and requirement, these together to a roster, and its audit. */
export async function makePlan(task: PlanTask, steps: PlanSteps): Promise<Outcome<PlanResult>> {
  const issues: Issue[] = [];
  const answered: Answered[] = [];
  for (const [index, queue] of task.queues.entries()) {
    const made = await answer(task, queue, steps);
    if (made.ok) answered.push(made.value);
    else issues.push(...inPlan(index, made.issues));
  }
  if (issues.length > 0) return { ok: false, issues };
  const rostered = await rosterOf(task, answered, steps);
  if (!rostered.ok) return rostered;
  const { roster, requirements, trial } = rostered.value;
  const audit = makeAudit(auditTaskOf(roster));
  if (!audit.ok)
    throw new Error(`the roster of a plan cannot be audited: ${audit.issues.map(({ message }) => message).join(' ')}`);
  const forecasts = answered.map(({ forecast }) => forecast);
  return {
    ok: true,
    value: { forecasts, requirements, roster, audit: audit.value, ...(trial === undefined ? {} : { trial }) },
  };
}
