/**
 * The load that each interval is staffed for, when the rate of contacts changes from one interval to the next.
 *
 * The people needed follow the work that is in hand, which trails the contacts: a call that came before the interval is still being talked. Notation
 * after Green, Kolesar and Soares, "Improving the SIPP approach for staffing service systems that have cyclic demands", 2001, and Jennings,
 * Mandelbaum, Massey and Whitt, "Server staffing to meet time-varying demand", 1996.
 */
import type { LoadMethod } from '../domain/requirement.ts';
import type { Instant, Seconds } from '../domain/units.ts';

/** Contacts that come evenly over an interval; 0 where it is closed. */
export type ArrivingInterval = {
  readonly start: Instant;
  readonly end: Instant;
  readonly contacts: number;
  readonly ahtSeconds: Seconds;
};

/**
 * Mean load in erlang of each interval, intervals in order of time, without overlap.
 *
 * `stationary`: contacts x AHT / length, each interval by itself (SIPP). `lagged`: the mean rate of one AHT earlier x AHT (lagged SIPP).
 * `modified-offered-load`: the mean number of contacts in handling if nobody ever had to wait, with exponential handle times (M(t)/M/infinity): it relaxes
 * towards rate x AHT at the rate 1 / AHT. Time between intervals has no contacts. Before the first one nobody called, unless the intervals follow each
 * other without a gap or an empty one: then it was as in the first.
 */
export function offeredLoads(intervals: readonly ArrivingInterval[], method: LoadMethod): Float64Array {
  const stationary = Float64Array.from(
    intervals,
    ({ contacts, ahtSeconds, start, end }) => (contacts * ahtSeconds) / (end - start),
  );
  if (method === 'stationary') return stationary;
  const isEndless = intervals.every(
    ({ start, contacts }, index) => contacts > 0 && (index === 0 || intervals[index - 1]?.end === start),
  );
  return method === 'lagged' ? laggedLoads(intervals, isEndless) : modifiedLoads(intervals, stationary, isEndless);
}

function laggedLoads(intervals: readonly ArrivingInterval[], isEndless: boolean): Float64Array {
  const first = intervals[0];
  /** Contacts up to a point in time, those before the first interval included as negative. */
  const until = (time: Instant, from: number): number => {
    if (first !== undefined && time < first.start) {
      return isEndless ? ((time - first.start) * first.contacts) / (first.end - first.start) : 0;
    }
    let index = from;
    while (index > 0 && (intervals[index] as ArrivingInterval).start > time) index -= 1;
    const { start, end, contacts } = intervals[index] as ArrivingInterval;
    return (before[index] as number) + (contacts * Math.min(time - start, end - start)) / (end - start);
  };
  const before = new Float64Array(intervals.length + 1);
  intervals.forEach(({ contacts }, index) => {
    before[index + 1] = (before[index] as number) + contacts;
  });
  return Float64Array.from(intervals, ({ start, end, ahtSeconds }, index) => {
    const contacts = until(end - ahtSeconds, index) - until(start - ahtSeconds, index);
    return (Math.max(0, contacts) * ahtSeconds) / (end - start);
  });
}

function modifiedLoads(
  intervals: readonly ArrivingInterval[],
  stationary: Float64Array,
  isEndless: boolean,
): Float64Array {
  let inHandling = isEndless ? (stationary[0] ?? 0) : 0;
  let last: ArrivingInterval | undefined;
  return Float64Array.from(intervals, (interval, index) => {
    const { start, end, ahtSeconds } = interval;
    if (last !== undefined && start > last.end) inHandling *= Math.exp(-(start - last.end) / last.ahtSeconds);
    last = interval;
    const limit = stationary[index] as number;
    const passed = (end - start) / ahtSeconds;
    const mean = limit - ((inHandling - limit) * Math.expm1(-passed)) / passed;
    inHandling = limit + (inHandling - limit) * Math.exp(-passed);
    return mean;
  });
}
