import { type PlanInput, parsePlan } from '../../contract/plan-mapping.ts';
import { fromPlanResult } from '../../contract/plan-result-mapping.ts';
import { makePlan } from '../../planning/plan.ts';
import { mapped, type Operation } from '../operation.ts';
import { clipSeconds } from '../solve-limits.ts';

/** POST /v1/plans: the whole chain, in the time that a request may take. */
export const plans: Operation<PlanInput> = {
  read: parsePlan,
  make: async (request, { requestSeconds, ...steps }) => {
    const { limits, notes } = clipSeconds(request.limits, requestSeconds);
    const presets = request.queues.map(({ requirement }) => requirement.preset);
    return mapped(await makePlan({ ...request, limits }, steps), ({ roster, ...result }) =>
      fromPlanResult({ ...result, roster: { ...roster, notes: [...notes, ...roster.notes] } }, presets),
    );
  },
};
