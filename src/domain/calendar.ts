import { IANAZone } from 'luxon';
import type { Instant, Interval, LocalDate, LocalTime, Seconds, Weekday, Zone } from './units.ts';
import { SECONDS_PER_DAY, WEEKDAYS } from './units.ts';

/**
 * The only place where wall clocks and instants meet. Dates and times of day are strings; instants are epoch seconds;
 * all spans are half-open. A local time that a clock change skips has no instant, one that it repeats has two.
 */

type Transition = { readonly at: Instant; readonly before: Seconds; readonly after: Seconds };

/** Offsets of one UTC year: `offsets[k]` holds before `changes[k]`, the last one to the year's end. */
type ZoneYear = {
  readonly start: Instant;
  readonly end: Instant;
  readonly changes: readonly Transition[];
  readonly offsets: readonly Seconds[];
};

const zones = new Map<Zone, IANAZone>();
const zoneYears = new Map<Zone, Map<number, ZoneYear>>();

/**
 * Names that were asked about and are zones. Each new question makes the runtime build a formatter of some 40 kB outside of every heap, which it
 * keeps for long: a service that asked on each request would grow by hundreds of megabytes.
 */
const knownZones = new Set<string>();

/** More names than there are zones: a zone may be written in any case, and somebody might try them all. */
const MOST_KNOWN_ZONES = 2000;

/** True for a zone name that the runtime's time-zone database knows. */
export function isZone(zone: string): boolean {
  if (knownZones.has(zone)) return true;
  if (!IANAZone.isValidZone(zone)) return false;
  if (knownZones.size < MOST_KNOWN_ZONES) knownZones.add(zone);
  return true;
}

function zoneOf(zone: Zone): IANAZone {
  const known = zones.get(zone);
  if (known !== undefined) return known;
  if (!isZone(zone)) throw new Error(`unknown time zone ${zone}`);
  const made = IANAZone.create(zone);
  zones.set(zone, made);
  return made;
}

function rawOffset(zone: Zone, instant: Instant): Seconds {
  return Math.round(zoneOf(zone).offset(instant * 1000) * 60);
}

/** The first instant of a UTC year. `Date.UTC` reads 0 to 99 as 1900 to 1999. */
function startOfYear(year: number): Instant {
  return new Date(0).setUTCFullYear(year, 0, 1) / 1000;
}

/** Clock changes of one UTC year, found by bisection between daily probes: asking luxon per instant is 50 times slower. */
function readZoneYear(zone: Zone, year: number): ZoneYear {
  const start = startOfYear(year);
  const end = startOfYear(year + 1);
  const changes: Transition[] = [];
  for (let day = start; day < end; day += SECONDS_PER_DAY) {
    const before = rawOffset(zone, day);
    const after = rawOffset(zone, day + SECONDS_PER_DAY);
    if (before === after) continue;
    let low = day;
    let high = day + SECONDS_PER_DAY;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (rawOffset(zone, middle) === before) low = middle;
      else high = middle;
    }
    changes.push({ at: high, before, after });
  }
  return { start, end, changes, offsets: [rawOffset(zone, start), ...changes.map(({ after }) => after)] };
}

function zoneYearOf(zone: Zone, year: number): ZoneYear {
  let years = zoneYears.get(zone);
  if (years === undefined) {
    years = new Map();
    zoneYears.set(zone, years);
  }
  const known = years.get(year);
  if (known !== undefined) return known;
  const read = readZoneYear(zone, year);
  years.set(year, read);
  return read;
}

/** The last answer: instants come in thousands from one zone and year, and finding the year costs more than the rest. */
let lastZone: Zone | undefined;
let lastYear: ZoneYear = { start: 0, end: 0, changes: [], offsets: [] };

/** Seconds that the zone's clocks are ahead of UTC at the instant. */
export function offsetSecondsAt(zone: Zone, instant: Instant): Seconds {
  if (zone !== lastZone || !(instant >= lastYear.start && instant < lastYear.end)) {
    lastYear = zoneYearOf(zone, new Date(instant * 1000).getUTCFullYear());
    lastZone = zone;
  }
  const { changes, offsets } = lastYear;
  let passed = 0;
  while (passed < changes.length && instant >= (changes[passed] as Transition).at) passed += 1;
  return offsets[passed] as Seconds;
}

