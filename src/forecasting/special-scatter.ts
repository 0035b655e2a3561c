import { stabilised } from './ranges.ts';
import type { Holdout } from './rolling-origin.ts';

/** Factors that are tried on the variance of special days. */
const FACTORS: readonly number[] = Array.from({ length: 13 }, (_, step) => 2 ** (step / 2 - 4));
/** The factor before any special day was seen, and the standard deviation of its log. */
const PRIOR = 0.5;
const PRIOR_SD = 0.7;
/** An error beyond so many standard deviations counts as so many. */
const MOST_SIGMAS = 3;

type Day = { readonly error: number; readonly forecast: number; readonly variance: number };

/**
 * How many times the variance that the regression assumes of special days their totals had over the origins: what it assumes before it has seen any is the same for all series, and the holidays of one
 * differ far more than those of another. Maximum a posteriori of a log-normal prior, from the errors of day totals on the root scale; the prior's own where no day was special.
 */
export function specialFactor(holdout: Holdout, forecast: Float64Array): number {
  const days = daysOf(holdout, forecast);
  const ordinary = medianSquare(days.filter(({ variance }) => variance === 0).map(({ error }) => error));
  const special = days.filter(({ variance, forecast: total }) => variance > 0 && total > 0);
  if (special.length === 0 || !(ordinary > 0)) return PRIOR;
  let best = PRIOR;
  let most = Number.NEGATIVE_INFINITY;
  for (const factor of FACTORS) {
    let likely = -0.5 * (Math.log(factor / PRIOR) / PRIOR_SD) ** 2;
    for (const { error, forecast: total, variance } of special) {
      const expected = ordinary + (factor * total * variance) / 4;
      likely -= 0.5 * (Math.log(expected) + Math.min(MOST_SIGMAS ** 2, error ** 2 / expected));
    }
    if (likely > most) {
      most = likely;
      best = factor;
    }
  }
  return best;
}

function daysOf({ origin, ahead, actual, specialVariance }: Holdout, forecast: Float64Array): readonly Day[] {
  const days: Day[] = [];
  for (let from = 0; from < actual.length; ) {
    let [end, came, expected] = [from, 0, 0];
    while (end < actual.length && origin[end] === origin[from] && ahead[end] === ahead[from]) {
      came += actual[end] as number;
      expected += forecast[end] as number;
      end += 1;
    }
    const error = stabilised(came) - stabilised(expected);
    days.push({ error, forecast: expected, variance: specialVariance[from] as number });
    from = end;
  }
  return days;
}

function medianSquare(errors: readonly number[]): number {
  const sizes = Float64Array.from(errors, Math.abs).sort();
  return (1.4826 * (sizes[Math.floor(sizes.length / 2)] ?? 0)) ** 2;
}
