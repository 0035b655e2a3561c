import type { StaffingTarget } from '../domain/requirement.ts';
import { erlangA } from './erlang-a.ts';
import { meetsOccupancy, meetsTarget, type StaffingQueue } from './staffing-score.ts';

/** Load beyond which the formulas are not proven; a queue that still meets its targets there has no limit worth telling. */
const MAX_LOAD_ERLANG = 1_000_000;
/** Relative width at which the search ends: a double's last digits. */
const RESOLUTION = 1e-15;

/** What the contacts must find: all of these at once. */
export type ServiceGoals = { readonly targets: readonly StaffingTarget[]; readonly maxOccupancy?: number | undefined };

/**
 * The largest load in erlang, at the queue's handle time and patience, with which `agents` meet all the goals: the inverse of the least agents.
 *
 * Every goal gets harder with more contacts, so the limit is where the first one breaks; found by bisection, to a double. Null where a load of
 * 1,000,000 erlang still meets them (no goals; a speed of answer that callers who hang up keep short); 0 where no load does.
 */
export function mostLoad(
  queue: Omit<StaffingQueue, 'loadErlang'>,
  agents: number,
  { targets, maxOccupancy }: ServiceGoals,
): number | null {
  const meets = (loadErlang: number): boolean => {
    const loaded = { ...queue, loadErlang };
    return (
      targets.every((target) => meetsTarget(loaded, agents, target)) &&
      (maxOccupancy === undefined || meetsOccupancy(loaded, agents, maxOccupancy))
    );
  };
  if (agents === 0) return 0;
  if (meets(MAX_LOAD_ERLANG)) return null;
  let low = 0;
  let high = agents;
  while (meets(high)) {
    low = high;
    high = Math.min(2 * high, MAX_LOAD_ERLANG);
  }
  while (high - low > RESOLUTION * high) {
    // Below the smallest loads by their logarithm: the answer may be any part of an erlang.
    const middle = low > 0 ? (low + high) / 2 : high / 16;
    if (middle < 1e-9) return 0;
    if (middle <= low || middle >= high) break;
    if (meets(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * The mean patience at which this share of contacts hangs up: Erlang A inverted in patience. Undefined where none does, within a factor of 1e6
 * of the handle time: with fewer hang-ups than agents who cannot answer all leave, or more than callers without any patience.
 */
export function patienceForAbandonment(
  queue: { readonly loadErlang: number; readonly ahtSeconds: number; readonly agents: number },
  abandonment: number,
): number | undefined {
  const share = (patienceSeconds: number): number =>
    erlangA({ ...queue, patienceSeconds, thresholdSeconds: 0 }).abandonment;
  let low = queue.ahtSeconds * 1e-6;
  let high = queue.ahtSeconds * 1e6;
  if (share(low) < abandonment || share(high) > abandonment) return undefined;
  while (high / low > 1 + 2 * RESOLUTION) {
    const middle = Math.sqrt(low * high);
    if (middle <= low || middle >= high) break;
    // More patience, fewer hang-ups.
    if (share(middle) > abandonment) low = middle;
    else high = middle;
  }
  return low;
}