/** Beyond this many dates (some 90 years) a cache begins anew, so that a long life of odd input cannot fill the memory. */
const MOST_KEPT_DATES = 32_768;
const dayNumbers = new Map<LocalDate, number>();

/** Days since 1970-01-01 of a local date; only differences matter. Throws on a text that is no date. */
export function dayNumber(date: LocalDate): number {
  const known = dayNumbers.get(date);
  if (known !== undefined) return known;
  const milliseconds = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(milliseconds)) throw new Error(`not a date: ${date}`);
  const day = Math.round(milliseconds / 86_400_000);
  if (dayNumbers.size >= MOST_KEPT_DATES) dayNumbers.clear();
  dayNumbers.set(date, day);
  return day;
}

const dateTexts = new Map<number, LocalDate>();

/** The local date of a day number. Texts are kept: an audit asks for the same few hundred a million times. */
export function dateOfDayNumber(day: number): LocalDate {
  const known = dateTexts.get(day);
  if (known !== undefined) return known;
  const made = new Date(day * 86_400_000).toISOString().slice(0, 10);
  if (dateTexts.size >= MOST_KEPT_DATES) dateTexts.clear();
  dateTexts.set(day, made);
  return made;
}

/** The date `days` after (or before, when negative) a date. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** Whole days from `from` to `to`. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** Dates from `from`, `days` of them, in order. */
export function datesFrom(from: LocalDate, days: number): readonly LocalDate[] {
  const first = dayNumber(from);
  return Array.from({ length: days }, (_, index) => dateOfDayNumber(first + index));
}

const MONTH_DAYS: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** True for a text `YYYY-MM-DD` that is a day of the Gregorian calendar. */
export function isLocalDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = (MONTH_DAYS[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0);
  return day >= 1 && day <= last;
}

/** Years within which dates and instants are accepted: outside them, a slip of the pen or a wrong unit made the date. */
const YEARS = { first: 1970, last: 2199 };

/** True for a text that begins with a year within which dates are accepted. */
export function isYearAccepted(text: string): boolean {
  const year = Number(text.slice(0, 4));
  return year >= YEARS.first && year <= YEARS.last;
}

/** ISO weekday index of a date: 0 is Monday, 6 is Sunday. */
export function weekdayIndex(date: LocalDate): number {
  return (((dayNumber(date) + 3) % 7) + 7) % 7;
}

/** Weekday name of a date. */
export function weekdayOf(date: LocalDate): Weekday {
  return WEEKDAYS[weekdayIndex(date)] as Weekday;
}

/** First day of the calendar week that holds the date, for weeks that start on `weekStart`. */
export function weekStartOf(date: LocalDate, weekStart: Weekday = 'mon'): LocalDate {
  const back = (weekdayIndex(date) - WEEKDAYS.indexOf(weekStart) + 7) % 7;
  return addDays(date, -back);
}

/** First day of the month that holds the date. */
export function monthStartOf(date: LocalDate): LocalDate {
  return `${date.slice(0, 7)}-01`;
}

/** First day of the month after the one that holds the date. */
export function nextMonthStartOf(date: LocalDate): LocalDate {
  return monthStartOf(addDays(monthStartOf(date), 31));
}

/** Minutes from midnight of `HH:MM`; `24:00` is 1440. Throws on anything else. */
export function minutesOfDay(time: LocalTime): number {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time);
  const minutes = match === null ? Number.NaN : Number(match[1]) * 60 + Number(match[2]);
  if (!(minutes <= 1440)) throw new Error(`not a time of day: ${time}`);
  return minutes;
}

