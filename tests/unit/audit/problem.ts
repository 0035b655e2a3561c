import type { Prices, Problem } from '../../../src/domain/problem.ts';
import { teamWith, type TeamParts } from '../rules/line.ts';

/** Prices that differ from each other, so that none can stand in for another. */
const PRICES: Prices = {
  belowFloorHour: 1000,
  belowTargetHour: 100,
  aboveTargetHour: 10,
  aboveCeilingHour: 50,
  belowFloorPerson: 2000,
  belowTargetPerson: 200,
  aboveTargetPerson: 20,
  aboveCeilingPerson: 70,
  paidHour: 1,
  labourCost: 0.5,
  hoursSpread: 3,
};

export const ZONE = 'Europe/Berlin';

export function problemWith(parts: TeamParts, more: Partial<Problem>): Problem {
  return {
    team: teamWith(ZONE, parts),
    from: '2026-06-01',
    days: 7,
    intervalDemands: [],
    templateDemands: [],
    prices: PRICES,
    locks: [],
    past: [],
    future: [],
    ...more,
  };
}
