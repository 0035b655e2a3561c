import { type Instance, shapeCost } from './instance.ts';
import { segmentsOf } from './demand.ts';

/** Prices further from a whole number than this are not whole. */
const WHOLE = 1e-9;
/** What rounding of sums may add to a bound. */
const SLACK = 1e-6;

/**
 * The largest whole number of points that all prices of a problem are multiples of, so that the points of every roster are; 0 where some are no whole
 * numbers, depend on more than shapes and counts of people, or change within a person.
 */
export function priceStep(instance: Instance): number {
  const { table, kinds, set, problem } = instance;
  if (problem.prices.hoursSpread !== 0 || table.team !== undefined) return 0;
  let step = 0;
  /** False where the price is no whole number. */
  const take = (price: number): boolean => {
    if (price === Number.POSITIVE_INFINITY) return true;
    const whole = Math.round(price);
    if (Math.abs(price - whole) > WHOLE) return false;
    step = gcd(step, Math.abs(whole));
    return true;
  };
  for (let row = 0; row < table.rows; row++) {
    if (!bendsAtPeople(instance, row)) return 0;
    for (const { price, units } of segmentsOf(table, row)) {
      if (units > 0 && !take(price)) return 0;
    }
  }
  for (const kind of kinds) {
    if (kind.rulePoints !== undefined) return 0;
    for (const points of kind.offCost) if (!take(points)) return 0;
    for (const shapes of set.byDay) {
      for (const [index, shape] of shapes.entries()) {
        const points = shapeCost(instance, kind, shape, index);
        if (!take(points)) return 0;
      }
    }
  }
  return step;
}

/** Whether the price of a row changes at whole people alone: a half of a person wanted is a half of its price. */
function bendsAtPeople({ table }: Instance, row: number): boolean {
  const isWhole = (people: number): boolean => Number.isInteger(people) || !Number.isFinite(people);
  const pieces = table.pieces?.[row];
  if (pieces !== undefined) return pieces.every(({ from, to }) => isWhole(from) && isWhole(to));
  return [table.floor, table.target, table.ceiling].every((level) => isWhole(level[row] as number));
}

/** A bound of rosters whose points are multiples of `step`, lifted to the next of these. */
export function liftedBound(bound: number, step: number): number {
  return step === 0 || !Number.isFinite(bound) ? bound : Math.max(bound, Math.ceil((bound - SLACK) / step) * step);
}

function gcd(a: number, b: number): number {
  let x = a;
  let y = b;
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}
