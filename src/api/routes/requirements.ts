import { fromRequirement } from '../../contract/requirement-mapping.ts';
import { parseRequirementBody } from '../../contract/requests.ts';
import { makeRequirement, type RequirementTask } from '../../planning/requirement.ts';
import { mapped, type Operation } from '../operation.ts';

/** POST /v1/requirements: forecast to requirement. */
export const requirements: Operation<RequirementTask> = {
  read: parseRequirementBody,
  make: (request) =>
    mapped(makeRequirement(request), (requirement) => fromRequirement(requirement, request.parameters.preset)),
};
