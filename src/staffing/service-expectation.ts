import type { Concurrency, ServiceExpectation, StaffingTarget } from '../domain/requirement.ts';
import { chatQueue } from './concurrency.ts';
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
  if (queue.concurrency !== undefined) return expectChat(queue, queue.concurrency, positions, target);
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

/** The same where an agent handles several at once; besides the handle time as it comes out and how many an agent has. */
function expectChat(
  { loadErlang, ahtSeconds, patienceSeconds }: StaffingQueue,
  concurrency: Concurrency,
  positions: number,
  target: StaffingTarget,
): ServiceExpectation & { readonly handleSeconds?: number; readonly meanConcurrency?: number } {
  const thresholdSeconds = thresholdOf(target);
  const hangUp = patienceSeconds === undefined ? null : positions === 0 && loadErlang > 0 ? 1 : 0;
  if (loadErlang === 0) {
    return {
      serviceLevelOffered: 1,
      serviceLevel: 1,
      abandonment: hangUp,
      asaSeconds: 0,
      occupancy: positions === 0 ? null : 0,
    };
  }
  const nobody = { serviceLevelOffered: 0, serviceLevel: 0, abandonment: hangUp, asaSeconds: null };
  if (positions === 0) return { ...nobody, occupancy: null };
  const state = chatQueue({
    loadErlang,
    ahtSeconds,
    concurrency,
    agents: positions,
    patienceSeconds,
    thresholdSeconds,
  });
  if (state.kind === 'unstable') return { ...nobody, occupancy: 1 };
  const { serviceLevelOffered, asaSeconds, occupancy, handleSeconds, meanConcurrency } = state;
  return {
    serviceLevelOffered,
    serviceLevel: target.kind === 'service-level' ? serviceLevelOf(state, target.base) : serviceLevelOffered,
    abandonment: patienceSeconds === undefined ? null : state.abandonment,
    asaSeconds,
    occupancy,
    handleSeconds,
    meanConcurrency,
  };
}
