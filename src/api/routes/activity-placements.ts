import { fromPlacement, parsePlacement, type PlacementRequest } from '../../contract/placement.ts';
import { placeInRoster } from '../../planning/placement.ts';
import { mapped, type Operation } from '../operation.ts';

/** POST /v1/activity-placements: activities into a roster that was given. */
export const activityPlacements: Operation<PlacementRequest> = {
  read: parsePlacement,
  make: ({ problem, shifts, seed }) =>
    mapped(placeInRoster(problem, shifts, seed), (placed) => fromPlacement(problem.team.zone, placed)),
};
