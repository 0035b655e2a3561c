import type { Holdout } from './rolling-origin.ts';

/** Without the combination's own descent members weigh by this power of 1 / error: one that errs by a tenth more weighs a seventh. */
const PRIOR_POWER = 20;
/** Price of weights apart from these, as a share of the error. */
const PRIOR_PRICE = 0.3;
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
 * Weights of the members (at least 0, they sum to 1) with the least absolute error over the holdout, pulled towards those that each has by its own error
 * (as Bates & Granger 1969 have them, with a higher power), by exponentiated gradient descent from these (Kivinen & Warmuth 1997). A member without a forecast somewhere gets 0. Without a holdout the usable members
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
  const prior = priorWeights(holdout, trust, members);
  const size = holdout.actual.length;
  if (size === 0 || free.length < 2) return prior;
  const scale = absoluteError(holdout, trust, prior);
  if (scale === 0) return prior;
  let weights = prior;
  let best = prior;
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
      slopes[member] = slope / scale + 2 * PRIOR_PRICE * ((weights[member] as number) - (prior[member] as number));
    }
    const apart = free.reduce((sum, each) => sum + ((weights[each] as number) - (prior[each] as number)) ** 2, 0);
    const price = error / scale + PRIOR_PRICE * apart;
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

/** What each member weighs by its error alone; members without one share. */
function priorWeights(holdout: Holdout, trust: Float64Array, members: readonly boolean[]): readonly number[] {
  const errors = members.map((each, member) => {
    const alone = members.map((_, other) => (other === member ? 1 : 0));
    return each ? absoluteError(holdout, trust, alone) : Number.POSITIVE_INFINITY;
  });
  const least = Math.min(...errors);
  const shares = errors.map((error) => (error > least ? (least / error) ** PRIOR_POWER : 1));
  const sum = shares.reduce((total, share, member) => total + (members[member] ? share : 0), 0);
  return shares.map((share, member) => (members[member] ? share / sum : 0));
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
