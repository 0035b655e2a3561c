/**
 * Service of a queue whose contacts and people change, followed in time: the chain M(t)/M/n(t)+M from an empty start.
 *
 * Its state is the contacts in the system; those beyond the people wait and hang up. Within an interval rates are constant, and the distribution moves by
 * uniformisation (Jensen 1953; Grassmann, "Transient solutions in Markovian queueing systems", 1977). Who finds k waiting is answered when k + 1 contacts
 * have gone, at the rates n mu + j theta, j = 0 to k: with x = e^(-theta wait) that makes x a beta variable with a = n mu / theta and k + 1, so that the
 * chance to be answered within T is E[x; x >= e^(-theta T)], a closed form.
 */
import { requirePositiveSeconds, requireSeconds } from './arguments.ts';

/** Contacts that come evenly, and the people who are there throughout. */
export type StaffedInterval = {
  readonly start: number;
  readonly end: number;
  readonly contacts: number;
  readonly ahtSeconds: number;
  readonly positions: number;
  /** Of those who were there just before, how many go at the start; absent: as many as there are fewer. */
  readonly leaving?: number | undefined;
};

/** Shares 0-1 of the contacts that come in an interval. */
export type TransientService = { readonly serviceLevelOffered: number };

/** Events that are followed in one go: Poisson weights of so many keep every digit. */
const MOST_EVENTS = 64;
/** Weights, and states, below this no longer change a double. */
const NEGLIGIBLE = 1e-17;

/**
 * The share answered within the threshold of each interval's contacts. Intervals in order, without overlap; between two of them everybody has gone and
 * nobody calls, so that the second one starts empty. When people leave, each takes the contact at hand along, if there is one.
 */
export function transientService(
  intervals: readonly StaffedInterval[],
  patienceSeconds: number,
  thresholdSeconds: number,
): readonly TransientService[] {
  requirePositiveSeconds('patienceSeconds', patienceSeconds);
  requireSeconds('thresholdSeconds', thresholdSeconds);
  let state: Float64Array = Float64Array.of(1);
  let last: StaffedInterval | undefined;
  return intervals.map((interval) => {
    if (last !== undefined && last.end !== interval.start) state = Float64Array.of(1);
    else if (last !== undefined) {
      const leaving = interval.leaving ?? Math.max(0, last.positions - interval.positions);
      state = afterLeaving(state, last.positions, leaving);
    }
    last = interval;
    const followed = follow(state, interval, patienceSeconds, thresholdSeconds);
    state = followed.state;
    return { serviceLevelOffered: followed.inTime };
  });
}

/** The distribution once `leaving` of `people` have gone, who are any of them: each busy one takes a contact along. */
function afterLeaving(state: Float64Array, people: number, leaving: number): Float64Array {
  let now = state;
  for (let there = people; there > people - leaving; there--) {
    const next = new Float64Array(now.length);
    for (let k = 0; k < now.length; k++) {
      const share = (now[k] ?? 0) * Math.min(1, k / there);
      if (k > 0) next[k - 1] = (next[k - 1] ?? 0) + share;
      next[k] = (next[k] ?? 0) + (now[k] ?? 0) - share;
    }
    now = next;
  }
  return now;
}

/** Chance that who finds k in the system is answered within the threshold, k from 0 on. */
function inTimeByState(
  states: number,
  { positions, ahtSeconds }: StaffedInterval,
  patienceSeconds: number,
  thresholdSeconds: number,
): Float64Array {
  const chances = new Float64Array(states);
  chances.fill(1, 0, Math.min(states, positions));
  if (positions === 0) return chances;
  const a = (positions * patienceSeconds) / ahtSeconds;
  const elapsed = thresholdSeconds / patienceSeconds;
  const soon = -Math.expm1(-elapsed);
  // 1 - I_x(a + 1, m + 1), whose terms are x^(a+1) (1-x)^m (a+1) ... (a+m) / m!, by their logarithms.
  let logTerm = -elapsed * (a + 1);
  let below = Math.exp(logTerm);
  for (let k = positions; k < states; k++) {
    const waiting = k - positions;
    chances[k] = (a / (a + waiting + 1)) * Math.max(0, 1 - below);
    logTerm += Math.log(soon) + Math.log((a + waiting + 1) / (waiting + 1));
    below += Math.exp(logTerm);
  }
  return chances;
}

function follow(
  start: Float64Array,
  interval: StaffedInterval,
  patienceSeconds: number,
  thresholdSeconds: number,
): { readonly state: Float64Array; readonly inTime: number } {
  const { contacts, ahtSeconds, positions } = interval;
  const seconds = interval.end - interval.start;
  const arrivals = contacts / seconds;
  // A Poisson number beyond its mean by 12 deviations does not happen; the load is what there is without waits or hang-ups.
  const most = start.length + contacts;
  const settled = positions + arrivals * (patienceSeconds + ahtSeconds);
  const states = Math.ceil(
    Math.max(start.length, Math.min(most + 12 * Math.sqrt(contacts) + 12, settled + 12 * Math.sqrt(settled) + 12)),
  );
  const chances = inTimeByState(states, interval, patienceSeconds, thresholdSeconds);
  const gone = Float64Array.from(
    { length: states },
    (_, k) => Math.min(k, positions) / ahtSeconds + Math.max(0, k - positions) / patienceSeconds,
  );
  const rate = arrivals + (gone[states - 1] ?? 0);
  const steps = Math.max(1, Math.ceil((rate * seconds) / MOST_EVENTS));
  const mean = (rate * seconds) / steps;
  let now = new Float64Array(states);
  now.set(start);
  let inTime = 0;
  for (let step = 0; step < steps; step++) {
    const next = new Float64Array(states);
    let moved = now;
    let weight = Math.exp(-mean);
    /** Chance that at most so many events happen: its complement weighs the time that the chain spends behind them. */
    let until = weight;
    for (let event = 0; ; event++) {
      let seen = 0;
      for (let k = 0; k < states; k++) {
        const here = moved[k] ?? 0;
        next[k] = (next[k] ?? 0) + weight * here;
        seen += here * (chances[k] ?? 0);
      }
      inTime += (seen * Math.max(0, 1 - until)) / mean / steps;
      if (event > mean && 1 - until < NEGLIGIBLE * 10) break;
      if (event > mean + 20 * Math.sqrt(mean) + 40) break;
      const after = new Float64Array(states);
      for (let k = 0; k < states; k++) {
        const here = moved[k] ?? 0;
        if (here === 0) continue;
        const up = k + 1 < states ? (here * arrivals) / rate : 0;
        const down = (here * (gone[k] ?? 0)) / rate;
        if (k + 1 < states) after[k + 1] = (after[k + 1] ?? 0) + up;
        if (k > 0) after[k - 1] = (after[k - 1] ?? 0) + down;
        after[k] = (after[k] ?? 0) + here - up - down;
      }
      moved = after;
      weight *= mean / (event + 1);
      until += weight;
    }
    now = next;
  }
  let end = states;
  while (end > 1 && (now[end - 1] ?? 0) < NEGLIGIBLE) end--;
  return { state: now.slice(0, end), inTime: contacts === 0 ? 1 : Math.min(1, inTime) };
}
