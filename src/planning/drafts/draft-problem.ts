import { addDays, startOfDate } from '../../domain/calendar.ts';
import type { DraftDays, DraftFrame } from '../../domain/draft.ts';
import { withOtherWork } from '../../domain/other-work.ts';
import type { Problem } from '../../domain/problem.ts';
import type { ScheduledShift } from '../../domain/schedule.ts';
import type { Shift } from '../../domain/shift.ts';
import type { Team } from '../../domain/team.ts';
import type { Interval } from '../../domain/units.ts';
import { asSeenBy } from '../publications/judge-publication.ts';
import type { KnownDays } from '../schedules/known-days.ts';

/** What the schedule holds around a draft's days, for a frame that asks for what is published. */
export type PublishedAround = {
  /** Published shifts of the team's employees, of any team, and of the team: on the draft's days and around them. */
  readonly shifts: readonly ScheduledShift[];
  /** How far the team has published around the draft's days. */
  readonly known: KnownDays;
};

/** A draft's days as instants. */
export function spanOfDays({ zone }: Team, { from, days }: DraftDays): Interval {
  return { start: startOfDate(zone, from), end: startOfDate(zone, addDays(from, days)) };
}

/** A published shift beside a draft: one that is older than the schedule may still hold, on its days, what was published elsewhere since. */
function asNeighbour(team: Team, shift: ScheduledShift, drafted: ReadonlySet<string>): Shift {
  const seen = asSeenBy(team, shift);
  return drafted.has(shift.id) ? { ...seen, id: `${shift.id} as published` } : seen;
}

/**
 * The problem that a draft is a solution of. The team is the effective one, with absences laid in; the frame's demands must be complete. `past` and
 * `future` come from the frame or, where it says so, from the schedule; what other teams published for its people on the draft's days is time worked. `locks`: the shifts of the draft that a solve may not touch; for judging there are none.
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
  const neighbours = (isOne: (shift: ScheduledShift) => boolean): readonly Shift[] =>
    around.filter(isOne).map((shift) => asNeighbour(draft.team, shift, drafted));
  const isWithin = (shift: ScheduledShift): boolean => shift.start >= start && shift.start < end;
  const elsewhere = neighbours((shift) => shift.teamId !== draft.team.id && isWithin(shift));
  const past = frame.past === 'published' ? neighbours((shift) => shift.start < start) : frame.past;
  const future = frame.future === 'published' ? neighbours((shift) => shift.start >= end) : frame.future;
  return withOtherWork({
    team: draft.team,
    ...days,
    intervalDemands: frame.intervalDemands,
    templateDemands: frame.templateDemands,
    prices: frame.prices,
    locks,
    past,
    future,
    ...(frame.past === 'published' ? { pastFrom: published.known.pastFrom } : {}),
    ...(frame.future === 'published' ? { futureTo: published.known.futureTo } : {}),
    ...(frame.activities === undefined ? {} : { activities: frame.activities }),
    ...(frame.splitSkills === undefined ? {} : { splitSkills: frame.splitSkills }),
    ...(elsewhere.length === 0 ? {} : { elsewhere }),
  });
}
