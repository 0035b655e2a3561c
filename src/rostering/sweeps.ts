import type { Assignment } from './assignment.ts';
import type { CodedLine, Instance } from './instance.ts';
import { type Random, shuffle } from './random.ts';
import { rowMultipliers } from './row-multipliers.ts';
import { type Rebuilder, restore } from './search.ts';
import type { DayWindow } from './search-moves.ts';
import type { EngineControl } from './solution.ts';

export type SweepTask = {
  readonly window: DayWindow;
  readonly employees: readonly number[];
  /** Values of the rows to begin with, 0 where there are none; in the first half it is asked for newer ones. */
  readonly values: () => Float64Array | undefined;
  /** Stiffness of the rows in the first pass, as a share of the bend of their cost at the target. */
  readonly softest: number;
  /** Whether who has stood still lately is rebuilt less often: worth it where a rebuild that changes nothing takes as long as any other. */
  readonly isChoosy: boolean;
  /** Share of the sweep that is over after so many passes over everybody, or as many rebuilds in parts of passes; at 1 it ends, within a pass too. The rows stiffen with it. */
  readonly elapsed: (passes: number) => number;
};

/** Rebuilds all employees of a part of the roster again and again, and keeps the best roster on the way; the points gained. */
export type Sweeper = {
  readonly sweep: (assignment: Assignment, task: SweepTask) => number;
  /** What the rows are worth by the multipliers at the end of the last sweep. */
  readonly values: () => Float64Array;
};

/** Share of what rows are worth beside their multipliers by which these move after each pass. */
const MOVED = 0.3;
/** Stiffness in the last pass: above it hardly anything changes. */
const LAST = 0.3;
/** Share of a sweep in which values that come are taken in: later its multipliers know more of the roster than these. */
const FOLLOWING = 0.5;
/** So many passes without a change end a sweep, from this stiffness on. */
const STILL = 3;
const STIFF = 0.2;
/** Chance of an employee to be rebuilt in a pass, after so many rebuilds in a row that changed nothing. */
const chanceAfter = (idle: number): number => Math.max(LEAST_CHANCE, 1 / (1 + IDLE_WEIGHT * idle));
const IDLE_WEIGHT = 0.5;
const LEAST_CHANCE = 0.1;

/**
 * Coordinate descent over employees on the augmented Lagrangian of the cover: each in turn gets the best line under row values that are drawn to the roster at hand, exactly; after each
 * pass the multipliers move and the rows stiffen, until the values are those of the true cost. No program is solved and every roster on the way is legal.
 */
export function sweeper(instance: Instance, builder: Rebuilder, random: Random): Sweeper {
  const multipliers = rowMultipliers(instance.table);
  return {
    values: multipliers.values,
    sweep(assignment, { window, employees, values, softest, isChoosy, elapsed }) {
      const { firstDay, endDay } = window;
      const begun = assignment.points();
      let best = { points: begun, lines: [...assignment.lines] };
      const order = [...employees];
      multipliers.begin(values());
      const idle = new Int32Array(assignment.lines.length);
      for (let [passes, still] = [0, 0]; still < STILL; ) {
        const share = elapsed(passes);
        if (share >= 1) break;
        const stiffness = softest * (LAST / softest) ** share;
        multipliers.stiffen(stiffness);
        shuffle(order, random);
        let hasChanged = false;
        let rebuilt = 0;
        for (const employee of order) {
          if (isChoosy && random.next() >= chanceAfter(idle[employee] as number)) continue;
          if (elapsed(passes) >= 1) break;
          rebuilt++;
          const frame = assignment.lines[employee] as CodedLine;
          assignment.open(employee, firstDay, endDay);
          const line = builder.bestIn(assignment, employee, frame, window, 0, multipliers.worth) ?? frame;
          assignment.close(employee, line, firstDay, endDay);
          idle[employee] = isSameWork(line, frame) ? (idle[employee] as number) + 1 : 0;
          hasChanged ||= line !== frame;
        }
        const rebuiltShare = employees.length === 0 ? 1 : rebuilt / employees.length;
        passes += rebuiltShare;
        const points = assignment.points();
        if (points < best.points - 1e-7 || (points <= best.points && hasChanged))
          best = { points, lines: [...assignment.lines] };
        still = hasChanged || stiffness < STIFF ? 0 : still + rebuiltShare;
        multipliers.move(assignment.counts, MOVED * rebuiltShare);
        const newer = share < FOLLOWING ? values() : undefined;
        if (newer !== undefined) multipliers.follow(newer);
      }
      restore(assignment, best.lines);
      return begun - best.points;
    },
  };
}

