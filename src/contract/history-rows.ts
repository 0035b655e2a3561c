import { dayNumber, localOf } from '../domain/calendar.ts';
import type { Instant, Zone } from '../domain/units.ts';
import type { IssueList, Place } from './history-issues.ts';
import { instantOfWritten, timeReader } from './history-time.ts';

/** The fields of a history row by their names on the wire. */
export type RowField = 'timestamp' | 'count' | 'ahtSeconds';

/** Where a field of the row at `line` lies in the input. */
export type PlaceOf = (line: number, field: RowField) => Place;

/** A row whose fields were read one by one: where it lies on the wall clock, and its instant where the text has an offset. */
export type WrittenRow = {
  readonly timestamp: string;
  readonly line: number;
  /** Local day number and seconds since local midnight. */
  readonly day: number;
  readonly secondOfDay: number;
  readonly dateOnly: boolean;
  readonly instant: Instant | null;
  readonly count: number;
  readonly ahtSeconds: number | undefined;
};

/** Counts above this are typing errors: the largest centres offer fewer in a year. */
const LARGEST_COUNT = 1e9;

/**
 * Reader of one row's fields. A wrong field becomes an issue; a row with a wrong time is undefined, one with another wrong field is kept,
 * with a count that is NaN, so that its time is checked as well. Counts are finite numbers from 0,
 * fractions included; an empty count is refused, since an absent row and not an empty one says that nothing is known.
 */
export function rowReader(
  zone: Zone,
  issues: IssueList,
  placeOf: PlaceOf,
): (
  line: number,
  timestamp: string,
  count: string | number,
  aht: string | number | undefined,
) => WrittenRow | undefined {
  const readTime = timeReader();
  const days = new Map<string, number>();
  return (line, timestamp, countField, ahtField) => {
    const time = readTime(timestamp);
    if (time === undefined) {
      const hint = 'Write 2026-03-02T09:30, with Z or an offset such as +01:00 where known, or 2026-03-02 for days.';
      issues.add(
        'timestamp-invalid',
        placeOf(line, 'timestamp'),
        `"${timestamp}" is not a time.`,
        { value: timestamp },
        hint,
      );
    }
    const count = countOf(countField, () => placeOf(line, 'count'), issues) ?? Number.NaN;
    const ahtSeconds = ahtOf(ahtField, () => placeOf(line, 'ahtSeconds'), issues);
    if (time === undefined) return undefined;
    if (time.offsetSeconds !== null) {
      const instant = instantOfWritten(time);
      const local = localOf(zone, instant);
      const secondOfDay = Math.round(local.minutes * 60);
      return { timestamp, line, day: dayNumber(local.date), secondOfDay, dateOnly: false, instant, count, ahtSeconds };
    }
    let day = days.get(time.date);
    if (day === undefined) {
      day = dayNumber(time.date);
      days.set(time.date, day);
    }
    const dateOnly = time.secondOfDay === null;
    return { timestamp, line, day, secondOfDay: time.secondOfDay ?? 0, dateOnly, instant: null, count, ahtSeconds };
  };
}

function countOf(field: string | number, place: () => Place, issues: IssueList): number | undefined {
  if (field === '') {
    const hint = 'Leave the row out where nothing is known, and say with --absent what an absent row means.';
    issues.add('count-empty', place(), 'The count is empty.', {}, hint);
    return undefined;
  }
  const value = numberOf(field);
  const facts = { value: String(field).slice(0, 40) };
  if (value === undefined) {
    const hint = 'Write the contacts of the interval as a number such as 12 or 12.5.';
    issues.add('count-not-a-number', place(), `"${facts.value}" is not a number.`, facts, hint);
  } else if (!Number.isFinite(value) || value > LARGEST_COUNT) {
    const message = `${facts.value} is more than any interval can hold.`;
    issues.add('count-too-large', place(), message, { ...facts, limit: LARGEST_COUNT }, 'Correct the count.');
  } else if (value < 0) {
    issues.add('count-negative', place(), `${facts.value} is negative.`, facts, 'Contacts are counted from 0.');
  } else return value;
  return undefined;
}

/** Undefined where none is given, and where it is wrong. */
function ahtOf(field: string | number | undefined, place: () => Place, issues: IssueList): number | undefined {
  if (field === undefined || field === '') return undefined;
  const value = numberOf(field);
  if (value !== undefined && value >= 0 && value <= 86_400) return value;
  const facts = { value: String(field).slice(0, 40), limit: 86_400 };
  const hint = 'Write the average handle time in seconds, from 0 to 86400, or leave it empty.';
  issues.add('aht-invalid', place(), `"${facts.value}" is not a handle time in seconds.`, facts, hint);
  return undefined;
}

function numberOf(field: string | number): number | undefined {
  if (typeof field === 'number') return Number.isNaN(field) ? undefined : field;
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i.test(field) ? Number(field) : infinite(field);
}

function infinite(text: string): number | undefined {
  return /^[+-]?(inf|infinity|∞)$/i.test(text) ? Number.POSITIVE_INFINITY : undefined;
}
