import type { ServiceMiss, MissRequest } from '../domain/service-miss.ts';
import type { ForecastAccuracy, TrackedQueue } from '../domain/tracking.ts';
import { trackForecasts } from '../forecasting/tracking.ts';
import { explainMiss } from '../staffing/service-miss.ts';

/** Forecasts and what came, to their accuracy. */
export function makeAccuracy(request: {
  readonly queues: readonly TrackedQueue[];
  readonly falseAlarmDays: number;
}): ForecastAccuracy {
  return trackForecasts(request.queues, request.falseAlarmDays);
}

/** Plan and what came, to the parts of a miss in service level. */
export function makeServiceMiss(request: MissRequest): ServiceMiss {
  return explainMiss(request);
}
