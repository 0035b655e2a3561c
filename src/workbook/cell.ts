/** How a spreadsheet counts days, and how it names columns. */

export const SECONDS_PER_DAY = 86_400;

/** Days from 1899-12-30, which is day 0 from March 1900 on, to 1970-01-01; and from 1904-01-01, day 0 of the other way of counting. */
const UNIX_DAY = 25_569;
const UNIX_DAY_1904 = 24_107;

/** The day number of a wall-clock time, with its fraction; undefined where it is none that spreadsheets know. */
export function serialOf(time: string): number | undefined {
  const milliseconds = Date.parse(`${time.length === 10 ? `${time}T00:00` : time}Z`);
  const serial = milliseconds / 1000 / SECONDS_PER_DAY + UNIX_DAY;
  // Before March 1900 the day numbers are off by one, for a leap day that never was.
  return serial >= 61 ? serial : undefined;
}

/** The wall-clock time of a day number to the second, as `2026-03-02T09:00:00`; undefined outside the years that are written in four digits. */
export function timeOfSerial(serial: number, is1904: boolean): string | undefined {
  const seconds = Math.round((serial - (is1904 ? UNIX_DAY_1904 : UNIX_DAY)) * SECONDS_PER_DAY);
  const isWritable = seconds >= (60 - UNIX_DAY) * SECONDS_PER_DAY && seconds < 253_402_300_800;
  return isWritable ? new Date(seconds * 1000).toISOString().slice(0, 19) : undefined;
}

/** A length as hours, minutes and, where it has them, seconds: `38:30`. */
export function durationText(seconds: number): string {
  const whole = Math.round(Math.abs(seconds));
  const two = (value: number): string => String(value).padStart(2, '0');
  const rest = whole % 60 === 0 ? '' : `:${two(whole % 60)}`;
  const sign = seconds < 0 && whole > 0 ? '-' : '';
  return `${sign}${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}${rest}`;
}

/** The name of a column: A for 0, AA for 26. */
export function columnName(index: number): string {
  const rest = Math.floor(index / 26);
  return `${rest === 0 ? '' : columnName(rest - 1)}${String.fromCharCode(65 + (index % 26))}`;
}
