import { localOf } from '../../domain/calendar.ts';
import type { ScheduledShift } from '../../domain/schedule.ts';
import { compareShifts, workSeconds } from '../../domain/shift.ts';
import type { Language } from '../messages/catalog.ts';
import { hoursOf } from '../shift-mapping.ts';
import { calendarText, textValue, uidPart, uriValue, utcValue } from './calendar-lines.ts';
import { clockText, dateText, endText, hoursText, say } from './texts.ts';

/** How long a client may wait until it asks again. */
const REFRESH = 'PT1H';

export type ScheduleCalendarInput = {
  /** Makes the UIDs differ between organisations that use the same ids. */
  readonly organisation: string;
  /** Cancelled ones too, so that clients that keep an event see that it is gone. */
  readonly shifts: readonly ScheduledShift[];
  /** What the calendar is called in the client. */
  readonly name: string;
  /** Where the feed is fetched. */
  readonly url?: string | undefined;
  readonly language?: Language | undefined;
  /** Whether summaries begin with the employee's name: for calendars of several people. */
  readonly withEmployee?: boolean | undefined;
};

/**
 * Published shifts as an iCalendar feed (RFC 5545, RFC 7986). Without a clock: the same shifts give the same bytes, because DTSTAMP says when
 * the shift last changed.
 *
 * Times are in UTC and there is no VTIMEZONE. A shift is an event of its own and never recurs, so a zone would only say again what its
 * instants say, and worse: the second pass of an hour that the clocks repeat has no local form at all (section 3.3.5 takes the first), and
 * clients read VTIMEZONE differently, some of them none but their own. Every client shows an instant on its owner's clocks; X-WR-TIMEZONE
 * names the zone where there is one, and the description gives the times on the site's clocks for who is elsewhere.
 */
export function scheduleCalendar(input: ScheduleCalendarInput): string {
  const { shifts, name, url, language = 'en' } = input;
  const [zone, ...otherZones] = new Set(shifts.map((shift) => shift.zone));
  return calendarText([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Shiftcast//Published schedules//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${textValue(name)}`,
    `X-WR-CALNAME:${textValue(name)}`,
    ...(zone === undefined || otherZones.length > 0 ? [] : [`X-WR-TIMEZONE:${textValue(zone)}`]),
    ...(url === undefined ? [] : [`SOURCE;VALUE=URI:${uriValue(url)}`]),
    `REFRESH-INTERVAL;VALUE=DURATION:${REFRESH}`,
    `X-PUBLISHED-TTL:${REFRESH}`,
    ...(shifts.length === 0
      ? NO_EVENTS
      : shifts.toSorted(compareShifts).flatMap((shift) => event(input, language, shift))),
    'END:VCALENDAR',
  ]);
}

/** A calendar must hold a component (section 3.4); one without shifts holds the zone that its times would be in. */
const NO_EVENTS: readonly string[] = [
  'BEGIN:VTIMEZONE',
  'TZID:UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
];

function event(input: ScheduleCalendarInput, language: Language, shift: ScheduledShift): readonly string[] {
  const isCancelled = shift.status === 'cancelled';
  const categories = [shift.templateName ?? shift.template, shift.skillName ?? shift.skill];
  const named = categories.filter((category) => category !== undefined && category !== '');
  return [
    'BEGIN:VEVENT',
    `UID:${uidPart(shift.id)}@${uidPart(input.organisation)}.shiftcast`,
    `DTSTAMP:${utcValue(shift.changedAt)}`,
    `LAST-MODIFIED:${utcValue(shift.changedAt)}`,
    `SEQUENCE:${shift.sequence}`,
    `DTSTART:${utcValue(shift.start)}`,
    `DTEND:${utcValue(shift.end)}`,
    `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `TRANSP:${isCancelled ? 'TRANSPARENT' : 'OPAQUE'}`,
    `SUMMARY;LANGUAGE=${language}:${textValue(summaryOf(input, language, shift))}`,
    `DESCRIPTION;LANGUAGE=${language}:${textValue(descriptionOf(language, shift))}`,
    ...(shift.site === undefined ? [] : [`LOCATION:${textValue(shift.site)}`]),
    ...(named.length === 0 ? [] : [`CATEGORIES:${named.map((category) => textValue(category ?? '')).join(',')}`]),
    'END:VEVENT',
  ];
}

/** Clients that know no STATUS show a cancelled event like any other: the summary says it too. */
function summaryOf(input: ScheduleCalendarInput, language: Language, shift: ScheduledShift): string {
  const activity = shift.activity === 'work' ? undefined : shift.activity;
  const kind = shift.templateName ?? shift.template;
  const what = [kind, activity, shift.skillName ?? shift.skill].filter((part) => part !== undefined).join(' · ');
  const shown = what === '' ? say(language, 'shift') : what;
  const employee = shift.employeeName ?? shift.employeeId;
  const full = input.withEmployee === true ? say(language, 'someone', { employee, what: shown }) : shown;
  return shift.status === 'cancelled' ? say(language, 'cancelled', { what: full }) : full;
}

function descriptionOf(language: Language, shift: ScheduledShift): string {
  const { zone, start, end } = shift;
  const { date } = localOf(zone, start);
  const last = localOf(zone, end);
  const isSameDay = last.date === date || endText(zone, date, end) === '24:00';
  const to = isSameDay ? `–${endText(zone, date, end)}` : ` – ${dateText(language, last.date)} ${clockText(zone, end)}`;
  return [
    `${dateText(language, date)} ${clockText(zone, start)}${to} (${zone})`,
    ...shift.breaks.map((pause) => {
      const times = { start: clockText(zone, pause.start), end: clockText(zone, pause.end) };
      return say(language, pause.kind === 'gap' ? 'gap' : pause.paid ? 'breakPaid' : 'breakUnpaid', times);
    }),
    ...(shift.pieces ?? []).map((piece) => {
      const times = { start: clockText(zone, piece.start), end: clockText(zone, piece.end) };
      return say(language, 'piece', { ...times, what: 'skill' in piece ? piece.skill : piece.activity });
    }),
    say(language, 'paidHours', { hours: hoursText(hoursOf(workSeconds(shift))) }),
    say(language, 'publicationOfTeam', { number: shift.publication, team: shift.teamId }),
  ].join('\n');
}
