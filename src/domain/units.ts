/**
 * Words for numbers. They are aliases, not brands: every name that carries one of them ends in its unit
 * (`restSeconds`, `paidMinutes`), and brands would need a cast at every sum in the arithmetic of the cores.
 */

/** A point in time: whole seconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** Elapsed time in whole seconds, never a difference of wall clocks. */
export type Seconds = number;

/** A calendar day of the site's zone, `YYYY-MM-DD`. */
export type LocalDate = string;

/** A wall-clock time of day, `HH:MM` from `00:00` to `24:00`. */
export type LocalTime = string;

/** An IANA zone name such as `Asia/Shanghai`. */
export type Zone = string;

/** Day of the week as written in documents. */
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** Monday first, as in ISO 8601. */
export const WEEKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Half-open span of time: `start` belongs to it, `end` does not. */
export type Interval = { readonly start: Instant; readonly end: Instant };

export const SECONDS_PER_MINUTE = 60;
export const SECONDS_PER_HOUR = 3600;
export const SECONDS_PER_DAY = 86_400;
