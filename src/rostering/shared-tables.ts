import type { Shift } from '../domain/shift.ts';
import type { Primitive, Priced } from '../rules/rule.ts';

/** Shapes of a day that leave the same state behind: only the cheapest of them can be in a best line. */
export type Bucket = {
  readonly entry: number;
  readonly next: number;
  /** What the automata see of it. */
  readonly symbol: number;
  /** Weight per lane. */
  readonly weights: Int32Array;
  readonly shapes: Int32Array;
};

type Row = Int32Array | Uint8Array;

type Weighing = Extract<Primitive, { kind: 'sum' }> | Extract<Priced, { kind: 'sum-price' }>;
type Allowing = Extract<Primitive, { kind: 'allow' }>;

/** What the weights of a day have in common: their greatest common divisor, and the largest of them. */
export type RowFacts = { readonly unit: number; readonly most: number };

/**
 * Tables that line models have in common: rows of a day with equal numbers are one object, and what was computed of a primitive, or of rows, is kept. A
 * problem has as many models as employees who differ, and most of their rows are equal.
 */
export type SharedTables = {
  /** The one row with these numbers, and a number of its own. */
  readonly shared: <R extends Row>(row: R) => R;
  readonly numberOf: (row: Row | undefined) => number;
  /** Weights of all shapes of each day of a sum; undefined on other days. */
  readonly weights: (primitive: Weighing) => readonly (Int32Array | undefined)[];
  /** The row with 0 where `allowed` is 0. */
  readonly masked: (row: Int32Array, allowed: Uint8Array) => Int32Array;
  readonly factsOf: (row: Int32Array) => RowFacts;
  readonly scaled: (row: Int32Array, unit: number) => Int32Array;
  /** Shapes of each day that a primitive allows; undefined where it forbids none. */
  readonly allowed: (primitive: Allowing) => readonly (Uint8Array | undefined)[];
  /** The buckets of a day by the rows that they are made of. */
  readonly buckets: (rows: readonly (Row | undefined)[], make: () => readonly Bucket[]) => readonly Bucket[];
};

export function gcd(a: number, b: number): number {
  let x = Math.abs(a);
  let y = Math.abs(b);
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

function sameRow(a: Row, b: Row): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

/** Tables over `shifts[day][shape]`, empty at first. */
export function sharedTables(shifts: readonly (readonly Shift[])[]): SharedTables {
  const known = { bytes: new Map<number, Uint8Array[]>(), words: new Map<number, Int32Array[]>() };
  const numbers = new Map<Row, number>();
  const aliases = new WeakMap<Row, number>();
  const facts = new WeakMap<Int32Array, RowFacts>();
  const scales = new WeakMap<Int32Array, Map<number, Int32Array>>();
  const weights = new WeakMap<Weighing, readonly (Int32Array | undefined)[]>();
  const allowances = new WeakMap<Allowing, readonly (Uint8Array | undefined)[]>();
  const masks = new Map<number, Int32Array>();
  const buckets = new Map<string, readonly Bucket[]>();

  const shared = <R extends Row>(row: R): R => {
    let digest = row.length;
    for (let index = 0; index < row.length; index++) digest = (Math.imul(digest, 31) + (row[index] as number)) | 0;
    const map = (row instanceof Uint8Array ? known.bytes : known.words) as Map<number, Row[]>;
    const others = map.get(digest);
    const old = others?.find((one) => sameRow(one, row));
    if (old !== undefined) return old as R;
    if (others === undefined) map.set(digest, [row]);
    else others.push(row);
    numbers.set(row, numbers.size + 1);
    return row;
  };

  const numberOf = (row: Row | undefined): number => {
    if (row === undefined) return 0;
    const known = numbers.get(row) ?? aliases.get(row);
    if (known !== undefined) return known;
    const number = numbers.get(shared(row)) as number;
    aliases.set(row, number);
    return number;
  };

  return {
    shared,
    numberOf,
    weights: (primitive) => {
      const old = weights.get(primitive);
      if (old !== undefined) return old;
      const { firstDay, endDay, weigh } = primitive;
      const made = shifts.map((ofDay, day) =>
        day < firstDay || day >= endDay ? undefined : shared(Int32Array.from(ofDay, (shift) => weigh(day, shift))),
      );
      weights.set(primitive, made);
      return made;
    },
    masked: (row, allowed) => {
      // As many rows as there are numbers below this are more than any memory holds.
      const key = numberOf(row) * 2 ** 26 + numberOf(allowed);
      const old = masks.get(key);
      if (old !== undefined) return old;
      const made = shared(row.map((weight, shape) => (allowed[shape] === 0 ? 0 : weight)));
      masks.set(key, made);
      return made;
    },
    factsOf: (row) => {
      const old = facts.get(row);
      if (old !== undefined) return old;
      let [unit, most] = [0, 0];
      for (const weight of row) {
        if (weight < 0) throw new Error('a counter has a negative weight');
        unit = gcd(unit, weight);
        most = Math.max(most, weight);
      }
      const made = { unit, most };
      facts.set(row, made);
      return made;
    },
    scaled: (row, unit) => {
      if (unit === 1) return row;
      const ofRow = scales.get(row) ?? new Map<number, Int32Array>();
      scales.set(row, ofRow);
      const old = ofRow.get(unit);
      if (old !== undefined) return old;
      const made = shared(row.map((weight) => weight / unit));
      ofRow.set(unit, made);
      return made;
    },
    allowed: (primitive) => {
      const old = allowances.get(primitive);
      if (old !== undefined) return old;
      const made = shifts.map((ofDay, day) => {
        const row = Uint8Array.from(ofDay, (shift) => (primitive.allows(day, shift) ? 1 : 0));
        return row.includes(0) ? shared(row) : undefined;
      });
      allowances.set(primitive, made);
      return made;
    },
    buckets: (rows, make) => {
      const key = rows.map(numberOf).join(' ');
      const old = buckets.get(key);
      if (old !== undefined) return old;
      const made = make();
      buckets.set(key, made);
      return made;
    },
  };
}
