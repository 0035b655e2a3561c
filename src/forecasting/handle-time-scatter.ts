/**
 * Mean handle times around their forecast, as a ratio, are taken for gamma variables of mean 1: exact for exponential handle times, near for others once a few contacts are
 * averaged. The cube root of a gamma variable is nearly normal (Wilson & Hilferty 1931).
 */

/** Ratio to the mean at a standard normal deviate, for a ratio of this variance. */
export function ratioAt(deviate: number, variance: number): number {
  const ninth = variance / 9;
  return Math.max(LEAST_ROOT, 1 - ninth + deviate * Math.sqrt(ninth)) ** 3;
}

/** The standard normal deviate of a ratio of this variance: the inverse of `ratioAt`. */
export function deviateOf(ratio: number, variance: number): number {
  const ninth = variance / 9;
  return (Math.cbrt(ratio) - 1 + ninth) / Math.sqrt(ninth);
}

const LEAST_ROOT = 0.1;

/** Deviates beyond which a mean handle time is taken for a fault of the data and drawn in. */
const MOST_DEVIATION = 5;

/** A ratio drawn in to where one in two million lies beyond it. */
export function drawnIn(ratio: number, variance: number): number {
  return Math.min(ratioAt(MOST_DEVIATION, variance), Math.max(ratioAt(-MOST_DEVIATION, variance), ratio));
}

/** Mean counts above which 1 / n is as good as its series. */
const MANY = 30;

/**
 * How many contacts an interval's mean is taken over, where so many are expected: 1 / E(1 / n | n > 0) of a Poisson count. Never under 1, since a mean
 * needs a contact.
 */
export function contactsOfMean(expected: number): number {
  if (expected <= 0) return 1;
  if (expected > MANY) return expected - 1;
  let term = Math.exp(-expected);
  const some = -Math.expm1(-expected);
  let sum = 0;
  for (let n = 1; n <= 4 * MANY; n += 1) {
    term *= expected / n;
    sum += term / n;
  }
  return Math.max(1, some / sum);
}

/** Mean handle times that came: against their forecast, over so many contacts each. */
export type HandleTimeResiduals = {
  readonly ratio: Float64Array;
  readonly contacts: Float64Array;
};

/** Bounds of the 95 and 80 per cent ranges as ratios to the forecast, lowest first, of a mean over so many contacts. */
export type ScatterAround = (contacts: number) => readonly [number, number, number, number];

/** Variance of the level where less is known: it is wrong by a twentieth. */
export const ASSUMED_LEVEL = 0.0025;

const SHARES: readonly [number, number, number, number] = [0.025, 0.1, 0.9, 0.975];
const NORMAL: readonly [number, number, number, number] = [-1.959964, -1.281552, 1.281552, 1.959964];
const POOLS = 4;
const LEAST_IN_POOL = 250;
const LEAST_RESIDUALS = 60;
const MOMENT_ROUNDS = 3;

/**
 * Learns ranges of mean handle times. The variance of a ratio is `level + contact / contacts`, its level found by weighted moments; what remains of the shape is the
 * outer quantiles of past deviates, pooled by size. With fewer than 60 residuals they are those of a gamma variable whose level is wrong by a twentieth.
 */
export function learnScatter(residuals: HandleTimeResiduals, contact: number): ScatterAround {
  const { ratio, contacts } = residuals;
  if (ratio.length < LEAST_RESIDUALS) return scatterOf(ASSUMED_LEVEL, contact, []);
  let level = ASSUMED_LEVEL;
  for (let round = 0; round < MOMENT_ROUNDS; round += 1) {
    let sum = 0;
    let weights = 0;
    for (let index = 0; index < ratio.length; index += 1) {
      const chance = contact / (contacts[index] as number);
      const weight = 1 / (level + chance + 1e-9) ** 2;
      sum += weight * ((drawnIn(ratio[index] as number, level + chance) - 1) ** 2 - chance);
      weights += weight;
    }
    level = Math.max(1e-6, sum / weights);
  }
  const order = [...ratio.keys()].sort((a, b) => (contacts[a] as number) - (contacts[b] as number));
  const count = Math.max(1, Math.min(POOLS, Math.floor(order.length / LEAST_IN_POOL)));
  const pools = Array.from({ length: count }, (_, pool) => {
    const part = order.slice(
      Math.floor((pool * order.length) / count),
      Math.floor(((pool + 1) * order.length) / count),
    );
    const deviates = Float64Array.from(part, (each) =>
      deviateOf(ratio[each] as number, level + contact / (contacts[each] as number)),
    ).sort();
    const size = part.length;
    const at = SHARES.map((share) => {
      const place = share < 0.5 ? (size + 1) * share - 1 : size - (size + 1) * (1 - share);
      return deviates[Math.min(size - 1, Math.max(0, Math.round(place)))] as number;
    });
    const upTo = pool === count - 1 ? Number.POSITIVE_INFINITY : (contacts[part.at(-1) as number] as number);
    return { upTo, deviates: at };
  });
  return scatterOf(level, contact, pools);
}

function scatterOf(
  level: number,
  contact: number,
  pools: readonly { readonly upTo: number; readonly deviates: readonly number[] }[],
): ScatterAround {
  return (contacts) => {
    const variance = level + contact / contacts;
    const { deviates } = pools.find(({ upTo }) => contacts <= upTo) ?? { deviates: NORMAL };
    const at = (place: number) => ratioAt(deviates[place] as number, variance);
    const [lower80, upper80] = [Math.min(1, at(1)), Math.max(1, at(2))];
    return [Math.min(lower80, at(0)), lower80, upper80, Math.max(upper80, at(3))];
  };
}
