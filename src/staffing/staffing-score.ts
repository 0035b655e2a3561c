import type { Concurrency, ServiceLevelBase, StaffingTarget } from '../domain/requirement.ts';
import { chatQueue, fullPace } from './concurrency.ts';
import type { ErlangAState } from './erlang-a.ts';
import { erlangA } from './erlang-a.ts';
import { erlangC } from './erlang-c.ts';
import { leastAgents } from './least-agents.ts';

/** The queue in front of the agents during one interval, taken as stationary. */
export type StaffingQueue = {
  readonly loadErlang: number;
  readonly ahtSeconds: number;
  /** Present: Erlang A. Absent: Erlang C. */
  readonly patienceSeconds?: number | undefined;
  /** Present: an agent handles several at once, and the AHT is that of one alone. */
  readonly concurrency?: Concurrency | undefined;
};

/** Scores are cut here: a share of exactly 0 or 1 has no finite logit. */
const LARGEST_SCORE = 40;
/** A value that misses its target by less than rounding meets it: 8.500000000000002 / 10 keeps a cap of 0.85. */
const ROUNDING = 1e-12;

/** The service level of an Erlang A state under one of the three definitions. */
export function serviceLevelOf(
  state: Pick<ErlangAState, 'serviceLevelOffered' | 'serviceLevelAnswered' | 'serviceLevelPatient'>,
  base: ServiceLevelBase,
): number {
  switch (base) {
    case 'offered':
      return state.serviceLevelOffered;
    case 'answered':
      return state.serviceLevelAnswered;
    case 'patient':
      return state.serviceLevelPatient;
  }
}

/**
 * The least number of agents that meets the target, without any cap, floor or ceiling.
 *
 * No load needs 0. Erlang C takes a service level of every base (they coincide) or an ASA; an abandonment target without
 * patience is a defect of the caller, since it has no meaning there.
 */
export function agentsForTarget(queue: StaffingQueue, target: StaffingTarget): number {
  const { loadErlang, patienceSeconds } = queue;
  if (loadErlang === 0) return 0;
  const spread = Math.sqrt(loadErlang);
  // A normal queue length moves its logit by about 1.8 per standard deviation.
  const slope = 1.8 / Math.max(1, spread);
  const score = targetScoreOf(queue, target);
  if (queue.concurrency !== undefined) {
    const pace = fullPace(queue.concurrency);
    const least = patienceSeconds === undefined ? Math.floor(loadErlang / pace) : 0;
    return leastAgents(score, least, loadErlang / pace, slope * pace);
  }
  return patienceSeconds === undefined
    ? leastAgents(score, Math.floor(loadErlang), loadErlang + spread, slope)
    : leastAgents(score, 0, loadErlang, slope);
}

/** How far any number of agents of at least 1 is beyond (>= 0) or short of (< 0) the target. */
function targetScoreOf(queue: StaffingQueue, target: StaffingTarget): (agents: number) => number {
  const { loadErlang, ahtSeconds, patienceSeconds } = queue;
  const thresholdSeconds = target.kind === 'service-level' ? target.thresholdSeconds : 0;
  const { concurrency } = queue;
  if (concurrency !== undefined) {
    return (agents) => {
      if (agents === 0) return -LARGEST_SCORE;
      const state = chatQueue({ loadErlang, ahtSeconds, concurrency, agents, patienceSeconds, thresholdSeconds });
      if (state.kind === 'unstable') return -LARGEST_SCORE;
      const serviceLevel = target.kind === 'service-level' ? serviceLevelOf(state, target.base) : 0;
      const abandonment = patienceSeconds === undefined ? Number.NaN : state.abandonment;
      return targetScore(target, serviceLevel, state.asaSeconds, abandonment);
    };
  }
  if (patienceSeconds === undefined) {
    return (agents) => {
      const outcome = erlangC({ loadErlang, ahtSeconds, agents, thresholdSeconds });
      if (outcome.kind === 'unstable') return -LARGEST_SCORE;
      return targetScore(target, outcome.serviceLevel, outcome.asaSeconds, Number.NaN);
    };
  }
  return (agents) => {
    // Nobody is answered: what an ASA over no calls would say is not that the target is met.
    if (agents === 0) return -LARGEST_SCORE;
    const state = erlangA({ loadErlang, ahtSeconds, agents, patienceSeconds, thresholdSeconds });
    const serviceLevel = target.kind === 'service-level' ? serviceLevelOf(state, target.base) : 0;
    return targetScore(target, serviceLevel, state.asaSeconds, state.abandonment);
  };
}

