/**
 * Erlang A: agents, one queue, and callers whose patience is exponential (M/M/n+M).
 *
 * With E(v) the density of the offered wait v (what a caller of endless patience would wait), up to a factor
 * exp(y (1 - e^(-theta v)) - n mu v), the part beyond T is the same integral with y replaced by y e^(-theta T). Hence every
 * "within T" quantity is a sum of positive terms over the waiting states:
 *   P(answered after T) = pi_n (n / a) E(T) S(y_T),   P(wait > T) = pi_n e^(-theta T) E(T) (1 + S(y_T)),
 * where S(y) = sum over j >= 1 of y^j / ((x+1) ... (x+j)) and pi_n is the probability of all busy, nobody waiting.
 * The first follows from d/dv E = (lambda e^(-theta v) - n mu) E. Model and notation: Mandelbaum and Zeltyn,
 * "Service engineering in action: the Palm/Erlang-A queue", 2007.
 */
import { requireAgents, requireLoad, requirePositiveSeconds, requireRatio, requireSeconds } from './arguments.ts';
import { inverseBlocking } from './erlang-b.ts';
import { answeredSoon, logOfferedWait } from './offered-wait.ts';
import { queueTail } from './queue-tail.ts';

export type ErlangAQueue = {
  /** Offered load: contacts per second x AHT, at least 0. It may exceed the agents. */
  readonly loadErlang: number;
  readonly ahtSeconds: number;
  /** Integer of at least 0. */
  readonly agents: number;
  /** Mean of the exponential patience, above 0; within a factor of 1e12 of the AHT. */
  readonly patienceSeconds: number;
  /** T of the service level, at least 0. */
  readonly thresholdSeconds: number;
};

/** Steady state of an Erlang A queue. Shares lie in 0-1. */
export type ErlangAState = {
  /** Share of contacts that find no agent free. */
  readonly waitProbability: number;
  /** Share of contacts that hang up before they are answered. */
  readonly abandonment: number;
  /** Mean wait over all contacts, those who hang up included. */
  readonly meanWaitSeconds: number;
  /** Average speed of answer: mean wait of the answered contacts; 0 where none is answered. */
  readonly asaSeconds: number;
  readonly meanQueue: number;
  /** Busy share of the agents' time; 0 where there are none. */
  readonly occupancy: number;
  /** Share of contacts that wait longer than T, whether answered in the end or not. */
  readonly waitOverThreshold: number;
  /** Answered within T / offered. */
  readonly serviceLevelOffered: number;
  /** Answered within T / answered; 0 where none is answered. */
  readonly serviceLevelAnswered: number;
  /** Answered within T / (offered less those who hang up within T). */
  readonly serviceLevelPatient: number;
};

const NO_CONTACTS: ErlangAState = {
  waitProbability: 0,
  abandonment: 0,
  meanWaitSeconds: 0,
  asaSeconds: 0,
  meanQueue: 0,
  occupancy: 0,
  waitOverThreshold: 0,
  serviceLevelOffered: 1,
  serviceLevelAnswered: 1,
  serviceLevelPatient: 1,
};

/** Below this share 1 - (share not in time) has lost too many digits, and the share in time is integrated itself. */
const SMALL_SHARE = 1e-3;

/** Below it the ratio of a million agents to the load is beyond all numbers: nobody ever comes. */
const LEAST_LOAD = 1e-300;

/**
 * Steady state of an M/M/n+M queue; it exists for every load, however large.
 *
 * No load: nobody waits, with any number of agents. No agents: everybody hangs up. Patience towards Infinity tends to
 * Erlang C where that is stable, towards 0 to Erlang B. Relative error below 1e-11 from 0.01 to 1,000,000 erlang.
 */
export function erlangA(queue: ErlangAQueue): ErlangAState {
  const { loadErlang, ahtSeconds, agents, patienceSeconds, thresholdSeconds } = queue;
  requireLoad(loadErlang);
  requireAgents(agents);
  requirePositiveSeconds('ahtSeconds', ahtSeconds);
  requirePositiveSeconds('patienceSeconds', patienceSeconds);
  requireSeconds('thresholdSeconds', thresholdSeconds);
  if (loadErlang < LEAST_LOAD) return NO_CONTACTS;
  const perAht = patienceSeconds / ahtSeconds;
  requireRatio('patienceSeconds / ahtSeconds', perAht);
  if (agents === 0) return allHangUp(loadErlang * perAht, patienceSeconds, thresholdSeconds);

  const rates = {
    perLoad: agents / loadErlang,
    x: agents * perAht,
    y: loadErlang * perAht,
    slack: (agents - loadErlang) * perAht,
    inverse: inverseBlocking(loadErlang, agents),
  };
  const { answered, ...state } = abandoningQueue(rates, patienceSeconds, thresholdSeconds);
  return { ...state, occupancy: Math.min(1, (answered * loadErlang) / agents) };
}

