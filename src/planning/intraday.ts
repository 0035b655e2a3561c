import type { Forecast, IntradayActual } from '../domain/forecast.ts';
import type { Instant } from '../domain/units.ts';
import { updateWithinDay } from '../forecasting/intraday.ts';

/** Forecast and what came of it up to an instant, to the forecast of what is left. */
export function makeIntradayUpdate(request: {
  readonly forecast: Forecast;
  readonly actuals: readonly IntradayActual[];
  readonly asOf: Instant;
}): Forecast {
  return updateWithinDay(request.forecast, request.actuals, request.asOf);
}
