import { type BatchedPlan, parsePlanBatch, type StoredBeside } from '../../contract/plan-batch.ts';
import type { ReadingOperation } from '../operation.ts';

/** Reading of plans that are asked for together, in a thread where they are large; beside them are the stored teams that they name. */
export const planBatch: ReadingOperation<readonly BatchedPlan[]> = {
  read: (body, beside) => parsePlanBatch(body, beside as StoredBeside),
  make: (value) => ({ ok: true, value }),
};
