/**
 * Contacts of which an agent handles several at once, each of them longer the more there are (chat): a birth-death chain whose service rate depends on
 * how many are in hand, with one queue behind.
 *
 * j contacts in hand are spread as evenly as they go over n agents, so that floor(j/n) or one more are with each. With k at once every one of them lasts
 * stretch(k) times as long, and an agent ends k / (stretch(k) AHT) of them a second. Once all n c places are taken the queue is that of Erlang A, or of
 * Erlang C without patience, with the rate of full agents. Source for the model: Tezcan and Zhang, "Routing and staffing in customer service chat systems
 * with impatient customers", 2014.
 */
import type { Concurrency } from '../domain/requirement.ts';
import { requireLoad, requirePositiveSeconds, requireRatio, requireSeconds } from './arguments.ts';
import { abandoningQueue, type ErlangAState } from './erlang-a.ts';

/** Terms below this share of the sum no longer change a double. */
const NEGLIGIBLE = 1e-17;

export type ChatQueue = {
  /** Contacts a second x the handle time of one that is handled alone. */
  readonly loadErlang: number;
  /** Handle time of a contact that is handled alone. */
  readonly ahtSeconds: number;
  readonly concurrency: Concurrency;
  /** Integer of at least 1. */
  readonly agents: number;
  /** Absent: nobody hangs up. */
  readonly patienceSeconds?: number | undefined;
  readonly thresholdSeconds: number;
};

/** Steady state, or `unstable` where nobody hangs up and full agents do not keep up. */
export type ChatOutcome =
  | (Omit<ErlangAState, 'waitOverThreshold'> & {
      readonly kind: 'stable';
      /** Contacts in hand / places; `occupancy` is the same. */
      readonly meanInHand: number;
      /** Contacts at once, of an agent who has any. */
      readonly meanConcurrency: number;
      /** Handle time as it comes out, stretched by those beside. */
      readonly handleSeconds: number;
    })
  | { readonly kind: 'unstable' };

/** How much longer a contact takes with so many at once; the last value holds for more. */
function stretchOf({ stretch }: Concurrency, atOnce: number): number {
  return stretch[Math.min(atOnce, stretch.length) - 1] ?? 1;
}

/** Agents' worth of work that one agent with all places taken does in a second: most / stretch(most). */
export function fullPace(concurrency: Concurrency): number {
  return concurrency.most / stretchOf(concurrency, concurrency.most);
}

/** Work done a second by so many contacts in hand, in handle times: what one contact alone does is 1. */
function paceOf({ agents, concurrency }: ChatQueue, inHand: number): number {
  const each = Math.floor(inHand / agents);
  const more = inHand - each * agents;
  const lower = each === 0 ? 0 : ((agents - more) * each) / stretchOf(concurrency, each);
  return lower + (more === 0 ? 0 : (more * (each + 1)) / stretchOf(concurrency, each + 1));
}

/** Sums over the states in which nobody waits, relative to the one with all places taken: 1/B, contacts in hand and agents with any. */
function statesBelow(queue: ChatQueue): { readonly inverse: number; readonly inHand: number; readonly busy: number } {
  const { agents, concurrency, loadErlang } = queue;
  const places = agents * concurrency.most;
  let term = 1;
  let inverse = 1;
  let inHand = places;
  let busy = agents;
  for (let j = places; j > 0; j -= 1) {
    const pace = paceOf(queue, j);
    term *= pace / loadErlang;
    inverse += term;
    inHand += term * (j - 1);
    busy += term * Math.min(j - 1, agents);
    if (inverse === Infinity || (term <= inverse * NEGLIGIBLE && pace < loadErlang)) break;
  }
  return { inverse, inHand, busy };
}

/** Steady state of a chat queue with a load above 0 erlang. */
export function chatQueue(queue: ChatQueue): ChatOutcome {
  const { loadErlang, ahtSeconds, concurrency, agents, patienceSeconds, thresholdSeconds } = queue;
  requireLoad(loadErlang);
  requirePositiveSeconds('ahtSeconds', ahtSeconds);
  requireSeconds('thresholdSeconds', thresholdSeconds);
  const full = agents * fullPace(concurrency);
  const spare = full - loadErlang;
  if (patienceSeconds === undefined && spare <= 0) return { kind: 'unstable' };
  const { inverse, inHand, busy } = statesBelow(queue);
  const waiting =
    patienceSeconds === undefined
      ? endlessQueue(full, loadErlang, inverse, ahtSeconds, thresholdSeconds)
      : impatientQueue(full, loadErlang, inverse, ahtSeconds, patienceSeconds, thresholdSeconds);
  const { answered, waitOverThreshold: _over, ...state } = waiting;
  const places = agents * concurrency.most;
  // All waiting states have every place taken; an infinite 1/B means that the states far below are all there is.
  const below = 1 - state.waitProbability;
  const share = inverse === Infinity ? undefined : below / (inverse - 1);
  const meanInHand = share === undefined ? loadErlang : share * (inHand - places) + state.waitProbability * places;
  const meanBusy =
    share === undefined ? Math.min(loadErlang, agents) : share * (busy - agents) + state.waitProbability * agents;
  return {
    kind: 'stable',
    ...state,
    occupancy: Math.min(1, meanInHand / places),
    meanInHand,
    meanConcurrency: meanBusy === 0 ? 0 : meanInHand / meanBusy,
    handleSeconds: (meanInHand * ahtSeconds) / (loadErlang * answered),
  };
}

type Waiting = Omit<ErlangAState, 'occupancy'> & { readonly answered: number };

function impatientQueue(
  full: number,
  loadErlang: number,
  inverse: number,
  ahtSeconds: number,
  patienceSeconds: number,
  thresholdSeconds: number,
): Waiting {
  const perAht = patienceSeconds / ahtSeconds;
  requireRatio('patienceSeconds / ahtSeconds', perAht);
  const rates = {
    perLoad: full / loadErlang,
    x: full * perAht,
    y: loadErlang * perAht,
    slack: (full - loadErlang) * perAht,
    inverse,
  };
  return abandoningQueue(rates, patienceSeconds, thresholdSeconds);
}

/** As `erlang-c.ts`, with the rate of full agents. */
function endlessQueue(
  full: number,
  loadErlang: number,
  inverse: number,
  ahtSeconds: number,
  thresholdSeconds: number,
): Waiting {
  const spare = full - loadErlang;
  const waitProbability = 1 / (loadErlang / full + (spare / full) * inverse);
  const late = waitProbability * Math.exp((-spare * thresholdSeconds) / ahtSeconds);
  const asaSeconds = (waitProbability * ahtSeconds) / spare;
  const level = 1 - late;
  return {
    answered: 1,
    waitProbability,
    abandonment: 0,
    meanWaitSeconds: asaSeconds,
    asaSeconds,
    meanQueue: (waitProbability * loadErlang) / spare,
    waitOverThreshold: late,
    serviceLevelOffered: level,
    serviceLevelAnswered: level,
    serviceLevelPatient: level,
  };
}
