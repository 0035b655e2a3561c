import type { CodedLine, Instance } from './instance.ts';
import type { ShapeSet } from './shapes.ts';

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

/** How large a problem is, and how the breaks of its shapes are written down. */
export type ExchangeForm = {
  readonly employees: number;
  readonly days: number;
  readonly rows: number;
  readonly places: PlaceCode;
};

/** Numbers of placements are given in the order of asking, another in each thread: between threads a placement is told by its options. */
export type PlaceCode = {
  /** Whole numbers for the breaks of one shift. */
  readonly width: number;
  readonly write: (day: number, shape: number, place: number, into: Int32Array, at: number) => void;
  readonly read: (day: number, shape: number, from: Int32Array, at: number) => number;
};

/** Stands behind the options of a placement that has fewer than there is room for. */
const NO_OPTION = -1;

export function placeCode({ byDay }: Pick<ShapeSet, 'byDay'>): PlaceCode {
  const planAt = (day: number, shape: number) => byDay[day]?.[shape]?.plan;
  let width = 1;
  for (const { plan } of byDay.flat()) {
    width = Math.max(width, plan?.items.reduce((sum, { count }) => sum + count, 0) ?? 0);
  }
  return {
    width,
    write(day, shape, place, into, at) {
      const options = planAt(day, shape)?.optionsOf(place) ?? [place];
      into.fill(NO_OPTION, at, at + width);
      into.set(options, at);
    },
    read(day, shape, from, at) {
      const plan = planAt(day, shape);
      const options = [...from.subarray(at, at + width)].filter((option) => option !== NO_OPTION);
      return plan === undefined ? (options[0] ?? 0) : plan.numberOf(options);
    },
  };
}

/** The form of an exchange between threads that compiled the same problem. */
export function exchangeForm({ kindOf, set, table }: Pick<Instance, 'kindOf' | 'set' | 'table'>): ExchangeForm {
  return { employees: kindOf.length, days: set.dates.length, rows: table.rows, places: placeCode(set) };
}

/** A lock and how often values were told, then the points and the bound as doubles; behind them the values and the lines. */
const HEAD_BYTES = 24;
const VALUE_BYTES = 8;
const BYTES = 4;
const FREE = 0;
const HELD = 1;
/** Milliseconds of one wait for the lock, and waits before a thread goes on without: who held it may have been ended. */
const WAIT_MILLISECONDS = 5;
const MOST_WAITS = 20;

/** Memory for the exchange of rosters of one problem, without a roster and with a bound of 0. */
export function exchangeMemory({ employees, days, rows, places }: ExchangeForm): SharedArrayBuffer {
  const each = (1 + places.width) * BYTES;
  const memory = new SharedArrayBuffer(HEAD_BYTES + rows * VALUE_BYTES + employees * days * each);
  new Float64Array(memory, 8, 1)[0] = Number.POSITIVE_INFINITY;
  return memory;
}

/**
 * An exchange over memory that threads share. Lines are codes of the shapes of one problem, which every thread enumerates in the same order, and of the options of its plans of breaks.
 * A reader or writer that does not get the lock does without: nothing waits for a thread that is gone.
 */
export function exchangeOver(memory: SharedArrayBuffer, { employees, days, rows, places }: ExchangeForm): Exchange {
  const [lock, told] = [new Int32Array(memory, 0, 1), new Int32Array(memory, 4, 1)];
  const rowValues = new Float64Array(memory, HEAD_BYTES, rows);
  const [best, bound] = [new Float64Array(memory, 8, 1), new Float64Array(memory, 16, 1)];
  const codes = new Int32Array(memory, HEAD_BYTES + rows * VALUE_BYTES);
  let heard = 0;
  const size = employees * days;
  const placeAt = (employee: number, day: number): number => size + (employee * days + day) * places.width;
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
          shapes.forEach((shape, day) => {
            places.write(day, shape, meals[day] as number, codes, placeAt(employee, day));
          });
        });
        best[0] = points;
      });
    },
    better(points) {
      if ((best[0] as number) >= points) return undefined;
      return locked(() => ({
        points: best[0] as number,
        lines: Array.from({ length: employees }, (_, employee) => {
          const shapes = codes.slice(employee * days, (employee + 1) * days);
          return { shapes, meals: shapes.map((shape, day) => places.read(day, shape, codes, placeAt(employee, day))) };
        }),
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
