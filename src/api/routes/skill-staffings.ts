import { fromSkillStaffing, parseSkillStaffing } from '../../contract/skill-staffing.ts';
import type { SkillStaffingRequest } from '../../planning/tasks.ts';
import type { Operation } from '../operation.ts';

/** POST /v1/skill-staffings: people of each skill group for several queues; where the time of a request is over, the best so far. */
export const skillStaffings: Operation<SkillStaffingRequest> = {
  read: parseSkillStaffing,
  make: async (request, { skillStaffing }) => ({ ok: true, value: fromSkillStaffing(await skillStaffing(request)) }),
};
