import { breachDifference } from '../../audit/audit-difference.ts';
import { coverDifference } from '../../audit/cover-difference.ts';
import type { DraftComparison } from '../../domain/draft-difference.ts';
import type { IntervalDemand, Problem, TemplateDemand } from '../../domain/problem.ts';
import type { Shift } from '../../domain/shift.ts';
import { scoreDraft } from './score-draft.ts';
import { changesByEmployee, isSameShift } from './shift-changes.ts';

/** A draft with what it is judged by. */
export type JudgedDraft = { readonly problem: Problem; readonly shifts: readonly Shift[] };

/** The demands of one list that the other has too, with the same levels. */
function common<T extends IntervalDemand | TemplateDemand>(one: readonly T[], other: readonly T[]): readonly T[] {
  if (one === other) return one;
  const keyOf = (demand: T): string =>
    JSON.stringify(
      Object.entries(demand)
        .filter(([, value]) => value !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  const known = new Set(other.map(keyOf));
  return one.filter((demand) => known.has(keyOf(demand)));
}

/** Everybody who is there in a draft: its shifts, and those around its days. */
function present({ problem, shifts }: JudgedDraft): readonly Shift[] {
  return [...(problem.past ?? []), ...shifts, ...(problem.future ?? [])];
}

/**
 * Two drafts of one team side by side: what one must change to become the other, employee by employee, what each is worth, and where breaches and cover
 * differ. They may be of other days, or ask for other cover: then each is worth what its own frame says.
 */
export function compareDrafts(before: JudgedDraft, after: JudgedDraft): DraftComparison {
  const [worthBefore, worthAfter] = [
    scoreDraft(before.problem, before.shifts),
    scoreDraft(after.problem, after.shifts),
  ];
  const [old, now] = [present(before), present(after)];
  const known = new Map(old.map((shift) => [shift.id, shift]));
  const unchanged = new Set(
    now
      .filter((shift) => {
        const same = known.get(shift.id);
        return same !== undefined && isSameShift(same, shift);
      })
      .map(({ id }) => id),
  );
  const demands = {
    team: after.problem.team,
    intervalDemands: common(after.problem.intervalDemands, before.problem.intervalDemands),
    templateDemands: common(after.problem.templateDemands, before.problem.templateDemands),
  };
  return {
    employees: changesByEmployee(after.problem.team.zone, before.shifts, after.shifts),
    before: worthBefore,
    after: worthAfter,
    breaches: breachDifference(worthBefore.breaches, worthAfter.breaches),
    cover: coverDifference(
      demands,
      now.filter(({ id }) => unchanged.has(id)),
      { before: old.filter(({ id }) => !unchanged.has(id)), after: now.filter(({ id }) => !unchanged.has(id)) },
    ),
  };
}
