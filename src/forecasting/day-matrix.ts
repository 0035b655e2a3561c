import { dayNumber } from '../domain/calendar.ts';
import { gridOf, intervalMinutes, intervalsOfDay } from '../domain/history-grid.ts';
import type { History } from '../domain/history.ts';

/**
 * A history by day and wall-clock slot: `counts[day * slots + slot]`, NaN where nothing is known or nobody was there. A repeated local
 * hour is the mean of its two intervals and a skipped one NaN, so that every day has the same slots. `open` is 0 where the
 * history says closed.
 */
export type DayMatrix = {
  /** Number of the first day since 1970-01-01. */
  readonly firstDay: number;
  readonly days: number;
  readonly slots: number;
  readonly counts: Float64Array;
  readonly open: Uint8Array;
};

/** Arranges a history by day and slot. */
export function dayMatrixOf(history: History): DayMatrix {
  const grid = gridOf(history.zone, history.firstDate, history.endDate, history.intervalLength);
  const step = intervalMinutes(history.intervalLength);
  const slots = 1440 / step;
  const days = grid.dayStarts.length - 1;
  const counts = new Float64Array(days * slots).fill(Number.NaN);
  const held = new Uint8Array(days * slots);
  const open = new Uint8Array(days * slots);
  for (let day = 0; day < days; day += 1) {
    for (const index of intervalsOfDay(grid, day)) {
      const interval = history.intervals[index];
      if (interval === undefined || interval.state === 'closed') continue;
      const cell = day * slots + (grid.minutes[index] as number) / step;
      open[cell] = 1;
      if (interval.count === null) continue;
      const before = held[cell] as number;
      counts[cell] =
        before === 0 ? interval.count : ((counts[cell] as number) * before + interval.count) / (before + 1);
      held[cell] = before + 1;
    }
  }
  return { firstDay: dayNumber(history.firstDate), days, slots, counts, open };
}

/** The first `days` days alone: what lies behind them cannot be read from the result. */
export function firstDays(matrix: DayMatrix, days: number): DayMatrix {
  const cells = Math.max(0, Math.min(days, matrix.days)) * matrix.slots;
  return {
    ...matrix,
    days: cells / matrix.slots,
    counts: matrix.counts.subarray(0, cells),
    open: matrix.open.subarray(0, cells),
  };
}

/** Weekday index of a day number, 0 for Monday. */
export function weekdayOfDay(day: number): number {
  // Day 0 of the epoch was a Thursday.
  return (((day + 3) % 7) + 7) % 7;
}

/**
 * Totals of the days, each completed for slots that are not known by their usual share of the weekday; NaN for a day of
 * which less than half is known, and for a closed day.
 */
export function dayTotals(matrix: DayMatrix): Float64Array {
  const { days, slots, counts, firstDay } = matrix;
  const sums = new Float64Array(7 * slots);
  const known = new Float64Array(7 * slots);
  for (let day = Math.max(0, days - 364); day < days; day += 1) {
    const row = weekdayOfDay(firstDay + day) * slots;
    for (let slot = 0; slot < slots; slot += 1) {
      const count = counts[day * slots + slot] as number;
      if (Number.isNaN(count)) continue;
      sums[row + slot] = (sums[row + slot] as number) + count;
      known[row + slot] = (known[row + slot] as number) + 1;
    }
  }
  const totals = new Float64Array(days).fill(Number.NaN);
  for (let day = 0; day < days; day += 1) {
    const row = weekdayOfDay(firstDay + day) * slots;
    let sum = 0;
    let expected = 0;
    let expectedKnown = 0;
    let any = false;
    for (let slot = 0; slot < slots; slot += 1) {
      const usual = (sums[row + slot] as number) / Math.max(1, known[row + slot] as number);
      expected += usual;
      const count = counts[day * slots + slot] as number;
      if (Number.isNaN(count)) continue;
      any = true;
      sum += count;
      expectedKnown += usual;
    }
    if (expectedKnown >= 0.5 * expected && any)
      totals[day] = expectedKnown > 0 ? (sum * expected) / expectedKnown : sum;
  }
  return totals;
}
