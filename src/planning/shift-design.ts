import type { SolveLimits } from '../domain/roster.ts';
import type { DesignProblem, ShiftDesign } from '../domain/shift-design.ts';
import type { RosterEngines } from '../rostering/run-engine.ts';
import { designShifts } from '../rostering/design/design-shifts.ts';
import type { SolveControl } from './ports.ts';

export type ShiftDesignTask = { readonly problem: DesignProblem; readonly limits: SolveLimits };

/** How a shift design is made, for those who need one. */
export type DesignSteps = { readonly design: (task: ShiftDesignTask) => Promise<ShiftDesign> };

/** Requirement to shift design: types of shifts and head-counts, before anybody is assigned. */
export function makeShiftDesign(
  { problem, limits }: ShiftDesignTask,
  control: SolveControl,
  { highs }: Pick<RosterEngines, 'highs'>,
): ShiftDesign {
  return designShifts(problem, limits, highs, control);
}
