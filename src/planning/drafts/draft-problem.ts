import { addDays, startOfDate } from '../../domain/calendar.ts';
import type { DraftDays, DraftFrame } from '../../domain/draft.ts';
import type { Problem } from '../../domain/problem.ts';
import type { ScheduledShift } from '../../domain/schedule.ts';
import type { Shift } from '../../domain/shift.ts';
import type { Team } from '../../domain/team.ts';
import type { Interval } from '../../domain/units.ts';
import { withoutOtherTeams } from './effective-team.ts';

/** What the schedule holds around a draft's days, for a frame that asks for what is published. */
export type PublishedAround = {
  /** Published shifts of the team's employees, of any team, and of the team: on the draft's days and around them. */
  readonly shifts: readonly ScheduledShift[];
  /** Whether the team has published anything on the days before and behind the draft's that its rules look at. */
  readonly pastKnown: boolean;
  readonly futureKnown: boolean;
};

/** A draft's days as instants. */
export function spanOfDays({ zone }: Team, { from, days }: DraftDays): Interval {
  return { start: startOfDate(zone, from), end: startOfDate(zone, addDays(from, days)) };
}

/**
 * A published shift as a neighbour of a draft. One of another team is time worked and no more: its template and skill are that team's own words, and it
 * covers nothing here.
 */
function asNeighbour(team: Team, shift: ScheduledShift, drafted: ReadonlySet<string>): Shift {
  const { employeeId, start, end, template, skill, activity, breaks } = shift;
  // A draft that is older than the schedule may still hold, on its days, what was published elsewhere since.
  const id = drafted.has(shift.id) ? `${shift.id} as published` : shift.id;
  if (shift.teamId !== team.id) return { id, employeeId, start, end, activity: 'other-team', breaks };
  return { id, employeeId, start, end, template, skill, activity, breaks };
}

/**
 * The problem that a draft is a solution of. The team is the effective one, with absences laid in; the frame's demands must be complete. `past` and
 * `future` come from the frame or, where it says so, from the schedule; shifts that other teams published for its people on the draft's days are times at
 * which these are not available. `locks`: the shifts of the draft that a solve may not touch; for judging there are none.
 */
export function problemOfDraft(draft: {
  readonly team: Team;
  readonly days: DraftDays;
  readonly frame: DraftFrame;
  readonly published: PublishedAround;
  readonly shifts: readonly Shift[];
  readonly locks: readonly Shift[];
}): Problem {
  const { days, frame, published, locks } = draft;
  const { start, end } = spanOfDays(draft.team, days);
  const members = new Set(draft.team.employees.map(({ id }) => id));
  const drafted = new Set(draft.shifts.map(({ id }) => id));
  const around = published.shifts.filter(({ employeeId, status }) => status === 'published' && members.has(employeeId));
  const within = around.filter((shift) => shift.start < end && shift.end > start);
  const neighbours = (isOne: (shift: ScheduledShift) => boolean): readonly Shift[] =>
    around.filter(isOne).map((shift) => asNeighbour(draft.team, shift, drafted));
  const past = published.pastKnown ? neighbours((shift) => shift.start < start) : undefined;
  const future = published.futureKnown ? neighbours((shift) => shift.start >= end) : undefined;
  return {
    team: withoutOtherTeams(draft.team, within),
    ...days,
    intervalDemands: frame.intervalDemands,
    templateDemands: frame.templateDemands,
    prices: frame.prices,
    locks,
    past: frame.past === 'published' ? past : frame.past,
    future: frame.future === 'published' ? future : frame.future,
  };
}
