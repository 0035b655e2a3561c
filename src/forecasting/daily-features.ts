import { dateOfDayNumber, dayNumber, nextMonthStartOf } from '../domain/calendar.ts';
import { weekdayOfDay } from './day-matrix.ts';
import { isKind, type SpecialNames } from './special-days.ts';

/** How far a group of effects may move the log of a day's total before anything is known of it (standard deviation). */
export type FeaturePriors = {
  /** Place of the day in its month, as a smooth wave around the month. */
  readonly month: number;
  /** Days over which neighbouring days of the month go together. */
  readonly monthDays: number;
  /** First and last working days of the month, each by itself. */
  readonly workingDay: number;
  /** Yearly season; 0 leaves it out. */
  readonly yearly: number;
};

/** The effects that make up the log of a day's total: which of them a day has, and with which factor. */
export type DailyFeatures = {
  readonly size: number;
  /** Variance of each effect before any day was seen. */
  readonly priors: Float64Array;
  /** Drift of each effect: the variance that a day adds, in units of the setting's weekday drift. */
  readonly isWeekday: Uint8Array;
  readonly of: (day: number) => DayFeatures;
};

/**
 * Effects of one day in order of index; those from `calendarFrom` on are what makes it unlike other days of its weekday and season, and of these those from
 * `specialFrom` on are of special days and days near them.
 */
export type DayFeatures = {
  readonly indexes: Uint16Array;
  readonly values: Float64Array;
  readonly calendarFrom: number;
  readonly specialFrom: number;
};

/** Index of the level, of the deviation from it that dies away, and of Monday. */
export const LEVEL = 0;
export const DEVIATION = 1;
const WEEKDAY = 2;

const LEVEL_SD = 1;
const WEEKDAY_SD = 0.7;
const KIND_SD = 0.3;
const NAME_SD = 0.3;
/** What days near a special one do, by their distance; each further day half as much of its variance. */
const NEAR_SD = 0.15;
const NEAR_DECAY = 0.75;
const DAYS_BEFORE = 2;
const DAYS_AFTER = 5;
/** Worked days behind days off that have an effect by their number among worked days, beside that of their distance: half of its variance. */
const WORKED_AFTER = 2;
const WORKED_SHARE = Math.SQRT1_2;
/** Campaigns and other events that are no days off work on for longer, and differ more. */
const EVENT = { sd: 0.25, decay: 0.9, daysAfter: 9 };
/** Longer runs of special days are seasons (school holidays): what lies around them has no name of its own. Days off may last longer. */
const LONGEST_RUN = 4;
const LONGEST_RUN_OFF = 10;
/** What a day of a longer holiday does by its number, beside the holiday's name. */
const PLACE_SD = 0.2;
const MONTH_WAVES = 8;
const WORKING_DAYS = 6;
const YEAR_WAVES = 12;
const YEAR_DAYS = 365.25;
/** What a weekday does more in one half of the year than in the other. */
const WEEKDAY_OF_YEAR_SD = 0.03;

/**
 * Lays out the effects for a calendar. `worksOn` says which weekdays (0 Monday) are working days, for the first and last ones of a
 * month; days off are those of a kind that is a public or bank holiday.
 */
