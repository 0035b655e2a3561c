import { auditDifference } from '../../audit/audit-difference.ts';
import { coverDifference } from '../../audit/cover-difference.ts';
import { scoreRoster } from '../../audit/score.ts';
import type { ShiftChanges } from '../../domain/draft.ts';
import type { EditDifference } from '../../domain/draft-difference.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Shift } from '../../domain/shift.ts';
import { judgeLines, objectiveDifference } from './score-draft.ts';
import { differenceOfShifts, withChanges } from './shift-changes.ts';

/**
 * What a change of a draft's shifts does. Only the lines of the employees concerned are judged, before and after, and only demands that a changed
 * shift meets are counted piece by piece; the objective is counted anew as a whole, which takes milliseconds for hundreds of employees
 * and leaves no sum to drift. The same as the difference of two full audits and scores.
 */
export function editDifference(problem: Problem, before: readonly Shift[], changes: ShiftChanges): EditDifference {
  const after = withChanges(before, changes);
  const names = new Set([...changes.put.map(({ id }) => id), ...changes.removed]);
  const changed = {
    before: before.filter(({ id }) => names.has(id)),
    after: after.filter(({ id }) => names.has(id)),
  };
  const shifts = differenceOfShifts(problem.team.zone, changed.before, changed.after);
  // Also those of a shift that is the same under another id: its breaches name it.
  const employees = new Set([...changed.before, ...changed.after].map(({ employeeId }) => employeeId));
  const unchanged = [...(problem.past ?? []), ...before.filter(({ id }) => !names.has(id)), ...(problem.future ?? [])];
  return {
    employees: [...employees].sort(),
    shifts,
    audit: auditDifference(judgeLines(problem, before, employees), judgeLines(problem, after, employees)),
    cover: coverDifference(problem, unchanged, changed),
    objective: objectiveDifference(scoreRoster(problem, before), scoreRoster(problem, after)),
  };
}
