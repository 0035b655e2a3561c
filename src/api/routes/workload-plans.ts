import { fromWorkload, parseWorkload } from '../../contract/workload.ts';
import type { WorkloadRequest } from '../../planning/tasks.ts';
import { mapped, type Operation } from '../operation.ts';
import { clipSeconds } from '../solve-limits.ts';

/** POST /v1/workload-plans: work that can wait, put into quiet intervals, in the time that a request may take. */
export const workloadPlans: Operation<WorkloadRequest> = {
  read: parseWorkload,
  make: async (request, { workload, requestSeconds }) => {
    const { limits, notes } = clipSeconds(request.limits, requestSeconds);
    return mapped(await workload({ ...request, limits }), (plan) =>
      fromWorkload({ ...plan, notes: [...notes, ...plan.notes] }),
    );
  },
};
