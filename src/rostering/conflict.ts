import type { Conflict } from '../domain/roster.ts';
import { PROTECTED_RULE } from '../domain/protected.ts';
import type { Employee } from '../domain/team.ts';
import type { BoundRule } from '../rules/rule.ts';
import type { LinePricer } from './best-line.ts';
import { hasLine } from './find-lines.ts';
import type { Instance } from './instance.ts';
import type { EmployeeKind } from './kinds.ts';
import { hardRules } from './kinds.ts';
import type { Shape } from './shapes.ts';

/** Name under which an employee's locked shifts stand in a conflict. */
const LOCKS = 'locked-shifts';

/**
 * Employees for whom it is proven that the hard rules and locks admit no line. Cover is soft, so nothing else makes a problem infeasible, and each
 * employee's conflict stands alone: rules are taken out one by one and stay out when there is still no line, so that of those
 * that remain each one is needed (deletion filter, Chinneck & Dravnieks 1991).
 */
export function findConflicts(instance: Instance, pricer: LinePricer): readonly Conflict[] {
  const conflicts: Conflict[] = [];
  for (const kind of instance.kinds) {
    const lockedTwice = kind.employees.some((employee) => hasTwoLocksADay(instance, employee));
    if (!lockedTwice && (kind.openRules !== undefined || hasLine(instance.set, pricer, kind.model))) continue;
    const first = instance.problem.team.employees[kind.employees[0] as number] as Employee;
    const ruleIds = lockedTwice ? ['one-shift-a-day', LOCKS] : smallestConflict(instance, first);
    for (const index of kind.employees) {
      const employee = instance.problem.team.employees[index] as Employee;
      conflicts.push({ employeeId: employee.id, ruleIds, dates: lockDates(instance, kind) });
    }
  }
  return conflicts;
}

/** An employee for whom no line was found, and of whom it is not proven that there is none, with the rules that leave it open. */
export type OpenEmployee = { readonly employeeId: string; readonly ruleIds: readonly string[] };

/** Employees of whom it is not known whether they have a line: rules that are compiled from two sides leave none that is surely legal. */
export function findOpen({ kinds, problem }: Instance): readonly OpenEmployee[] {
  return kinds.flatMap(({ employees, openRules }) =>
    openRules === undefined
      ? []
      : employees.map((index) => ({ employeeId: problem.team.employees[index]?.id as string, ruleIds: openRules })),
  );
}

function hasTwoLocksADay(instance: Instance, employee: number): boolean {
  const { problem, set, fixed } = instance;
  const id = problem.team.employees[employee]?.id ?? '';
  const isHers = ({ locked, elsewhere }: Shape): boolean =>
    locked?.employeeId === id && !(elsewhere === true && fixed.has(id));
  return set.byDay.some((shapes) => shapes.filter(isHers).length > 1);
}

function lockDates(instance: Instance, kind: EmployeeKind): readonly string[] {
  return instance.set.dates.filter((_, day) => kind.model.mustWork[day] === true);
}

function smallestConflict(instance: Instance, employee: Employee): readonly string[] {
  const all = hardRules(instance.problem, employee);
  let kept = all;
  let locks = true;
  const impossible = (rules: readonly BoundRule[], withLocks: boolean): boolean =>
    instance.compiler.isImpossible(employee, rules, withLocks);
  if (impossible(kept, false)) locks = false;
  for (const rule of all) {
    const fewer = kept.filter((one) => one !== rule);
    if (impossible(fewer, locks)) kept = fewer;
  }
  const ids = [...new Set(kept.map(({ rule, isProtected }) => (isProtected === true ? PROTECTED_RULE : rule.id)))];
  return locks ? [...ids, LOCKS] : ids;
}
