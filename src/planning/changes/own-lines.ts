import { breachDifference } from '../../audit/audit-difference.ts';
import { withAgreements } from '../../audit/lifted.ts';
import { scoreRoster } from '../../audit/score.ts';
import type { Breach } from '../../domain/breach.ts';
import type { Problem } from '../../domain/problem.ts';
import type { ObjectivePart } from '../../domain/roster.ts';
import { linesByEmployee, type Line, type Shift } from '../../domain/shift.ts';
import type { Employee } from '../../domain/team.ts';
import { bindRules, ruleContext } from '../../rules/binding.ts';
import { judgeLine } from '../../rules/fold.ts';
import { horizonOf } from '../../rules/known-days.ts';

/** One employee of a roster, ready to be asked what another line of hers would break and cost. */
export type OwnLine = {
  readonly employee: Employee;
  readonly line: Line;
  /** The breaches that come or grow with another line, with the agreements that lift them. */
  readonly added: (line: Line) => readonly Breach[];
  /** Parts of the objective of a line by itself, without cover and without what only the whole roster tells. */
  readonly parts: (line: Line) => readonly ObjectivePart[];
  /** The same of the line that she has. */
  readonly now: () => readonly ObjectivePart[];
};

/** The employees of a problem with the lines that a roster gives them; rules are bound and lines filed once. */
export function ownLines(problem: Problem, shifts: readonly Shift[]): (employee: Employee) => OwnLine {
  const { team, baseline } = problem;
  const judged = horizonOf(problem);
  const lists = [problem.past, shifts, problem.future, problem.elsewhere] as const;
  const [past, planned, future, elsewhere] = lists.map((list) => linesByEmployee(list ?? []));
  const told = baseline === undefined ? undefined : Map.groupBy(baseline.shifts, ({ employeeId }) => employeeId);
  const known = new Map<string, OwnLine>();
  return (employee) => {
    const { id } = employee;
    const old = known.get(id);
    if (old !== undefined) return old;
    const line = planned?.get(id) ?? [];
    const context = ruleContext(team, employee, judged);
    const bound = bindRules(team, employee);
    const sides = { past: past?.get(id) ?? [], future: future?.get(id) ?? [], elsewhere: elsewhere?.get(id) };
    const breachesOf = (other: Line): readonly Breach[] =>
      withAgreements(
        { zone: team.zone, from: problem.from, days: problem.days, shifts: other },
        problem.agreements ?? [],
        judgeLine(bound, context, { ...sides, line: other }).breaches,
      );
    const alone: Problem = {
      ...problem,
      team: { ...team, employees: [employee], teamRules: [], fairness: [] },
      intervalDemands: [],
      templateDemands: [],
      locks: [],
      ...(problem.past === undefined ? {} : { past: sides.past }),
      ...(problem.future === undefined ? {} : { future: sides.future }),
      elsewhere: sides.elsewhere ?? [],
      activities: [],
      ...(baseline === undefined ? {} : { baseline: { ...baseline, shifts: told?.get(id) ?? [] } }),
    };
    let before: readonly Breach[] | undefined;
    let now: readonly ObjectivePart[] | undefined;
    const made: OwnLine = {
      employee,
      line,
      added: (other) => {
        before ??= breachesOf(line);
        const { added, changed } = breachDifference(before, breachesOf(other));
        return [...added, ...changed.flatMap(({ before: was, after }) => (after.excess > was.excess ? [after] : []))];
      },
      parts: (other) => scoreRoster(alone, other),
      now: () => (now ??= scoreRoster(alone, line)),
    };
    known.set(id, made);
    return made;
  };
}
