import { fromSwap, parseSwapBody, type SwapRequest } from '../../contract/changed-rosters-mapping.ts';
import { judgeSwap } from '../../planning/changes/swap.ts';
import type { Operation } from '../operation.ts';

/** POST /v1/swaps: an exchange of shifts, judged for both. */
export const swaps: Operation<SwapRequest> = {
  read: parseSwapBody,
  make: (request) => ({ ok: true, value: fromSwap(request.problem.team.zone, judgeSwap(request)) }),
};
