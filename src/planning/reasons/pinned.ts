import { datesFrom } from '../../domain/calendar.ts';
import type { Breach, TeamBreach } from '../../domain/breach.ts';
import type { Problem } from '../../domain/problem.ts';
import type { ObjectivePart, Roster } from '../../domain/roster.ts';
import { type Shift, shiftDate } from '../../domain/shift.ts';
import type { Employee } from '../../domain/team.ts';
import { isHard } from '../../rules/compile.ts';
import { objectiveOf, partsDifference } from './explain-saving.ts';
import type { Solver } from './solving.ts';
import { addedFindings, brokenTeamRules } from './team-findings.ts';

/** A roster as a question starts from it. */
export type AskedRoster = {
  readonly shifts: readonly Shift[];
  readonly objective: number;
  readonly objectiveParts: readonly ObjectivePart[];
};

/** What one employee's day may be instead. */
export type Instead = { readonly date: string; readonly shift: Shift | undefined };

/** The employee with the date off besides. */
function offOn(employee: Employee, dates: readonly string[]): Employee {
  return { ...employee, daysOff: [...new Set([...(employee.daysOff ?? []), ...dates])] };
}

/** The problem with one employee's date settled: by a lock, or by a day off. */
function settled(problem: Problem, id: string, { date, shift }: Instead): Problem {
  const { team, locks } = problem;
  const others = locks.filter((lock) => lock.employeeId !== id || shiftDate(team.zone, lock) !== date);
  if (shift !== undefined) return { ...problem, locks: [...others, { ...shift, locked: true }] };
  const employees = team.employees.map((one) => (one.id === id ? offOn(one, [date]) : one));
  return { ...problem, locks: others, team: { ...team, employees } };
}

/** The problem in which everybody but one employee works exactly what the roster says. */
function pinnedBut(problem: Problem, shifts: readonly Shift[], id: string): Problem {
  const { team, locks } = problem;
  const dates = datesFrom(problem.from, problem.days);
  const worked = new Map<string, Set<string>>();
  for (const shift of shifts) {
    const own = worked.get(shift.employeeId) ?? new Set();
    worked.set(shift.employeeId, own.add(shiftDate(team.zone, shift)));
  }
  const employees = team.employees.map((one) =>
    one.id === id
      ? one
      : offOn(
          one,
          dates.filter((date) => worked.get(one.id)?.has(date) !== true),
        ),
  );
  const others = shifts.filter(({ employeeId }) => employeeId !== id).map((shift) => ({ ...shift, locked: true }));
  const own = locks.filter(({ employeeId }) => employeeId === id);
  const start = undefined;
  return { ...problem, team: { ...team, employees }, locks: [...others, ...own], start, lockConflicts: 'keep' };
}

/** A solve around one settled day: no line of hers allows it, or what the best roster with it differs by. */
export type Around =
  | {
      readonly kind: 'impossible';
      readonly breaches: readonly Breach[];
      readonly teamBreaches: readonly TeamBreach[];
      readonly proven: boolean;
    }
  | {
      readonly kind: 'possible';
      readonly points: number;
      readonly parts: readonly ObjectivePart[];
      readonly proven: boolean;
      readonly roster: Roster;
    }
  /** With what the roster that was found breaks of the team's rules. */
  | { readonly kind: 'unknown'; readonly teamBreaches: readonly TeamBreach[] };

/**
 * Points of a roster that leaves open what must be met, where the roster asked about does so too and this one no further: the two can be compared.
 * Null where they cannot.
 */
function nearObjective(
  problem: Problem,
  { shifts, objectiveParts }: AskedRoster,
  roster: Roster,
  added: readonly TeamBreach[],
): number | null {
  const short = (parts: readonly ObjectivePart[]): number =>
    parts.filter(({ part }) => part === 'hard-cover').reduce((sum, { count }) => sum + count, 0);
  const had = short(objectiveParts);
  const wasOpen = had > 0 || brokenTeamRules(problem, shifts).length > 0;
  return wasOpen && added.length === 0 && short(roster.objectiveParts) <= had + 1e-9 ? roster.objective : null;
}

/**
 * Settles one employee's date and solves again: her other days alone, everybody else as in the roster (`resolve` false), or everybody (`resolve` true).
 * An employee for whom the settled day leaves no line keeps it all the same, so that its breaches are told.
 */
export async function solvedAround(
  problem: Problem,
  asked: AskedRoster,
  id: string,
  instead: Instead,
  resolve: boolean,
  solver: Solver,
  share: number,
): Promise<Around> {
  if (!solver.hasTime()) return { kind: 'unknown', teamBreaches: [] };
  const base = resolve ? { ...problem, start: undefined } : pinnedBut(problem, asked.shifts, id);
  const roster = await solver.solve(settled({ ...base, lockConflicts: 'keep' }, id, instead), share);
  const hers = roster.breaches.filter(({ employeeId, severity }) => employeeId === id && isHard(severity));
  const before = brokenTeamRules(problem, asked.shifts);
  const broken = (roster.teamBreaches ?? []).filter(({ severity }) => severity === 'block');
  const teamBreaches = addedFindings(broken, before);
  const objective = objectiveOf(roster) ?? nearObjective(problem, asked, roster, teamBreaches);
  if (objective === null && roster.status === 'infeasible')
    return { kind: 'impossible', breaches: hers, teamBreaches, proven: true };
  if (objective === null) return { kind: 'unknown', teamBreaches };
  if (hers.length > 0) return { kind: 'impossible', breaches: hers, teamBreaches: [], proven: true };
  const points = objective - asked.objective;
  return {
    kind: 'possible',
    points,
    parts: partsDifference(roster.objectiveParts, asked.objectiveParts, points),
    proven: roster.status === 'optimal',
    roster,
  };
}
