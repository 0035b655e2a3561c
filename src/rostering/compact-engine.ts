import type { HighsModule } from '../lp/highs-engine.ts';
import { solveWithHighs } from '../lp/highs-engine.ts';
import type { LinearModel, LinearSolution } from '../lp/model.ts';
import type { CompactModel } from './compact.ts';
import type { CodedLine } from './instance.ts';
import type { EngineAnswer, EngineControl } from './solution.ts';
import { POINT_TOLERANCE } from './solution.ts';

/**
 * Runs javascript-lp-solver on a model in a thread of its own and kills it after `seconds` or when asked to stop; undefined when it was
 * killed or failed. Injected, because threads are I/O.
 */
export type JavascriptSolver = (
  model: LinearModel,
  seconds: number,
  stopRequested: () => boolean,
) => Promise<LinearSolution | undefined>;

/** The compact model in javascript-lp-solver; undefined where the next engine must take over. */
export async function solveByJavascript(
  solver: JavascriptSolver,
  compact: CompactModel,
  seconds: number,
  control: EngineControl,
): Promise<EngineAnswer | undefined> {
  const solution = await solver(compact.model, seconds, control.stopRequested);
  if (solution?.status !== 'optimal' || solution.values === undefined || solution.objective === undefined)
    return undefined;
  const bound = Math.max(0, solution.objective + compact.constant);
  return { lines: compact.decode(solution.values), bound, boundKind: 'integer', endedBy: 'proof', iterations: 1 };
}

/** Steps of the simplex method that a node may take, on average: by nodes alone the root of a small problem may take minutes. */
const STEPS_A_NODE = 5000;

/** The compact model in HiGHS, from `start` on; an iteration is a branch-and-bound node. */
export function solveByHighs(
  highs: HighsModule,
  compact: CompactModel,
  start: readonly CodedLine[] | undefined,
  control: EngineControl,
): EngineAnswer {
  const seconds = control.seconds === undefined ? undefined : control.seconds - control.elapsed();
  const solution = solveWithHighs(highs, compact.model, {
    seconds,
    nodes: control.iterations,
    steps: control.iterations === undefined ? undefined : STEPS_A_NODE * control.iterations,
    seed: control.seed,
    relativeGap: control.gap,
    offset: compact.constant,
    start: start === undefined ? undefined : compact.encode(start),
    stopRequested: control.stopRequested,
    onProgress: (objective, bound) =>
      control.report(
        0,
        objective === null ? null : objective + compact.constant,
        bound === null ? null : Math.max(0, bound + compact.constant),
      ),
  });
  const bound =
    solution.bound === undefined ? undefined : Math.max(0, solution.bound + compact.constant - POINT_TOLERANCE);
  if (solution.values === undefined || solution.objective === undefined) {
    return {
      lines: start,
      bound,
      boundKind: bound === undefined ? 'none' : 'integer',
      endedBy: solution.endedBy,
      iterations: solution.iterations,
    };
  }
  const points = solution.objective + compact.constant;
  const proven = solution.status === 'optimal' && bound !== undefined && points - bound <= 1e-5 * Math.max(1, points);
  const endedBy = solution.endedBy === 'proof' && !proven ? 'gap' : solution.endedBy;
  return {
    lines: compact.decode(solution.values),
    bound,
    boundKind: 'integer',
    endedBy,
    iterations: solution.iterations,
  };
}
