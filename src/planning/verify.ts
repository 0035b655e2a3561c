import { type ClaimedRoster, verifyProof } from '../audit/proof/verify-proof.ts';
import type { ProofCheck } from '../domain/bound-proof.ts';
import { withOtherWork } from '../domain/other-work.ts';
import type { Problem } from '../domain/problem.ts';
import { withKeptDays } from './kept-before.ts';
import { wantsPlacement, withoutPlacement } from './placement.ts';
import { withFreeBreaks } from './published-breaks.ts';

/** A roster's certificate counted again; `seconds` by the given clock at most. */
export function checkProof(
  given: Problem,
  roster: ClaimedRoster,
  { seconds, clock }: { readonly seconds: number; readonly clock: () => number },
): ProofCheck {
  const end = clock() + seconds;
  const { problem: whole } = withKeptDays(withOtherWork(given));
  const solved = withFreeBreaks(wantsPlacement(whole) ? withoutPlacement(whole) : whole);
  return verifyProof({ solved, whole }, roster, () => clock() >= end);
}
