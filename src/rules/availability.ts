import { isInHorizon } from './period.ts';
import { exactly, type Finding, type LineRule, type RuleContext, weighExcess } from './rule.ts';
import { mergeSpans, overlapSeconds } from './spans.ts';
import {
  addDays,
  dateOf,
  datesFrom,
  daysBetween,
  minutesOfDay,
  plannedInstant,
  startOfDate,
  weekdayOf,
} from '../domain/calendar.ts';
import { type Shift, shiftDate } from '../domain/shift.ts';
import type { WeeklyWindow } from '../domain/team.ts';
import type { Instant, Interval, LocalDate, Zone } from '../domain/units.ts';

/** When an employee may and may not work, as disjoint spans; `available` undefined: at any time. Good up to `until`. */
type Presence = {
  readonly available: readonly Interval[] | undefined;
  readonly unavailable: readonly Interval[];
  readonly leave: readonly Interval[];
  readonly until: Instant;
};

function windowOn(zone: Zone, date: LocalDate, window: WeeklyWindow): Interval {
  const from = minutesOfDay(window.from);
  const to = minutesOfDay(window.to);
  return { start: plannedInstant(zone, date, from), end: plannedInstant(zone, date, to <= from ? to + 1440 : to) };
}

function localInstant(zone: Zone, text: string): Instant {
  return plannedInstant(zone, text.slice(0, 10), minutesOfDay(text.slice(11)));
}

/** Windows from the day before the horizon, whose night may reach into it, up to the date `end`. */
function presenceUntil(context: RuleContext, end: LocalDate): Presence {
  const { zone, employee, from } = context;
  const dates = datesFrom(addDays(from, -1), daysBetween(from, end) + 1);
  const available = employee.availability?.flatMap((window) =>
    dates
      .filter((date) => window.days === undefined || window.days.includes(weekdayOf(date)))
      .map((date) => windowOn(zone, date, window)),
  );
  return {
    available: available === undefined ? undefined : mergeSpans(available),
    unavailable: mergeSpans(
      (employee.unavailable ?? []).map((span) => ({
        start: localInstant(zone, span.from),
        end: localInstant(zone, span.to),
      })),
    ),
    leave: mergeSpans(
      (employee.leave ?? []).map((leave) => ({
        start: startOfDate(zone, leave.from),
        end: startOfDate(zone, addDays(leave.to, 1)),
      })),
    ),
    until: startOfDate(zone, end),
  };
}

/** Shifts of at most 24 hours end on the day behind the horizon at the latest; the windows of that day come with it. */
function presenceOf(context: RuleContext): Presence {
  return presenceUntil(context, addDays(context.from, context.days + 2));
}

function findingsOf(context: RuleContext, known: Presence, shift: Shift): readonly Finding[] {
  const presence =
    shift.end <= known.until ? known : presenceUntil(context, addDays(dateOf(context.zone, shift.end), 1));
  const outside =
    presence.available === undefined ? 0 : shift.end - shift.start - overlapSeconds(presence.available, shift);
  const measures = [
    { kind: 'outside-availability', seconds: outside },
    { kind: 'unavailable', seconds: overlapSeconds(presence.unavailable, shift) },
    { kind: 'leave', seconds: overlapSeconds(presence.leave, shift) },
  ];
  const common = { shiftIds: [shift.id], span: { start: shift.start, end: shift.end }, limit: 0 };
  const findings: Finding[] = measures
    .filter(({ seconds }) => seconds > 0)
    .map(({ kind, seconds }) => ({ ...common, unit: 'seconds', measured: seconds, excess: seconds, facts: { kind } }));
  const date = shiftDate(context.zone, shift);
  if (context.employee.daysOff?.includes(date) === true) {
    findings.push({ ...common, unit: 'none', measured: 1, excess: 1, facts: { kind: 'day-off', date } });
  }
  return findings;
}

/**
 * Work only when the employee is there: a shift lies within the availability windows (windows that overlap or touch are one),
 * touches no unavailable span and no day of leave, and does not start on a day off. Breaks count as attendance. Day basis: a day
 * off forbids starts on that local date, so a night from the evening before may end on it; a day of leave is the whole local
 * date, of 23 to 25 hours, and nothing may reach into it.
 */
export const availability: LineRule<Presence> = {
  id: 'availability',
  title: 'Availability of the employee',
  parameters: [],
  defaultSeverity: 'block',
  seesOnCall: 'alone',
  judges: 'shifts',
  start: (_, context) => presenceOf(context),
  extend: (_, context, presence, next) => ({
    state: presence,
    findings: isInHorizon(context, shiftDate(context.zone, next)) ? findingsOf(context, presence, next) : [],
  }),
  finish: () => [],
  reach: () => ({ daysBefore: 0, daysAfter: 0 }),
  dependsOnMissing: () => false,
  compile: (_, context) => {
    const presence = presenceOf(context);
    return exactly([{ kind: 'allow', allows: (_day, shift) => findingsOf(context, presence, shift).length === 0 }]);
  },
  compilePriced: (_, context) => {
    const presence = presenceOf(context);
    const price = (shift: Shift): number =>
      findingsOf(context, presence, shift).reduce((sum, finding) => sum + weighExcess(finding), 0);
    return [{ kind: 'shift-price', price: (_day, shift) => price(shift) }];
  },
};
