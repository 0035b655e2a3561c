import type { Audit } from '../domain/breach.ts';
import type { Forecast } from '../domain/forecast.ts';
import type { Outcome } from '../domain/issue.ts';
import type { Problem } from '../domain/problem.ts';
import type { Requirement } from '../domain/requirement.ts';
import type { Roster, SolveLimits } from '../domain/roster.ts';
import type { AuditTask } from './audit.ts';
import type { ForecastTask } from './forecast.ts';
import type { PlanResult, PlanTask } from './plan.ts';
import type { Threads } from './ports.ts';
import type { RequirementTask } from './requirement.ts';

export type RosterTask = { readonly problem: Problem; readonly limits: SolveLimits };

/** The use cases as work for a thread: plain data in and out. */
export type PlanningTasks = {
  readonly forecast: { readonly input: ForecastTask; readonly output: Outcome<Forecast> };
  readonly requirement: { readonly input: RequirementTask; readonly output: Outcome<Requirement> };
  readonly roster: { readonly input: RosterTask; readonly output: Outcome<Roster> };
  readonly audit: { readonly input: AuditTask; readonly output: Outcome<Audit> };
  readonly plan: { readonly input: PlanTask; readonly output: Outcome<PlanResult> };
};

export type PlanningThreads = Threads<PlanningTasks>;
