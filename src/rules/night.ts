import { addDays, dateOf, minutesOfDay, plannedInstant } from '../domain/calendar.ts';
import type { Interval, LocalTime, Seconds, Zone } from '../domain/units.ts';

/** Wall-clock window of the night; `to` at or before `from` is on the next day. */
export type NightWindow = { readonly from: LocalTime; readonly to: LocalTime };

/**
 * Elapsed seconds of an attendance inside the night windows, breaks included: in an autumn night that repeats an hour the
 * window is an hour longer. A long attendance that touches two nights has the sum of both.
 */
export function nightSeconds(zone: Zone, night: NightWindow, shift: Interval): Seconds {
  const from = minutesOfDay(night.from);
  const to = minutesOfDay(night.to);
  const toMinutes = to <= from ? to + 1440 : to;
  const last = dateOf(zone, shift.end);
  let seconds = 0;
  for (let date = addDays(dateOf(zone, shift.start), -1); date <= last; date = addDays(date, 1)) {
    const start = Math.max(shift.start, plannedInstant(zone, date, from));
    const end = Math.min(shift.end, plannedInstant(zone, date, toMinutes));
    if (end > start) seconds += end - start;
  }
  return seconds;
}
