import { bendsOf, type DemandTable, rowCost, valueOfOneMore, valueOfWeight } from './demand.ts';

/** What each unit of somebody who counts `weight` is worth in a row that has `count` without her. */
export type RowWorth = (row: number, count: number, weight: number) => number;

/**
 * Values of rows that are drawn to what the rows cost at the roster at hand: the augmented Lagrangian of the cover (Hestenes 1969, Powell 1969). A row that is short of the
 * count at which its cost and the value of those counted are least is worth more than its multiplier by its stiffness for each person, one above it less; never beyond what
 * the row truly costs. Soft at first, these are the prices of the linear program, in the end the cover as it is.
 */
export type RowMultipliers = {
  readonly worth: RowWorth;
  /** Begins anew from the given values, 0 where there are none. */
  readonly begin: (values: Float64Array | undefined) => void;
  /** Takes newer values in: the multipliers move by what these differ from the ones before, and begin anew at them where there were none. */
  readonly follow: (values: Float64Array) => void;
  /** The multipliers of all rows now: those given where a row was not asked for. */
  readonly values: () => Float64Array;
  /** Sets how much of the bend of a row's cost at its target each person is worth. */
  readonly stiffen: (stiffness: number) => void;
  /** Moves the multipliers of all rows that were asked for since `begin`, by a share of what they are worth beside them. */
  readonly move: (counts: Float64Array, share: number) => void;
};

const LEAST = 1e-6;

export function rowMultipliers(table: DemandTable): RowMultipliers {
  const { rows, demandRows, target } = table;
  const bends: (readonly number[] | undefined)[] = new Array<readonly number[] | undefined>(rows).fill(undefined);
  const bend = Float64Array.from({ length: rows }, (_, row) => {
    const at = target[row] as number;
    return valueOfOneMore(table, row, at - 1) - valueOfOneMore(table, row, at);
  });
  const multiplier = new Float64Array(rows);
  /** Counts between which the cost of a row and the value of those counted are least. */
  const [from, to] = [new Float64Array(rows), new Float64Array(rows)];
  const isAsked = new Uint8Array(rows);
  const asked: number[] = [];
  let given: Float64Array | undefined;
  let stiffness = 0;

  const lastBend = (own: readonly number[]): number => own.reduce((most, count) => Math.max(most, count), 0);

  /** The value of a row, or the next one that its cost has a place for. */
  const within = (row: number, value: number): number => {
    const own = (bends[row] ??= bendsOf(table, row));
    const [most, least] = [valueOfOneMore(table, row, Math.min(...own)), valueOfOneMore(table, row, lastBend(own))];
    return Math.min(most, Math.max(least, value));
  };

  const settle = (row: number, value: number): void => {
    const kept = within(row, value);
    const own = bends[row] as readonly number[];
    const last = lastBend(own);
    const least = valueOfOneMore(table, row, last);
    multiplier[row] = kept;
    let cheapest = Number.POSITIVE_INFINITY;
    for (const count of own) {
      const cost = rowCost(table, row, count) + kept * count;
      if (cost < cheapest - LEAST) {
        cheapest = cost;
        from[row] = count;
        to[row] = count;
      } else if (cost <= cheapest + LEAST) {
        from[row] = Math.min(from[row] as number, count);
        to[row] = Math.max(to[row] as number, count);
      }
    }
    if (to[row] === last && kept <= least + LEAST) to[row] = Number.POSITIVE_INFINITY;
  };

  return {
    begin(values) {
      for (const row of asked) isAsked[row] = 0;
      asked.length = 0;
      given = values;
    },
    follow(values) {
      for (const row of asked) {
        const now = within(row, values[row] as number);
        const before = given === undefined ? undefined : within(row, given[row] as number);
        if (now !== before) settle(row, before === undefined ? now : (multiplier[row] as number) + now - before);
      }
      given = values;
    },
    values: () =>
      Float64Array.from({ length: rows }, (_, row) =>
        isAsked[row] === 1 ? (multiplier[row] as number) : (given?.[row] ?? 0),
      ),
    stiffen(value) {
      stiffness = value;
    },
    worth(row, count, weight) {
      if (weight === 0) return 0;
      if (isAsked[row] === 0) {
        isAsked[row] = 1;
        asked.push(row);
        settle(row, given?.[row] ?? 0);
      }
      const now = row < demandRows ? valueOfOneMore(table, row, count) : valueOfWeight(table, row, count, weight);
      const value = multiplier[row] as number;
      const stiff = stiffness * (bend[row] as number);
      const middle = count + weight / 2;
      if (now > value) return Math.min(now, value + stiff * Math.max(0, (from[row] as number) - middle));
      return Math.max(now, value - stiff * Math.max(0, middle - (to[row] as number)));
    },
    move(counts, share) {
      for (const row of asked) {
        const count = counts[row] as number;
        const beside = Math.min(to[row] as number, Math.max(from[row] as number, count)) - count;
        if (beside !== 0) settle(row, (multiplier[row] as number) + share * stiffness * (bend[row] as number) * beside);
      }
    },
  };
}
