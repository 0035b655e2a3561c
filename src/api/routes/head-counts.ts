import { fromHeadCounts, parseHeadCount } from '../../contract/head-count.ts';
import type { HeadCountTask } from '../../planning/tasks.ts';
import type { Operation } from '../operation.ts';
import { clipSeconds } from '../solve-limits.ts';

/** POST /v1/head-counts: how many people of each contract a requirement takes, in the time that a request may take. */
export const headCounts: Operation<HeadCountTask> = {
  read: parseHeadCount,
  make: async (task, { headCount, requestSeconds }) => {
    const { limits, notes } = clipSeconds(task.limits, requestSeconds);
    const made = await headCount({ ...task, limits });
    return { ok: true, value: fromHeadCounts({ ...made, notes: [...notes, ...made.notes] }) };
  },
};
