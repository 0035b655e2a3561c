/**
 * Service of a queue whose contacts and people change, followed in time: M(t)/G/n(t)+M from an empty start, with handle times in stages.
 *
 * Who finds k waiting is answered when k + 1 contacts have gone, at the rates r + j theta, j = 0 to k, where r is how fast people get free: with
 * x = e^(-theta wait) that makes x a beta variable with a = r / theta and k + 1, so that the chance to be answered within T is E[x; x >= e^(-theta T)], a closed
 * form. r is the mean over T by the stages that the contacts at hand are in.
 */
import { type AnswerChances, type AnswerQuestion, chancesBefore, endedSoon, steadyChances } from './answer-chances.ts';
import { requirePositiveSeconds, requireSeconds } from './arguments.ts';
import { phasesOf, type StagedSpread } from './service-phases.ts';
import { StagedChain } from './staged-chain.ts';

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

/** What is expected of one interval. */
export type TransientService = {
  /** Share 0-1 of the contacts that come in it. */
  readonly serviceLevelOffered: number;
  /** Contacts that wait, on the mean over it and at its end. */
  readonly meanQueue: number;
  readonly queueAtEnd: number;
  /** People with a contact, on the mean over it. */
  readonly meanBusy: number;
};

/** Steps in which a handle time, patience and the threshold are followed at least, and intervals. */
const STEPS_A_HANDLING = 36;
const STEPS_A_PATIENCE = 24;
const STEPS_A_THRESHOLD = 4;
/** Contacts that may be astray after a step, and as a share of those at hand; where more are, all is followed again in steps so many times as short, and so many times over at most. */
const MOST_ASTRAY = 1e-3;
const MOST_SHARE_ASTRAY = 1e-4;
const FINER = 4;
const FINEST = FINER ** 3;
/** Steps between two looks at whether to stop. */
const STEPS_A_LOOK = 16;

/**
 * The share answered within the threshold of each interval's contacts. Intervals in order, without overlap, none shorter than the threshold; between two of
 * them everybody has gone and nobody calls, so that the second one starts empty. When people leave, each takes the contact at hand along, if there is one;
 * who comes at the same time takes those that wait. Where a stop is asked for, the answer ends with the last interval followed to its end.
 */
export function transientService(
  intervals: readonly StaffedInterval[],
  patienceSeconds: number,
  thresholdSeconds: number,
  handling: StagedSpread = { kind: 'exponential' },
  stopRequested: () => boolean = () => false,
): readonly TransientService[] {
  requirePositiveSeconds('patienceSeconds', patienceSeconds);
  requireSeconds('thresholdSeconds', thresholdSeconds);
  const question = { intervals, patienceSeconds, thresholdSeconds, handling };
  for (let fineness = 1; fineness <= FINEST; fineness *= FINER) {
    const followed = follow(question, fineness, stopRequested);
    if (followed !== undefined) return followed;
  }
  throw new RangeError('The queue could not be followed in time.');
}

/** What is to be followed. */
type Followed = {
  readonly intervals: readonly StaffedInterval[];
  readonly patienceSeconds: number;
  readonly thresholdSeconds: number;
  readonly handling: StagedSpread;
};

