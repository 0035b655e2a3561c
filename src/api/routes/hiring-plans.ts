import { fromHiringPlan, parseHiringPlan } from '../../contract/hiring-plan.ts';
import type { HiringRequest } from '../../planning/tasks.ts';
import { mapped, type Operation } from '../operation.ts';
import { clipSeconds } from '../solve-limits.ts';

/** POST /v1/hiring-plans: hires over months, in the time that a request may take. */
export const hiringPlans: Operation<HiringRequest> = {
  read: parseHiringPlan,
  make: async (request, { hiringPlan, requestSeconds }) => {
    const { limits, notes } = clipSeconds(request.limits, requestSeconds);
    return mapped(await hiringPlan({ ...request, limits }), (plan) =>
      fromHiringPlan({ ...plan, notes: [...notes, ...plan.notes] }),
    );
  },
};
