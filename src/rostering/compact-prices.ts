import type { modelBuilder } from '../lp/model.ts';
import type { Choice } from './compact-phases.ts';
import { type LineModel, sumPoints, type SumPrices } from './line-model.ts';

/** Columns of one employee that carry what her line costs beyond its shapes. */
export type PriceColumns = {
  /** Sets the columns to what a line costs. */
  readonly encode: (shapes: Int32Array, values: Float64Array) => void;
};

type Builder = Pick<ReturnType<typeof modelBuilder>, 'row' | 'column'>;

/** Differences of points below this are rounding. */
const ROUNDING = 1e-9;

/** Straight pieces whose upper envelope the points of a sum are, where they are convex: points >= at + slope * sum. */
function piecesOf(prices: SumPrices): readonly { readonly at: number; readonly slope: number }[] {
  const { points } = prices;
  const pieces: { at: number; slope: number }[] = [];
  for (let sum = 0; sum < points.length; sum++) {
    const slope = sumPoints(prices, sum + 1) - (points[sum] as number);
    const before = pieces.at(-1);
    if (before !== undefined && Math.abs(slope - before.slope) <= ROUNDING) continue;
    pieces.push({ at: (points[sum] as number) - slope * sum, slope });
  }
  return pieces;
}

/** Whether straight pieces can say the points of each sum: where each further unit costs at least as much as the one before. */
export function hasConvexPrices(model: LineModel): boolean {
  return model.counters.every(({ prices }) => {
    if (prices === undefined) return true;
    const pieces = piecesOf(prices);
    return pieces.every(({ slope }, index) => index === 0 || slope >= (pieces[index - 1] as { slope: number }).slope);
  });
}

/** Columns and rows for the prices of sums and of pairs of worked days of one employee's line; the prices must be convex. */
export function priceRowsOf(model: LineModel, own: readonly Choice[], builder: Builder): PriceColumns {
  const encoders = [...sumRows(model, own, builder), ...pairRows(model, own, builder)];
  return {
    encode: (shapes, values) => {
      for (const encode of encoders) encode(shapes, values);
    },
  };
}

type Encode = PriceColumns['encode'];

function sumRows(model: LineModel, own: readonly Choice[], builder: Builder): readonly Encode[] {
  return model.counters.flatMap(({ prices, weights }) => {
    if (prices === undefined) return [];
    const weightOf = (day: number, shape: number): number => weights[day]?.[shape] ?? 0;
    const first = prices.points[0] as number;
    // The points at a sum of 0 are in the model's constant.
    const column = builder.column(1, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, false);
    const weighed = own.filter(({ day, shape }) => weightOf(day, shape) > 0);
    for (const { at, slope } of piecesOf(prices)) {
      builder.row(
        at - first,
        Number.POSITIVE_INFINITY,
        [column, ...weighed.map((choice) => choice.column)],
        [1, ...weighed.map(({ day, shape }) => -slope * weightOf(day, shape))],
      );
    }
    return [
      (shapes: Int32Array, values: Float64Array): void => {
        const sum = shapes.reduce((total, shape, day) => total + (shape < 0 ? 0 : weightOf(day, shape)), 0);
        values[column] = sumPoints(prices, sum) - first;
      },
    ];
  });
}

/**
 * One column for each class of a day and each day that it reaches: at least the price of the shape worked there, where a shape of the class was worked and
 * nothing between. One shape a day makes that the sum of the prices.
 */
function pairRows(model: LineModel, own: readonly Choice[], builder: Builder): readonly Encode[] {
  const { order, days } = model;
  const { prices } = order;
  if (prices === undefined) return [];
  const encoders: Encode[] = [];
  const on = (day: number): readonly Choice[] => own.filter((choice) => choice.day === day);
  const classOf = (day: number, shape: number): number => (order.classes[day] as Int32Array)[shape] as number;
  for (let day = 0; day < days; day++) {
    for (let target = day + 1; target < Math.min(days, day + order.reach + 1); target++) {
      const entries = order.entryCount[target] as number;
      const priceOf = (cls: number, shape: number): number => {
        let now = cls;
        for (let off = day; off < target - 1; off++) now = (order.afterOff[off] as Int32Array)[now] as number;
        const entry = (order.entries[target] as Int32Array)[shape] as number;
        return (prices[target] as Float64Array)[now * entries + entry] as number;
      };
      for (const cls of new Set(on(day).map(({ shape }) => classOf(day, shape)))) {
        const seconds = on(target).filter(({ shape }) => priceOf(cls, shape) > 0);
        if (seconds.length === 0) continue;
        const most = Math.max(...seconds.map(({ shape }) => priceOf(cls, shape)));
        const firsts = on(day).filter(({ shape }) => classOf(day, shape) === cls);
        const between = own.filter((choice) => choice.day > day && choice.day < target);
        const column = builder.column(1, 0, most, false);
        builder.row(
          -most,
          Number.POSITIVE_INFINITY,
          [column, ...[...seconds, ...firsts, ...between].map((choice) => choice.column)],
          [
            1,
            ...seconds.map(({ shape }) => -priceOf(cls, shape)),
            ...firsts.map(() => -most),
            ...between.map(() => most),
          ],
        );
        encoders.push((shapes, values) => {
          const [first, second] = [shapes[day] as number, shapes[target] as number];
          const isPair = first >= 0 && second >= 0 && classOf(day, first) === cls;
          const isNext = shapes.subarray(day + 1, target).every((shape) => shape < 0);
          values[column] = isPair && isNext ? priceOf(cls, second) : 0;
        });
      }
    }
  }
  return encoders;
}
