import { parseRosterBody } from '../../contract/requests.ts';
import { fromRoster } from '../../contract/roster-mapping.ts';
import type { RosterTask } from '../../planning/tasks.ts';
import type { Operation } from '../operation.ts';
import { clipSeconds } from '../solve-limits.ts';

/** POST /v1/rosters: problem to roster, in the time that a request may take. */
export const rosters: Operation<RosterTask> = {
  read: parseRosterBody,
  make: async (request, { solve, requestSeconds }) => {
    const { limits, notes } = clipSeconds(request.limits, requestSeconds);
    const made = await solve(request.problem, limits);
    if (made.ok) return { ok: true, value: fromRoster({ ...made.value, notes: [...notes, ...made.value.notes] }) };
    return { ok: false, issues: made.issues.map((issue) => ({ ...issue, path: `/problem${issue.path}` })) };
  },
};
