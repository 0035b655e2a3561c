import type { RequestTasks } from '../api/dependencies.ts';
import { answerRequest } from '../api/request-work.ts';
import { fromShift } from '../contract/shift-mapping.ts';
import type { ThreadAnswer, ThreadMessage, ThreadNews, ThreadPhase } from '../jobs/thread-message.ts';
import { WARM_UP } from '../jobs/thread-message.ts';
import type { JobTasks } from '../jobs/runner.ts';
import type { JobRound } from '../planning/job-store.ts';
import { PartsNeeded, partBest, partOf, partResult, replaying } from '../planning/parts.ts';
import { solveApartSite } from '../rostering/run-engine.ts';
import type { SolveApart } from '../rostering/site-task.ts';
import { gapOf } from '../rostering/solution.ts';
import { publicHolidays } from '../calendars/public-holidays.ts';
import type { Problem } from '../domain/problem.ts';
import type { SolveLimits } from '../domain/roster.ts';
import type { Shift } from '../domain/shift.ts';
import type { Zone } from '../domain/units.ts';
import type { SolveControl, SolveProgress, TaskProgress, TellPhase } from '../planning/ports.ts';
import { makeExplanation } from '../planning/explain.ts';
import { makeHeadCount } from '../planning/head-count.ts';
import { makeHiringPlan } from '../planning/hiring-plan.ts';
import { makePlan, type PlanSteps } from '../planning/plan.ts';
import { priceByBound } from '../planning/bound-prices.ts';
import type { ReasonSteps } from '../planning/reasons/solving.ts';
import { type DesignSteps, makeShiftDesign } from '../planning/shift-design.ts';
import { makeOutboundPlan } from '../planning/outbound.ts';
import { makeWorkload } from '../planning/workload.ts';
import { makeRiskRequirement } from '../planning/risk-requirement.ts';
import { makeRoster } from '../planning/roster.ts';
import { makeSimulation, runSimulationBlock, tellingProgress } from '../planning/simulation.ts';
import { makeSkillStaffing } from '../planning/skill-staffing.ts';
import type { PlanningTasks, SimulationSteps, StaffingSteps } from '../planning/tasks.ts';
import { rosterEngines, taskThreads } from './engines.ts';
import { seriesModels } from './series-models.ts';
import { runBeside } from './simulation-threads.ts';

/** Entry of a thread: one task in, its output out. */

/** Messages of progress are spared to one in this many seconds: a terminal shows no more. */
const PROGRESS_SECONDS = 0.2;

type ThreadControl = SolveControl & {
  readonly report: (progress: TaskProgress) => void;
  /** Tells the best roster so far to whoever keeps it. */
  readonly tellBest: (text: string) => void;
};

function controlOf({ stop, progress }: ThreadMessage, phases: ThreadPhase[] | undefined): ThreadControl {
  const flag = new Int32Array(stop);
  const clock = (): number => performance.now() / 1000;
  let told = -Infinity;
  const phase: TellPhase | undefined = phases && ((name) => void phases.push({ name, at: Date.now() }));
  return {
    phase,
    clock,
    stopRequested: () => Atomics.load(flag, 0) !== 0,
    report: (state) => {
      const now = clock();
      if (progress === undefined || now - told < PROGRESS_SECONDS) return;
      told = now;
      progress.postMessage(state);
    },
    tellBest: (best) => progress?.postMessage({ best } satisfies ThreadNews),
  };
}

type Tasks = PlanningTasks & Pick<JobTasks, 'part'> & { readonly request: WholeTask };

/** A request, of which a job may have parts solved elsewhere. */
type WholeTask = {
  readonly input: RequestTasks['request']['input'] & Pick<JobTasks['request']['input'], 'rounds'>;
  readonly output: RequestTasks['request']['output'] | JobTasks['request']['output'];
};

type Handlers = {
  readonly [T in keyof Tasks]: (
    input: Tasks[T]['input'],
    control: ThreadControl,
  ) => Tasks[T]['output'] | Promise<Tasks[T]['output']>;
};

const bestText = (zone: Zone, shifts: readonly Shift[]): string =>
  JSON.stringify(shifts.map((shift) => fromShift(zone, shift)));

