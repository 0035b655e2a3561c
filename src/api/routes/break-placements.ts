import { fromBreakPlacement, parseBreakPlacement } from '../../contract/break-placement.ts';
import type { PlacementRequest } from '../../contract/placement.ts';
import { makeBreakPlacement } from '../../planning/break-placement.ts';
import { mapped, type Operation } from '../operation.ts';

/** POST /v1/break-placements: the breaks of a roster that was given, placed for its cover. */
export const breakPlacements: Operation<PlacementRequest> = {
  read: parseBreakPlacement,
  make: ({ problem, shifts, seed }) =>
    mapped(makeBreakPlacement(problem, shifts, seed), (placed) => fromBreakPlacement(problem.team.zone, placed)),
};
