import { fromForecast } from '../../contract/forecast-mapping.ts';
import { type ForecastRequest, parseForecastRequest } from '../../contract/requests.ts';
import { makeForecast } from '../../planning/forecast.ts';
import { mapped, type Operation } from '../operation.ts';

/** POST /v1/forecasts: history to forecast. */
export const forecasts: Operation<ForecastRequest> = {
  read: parseForecastRequest,
  make: (request, { holidays }) => mapped(makeForecast(request, holidays), fromForecast),
};
