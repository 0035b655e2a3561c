import {
  activityPeriods,
  type ActivityToPlace,
  activityWindow,
  leastTogether,
  type MissingActivity,
  thoseNamed,
} from '../domain/activity.ts';
import { dateOf } from '../domain/calendar.ts';
import type { Problem } from '../domain/problem.ts';
import type { ObjectivePart } from '../domain/roster.ts';
import { linesByEmployee, type Shift, shiftDate, WORK } from '../domain/shift.ts';
import { type Instant, type LocalDate, SECONDS_PER_MINUTE } from '../domain/units.ts';

type Held = { readonly employeeId: string; readonly start: Instant; readonly date: LocalDate };

/** Everybody's pieces of an activity that count: of its length, in its window, and late enough in their shifts. */
function heldOf({ team }: Problem, activity: ActivityToPlace, shifts: readonly Shift[]): readonly Held[] {
  return shifts.flatMap((shift) =>
    (shift.pieces ?? []).flatMap((piece): readonly Held[] => {
      if (!('activity' in piece) || piece.activity !== activity.id || shift.activity !== WORK) return [];
      const date = dateOf(team.zone, piece.start);
      const window = activityWindow(team, activity, date);
      const counts =
        piece.end - piece.start === activity.lengthMinutes * SECONDS_PER_MINUTE &&
        window !== undefined &&
        piece.start >= window.start &&
        piece.end <= window.end &&
        piece.start >= shift.start + activity.afterStartMinutes * SECONDS_PER_MINUTE;
      return counts ? [{ employeeId: shift.employeeId, start: piece.start, date }] : [];
    }),
  );
}

/** The sessions of each trainee: at any moment there are as many as there are coaches for, given in the order of the trainees. */
function pairsHeld(named: readonly string[], activity: ActivityToPlace, held: readonly Held[]): readonly Held[] {
  const isCoach = ({ employeeId }: Held): boolean => activity.coaches?.includes(employeeId) === true;
  return [...Map.groupBy(held, ({ start }) => start).values()].flatMap((at) => {
    const trainees = at.filter(({ employeeId }) => named.includes(employeeId));
    trainees.sort((a, b) => named.indexOf(a.employeeId) - named.indexOf(b.employeeId));
    return trainees.slice(0, at.filter(isCoach).length);
  });
}

/** The meetings that enough people take part in, each once. */
function meetingsHeld(named: readonly string[], activity: ActivityToPlace, held: readonly Held[]): readonly Held[] {
  const least = leastTogether(named.length, activity);
  return [...Map.groupBy(held, ({ start }) => start).values()].flatMap((at) => {
    const there = new Set(at.map(({ employeeId }) => employeeId).filter((id) => named.includes(id)));
    const [first] = at;
    return there.size >= least && first !== undefined ? [first] : [];
  });
}

/**
 * What of the activities is due and not held, counted from the pieces of the shifts alone, in order of the activities, the team's employees and time.
 * Per day one is due on the dates on which the employee, or together anybody named, has a shift of work.
 */
export function missingActivities(problem: Problem, shifts: readonly Shift[]): readonly MissingActivity[] {
  const lines = linesByEmployee(shifts);
  return (problem.activities ?? []).flatMap((activity): readonly MissingActivity[] => {
    const named = thoseNamed(problem.team, activity).map(({ id }) => id);
    const held = heldOf(problem, activity, shifts);
    const sessions = activity.mode === 'pair' ? pairsHeld(named, activity, held) : held;
    const works = (ids: readonly string[], date: LocalDate): boolean =>
      ids.some((id) =>
        (lines.get(id) ?? []).some((shift) => shift.activity === WORK && shiftDate(problem.team.zone, shift) === date),
      );
    const missingOf = (own: readonly Held[], ids: readonly string[], employeeId?: string): readonly MissingActivity[] =>
      activityPeriods(problem, activity).flatMap((dates): readonly MissingActivity[] => {
        const [from, to] = [dates[0], dates.at(-1)];
        if (from === undefined || to === undefined) return [];
        // A day that it may not be held on asks for none.
        const isOpen = dates.some((date) => activityWindow(problem.team, activity, date) !== undefined);
        if (!isOpen || (activity.per === 'day' && !works(ids, from))) return [];
        const missing = activity.count - own.filter(({ date }) => date >= from && date <= to).length;
        if (missing <= 0) return [];
        return [{ activity: activity.id, ...(employeeId === undefined ? {} : { employeeId }), from, to, missing }];
      });
    if (named.length === 0) return [];
    if (activity.mode === 'together') return missingOf(meetingsHeld(named, activity, held), named);
    return named.flatMap((id) =>
      missingOf(
        sessions.filter(({ employeeId }) => employeeId === id),
        [id],
        id,
      ),
    );
  });
}

/** The part of the objective that activities are; none where the problem has none to hold. */
export function activityParts(problem: Problem, shifts: readonly Shift[]): readonly ObjectivePart[] {
  const { activities = [] } = problem;
  if (activities.length === 0) return [];
  const weights = new Map(activities.map(({ id, weight }) => [id, weight]));
  let count = 0;
  let points = 0;
  for (const { activity, missing } of missingActivities(problem, shifts)) {
    count += missing;
    points += missing * (weights.get(activity) ?? 0);
  }
  return [{ part: 'activities', unit: 'activities', count, points }];
}
