import { fromQueueForecasts, parseQueueForecasts, type QueueForecastsInput } from '../../contract/queue-forecasts.ts';
import { modelsOf } from '../../planning/forecast.ts';
import { makeQueueForecasts } from '../../planning/queue-forecasts.ts';
import { mapped, type Operation } from '../operation.ts';

/** POST /v1/queue-forecasts: histories of several queues to forecasts that add up. */
export const queueForecasts: Operation<QueueForecastsInput> = {
  read: parseQueueForecasts,
  make: async (request, { holidays, models }) =>
    mapped(makeQueueForecasts(request, holidays, await modelsOf(request, models)), fromQueueForecasts),
};
