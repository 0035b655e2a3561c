/** Chance that a contact which finds others waiting is answered within the threshold, by how many wait and how fast people get free. */
import type { ServicePhases } from './service-phases.ts';

/** People, their handle time, and how a contact that waits goes on behind the end of the interval. */
export type AnswerQuestion = {
  readonly positions: number;
  readonly ahtSeconds: number;
  readonly patienceSeconds: number;
  readonly thresholdSeconds: number;
  /** Most that may wait before the contact. */
  readonly most: number;
  /** By how much fewer contacts vary that one person ends within the threshold than Poisson ones. */
  readonly steadiness: number;
};

/** Who comes at the end of an interval: `free` of them can take a contact at once, then there are `positions`. */
export type StaffChange = { readonly positions: number; readonly free: number; readonly ahtSeconds: number };

/** Rates at which people get free, as parts of that of the steady state, for which chances are known; others lie between. */
const LEAST_PACE = 0.4;
const PACE_STEP = 0.06;
const PACES = 21;
/** Events a step of the chances before a change of staff: few enough that steps are stable and errors do not show. */
const EVENTS_A_STEP = 0.5;

/** Chances by pace and number waiting. */
export class AnswerChances {
  readonly #most: number;
  readonly #chances: Float64Array;

  constructor(most: number, chances: Float64Array) {
    this.#most = most;
    this.#chances = chances;
  }

  /** For who finds `waiting` others, where people get free at `pace` times the rate of the steady state. */
  of(waiting: number, pace: number): number {
    const place = Math.min(PACES - 1.000001, Math.max(0, (pace - LEAST_PACE) / PACE_STEP));
    const below = Math.floor(place);
    const at = below * this.#most + waiting;
    const lower = this.#chances[at] ?? 0;
    return lower + (place - below) * ((this.#chances[at + this.#most] ?? 0) - lower);
  }
}

/** With 1 - I_x(a + 1, k + 1), whose terms are x^(a+1) (1-x)^k (a+1) ... (a+k) / k!, by their logarithms; x = e^(-T / patience). */
function fillInTime(
  into: Float64Array,
  peopleRate: number,
  { patienceSeconds }: AnswerQuestion,
  thresholdSeconds: number,
): void {
  const a = peopleRate * patienceSeconds;
  const elapsed = thresholdSeconds / patienceSeconds;
  const logSoon = Math.log(-Math.expm1(-elapsed));
  let logTerm = -elapsed * (a + 1);
  let below = Math.exp(logTerm);
  for (let waiting = 0; waiting < into.length; waiting++) {
    into[waiting] = (a / (a + waiting + 1)) * Math.max(0, 1 - below);
    logTerm += logSoon + Math.log((a + waiting + 1) / (waiting + 1));
    below += Math.exp(logTerm);
  }
}

/** The chances where so much less varies: E f(D) of a smooth f changes by half of f'' times the change of the variance of D. */
function steadied(chances: Float64Array, lessVariance: number): void {
  let before = 1;
  for (let waiting = 0; waiting < chances.length; waiting++) {
    const here = chances[waiting] ?? 0;
    const bend = before - 2 * here + (chances[waiting + 1] ?? 0);
    chances[waiting] = Math.min(1, Math.max(0, here - (lessVariance / 2) * bend));
    before = here;
  }
}

function byPace(most: number, fill: (into: Float64Array, pace: number) => void): AnswerChances {
  const chances = new Float64Array(PACES * most);
  for (let index = 0; index < PACES; index++) {
    fill(chances.subarray(index * most, (index + 1) * most), LEAST_PACE + PACE_STEP * index);
  }
  return new AnswerChances(most, chances);
}

/** While people stay as they are. */
export function steadyChances(question: AnswerQuestion): AnswerChances {
  const { positions, ahtSeconds, thresholdSeconds, steadiness, most } = question;
  return byPace(most, (into, pace) => {
    if (positions === 0 || thresholdSeconds === 0) return;
    fillInTime(into, (pace * positions) / ahtSeconds, question, thresholdSeconds);
    steadied(into, steadiness * positions);
  });
}

/** `seconds` before a change of staff, fewer than the threshold: Kolmogorov's backward equation up to it from what follows then. */
export function chancesBefore(question: AnswerQuestion, change: StaffChange, seconds: number): AnswerChances {
  const { positions, ahtSeconds, patienceSeconds, thresholdSeconds, steadiness, most } = question;
  const hangUp = 1 / patienceSeconds;
  return byPace(most, (into, pace) => {
    const later = new Float64Array(most);
    const left = thresholdSeconds - seconds;
    if (change.positions > 0 && left > 0) {
      fillInTime(later, (pace * change.positions) / change.ahtSeconds, question, left);
    }
    for (let waiting = 0; waiting < most; waiting++) {
      into[waiting] = waiting < change.free ? 1 : (later[waiting - change.free] ?? 0);
    }
    const rate = (pace * positions) / ahtSeconds;
    const steps = Math.ceil((seconds * (rate + most * hangUp)) / EVENTS_A_STEP);
    const step = seconds / Math.max(1, steps);
    for (let count = 0; count < steps; count++) {
      let ahead = 1;
      for (let waiting = 0; waiting < most; waiting++) {
        const here = into[waiting] ?? 0;
        into[waiting] = here + step * ((rate + waiting * hangUp) * (ahead - here) - hangUp * here);
        ahead = here;
      }
    }
    steadied(into, steadiness * positions * (seconds / thresholdSeconds) ** 2);
  });
}

/** What a person ends within the threshold, by the stage of the contact at hand (a second, each), and how much less it varies than Poisson numbers. */
export type EndedSoon = { readonly rates: Float64Array; readonly steadiness: number };

/** Steps in which the stages of one person are followed over the threshold. */
const STEPS = 400;

/** Stages followed with a new contact behind each; the variance by twice the renewals behind one, from steady state. */
export function endedSoon(
  { begin, rate, next }: ServicePhases,
  ahtSeconds: number,
  thresholdSeconds: number,
): EndedSoon {
  if (thresholdSeconds === 0)
    return { rates: rate.map((one, phase) => ((next[phase] ?? 0) < 0 ? one / ahtSeconds : 0)), steadiness: 0 };
  const step = thresholdSeconds / STEPS;
  const freshOf = (ended: Float64Array): number =>
    begin.reduce((sum, chance, phase) => sum + chance * (ended[phase] ?? 0), 0);
  const speedOf = (ended: Float64Array): Float64Array => {
    const fresh = freshOf(ended);
    return ended.map((here, phase) => {
      const behind = next[phase] ?? -1;
      return ((rate[phase] ?? 0) / ahtSeconds) * ((behind < 0 ? 1 + fresh : (ended[behind] ?? 0)) - here);
    });
  };
  /** Expected contacts ended in the time up to now, by the stage at its start: the backward equation, by Heun's method. */
  let ended = new Float64Array(rate.length);
  let renewals = 0;
  for (let count = 0; count < STEPS; count++) {
    const speed = speedOf(ended);
    const guess = ended.map((here, phase) => here + step * (speed[phase] ?? 0));
    const then = speedOf(guess);
    const after = ended.map((here, phase) => here + (step / 2) * ((speed[phase] ?? 0) + (then[phase] ?? 0)));
    renewals += (step * (freshOf(ended) + freshOf(after))) / 2;
    ended = after;
  }
  const share = thresholdSeconds / ahtSeconds;
  return { rates: ended.map((one) => one / thresholdSeconds), steadiness: share ** 2 - (2 * renewals) / ahtSeconds };
}
