import { addDays, daysBetween, isoOf } from '../../domain/calendar.ts';
import type { Instant, LocalDate, Zone } from '../../domain/units.ts';

/** Dates and instants as the resources write them. */

export function dayAfter(date: LocalDate): LocalDate {
  return addDays(date, 1);
}

/** Number of days from `from` to `to`, both included. */
export function daysIncluded(from: LocalDate, to: LocalDate): number {
  return daysBetween(from, to) + 1;
}

/** Last of a number of days. */
export function lastDay(from: LocalDate, days: number): LocalDate {
  return addDays(from, days - 1);
}

/** An instant on the clocks of a zone, with its offset. */
export function instantText(zone: Zone, instant: Instant): string {
  return isoOf(zone, instant);
}
