import { readHistoryCsv } from '../../../src/contract/history-csv.ts';
import { addDays, startOfDate, weekdayIndex, weekStartOf } from '../../../src/domain/calendar.ts';
import { intervalMinutes } from '../../../src/domain/history-grid.ts';
import type { History } from '../../../src/domain/history.ts';
import type { Instant, LocalDate, Zone } from '../../../src/domain/units.ts';
import { buildRequirement } from '../../../src/staffing/requirement.ts';

/** Contacts offered in a quarter of an hour of elapsed time; fractions where the history is coarser. */
export type Quarter = { readonly start: Instant; readonly count: number };

export type LoadWeek = { readonly from: LocalDate; readonly quarters: readonly Quarter[] };

export const QUARTER_SECONDS = 900;
export const QUARTERS_PER_HOUR = 4;

/** What a contact takes and how it is to be answered: 240 s, 80 % within 20 s, callers who wait for 120 s on average (Erlang A). */
const ANSWER = {
  target: { kind: 'service-level', share: 0.8, thresholdSeconds: 20, base: 'offered' },
  ahtSeconds: 240,
  patienceSeconds: 120,
  shrinkage: 0,
} as const;

/** Reads a history so that quarters of an hour can be made of it: finer ones are summed, coarser ones spread evenly. Throws with all that is wrong. */
export function historyOfCsv(text: string, zone: Zone): History {
  const read = readHistoryCsv(text, { zone });
  if (!read.ok) throw new Error(read.issues.map(({ message, hint }) => `${message} ${hint}`).join('\n'));
  const minutes = intervalMinutes(read.history.intervalLength);
  if (minutes === 1440)
    throw new Error('A history of whole days says nothing of the hours: give one of an hour or less.');
  if (minutes >= 15) return read.history;
  const summed = readHistoryCsv(text, { zone, intervalMinutes: 15 % minutes === 0 ? 15 : 30 });
  if (!summed.ok) throw new Error(summed.issues.map(({ message, hint }) => `${message} ${hint}`).join('\n'));
  return summed.history;
}

/** The quarters of the seven days from a date; undefined where the history does not hold all of them. */
function quartersFrom(history: History, from: LocalDate): readonly Quarter[] | undefined {
  const start = startOfDate(history.zone, from);
  const end = startOfDate(history.zone, addDays(from, 7));
  const quarters: Quarter[] = [];
  for (const interval of history.intervals) {
    if (interval.end <= start || interval.start >= end) continue;
    if (interval.state === 'missing') return undefined;
    const parts = (interval.end - interval.start) / QUARTER_SECONDS;
    for (let part = 0; part < parts; part++) {
      quarters.push({ start: interval.start + part * QUARTER_SECONDS, count: (interval.count ?? 0) / parts });
    }
  }
  // A history ends with its last row: after a Friday whose weekend is never given the week is whole all the same.
  const weekdays = new Set(history.rows.map(({ timestamp }) => weekdayIndex(timestamp.slice(0, 10))));
  let held = history.endDate;
  while (held < addDays(from, 7) && !weekdays.has(weekdayIndex(held))) held = addDays(held, 1);
  if (from < history.firstDate || held < addDays(from, 7)) return undefined;
  for (let at = (quarters.at(-1)?.start ?? start) + QUARTER_SECONDS; at < end; at += QUARTER_SECONDS) {
    quarters.push({ start: at, count: 0 });
  }
  return quarters;
}

/**
 * The last week, Monday to Sunday, of which the history misses nothing; or the week from a date. Its local days have 23 to 25 hours. Throws where there is
 * none, or nobody called in it.
 */
export function loadWeek(history: History, from?: LocalDate): LoadWeek {
  if (from !== undefined) {
    const quarters = quartersFrom(history, from);
    if (quarters === undefined || quarters.every(({ count }) => count === 0)) {
      throw new Error(
        `The history holds no full week from ${from}; it is from ${history.firstDate} to ${history.endDate}.`,
      );
    }
    return { from, quarters };
  }
  for (let monday = weekStartOf(history.endDate); monday >= history.firstDate; monday = addDays(monday, -7)) {
    const quarters = quartersFrom(history, monday);
    if (quarters?.some(({ count }) => count > 0) === true) return { from: monday, quarters };
  }
  throw new Error(`The history holds no full week; it is from ${history.firstDate} to ${history.endDate}.`);
}

/** People to schedule in each quarter for so many contacts, each quarter a queue of its own (`staffing/requirement.ts`). */
export function peopleFor(zone: Zone, quarters: readonly Quarter[]): readonly number[] {
  const points = quarters.map(({ start, count }) => ({
    start,
    end: start + QUARTER_SECONDS,
    open: true,
    expected: count,
    lower80: count,
    upper80: count,
    lower95: count,
    upper95: count,
  }));
  const made = buildRequirement({ zone, points }, ANSWER);
  if (!made.ok) throw new Error(made.issues.map(({ message }) => message).join('\n'));
  return made.value.intervals.map(({ toSchedule }) => toSchedule);
}
