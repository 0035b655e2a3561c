import { auditEmployee } from '../../audit/audit-employee.ts';
import { isHardDemand, shortagesOf, uncoveredOf } from '../../audit/cover.ts';
import { scoreRoster } from '../../audit/score.ts';
import { teamBreachesOf } from '../../audit/team-rules.ts';
import type { Breach, LedgerWeek, Unknown } from '../../domain/breach.ts';
import type { DraftScore, ObjectiveDifference } from '../../domain/draft-difference.ts';
import type { Problem } from '../../domain/problem.ts';
import type { ObjectivePart } from '../../domain/roster.ts';
import { linesByEmployee, type Shift } from '../../domain/shift.ts';
import { horizonOf } from '../../rules/known-days.ts';

export type JudgedLines = {
  readonly breaches: readonly Breach[];
  readonly unknowns: readonly Unknown[];
  readonly ledger: readonly LedgerWeek[];
};

/** The audit of a problem's shifts for some employees of its team (default all), in the team's order. */
export function judgeLines(problem: Problem, shifts: readonly Shift[], employees?: ReadonlySet<string>): JudgedLines {
  const { team } = problem;
  const judged = horizonOf(problem);
  const linesOf = (list: readonly Shift[]) =>
    linesByEmployee(employees === undefined ? list : list.filter(({ employeeId }) => employees.has(employeeId)));
  const [past, planned, future] = [linesOf(problem.past ?? []), linesOf(shifts), linesOf(problem.future ?? [])];
  const elsewhere = linesOf(problem.elsewhere ?? []);
  const found = team.employees
    .filter(({ id }) => employees === undefined || employees.has(id))
    .map((employee) =>
      auditEmployee(team, employee, judged, {
        past: past.get(employee.id) ?? [],
        line: planned.get(employee.id) ?? [],
        future: future.get(employee.id) ?? [],
        elsewhere: elsewhere.get(employee.id),
      }),
    );
  return {
    breaches: found.flatMap(({ breaches }) => breaches),
    unknowns: found.flatMap(({ unknowns }) => unknowns),
    ledger: found.flatMap(({ ledger }) => ledger),
  };
}

function pointsOf(parts: readonly ObjectivePart[]): number {
  return parts.reduce((sum, { points }) => sum + points, 0);
}

/** A draft's shifts, counted as of a solved roster. Shifts of people who left the team count for the cover and for nothing else. */
export function scoreDraft(problem: Problem, shifts: readonly Shift[]): DraftScore {
  const members = new Set(problem.team.employees.map(({ id }) => id));
  const objectiveParts = scoreRoster(problem, shifts);
  const demands = [...problem.intervalDemands, ...problem.templateDemands];
  const strangers = new Set(shifts.map(({ employeeId }) => employeeId).filter((id) => !members.has(id)));
  return {
    objective: pointsOf(objectiveParts),
    objectiveParts,
    uncovered: uncoveredOf(problem, shifts),
    ...judgeLines(problem, shifts),
    ...((problem.team.teamRules ?? []).length === 0 ? {} : { teamBreaches: teamBreachesOf(problem, shifts) }),
    ...(demands.some(isHardDemand) ? { shortages: shortagesOf(problem, shifts) } : {}),
    strangers: [...strangers].sort(),
  };
}

/** Two objectives of one problem, part by part. */
export function objectiveDifference(
  before: readonly ObjectivePart[],
  after: readonly ObjectivePart[],
): ObjectiveDifference {
  const pick = ({ count, points }: ObjectivePart): Pick<ObjectivePart, 'count' | 'points'> => ({ count, points });
  const parts = before.map((old) => {
    const now = after.find(({ part, unit, rule }) => part === old.part && unit === old.unit && rule === old.rule);
    if (now === undefined) throw new Error(`the part ${old.part} is counted before and not after`);
    const { part, unit, rule } = old;
    return { part, unit, ...(rule === undefined ? {} : { rule }), before: pick(old), after: pick(now) };
  });
  return { before: pointsOf(before), after: pointsOf(after), parts };
}