export function dailyFeatures(
  special: SpecialNames,
  worksOn: (weekday: number) => boolean,
  { month, monthDays, workingDay, yearly }: FeaturePriors,
): DailyFeatures {
  const priors: number[] = [LEVEL_SD ** 2, 0, ...Array.from({ length: 7 }, () => WEEKDAY_SD ** 2)];
  const add = (sd: number) => priors.push(sd * sd) - 1;
  const yearFrom = priors.length;
  for (let wave = 1; wave <= (yearly > 0 ? YEAR_WAVES : 0); wave += 1) {
    add(yearly / wave);
    add(yearly / wave);
  }
  const weekdayOfYearFrom = priors.length;
  for (let wave = 0; wave < (yearly > 0 ? 14 : 0); wave += 1) add(WEEKDAY_OF_YEAR_SD);
  const monthFrom = priors.length;
  for (const share of waveShares(monthDays)) {
    add(month * Math.sqrt(share));
    add(month * Math.sqrt(share));
  }
  const workingFrom = priors.length;
  for (let place = 0; place < 2 * WORKING_DAYS; place += 1) add(workingDay);
  const near = daysNear(special, worksOn);
  const named = new Map<string, number>();
  for (const names of special.values()) {
    for (const name of names) if (!named.has(name)) named.set(name, add(isKind(name) ? KIND_SD : NAME_SD));
  }
  for (const names of near.values()) {
    for (const { name, distance, isEvent, share } of names) {
      const [sd, decay] = isEvent ? [EVENT.sd, EVENT.decay] : [NEAR_SD, NEAR_DECAY];
      if (!named.has(name)) named.set(name, add(share * sd * decay ** (distance - 1)));
    }
  }
  const places = placesInHoliday(special);
  for (const names of places.values()) {
    for (const name of names) if (!named.has(name)) named.set(name, add(PLACE_SD));
  }
  const isOff = (day: number) => !worksOn(weekdayOfDay(day)) || (special.get(day)?.some(isDayOff) ?? false);
  const make = (day: number): DayFeatures => {
    const found: [number, number][] = [
      [LEVEL, 1],
      [DEVIATION, 1],
      [WEEKDAY + weekdayOfDay(day), 1],
    ];
    for (let wave = 1; wave <= (yearly > 0 ? YEAR_WAVES : 0); wave += 1) {
      const angle = (2 * Math.PI * wave * day) / YEAR_DAYS;
      found.push([yearFrom + 2 * wave - 2, Math.sin(angle)], [yearFrom + 2 * wave - 1, Math.cos(angle)]);
    }
    if (yearly > 0) {
      const angle = (2 * Math.PI * day) / YEAR_DAYS;
      const at = weekdayOfYearFrom + 2 * weekdayOfDay(day);
      found.push([at, Math.sin(angle)], [at + 1, Math.cos(angle)]);
    }
    const calendarFrom = found.length;
    const { phase, fromStart, fromEnd } = placeInMonth(day, isOff);
    for (let wave = 1; wave <= MONTH_WAVES; wave += 1) {
      const angle = 2 * Math.PI * wave * phase;
      found.push([monthFrom + 2 * wave - 2, Math.sin(angle)], [monthFrom + 2 * wave - 1, Math.cos(angle)]);
    }
    if (fromStart < WORKING_DAYS) found.push([workingFrom + fromStart, 1]);
    if (fromEnd < WORKING_DAYS) found.push([workingFrom + WORKING_DAYS + fromEnd, 1]);
    const specialFrom = found.length;
    for (const name of special.get(day) ?? []) found.push([named.get(name) as number, 1]);
    for (const name of places.get(day) ?? []) found.push([named.get(name) as number, 1]);
    for (const { name } of near.get(day) ?? []) found.push([named.get(name) as number, 1]);
    return {
      indexes: Uint16Array.from(found, ([index]) => index),
      values: Float64Array.from(found, ([, value]) => value),
      calendarFrom,
      specialFrom,
    };
  };
  const made = new Map<number, DayFeatures>();
  return {
    size: priors.length,
    priors: Float64Array.from(priors),
    isWeekday: Uint8Array.from(priors, (_, index) => (index >= WEEKDAY && index < WEEKDAY + 7 ? 1 : 0)),
    of: (day) => {
      const known = made.get(day) ?? make(day);
      made.set(day, known);
      return known;
    },
  };
}

/**
 * Shares of the variance of a wave around the month by its frequency, for a Gaussian kernel whose neighbours go together over
 * `days` (its Fourier series on a circle of 30.4 days); they sum to 1.
 */
function waveShares(days: number): readonly number[] {
  const ratio = (2 * Math.PI * days) / 30.4;
  const raw = Array.from({ length: MONTH_WAVES }, (_, wave) => Math.exp(-0.5 * (ratio * (wave + 1)) ** 2));
  const sum = raw.reduce((total, each) => total + each, 0);
  return raw.map((each) => each / sum);
}

