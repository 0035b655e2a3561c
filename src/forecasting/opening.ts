import { dateOfDayNumber } from '../domain/calendar.ts';
import type { OpeningHours } from '../domain/history.ts';
import { WEEKDAYS } from '../domain/units.ts';
import { type DayMatrix, weekdayOfDay } from './day-matrix.ts';
import { isKind, type SpecialNames } from './special-days.ts';

/** Whether the slot of a day (number since 1970-01-01) is open. */
export type OpenAt = (day: number, slot: number) => boolean;

const LATEST_WEEKS = 8;

/** Opening by stated hours: a slot is open if any part of it is. A weekday without an entry is closed. */
function openByHours(hours: OpeningHours, slots: number): OpenAt {
  const minutes = 1440 / slots;
  return (day, slot) => {
    const spans = hours.dates[dateOfDayNumber(day)] ?? hours.weekly[WEEKDAYS[weekdayOfDay(day)] as string] ?? [];
    return spans.some((span) => span.fromMinutes < (slot + 1) * minutes && span.toMinutes > slot * minutes);
  };
}

/**
 * Opening as the history has it: a slot is open if it was on at least half of the last eight days of the same weekday on
 * which anything was open. Days that were closed throughout (holidays) say nothing unless all of the last eight weeks were. A
 * special day is closed if every earlier day of its name, or at least two and every one of its kind, was closed throughout on
 * weekdays that open otherwise.
 */
export function openByHistory(history: DayMatrix, special: SpecialNames): OpenAt {
  const { slots, days, open, firstDay } = history;
  const opened = new Uint8Array(7 * slots);
  const seen = new Uint8Array(7);
  for (let day = days - 1; day >= Math.max(0, days - 7 * LATEST_WEEKS); day -= 1) {
    const cells = open.subarray(day * slots, (day + 1) * slots);
    if (!cells.includes(1)) continue;
    const weekday = weekdayOfDay(firstDay + day);
    seen[weekday] = (seen[weekday] as number) + 1;
    for (let slot = 0; slot < slots; slot += 1) {
      opened[weekday * slots + slot] = (opened[weekday * slots + slot] as number) + (cells[slot] as number);
    }
  }
  const closedNames = namesClosed(history, special, seen);
  return (day, slot) => {
    if (special.get(day)?.some((name) => closedNames.has(name)) === true) return false;
    const weekday = weekdayOfDay(day);
    return (seen[weekday] as number) > 0 && 2 * (opened[weekday * slots + slot] as number) >= (seen[weekday] as number);
  };
}

function namesClosed(history: DayMatrix, special: SpecialNames, seen: Uint8Array): ReadonlySet<string> {
  const closed = new Map<string, number>();
  const opened = new Set<string>();
  for (let day = 0; day < history.days; day += 1) {
    const names = special.get(history.firstDay + day) ?? [];
    if (names.length === 0 || seen[weekdayOfDay(history.firstDay + day)] === 0) continue;
    const isOpen = history.open.subarray(day * history.slots, (day + 1) * history.slots).includes(1);
    for (const name of names) {
      if (isOpen) opened.add(name);
      else closed.set(name, (closed.get(name) ?? 0) + 1);
    }
  }
  // One closed holiday says nothing yet of the other holidays of its kind.
  const enough = (name: string, days: number) => days >= (isKind(name) ? 2 : 1);
  return new Set([...closed].flatMap(([name, days]) => (enough(name, days) && !opened.has(name) ? [name] : [])));
}

/** Stated hours, or else what the history says. */
export function openingOf(hours: OpeningHours | undefined, byHistory: () => OpenAt, slots: number): OpenAt {
  return hours === undefined ? byHistory() : openByHours(hours, slots);
}