/** The same in steps so many times as short as usual; undefined where these are too long: handle times that fall to a hundredth from one interval to the next need shorter ones. */
function follow(
  { intervals, patienceSeconds, thresholdSeconds, handling }: Followed,
  fineness: number,
  stopRequested: () => boolean,
): readonly TransientService[] | undefined {
  const phases = phasesOf(handling);
  const chain = new StagedChain(phases, statesFor(intervals, patienceSeconds));
  let [isStopped, isAstray] = [false, false];
  const found = intervals.flatMap((interval, index): readonly TransientService[] => {
    if (isStopped || isAstray) return [];
    const { start, end, contacts, ahtSeconds, positions } = interval;
    const last = intervals[index - 1];
    if (last === undefined || last.end !== start) chain.empty();
    else chain.changePeople(last.positions, leavingAt(last, interval), positions);
    const following = intervals[index + 1];
    const goesOn = following !== undefined && following.start === end;
    const change = goesOn
      ? { ...following, free: following.positions - positions + leavingAt(interval, following) }
      : { positions: 0, free: 0, ahtSeconds };
    const isSame = goesOn && change.free === 0 && change.positions === positions;
    const soon = endedSoon(phases, ahtSeconds, thresholdSeconds);
    const rates = {
      positions,
      arrivals: contacts / (end - start),
      endings: 1 / ahtSeconds,
      hangUps: 1 / patienceSeconds,
    };
    const question = (): AnswerQuestion => ({
      positions,
      ahtSeconds,
      patienceSeconds,
      thresholdSeconds,
      most: Math.max(1, chain.last - positions + 1),
      steadiness: soon.steadiness,
    });
    const inTime = (chances: AnswerChances): number =>
      chain.mean(soon.rates, (k, ending) =>
        k < positions ? 1 : positions === 0 ? 0 : chances.of(k - positions, (ending * ahtSeconds) / positions),
      );
    const steps = fineness * stepsOf(end - start, { ahtSeconds, patienceSeconds, thresholdSeconds });
    const step = (end - start) / steps;
    let steady = steadyChances(question());
    let known = chain.last;
    let before = inTime(steady);
    let sum = 0;
    let held = chain.inSystem(positions);
    let [waiting, busy] = [0, 0];
    for (let count = 1; count <= steps; count++) {
      if (count % STEPS_A_LOOK === 0 && stopRequested()) {
        isStopped = true;
        return [];
      }
      chain.step(step, rates);
      const left = (steps - count) * step;
      if (chain.last > known) {
        known = chain.last + Math.ceil(Math.sqrt(chain.last));
        steady = steadyChances({ ...question(), most: Math.max(1, known - positions + 1) });
      }
      const now = inTime(isSame || left >= thresholdSeconds ? steady : chancesBefore(question(), change, left));
      sum += (before + now) / 2;
      before = now;
      const then = chain.inSystem(positions);
      waiting += (held.waiting + then.waiting) / 2;
      busy += (held.busy + then.busy) / 2;
      held = then;
      // Written so that what is no number is astray too.
      isAstray = !(then.astray <= Math.max(MOST_ASTRAY, MOST_SHARE_ASTRAY * then.busy) && Number.isFinite(sum));
      if (isAstray) return [];
    }
    return [
      {
        serviceLevelOffered: contacts === 0 ? 1 : Math.min(1, sum / steps),
        meanQueue: waiting / steps,
        queueAtEnd: held.waiting,
        meanBusy: busy / steps,
      },
    ];
  });
  return isAstray ? undefined : found;
}

/** Steps in which an interval is followed. */
export function stepsOf(
  seconds: number,
  times: { readonly ahtSeconds: number; readonly patienceSeconds: number; readonly thresholdSeconds: number },
): number {
  const { ahtSeconds, patienceSeconds, thresholdSeconds } = times;
  const longest = Math.min(
    ahtSeconds / STEPS_A_HANDLING,
    patienceSeconds / STEPS_A_PATIENCE,
    thresholdSeconds === 0 ? Infinity : thresholdSeconds / STEPS_A_THRESHOLD,
  );
  return Math.ceil(seconds / longest);
}

function leavingAt(last: StaffedInterval, interval: StaffedInterval): number {
  return interval.leaving ?? Math.max(0, last.positions - interval.positions);
}

/** Contacts that may be in the system: a Poisson number beyond its mean by 12 deviations does not happen. */
function statesFor(intervals: readonly StaffedInterval[], patienceSeconds: number): number {
  return intervals.reduce((most, { start, end, contacts, ahtSeconds, positions }) => {
    const settled = positions + (contacts / (end - start)) * (patienceSeconds + ahtSeconds);
    return Math.max(most, Math.ceil(settled + 12 * Math.sqrt(settled) + 12));
  }, 0);
}