/** Whether the kind is one of days on which offices are closed; school holidays are not. */
function isDayOff(name: string): boolean {
  return isKind(name) && /public|bank|holiday/.test(name) && !name.includes('school');
}

/** Where a day lies in its month: the share of the month before it, and its number among the working days from either end (from 0). */
function placeInMonth(
  day: number,
  isOff: (day: number) => boolean,
): { phase: number; fromStart: number; fromEnd: number } {
  const date = dateOfDayNumber(day);
  const place = Number(date.slice(8)) - 1;
  const length = dayNumber(nextMonthStartOf(date)) - day + place;
  const none = { phase: place / length, fromStart: Infinity, fromEnd: Infinity };
  if (isOff(day)) return none;
  let fromStart = 0;
  for (let other = day - place; other < day; other += 1) if (!isOff(other)) fromStart += 1;
  let fromEnd = 0;
  for (let other = day + 1; other < day - place + length; other += 1) if (!isOff(other)) fromEnd += 1;
  return { phase: place / length, fromStart, fromEnd };
}

/** Days of a holiday that lasts several, from its second on, named by their number. */
function placesInHoliday(special: SpecialNames): ReadonlyMap<number, readonly string[]> {
  const places = new Map<number, readonly string[]>();
  for (const [day, names] of special) {
    if (!names.some(isDayOff)) continue;
    const found = names.flatMap((name) => {
      if (isKind(name)) return [];
      let place = 1;
      while (place < LONGEST_RUN_OFF && special.get(day - place)?.includes(name) === true) place += 1;
      return place > 1 ? [`day ${place} of ${name}`] : [];
    });
    if (found.length > 0) places.set(day, found);
  }
  return places;
}

/** `share`: of the standard deviation that a day so far away has. */
type Near = { readonly name: string; readonly distance: number; readonly isEvent: boolean; readonly share: number };

/**
 * Days before and after short runs of special days of a kind, named by kind and distance. Behind days off the first worked days are named by their number too: what was left
 * undone comes on Tuesday after a Monday and on Monday after a Friday.
 */
function daysNear(special: SpecialNames, worksOn: (weekday: number) => boolean): ReadonlyMap<number, readonly Near[]> {
  const byKind = new Map<string, Set<number>>();
  for (const [day, names] of special) {
    for (const kind of names.filter(isKind)) {
      const days = byKind.get(kind) ?? new Set();
      byKind.set(kind, days);
      days.add(day);
    }
  }
  const near = new Map<number, Near[]>();
  const put = (day: number, one: Near) => near.set(day, [...(near.get(day) ?? []), one]);
  for (const [kind, days] of byKind) {
    const isEvent = !/public|bank|holiday|school|observance|make-up/.test(kind);
    const free = (day: number) => !days.has(day);
    for (const first of days) {
      if (days.has(first - 1)) continue;
      let last = first;
      while (days.has(last + 1)) last += 1;
      if (last - first >= (isDayOff(kind) ? LONGEST_RUN_OFF : LONGEST_RUN)) continue;
      for (let distance = 1; distance <= DAYS_BEFORE && free(first - distance); distance += 1) {
        put(first - distance, { name: `${distance} before ${kind}`, distance, isEvent, share: 1 });
      }
      for (
        let distance = 1;
        distance <= (isEvent ? EVENT.daysAfter : DAYS_AFTER) && free(last + distance);
        distance += 1
      ) {
        put(last + distance, { name: `${distance} after ${kind}`, distance, isEvent, share: 1 });
      }
      if (!isDayOff(kind)) continue;
      let worked = 0;
      for (let day = last + 1; day <= last + 7 && worked < WORKED_AFTER && free(day); day += 1) {
        if (!worksOn(weekdayOfDay(day))) continue;
        worked += 1;
        put(day, { name: `worked day ${worked} after ${kind}`, distance: worked, isEvent, share: WORKED_SHARE });
      }
    }
  }
  return near;
}
