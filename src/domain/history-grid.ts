import { dayNumber, dateOfDayNumber, instantsOf, startOfDate } from './calendar.ts';
import type { AbsentPolicy, History, HistoryInterval, HistoryRow, IntervalLength } from './history.ts';
import type { Instant, LocalDate, Zone } from './units.ts';
import { SECONDS_PER_DAY, SECONDS_PER_MINUTE } from './units.ts';

/** Minutes of an interval on the wall clock: a day counts as 1440 whatever its length in elapsed time. */
export function intervalMinutes(length: IntervalLength): number {
  return length === 'day' ? 1440 : length / SECONDS_PER_MINUTE;
}

/**
 * The gap-free grid from local midnight to local midnight. Intervals begin where the wall clock shows a multiple of the
 * length, so a skipped hour has none and a repeated hour has each of its own twice; every interval ends where the next begins.
 */
export type Grid = {
  readonly firstDay: number;
  /** Instants at which the intervals begin, and as the last element the end of the grid. */
  readonly starts: Float64Array;
  /** Wall-clock minute of each interval's start. */
  readonly minutes: Uint16Array;
  /** Index of the first interval of each day, and as the last element the number of intervals. */
  readonly dayStarts: Uint32Array;
};

/** Builds the grid of the dates from `firstDate` to the day before `endDate`. */
export function gridOf(zone: Zone, firstDate: LocalDate, endDate: LocalDate, length: IntervalLength): Grid {
  const firstDay = dayNumber(firstDate);
  const days = dayNumber(endDate) - firstDay;
  const step = intervalMinutes(length);
  const starts: number[] = [];
  const minutes: number[] = [];
  const dayStarts = new Uint32Array(days + 1);
  let dayStart = startOfDate(zone, firstDate);
  for (let day = 0; day < days; day += 1) {
    dayStarts[day] = starts.length;
    const date = dateOfDayNumber(firstDay + day);
    const dayEnd = startOfDate(zone, dateOfDayNumber(firstDay + day + 1));
    if (step === 1440) {
      starts.push(dayStart);
      minutes.push(0);
    } else if (dayEnd - dayStart === SECONDS_PER_DAY) {
      for (let minute = 0; minute < 1440; minute += step) {
        starts.push(dayStart + minute * SECONDS_PER_MINUTE);
        minutes.push(minute);
      }
    } else {
      for (const [start, minute] of changedDay(zone, date, dayStart, dayEnd, step)) {
        starts.push(start);
        minutes.push(minute);
      }
    }
    dayStart = dayEnd;
  }
  dayStarts[days] = starts.length;
  starts.push(dayStart);
  return { firstDay, starts: Float64Array.from(starts), minutes: Uint16Array.from(minutes), dayStarts };
}

function changedDay(
  zone: Zone,
  date: LocalDate,
  dayStart: Instant,
  dayEnd: Instant,
  step: number,
): readonly (readonly [Instant, number])[] {
  const found: (readonly [Instant, number])[] = [];
  for (let minute = 0; minute < 1440; minute += step) {
    for (const instant of instantsOf(zone, date, minute)) {
      if (instant >= dayStart && instant < dayEnd) found.push([instant, minute]);
    }
  }
  return found.sort((a, b) => a[0] - b[0]);
}

/**
 * Indexes of the day's intervals that begin at the wall-clock minute, in order of time: none where the clocks skip it, two where
 * they repeat it, and none for a minute between two starts.
 */
export function intervalsAt(grid: Grid, day: number, minute: number): readonly number[] {
  const first = grid.dayStarts[day] ?? 0;
  const end = grid.dayStarts[day + 1] ?? first;
  const found: number[] = [];
  for (let index = first; index < end; index += 1) if (grid.minutes[index] === minute) found.push(index);
  return found;
}

/** Indexes of a day's intervals in order. */
export function intervalsOfDay(grid: Grid, day: number): readonly number[] {
  const first = grid.dayStarts[day] as number;
  return Array.from({ length: (grid.dayStarts[day + 1] as number) - first }, (_, index) => first + index);
}

/**
 * The same history read at a coarser interval, a multiple of its own that divides the day. A part that is missing makes its
 * interval missing; closed parts add nothing, and an interval of closed parts alone is closed. AHT is weighted by count.
 */
export function coarsenHistory(history: History, length: IntervalLength): History {
  const ratio = intervalMinutes(length) / intervalMinutes(history.intervalLength);
  if (ratio === 1) return history;
  if (ratio < 1 || !Number.isInteger(ratio) || 1440 % intervalMinutes(length) !== 0) {
    throw new Error(`cannot read ${history.intervalLength} as ${length}`);
  }
  const grid = gridOf(history.zone, history.firstDate, history.endDate, length);
  const intervals: HistoryInterval[] = [];
  const target = new Uint32Array(history.intervals.length);
  let part = 0;
  for (let index = 0; index + 1 < grid.starts.length; index += 1) {
    const start = grid.starts[index] as number;
    const end = grid.starts[index + 1] as number;
    const first = part;
    while (part < history.intervals.length && (history.intervals[part] as HistoryInterval).start < end) {
      target[part] = index;
      part += 1;
    }
    intervals.push(joined(start, end, history.intervals.slice(first, part), history.absent));
  }
  return { ...history, intervalLength: length, intervals, rows: joinedRows(history.rows, target) };
}

function joined(
  start: Instant,
  end: Instant,
  parts: readonly HistoryInterval[],
  absent: AbsentPolicy,
): HistoryInterval {
  if (parts.length === 0) return { start, end, state: absent === 'closed' ? 'closed' : 'missing', count: null };
  if (parts.some((part) => part.state === 'missing')) return { start, end, state: 'missing', count: null };
  let count = 0;
  let handled = 0;
  let handleSeconds = 0;
  let state: 'given' | 'zero' | 'closed' = 'closed';
  for (const part of parts) {
    if (part.state === 'given') state = 'given';
    else if (part.state === 'zero' && state === 'closed') state = 'zero';
    count += part.count ?? 0;
    if (part.ahtSeconds !== undefined && part.count !== null) {
      handled += part.count;
      handleSeconds += part.count * part.ahtSeconds;
    }
  }
  if (state === 'closed') return { start, end, state, count: null };
  return handled > 0 ? { start, end, state, count, ahtSeconds: handleSeconds / handled } : { start, end, state, count };
}

function joinedRows(rows: readonly HistoryRow[], target: Uint32Array): readonly HistoryRow[] {
  const found = new Map<number, HistoryRow>();
  for (const row of rows) {
    const interval = target[row.interval] as number;
    const second = row.secondInterval === undefined ? interval : (target[row.secondInterval] as number);
    const known = found.get(interval);
    found.set(interval, {
      timestamp: known?.timestamp ?? row.timestamp,
      line: known?.line ?? row.line,
      count: (known?.count ?? 0) + row.count,
      interval,
      ...(second === interval ? {} : { secondInterval: second }),
    });
  }
  return [...found.values()].sort((a, b) => a.interval - b.interval);
}
