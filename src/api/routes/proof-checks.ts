import { fromProofCheck, parseProofCheck, type ProofCheckRequest } from '../../contract/proof-check.ts';
import { checkProof } from '../../planning/verify.ts';
import type { Operation } from '../operation.ts';

/** POST /v1/proof-checks: the bound of a roster, counted again from its certificate. */
export const proofChecks: Operation<ProofCheckRequest> = {
  read: parseProofCheck,
  make: ({ problem, roster, seconds }, { requestSeconds }) => {
    const clock = (): number => performance.now() / 1000;
    const check = checkProof(problem, roster, { seconds: Math.min(seconds, requestSeconds), clock });
    return { ok: true, value: fromProofCheck(check) };
  },
};
