/**
 * Erlang B: a loss system of `agents` servers without a queue (M/M/n/n), and its inverses.
 *
 * Everything rests on 1/B, which has a sum of positive terms only and therefore no cancellation:
 * 1/B(a, n) = sum over k = 0..n of n (n-1) ... (n-k+1) / a^k.
 */
import { requireAgents, requireLoad, requireShare } from './arguments.ts';
import { queueTail } from './queue-tail.ts';

/** Terms below this share of the sum no longer change a double. */
const NEGLIGIBLE = 1e-17;
/** Above this many rising terms the Poisson form is used, whose cost does not grow with agents - load. */
const MAX_RISING_TERMS = 2000;
/** More steps than a safeguarded Newton iteration needs between 1e-300 and 1e300; reached only by a defect. */
const MAX_STEPS = 500;

/**
 * Reciprocal of the Erlang B blocking probability, 1/B, the stable quantity from which B, C and A are built.
 *
 * Load in erlang above 0, agents an integer >= 0. Range 1 (no agents) to Infinity, which stands for a
 * blocking below the smallest double and is safe in every formula here (it only ever divides).
 * Cost: about 8 sqrt(load) terms.
 */
export function inverseBlocking(loadErlang: number, agents: number): number {
  if (agents - loadErlang > MAX_RISING_TERMS) return inverseBlockingFarAbove(loadErlang, agents);
  const perLoad = 1 / loadErlang;
  let term = 1;
  let sum = 1;
  for (let left = agents; left > 0; left -= 1) {
    term *= left * perLoad;
    sum += term;
    if (term <= sum * NEGLIGIBLE && left < loadErlang) break;
    if (sum === Infinity) break;
  }
  return sum;
}

/**
 * The same by Poisson(load): B = pmf(n) / cdf(n), cdf(n) = 1 - pmf(n) x (terms above n).
 *
 * pmf(n) from Stirling's series in its saddle-point form (C. Loader, "Fast and accurate computation of
 * binomial probabilities", 2000): -n D(load / n) keeps the large terms n ln n from cancelling. With n above 2000
 * two terms of the series are exact to a double.
 */
function inverseBlockingFarAbove(loadErlang: number, agents: number): number {
  const relative = (loadErlang - agents) / agents;
  const deviance = agents * (relative - Math.log1p(relative));
  const stirling = 1 / (12 * agents) - 1 / (360 * agents ** 3);
  const pmf = Math.exp(-deviance - stirling) / Math.sqrt(2 * Math.PI * agents);
  if (pmf === 0) return Infinity;
  const above = queueTail(agents, loadErlang, agents - loadErlang).waiting;
  return 1 / pmf - above;
}

/**
 * Erlang B blocking probability: the share of contacts that find all agents busy and are lost.
 *
 * Load in erlang >= 0, agents an integer >= 0; result 0-1. No load: 0 (also with no agents); no agents: 1.
 */
export function erlangB(loadErlang: number, agents: number): number {
  requireLoad(loadErlang);
  requireAgents(agents);
  if (loadErlang === 0) return 0;
  return 1 / inverseBlocking(loadErlang, agents);
}

/**
 * The load in erlang at which `agents` servers block exactly the share `blocking`: Erlang B inverted in load.
 *
 * Agents an integer >= 1, blocking strictly between 0 and 1. Newton's method on ln B over ln load,
 * with dB/da = B (n/a - 1 + B), kept inside a bracket that only shrinks.
 */
export function erlangBLoad(agents: number, blocking: number): number {
  requireAgents(agents);
  requireShare('blocking', blocking);
  if (agents === 0) throw new RangeError('erlangBLoad: agents must be at least 1, got 0');
  // Carried load a (1 - B) is below n, so n / (1 - B) bounds the load from above.
  let high = agents / (1 - blocking);
  let low = 0;
  let load = Math.max(agents * blocking, high / 4);
  const target = -Math.log(blocking);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const inverse = inverseBlocking(load, agents);
    const excess = target - Math.log(inverse);
    if (excess > 0) high = load;
    else low = load;
    const slope = agents - load + load / inverse;
    let next = load * Math.exp(-excess / slope);
    // An infinite inverse or a vanishing slope makes the Newton step useless; halve the bracket instead.
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - load) <= 1e-15 * load || high - low <= 1e-15 * high) return next;
    load = next;
  }
  throw new Error(`erlangBLoad did not settle for agents=${agents} blocking=${blocking}`);
}

/**
 * The least number of agents whose Erlang B blocking is at most `blocking`.
 *
 * Load in erlang >= 0, blocking strictly between 0 and 1; no load needs 0 agents. Walks the recursion
 * 1/B(n) = 1 + (n / a) / B(n-1) from n = 0, which is stable upwards: cost about the number of agents.
 */
export function erlangBAgents(loadErlang: number, blocking: number): number {
  requireLoad(loadErlang);
  requireShare('blocking', blocking);
  if (loadErlang === 0) return 0;
  const wanted = 1 / blocking;
  let inverse = 1;
  let agents = 0;
  while (inverse < wanted) {
    agents += 1;
    inverse = 1 + (inverse * agents) / loadErlang;
  }
  return agents;
}
