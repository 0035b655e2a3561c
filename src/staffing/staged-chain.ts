/**
 * A queue whose people have contacts in stages: contacts in the system, and in each state of theirs how many are in each stage on the mean.
 *
 * Kolmogorov's forward equations of p_k and of M_ik = E[contacts in stage i; k in the system] need E[X_i X_j; k]. Given k, the people are taken to be in
 * stages independently of each other: exact for exponential times, where nobody has to wait, and where everybody always has a contact (Palm: each person
 * is a renewal process). What k already tells of the stages is taken off their covariance.
 */
import type { ServicePhases } from './service-phases.ts';

/** What holds while a chain moves: rates a second. */
export type ChainRates = {
  readonly positions: number;
  readonly arrivals: number;
  readonly endings: number;
  readonly hangUps: number;
};

/** Chances below this are not followed. */
const NEGLIGIBLE = 1e-14;
/** Below this steps are too long to keep chances positive: stages are as on the mean of all states there. */
const SCARCE = 1e-7;
/** Times the mean rate of endings that one state may have: more is an error of a long step. */
const PACE_AHEAD = 1.5;
const MOST_PACE = 2.5;
/** Times the fastest rate that the largest eigenvalue may be, with a margin. */
const STIFFNESS = 2.2;
/** Contacts by which the mean of a state may drift in one step. */
const MOST_DRIFT = 1.5;
/** Stabilised Runge-Kutta of second order (Sommeijer, Shampine and Verwer, "RKC", 1998): damping, and steps that n stages keep stable. */
const DAMPING = 2 / 13;
const reach = (stages: number): number => (2 / 3) * (stages ** 2 - 1) * (1 - (2 / 15) * DAMPING);

export class StagedChain {
  readonly #phases: ServicePhases;
  /** Numbers a state: its chance, and the mean of each stage times that. */
  readonly #width: number;
  /** Rate of each stage that ends a contact; else 0. */
  readonly #exit: Float64Array;
  readonly #fastest: number;
  /** Part of the contacts at hand that is in each stage, over all states. */
  readonly #share: Float64Array;
  #state: Float64Array;
  #first = 0;
  #last = 0;

  /** Holds up to `states` - 1 contacts; those beyond find no place. */
  constructor(phases: ServicePhases, states: number) {
    this.#phases = phases;
    this.#width = phases.rate.length + 1;
    this.#exit = phases.rate.map((one, phase) => ((phases.next[phase] ?? 0) < 0 ? one : 0));
    this.#fastest = phases.rate.reduce((most, one) => Math.max(most, one), 0);
    this.#share = phases.begin.slice();
    this.#state = new Float64Array(states * this.#width);
    this.empty();
  }

  /** Nobody is in the system. */
  empty(): void {
    this.#state.fill(0);
    this.#state[0] = 1;
    this.#first = 0;
    this.#last = 0;
  }

  /** Most contacts in the system that are followed now. */
  get last(): number {
    return this.#last;
  }

