import type { Assignment } from './assignment.ts';
import type { PartSearch } from './improve.ts';
import type { Instance } from './instance.ts';
import type { Random } from './random.ts';
import { type Rebuilder, type SearchMemory, searchRoster } from './search.ts';
import { type EngineControl, POINT_TOLERANCE } from './solution.ts';
import type { SweepSearch } from './sweeps.ts';

export type Alternation = {
  readonly instance: Instance;
  readonly assignment: Assignment;
  readonly builder: Rebuilder;
  readonly random: Random;
  readonly control: EngineControl;
  readonly memory: SearchMemory;
  readonly parts: PartSearch;
  readonly sweeps: SweepSearch;
  /** Whether parts may be solved yet; absent: always. */
  readonly areReady?: (() => boolean) | undefined;
  /** Values of the rows that draw the search; absent: none. */
  readonly guide?: (() => Float64Array | undefined) | undefined;
  readonly closed: (points: number) => boolean;
  /** Takes a better roster of others over into the assignment. */
  readonly adopt: () => void;
  /** Puts the values of the rows together anew where that is due; true where it did: then a sweep from these goes next. */
  readonly revalue?: (() => boolean) | undefined;
  /** Hears of every better roster, with the moves made until then. */
  readonly took: (points: number, moves: number) => void;
};

/** Seconds of a turn of the search: this share of the time, in bounds. */
const TURN_SHARE = 0.04;
const LEAST_TURN = 0.3;
const MOST_TURN = 20;
/** Moves of a turn of the search where iterations limit: a part takes as long as hundreds of moves. */
const MOVES_OF_TURN = 1000;
/** A part or a sweep may take this share of the time at most; a sweep over a week more, since one long sweep ends better than several short ones. */
const PART_SHARE = 0.25;
const SHORT_SWEEP_SHARE = 0.9;
const SHORT_DAYS = 8;
/** What is kept of gains and seconds of earlier turns. */
const MEMORY = 0.7;
/** Each way that gains less than another still gets this share of the time. */
const LEAST_SHARE = 0.12;

/** A way to better rosters, and what it has gained lately and in which time. */
type Way = {
  readonly isReady: () => boolean;
  /** Takes a turn that begins now. */
  readonly go: (from: number) => void;
  gain: number;
  seconds: number;
  spent: number;
};

/**
 * Sweeps, parts and searches in turns until time is up or the bound is reached, and returns the moves of the search. Whichever gained most in a second
 * lately goes next, the others get an eighth of the time each; where iterations limit, a sweep goes before each turn of a number of moves and a part follows it. The roster ends as the best that was found.
 */
export function alternate(task: Alternation): number {
  const { assignment, control, parts, sweeps, closed } = task;
  const { seconds, iterations } = control;
  let moves = 0;
  const isPartReady = (): boolean => !parts.isExhausted() && task.areReady?.() !== false;
  if (iterations !== undefined) {
    const isOver = (): boolean => moves >= iterations || control.stopRequested() || closed(assignment.points());
    while (!isOver()) {
      const from = moves;
      const turn = Math.min(MOVES_OF_TURN, iterations - from);
      turnOf(task, moves, () => sweeps.next(1));
      if (isOver()) break;
      moves += search(task, from, (made) => made / turn);
      if (task.areReady?.() !== false && !isOver()) turnOf(task, moves, () => parts.next(1));
    }
    return moves;
  }
  if (seconds === undefined) return 0;
  const sweepShare = task.instance.set.byDay.length < SHORT_DAYS ? SHORT_SWEEP_SHARE : PART_SHARE;
  const untilOf = (from: number, share: number): number => Math.min(1, from / seconds + share);
  const wayOf = (isReady: () => boolean, go: (from: number) => void): Way => {
    return { isReady, go, gain: 0, seconds: 0, spent: 0 };
  };
  let isRevalued = false;
  const ways = [
    wayOf(
      () => true,
      (from) => turnOf(task, moves, () => sweeps.next(untilOf(from, sweepShare), isRevalued)),
    ),
    wayOf(isPartReady, (from) => turnOf(task, moves, () => parts.next(untilOf(from, PART_SHARE)))),
    wayOf(
      () => true,
      (from) => {
        const turn = Math.min(MOST_TURN, Math.max(LEAST_TURN, TURN_SHARE * seconds), seconds - from);
        moves += search(task, moves, () => (control.elapsed() - from) / turn);
      },
    ),
  ];
  for (;;) {
    task.adopt();
    if (control.elapsed() >= seconds || control.stopRequested() || closed(assignment.points())) break;
    isRevalued = task.revalue?.() === true;
    const way = isRevalued ? (ways[0] as Way) : nextOf(ways.filter(({ isReady }) => isReady()));
    const from = control.elapsed();
    const before = assignment.points();
    way.go(from);
    const spent = control.elapsed() - from;
    way.gain = MEMORY * way.gain + before - assignment.points();
    way.seconds = MEMORY * way.seconds + spent;
    way.spent += spent;
  }
  return moves;
}

/** The first way that has not had its least share, or else the one that gained most in a second; where they are alike, the one that has had less time. */
function nextOf(ways: readonly Way[]): Way {
  const all = ways.reduce((sum, { spent }) => sum + spent, 0);
  const rate = ({ gain, seconds }: Way): number => gain / Math.max(1e-3, seconds);
  const behind = ways.find(({ spent }) => spent <= LEAST_SHARE * all);
  const isBetter = (way: Way, than: Way): boolean =>
    rate(way) > rate(than) || (rate(way) === rate(than) && way.spent < than.spent);
  return behind ?? ways.reduce((best, way) => (isBetter(way, best) ? way : best));
}

function turnOf({ assignment, took }: Alternation, moves: number, go: () => void): void {
  const before = assignment.points();
  go();
  if (assignment.points() < before - POINT_TOLERANCE) took(assignment.points(), moves);
}

function search(
  { instance, assignment, builder, random, control, memory, guide, closed, took }: Alternation,
  moves: number,
  elapsed: (moves: number) => number,
): number {
  return searchRoster(instance, assignment, builder, random, {
    elapsed: (made) => (control.stopRequested() ? 1 : elapsed(made)),
    done: closed,
    memory,
    guide: guide?.(),
    onBetter: (points, made) => took(points, moves + made),
  });
}
