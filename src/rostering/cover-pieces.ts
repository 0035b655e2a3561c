import type { CoverStep } from '../domain/problem.ts';

/** A linear piece of a row's cost: price of a unit, how many units, and 1 where they are missing, -1 where they are too many. */
export type Segment = { readonly price: number; readonly units: number; readonly sign: 1 | -1 };

/** A segment by the counts of people between which it lies; nobody below `from` and behind `to` is in it. */
export type Piece = Omit<Segment, 'units'> & { readonly from: number; readonly to: number };

/** Levels of a row and the prices that all demands share, for one unit of it. */
export type PricedLevels = {
  readonly floor: number;
  readonly target: number;
  /** Infinite where there is none. */
  readonly ceiling: number;
  readonly priceFloor: number;
  readonly priceTarget: number;
  readonly priceOver: number;
  readonly priceCrowd: number;
};

/**
 * The pieces of a row's cost with the steps of its demand, from nobody on: between two numbers at which a price begins or ends it is linear. Steps
 * below end at the target at the latest and steps above begin there at the earliest, so the target costs nothing and the sum is convex.
 */
export function piecesOf(levels: PricedLevels, steps: readonly CoverStep[], unit: number): readonly Piece[] {
  const { floor, target, ceiling } = levels;
  const numbers = [0, floor, target, ceiling, ...steps.map(({ below, above }) => below ?? above)];
  const edges = [...new Set(numbers)].filter(Number.isFinite).sort((a, b) => a - b);
  return edges.map((from, index): Piece => {
    const isBelow = from < target;
    const flat = isBelow
      ? from < floor
        ? levels.priceFloor
        : levels.priceTarget
      : from < ceiling
        ? levels.priceOver
        : levels.priceCrowd;
    const more = steps.reduce((sum, { below, above, price }) => {
      const applies = isBelow ? below !== undefined && from < below : above !== undefined && from >= above;
      return applies ? sum + price * unit : sum;
    }, 0);
    return {
      from,
      to: edges[index + 1] ?? Number.POSITIVE_INFINITY,
      price: flat + more,
      sign: isBelow ? 1 : -1,
    };
  });
}

/** How many units of a piece a count takes. */
export function unitsIn({ from, to, sign }: Piece, count: number): number {
  return sign === 1 ? Math.max(0, to - Math.max(from, count)) : Math.max(0, Math.min(to, count) - from);
}

/** Cost of a count. */
export function piecesCost(pieces: readonly Piece[], count: number): number {
  let cost = 0;
  for (const piece of pieces) {
    const units = unitsIn(piece, count);
    if (units > 0) cost += units * piece.price;
  }
  return cost;
}
