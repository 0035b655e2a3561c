import { type AccuracyRequest, fromAccuracy, parseAccuracy } from '../../contract/accuracy.ts';
import { fromServiceMiss, parseServiceMiss } from '../../contract/service-miss.ts';
import { makeAccuracy, makeServiceMiss } from '../../planning/tracking.ts';
import type { Operation } from '../operation.ts';

/** POST /v1/forecast-accuracy: forecasts against what came. */
export const forecastAccuracy: Operation<AccuracyRequest> = {
  read: parseAccuracy,
  make: (request) => ({ ok: true, value: fromAccuracy(makeAccuracy(request)) }),
};

type MissRequest = Parameters<typeof makeServiceMiss>[0];

/** POST /v1/service-misses: the parts of a miss in service level. */
export const serviceMisses: Operation<MissRequest> = {
  read: parseServiceMiss,
  make: (request) => ({ ok: true, value: fromServiceMiss(makeServiceMiss(request)) }),
};
