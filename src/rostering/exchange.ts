import type { CodedLine } from './instance.ts';

/** A roster that somebody else has found. */
export type FoundRoster = { readonly lines: readonly CodedLine[]; readonly points: number };

/** What searches of one problem in several threads tell each other: the best roster and the best bound. */
export type Exchange = {
  /** Leaves a roster for the others where it is the best so far. */
  readonly offer: (lines: readonly CodedLine[], points: number) => void;
  /** The best roster, where it costs less than `points`. */
  readonly better: (points: number) => FoundRoster | undefined;
  /** Points of the best roster; infinite where there is none. */
  readonly points: () => number;
  readonly raise: (bound: number) => void;
  readonly bound: () => number;
  /** Leaves the values of the rows that a linear program over all has found, for who has none. */
  readonly tellValues: (values: Float64Array) => void;
  /** Values that were told since the last call; undefined where there are none. */
  readonly newValues: () => Float64Array | undefined;
};

/** A lock and how often values were told, then the points and the bound as doubles; behind them the values and the lines. */
const HEAD_BYTES = 24;
const VALUE_BYTES = 8;
const BYTES = 4;
const FREE = 0;
const HELD = 1;
/** Milliseconds of one wait for the lock, and waits before a thread goes on without: who held it may have been ended. */
const WAIT_MILLISECONDS = 5;
const MOST_WAITS = 20;

/** Memory for the exchange of rosters of so many employees and days over so many rows, without a roster and with a bound of 0. */
export function exchangeMemory(employees: number, days: number, rows: number): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(HEAD_BYTES + rows * VALUE_BYTES + 2 * employees * days * BYTES);
  new Float64Array(memory, 8, 1)[0] = Number.POSITIVE_INFINITY;
  return memory;
}

/**
 * An exchange over memory that threads share. Lines are codes of the shapes of one problem, which every thread enumerates in the same order. A reader or writer
 * that does not get the lock does without: nothing waits for a thread that is gone.
 */
export function exchangeOver(memory: SharedArrayBuffer, employees: number, days: number, rows: number): Exchange {
  const [lock, told] = [new Int32Array(memory, 0, 1), new Int32Array(memory, 4, 1)];
  const rowValues = new Float64Array(memory, HEAD_BYTES, rows);
  const [best, bound] = [new Float64Array(memory, 8, 1), new Float64Array(memory, 16, 1)];
  const codes = new Int32Array(memory, HEAD_BYTES + rows * VALUE_BYTES);
  let heard = 0;
  const size = employees * days;
  // Who waited in vain once does not wait again until the lock was free: else each better roster would cost a whole wait.
  let waits = MOST_WAITS;
  const locked = <T>(work: () => T): T | undefined => {
    for (let wait = 0; Atomics.compareExchange(lock, 0, FREE, HELD) !== FREE; wait++) {
      if (wait >= waits) {
        waits = 0;
        return undefined;
      }
      Atomics.wait(lock, 0, HELD, WAIT_MILLISECONDS);
    }
    waits = MOST_WAITS;
    try {
      return work();
    } finally {
      Atomics.store(lock, 0, FREE);
      Atomics.notify(lock, 0);
    }
  };
  return {
    offer(lines, points) {
      if (points >= (best[0] as number)) return;
      locked(() => {
        if (points >= (best[0] as number)) return;
        lines.forEach(({ shapes, meals }, employee) => {
          codes.set(shapes, employee * days);
          codes.set(meals, size + employee * days);
        });
        best[0] = points;
      });
    },
    better(points) {
      if ((best[0] as number) >= points) return undefined;
      return locked(() => ({
        points: best[0] as number,
        lines: Array.from({ length: employees }, (_, employee) => ({
          shapes: codes.slice(employee * days, (employee + 1) * days),
          meals: codes.slice(size + employee * days, size + (employee + 1) * days),
        })),
      }));
    },
    points: () => best[0] as number,
    raise(value) {
      if (value <= (bound[0] as number)) return;
      locked(() => {
        bound[0] = Math.max(bound[0] as number, value);
      });
    },
    bound: () => bound[0] as number,
    tellValues(values) {
      locked(() => {
        rowValues.set(values);
        heard = (told[0] as number) + 1;
        told[0] = heard;
      });
    },
    newValues() {
      if ((told[0] as number) === heard) return undefined;
      return locked(() => {
        heard = told[0] as number;
        return Float64Array.from(rowValues);
      });
    },
  };
}
