import { fromRequirement } from '../../contract/requirement-mapping.ts';
import { parseRequirementBody } from '../../contract/requests.ts';
import type { Operation } from '../operation.ts';

/** POST /v1/requirements: forecast to requirement. */
export const requirements: Operation<'requirement'> = {
  task: 'requirement',
  prepare: (body) => {
    const read = parseRequirementBody(body);
    if (!read.ok) return read;
    const { preset } = read.value.parameters;
    return { ok: true, value: { input: read.value, write: (requirement) => fromRequirement(requirement, preset) } };
  },
};
