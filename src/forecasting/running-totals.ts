import { type DayMatrix, weekdayOfDay } from './day-matrix.ts';

/** What each older day of a weekday still weighs in its usual profile. */
const KEPT = 0.8;

/**
 * Totals of the days, each completed for slots that are not known by the usual profile of its weekday before it; NaN for a day of which
 * less than half is known, and for a closed day. A total reads its own day and those before it alone.
 */
export function runningTotals({ firstDay, days, slots, counts }: DayMatrix): Float64Array {
  const sums = new Float64Array(7 * slots);
  const weights = new Float64Array(7 * slots);
  const totals = new Float64Array(days).fill(Number.NaN);
  for (let day = 0; day < days; day += 1) {
    const row = weekdayOfDay(firstDay + day) * slots;
    let sum = 0;
    let usualOfKnown = 0;
    let usual = 0;
    let any = false;
    for (let slot = 0; slot < slots; slot += 1) {
      const weight = weights[row + slot] as number;
      const mean = weight > 0 ? (sums[row + slot] as number) / weight : 0;
      usual += mean;
      const count = counts[day * slots + slot] as number;
      if (Number.isNaN(count)) continue;
      any = true;
      sum += count;
      usualOfKnown += mean;
      sums[row + slot] = KEPT * (sums[row + slot] as number) + count;
      weights[row + slot] = KEPT * weight + 1;
    }
    if (any && usualOfKnown >= 0.5 * usual) totals[day] = usualOfKnown > 0 ? (sum * usual) / usualOfKnown : sum;
  }
  return totals;
}