function stepsOf(
  control: ThreadControl,
  apart?: SolveApart,
): PlanSteps & ReasonSteps & StaffingSteps & DesignSteps & SimulationSteps {
  return {
    holidays: publicHolidays,
    models: seriesModels,
    stopRequested: control.stopRequested,
    phase: control.phase,
    solve: async (problem: Problem, limits: SolveLimits, told?: (progress: SolveProgress) => SolveProgress) => {
      const report = (progress: SolveProgress): void => control.report(told?.(progress) ?? progress);
      const keep = (shifts: readonly Shift[]): void => control.tellBest(bestText(problem.team.zone, shifts));
      // The rounds of a trial are one solve after another, each of which would wait for the one before.
      const engines = { ...(await rosterEngines()), apart: told === undefined ? apart : undefined };
      return makeRoster(problem, limits, { ...control, report, keep }, engines);
    },
    design: async (task) => makeShiftDesign(task, control, await rosterEngines()),
    headCount: async (task) => makeHeadCount(task, control, await rosterEngines()),
    hiringPlan: async (request) => makeHiringPlan(request, publicHolidays, control, await rosterEngines()),
    outbound: async (request) => makeOutboundPlan(request, publicHolidays, control, await rosterEngines()),
    workload: async (request) => makeWorkload(request, publicHolidays, control, await rosterEngines()),
    risk: (request) => makeRiskRequirement(request, control.stopRequested),
    skillStaffing: async (request) => makeSkillStaffing(request, control.stopRequested, await rosterEngines()),
    simulate: (request) => {
      const hears = tellingProgress(control.clock, control.report);
      const { run, close } = runBeside({ threads: taskThreads, ...control, hears });
      return makeSimulation(request, run).finally(close);
    },
    boundPrices: async (problem, limits) => priceByBound(problem, limits, control, await rosterEngines()),
  };
}

const handlers: Handlers = {
  roster: ({ problem, limits }, control) => stepsOf(control).solve(problem, limits),
  design: (task, control) => stepsOf(control).design(task),
  simulationBlock: (task) => runSimulationBlock(task),
  plan: (input, control) => makePlan(input, stepsOf(control)),
  explanation: (task, control) => makeExplanation(task, stepsOf(control)),
  headCount: (task, control) => stepsOf(control).headCount(task),
  hiringPlan: (request, control) => stepsOf(control).hiringPlan(request),
  outbound: (request, control) => stepsOf(control).outbound(request),
  skillStaffing: (request, control) => stepsOf(control).skillStaffing(request),
  risk: (request, control) => stepsOf(control).risk(request),
  workload: (request, control) => stepsOf(control).workload(request),
  request: ({ rounds, ...work }, control) =>
    rounds === undefined ? answerRequest(work, stepsOf(control)) : answerInParts(work, rounds, control),
  part: async ({ body, best }, control) => {
    const engines = await rosterEngines();
    const from = control.clock();
    const answer = await solveApartSite(partOf(body, best), engines, control, {
      onProgress: (objective, bound) => {
        const gap = objective === null ? null : gapOf(objective, bound);
        control.report({ seconds: control.clock() - from, iterations: 0, objective, bound, gap });
      },
      onBest: (shifts) => control.tellBest(partBest(shifts)),
    });
    const text = partResult({ answer, seconds: control.clock() - from });
    return { text, isStopped: answer.endedBy === 'cancel' };
  },
};

/** Answers a request whose rosters may be solved in parts: with what it needs of those, where it is not there yet. */
async function answerInParts(
  work: RequestTasks['request']['input'],
  rounds: readonly JobRound[],
  control: ThreadControl,
): Promise<WholeTask['output']> {
  const { apart, isPassed, ...replay } = replaying(rounds, control.clock, control.stopRequested);
  const report: ThreadControl['report'] = (progress) => {
    if (isPassed()) control.report(progress);
  };
  try {
    return await answerRequest(work, stepsOf({ ...control, ...replay, report }, apart));
  } catch (error) {
    if (error instanceof PartsNeeded) return { ok: 'parts', asked: error.asked };
    throw error;
  }
}

async function outputOf(message: ThreadMessage, phases: ThreadPhase[] | undefined): Promise<unknown> {
  const { task, input } = message;
  if (task === WARM_UP) {
    await rosterEngines();
    return undefined;
  }
  if (!Object.hasOwn(handlers, task)) throw new Error(`no task is called ${task}`);
  const handler = handlers[task as keyof Handlers] as (input: unknown, control: ThreadControl) => unknown;
  return handler(input, controlOf(message, phases));
}

/** Runs one task. Defects are answers, so that the pool tells them from a thread that died. */
export async function runTask(message: ThreadMessage): Promise<ThreadAnswer> {
  const phases: ThreadPhase[] | undefined = message.phases === true ? [] : undefined;
  try {
    return { ok: true, output: await outputOf(message, phases), phases };
  } catch (error) {
    const { name, message: text, stack } = error instanceof Error ? error : new Error(String(error));
    return { ok: false, name, message: text, stack: stack ?? '' };
  } finally {
    message.progress?.close();
  }
}
