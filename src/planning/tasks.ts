import type { Explanation, ExplanationTask } from '../domain/explanation.ts';
import type { Outcome } from '../domain/issue.ts';
import type { Problem } from '../domain/problem.ts';
import type { Roster, SolveLimits } from '../domain/roster.ts';
import type { PlanResult, PlanTask } from './plan.ts';
import type { Threads } from './ports.ts';

export type { ExplanationTask };

export type RosterTask = { readonly problem: Problem; readonly limits: SolveLimits };

/** The use cases that solve, as work for a thread: plain data in and out. */
export type PlanningTasks = {
  readonly roster: { readonly input: RosterTask; readonly output: Outcome<Roster> };
  readonly explanation: { readonly input: ExplanationTask; readonly output: Outcome<Explanation> };
  readonly plan: { readonly input: PlanTask; readonly output: Outcome<PlanResult> };
};

export type PlanningThreads = Threads<PlanningTasks>;