  /** Sum over states of their chance times `value`, which takes the mean of `weights` over the contacts at hand. */
  mean(weights: Float64Array, value: (contacts: number, weighted: number) => number): number {
    let sum = 0;
    for (let k = this.#first; k <= this.#last; k++) {
      const at = k * this.#width;
      const chance = this.#state[at] ?? 0;
      if (Math.abs(chance) <= NEGLIGIBLE) continue;
      let weighted = 0;
      for (let phase = 0; phase < weights.length; phase++) {
        weighted += (weights[phase] ?? 0) * (this.#state[at + 1 + phase] ?? 0);
      }
      sum += chance * value(k, weighted / chance);
    }
    return sum;
  }

  /**
   * Contacts that wait behind so many people, and that they have at hand, on the mean; and by how many the stages of a state add up to others than are at
   * hand in it: next to none, unless steps are too long.
   */
  inSystem(positions: number): { readonly waiting: number; readonly busy: number; readonly astray: number } {
    let [waiting, busy, astray] = [0, 0, 0];
    for (let k = Math.max(1, this.#first); k <= this.#last; k++) {
      const chance = this.#state[k * this.#width] ?? 0;
      busy += chance * Math.min(k, positions);
      waiting += chance * Math.max(0, k - positions);
      let staged = 0;
      for (let at = k * this.#width + 1; at < (k + 1) * this.#width; at++) staged += this.#state[at] ?? 0;
      astray = Math.max(astray, Math.abs(staged - chance * Math.min(k, positions)));
    }
    return { waiting: Math.max(0, waiting), busy: Math.max(0, busy), astray };
  }

  /** Of `people`, so many go who are any of them, each busy one with the contact at hand; then there are `positions`. */
  changePeople(people: number, leaving: number, positions: number): void {
    const width = this.#width;
    const state = this.#state;
    const add = (at: number, by: number): void => {
      state[at] = (state[at] ?? 0) + by;
    };
    for (let there = people; there > people - leaving; there--) {
      for (let k = Math.max(1, this.#first); k <= this.#last; k++) {
        const busy = Math.min(k, there);
        const at = k * width;
        for (let part = 0; part < width; part++) {
          const goes = ((state[at + part] ?? 0) * busy) / there;
          add(at + part, -goes);
          add(at - width + part, part === 0 ? goes : goes * (1 - 1 / busy));
        }
      }
      this.#first = Math.max(0, this.#first - 1);
    }
    const stay = people - leaving;
    for (let k = stay + 1; k <= this.#last; k++) {
      const taken = Math.min(k, positions) - stay;
      const chance = state[k * width] ?? 0;
      for (let phase = 0; phase < width - 1; phase++) {
        add(k * width + 1 + phase, taken * (this.#phases.begin[phase] ?? 0) * chance);
      }
    }
  }

  /** Moves on by so many seconds, in steps in which contacts do not drift far: beyond, what the states do is no longer as their eigenvalues say. */
  step(seconds: number, rates: ChainRates): void {
    for (let left = seconds; left > 0; ) {
      const drift = Math.max(Math.abs(this.#drift(this.#first, rates)), Math.abs(this.#drift(this.#last, rates)));
      const steps = Math.max(1, Math.ceil((left * drift) / MOST_DRIFT));
      this.#shortStep(left / steps, rates);
      left = steps === 1 ? 0 : left - left / steps;
    }
  }

  /** Contacts a second by which the system fills from a state on the mean. */
  #drift(contacts: number, { positions, arrivals, endings, hangUps }: ChainRates): number {
    const busy = Math.min(contacts, positions);
    return arrivals - busy * endings - (contacts - busy) * hangUps;
  }

  #shortStep(seconds: number, rates: ChainRates): void {
    const states = this.#state.length / this.#width;
    const waiting = Math.max(0, this.#last - rates.positions) * rates.hangUps;
    const fastest = rates.arrivals + waiting + (PACE_AHEAD * rates.positions + this.#fastest) * rates.endings;
    let stages = 2;
    while (reach(stages) < STIFFNESS * fastest * seconds) stages++;
    this.#first = Math.max(0, this.#first - stages);
    this.#last = Math.min(states - 1, this.#last + stages);
    this.#state = this.#stabilised(seconds, stages, rates);
    this.#evenOut(rates.positions);
    const isThere = (k: number): boolean => Math.abs(this.#state[k * this.#width] ?? 0) > NEGLIGIBLE;
    while (this.#first < this.#last && !isThere(this.#first)) this.#first++;
    while (this.#last > this.#first && !isThere(this.#last)) this.#last--;
    this.#state.fill(0, 0, this.#first * this.#width);
    this.#state.fill(0, (this.#last + 1) * this.#width);
  }

  /** Chebyshev polynomials of the first kind and their derivatives give the coefficients, named as in the paper. */
  #stabilised(seconds: number, stages: number, rates: ChainRates): Float64Array {
    const w0 = 1 + DAMPING / stages ** 2;
    const t = [1, w0];
    const dt = [0, 1];
    const ddt = [0, 0];
    for (let j = 2; j <= stages; j++) {
      t[j] = 2 * w0 * (t[j - 1] ?? 0) - (t[j - 2] ?? 0);
      dt[j] = 2 * (t[j - 1] ?? 0) + 2 * w0 * (dt[j - 1] ?? 0) - (dt[j - 2] ?? 0);
      ddt[j] = 4 * (dt[j - 1] ?? 0) + 2 * w0 * (ddt[j - 1] ?? 0) - (ddt[j - 2] ?? 0);
    }
    const w1 = (dt[stages] ?? 0) / (ddt[stages] ?? 1);
    const b = (j: number): number => (ddt[Math.max(2, j)] ?? 0) / (dt[Math.max(2, j)] ?? 1) ** 2;
    const start = this.#state;
    const from = this.#first * this.#width;
    const to = (this.#last + 1) * this.#width;
    const slope = new Float64Array(start.length);
    const firstSlope = new Float64Array(start.length);
    this.#slope(start, firstSlope, rates);
    let before: Float64Array = start;
    let now: Float64Array = start.slice();
    for (let at = from; at < to; at++) now[at] = (start[at] ?? 0) + b(1) * w1 * seconds * (firstSlope[at] ?? 0);
    for (let j = 2; j <= stages; j++) {
      this.#slope(now, slope, rates);
      const mu = (2 * b(j) * w0) / b(j - 1);
      const nu = -b(j) / b(j - 2);
      const ahead = ((2 * b(j) * w1) / b(j - 1)) * seconds;
      const back = -(1 - b(j - 1) * (t[j - 1] ?? 0)) * ahead;
      const next: Float64Array = before === start ? new Float64Array(start.length) : before;
      for (let at = from; at < to; at++) {
        next[at] =
          (1 - mu - nu) * (start[at] ?? 0) +
          mu * (now[at] ?? 0) +
          nu * (before[at] ?? 0) +
          ahead * (slope[at] ?? 0) +
          back * (firstSlope[at] ?? 0);
      }
      before = now;
      now = next;
    }
    return now;
  }

  /** By how much what k tells of the stages makes each vary less together with the endings: a second, for everybody busy. */
  #toldByState(state: Float64Array, { positions, endings }: ChainRates): Float64Array {
    const stages = this.#width - 1;
    const told = new Float64Array(stages);
    if (stages === 1) return told;
    const share = this.#share;
    const endingMean = this.#countShares(state, positions);
    for (let k = Math.max(1, this.#first); k <= this.#last; k++) {
      const at = k * this.#width;
      const chance = state[at] ?? 0;
      if (chance <= SCARCE) continue;
      const busy = Math.min(k, positions);
      const more = this.#endingsAt(state, at) / chance - busy * endingMean;
      for (let phase = 0; phase < stages; phase++) {
        const beyond = (state[at + 1 + phase] ?? 0) - busy * (share[phase] ?? 0) * chance;
        told[phase] = (told[phase] ?? 0) + beyond * more * endings;
      }
    }
    return told;
  }

  /** Counts the parts in each stage; their mean rate of endings. */
  #countShares(state: Float64Array, positions: number): number {
    const share = this.#share.fill(0);
    let busyMean = 0;
    for (let k = Math.max(1, this.#first); k <= this.#last; k++) {
      const at = k * this.#width;
      const chance = state[at] ?? 0;
      if (chance <= SCARCE) continue;
      busyMean += chance * Math.min(k, positions);
      for (let phase = 0; phase < share.length; phase++)
        share[phase] = (share[phase] ?? 0) + (state[at + 1 + phase] ?? 0);
    }
    if (busyMean === 0) share.set(this.#phases.begin);
    else for (let phase = 0; phase < share.length; phase++) share[phase] = (share[phase] ?? 0) / busyMean;
    return this.#exit.reduce((sum, one, phase) => sum + one * (share[phase] ?? 0), 0);
  }

  /** Sets the stages of scarce states to those of the mean. */
  #evenOut(positions: number): void {
    this.#countShares(this.#state, positions);
    for (let k = this.#first; k <= this.#last; k++) {
      const at = k * this.#width;
      const chance = this.#state[at] ?? 0;
      const isSound = this.#state.subarray(at + 1, at + this.#width).every((one) => one >= 0);
      if (chance > SCARCE && this.#share.length > 1 && isSound) continue;
      for (let phase = 0; phase < this.#share.length; phase++) {
        this.#state[at + 1 + phase] = chance * Math.min(k, positions) * (this.#share[phase] ?? 0);
      }
    }
  }

  #endingsAt(state: Float64Array, at: number): number {
    let sum = 0;
    for (let phase = 0; phase < this.#exit.length; phase++) {
      sum += (this.#exit[phase] ?? 0) * (state[at + 1 + phase] ?? 0);
    }
    return sum;
  }

  #slope(state: Float64Array, into: Float64Array, rates: ChainRates): void {
    const { positions, arrivals, endings, hangUps } = rates;
    const { begin, rate, next } = this.#phases;
    const width = this.#width;
    const told = this.#toldByState(state, rates);
    const meanEnding = this.#exit.reduce((sum, one, phase) => sum + one * (this.#share[phase] ?? 0), 0);
    const end = state.length / width - 1;
    into.fill(0, this.#first * width, (this.#last + 1) * width);
    for (let k = this.#first; k <= this.#last; k++) {
      const at = k * width;
      const chance = state[at] ?? 0;
      const busy = Math.min(k, positions);
      const up = k < this.#last && k < end ? arrivals : 0;
      const given = (k - busy) * hangUps;
      const isScarce = chance <= SCARCE || width === 2;
      const scarcely = chance * busy * meanEnding;
      const ended = k > this.#first ? (isScarce ? scarcely : this.#endingsAt(state, at)) * endings : 0;
      const lost = k > this.#first ? given : 0;
      const usual = k === this.#first ? 0 : busy * meanEnding * endings;
      const fast = isScarce ? usual : Math.min(MOST_PACE * usual, Math.max(0, ended / chance));
      const others = busy > 1 ? fast * (1 - 1 / busy) : 0;
      const toldShare = positions > 0 && k > this.#first ? (chance * busy) / positions : 0;
      into[at] = (into[at] ?? 0) - (up + lost) * chance - ended;
      if (up > 0) into[at + width] = (into[at + width] ?? 0) + up * chance;
      if (k > this.#first) into[at - width] = (into[at - width] ?? 0) + lost * chance + ended;
      const isTaken = k < positions;
      const isNext = k > positions;
      for (let phase = 0; phase < width - 1; phase++) {
        const place = at + 1 + phase;
        const here = state[place] ?? 0;
        const speed = (rate[phase] ?? 0) * endings;
        const behind = next[phase] ?? -1;
        const less = (told[phase] ?? 0) * toldShare;
        const leaves = behind < 0 && k === this.#first ? 0 : speed;
        into[place] = (into[place] ?? 0) - (up + lost + others + leaves) * here + less;
        if (behind >= 0) into[at + 1 + behind] = (into[at + 1 + behind] ?? 0) + speed * here;
        if (up > 0) {
          const taken = isTaken ? (begin[phase] ?? 0) * chance : 0;
          into[place + width] = (into[place + width] ?? 0) + up * (here + taken);
        }
        if (k > this.#first) {
          const begun = isNext ? (begin[phase] ?? 0) * ended : 0;
          into[place - width] = (into[place - width] ?? 0) + (lost + others) * here + begun - less;
        }
      }
    }
  }
}