/** `HH:MM` of minutes from midnight, 0 to 1440. */
export function timeOfMinutes(minutes: number): LocalTime {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/**
 * All instants at which the zone's wall clock shows the date and minute, in order: none when a clock change skips it, two when
 * it is repeated. `minutes` may exceed 1440 and then counts wall-clock time into the following days.
 */
export function instantsOf(zone: Zone, date: LocalDate, minutes: number): readonly Instant[] {
  const wall = dayNumber(date) * SECONDS_PER_DAY + Math.round(minutes * 60);
  const before = offsetSecondsAt(zone, wall - SECONDS_PER_DAY);
  const after = offsetSecondsAt(zone, wall + SECONDS_PER_DAY);
  // No change is near: nearly every call ends here.
  if (before === after && offsetSecondsAt(zone, wall) === before) return [wall - before];
  const offsets = new Set([before, offsetSecondsAt(zone, wall), after]);
  const found: Instant[] = [];
  for (const offset of offsets) {
    const instant = wall - offset;
    if (offsetSecondsAt(zone, instant) === offset) found.push(instant);
  }
  return found.sort((a, b) => a - b);
}

/**
 * One instant for a planned wall-clock time: the first of two, and for a skipped time the instant of the clock change,
 * which is what the clock on the wall shows when staff meant for that time must be there.
 */
export function plannedInstant(zone: Zone, date: LocalDate, minutes: number): Instant {
  const found = instantsOf(zone, date, minutes);
  const first = found[0];
  if (first !== undefined) return first;
  const wall = dayNumber(date) * SECONDS_PER_DAY + Math.round(minutes * 60);
  const year = new Date(wall * 1000).getUTCFullYear();
  for (const change of [year - 1, year, year + 1].flatMap((each) => zoneYearOf(zone, each).changes)) {
    if (wall >= change.at + change.before && wall < change.at + change.after) return change.at;
  }
  throw new Error(`no instant for ${date} ${minutes} min in ${zone}`);
}

/** The instant at which the local date begins (the clock change itself where midnight is skipped). */
export function startOfDate(zone: Zone, date: LocalDate): Instant {
  return plannedInstant(zone, date, 0);
}

/** The local date as a half-open span; 23, 24 or 25 hours long, as the zone has it. */
export function spanOfDate(zone: Zone, date: LocalDate): Interval {
  return { start: startOfDate(zone, date), end: startOfDate(zone, addDays(date, 1)) };
}

/** Local date and wall-clock minute of an instant. */
export function localOf(zone: Zone, instant: Instant): { readonly date: LocalDate; readonly minutes: number } {
  const wall = instant + offsetSecondsAt(zone, instant);
  const day = Math.floor(wall / SECONDS_PER_DAY);
  return { date: dateOfDayNumber(day), minutes: (wall - day * SECONDS_PER_DAY) / 60 };
}

/** Local date of an instant. */
export function dateOf(zone: Zone, instant: Instant): LocalDate {
  return localOf(zone, instant).date;
}

/** ISO 8601 text with the zone's offset at that instant, for example `2026-03-29T03:00:00+02:00`. */
export function isoOf(zone: Zone, instant: Instant): string {
  const offset = offsetSecondsAt(zone, instant);
  const wall = instant + offset;
  const day = Math.floor(wall / SECONDS_PER_DAY);
  const second = wall - day * SECONDS_PER_DAY;
  const time = timeOfMinutes(Math.floor(second / 60));
  const sign = offset < 0 ? '-' : '+';
  const ahead = timeOfMinutes(Math.round(Math.abs(offset) / 60));
  return `${dateOfDayNumber(day)}T${time}:${String(Math.floor(second % 60)).padStart(2, '0')}${sign}${ahead}`;
}

const isoInstant = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|([+-])(\d{2}):?(\d{2}))$/i;

/**
 * Instant of an ISO 8601 text that carries an offset or `Z`, fractions of a second cut off; undefined for any other text. Arithmetic of
 * its own: a roster of a month holds some hundred thousand of these, and luxon takes ten times as long.
 */
export function instantOfIso(text: string): Instant | undefined {
  const match = isoInstant.exec(text);
  if (match === null) return undefined;
  const [, date = '', hours, minutes, seconds = '0', sign, offsetHours = '0', offsetMinutes = '0'] = match;
  const secondOfDay = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  // 24:00 is the end of the day.
  if (Number(minutes) > 59 || Number(seconds) > 59 || secondOfDay > SECONDS_PER_DAY) return undefined;
  if (Number(offsetHours) > 23 || Number(offsetMinutes) > 59 || !isLocalDate(date)) return undefined;
  const offset = (Number(offsetHours) * 3600 + Number(offsetMinutes) * 60) * (sign === '-' ? -1 : 1);
  return dayNumber(date) * SECONDS_PER_DAY + secondOfDay - offset;
}
