import { type DayMatrix, weekdayOfDay } from '../../../src/forecasting/day-matrix.ts';

/** The weekdays and slots that the last eight weeks have open: what a model without a calendar of opening can be given. */
export type RegularGrid = { readonly weekdays: ReadonlySet<number>; readonly slots: readonly number[] };

export function regularGrid(history: DayMatrix): RegularGrid {
  const weekdays = new Set<number>();
  const slots = new Set<number>();
  for (let cell = Math.max(0, history.days - 56) * history.slots; cell < history.counts.length; cell += 1) {
    if (Number.isNaN(history.counts[cell])) continue;
    weekdays.add(weekdayOfDay(history.firstDay + Math.floor(cell / history.slots)));
    slots.add(cell % history.slots);
  }
  return { weekdays, slots: [...slots].sort((a, b) => a - b) };
}

/** A series without gaps, for models that know seasons of a fixed length alone. */
export type RegularDays = {
  /** The last `longest` days, the intervals of the grid one after the other. */
  readonly values: readonly number[];
  /** Intervals of a day and of a week. */
  readonly day: number;
  readonly week: number;
  /** Intervals of the days to forecast. */
  readonly ahead: number;
  /** Puts a forecast of `ahead` intervals where a DayMatrix of the days to forecast has them; nothing is below 0. */
  readonly lay: (forecast: readonly number[] | undefined) => Float64Array;
};

/** Gaps hold the mean of the same weekday and slot over four weeks near them. */
export function regularDays(history: DayMatrix, days: number, longest: number): RegularDays {
  const { weekdays, slots } = regularGrid(history);
  const end = history.firstDay + history.days;
  const isRegular = (day: number) => weekdays.has(weekdayOfDay(day));
  const values: number[] = [];
  for (let day = Math.max(0, history.days - longest); day < history.days; day += 1) {
    if (!isRegular(history.firstDay + day)) continue;
    for (const slot of slots) values.push(countOrUsual(history, day, slot));
  }
  const ahead = Array.from({ length: days }, (_, day) => day).filter((day) => isRegular(end + day));
  const lay = (forecast: readonly number[] | undefined) => {
    const laid = new Float64Array(days * history.slots);
    ahead.forEach((day, place) => {
      slots.forEach((slot, index) => {
        laid[day * history.slots + slot] = Math.max(0, forecast?.[place * slots.length + index] ?? 0);
      });
    });
    return laid;
  };
  return {
    values,
    day: slots.length,
    week: weekdays.size * slots.length,
    ahead: ahead.length * slots.length,
    lay,
  };
}

function countOrUsual(history: DayMatrix, day: number, slot: number): number {
  const own = history.counts[day * history.slots + slot] as number;
  if (!Number.isNaN(own)) return own;
  let sum = 0;
  let known = 0;
  for (const week of [-1, -2, -3, -4, 1, 2, 3, 4]) {
    const other = history.counts[(day + 7 * week) * history.slots + slot];
    if (other === undefined || Number.isNaN(other) || known >= 4) continue;
    sum += other;
    known += 1;
  }
  return known === 0 ? 0 : sum / known;
}
