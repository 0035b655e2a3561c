import type { LevelErrors } from '../domain/forecast-errors.ts';

/** Log error of a day's level, with the variance that its contacts' scatter gives it. Days of a series belong to one forecast. */
export type LevelError = {
  readonly series: number;
  readonly day: number;
  readonly error: number;
  readonly noise: number;
};

const SHARES: readonly number[] = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
const KEPT: readonly number[] = [0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99];
const LEAST_VARIANCE = 1e-6;

/**
 * Splits the variance of days' levels into a lasting and a daily part by maximum likelihood over a grid; a series' days are in order of time. The total
 * is the mean square, less the scatter.
 */
export function fitLevel(errors: readonly LevelError[]): LevelErrors {
  const total = Math.max(
    LEAST_VARIANCE,
    errors.reduce((sum, { error, noise }) => sum + error * error - noise, 0) / errors.length,
  );
  let best: LevelErrors = { lasting: 0, keptDaily: KEPT[0] as number, day: total };
  let most = Number.NEGATIVE_INFINITY;
  for (const share of SHARES) {
    for (const keptDaily of share === 0 ? KEPT.slice(0, 1) : KEPT) {
      const level = { lasting: share * total, keptDaily, day: (1 - share) * total };
      const found = likelihood(errors, level);
      if (found <= most) continue;
      most = found;
      best = level;
    }
  }
  return best;
}

function likelihood(errors: readonly LevelError[], { lasting, keptDaily, day }: LevelErrors): number {
  let sum = 0;
  let mean = 0;
  let variance = lasting;
  let last: LevelError | undefined;
  for (const each of errors) {
    const kept = last !== undefined && last.series === each.series ? keptDaily ** (each.day - last.day) : 0;
    mean *= kept;
    variance = kept * kept * variance + (1 - kept * kept) * lasting;
    const total = variance + day + each.noise + LEAST_VARIANCE;
    const miss = each.error - mean;
    sum -= Math.log(total) + (miss * miss) / total;
    mean += (variance / total) * miss;
    variance -= (variance * variance) / total;
    last = each;
  }
  return sum / 2;
}
