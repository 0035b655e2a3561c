import { fromRiskRequirement, parseRiskRequirement } from '../../contract/risk-requirement.ts';
import type { RiskRequest } from '../../planning/tasks.ts';
import { mapped, type Operation } from '../operation.ts';

/** POST /v1/risk-requirements: people that keep a promise in so many futures; where the time of a request is over, with fewer trials. */
export const riskRequirements: Operation<RiskRequest> = {
  read: parseRiskRequirement,
  make: async (request, { risk }) =>
    mapped(await risk(request), (found) => fromRiskRequirement(found, request.parameters.preset)),
};
