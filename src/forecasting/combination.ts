import type { Holdout } from './rolling-origin.ts';

/** Price of unequal weights as a share of the error, so that members that do equally well share; with fewer origins it grows with the square of their number. */
const EQUALITY_PRICE = 0.02;
const MANY_ORIGINS = 26;
const MOST_EQUALITY_PRICE = 0.5;
/** An origin at which half of the days were known weighs an eighth. */
const TRUST_POWER = 3;
const ROUNDS = 120;
/** Step of the first round, in units of the error's own scale; later ones fall with the root of their number. */
const FIRST_STEP = 8;
/** Share of the error that members from elsewhere must be worth. */
const LEAST_GAIN = 0.03;
/** Weights below it are left out at the end. */
const LEAST_WEIGHT = 0.02;

/**
 * Weights of the members (at least 0, they sum to 1) with the least absolute error over the holdout, a little pulled towards equal ones,
 * by exponentiated gradient descent from equal weights (Kivinen & Warmuth 1997). A member without a forecast somewhere gets 0. Without a holdout the usable members
 * share equally. Members from `own` on take part only where the error falls by a hundredth with them: less may be chance.
 */
export function chooseWeights(whole: Holdout, usable: readonly boolean[], own = usable.length): readonly number[] {
  const holdout = thinned(whole);
  const trust = trustOf(holdout);
  const members = usable.map((each, member) => {
    const values = holdout.members[member];
    return each && (values === undefined || !values.some(Number.isNaN));
  });
  const ofOwn = members.map((each, member) => each && member < own);
  const alone = descend(holdout, trust, ofOwn);
  if (!members.some((each, member) => each && member >= own) || holdout.actual.length === 0) return alone;
  const together = descend(holdout, trust, members);
  const most = (1 - LEAST_GAIN) * absoluteError(holdout, trust, alone);
  return absoluteError(holdout, trust, together) < most ? together : alone;
}

function descend(holdout: Holdout, trust: Float64Array, members: readonly boolean[]): readonly number[] {
  const free = members.flatMap((each, member) => (each ? [member] : []));
  const equal = members.map((each) => (each ? 1 / free.length : 0));
  const size = holdout.actual.length;
  if (size === 0 || free.length < 2) return equal;
  const scale = absoluteError(holdout, trust, equal);
  if (scale === 0) return equal;
  const dear = equalityPrice(holdout);
  let weights: readonly number[] = equal;
  let best = equal;
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const forecast = combine(holdout, weights);
    let error = 0;
    const slopes = new Float64Array(members.length);
    for (let index = 0; index < size; index += 1) {
      const off = (forecast[index] as number) - (holdout.actual[index] as number);
      error += (trust[index] as number) * Math.abs(off);
      forecast[index] = (trust[index] as number) * Math.sign(off);
    }
    for (const member of free) {
      const values = holdout.members[member] as Float64Array;
      let slope = 0;
      for (let index = 0; index < size; index += 1) slope += (forecast[index] as number) * (values[index] as number);
      slopes[member] = slope / scale + 2 * dear * ((weights[member] as number) - 1 / free.length);
    }
    let unequal = 0;
    for (const member of free) unequal += ((weights[member] as number) - 1 / free.length) ** 2;
    const price = error / scale + dear * unequal;
    if (price < least) {
      least = price;
      best = [...weights];
    }
    const mean = free.reduce((sum, member) => sum + (weights[member] as number) * (slopes[member] as number), 0);
    const step = FIRST_STEP / Math.sqrt(round + 1);
    const grown = weights.map((weight, member) => weight * Math.exp(-step * ((slopes[member] as number) - mean)));
    const sum = grown.reduce((total, each) => total + each, 0);
    weights = grown.map((each) => each / sum);
  }
  const cut = best.map((each) => (each < LEAST_WEIGHT ? 0 : each));
  const sum = cut.reduce((total, each) => total + each, 0);
  return cut.map((each) => each / sum);
}

/** Steps that hit all slots and weekdays alike: primes that divide neither a day's slots nor a week. */
const STRIDES: readonly number[] = [1, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47];
/** Elements that tell the weights as well as all of them. */
const ENOUGH = 16_000;

/** A holdout of which only every so many elements are kept where there are very many. */
function thinned(holdout: Holdout): Holdout {
  const stride = STRIDES.find((each) => holdout.actual.length / each <= ENOUGH) ?? STRIDES.at(-1);
  if (stride === undefined || stride === 1) return holdout;
  const floats = (values: Float64Array) => values.filter((_, index) => index % stride === 0);
  const bytes = (values: Uint8Array) => values.filter((_, index) => index % stride === 0);
  return {
    origins: holdout.origins,
    actual: floats(holdout.actual),
    weekBefore: floats(holdout.weekBefore),
    origin: bytes(holdout.origin),
    ahead: bytes(holdout.ahead),
    slot: holdout.slot.filter((_, index) => index % stride === 0),
    places: floats(holdout.places),
    specialVariance: floats(holdout.specialVariance),
    members: holdout.members.map(floats),
  };
}

/** What each origin tells of the next one: less where much less was known at it. */
function trustOfOrigins(origins: readonly number[]): readonly number[] {
  const newest = origins.at(-1) ?? 1;
  return origins.map((known) => (known / newest) ** TRUST_POWER);
}

function trustOf({ origin, origins }: Holdout): Float64Array {
  const trust = trustOfOrigins(origins);
  return Float64Array.from(origin, (each) => trust[each] as number);
}

/** Few origins tell little of which member is best. Trusted unequally they count for fewer (Kish 1965). */
function equalityPrice({ origins }: Holdout): number {
  const trust = trustOfOrigins(origins);
  const sum = trust.reduce((total, each) => total + each, 0);
  const squares = trust.reduce((total, each) => total + each * each, 0);
  return Math.min(MOST_EQUALITY_PRICE, EQUALITY_PRICE * Math.max(1, (MANY_ORIGINS * squares) / sum ** 2) ** 2);
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

function absoluteError(holdout: Holdout, trust: Float64Array, weights: readonly number[]): number {
  const forecast = combine(holdout, weights);
  let error = 0;
  for (let index = 0; index < forecast.length; index += 1) {
    error += (trust[index] as number) * Math.abs((forecast[index] as number) - (holdout.actual[index] as number));
  }
  return error;
}
