import type { Note } from '../../domain/forecast.ts';
import { withOtherWork } from '../../domain/other-work.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Swap, SwapSide, SwapVerdict } from '../../domain/replacement.ts';
import { type Shift, workSeconds } from '../../domain/shift.ts';
import { auditDifference } from '../../audit/audit-difference.ts';
import { withAgreements } from '../../audit/lifted.ts';
import { isHard } from '../../rules/compile.ts';
import { editDifference } from '../drafts/edit-difference.ts';
import { editsOf } from '../drafts/edits-of.ts';
import { type JudgedLines, judgeLines } from '../drafts/score-draft.ts';
import { withChanges } from '../drafts/shift-changes.ts';
import { teamQuestion } from './team-question.ts';

/** A roster, and an exchange of two of its shifts, or the gift of one. The shifts named must be there. */
export type SwapTask = { readonly problem: Problem; readonly shifts: readonly Shift[]; readonly swap: Swap };

function named(shifts: readonly Shift[], id: string): Shift {
  const shift = shifts.find((one) => one.id === id);
  if (shift === undefined) throw new Error(`there is no shift ${id}: a swap is checked before it is judged`);
  return shift;
}

function paidSeconds(shifts: readonly Shift[], employeeId: string): number {
  return shifts.reduce((sum, shift) => sum + (shift.employeeId === employeeId ? workSeconds(shift) : 0), 0);
}

function sideOf(problem: Problem, before: readonly Shift[], after: readonly Shift[], employeeId: string): SwapSide {
  const alone = new Set([employeeId]);
  const judge = (shifts: readonly Shift[]): JudgedLines => {
    const judged = judgeLines(problem, shifts, alone);
    const own = { zone: problem.team.zone, from: problem.from, days: problem.days, shifts };
    return { ...judged, breaches: withAgreements(own, problem.agreements ?? [], judged.breaches) };
  };
  const judged = judge(after);
  return {
    employeeId,
    paidSecondsBefore: paidSeconds(before, employeeId),
    paidSecondsAfter: paidSeconds(after, employeeId),
    breaches: auditDifference(judge(before), judged).breaches,
    unknowns: judged.unknowns,
  };
}

/** Judges an exchange for both: what each breaks then and no more, hours, the cover and the objective; nothing is changed. */
export function judgeSwap({ problem: whole, shifts, swap }: SwapTask): SwapVerdict {
  const problem = withOtherWork(whole);
  const give = named(shifts, swap.give);
  const take = swap.take === undefined ? undefined : named(shifts, swap.take);
  const other = take?.employeeId ?? swap.to;
  if (other === undefined) throw new Error('a swap names no other: it is checked before it is judged');
  const put = [
    { ...give, employeeId: other },
    ...(take === undefined ? [] : [{ ...take, employeeId: give.employeeId }]),
  ];
  const changes = { put, removed: [] };
  const after = withChanges(shifts, changes);
  const sides = [give.employeeId, other].map((id) => sideOf(problem, shifts, after, id));
  const reasons = [give, take].flatMap((shift): readonly Note[] =>
    shift?.locked === true ? [{ code: 'swap-locked', facts: { shift: shift.id, employee: shift.employeeId } }] : [],
  );
  const worse = sides.flatMap(({ breaches: { added, changed } }) => [
    ...added,
    ...changed.flatMap(({ before, after: now }) => (now.excess > before.excess ? [now] : [])),
  ]);
  const teamBreaches = teamQuestion(problem, shifts)(after);
  const isHardNow = worse.some(({ severity, liftedBy }) => isHard(severity) && liftedBy === undefined);
  const isRefused = reasons.length > 0 || isHardNow || teamBreaches.some(({ severity }) => isHard(severity));
  return {
    verdict: isRefused ? 'refused' : worse.length + teamBreaches.length > 0 ? 'findings' : 'allowed',
    reasons,
    sides,
    teamBreaches,
    changes,
    edits: editsOf(shifts, changes),
    difference: editDifference(problem, shifts, changes),
  };
}
