import { fromHours, type HoursQuestion, parseHours } from '../../contract/hours-mapping.ts';
import { makeHours } from '../../planning/hours.ts';
import type { Operation } from '../operation.ts';

/** POST /v1/hours: what is scheduled and worked to hours, limits and breaches. */
export const hours: Operation<HoursQuestion> = {
  read: parseHours,
  make: ({ view, ...request }) => ({ ok: true, value: fromHours(request.team, makeHours(request), view) }),
};
