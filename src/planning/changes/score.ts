import { changesOf } from '../../audit/changes.ts';
import type { BaselineChange } from '../../domain/changes.ts';
import type { DraftScore, EditDifference } from '../../domain/draft-difference.ts';
import { withOtherWork } from '../../domain/other-work.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Shift } from '../../domain/shift.ts';
import { editDifference } from '../drafts/edit-difference.ts';
import { scoreDraft } from '../drafts/score-draft.ts';
import { changesBetween } from '../drafts/shift-changes.ts';

/** Any roster under a problem, and another one to compare it with. The problem's locks and start say nothing here. */
export type ScoreTask = {
  readonly problem: Problem;
  readonly shifts: readonly Shift[];
  readonly against?: readonly Shift[] | undefined;
};

export type Score = DraftScore & {
  /** Where the problem has a baseline. */
  readonly changes?: readonly BaselineChange[] | undefined;
  /** What makes this roster out of the other one. */
  readonly difference?: EditDifference | undefined;
};

/** A lock is a mark for the next solve: with it or without, the same is worked. */
function withoutMarks(shifts: readonly Shift[]): readonly Shift[] {
  return shifts.map(({ locked: _locked, breaks, ...shift }) => ({
    ...shift,
    breaks: breaks.toSorted((a, b) => a.start - b.start || a.end - b.end),
  }));
}

function differenceOf(problem: Problem, before: readonly Shift[], after: readonly Shift[]): EditDifference {
  return editDifference(problem, before, changesBetween(before, after));
}

/** What a roster is worth, counted as of a solved one and without solving, whatever it breaks. */
export function scoreAnyRoster({ problem: given, shifts, against }: ScoreTask): Score {
  const problem = withOtherWork(given);
  return {
    ...scoreDraft(problem, shifts),
    ...(problem.baseline === undefined ? {} : { changes: changesOf(problem, shifts) }),
    ...(against === undefined
      ? {}
      : { difference: differenceOf(problem, withoutMarks(against), withoutMarks(shifts)) }),
  };
}