/** Whether two lines have the same shifts, wherever their breaks lie. */
function isSameWork(line: CodedLine, other: CodedLine): boolean {
  return line === other || line.shapes.every((shape, day) => shape === other.shapes[day]);
}

export type Sweeping = {
  readonly instance: Instance;
  readonly assignment: Assignment;
  readonly builder: Rebuilder;
  readonly random: Random;
  readonly control: Pick<EngineControl, 'seconds' | 'elapsed' | 'stopRequested'>;
  readonly closed: (points: number) => boolean;
  /** Values that a linear program over all has found; undefined before. */
  readonly values: () => Float64Array | undefined;
  /** Hears of the lines of better rosters. */
  readonly keep: (employee: number, line: CodedLine) => void;
};

/** Sweeps over the whole horizon and over windows, in turn. */
export type SweepSearch = {
  /** One sweep; the points gained. `untilShare`: share of the solve's time at which it must end. `isFirst`: over the whole horizon and from the softest rows, as values are new. */
  readonly next: (untilShare: number, isFirst?: boolean) => number;
  readonly multipliers: () => Float64Array;
};

/** Softest rows of a sweep: the first lets go of nearly all of the roster, the last mends it. */
const SOFTEST = [0.01, 0.003, 0.01, 0.03, 0.1];
/** Passes of the first sweep, the share by which more are made after one without a gain, and the most. */
const FIRST_PASSES = 150;
const MORE = 1.25;
const MOST_PASSES = 600;
/** On short horizons a sweep goes on for as long as it may where its passes would take more than this share of the whole time: one long sweep ends better than several short ones. */
const SLOW_SHARE = 0.1;
/** Passes from which on that is told. */
const TIMED_PASSES = 3;
/** Days of a short horizon. */
const SHORT_DAYS = 8;
/** Lines of a sweep where iterations limit: it stands beside a thousand moves of the search. */
const LINES_WITHOUT_CLOCK = 5_000;
/** Days of windows; every other sweep is over the whole horizon. */
const WINDOWS = [14, 21];

export function sweepSearch(task: Sweeping): SweepSearch {
  const { instance, assignment, builder, random, control, closed } = task;
  const { sweep, values: multipliers } = sweeper(instance, builder, random);
  const days = instance.set.dates.length;
  const employees = assignment.lines.map((_, employee) => employee);
  let passes = FIRST_PASSES;
  let turns = 0;
  return {
    multipliers,
    next(untilShare, isFirst = false) {
      if (isFirst) turns = 0;
      const { seconds, elapsed, stopRequested } = control;
      const [from, until] = [elapsed(), untilShare * (seconds ?? 0)];
      const isWhole = turns % 2 === 0;
      const length = isWhole ? days : Math.min(days, WINDOWS[random.below(WINDOWS.length)] as number);
      // As in the search, windows reach over both edges.
      const firstDay = Math.max(0, Math.min(days - length, random.below(days + length) - length));
      const softest = SOFTEST[turns === 0 ? 0 : random.below(SOFTEST.length)] as number;
      turns++;
      const most = seconds === undefined ? Math.ceil(LINES_WITHOUT_CLOCK / employees.length) : passes;
      const old = [...assignment.lines];
      const isSlow = (made: number): boolean => {
        if (seconds === undefined || days >= SHORT_DAYS || made < TIMED_PASSES) return false;
        return ((elapsed() - from) / made) * most > SLOW_SHARE * seconds;
      };
      const gain = sweep(assignment, {
        window: { firstDay, endDay: firstDay + length },
        employees,
        values: task.values,
        softest,
        // Where passes are counted, it would save nothing.
        isChoosy: days < SHORT_DAYS && seconds !== undefined,
        elapsed: (made) => {
          if (stopRequested() || closed(assignment.points())) return 1;
          const time = seconds === undefined ? 0 : (elapsed() - from) / Math.max(1e-3, until - from);
          return isSlow(made) ? time : Math.max(time, made / Math.min(most, passes));
        },
      });
      for (const [employee, line] of assignment.lines.entries()) {
        if (line !== undefined && line !== old[employee]) task.keep(employee, line);
      }
      if (gain <= 0 && isWhole) passes = Math.min(MOST_PASSES, passes * MORE);
      return gain;
    },
  };
}
