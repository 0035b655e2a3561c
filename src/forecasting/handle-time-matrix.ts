import { dayNumber } from '../domain/calendar.ts';
import { gridOf, intervalMinutes, intervalsOfDay } from '../domain/history-grid.ts';
import type { History } from '../domain/history.ts';

/**
 * Handle times by day and wall-clock slot: of cell `day * slots + slot` the contacts whose handle time is known, and the seconds that they took together;
 * 0 where none is known. Both halves of a repeated hour lie in one cell.
 */
export type HandleTimeMatrix = {
  /** Number of the first day since 1970-01-01. */
  readonly firstDay: number;
  readonly days: number;
  readonly slots: number;
  readonly contacts: Float64Array;
  readonly seconds: Float64Array;
};

/** Arranges the handle times of a history; undefined where it holds none. */
export function handleTimeMatrixOf(history: History): HandleTimeMatrix | undefined {
  if (!history.intervals.some(({ ahtSeconds }) => ahtSeconds !== undefined)) return undefined;
  const grid = gridOf(history.zone, history.firstDate, history.endDate, history.intervalLength);
  const step = intervalMinutes(history.intervalLength);
  const slots = 1440 / step;
  const days = grid.dayStarts.length - 1;
  const contacts = new Float64Array(days * slots);
  const seconds = new Float64Array(days * slots);
  for (let day = 0; day < days; day += 1) {
    for (const index of intervalsOfDay(grid, day)) {
      const interval = history.intervals[index];
      if (interval?.ahtSeconds === undefined || interval.count === null || interval.count === 0) continue;
      const cell = day * slots + (grid.minutes[index] as number) / step;
      contacts[cell] = (contacts[cell] as number) + interval.count;
      seconds[cell] = (seconds[cell] as number) + interval.count * interval.ahtSeconds;
    }
  }
  return { firstDay: dayNumber(history.firstDate), days, slots, contacts, seconds };
}

/** The first `days` days alone: what lies behind them cannot be read from the result. */
export function firstHandleTimes(matrix: HandleTimeMatrix, days: number): HandleTimeMatrix {
  const cells = Math.max(0, Math.min(days, matrix.days)) * matrix.slots;
  return {
    ...matrix,
    days: cells / matrix.slots,
    contacts: matrix.contacts.subarray(0, cells),
    seconds: matrix.seconds.subarray(0, cells),
  };
}

/** Days back that the plain mean reads. */
const RECENT_DAYS = 56;
/** Contacts of the overall mean that are mixed into every slot of the plain mean. */
const PRIOR_CONTACTS = 30;

/**
 * The plain mean that the model is judged against: seconds by slot of the day over the last eight weeks, weighted by contacts and drawn towards the overall mean;
 * undefined where those weeks hold none.
 */
export function meanBySlot({ days, slots, contacts, seconds }: HandleTimeMatrix): Float64Array | undefined {
  const ofSlot = new Float64Array(slots);
  const spent = new Float64Array(slots);
  let all = 0;
  let allSeconds = 0;
  for (let cell = Math.max(0, days - RECENT_DAYS) * slots; cell < days * slots; cell += 1) {
    const slot = cell % slots;
    ofSlot[slot] = (ofSlot[slot] as number) + (contacts[cell] as number);
    spent[slot] = (spent[slot] as number) + (seconds[cell] as number);
    all += contacts[cell] as number;
    allSeconds += seconds[cell] as number;
  }
  if (all === 0) return undefined;
  const mean = allSeconds / all;
  return spent.map((sum, slot) => (sum + PRIOR_CONTACTS * mean) / ((ofSlot[slot] as number) + PRIOR_CONTACTS));
}
