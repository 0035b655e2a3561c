import { fromForecast } from '../../contract/forecast-mapping.ts';
import { type IntradayRequest, parseIntraday } from '../../contract/intraday.ts';
import { makeIntradayUpdate } from '../../planning/intraday.ts';
import type { Operation } from '../operation.ts';

/** POST /v1/intraday-updates: a forecast and what came of it so far, to the forecast of the rest. */
export const intradayUpdates: Operation<IntradayRequest> = {
  read: parseIntraday,
  make: (request) => ({ ok: true, value: fromForecast(makeIntradayUpdate(request)) }),
};
