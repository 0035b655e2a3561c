import type { ServiceExpectation, StaffingTarget } from '../domain/requirement.ts';
import { erlangA } from './erlang-a.ts';
import { erlangC } from './erlang-c.ts';
import type { StaffingQueue } from './staffing-score.ts';
import { serviceLevelOf } from './staffing-score.ts';

/** The threshold of the service level that is shown beside a target that names none (ASA, abandonment). */
export const REPORTED_THRESHOLD_SECONDS = 20;

/** Nothing to expect: the interval is closed. */
export const NO_EXPECTATION: ServiceExpectation = {
  serviceLevelOffered: null,
  serviceLevel: null,
  abandonment: null,
  asaSeconds: null,
  occupancy: null,
};

/** T of the target's service level, or the one that is shown where the target has none. */
function thresholdOf(target: StaffingTarget): number {
  return target.kind === 'service-level' ? target.thresholdSeconds : REPORTED_THRESHOLD_SECONDS;
}

/**
 * What callers and agents are to expect with exactly `positions` people on the work.
 *
 * ASA is the mean wait of the answered contacts. Null stands for what the model cannot say: abandonment under Erlang C,
 * where nobody hangs up by assumption; ASA where nobody is answered or, under Erlang C, where the load is not below the
 * positions and waits grow without end (the service level there is its limit, 0); occupancy without positions. Without
 * load nobody waits: service level 1, ASA 0.
 */
export function expectService(queue: StaffingQueue, positions: number, target: StaffingTarget): ServiceExpectation {
  const { loadErlang, ahtSeconds, patienceSeconds } = queue;
  const thresholdSeconds = thresholdOf(target);
  if (patienceSeconds === undefined) {
    const outcome = erlangC({ loadErlang, ahtSeconds, agents: positions, thresholdSeconds });
    return {
      serviceLevelOffered: outcome.serviceLevel,
      serviceLevel: outcome.serviceLevel,
      abandonment: null,
      asaSeconds: outcome.kind === 'stable' ? outcome.asaSeconds : null,
      occupancy: positions === 0 ? null : outcome.occupancy,
    };
  }
  const state = erlangA({ loadErlang, ahtSeconds, agents: positions, patienceSeconds, thresholdSeconds });
  return {
    serviceLevelOffered: state.serviceLevelOffered,
    serviceLevel: target.kind === 'service-level' ? serviceLevelOf(state, target.base) : state.serviceLevelOffered,
    abandonment: state.abandonment,
    asaSeconds: positions === 0 && loadErlang > 0 ? null : state.asaSeconds,
    occupancy: positions === 0 ? null : state.occupancy,
  };
}
