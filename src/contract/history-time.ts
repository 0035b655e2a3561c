import { dayNumber, isLocalDate } from '../domain/calendar.ts';
import type { LocalDate, Seconds } from '../domain/units.ts';

/** A timestamp as written: wall-clock date and seconds of the day, and the offset from UTC where one is written. */
export type WrittenTime = {
  readonly date: LocalDate;
  /** Seconds since local midnight; null for a date alone. */
  readonly secondOfDay: Seconds | null;
  readonly offsetSeconds: Seconds | null;
};

const PATTERN = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.0+)?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** Years outside of these are typing errors, and a grid from year 1 to 9999 would not fit into memory. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;

/**
 * Reader of `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM[:SS]` (or a blank for the T), with `Z` or an offset where it is given; undefined
 * for any other text. It remembers the dates that it has seen: a history repeats each of them up to 288 times.
 */
export function timeReader(): (text: string) => WrittenTime | undefined {
  const dates = new Map<string, boolean>();
  return (text) => {
    const match = PATTERN.exec(text);
    const date = match?.[1];
    if (match === null || date === undefined) return undefined;
    let valid = dates.get(date);
    if (valid === undefined) {
      const year = Number(date.slice(0, 4));
      valid = isLocalDate(date) && year >= FIRST_YEAR && year <= LAST_YEAR;
      dates.set(date, valid);
    }
    if (!valid) return undefined;
    if (match[2] === undefined) return { date, secondOfDay: null, offsetSeconds: null };
    const hour = Number(match[2]);
    const minute = Number(match[3]);
    const second = Number(match[4] ?? '0');
    if (hour > 23 || minute > 59 || second > 59) return undefined;
    const zone = match[5];
    const offsetSeconds = zone === undefined ? null : offsetOf(zone);
    if (offsetSeconds !== null && Math.abs(offsetSeconds) > 18 * 3600) return undefined;
    return { date, secondOfDay: hour * 3600 + minute * 60 + second, offsetSeconds };
  };
}

function offsetOf(text: string): Seconds {
  if (text.toUpperCase() === 'Z') return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = text.length > 3 ? Number(text.slice(-2)) : 0;
  return (text.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60);
}

/** Epoch seconds of a written time that has an offset. */
export function instantOfWritten(time: WrittenTime): number {
  return dayNumber(time.date) * 86_400 + (time.secondOfDay ?? 0) - (time.offsetSeconds ?? 0);
}
