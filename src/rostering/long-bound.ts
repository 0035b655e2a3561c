import type { HighsModule } from '../lp/highs-engine.ts';
import type { Assignment } from './assignment.ts';
import type { LinePricer } from './best-line.ts';
import type { ColumnGeneration } from './columns.ts';
import type { Instance } from './instance.ts';
import type { EngineControl } from './solution.ts';
import { stitchedValues } from './stitched-values.ts';

export type LongBoundTask = {
  readonly highs: HighsModule;
  readonly instance: Instance;
  readonly pricer: LinePricer;
  readonly assignment: Assignment;
  readonly control: Pick<EngineControl, 'seconds' | 'elapsed' | 'stopRequested'>;
  readonly master: Pick<ColumnGeneration, 'warmRelaxed'>;
  /** All points of whole rosters are multiples of it; 0 where nothing is known. */
  readonly step: number;
  /** Values of rows that no window reaches, and for the first windows to begin with. */
  readonly multipliers: () => Float64Array;
  readonly raise: (bound: number) => void;
  /** Whether the bound could not rise further, or would be of no use. */
  readonly isSettled: () => boolean;
};

/** The bound of a horizon over which a linear program of all days would take too long. */
export type LongBound = {
  readonly first: () => void;
  /** Once more, from the roster at hand, where that pays and there is time; whether it was done. */
  readonly again: () => boolean;
};

/** Shares of the time that is left for programs of windows, and for rounds of relaxed lines behind them. */
const STITCHING_SHARE = 0.5;
const RELAXED_SHARE = 0.15;
/** Values are put together anew round a roster that is better by this share, where so many times what they took before is left. */
const BETTER = 0.01;
const TIMES_LEFT = 1.5;

/**
 * Bounds by stitched values. They are as good as the roster around the windows: in which days it has people's hours decides what an hour is worth there. So they are put together
 * anew from a much better roster; the sweeps in between begin at the values of the last.
 */
export function longBound(task: LongBoundTask): LongBound {
  const { highs, instance, pricer, assignment, control, master, step, raise, isSettled } = task;
  const { seconds, elapsed, stopRequested } = control;
  const past = (share: number): boolean => stopRequested() || (seconds !== undefined && elapsed() >= share * seconds);
  let points = Number.POSITIVE_INFINITY;
  let took = Number.POSITIVE_INFINITY;
  const bound = (): void => {
    const from = elapsed();
    const until = shareFromNow(control, STITCHING_SHARE);
    points = assignment.points();
    const values = stitchedValues(highs, instance, {
      lines: assignment.lines,
      counts: assignment.counts,
      values: task.multipliers(),
      pricer,
      step,
      expired: (done) => past(until) || isTooSlow(control, from, until, done),
    });
    took = values === undefined ? Number.POSITIVE_INFINITY : elapsed() - from;
    const end = shareFromNow(control, RELAXED_SHARE);
    master.warmRelaxed(points, () => past(end) || isSettled(), raise, values);
  };
  return {
    first: bound,
    again() {
      if (seconds === undefined || assignment.points() > (1 - BETTER) * points) return false;
      if (TIMES_LEFT * took > seconds - elapsed() || stopRequested() || isSettled()) return false;
      bound();
      return true;
    },
  };
}

/** The share of the time at which so much of what is left of it is over. */
export function shareFromNow({ seconds, elapsed }: Pick<EngineControl, 'seconds' | 'elapsed'>, share: number): number {
  if (seconds === undefined) return 1;
  const over = Math.min(1, elapsed() / seconds);
  return over + share * (1 - over);
}

/** Whether work of which a share is done since a moment will not be done when a share of the time is over. */
function isTooSlow(
  { seconds, elapsed }: Pick<EngineControl, 'seconds' | 'elapsed'>,
  from: number,
  until: number,
  done: number,
): boolean {
  if (seconds === undefined || done === 0) return false;
  return from + (elapsed() - from) / done > 1.5 * until * seconds;
}
