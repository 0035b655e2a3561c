import type { BacktestSummary, ForecastRange } from '../domain/forecast.ts';

/** One forecast interval that can be judged. `weekBefore` is NaN where the week before is not known. */
export type ScoredPoint = ForecastRange & {
  readonly actual: number;
  readonly expected: number;
  readonly weekBefore: number;
  /** A closed interval counts in the errors and not in the coverage. */
  readonly open: boolean;
};

/** Sums the points up; a ratio is null where its denominator is 0. */
export function summarise(points: Iterable<ScoredPoint>, origins: number, horizonDays: number): BacktestSummary {
  let count = 0;
  let absolute = 0;
  let signed = 0;
  let actual = 0;
  let comparable = 0;
  let naive = 0;
  let open = 0;
  let in80 = 0;
  let in95 = 0;
  for (const point of points) {
    const error = point.expected - point.actual;
    count += 1;
    absolute += Math.abs(error);
    signed += error;
    actual += point.actual;
    if (!Number.isNaN(point.weekBefore)) {
      comparable += Math.abs(error);
      naive += Math.abs(point.weekBefore - point.actual);
    }
    if (!point.open) continue;
    open += 1;
    if (point.actual >= point.lower80 && point.actual <= point.upper80) in80 += 1;
    if (point.actual >= point.lower95 && point.actual <= point.upper95) in95 += 1;
  }
  const ratio = (a: number, b: number) => (b > 0 ? a / b : null);
  return {
    origins,
    horizonDays,
    points: count,
    wape: ratio(absolute, actual),
    bias: ratio(signed, actual),
    mase: ratio(comparable, naive),
    coverage80: ratio(in80, open),
    coverage95: ratio(in95, open),
  };
}
