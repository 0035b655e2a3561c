import { dayNumber } from '../domain/calendar.ts';
import type { History, HistoryInterval } from '../domain/history.ts';
import { gridOf } from '../domain/history-grid.ts';

/**
 * The contacts of several histories of one zone and interval together, over the days that all of them have; undefined where there are none. An interval
 * that one of them misses is missing, closed ones add nothing. Handle times are weighted by contacts.
 */
export function sumHistories(histories: readonly History[]): History | undefined {
  const [first] = histories;
  if (first === undefined) return undefined;
  const firstDate = histories.map((each) => each.firstDate).reduce((a, b) => (a > b ? a : b));
  const endDate = histories.map((each) => each.endDate).reduce((a, b) => (a < b ? a : b));
  if (dayNumber(endDate) <= dayNumber(firstDate)) return undefined;
  const { starts } = gridOf(first.zone, firstDate, endDate, first.intervalLength);
  const from = starts[0] as number;
  const offsets = histories.map(({ intervals }) => intervals.findIndex(({ start }) => start === from));
  const intervals = Array.from({ length: starts.length - 1 }, (_, index): HistoryInterval => {
    const parts = histories.map((each, place) => each.intervals[(offsets[place] as number) + index] as HistoryInterval);
    return summed(starts[index] as number, starts[index + 1] as number, parts);
  });
  return { ...first, firstDate, endDate, intervals, rows: [] };
}

function summed(start: number, end: number, parts: readonly HistoryInterval[]): HistoryInterval {
  if (parts.some(({ state }) => state === 'missing')) return { start, end, state: 'missing', count: null };
  if (parts.every(({ state }) => state === 'closed')) return { start, end, state: 'closed', count: null };
  let count = 0;
  let timed = 0;
  let seconds = 0;
  for (const part of parts) {
    count += part.count ?? 0;
    if (part.ahtSeconds === undefined || part.count === null) continue;
    timed += part.count;
    seconds += part.count * part.ahtSeconds;
  }
  const state = parts.some((part) => part.state === 'given') ? 'given' : 'zero';
  return { start, end, state, count, ...(timed > 0 ? { ahtSeconds: seconds / timed } : {}) };
}