/**
 * The queue in front of servers who work at their full rate as soon as anybody waits, whatever they do below that.
 *
 * `perLoad` is full rate / arrival rate, x and y are the two in units of 1 / patience, `slack` is x - y without cancellation, and `inverse` is the
 * weight of all states in which nobody waits, relative to the one with all servers full: 1/B with equal servers.
 */
export type QueueRates = {
  readonly perLoad: number;
  readonly x: number;
  readonly y: number;
  readonly slack: number;
  readonly inverse: number;
};

/** What callers meet in such a queue, and the share of them who are answered. */
export function abandoningQueue(
  { perLoad, x, y, slack, inverse }: QueueRates,
  patienceSeconds: number,
  thresholdSeconds: number,
): Omit<ErlangAState, 'occupancy'> & { readonly answered: number } {
  const tail = queueTail(x, y, slack);
  // All states, scaled like the tail. An infinite 1/B only occurs far below capacity, where unit is 1: no 0 x Infinity.
  const total = tail.unit * inverse + tail.waiting;
  const waitProbability = (tail.unit + tail.waiting) / total;
  const meanQueue = tail.queue / total;
  const abandonment = Math.min(1, meanQueue / y);
  const answered = answeredShare(perLoad, tail.unit, tail.waiting, inverse, total);
  const answeredWaitSeconds = (perLoad * patienceSeconds * tail.answeredWait) / total;

  const elapsed = thresholdSeconds / patienceSeconds;
  const remaining = Math.exp(-elapsed);
  const beyond = queueTail(x, y * remaining, slack - y * Math.expm1(-elapsed));
  // E(T) on the scale of both sums. With the peak behind T both have the scale of that peak, and the logarithms cancel
  // exactly; computed as numbers they would leave noise.
  const logScale = beyond.peak > 0 ? 0 : beyond.logScale + logOfferedWait(x, y, slack, tail, elapsed);
  const scale = Math.exp(logScale) / total;
  const answeredLate = perLoad * beyond.waiting * scale;
  const waitOverThreshold = remaining * (beyond.unit + beyond.waiting) * scale;
  let inTime = answered - answeredLate;
  if (inTime < SMALL_SHARE && slack < 0) {
    inTime = (tail.unit * (inverse - 1) + answeredSoon(x, y, slack, tail, elapsed)) / total;
  }

  return {
    answered,
    waitProbability,
    abandonment,
    meanWaitSeconds: abandonment * patienceSeconds,
    asaSeconds: answeredWaitSeconds / answered,
    meanQueue,
    waitOverThreshold,
    serviceLevelOffered: Math.min(1, inTime),
    serviceLevelAnswered: Math.min(1, inTime / answered),
    serviceLevelPatient: inTime / (inTime + waitOverThreshold),
  };
}

/**
 * Share answered: at once, in the states below all busy that weigh 1/B - 1, or after a wait, (n / a) S. An infinite 1/B
 * means everybody at once.
 */
function answeredShare(perLoad: number, unit: number, waiting: number, inverse: number, total: number): number {
  if (inverse === Infinity) return 1;
  return Math.min(1, (unit * (inverse - 1) + perLoad * waiting) / total);
}

/** Without agents every caller waits for the whole of the own patience. */
function allHangUp(meanQueue: number, patienceSeconds: number, thresholdSeconds: number): ErlangAState {
  return {
    waitProbability: 1,
    abandonment: 1,
    meanWaitSeconds: patienceSeconds,
    asaSeconds: 0,
    meanQueue,
    occupancy: 0,
    waitOverThreshold: Math.exp(-thresholdSeconds / patienceSeconds),
    serviceLevelOffered: 0,
    serviceLevelAnswered: 0,
    serviceLevelPatient: 0,
  };
}
