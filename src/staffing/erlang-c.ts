/** Erlang C: a delay system of `agents` servers where everybody waits to the end (M/M/n). */
import { requireAgents, requireLoad, requirePositiveSeconds, requireSeconds } from './arguments.ts';
import { inverseBlocking } from './erlang-b.ts';

export type ErlangCQueue = {
  /** Offered load: contacts per second x AHT, at least 0. */
  readonly loadErlang: number;
  readonly ahtSeconds: number;
  /** Integer of at least 0. */
  readonly agents: number;
  /** T of the service level, at least 0. */
  readonly thresholdSeconds: number;
};

/**
 * Steady state of an Erlang C queue, or the outcome `unstable` where the load is not below the agents and the queue grows
 * without end: then only these are known, all agents busy and nobody answered in time in the long run.
 */
export type ErlangCOutcome =
  | {
      readonly kind: 'stable';
      readonly waitProbability: number;
      /** Share answered within the threshold; all definitions coincide, as nobody hangs up. */
      readonly serviceLevel: number;
      /** Mean wait over all contacts. */
      readonly asaSeconds: number;
      /** Busy share of the agents' time; 0 where there are none. */
      readonly occupancy: number;
      /** Mean number waiting. */
      readonly meanQueue: number;
    }
  | { readonly kind: 'unstable'; readonly waitProbability: 1; readonly serviceLevel: 0; readonly occupancy: 1 };

/**
 * Steady state of an M/M/n queue.
 *
 * C = 1 / (rho + (1 - rho) / B), ASA = C AHT / (n - a), P(wait > T) = C exp(-(n - a) T / AHT) (Cooper, "Introduction to
 * queueing theory", 1981, section 3.5). No load: nobody waits, with any number of agents, 0 included. Load of at least
 * `agents`: the outcome `unstable`.
 */
export function erlangC(queue: ErlangCQueue): ErlangCOutcome {
  const { loadErlang, ahtSeconds, agents, thresholdSeconds } = queue;
  requireLoad(loadErlang);
  requireAgents(agents);
  requirePositiveSeconds('ahtSeconds', ahtSeconds);
  requireSeconds('thresholdSeconds', thresholdSeconds);
  if (loadErlang === 0) {
    return { kind: 'stable', waitProbability: 0, serviceLevel: 1, asaSeconds: 0, occupancy: 0, meanQueue: 0 };
  }
  const spare = agents - loadErlang;
  if (spare <= 0) return { kind: 'unstable', waitProbability: 1, serviceLevel: 0, occupancy: 1 };
  const inverse = inverseBlocking(loadErlang, agents);
  const idleShare = spare / agents;
  const waitProbability = 1 / (loadErlang / agents + idleShare * inverse);
  // Written as (1 - C) + C (1 - e^-x), so that a tiny service level keeps its digits. An infinite 1/B would make
  // this 0 x Infinity; there nobody waits.
  const atOnce = inverse === Infinity ? 1 : idleShare * (inverse - 1) * waitProbability;
  const inTime = atOnce - waitProbability * Math.expm1((-spare * thresholdSeconds) / ahtSeconds);
  return {
    kind: 'stable',
    waitProbability,
    serviceLevel: Math.min(1, inTime),
    asaSeconds: (waitProbability * ahtSeconds) / spare,
    occupancy: loadErlang / agents,
    meanQueue: (waitProbability * loadErlang) / spare,
  };
}
