import { dateOf, instantOfIso, isLocalDate, isoOf } from '../../domain/calendar.ts';
import type { Issue, Outcome } from '../../domain/issue.ts';
import type { Absence } from '../../domain/schedule.ts';
import type { Instant, LocalDate, Zone } from '../../domain/units.ts';
import { issue } from '../messages/render.ts';
import { readInstant } from '../timestamps.ts';
import type { AbsenceRead } from './absences.ts';

type When = Absence['when'];

/** The instant of one end: a local time is one of the zone that all teams of the employee share. */
function instantAt(
  text: string,
  field: 'from' | 'to',
  employee: string,
  zones: readonly Zone[],
  issues: Issue[],
): Instant | undefined {
  const written = instantOfIso(text);
  if (written !== undefined) return written;
  const [zone, other] = zones;
  if (zone === undefined) return undefined;
  if (other !== undefined) {
    issues.push(issue('zone-not-unique', `/${field}`, { received: text, employee, zones: zones.join(', ') }));
    return undefined;
  }
  return readInstant(zone, text, `/${field}`, (one) => issues.push(one));
}

/** The absence of a document whose shape is right. `zones` are those of the employee's teams. */
export function toAbsence(
  { employee, from, to, reason, creditHoursPerDay }: AbsenceRead,
  zones: readonly Zone[],
): Outcome<Omit<Absence, 'id'>> {
  const issues: Issue[] = [];
  const whole = (when: When): Outcome<Omit<Absence, 'id'>> =>
    issues.length > 0
      ? { ok: false, issues }
      : { ok: true, value: { employee, when, reason: reason === '' ? undefined : reason, creditHoursPerDay } };
  const isDates = isLocalDate(from);
  if (isDates !== isLocalDate(to)) return { ok: false, issues: [issue('dates-mixed', '/to')] };
  if (isDates) {
    if (to < from) issues.push(issue('window-empty', '/to', { from, to }));
    return whole({ kind: 'dates', from, to });
  }
  if (creditHoursPerDay !== undefined) issues.push(issue('credit-without-dates', '/creditHoursPerDay'));
  const start = instantAt(from, 'from', employee, zones, issues);
  const end = instantAt(to, 'to', employee, zones, issues);
  if (start === undefined || end === undefined) return { ok: false, issues };
  const zone = zones[0] ?? 'UTC';
  if (end <= start)
    issues.push(issue('span-not-positive', '/to', { start: isoOf(zone, start), end: isoOf(zone, end) }));
  return whole({ kind: 'span', start, end });
}

/** The ends of an absence as they go out. */
export function fromWhen(zone: Zone, when: When): { readonly from: string; readonly to: string } {
  if (when.kind === 'dates') return { from: when.from, to: when.to };
  return { from: isoOf(zone, when.start), to: isoOf(zone, when.end) };
}

/** Whether an absence touches one of the local dates from `from` to `to`, both included; undefined is without end. */
export function touches(zone: Zone, when: When, from: LocalDate | undefined, to: LocalDate | undefined): boolean {
  const isDates = when.kind === 'dates';
  const first = isDates ? when.from : dateOf(zone, when.start);
  const last = isDates ? when.to : dateOf(zone, when.end - 1);
  return (from === undefined || last >= from) && (to === undefined || first <= to);
}
