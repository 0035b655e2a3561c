import { publicHolidays } from '../../../src/calendars/public-holidays.ts';
import { runCommandLine } from '../../../src/cli/program.ts';
import type { Session } from '../../../src/cli/run.ts';
import { rosterEngines } from '../../../src/main/engines.ts';
import { seriesModels } from '../../../src/main/series-models.ts';
import { priceByBound } from '../../../src/planning/bound-prices.ts';
import { makeExplanation } from '../../../src/planning/explain.ts';
import { makeHeadCount } from '../../../src/planning/head-count.ts';
import { makeHiringPlan } from '../../../src/planning/hiring-plan.ts';
import { makePlan, type PlanSteps } from '../../../src/planning/plan.ts';
import { makeOutboundPlan } from '../../../src/planning/outbound.ts';
import { makeWorkload } from '../../../src/planning/workload.ts';
import type { TaskControl } from '../../../src/planning/ports.ts';
import { makeRiskRequirement } from '../../../src/planning/risk-requirement.ts';
import { makeRoster } from '../../../src/planning/roster.ts';
import { makeShiftDesign } from '../../../src/planning/shift-design.ts';
import { makeSkillStaffing } from '../../../src/planning/skill-staffing.ts';
import { runSimulationBlock } from '../../../src/planning/simulation.ts';
import type { PlanningTasks, PlanningThreads } from '../../../src/planning/tasks.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;

export type Told = { readonly code: number; readonly out: string; readonly error: string };

/** The work of a thread in this one: what a command hands over and gets back is the same. */
export function ownThread(): PlanningThreads {
  const solveControl = ({ signal, onProgress }: TaskControl) => ({
    clock: () => performance.now() / 1000,
    stopRequested: () => signal?.aborted === true,
    report: onProgress ?? (() => undefined),
  });
  const run = async (task: string, input: unknown, control: TaskControl): Promise<unknown> => {
    const engines = await rosterEngines();
    const { stopRequested, ...rest } = solveControl(control);
    const solve: PlanSteps['solve'] = (problem, limits, told = (progress) => progress) =>
      makeRoster(
        problem,
        limits,
        { ...rest, stopRequested, report: (progress) => rest.report(told(progress)) },
        engines,
      );
    if (task === 'plan') {
      return makePlan(input as PlanningTasks['plan']['input'], {
        holidays: publicHolidays,
        models: seriesModels,
        solve,
        stopRequested,
      });
    }
    if (task === 'explanation')
      return makeExplanation(input as PlanningTasks['explanation']['input'], {
        solve,
        boundPrices: (problem, limits) =>
          Promise.resolve(priceByBound(problem, limits, solveControl(control), engines)),
      });
    if (task === 'headCount')
      return makeHeadCount(input as PlanningTasks['headCount']['input'], solveControl(control), engines);
    if (task === 'design')
      return makeShiftDesign(input as PlanningTasks['design']['input'], solveControl(control), engines);
    if (task === 'hiringPlan') {
      const request = input as PlanningTasks['hiringPlan']['input'];
      return makeHiringPlan(request, publicHolidays, solveControl(control), engines);
    }
    if (task === 'outbound') {
      const request = input as PlanningTasks['outbound']['input'];
      return makeOutboundPlan(request, publicHolidays, solveControl(control), engines);
    }
    if (task === 'workload') {
      const request = input as PlanningTasks['workload']['input'];
      return makeWorkload(request, publicHolidays, solveControl(control), engines);
    }
    if (task === 'skillStaffing') {
      const request = input as PlanningTasks['skillStaffing']['input'];
      return makeSkillStaffing(request, solveControl(control).stopRequested, engines);
    }
    if (task === 'risk') {
      return makeRiskRequirement(input as PlanningTasks['risk']['input'], solveControl(control).stopRequested);
    }
    if (task === 'simulationBlock') return runSimulationBlock(input as PlanningTasks['simulationBlock']['input']);
    const { problem, limits } = input as PlanningTasks['roster']['input'];
    return solve(problem, limits);
  };
  return { run: run as PlanningThreads['run'], ready: () => true, close: () => Promise.resolve() };
}

/** Runs the command line in this process and gives what it told. */
export async function runInProcess(
  args: readonly string[],
  changes: Partial<Session> & { readonly watched?: boolean } = {},
): Promise<Told> {
  const told = { out: '', error: '' };
  const { watched = false, ...session } = changes;
  const code = await runCommandLine(
    {
      terminal: {
        out: (text) => {
          told.out += text;
        },
        error: (text) => {
          told.error += text;
        },
        watched,
      },
      folder: ROOT,
      holidays: publicHolidays,
      models: seriesModels,
      threads: ownThread,
      serve: () => Promise.resolve(0),
      maintenance: () => Promise.reject(new Error('no database here')),
      work: () => Promise.resolve(0),
      withStore: () => Promise.reject(new Error('nothing is stored here')),
      interrupted: new AbortController().signal,
      ...session,
    },
    '1.2.3',
    args,
  );
  return { code, ...told };
}
