import type { Shift } from '../domain/shift.ts';
import type { ApartSite, ApartSites, SiteAnswer, SolveApart } from '../rostering/site-task.ts';
import { UNSOLVED } from '../rostering/site-task.ts';
import type { JobRound, PartsAsked } from './job-store.ts';

/**
 * A solve in parts: a roster that falls apart into sites is solved by jobs of their own, in whatever process has a place. The solve runs until it needs their
 * answers and ends there; when they are there it is run again, passes over what it has them for, and goes on. So nothing waits, nothing of a solve
 * has to be kept but the answers of its parts, and what comes out is what one process would have found.
 */

const NUMBERS = '$float64';
const NUMBER = '$number';

/** Plain data as JSON text: arrays of doubles by their bits, and the numbers that JSON has no word for. Anything else that is not plain throws. */
export function plainText(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner instanceof Float64Array)
      return { [NUMBERS]: Buffer.from(inner.buffer, inner.byteOffset, inner.byteLength).toString('base64') };
    if (typeof inner === 'number' && !Number.isFinite(inner)) return { [NUMBER]: String(inner) };
    if (typeof inner === 'function') throw new Error('a function is no plain data');
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    if (Object.getPrototypeOf(inner) !== Object.prototype)
      throw new Error(`${inner.constructor.name} is no plain data`);
    return inner;
  });
}

/** Reads what `plainText` wrote. */
export function fromPlainText(text: string): unknown {
  return JSON.parse(text, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    const [entry, ...more] = Object.entries(inner);
    if (entry === undefined || more.length > 0 || typeof entry[1] !== 'string') return inner;
    if (entry[0] === NUMBER) return Number(entry[1]);
    if (entry[0] !== NUMBERS) return inner;
    const bytes = Buffer.from(entry[1], 'base64');
    return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  });
}

/** What a part answers, with the seconds that it took. */
type PartAnswer = { readonly answer: SiteAnswer; readonly seconds: number };

/** The text of a part's result. */
export function partResult(answer: PartAnswer): string {
  return plainText(answer);
}

/** The text of a part's best roster so far, for whoever takes it up when its process dies. */
export function partBest(shifts: readonly Shift[]): string {
  return plainText(shifts);
}

/**
 * Reads the request of a part; only for a text of `PartsNeeded`. `best`: what `partBest` wrote in an attempt whose process died. A part that is limited by
 * seconds begins with it; one with a limit in iterations begins anew, so that it gives the same roster.
 */
export function partOf(text: string, best?: string): ApartSite {
  const site = fromPlainText(text) as ApartSite;
  if (best === undefined || site.seconds === undefined) return site;
  const { task } = site;
  return { ...site, task: { ...task, problem: { ...task.problem, start: fromPlainText(best) as readonly Shift[] } } };
}

/** Ends a solve that needs answers of parts which are not there yet. */
export class PartsNeeded extends Error {
  readonly asked: PartsAsked;

  constructor(asked: PartsAsked) {
    super('the solve goes on when its parts are solved');
    this.name = 'PartsNeeded';
    this.asked = asked;
  }
}

export type Replay = {
  readonly apart: SolveApart;
  /** The clock of the solve: it goes on where it stood when the parts were asked for, and after the time that they took. */
  readonly clock: () => number;
  /** A wish to stop is heard of once the answers that are there have been passed over: they are the best so far. */
  readonly stopRequested: () => boolean;
  /** Whether the answers that are there have been passed over: what is told before was told when the parts were asked for. */
  readonly isPassed: () => boolean;
};

function answerOf({ result }: JobRound['parts'][number]): PartAnswer {
  if (result === undefined) return { answer: UNSOLVED, seconds: 0 };
  return fromPlainText(result) as PartAnswer;
}

/** Runs a solve over the rounds of parts that have been answered; `clock` in seconds. */
export function replaying(rounds: readonly JobRound[], clock: () => number, stopRequested: () => boolean): Replay {
  const from = clock();
  let ahead = 0;
  let next = 0;
  const now = (): number => clock() + ahead;
  const isPassed = (): boolean => next >= rounds.length;
  const isStopped = (): boolean => isPassed() && stopRequested();
  const apart: SolveApart = ({ sites, points, addsUp }: ApartSites) => {
    const round = rounds[next];
    if (round === undefined) {
      if (isStopped()) return sites.map(() => UNSOLVED);
      const bodies = sites.map((site) => plainText(site));
      throw new PartsNeeded({ bodies, points, addsUp, seconds: now() - from });
    }
    next += 1;
    const answers = round.parts.map(answerOf);
    const stood = round.seconds + answers.reduce((sum, { seconds }) => sum + seconds, 0);
    ahead += Math.max(0, stood - (now() - from));
    return answers.map(({ answer }) => answer);
  };
  return { apart, clock: now, stopRequested: isStopped, isPassed };
}
