import type { ErlangAQueue, ErlangAState } from '../../src/staffing/erlang-a.ts';

/** States with less probability than this are left out. */
const NEGLIGIBLE = 1e-22;

/**
 * Erlang A the long way: stationary probabilities of the birth-death chain state by state, and the fate of an arriving caller
 * from the chain of the callers ahead, by uniformization. Shares no formula with the product.
 */
export function solveErlangAChain(queue: ErlangAQueue): ErlangAState {
  const { loadErlang, ahtSeconds, agents, patienceSeconds, thresholdSeconds } = queue;
  const lambda = loadErlang / ahtSeconds;
  const mu = 1 / ahtSeconds;
  const theta = 1 / patienceSeconds;
  const probability = stationary(lambda, mu, theta, agents);
  const waiting = probability.slice(agents);
  const fates = fatesOf(agents * mu, theta, waiting.length, thresholdSeconds);
  const mix = (values: readonly number[]): number => waiting.reduce((sum, p, ahead) => sum + p * at(values, ahead), 0);

  const atOnce = probability.slice(0, agents).reduce((sum, p) => sum + p, 0);
  const answered = atOnce + mix(fates.answered);
  const inTime = atOnce + mix(fates.answeredInTime);
  const meanQueue = waiting.reduce((sum, p, ahead) => sum + p * ahead, 0);
  const busy = probability.reduce((sum, p, present) => sum + p * Math.min(present, agents), 0);
  return {
    waitProbability: waiting.reduce((sum, p) => sum + p, 0),
    abandonment: mix(fates.answered.map((share) => 1 - share)),
    meanWaitSeconds: mix(fates.wait),
    asaSeconds: mix(fates.answeredWait) / answered,
    meanQueue,
    occupancy: busy / agents,
    waitOverThreshold: mix(fates.stillWaiting),
    serviceLevelOffered: inTime,
    serviceLevelAnswered: inTime / answered,
    serviceLevelPatient: inTime / (1 - mix(fates.hungUpInTime)),
  };
}

function at(values: readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`no value at ${index}`);
  return value;
}

/** Probability of 0, 1, 2, ... contacts present. */
function stationary(lambda: number, mu: number, theta: number, agents: number): readonly number[] {
  const weights = [1];
  let largest = 1;
  for (let present = 1; ; present += 1) {
    const departures = Math.min(present, agents) * mu + Math.max(0, present - agents) * theta;
    const weight = (at(weights, present - 1) * lambda) / departures;
    weights.push(weight);
    largest = Math.max(largest, weight);
    if (present > agents && lambda < departures && weight < largest * NEGLIGIBLE) break;
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

type Fates = {
  readonly answered: readonly number[];
  readonly answeredWait: readonly number[];
  readonly wait: readonly number[];
  readonly answeredInTime: readonly number[];
  readonly hungUpInTime: readonly number[];
  readonly stillWaiting: readonly number[];
};

/** What becomes of a caller who finds all agents busy and k callers waiting ahead, for every k. */
function fatesOf(serviceRate: number, theta: number, states: number, thresholdSeconds: number): Fates {
  const answered: number[] = [];
  const answeredWait: number[] = [];
  const wait: number[] = [];
  for (let ahead = 0; ahead < states; ahead += 1) {
    const advance = serviceRate + ahead * theta;
    const rate = advance + theta;
    const nextAnswered = ahead === 0 ? 1 : at(answered, ahead - 1);
    const nextAnsweredWait = ahead === 0 ? 0 : at(answeredWait, ahead - 1);
    const nextWait = ahead === 0 ? 0 : at(wait, ahead - 1);
    answered.push((advance / rate) * nextAnswered);
    answeredWait.push((advance / rate) * (nextAnsweredWait + nextAnswered / rate));
    wait.push(1 / rate + (advance / rate) * nextWait);
  }
  // Uniformization: jumps come at one rate for all states, and a state stays where it is for the surplus.
  const uniform = serviceRate + states * theta;
  const mean = uniform * thresholdSeconds;
  let inTime = Array.from({ length: states }, () => 0);
  let hungUp = Array.from({ length: states }, () => 0);
  const answeredInTime = Array.from({ length: states }, () => 0);
  const hungUpInTime = Array.from({ length: states }, () => 0);
  const lastJump = Math.ceil(mean + 12 * Math.sqrt(mean) + 40);
  let logPmf = -mean;
  for (let jump = 0; jump <= lastJump; jump += 1) {
    if (jump > 0) logPmf += Math.log(mean / jump);
    const pmf = mean === 0 ? (jump === 0 ? 1 : 0) : Math.exp(logPmf);
    for (let k = 0; k < states; k += 1) {
      answeredInTime[k] = at(answeredInTime, k) + pmf * at(inTime, k);
      hungUpInTime[k] = at(hungUpInTime, k) + pmf * at(hungUp, k);
    }
    const step = (values: readonly number[], onAnswer: number, onHangUp: number): number[] =>
      values.map((value, k) => {
        const advance = serviceRate + k * theta;
        const next = k === 0 ? onAnswer : at(values, k - 1);
        return (advance * next + theta * onHangUp + (uniform - advance - theta) * value) / uniform;
      });
    inTime = step(inTime, 1, 0);
    hungUp = step(hungUp, 0, 1);
  }
  const stillWaiting = answeredInTime.map((share, k) => 1 - share - at(hungUpInTime, k));
  return { answered, answeredWait, wait, answeredInTime, hungUpInTime, stillWaiting };
}
