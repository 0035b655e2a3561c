import { fromForecast } from '../../contract/forecast-mapping.ts';
import { type ForecastRequest, parseForecastRequest } from '../../contract/requests.ts';
import { makeForecast, modelsOf } from '../../planning/forecast.ts';
import { mapped, type Operation } from '../operation.ts';

/** POST /v1/forecasts: history to forecast. */
export const forecasts: Operation<ForecastRequest> = {
  read: parseForecastRequest,
  make: async (request, { holidays, models }) =>
    mapped(makeForecast(request, holidays, await modelsOf(request.options, models)), fromForecast),
};
