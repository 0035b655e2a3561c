import { addDays, startOfDate } from '../../domain/calendar.ts';
import type { DraftDays } from '../../domain/draft.ts';
import type { Problem } from '../../domain/problem.ts';
import { compareShifts, type Shift, shiftDate } from '../../domain/shift.ts';

/**
 * The problem of some of a draft's days. What the draft has on its other days stays as it is: it is past and future to the part, and as well known as
 * the draft's own days are.
 */
export function partOfProblem(problem: Problem, drafted: readonly Shift[], { from, days }: DraftDays): Problem {
  const { zone, employees } = problem.team;
  const end = addDays(from, days);
  const span = { start: startOfDate(zone, from), end: startOfDate(zone, end) };
  const members = new Set(employees.map(({ id }) => id));
  const { elsewhere = [] } = problem;
  const around = [...drafted, ...elsewhere].filter(({ employeeId }) => members.has(employeeId)).sort(compareShifts);
  const isWithin = (shift: Shift): boolean => shift.start >= span.start && shift.start < span.end;
  const isPart = { past: from > problem.from, future: end < addDays(problem.from, problem.days) };
  const before = around.filter(({ start }) => start < span.start);
  const behind = around.filter(({ start }) => start >= span.end);
  return {
    ...problem,
    from,
    days,
    intervalDemands: problem.intervalDemands
      .filter(({ start, end: until }) => start < span.end && until > span.start)
      .map((one) => ({ ...one, start: Math.max(one.start, span.start), end: Math.min(one.end, span.end) })),
    templateDemands: problem.templateDemands.filter(({ date }) => date >= from && date < end),
    locks: problem.locks.filter(isWithin),
    past: isPart.past ? [...(problem.past ?? []), ...before] : problem.past,
    future: isPart.future ? [...behind, ...(problem.future ?? [])] : problem.future,
    pastFrom: isPart.past && problem.past === undefined ? problem.from : problem.pastFrom,
    futureTo:
      isPart.future && problem.future === undefined ? addDays(problem.from, problem.days - 1) : problem.futureTo,
    elsewhere: elsewhere.filter(isWithin),
  };
}

/** The draft's shifts that start on some of its days. */
export function shiftsOfPart(zone: string, shifts: readonly Shift[], { from, days }: DraftDays): readonly Shift[] {
  const end = addDays(from, days);
  return shifts.filter((shift) => {
    const date = shiftDate(zone, shift);
    return date >= from && date < end;
  });
}
