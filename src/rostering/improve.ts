import type { HighsModule } from '../lp/highs-engine.ts';
import type { Assignment } from './assignment.ts';
import type { LinePricer } from './best-line.ts';
import type { CodedLine, Instance } from './instance.ts';
import type { LinePool } from './line-pool.ts';
import type { RosterPart } from './part-master.ts';
import { solvePart } from './part-solve.ts';
import { type Random, shuffle } from './random.ts';
import { restore } from './search.ts';
import type { EngineControl } from './solution.ts';

/** What the linear program left for the parts: row values, and lines of an employee that may be in a better roster. */
export type ProgramLeavings = {
  readonly rowValues: () => Float64Array | undefined;
  readonly linesOf: (employee: number, room: number) => readonly CodedLine[];
};

export type Improvement = {
  readonly highs: HighsModule;
  readonly instance: Instance;
  readonly pricer: LinePricer;
  readonly assignment: Assignment;
  readonly random: Random;
  readonly control: EngineControl;
  readonly pool: LinePool;
  readonly leavings: ProgramLeavings;
  readonly step: number;
  /** Best bound known. */
  readonly bound: () => number;
  /** Which of two searches of the same problem this is: each takes every other window, then they change, and begins with another front over the whole horizon. Absent: it is alone. */
  readonly beside?: 0 | 1 | undefined;
};

/** Takes parts of the roster in turn and solves each anew. */
export type PartSearch = {
  /** One part; the points gained. `untilShare`: share of the solve's time at which it must end. */
  readonly next: (untilShare: number) => number;
  /** The whole horizon at once. */
  readonly whole: (untilShare: number) => number;
  /** Whether the whole horizon is the first to be tried: windows gain more in a second where many people work. */
  readonly isWholeFirst: boolean;
  /** Whether every part was proven to be best, whatever its size. */
  readonly isExhausted: () => boolean;
};

const WEEK = 7;
/** Days of a window to begin with on long horizons. */
const WINDOW = 14;
/** Seconds of the integer master at most. */
const MASTER_SECONDS = 3;
/** Rounds of column generation in a part at most. */
const ROUNDS = 60;
/** Days before the front of a dive over the whole horizon, in turn. */
const FRONTS = [14, 7, 21, 10, 28];
/** Employees of a part where all days are free, unless everybody took no more than this share of the time. */
const MEMBERS = 60;
const WHOLE_SHARE = 0.2;

/** First days of windows of `length` days, one for each week: of every other week where another search takes the others, which change from round to round. */
export function windowStarts(
  days: number,
  length: number,
  round: number,
  beside: 0 | 1 | undefined,
  random: Random,
): readonly number[] {
  const starts = new Set<number>();
  for (let week = 0; week * WEEK < days; week++) {
    if (beside !== undefined && (week + round + beside) % 2 === 1) continue;
    const shifted = week * WEEK + (week === 0 ? 0 : random.below(WEEK));
    starts.add(Math.min(shifted, days - length));
  }
  return [...starts];
}

/** Parts of a roster: windows of days with all employees, longer ones where those find nothing, and some of the employees on short horizons. */
export function partSearch(task: Improvement): PartSearch {
  const { highs, instance, pricer, assignment, random, control, pool, leavings, step } = task;
  const days = instance.set.byDay.length;
  const all = assignment.lines.map((_, employee) => employee);
  const isShort = days <= WINDOW;
  let length = isShort ? Math.min(days, WEEK) : WINDOW;
  let waiting: RosterPart[] = [];
  let gainedAt = true;
  let wholeRuns: number = task.beside ?? 0;
  let rounds = 0;
  /** What the last solve of the whole horizon took. */
  let wholeSeconds = Number.POSITIVE_INFINITY;
  let exhausted = false;

  const isWhole = ({ firstDay, endDay, employees }: RosterPart): boolean =>
    employees.length === all.length && endDay - firstDay === days;

  const solve = (part: RosterPart, front: number, untilShare: number): number => {
    const { seconds, stopRequested, elapsed } = control;
    const until = seconds === undefined ? Number.POSITIVE_INFINITY : untilShare * seconds;
    const expired = (): boolean => stopRequested() || (seconds !== undefined && elapsed() >= until);
    const room = assignment.points() - task.bound();
    const answer = solvePart(highs, instance, pricer, part, assignment, {
      stopRequested: expired,
      expired,
      masterSeconds: () => (seconds === undefined ? undefined : Math.min(MASTER_SECONDS, until - elapsed())),
      step,
      // What a part of the roster gains is joined to what others have found.
      needed: () => (isWhole(part) ? assignment.points() - (control.exchange?.points() ?? assignment.points()) : 0),
      front,
      rowValues: leavings.rowValues(),
      pool: (employee) => [...leavings.linesOf(employee, room), ...pool.of(employee)],
      rounds: ROUNDS,
    });
    if (answer.lines === undefined) {
      if (answer.isBest && isWhole(part)) exhausted = true;
      return 0;
    }
    const before = assignment.points();
    const old = [...assignment.lines];
    const lines = [...assignment.lines];
    part.employees.forEach((employee, member) => {
      lines[employee] = answer.lines?.[member];
    });
    restore(assignment, lines);
    const gain = before - assignment.points();
    if (gain < 0) {
      restore(assignment, old);
      return 0;
    }
    for (const employee of part.employees) {
      const line = assignment.lines[employee];
      if (line !== undefined && line !== old[employee]) pool.keep(employee, line);
    }
    return gain;
  };

  const whole = (untilShare: number): number => {
    const front = FRONTS[wholeRuns++ % FRONTS.length] as number;
    const from = control.elapsed();
    const gain = solve({ firstDay: 0, endDay: days, employees: all }, front, untilShare);
    wholeSeconds = control.elapsed() - from;
    return gain;
  };

  /** Parts of the present size, in random order. */
  const refill = (): void => {
    waiting = [];
    if (length >= days) {
      const isQuick = control.seconds !== undefined && wholeSeconds <= WHOLE_SHARE * control.seconds;
      const groups = isQuick ? 1 : Math.max(1, Math.ceil(all.length / MEMBERS));
      const order = [...all];
      shuffle(order, random);
      for (let group = 0; group < groups; group++) {
        const employees = order.filter((_, index) => index % groups === group).toSorted((a, b) => a - b);
        waiting.push({ firstDay: 0, endDay: days, employees });
      }
      return;
    }
    waiting = windowStarts(days, length, rounds++, task.beside, random).map((firstDay) => {
      return { firstDay, endDay: firstDay + length, employees: all };
    });
    shuffle(waiting, random);
  };

  return {
    whole,
    isWholeFirst: isShort || all.length <= MEMBERS,
    isExhausted: () => exhausted,
    next(untilShare) {
      if (waiting.length === 0) {
        if (!gainedAt)
          length = length >= days ? (isShort ? Math.min(days, WEEK) : WINDOW) : Math.min(days, length + WEEK);
        gainedAt = false;
        refill();
      }
      const part = waiting.pop() as RosterPart;
      const front = part.endDay - part.firstDay === days ? WINDOW : WEEK;
      const gain = isWhole(part) ? whole(untilShare) : solve(part, front, untilShare);
      if (gain > 0) gainedAt = true;
      return gain;
    },
  };
}