/** The least number of agents that meets all the targets, and which of them decides; the first of several that ask for the same. */
export function agentsForTargets(
  queue: StaffingQueue,
  targets: readonly StaffingTarget[],
): { readonly agents: number; readonly decidedBy: number } {
  let agents = -1;
  let decidedBy = 0;
  targets.forEach((target, index) => {
    const needed = agentsForTarget(queue, target);
    if (needed <= agents) return;
    agents = needed;
    decidedBy = index;
  });
  return { agents: Math.max(0, agents), decidedBy };
}

/** Whether so many agents meet the target, as `agentsForTarget` sees it. */
export function meetsTarget(queue: StaffingQueue, agents: number, target: StaffingTarget): boolean {
  return queue.loadErlang === 0 || targetScoreOf(queue, target)(agents) >= 0;
}

/** Whether so many agents keep the cap, as `agentsForOccupancy` sees it. */
export function meetsOccupancy(queue: StaffingQueue, agents: number, maxOccupancy: number): boolean {
  const { loadErlang, ahtSeconds, patienceSeconds } = queue;
  if (loadErlang === 0) return true;
  if (agents === 0) return false;
  const cap = maxOccupancy * (1 + ROUNDING);
  if (patienceSeconds === undefined) return loadErlang < agents && loadErlang / agents <= cap;
  return erlangA({ loadErlang, ahtSeconds, agents, patienceSeconds, thresholdSeconds: 0 }).occupancy <= cap;
}

/** The least number of agents whose occupancy stays at or below the cap, given what the queue lets through. */
export function agentsForOccupancy(queue: StaffingQueue, maxOccupancy: number): number {
  const { loadErlang, ahtSeconds, patienceSeconds, concurrency } = queue;
  if (loadErlang === 0) return 0;
  if (concurrency !== undefined) {
    const score = (agents: number): number => {
      const state = chatQueue({ loadErlang, ahtSeconds, concurrency, agents, patienceSeconds, thresholdSeconds: 0 });
      return state.kind === 'unstable' ? -1 : (maxOccupancy * (1 + ROUNDING) - state.occupancy) * agents;
    };
    return leastAgents(score, 0, loadErlang / maxOccupancy / concurrency.most, 1);
  }
  const withoutAbandonment = Math.ceil((loadErlang / maxOccupancy) * (1 - ROUNDING));
  if (patienceSeconds === undefined) {
    // A cap of 1 still needs a queue that does not grow for ever.
    return Math.max(withoutAbandonment, Math.floor(loadErlang) + 1);
  }
  const score = (agents: number): number => {
    const { occupancy } = erlangA({ loadErlang, ahtSeconds, agents, patienceSeconds, thresholdSeconds: 0 });
    const excess = maxOccupancy * (1 + ROUNDING) - occupancy;
    return excess * agents;
  };
  return leastAgents(score, 0, withoutAbandonment - 1, 1);
}

/** How far a state is beyond (>= 0) or short of (< 0) the target, on a scale that is nearly linear in the agents. */
function targetScore(target: StaffingTarget, serviceLevel: number, asaSeconds: number, abandonment: number): number {
  switch (target.kind) {
    case 'service-level':
      return signed(serviceLevel >= target.share * (1 - ROUNDING), logit(serviceLevel) - logit(target.share));
    case 'asa':
      return signed(asaSeconds <= target.asaSeconds * (1 + ROUNDING), Math.log(target.asaSeconds / asaSeconds));
    case 'abandonment':
      return signed(abandonment <= target.share * (1 + ROUNDING), logit(target.share) - logit(abandonment));
  }
}

function logit(share: number): number {
  return Math.log(share / (1 - share));
}

/** The comparison decides the sign; the score, which rounds differently, only the size. */
function signed(meets: boolean, score: number): number {
  const size = Math.min(LARGEST_SCORE, Math.max(ROUNDING, meets ? score : -score));
  return meets ? size : -size;
}
