import { csvOf } from './csv-of.ts';
import type { ForecastRead } from './forecast.ts';

/** A row per interval. */
export function forecastCsv({ points }: ForecastRead): string {
  return csvOf(
    [
      ['start', (point) => point.start],
      ['end', (point) => point.end],
      ['open', (point) => point.open],
      ['expected', (point) => point.expected],
      ['lower80', (point) => point.lower80],
      ['upper80', (point) => point.upper80],
      ['lower95', (point) => point.lower95],
      ['upper95', (point) => point.upper95],
      ['ahtSeconds', (point) => point.ahtSeconds],
      ['ahtLower80', (point) => point.ahtRange?.lower80],
      ['ahtUpper80', (point) => point.ahtRange?.upper80],
      ['ahtLower95', (point) => point.ahtRange?.lower95],
      ['ahtUpper95', (point) => point.ahtRange?.upper95],
    ],
    points,
  );
}
