import type { Holdout } from './rolling-origin.ts';

/** Weights are tried in steps of a tenth: finer ones do not differ on any series that was measured. */
const STEPS = 10;
/** Price of unequal weights as a share of the error, so that members that do equally well share. */
const EQUALITY_PRICE = 0.01;

/**
 * Weights of the members (they sum to 1) with the least absolute error over the holdout, a little pulled towards equal ones.
 * A member without a forecast somewhere gets 0. Without a holdout the usable members share equally.
 */
export function chooseWeights(holdout: Holdout, usable: readonly boolean[]): readonly number[] {
  const members = usable.map((each, member) => {
    const values = holdout.members[member];
    return each && (values === undefined || !values.some(Number.isNaN));
  });
  const free = members.flatMap((each, member) => (each ? [member] : []));
  if (holdout.actual.length === 0) return members.map((each) => (each ? 1 / free.length : 0));
  let best: readonly number[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const shares of compositions(STEPS, free.length)) {
    const weights = usable.map((_, member) => {
      const place = free.indexOf(member);
      return place < 0 ? 0 : (shares[place] as number) / STEPS;
    });
    let unequal = 0;
    for (const member of free) unequal += ((weights[member] as number) - 1 / free.length) ** 2;
    const error = absoluteError(holdout, weights) * (1 + EQUALITY_PRICE * unequal);
    if (error >= least) continue;
    least = error;
    best = weights;
  }
  return best;
}

/** Forecasts of the combination for every element of the holdout. */
export function combine(holdout: Holdout, weights: readonly number[]): Float64Array {
  const sums = new Float64Array(holdout.actual.length);
  weights.forEach((weight, member) => {
    if (weight === 0) return;
    const values = holdout.members[member] as Float64Array;
    for (let index = 0; index < sums.length; index += 1) {
      sums[index] = (sums[index] as number) + weight * (values[index] as number);
    }
  });
  return sums;
}

function absoluteError(holdout: Holdout, weights: readonly number[]): number {
  const forecast = combine(holdout, weights);
  let error = 0;
  for (let index = 0; index < forecast.length; index += 1) {
    error += Math.abs((forecast[index] as number) - (holdout.actual[index] as number));
  }
  return error;
}

/** All ways to write `total` as an ordered sum of `parts` integers from 0. */
function compositions(total: number, parts: number): readonly (readonly number[])[] {
  if (parts <= 1) return parts === 1 ? [[total]] : [[]];
  return Array.from({ length: total + 1 }, (_, first) => first).flatMap((first) =>
    compositions(total - first, parts - 1).map((rest) => [first, ...rest]),
  );
}
