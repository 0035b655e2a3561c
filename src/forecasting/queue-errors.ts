import type { ReconciledError } from '../domain/queue-forecasts.ts';
import type { Forecaster } from './forecaster.ts';
import type { PastErrors } from './queue-correlation.ts';
import { reconcile, type SumOf } from './reconcile.ts';

/** Width of an 80 per cent range in standard deviations of a normal distribution. */
const SIGMAS_OF_80 = 2.563;

/**
 * Reconciles the past forecasts of all nodes (queues, then sums) in the intervals that all of them know, and says how far off each was alone and together. The
 * correlations were learned from the same errors, which flatters the second a little.
 */
export function measureTogether(
  nodes: readonly Forecaster[],
  past: readonly PastErrors[],
  correlation: Float64Array,
  sums: readonly SumOf[],
  queues: number,
): readonly ReconciledError[] {
  const places = past.map((one) => new Map(Array.from(one.places, (place, index) => [place, index])));
  const totals = nodes.map(() => ({ alone: 0, together: 0, actual: 0 }));
  for (const place of places[0]?.keys() ?? []) {
    const at = places.map((known) => known.get(place));
    if (at.includes(undefined)) continue;
    const base = Float64Array.from(past, (one, node) => one.expected[at[node] as number] as number);
    const sigmas = Float64Array.from(past, (one, node) => {
      const ahead = one.ahead[at[node] as number] as number;
      const { lower80, upper80 } = (nodes[node] as Forecaster).rangeOf(base[node] as number, ahead);
      return (upper80 - lower80) / SIGMAS_OF_80;
    });
    const found = reconcile(base, sigmas, correlation, sums);
    totals.forEach((total, node) => {
      const actual = past[node]?.actual[at[node] as number] as number;
      const parts = node < queues ? [node] : (sums[node - queues] as SumOf);
      const reconciled = parts.reduce((sum, part) => sum + (found[part] as number), 0);
      total.alone += Math.abs((base[node] as number) - actual);
      total.together += Math.abs(reconciled - actual);
      total.actual += actual;
    });
  }
  return totals.map(({ alone, together, actual }) =>
    actual > 0
      ? { wapeAlone: alone / actual, wapeTogether: together / actual }
      : { wapeAlone: null, wapeTogether: null },
  );
}
