import type { HighsModule } from '../lp/highs-engine.ts';
import type { LinePricer } from './best-line.ts';
import type { CodedLine, Instance } from './instance.ts';
import { partMaster, rowsOfPart } from './part-master.ts';
import { rootOf } from './part-solve.ts';

export type Stitching = {
  /** The roster around the windows: a line of everybody, and what all lines count in the rows. */
  readonly lines: readonly (CodedLine | undefined)[];
  readonly counts: Float64Array;
  /** Values to begin with, for rows that no window reaches too. */
  readonly values: Float64Array;
  readonly pricer: LinePricer;
  /** All points of whole rosters are multiples of it; 0 where nothing is known. */
  readonly step: number;
  /** Whether time is up, given the share of windows that are done; asked between windows with what the last took, and within them. */
  readonly expired: (done: number) => boolean;
};

/** Days of a window, and those by which the next begins later: values are taken from its middle, where what stands beside it matters least. */
const WINDOW = 28;
const STEP = 14;
/** Rounds of column generation in a window at most. */
const ROUNDS = 40;

/**
 * Values of the rows put together from linear programs of windows of days with everybody, each with the lines of a good roster around it. Programs of windows are solved in a thousandth of
 * the time of that of half a year, and their values are nearly those of the whole. Undefined where time is up before.
 */
export function stitchedValues(highs: HighsModule, instance: Instance, task: Stitching): Float64Array | undefined {
  const { lines, counts, pricer, step, expired } = task;
  const days = instance.set.dates.length;
  const employees = lines.map((_, employee) => employee);
  const values = Float64Array.from(task.values);
  const length = Math.min(days, WINDOW);
  const margin = (WINDOW - STEP) / 2;
  for (let from = 0; ; from += STEP) {
    const firstDay = Math.min(from, days - length);
    const endDay = firstDay + length;
    const isOver = (): boolean => expired(firstDay / days);
    if (isOver()) return undefined;
    const part = { firstDay, endDay, employees };
    const master = partMaster(highs, instance, pricer, part, lines, counts, isOver);
    try {
      for (const employee of employees) master.offer(employee, lines[employee] as CodedLine);
      const root = rootOf(master, { rounds: ROUNDS, expired: isOver, rowValues: values, step });
      if (root === undefined) return undefined;
      const middle = {
        firstDay: firstDay === 0 ? 0 : firstDay + margin,
        endDay: endDay === days ? days : endDay - margin,
        employees,
      };
      rowsOfPart(instance, middle).forEach((isInside, row) => {
        if (isInside === 1) values[row] = root.values[row] as number;
      });
    } finally {
      master.dispose();
    }
    if (endDay === days) return values;
  }
}
