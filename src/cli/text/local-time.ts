/**
 * Local times as they stand in ISO texts with an offset: what a document says is what the wall clock shows, so the text is cut and
 * never converted.
 */

const WEEKDAY_NAMES = {
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
};
const DAY_MILLISECONDS = 86_400_000;

/** `2026-03-02` of `2026-03-02T09:00:00+08:00`. */
export function dateOf(iso: string): string {
  return iso.slice(0, 10);
}

/** `09:00` of `2026-03-02T09:00:00+08:00`. */
export function timeOf(iso: string): string {
  return iso.slice(11, 16);
}

/** Minutes of the wall clock since midnight. */
export function minutesOf(iso: string): number {
  return Number(iso.slice(11, 13)) * 60 + Number(iso.slice(14, 16));
}

/** Whole seconds since 1970-01-01T00:00Z. */
export function instantOf(iso: string): number {
  return Date.parse(iso) / 1000;
}

function dayNumber(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY_MILLISECONDS;
}

/** Calendar days from a date on. */
export function datesFrom(from: string, days: number): readonly string[] {
  const first = dayNumber(from);
  return Array.from({ length: days }, (_, index) =>
    new Date((first + index) * DAY_MILLISECONDS).toISOString().slice(0, 10),
  );
}

/** `Mon 02 Mar` reads worse than `Mon 03-02` in a narrow grid. */
export function dayHead(date: string, language: keyof typeof WEEKDAY_NAMES = 'en'): string {
  return `${WEEKDAY_NAMES[language][((dayNumber(date) % 7) + 11) % 7] ?? ''} ${date.slice(5)}`;
}

/** `9` or `9:30`, as short as a wall-clock time can be said. */
function shortTime(iso: string): string {
  const [hours, minutes] = [iso.slice(11, 13), iso.slice(14, 16)];
  return minutes === '00' ? hours : `${hours}:${minutes}`;
}

/** `09-17:30`; the day of the end is left out, since a shift is shorter than a day. */
export function shortSpan(start: string, end: string): string {
  return `${shortTime(start)}-${shortTime(end)}`;
}
