import type { ServiceLevelBase, StaffingTarget } from '../domain/requirement.ts';
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
};

/** Scores are cut here: a share of exactly 0 or 1 has no finite logit. */
const LARGEST_SCORE = 40;
/** A value that misses its target by less than rounding meets it: 8.500000000000002 / 10 keeps a cap of 0.85. */
const ROUNDING = 1e-12;

/** The service level of an Erlang A state under one of the three definitions. */
export function serviceLevelOf(state: ErlangAState, base: ServiceLevelBase): number {
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
  const { loadErlang, ahtSeconds, patienceSeconds } = queue;
  if (loadErlang === 0) return 0;
  const thresholdSeconds = target.kind === 'service-level' ? target.thresholdSeconds : 0;
  const spread = Math.sqrt(loadErlang);
  // A normal queue length moves its logit by about 1.8 per standard deviation.
  const slope = 1.8 / Math.max(1, spread);
  if (patienceSeconds === undefined) {
    const score = (agents: number): number => {
      const outcome = erlangC({ loadErlang, ahtSeconds, agents, thresholdSeconds });
      if (outcome.kind === 'unstable') return -LARGEST_SCORE;
      return targetScore(target, outcome.serviceLevel, outcome.asaSeconds, Number.NaN);
    };
    return leastAgents(score, Math.floor(loadErlang), loadErlang + spread, slope);
  }
  const score = (agents: number): number => {
    const state = erlangA({ loadErlang, ahtSeconds, agents, patienceSeconds, thresholdSeconds });
    const serviceLevel = target.kind === 'service-level' ? serviceLevelOf(state, target.base) : 0;
    return targetScore(target, serviceLevel, state.asaSeconds, state.abandonment);
  };
  return leastAgents(score, 0, loadErlang, slope);
}

/** The least number of agents whose occupancy stays at or below the cap, given what Erlang C or A lets through. */
export function agentsForOccupancy(queue: StaffingQueue, maxOccupancy: number): number {
  const { loadErlang, ahtSeconds, patienceSeconds } = queue;
  if (loadErlang === 0) return 0;
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
