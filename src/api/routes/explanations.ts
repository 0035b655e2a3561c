import { fromExplanation, parseExplanationBody } from '../../contract/explanation-mapping.ts';
import { makeExplanation } from '../../planning/explain.ts';
import type { ExplanationTask } from '../../planning/tasks.ts';
import { mapped, type Operation } from '../operation.ts';
import { clipSeconds } from '../solve-limits.ts';

/** POST /v1/explanations: a question to its reasons, all solves together in the time that a request may take. */
export const explanations: Operation<ExplanationTask> = {
  read: parseExplanationBody,
  make: async (task, { requestSeconds, ...steps }) => {
    const { limits } = clipSeconds(task.limits, requestSeconds);
    return mapped(await makeExplanation({ ...task, limits }, steps), fromExplanation);
  },
};
