import type { Assignment } from './assignment.ts';
import type { PartSearch } from './improve.ts';
import type { Instance } from './instance.ts';
import type { Random } from './random.ts';
import { type Rebuilder, type SearchMemory, searchRoster } from './search.ts';
import { type EngineControl, POINT_TOLERANCE } from './solution.ts';

export type Alternation = {
  readonly instance: Instance;
  readonly assignment: Assignment;
  readonly builder: Rebuilder;
  readonly random: Random;
  readonly control: EngineControl;
  readonly memory: SearchMemory;
  readonly parts: PartSearch;
  /** Whether parts may be solved yet; absent: always. */
  readonly areReady?: (() => boolean) | undefined;
  readonly closed: (points: number) => boolean;
  /** Takes a better roster of others over into the assignment. */
  readonly adopt: () => void;
  /** Hears of every better roster, with the moves made until then. */
  readonly took: (points: number, moves: number) => void;
};

/** Seconds of a turn of the search: this share of the time, in bounds. */
const TURN_SHARE = 0.04;
const LEAST_TURN = 0.3;
const MOST_TURN = 20;
/** Moves of a turn of the search where iterations limit: a part takes as long as hundreds of moves. */
const MOVES_OF_TURN = 1000;
/** A part may take this share of the time at most. */
const PART_SHARE = 0.25;
/** What is kept of gains and seconds of earlier turns. */
const MEMORY = 0.7;
/** The one that gains less still gets this share of the time. */
const LEAST_SHARE = 0.15;

/** What one of the two ways has gained lately, and in which time. */
type Record = { gain: number; seconds: number; spent: number };

/**
 * Solves parts of the roster and searches in turns until time is up or the bound is reached, and returns the moves of the search. Whichever gained more in a second
 * lately goes next, the other one gets a sixth of the time; where iterations limit, a part follows each turn of a number of moves. The roster ends as the best that was found.
 */
export function alternate(task: Alternation): number {
  const { assignment, control, parts, closed } = task;
  const { seconds, iterations } = control;
  let moves = 0;
  if (iterations !== undefined) {
    while (moves < iterations && !control.stopRequested() && !closed(assignment.points())) {
      const from = moves;
      const turn = Math.min(MOVES_OF_TURN, iterations - from);
      moves += search(task, from, (made) => made / turn);
      if (task.areReady?.() !== false && moves < iterations && !closed(assignment.points())) solvePart(task, 1, moves);
    }
    return moves;
  }
  if (seconds === undefined) return 0;
  const partRecord: Record = { gain: 0, seconds: 0, spent: 0 };
  const searchRecord: Record = { gain: 0, seconds: 0, spent: 0 };
  for (;;) {
    task.adopt();
    const from = control.elapsed();
    if (from >= seconds || control.stopRequested() || closed(assignment.points())) break;
    const mayPart = !parts.isExhausted() && task.areReady?.() !== false;
    const isPart = mayPart && isPartNext(partRecord, searchRecord);
    const before = assignment.points();
    if (isPart) solvePart(task, Math.min(1, from / seconds + PART_SHARE), moves);
    else {
      const turn = Math.min(MOST_TURN, Math.max(LEAST_TURN, TURN_SHARE * seconds), seconds - from);
      moves += search(task, moves, () => (control.elapsed() - from) / turn);
    }
    note(isPart ? partRecord : searchRecord, before - assignment.points(), control.elapsed() - from);
  }
  return moves;
}

function note(record: Record, gain: number, seconds: number): void {
  record.gain = MEMORY * record.gain + gain;
  record.seconds = MEMORY * record.seconds + seconds;
  record.spent += seconds;
}

function isPartNext(part: Record, search: Record): boolean {
  if (part.spent === 0) return true;
  if (search.spent === 0) return false;
  const rate = ({ gain, seconds }: Record): number => gain / Math.max(1e-3, seconds);
  const share = part.spent / (part.spent + search.spent);
  const wanted = rate(part) >= rate(search) ? 1 - LEAST_SHARE : LEAST_SHARE;
  return share < wanted;
}

function solvePart({ assignment, parts, took }: Alternation, untilShare: number, moves: number): void {
  const before = assignment.points();
  parts.next(untilShare);
  if (assignment.points() < before - POINT_TOLERANCE) took(assignment.points(), moves);
}

function search(
  { instance, assignment, builder, random, control, memory, closed, took }: Alternation,
  moves: number,
  elapsed: (moves: number) => number,
): number {
  return searchRoster(instance, assignment, builder, random, {
    elapsed: (made) => (control.stopRequested() ? 1 : elapsed(made)),
    done: closed,
    memory,
    onBetter: (points, made) => took(points, moves + made),
  });
}
