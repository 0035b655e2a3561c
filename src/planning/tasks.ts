import type { Explanation, ExplanationTask } from '../domain/explanation.ts';
import type { HeadCounts, HeadCountTask } from '../domain/head-count.ts';
import type { HiringPlan } from '../domain/hiring-plan.ts';
import type { Outcome } from '../domain/issue.ts';
import type { Problem } from '../domain/problem.ts';
import type { Roster, SolveLimits } from '../domain/roster.ts';
import type { SimulationFound, SimulationRequest } from '../domain/simulation-request.ts';
import type { HiringRequest } from './hiring-plan.ts';
import type { PlanResult, PlanTask } from './plan.ts';
import type { ShiftDesign } from '../domain/shift-design.ts';
import type { ShiftDesignTask } from './shift-design.ts';
import type { Threads } from './ports.ts';
import type { WorkloadPlan } from '../domain/workload.ts';
import type { SimulationBlockTask, SimulationSums } from './simulation.ts';
import type { WorkloadRequest } from './workload.ts';
import type { OutboundPlan } from '../domain/outbound.ts';
import type { OutboundRequest } from './outbound.ts';
import type { RiskRequirement } from '../domain/risk-requirement.ts';
import type { SkillStaffing, SkillStaffingRequest } from '../domain/skill-staffing.ts';
import type { RiskRequest } from './risk-requirement.ts';

export type {
  ExplanationTask,
  HeadCountTask,
  HiringRequest,
  OutboundRequest,
  RiskRequest,
  SimulationBlockTask,
  SimulationRequest,
  SimulationSums,
  SkillStaffingRequest,
  WorkloadRequest,
};

export type RosterTask = { readonly problem: Problem; readonly limits: SolveLimits };

/** The use cases that solve, as work for a thread: plain data in and out. */
export type PlanningTasks = {
  readonly roster: { readonly input: RosterTask; readonly output: Outcome<Roster> };
  readonly explanation: { readonly input: ExplanationTask; readonly output: Outcome<Explanation> };
  readonly headCount: { readonly input: HeadCountTask; readonly output: HeadCounts };
  readonly hiringPlan: { readonly input: HiringRequest; readonly output: Outcome<HiringPlan> };
  readonly workload: { readonly input: WorkloadRequest; readonly output: Outcome<WorkloadPlan> };
  readonly outbound: { readonly input: OutboundRequest; readonly output: Outcome<OutboundPlan> };
  readonly skillStaffing: { readonly input: SkillStaffingRequest; readonly output: SkillStaffing };
  readonly risk: { readonly input: RiskRequest; readonly output: Outcome<RiskRequirement> };
  readonly design: { readonly input: ShiftDesignTask; readonly output: ShiftDesign };
  readonly simulationBlock: { readonly input: SimulationBlockTask; readonly output: SimulationSums };
  readonly plan: { readonly input: PlanTask; readonly output: Outcome<PlanResult> };
};

/** How head-counts and hiring plans are made; limits are the task's. */
export type StaffingSteps = {
  readonly headCount: (task: HeadCountTask) => Promise<HeadCounts>;
  readonly hiringPlan: (request: HiringRequest) => Promise<Outcome<HiringPlan>>;
  readonly outbound: (request: OutboundRequest) => Promise<Outcome<OutboundPlan>>;
  readonly skillStaffing: (request: SkillStaffingRequest) => Promise<SkillStaffing>;
  readonly risk: (request: RiskRequest) => Promise<Outcome<RiskRequirement>>;
  readonly workload: (request: WorkloadRequest) => Promise<Outcome<WorkloadPlan>>;
};

/** How a simulation is made, its limits being the request's. */
export type SimulationSteps = { readonly simulate: (request: SimulationRequest) => Promise<SimulationFound> };

export type PlanningThreads = Threads<PlanningTasks>;
