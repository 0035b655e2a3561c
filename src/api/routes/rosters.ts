import { parseRosterBody } from '../../contract/requests.ts';
import { fromRoster } from '../../contract/roster-mapping.ts';
import type { Operation } from '../operation.ts';
import { clipSeconds } from '../solve-limits.ts';

/** POST /v1/rosters: problem to roster, in the time that a request may take. */
export function rosters(requestSeconds: number): Operation<'roster'> {
  return {
    task: 'roster',
    prepare: (body) => {
      const read = parseRosterBody(body);
      if (!read.ok) return read;
      const { limits, notes } = clipSeconds(read.value.limits, requestSeconds);
      return {
        ok: true,
        value: {
          input: { problem: read.value.problem, limits },
          write: (roster) => fromRoster({ ...roster, notes: [...notes, ...roster.notes] }),
          pathInBody: (path) => `/problem${path}`,
        },
      };
    },
  };
}
