import type { SimulatedQueue } from '../domain/simulation.ts';
import { gammaFactor } from './distributions.ts';
import { hashOf, type RandomStream, streamOf } from './random-stream.ts';

/** The arrivals of a queue as flat arrays, the same for all replications. */
export type ArrivalPlan = {
  readonly owner: number;
  readonly isGiven: boolean;
  readonly dayVariation: number;
  readonly intervalVariation: number;
  readonly start: Float64Array;
  readonly length: Float64Array;
  readonly ahtSeconds: Float64Array;
  /** Contacts by path and interval. */
  readonly paths: readonly Float64Array[];
  /** Rates at the start, the middle and the end of each interval, on any scale; of each path the same where the rate is level. */
  readonly shapes: readonly Shape[];
  /** Index of the day of each interval. */
  readonly day: Int32Array;
  readonly days: number;
};

type Shape = { readonly left: Float64Array; readonly middle: Float64Array; readonly right: Float64Array };

/** Contacts of an interval are at most twice those of its neighbour times its length at their common edge; then the middle is never below 0. */
const MOST_EDGE = 2;

/**
 * Rates of each interval as two straight pieces with its mean: at an edge the mean of both sides' rates, at most twice either; in the middle what
 * keeps the contacts of the interval: twice its rate less the mean of its edges.
 */
function shapeOf({ arrivals, rate }: SimulatedQueue, contacts: ArrayLike<number>): Shape {
  const count = arrivals.length;
  const [left, middle, right] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const rateOf = (index: number): number => {
    const one = arrivals[index];
    return one === undefined ? 0 : (contacts[index] ?? 0) / (one.end - one.start);
  };
  const edge = (index: number, other: number): number => {
    const [own, next] = [arrivals[index], arrivals[other]];
    const touch = own !== undefined && next !== undefined && (own.end === next.start || next.end === own.start);
    if (rate === 'level' || !touch) return rateOf(index);
    return Math.min((rateOf(index) + rateOf(other)) / 2, MOST_EDGE * Math.min(rateOf(index), rateOf(other)));
  };
  for (let index = 0; index < count; index++) {
    const [from, to] = [edge(index, index - 1), edge(index, index + 1)];
    left[index] = from;
    right[index] = to;
    middle[index] = Math.max(0, 2 * rateOf(index) - (from + to) / 2);
  }
  return { left, middle, right };
}

/** Times are seconds from `origin`. */
export function planArrivals(queue: SimulatedQueue, origin: number, dayStarts: readonly number[]): ArrivalPlan {
  const { arrivals } = queue;
  const paths = (queue.paths ?? [arrivals.map(({ contacts }) => contacts)]).map((path) => Float64Array.from(path));
  let day = 0;
  return {
    owner: hashOf(queue.id),
    isGiven: queue.process === 'given',
    dayVariation: queue.variation.day,
    intervalVariation: queue.variation.interval,
    start: Float64Array.from(arrivals, ({ start }) => start - origin),
    length: Float64Array.from(arrivals, ({ start, end }) => end - start),
    ahtSeconds: Float64Array.from(arrivals, (one) => one.ahtSeconds),
    paths,
    shapes: paths.map((path) => shapeOf(queue, path)),
    day: Int32Array.from(arrivals, ({ start }) => {
      while (day < dayStarts.length && (dayStarts[day] ?? 0) <= start) day++;
      return day;
    }),
    days: dayStarts.length + 1,
  };
}

/** Where a share of an interval's contacts has come, as a part of its length, for rates that run straight from `from` to `to`. */
function placeIn(from: number, to: number, share: number): number {
  // Of the two forms of the root the one without cancellation.
  return (share * (from + to)) / (from + Math.sqrt(from * from + (to * to - from * from) * share));
}

/** The arrivals of one queue in one replication, in order of time. */
export class ArrivalSource {
  readonly #plan: ArrivalPlan;
  readonly #stream: RandomStream;
  readonly #contacts: Float64Array;
  readonly #shape: Shape;
  #interval = -1;
  /** Share of the interval's contacts that has come. */
  #share = 1;
  /** Expected contacts of the interval (Poisson), or those still to come (given). */
  #left = 0;

  constructor(plan: ArrivalPlan, seed: number, replication: number) {
    this.#plan = plan;
    this.#stream = streamOf(seed, replication, 'arrivals', plan.owner);
    const path = replication % plan.paths.length;
    this.#shape = plan.shapes[path] ?? { left: plan.start, middle: plan.start, right: plan.start };
    this.#contacts = this.#scaled(plan.paths[path] ?? new Float64Array(0), seed, replication);
  }

  #scaled(contacts: Float64Array, seed: number, replication: number): Float64Array {
    const { isGiven, dayVariation, intervalVariation, owner, day, days } = this.#plan;
    if (isGiven || (dayVariation === 0 && intervalVariation === 0)) return contacts;
    const byDay = streamOf(seed, replication, 'day-factors', owner);
    const byInterval = streamOf(seed, replication, 'interval-factors', owner);
    const factors = Float64Array.from({ length: days }, () => gammaFactor(dayVariation, byDay));
    return contacts.map(
      (count, index) => count * (factors[day[index] ?? 0] ?? 1) * gammaFactor(intervalVariation, byInterval),
    );
  }

  /** Handle time to expect of the arrival that came last. */
  get ahtSeconds(): number {
    return this.#plan.ahtSeconds[this.#interval] ?? 0;
  }

  /** Time of the next arrival; Infinity where none comes any more. */
  next(): number {
    return this.#plan.isGiven ? this.#nextGiven() : this.#nextPoisson();
  }

  #nextPoisson(): number {
    let mass = this.#stream.exponential();
    for (;;) {
      const rest = (1 - this.#share) * this.#left;
      if (mass < rest) {
        this.#share += mass / this.#left;
        return this.#timeAt();
      }
      mass -= rest;
      if (!this.#nextInterval()) return Infinity;
      this.#left = this.#contacts[this.#interval] ?? 0;
    }
  }

  /** Uniform places in order: the least of n comes at 1 - u^(1/n) of what is left. */
  #nextGiven(): number {
    while (this.#left < 1) {
      if (!this.#nextInterval()) return Infinity;
      const contacts = this.#contacts[this.#interval] ?? 0;
      const whole = Math.floor(contacts);
      const part = contacts - whole;
      this.#left = whole + (part > 0 && this.#stream.uniform() < part ? 1 : 0);
    }
    this.#share += (1 - this.#share) * (1 - this.#stream.uniform() ** (1 / this.#left));
    this.#left -= 1;
    return this.#timeAt();
  }

  #nextInterval(): boolean {
    this.#interval += 1;
    this.#share = 0;
    if (this.#interval < this.#plan.start.length) return true;
    this.#interval = this.#plan.start.length;
    this.#left = 0;
    this.#share = 1;
    return false;
  }

  #timeAt(): number {
    const index = this.#interval;
    const { left, middle, right } = this.#shape;
    const [from, centre, to] = [left[index] ?? 0, middle[index] ?? 0, right[index] ?? 0];
    const start = this.#plan.start[index] ?? 0;
    const length = this.#plan.length[index] ?? 0;
    if (from === centre && centre === to) return start + length * this.#share;
    const first = (from + centre) / (from + 2 * centre + to);
    const place =
      this.#share < first
        ? placeIn(from, centre, this.#share / first) / 2
        : (1 + placeIn(centre, to, (this.#share - first) / (1 - first))) / 2;
    return start + length * place;
  }
}
