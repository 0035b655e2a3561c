import { addDays, localOf, minutesOfDay, plannedInstant, weekdayOf } from '../../domain/calendar.ts';
import type { PayPlan, PayWindow } from '../../domain/pay.ts';
import type { Instant, Interval, LocalDate, Zone } from '../../domain/units.ts';

/** The workday that an instant lies in: the date on which that workday begins. */
export function workdayAt(zone: Zone, plan: PayPlan, instant: Instant): LocalDate {
  const { date } = localOf(zone, instant);
  return instant >= startOfWorkday(zone, plan, date) ? date : addDays(date, -1);
}

/** The instant at which a workday begins. */
function startOfWorkday(zone: Zone, { dayStart = '00:00' }: PayPlan, date: LocalDate): Instant {
  return plannedInstant(zone, date, minutesOfDay(dayStart));
}

/** A stretch cut where one workday ends and the next begins. */
export function cutByWorkday(
  zone: Zone,
  plan: PayPlan,
  stretch: Interval,
): readonly (Interval & { date: LocalDate })[] {
  const parts: (Interval & { date: LocalDate })[] = [];
  for (let { start } = stretch; start < stretch.end; ) {
    const date = workdayAt(zone, plan, start);
    const end = Math.min(stretch.end, startOfWorkday(zone, plan, addDays(date, 1)));
    parts.push({ start, end, date });
    start = end;
  }
  return parts;
}

/** A window on one date, as elapsed time. */
export type OpenWindow = Interval & { readonly window: PayWindow };

/** The windows that a stretch of time touches, each date's by itself. */
export function openWindows(zone: Zone, windows: readonly PayWindow[], stretch: Interval): readonly OpenWindow[] {
  const open: OpenWindow[] = [];
  if (windows.length === 0) return open;
  const { date: last } = localOf(zone, stretch.end);
  const first = addDays(localOf(zone, stretch.start).date, -1);
  for (const window of windows) {
    const from = minutesOfDay(window.from);
    const to = minutesOfDay(window.to);
    for (let date = first; date <= last; date = addDays(date, 1)) {
      if (window.days !== undefined && !window.days.includes(weekdayOf(date))) continue;
      const start = plannedInstant(zone, date, from);
      const end = plannedInstant(zone, date, to <= from ? to + 1440 : to);
      if (start < stretch.end && end > stretch.start) open.push({ window, start, end });
    }
  }
  return open;
}
