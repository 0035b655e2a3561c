import type { IntervalDemand } from './problem.ts';
import type { RequirementInterval } from './requirement.ts';
import type { Interval } from './units.ts';

/** Which number of a requirement is the target of a roster. */
export type CoverFrom = 'toSchedule' | 'positions';

type Needed = Interval & Pick<RequirementInterval, 'open' | CoverFrom>;

/**
 * The demand of a requirement's intervals, cut to the horizon. In a closed interval nobody is wanted, which a ceiling of 0 says: a
 * demand that was merely left out would make people there cost nothing.
 */
export function demandOfRequirement(
  intervals: readonly Needed[],
  coverFrom: CoverFrom,
  skill: string | undefined,
  horizon: Interval,
): readonly IntervalDemand[] {
  return intervals.flatMap((needed) => {
    const start = Math.max(horizon.start, needed.start);
    const end = Math.min(horizon.end, needed.end);
    if (end <= start) return [];
    const levels = needed.open ? { floor: 0, target: needed[coverFrom] } : { floor: 0, target: 0, ceiling: 0 };
    return [{ start, end, ...levels, ...(skill === undefined ? {} : { skill }) }];
  });
}
