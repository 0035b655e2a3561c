import { parsePlan } from '../../contract/plan-mapping.ts';
import { fromPlanResult } from '../../contract/plan-result-mapping.ts';
import type { Operation } from '../operation.ts';
import { clipSeconds } from '../solve-limits.ts';

/** POST /v1/plans: the whole chain, in the time that a request may take. */
export function plans(requestSeconds: number): Operation<'plan'> {
  return {
    task: 'plan',
    prepare: (body) => {
      const read = parsePlan(body);
      if (!read.ok) return read;
      const { limits, notes } = clipSeconds(read.value.limits, requestSeconds);
      const presets = read.value.queues.map(({ requirement }) => requirement.preset);
      return {
        ok: true,
        value: {
          input: { ...read.value, limits },
          write: ({ roster, ...result }) =>
            fromPlanResult({ ...result, roster: { ...roster, notes: [...notes, ...roster.notes] } }, presets),
        },
      };
    },
  };
}
