import type { Grid } from '../domain/history-grid.ts';
import type { AbsentPolicy } from '../domain/history.ts';

/** Where a weekday's time has a row in less than this share of the weeks, it counts as outside of opening hours. */
const RARELY_GIVEN = 0.05;
/** So much of what is absent must lie outside of the hours found for the pattern to explain it. */
const EXPLAINED = 0.9;
/** With so many counts of 1 for each absent row, intervals without any contact must be among those absent. */
const ONES_PER_ABSENT = 0.1;

/** Why a policy was chosen; each reason is a line in the rule's docstring. */
export type AbsentReason = 'nothing-absent' | 'closed-pattern' | 'zeros-written' | 'zeros-left-out' | 'large-counts';

export type AbsentDecision = {
  readonly policy: AbsentPolicy;
  readonly reason: AbsentReason;
  readonly absentIntervals: number;
  /** Share of them at times of the week that never or almost never have a row. */
  readonly patternShare: number;
};

/**
 * Decides what an absent row means, from the history alone, in this order:
 * 1. nothing is absent: `missing` for days and `zero` for shorter intervals, without effect on the rows there are;
 * 2. at least 90 % of what is absent lies at times of the week that have a row in fewer than 5 % of the weeks: `closed`;
 * 3. the file writes counts of 0, so a row that is not there means something else: `missing`;
 * 4. it never writes 0 but writes 1 at least once for every ten absent rows outside of such times, as a system does that
 *    exports only intervals in which somebody called: `zero`;
 * 5. otherwise `missing`.
 * `counts` has NaN for every absent interval of the grid; only its first `days` days are read.
 */
export function decideAbsent(grid: Grid, allCounts: Float64Array, stepMinutes: number, days: number): AbsentDecision {
  const counts = allCounts.subarray(0, grid.dayStarts[days]);
  const slots = 1440 / stepMinutes;
  const given = new Float64Array(7 * slots);
  const total = new Float64Array(7 * slots);
  let absentIntervals = 0;
  let zeros = 0;
  let ones = 0;
  const slotOf = slotIndex(grid, stepMinutes);
  for (let index = 0; index < counts.length; index += 1) {
    const slot = slotOf[index] as number;
    const count = counts[index] as number;
    total[slot] = (total[slot] as number) + 1;
    if (Number.isNaN(count)) absentIntervals += 1;
    else {
      given[slot] = (given[slot] as number) + 1;
      if (count === 0) zeros += 1;
      else if (count <= 1) ones += 1;
    }
  }
  if (absentIntervals === 0) {
    return {
      policy: stepMinutes === 1440 ? 'missing' : 'zero',
      reason: 'nothing-absent',
      absentIntervals,
      patternShare: 0,
    };
  }
  let inPattern = 0;
  for (let index = 0; index < counts.length; index += 1) {
    if (!Number.isNaN(counts[index])) continue;
    const slot = slotOf[index] as number;
    if ((given[slot] as number) < RARELY_GIVEN * (total[slot] as number)) inPattern += 1;
  }
  const patternShare = inPattern / absentIntervals;
  const facts = { absentIntervals, patternShare };
  if (patternShare >= EXPLAINED) return { policy: 'closed', reason: 'closed-pattern', ...facts };
  if (zeros > 0) return { policy: 'missing', reason: 'zeros-written', ...facts };
  if (ones >= ONES_PER_ABSENT * (absentIntervals - inPattern))
    return { policy: 'zero', reason: 'zeros-left-out', ...facts };
  return { policy: 'missing', reason: 'large-counts', ...facts };
}

function slotIndex(grid: Grid, stepMinutes: number): Uint16Array {
  const slots = 1440 / stepMinutes;
  const found = new Uint16Array(grid.minutes.length);
  for (let day = 0; day + 1 < grid.dayStarts.length; day += 1) {
    // Day 0 of the epoch was a Thursday, index 3 of a week that begins on Monday.
    const weekday = (((grid.firstDay + day + 3) % 7) + 7) % 7;
    for (let index = grid.dayStarts[day] as number; index < (grid.dayStarts[day + 1] as number); index += 1) {
      found[index] = weekday * slots + Math.floor((grid.minutes[index] as number) / stepMinutes);
    }
  }
  return found;
}
