import { integrateWaitingStates } from './offered-wait.ts';
import type { WaitingStates } from './waiting-states.ts';
import { sumWaitingStates } from './waiting-states.ts';

/** Largest y that is summed term by term: there both forms take about a microsecond or two. */
const SERIES_LIMIT = 3000;

/**
 * Sums over the waiting states for x > 0, y >= 0 and slack = x - y, by the cheaper of two forms with the same result:
 * the series, about 8 sqrt(y) terms, or the integral, whose cost is constant.
 */
export function queueTail(x: number, y: number, slack: number): WaitingStates {
  return y <= SERIES_LIMIT ? sumWaitingStates(x, y) : integrateWaitingStates(x, y, slack);
}
