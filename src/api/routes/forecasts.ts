import { fromForecast } from '../../contract/forecast-mapping.ts';
import { parseForecastRequest } from '../../contract/requests.ts';
import type { Operation } from '../operation.ts';

/** POST /v1/forecasts: history to forecast. */
export const forecasts: Operation<'forecast'> = {
  task: 'forecast',
  prepare: (body) => {
    const read = parseForecastRequest(body);
    return read.ok ? { ok: true, value: { input: read.value, write: fromForecast } } : read;
  },
};
