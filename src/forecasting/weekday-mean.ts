import { type DayMatrix, weekdayOfDay } from './day-matrix.ts';
import type { FittedModel, ForecastModel } from './model.ts';

/** Mean of each slot over the last `weeks` days of the same weekday that are known there. */
export function weekdayMean(weeks: number): ForecastModel {
  return { name: `mean of last ${weeks} same weekdays`, fit: (history) => fitWeekdayMean(history, weeks) };
}

function fitWeekdayMean(history: DayMatrix, weeks: number): FittedModel | undefined {
  if (history.days < 7) return undefined;
  const { slots, counts } = history;
  const sums = new Float64Array(7 * slots);
  const known = new Uint16Array(7 * slots);
  // Beyond a year what is left to find are slots that were closed for good.
  for (let day = history.days - 1; day >= Math.max(0, history.days - 371); day -= 1) {
    const row = weekdayOfDay(history.firstDay + day) * slots;
    for (let slot = 0; slot < slots; slot += 1) {
      const count = counts[day * slots + slot] as number;
      if (Number.isNaN(count) || (known[row + slot] as number) >= weeks) continue;
      sums[row + slot] = (sums[row + slot] as number) + count;
      known[row + slot] = (known[row + slot] as number) + 1;
    }
  }
  const means = sums.map((sum, index) => sum / Math.max(1, known[index] as number));
  return {
    predict: (day, into) => {
      const row = weekdayOfDay(day) * slots;
      into.set(means.subarray(row, row + slots));
    },
  };
}
