import { localOf, plannedInstant, timeOfMinutes } from '../../domain/calendar.ts';
import type { Absence } from '../../domain/schedule.ts';
import type { Employee, Leave, LocalSpan, Team } from '../../domain/team.ts';
import { type Instant, type Interval, SECONDS_PER_MINUTE, type Zone } from '../../domain/units.ts';

function wallText(zone: Zone, instant: Instant): string {
  const { date, minutes } = localOf(zone, instant);
  return `${date}T${timeOfMinutes(minutes)}`;
}

/** The instant that a local text is read as. */
function readAs(zone: Zone, instant: Instant): Instant {
  const { date, minutes } = localOf(zone, instant);
  return plannedInstant(zone, date, minutes);
}

/**
 * A span as local text that is read as at least the whole of it. A time that the clocks repeat is read as the first of the two, so an end in the
 * second goes on to where the hour has passed; whole minutes, outwards.
 */
function localSpan(zone: Zone, { start, end }: Interval): LocalSpan {
  const first = Math.floor(start / SECONDS_PER_MINUTE) * SECONDS_PER_MINUTE;
  let last = Math.ceil(end / SECONDS_PER_MINUTE) * SECONDS_PER_MINUTE;
  while (readAs(zone, last) < end) last += SECONDS_PER_MINUTE;
  return { from: wallText(zone, first), to: wallText(zone, last) };
}

function laidIn(zone: Zone, employee: Employee, absences: readonly Absence[]): Employee {
  const leave: Leave[] = [];
  const unavailable: LocalSpan[] = [];
  for (const { when, creditHoursPerDay } of absences) {
    if (when.kind === 'span') unavailable.push(localSpan(zone, when));
    else {
      const { from, to } = when;
      leave.push({ from, to, ...(creditHoursPerDay === undefined ? {} : { creditHoursPerDay }) });
    }
  }
  return {
    ...employee,
    ...(leave.length === 0 ? {} : { leave: [...(employee.leave ?? []), ...leave] }),
    ...(unavailable.length === 0 ? {} : { unavailable: [...(employee.unavailable ?? []), ...unavailable] }),
  };
}

/**
 * The team as it is with its people's absences: whole days are leave, with the credit that the absence gives, spans are times at which the employee is
 * not available. Nothing else of an absence goes in: who sees the team, or a breach, learns that somebody is away and not why.
 */
export function effectiveTeam(team: Team, absences: readonly Absence[]): Team {
  const byEmployee = Map.groupBy(absences, ({ employee }) => employee);
  if (!team.employees.some(({ id }) => byEmployee.has(id))) return team;
  const employees = team.employees.map((employee) => {
    const own = byEmployee.get(employee.id);
    return own === undefined ? employee : laidIn(team.zone, employee, own);
  });
  return { ...team, employees };
}
