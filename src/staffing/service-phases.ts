/**
 * Handle times as stages that each last an exponential time, so that a queue can be followed without knowing how long each contact has been talked.
 *
 * A lognormal time is the product of an Erlang one and of a narrower lognormal one, which stands for a few values by Gauss-Hermite quadrature: a mixture
 * of Erlang times (hyper-Erlang). Its hazard begins at 0, as that of a lognormal does, its mean is exact and its variance nearly so.
 */
import type { HandlingSpread } from '../domain/simulation.ts';

/** How handle times spread around their mean, as far as it can be followed in stages. */
export type StagedSpread = Extract<HandlingSpread, { readonly kind: 'exponential' | 'lognormal' }>;

/** Stages of a handle time of mean 1, by number. */
export type ServicePhases = {
  /** Chance to begin in each. */
  readonly begin: Float64Array;
  /** Rate at which each ends. */
  readonly rate: Float64Array;
  /** The stage behind each; -1: the contact is done. */
  readonly next: Int32Array;
};

/** Nodes and weights of Gauss-Hermite quadrature for a standard normal number. */
const ONE_NODE = [[0, 1]] as const;
const THREE_NODES = [
  [-1.7320508075688772, 1 / 6],
  [0, 2 / 3],
  [1.7320508075688772, 1 / 6],
] as const;
const FIVE_NODES = [
  [-2.8569700138728056, 0.011257411327720691],
  [-1.355626179974266, 0.2220759220056126],
  [0, 0.5333333333333333],
  [1.355626179974266, 0.2220759220056126],
  [2.8569700138728056, 0.011257411327720691],
] as const;

/** Spread of the narrower lognormal (of its logarithm) above which three values are too few. */
const WIDE = 0.5;
/** Erlang stages: at least, at most, and so many times those that would have the whole variance by themselves. */
const LEAST_STAGES = 2;
const MOST_STAGES = 8;
const STAGES_OVER_VARIANCE = 1.25;

/** Stages of handle times of mean 1. Below a coefficient of variation of 0.35, which eight stages have, a time is followed as if it had that. */
export function phasesOf(spread: StagedSpread): ServicePhases {
  if (spread.kind === 'exponential') {
    return { begin: Float64Array.of(1), rate: Float64Array.of(1), next: Int32Array.of(-1) };
  }
  const variance = spread.coefficientOfVariation ** 2;
  const stages = Math.min(MOST_STAGES, Math.max(LEAST_STAGES, Math.ceil(STAGES_OVER_VARIANCE / variance)));
  const spreadLeft = Math.sqrt(Math.max(0, Math.log((1 + variance) / (1 + 1 / stages))));
  const nodes = spreadLeft === 0 ? ONE_NODE : spreadLeft > WIDE ? FIVE_NODES : THREE_NODES;
  const mean = nodes.reduce((sum, [z, weight]) => sum + weight * Math.exp(spreadLeft * z), 0);
  const size = nodes.length * stages;
  const phases = { begin: new Float64Array(size), rate: new Float64Array(size), next: new Int32Array(size) };
  for (const [branch, [z, weight]] of nodes.entries()) {
    phases.begin[branch * stages] = weight;
    for (let stage = 0; stage < stages; stage++) {
      const phase = branch * stages + stage;
      phases.rate[phase] = (stages * mean) / Math.exp(spreadLeft * z);
      phases.next[phase] = stage + 1 < stages ? phase + 1 : -1;
    }
  }
  return phases;
}
